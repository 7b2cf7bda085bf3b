"""Sentences to show for a match: which of an article's, and what to mark in them."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from corpus.store.reader import Readable

FIELD_COLUMNS = {"title": "title", "text": "text", "caption": "captions"}
_LAST_WORD = re.compile(r"[A-Za-z.]{2,12}$")
_WORD = re.compile(r"[A-Za-z]+")
_INITIALS = re.compile(r"(?:[A-Z]\.){1,4}")  # "N.", "U.S.": what follows tells whether the sentence ends
_NEVER_LAST = frozenset((
    *("Mr.", "Mrs.", "Ms.", "Dr.", "Prof.", "Gen.", "Lt.", "Col.", "Sgt.", "Capt.", "Adm.", "Maj.", "Sen.", "Rep."),
    *("Gov.", "St.", "Mt.", "Ft.", "No.", "Nos.", "Vol.", "vs.", "e.g.", "i.e.", "ca.", "approx.", "Fig.", "pp."),
    *("Jan.", "Feb.", "Mar.", "Apr.", "Jun.", "Jul.", "Aug.", "Sep.", "Sept.", "Oct.", "Nov.", "Dec."),
))  # fmt: skip
_OPENERS = frozenset((
    *("The", "A", "An", "It", "He", "She", "They", "We", "In", "On", "At", "But", "And", "For", "This", "That"),
    *("These", "Those", "However", "Since", "After", "As"),
))  # fmt: skip
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


def named_in(db: Readable, article: str) -> list[dict[str, Any]]:
    """What snippets are made of: an article's mentions, in the order of its fields."""
    columns = "field, start, end, label, sent_start, sent_end, entity_id"
    return list(db.query(f"select {columns} from mentions where article_id = ? order by field, start", [article]))


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
    inside = [m for m in mentions if start <= m["start"] and m["end"] <= end and m["field"] == snippet.field]
    names = tuple(
        (m["start"] - start, m["end"] - start, m["label"], m["entity_id"] or "")
        for m in sorted(inside, key=lambda m: m["start"])
    )
    return replace(snippet, names=names)


def term_snippets(row: dict[str, Any], terms: Sequence[str]) -> list[Snippet]:
    """The sentences that hold most of the words asked for; the title when no sentence does."""
    if not terms:
        return [Snippet(field="title", text=row["title"], marks=())] if row["title"] else []
    whole = _term_pattern(" ".join(terms))
    alternatives = "|".join(_term_pattern(term).pattern for term in sorted(terms, key=len, reverse=True))
    anything, begins = re.compile(alternatives, re.I), re.compile(f"(?={alternatives})", re.I)
    found: list[tuple[tuple[bool, int], Snippet]] = []
    for field in ("text", "caption", "title"):
        text = row[FIELD_COLUMNS[field]]
        places = [match.start() for match in begins.finditer(_plain(text))]
        for start, end in sentence_bounds(text) if places else ():
            if bisect_left(places, start) == bisect_left(places, end):
                continue
            plain = _plain(text[start:end])
            matches = list(anything.finditer(plain))
            if matches:
                rank = (whole.search(plain) is None, -len({match.group().lower() for match in matches}))
                marks = [(start + match.start(), start + match.end(), "") for match in matches]
                found.append((rank, _reserved(row, make_snippet(field, text, start, end, marks))))
    best = min((rank for rank, _ in found), default=None)
    return [snippet for rank, snippet in found if rank == best]


def sentence_bounds(text: str, known: Iterable[tuple[int, int]] = ()) -> list[tuple[int, int]]:
    """Where the sentences of a text stand: those that are known, as names and figures have theirs, and what lies
    between them by punctuation, in which an abbreviation ends none.
    """
    bounds, last = [], 0
    for start, end in [*sorted(set(known)), (len(text), len(text))]:
        if start >= last:
            bounds += [(last + first, last + final) for first, final in _by_punctuation(text[last:start])]
            if end > start:
                bounds.append((start, end))
        elif end > last:
            bounds[-1] = (bounds[-1][0], end)  # two that overlap are one
        last = max(last, end)
    return bounds


def _by_punctuation(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for gap in [*_SENTENCE_END.finditer(text), None]:
        end = gap.start() if gap else len(text)
        if gap and "\n" not in gap.group() and _goes_on(text, end, gap.end()):
            continue
        sentence = text[start:end]
        if sentence.strip():
            yield end - len(sentence.lstrip()), start + len(sentence.rstrip())
        start = gap.end() if gap else end


def _goes_on(text: str, end: int, following: int) -> bool:
    """Whether the full stop before `end` is that of an abbreviation, behind which the sentence goes on."""
    last = _LAST_WORD.search(text, max(0, end - 20), end)
    if last is None:
        return False
    if last.group() in _NEVER_LAST:
        return True
    opener = _WORD.match(text, following)
    return bool(_INITIALS.fullmatch(last.group())) and not (opener and opener.group() in _OPENERS)


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
