"""Lists of words that several components share: `word_lists.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources


@cache
def _lists() -> dict[str, str]:
    source = resources.files("models.components").joinpath("word_lists.toml").read_text(encoding="utf-8")
    return tomllib.loads(source)


@cache
def word_list(key: str) -> frozenset[str]:
    """The words of one list."""
    return frozenset(_lists()[key].split())
