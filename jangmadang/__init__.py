"""Jangmadang from Python: read a page, tag a text, open a corpus. Nothing is loaded before it is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from corpus.read.entity import Entity, Profile, Quote
    from corpus.read.stats import Stats
    from corpus.records import Abort, Article, Mention, Skip
    from corpus.search.hits import Hit, Results
    from jangmadang.corpus_door import OpenCorpus, open_corpus
    from jangmadang.figures import Activity, Price, Rate, Trade
    from jangmadang.frames import to_frame
    from jangmadang.read_and_tag import read_article, tag

__all__ = [
    "Abort",
    "Activity",
    "Article",
    "Entity",
    "Hit",
    "Mention",
    "OpenCorpus",
    "Price",
    "Profile",
    "Quote",
    "Rate",
    "Results",
    "Skip",
    "Stats",
    "Trade",
    "open_corpus",
    "read_article",
    "tag",
    "to_frame",
]

_HOMES = {
    **dict.fromkeys(("Abort", "Article", "Mention", "Skip"), "corpus.records"),
    **dict.fromkeys(("Hit", "Results"), "corpus.search.hits"),
    **dict.fromkeys(("Entity", "Profile", "Quote"), "corpus.read.entity"),
    "Stats": "corpus.read.stats",
    **dict.fromkeys(("Activity", "Price", "Rate", "Trade"), "jangmadang.figures"),
    **dict.fromkeys(("OpenCorpus", "open_corpus"), "jangmadang.corpus_door"),
    **dict.fromkeys(("read_article", "tag"), "jangmadang.read_and_tag"),
    "to_frame": "jangmadang.frames",
}


def __getattr__(name: str) -> Any:
    """Import what is asked for now. Raises `ImportError` where another package hides one of ours."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from jangmadang.shadows import hidden_package

    hidden = hidden_package()
    if hidden is not None:
        raise ImportError(hidden)
    value = globals()[name] = getattr(import_module(_HOMES[name]), name)
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
