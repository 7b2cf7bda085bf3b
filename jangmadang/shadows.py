"""Whether another package of one of our plain names is found before ours. Standard library only, imports nothing."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

# each of our packages with a module that no other package of that name will have
_OURS = {
    "corpus": "cli/__init__.py",
    "crawler": "newsroom/__init__.py",
    "extract": "gates/__init__.py",
    "models": "kb/__init__.py",
}


def hidden_package() -> str | None:
    """One line that says which package of ours is hidden and by what, or None."""
    for name, module in _OURS.items():
        spec = find_spec(name)
        folders = [Path(folder) for folder in (spec.submodule_search_locations or ())] if spec else []
        if any((folder / module).is_file() for folder in folders[:1]):
            continue
        if spec is None:
            return f"Jangmadang's package {name!r} is missing: install jangmadang again"
        found = folders[0] if folders else spec.origin
        return (
            f"another package called {name!r} is found before Jangmadang's own: {found}."
            " Take it off PYTHONPATH, or install jangmadang in an environment of its own"
        )
    return None
