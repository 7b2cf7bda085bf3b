"""sqlite-utils, without what it would load only to know more column types.

It imports numpy and, where it is installed, pandas, so that their numbers and times can be inserted. No row of ours
holds any, and the two cost each process that writes a third of a second and 30 MB. Everything here takes sqlite-utils
from this module; a program that has loaded the two before gets them as usual.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

_ONLY_FOR_TYPES = ("numpy", "pandas")


@contextmanager
def _passed_over(*names: str) -> Iterator[None]:
    """Let these packages look as if they were not installed, but for those that are loaded already."""
    hidden = [name for name in names if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]  # None is how Python marks what must not be found
    try:
        yield
    finally:
        for name in hidden:
            sys.modules.pop(name, None)


with _passed_over(*_ONLY_FOR_TYPES):
    from sqlite_utils import Database, Migrations

__all__ = ["Database", "Migrations"]
