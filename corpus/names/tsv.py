"""Reading the small tables that stand beside these modules."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from importlib import resources


def read_rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of a tab-separated table of this package, by column."""
    lines = resources.files("corpus.names").joinpath(name).read_text(encoding="utf-8").splitlines()
    yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


def words(text: str) -> frozenset[str]:
    """The words of a text as a set: a list of words that reads as a line."""
    return frozenset(text.split())
