"""Every pattern of the project with where it is, as JSON: what imports compile, rule files hold and calls name."""

from __future__ import annotations

import ast
import importlib
import inspect
import json
import re
import sys
from pathlib import Path

ROOT = Path(sys.argv[1])
sys.path[0] = str(ROOT)  # and not the folder of this file, whose tests/corpus is no package of ours
PACKAGES = ("corpus", "crawler", "extract", "models", "jangmadang")
FUNCTIONS = {"compile", "search", "match", "fullmatch", "split", "sub", "subn", "findall", "finditer"}
LANGUAGES = ("en", "ko", "zh", "ja", "ru")

found: dict[tuple[str, int], str] = {}
plain_compile = re._compile  # type: ignore[attr-defined]


def noting(pattern: object, flags: int) -> re.Pattern[str]:
    """What `re` does, with a note of where in our code it was asked for."""
    compiled: re.Pattern[str] = plain_compile(pattern, flags)
    frame = sys._getframe(1)
    for _ in range(2):  # re.compile, and who called it: what a library compiles while we import it is not ours
        if frame is None:
            break
        file = Path(frame.f_code.co_filename)
        if file.is_relative_to(ROOT) and ".venv" not in file.parts:
            text = compiled.pattern if isinstance(compiled.pattern, str) else compiled.pattern.decode("latin-1")
            found.setdefault((text, compiled.flags & ~re.UNICODE), f"{file.relative_to(ROOT)}:{frame.f_lineno}")
            break
        frame = frame.f_back
    return compiled


def note_calls(path: Path) -> None:
    """Patterns written in a call inside a function, which no import compiles."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or not node.args:
            continue
        owner, first = node.func.value, node.args[0]
        named = isinstance(owner, ast.Name) and owner.id == "re" and node.func.attr in FUNCTIONS
        if named and isinstance(first, ast.Constant) and isinstance(first.value, str):
            flags = plain_compile(first.value, 0).flags & ~re.UNICODE
            found.setdefault((first.value, flags), f"{path.relative_to(ROOT)}:{node.lineno}")


def note_rules(module: object) -> None:
    """Patterns that are made when rules are first read: whatever a module keeps once it was asked."""
    for function in vars(module).values():
        if hasattr(function, "cache_info") and str(getattr(function, "__module__", "")).startswith(PACKAGES):
            needed = [p for p in inspect.signature(function).parameters.values() if p.default is p.empty]
            if not needed:
                function()
            elif [p.name for p in needed] == ["language"]:
                for language in LANGUAGES:
                    function(language)


def main() -> None:
    """Import everything, read every rule, and print what was compiled on the way."""
    re._compile = noting  # type: ignore[attr-defined]
    modules = []
    for path in (path for name in PACKAGES for path in sorted((ROOT / name).rglob("*.py"))):
        note_calls(path)
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        if not name.endswith("__main__") and not name.startswith("models.scripts"):
            try:
                modules.append(importlib.import_module(name))
            except ModuleNotFoundError as error:  # of a format that is not installed here
                if str(error.name).startswith(PACKAGES):
                    raise
    for module in modules:
        note_rules(module)
    print(json.dumps([[text, flags, where] for (text, flags), where in sorted(found.items())]))


if __name__ == "__main__":
    main()
