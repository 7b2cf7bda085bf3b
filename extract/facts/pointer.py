"""Where a figure stands, as columns."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypedDict

from extract.facts.tagged_sentences import Name, Sentence


class Placed(Protocol):
    """What has a start and an end in a sentence."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


class Pointer(TypedDict):
    """The columns of `Figure` that say where it stands."""

    article_id: str
    field: str
    start: int
    end: int
    sent_start: int
    sent_end: int
    mentions: tuple[str, ...]


def pointer(sentence: Sentence, words: Placed, names: Iterable[Name | None]) -> Pointer:
    """Where a figure stands: its words, its sentence, the names it rests on."""
    return {
        "article_id": sentence.article_id,
        "field": sentence.field,
        "start": sentence.start + words.start,
        "end": sentence.start + words.end,
        "sent_start": sentence.start,
        "sent_end": sentence.start + len(sentence.text),
        "mentions": tuple(name.id for name in names if name is not None),
    }
