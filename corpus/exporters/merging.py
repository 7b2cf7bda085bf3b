"""Applying an increment: old rows, the keys of those that are no longer so, and new rows make the new whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from heapq import merge
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, TypeVar

from corpus.exporters.given_packages import read_package
from corpus.exporters.package import Written
from corpus.exporters.tables import Column

Item = TypeVar("Item")
_by_key = itemgetter(0)


def merged(old: Iterable[tuple[str, Item]], stale: Iterable[str], new: Iterable[tuple[str, Item]]) -> Iterator[Item]:
    """The items of `new`, and of `old` those whose keys are neither there nor `stale`; all in the order of keys."""
    no_longer: Iterator[tuple[str, Item | None]] = ((key, None) for key in stale)
    for _, group in groupby(merge(old, no_longer, new, key=_by_key), key=_by_key):
        *_, (_, item) = group  # the last of a key holds: new, else stale, else old
        if item is not None:
            yield item


def files_of(increment: Path) -> list[Written]:
    """The tables' files in an increment, as its package describes them, without the list of changes."""
    package = read_package(increment)
    return [_file(resource) for resource in package["resources"] if not resource["path"].startswith("changes.")]


def _file(resource: dict[str, Any]) -> Written:
    fields = resource["schema"]["fields"]
    return Written(
        path=resource["path"],
        rows=resource["records"],
        meaning=resource["description"],
        columns=tuple(Column(name=f["name"], type=f["type"], meaning=f["description"]) for f in fields),
        key=tuple(resource["schema"]["primaryKey"]),
    )
