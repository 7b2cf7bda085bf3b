"""Sentences to show for a match: which of an article's, and what to mark in them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

FIELD_COLUMNS = {"title": "title", "text": "text", "caption": "captions"}
_SENTENCE_END = re.compile(r"(?<=[.!?…。！？])[\s\u00a0]+|\n+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Snippet:
    """A sentence (or a title) with the parts to mark: (start, end, label or "") in code points of `text`.

    `names` are all the names in it, (start, end, label, entity id or ""), where they were asked for; `offset` is
    where the sentence starts in its field. With `noarchive` it may not leave this machine.
    """

    WITHHELD: ClassVar[tuple[str, ...]] = ("text",)

    field: str
    text: str
    marks: tuple[tuple[int, int, str], ...]
    names: tuple[tuple[int, int, str, str], ...] = ()
    offset: int = 0
    noarchive: bool = False


def mention_snippets(row: dict[str, Any], mentions: Sequence[dict[str, Any]]) -> list[Snippet]:
    """The sentences that hold these mentions, body before captions before the title."""
    order = {"text": 0, "caption": 1, "title": 2}
    sentences: dict[tuple[str, int, int], list[tuple[int, int, str]]] = {}
    for mention in sorted(mentions, key=lambda m: (order[m["field"]], m["start"])):
        bounds = (mention["field"], mention["sent_start"], mention["sent_end"])
        sentences.setdefault(bounds, []).append((mention["start"], mention["end"], mention["label"]))
    return [
        _reserved(row, make_snippet(field, row[FIELD_COLUMNS[field]], start, end, marks))
        for (field, start, end), marks in sentences.items()
    ]


def _reserved(row: dict[str, Any], snippet: Snippet) -> Snippet:
    """The snippet, marked if the article's text may not leave; a headline may."""
    return replace(snippet, noarchive=True) if row["noarchive"] and snippet.field != "title" else snippet


def make_snippet(field: str, text: str, start: int, end: int, marks: Sequence[tuple[int, int, str]]) -> Snippet:
    """The sentence `text[start:end]` on one line, its marks moved to count from its start."""
    moved = tuple((s - start, e - start, label) for s, e, label in marks if start <= s and e <= end)
    return Snippet(field=field, text=re.sub(r"\s", " ", text[start:end]), marks=moved, offset=start)


def with_names(snippet: Snippet, mentions: Sequence[dict[str, Any]]) -> Snippet:
    """The snippet with every name of its article that stands in it."""
    start, end = snippet.offset, snippet.offset + len(snippet.text)
    names = tuple(
        (m["start"] - start, m["end"] - start, m["label"], m["entity_id"] or "")
        for m in sorted(mentions, key=lambda m: m["start"])
        if m["field"] == snippet.field and start <= m["start"] and m["end"] <= end
    )
    return replace(snippet, names=names)


def term_snippets(row: dict[str, Any], terms: Sequence[str]) -> list[Snippet]:
    """The sentences that hold most of the words asked for; the title when no sentence does."""
    if not terms:
        return [Snippet(field="title", text=row["title"], marks=())] if row["title"] else []
    whole = _term_pattern(" ".join(terms))
    anything = re.compile("|".join(_term_pattern(term).pattern for term in sorted(terms, key=len, reverse=True)), re.I)
    found: list[tuple[tuple[bool, int], Snippet]] = []
    for field in ("text", "caption", "title"):
        text = row[FIELD_COLUMNS[field]]
        for start, end in sentence_bounds(text):
            plain = _plain(text[start:end])
            matches = list(anything.finditer(plain))
            if matches:
                rank = (whole.search(plain) is None, -len({match.group().lower() for match in matches}))
                marks = [(start + match.start(), start + match.end(), "") for match in matches]
                found.append((rank, _reserved(row, make_snippet(field, text, start, end, marks))))
    best = min((rank for rank, _ in found), default=None)
    return [snippet for rank, snippet in found if rank == best]


def sentence_bounds(text: str) -> list[tuple[int, int]]:
    """Where the sentences of a text stand, by punctuation alone: for showing, not for counting."""
    bounds, start = [], 0
    for gap in [*_SENTENCE_END.finditer(text), None]:
        end = gap.start() if gap else len(text)
        if text[start:end].strip():
            bounds.append((start, end))
        start = gap.end() if gap else end
    return bounds


def _term_pattern(term: str) -> re.Pattern[str]:
    return re.compile(r"\W+".join(re.escape(word) for word in _plain(term).split()), re.I)


def _plain(text: str) -> str:
    """The text without diacritics, as the index folds them; of the same length, so that offsets hold."""
    return text if text.isascii() else "".join(_base(character) for character in text)


def _base(character: str) -> str:
    if character < "\u00c0" or "\uac00" <= character <= "\ud7a3":
        return character
    decomposed = unicodedata.normalize("NFD", character)
    return decomposed[0] if len(decomposed) > 1 and unicodedata.combining(decomposed[1]) else character
