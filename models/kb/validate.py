"""Counts and checks the knowledge base: `python -m models.kb.validate [FOLDER]`. Exit 1 when anything is wrong."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from importlib.resources.abc import Traversable
from pathlib import Path

from models.kb.checks import CHECKS, Base, read
from models.kb.entries import BASES
from models.kb.loading import FILES, shipped


def find_errors(folder: Traversable) -> tuple[Base | None, list[str]]:
    """The base in a folder and every error in it; no base when its tables cannot be read."""
    try:
        base = read(folder)
    except (ValueError, FileNotFoundError) as error:
        return None, [str(error)]
    return base, [problem for check in CHECKS for problem in check(base)]


def summary(base: Base) -> list[str]:
    """Lines that count entities by label and kind, and aliases by basis and script."""
    lines = []
    for label in FILES:
        entities = [entity for entity in base.entities if entity.label == label]
        kinds = Counter(entity.kind for entity in entities)
        aliases = [alias for entity in entities for alias in entity.aliases]
        bases, scripts = Counter(alias.basis for alias in aliases), Counter(alias.script for alias in aliases)
        lines += [
            f"{label:8}{len(entities):5} entities, {len(aliases)} aliases",
            f"{'':8}kinds   {', '.join(f'{kind} {count}' for kind, count in kinds.most_common())}",
            f"{'':8}basis   {', '.join(f'{basis} {bases[basis]}' for basis in BASES)}",
            f"{'':8}scripts {', '.join(f'{script} {count}' for script, count in scripts.most_common())}",
        ]
    lines.append(f"{len(base.ambiguous)} shared names listed, {len(base.context)} names that need context")
    return lines


def main(arguments: Sequence[str]) -> int:
    """Prints counts and errors of the shipped tables or of the folder named; 0 when there is no error, else 1."""
    folder = Path(arguments[0]) if arguments else shipped()
    base, errors = find_errors(folder)
    for line in summary(base) if base else ():
        print(line)
    for error in errors:
        print(f"error: {error}")
    print(f"{len(errors)} errors")
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
