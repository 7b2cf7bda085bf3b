"""A count with its noun, as the terminal and the pages say it."""

from __future__ import annotations


def count_words(count: int, one: str, many: str | None = None) -> str:
    """The count with its noun: "1 article", "1,204 articles"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
