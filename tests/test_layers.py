"""The one-way dependency order of docs/architecture.md, read from the sources."""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("crawler", "extract", "models", "corpus")
MODULES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))

# modules that everyone may import, because they import nothing but the standard library (and one another)
LEAVES = ("corpus.records", "corpus.names", "corpus.times", "corpus.files", "crawler.outlets", "corpus.labels")

MAY_IMPORT = {
    "corpus": ("corpus",),
    "models": ("models", "corpus.labels", "corpus.names", "corpus.records"),
    "crawler": ("crawler", "corpus"),
    "extract": ("extract", "corpus", "models", "crawler.outlets"),
}
NEVER = {
    "corpus": ("scrapy", "spacy", "trafilatura", "rapidfuzz"),
    "models": ("scrapy", "trafilatura", "sqlite_utils"),
    "crawler": ("spacy", "trafilatura"),
    "extract": ("scrapy", "twisted"),
}


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imported_modules(path: Path) -> set[str]:
    """Every module that a source names in an import, inside functions and for type checking too."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are written from the top"
            assert node.module
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found


def below(module: str, tops: tuple[str, ...]) -> bool:
    return any(module == top or module.startswith(f"{top}.") for top in tops)


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_module_imports_only_what_lies_below_it(path: Path) -> None:
    package = path.relative_to(ROOT).parts[0]
    ours = {name for name in imported_modules(path) if name.split(".")[0] in PACKAGES}
    assert [name for name in sorted(ours) if not below(name, MAY_IMPORT[package])] == []


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_module_keeps_to_its_own_libraries(path: Path) -> None:
    package = path.relative_to(ROOT).parts[0]
    assert [name for name in sorted(imported_modules(path)) if below(name, NEVER[package])] == []


@pytest.mark.parametrize(
    "path", [path for path in MODULES if below(module_name(path), LEAVES)], ids=lambda path: module_name(path)
)
def test_leaf_imports_the_standard_library_alone(path: Path) -> None:
    others = {name for name in imported_modules(path) if not below(name, LEAVES)}
    assert [name for name in sorted(others) if name.split(".")[0] not in sys.stdlib_module_names] == []


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_module_has_at_most_400_lines(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 400


def test_environment_is_read_in_one_place() -> None:
    readers = [module_name(path) for path in MODULES if re.search(r"\bos\.(environ|getenv)\b", path.read_text("utf-8"))]
    assert readers == ["corpus.settings"]
