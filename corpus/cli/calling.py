"""How this program is called here: hints that are printed can then be typed as they stand."""

from __future__ import annotations

import re
import shlex
import shutil
import sys
from pathlib import Path

NAME = "jangmadang"


def called() -> str:
    """`jangmadang` where the shell finds this very program by its name, else the path or module it was started by."""
    started = Path(sys.argv[0])
    if started.name == "__main__.py" and started.parent.name == NAME:
        return f"{_as_typed_path(Path(sys.executable))} -m {NAME}"
    return _as_typed_path(started) if started.name == NAME else NAME


def as_typed(text: str) -> str:
    """A text whose commands, each between backquotes or at its start, are written as they are typed here."""
    name = called()
    return text if name == NAME else re.sub(rf"(`|^){NAME}(?= [a-z])", lambda found: found[1] + name, text)


def _as_typed_path(program: Path) -> str:
    """The bare name where the shell finds that program, else its path, from here where it lies below."""
    found = shutil.which(program.name)
    program = program.absolute()
    if found is not None and Path(found).absolute() == program:
        return program.name
    here = Path.cwd()
    return shlex.quote(str(program.relative_to(here) if program.is_relative_to(here) else program))
