"""Sentences with their names, as the rules read them.

In `masked`, every name is overwritten by as many signs of its label (Ⓛ place, Ⓒ country other than North Korea,
Ⓝ North Korea, Ⓕ plant, Ⓖ good, Ⓗ person, Ⓞ organisation). So the rules are regular expressions with slots, offsets
stay as they are, and no number or day inside a name is ever read ("8 February Vinalon Complex").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from corpus.labels import signs
from corpus.store.derived import ArticleText, NamedMention
from models.components.sentences import sentence_starts

if TYPE_CHECKING:
    from spacy.tokenizer import Tokenizer

HOME = "KP"
_SIGNS = signs()
_SIGN = re.compile(f"[{''.join(_SIGNS.values())}ⒸⓃ]")
# what goods come in: where a tagger takes one for a good, it hides how much of the good a price buys
CONTAINERS = frozenset({"bag", "sack", "box", "bottle", "pack", "packet", "carton", "can", "bundle", "pair", "basket"})
_NORTH_KOREA = frozenset({"North Korea", "DPRK", "D.P.R.K.", "N. Korea", "N.K.", "NK", "North"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Name:
    """A mention in a sentence (offsets count in it) with what is known of its entity; "" where nothing is."""

    id: str
    start: int
    end: int
    text: str
    label: str
    entity_id: str | None = None
    country: str = ""
    kind: str = ""

    @property
    def sign(self) -> str:
        """What the name is masked by."""
        if self.label == "PLACE" and self.kind == "country":
            return "Ⓝ" if self.country == HOME else "Ⓒ"
        return "Ⓝ" if self.label == "PLACE" and self.text in _NORTH_KOREA else _SIGNS[self.label]


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """A sentence of an article's field, beginning at `start` there. `day` is the article's in Korea; `home` says that
    the article speaks more of North Korea than of the South.
    """

    article_id: str
    field: str
    start: int
    text: str
    names: tuple[Name, ...]
    day: date | None
    home: bool

    @cached_property
    def masked(self) -> str:
        """The text with signs for names."""
        text = _SIGN.sub("?", self.text).replace("\n", " ").replace("’", "'")
        for name in self.names:
            text = text[: name.start] + name.sign * (name.end - name.start) + text[name.end :]
        return text

    def labelled(self, label: str) -> list[Name]:
        """The names of one label, in order."""
        return [name for name in self.names if name.label == label]


def read_sentences(article: ArticleText, mentions: Iterable[NamedMention]) -> Iterator[Sentence]:
    """The sentences of an article's title, text and captions; those with names as they were tagged, the others split
    by the same rules.
    """
    rows = [row for row in mentions if not (row["label"] == "PRODUCT" and row["text"].lower() in CONTAINERS)]
    home = _speaks_of_the_north(rows)
    for field, text in (("text", article["text"]), ("title", article["title"]), ("caption", article["caption"])):
        own = [row for row in rows if row["field"] == field]
        for start, end in sentence_bounds(text, [(row["sent_start"], row["sent_end"]) for row in own]):
            yield Sentence(
                article_id=article["id"],
                field=field,
                start=start,
                text=text[start:end],
                names=tuple(_name(row, start) for row in own if start <= row["start"] and row["end"] <= end),
                day=article["day"],
                home=home,
            )


def _name(row: NamedMention, start: int) -> Name:
    return Name(
        id=row["id"],
        start=row["start"] - start,
        end=row["end"] - start,
        text=row["text"],
        label=row["label"],
        entity_id=row["entity_id"],
        country=row["country"] or "",
        kind=row["kind"] or "",
    )


def _speaks_of_the_north(rows: Iterable[NamedMention]) -> bool:
    countries = [row["country"] for row in rows if row["label"] in ("PLACE", "FACTORY")]
    return countries.count(HOME) > countries.count("KR")


def sentence_bounds(text: str, tagged: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The bounds of all sentences: the tagged ones, joined where they overlap, and those between them."""
    found: list[tuple[int, int]] = []
    last = 0
    for start, end in [*sorted(set(tagged)), (len(text), len(text))]:
        if start < last:
            if found and end > last:
                found[-1] = (found[-1][0], end)
            last = max(last, end)
            continue
        found += [(last + first, last + final) for first, final in _split(text[last:start])]
        if end > start:
            found.append((start, end))
        last = end
    return found


def _split(text: str) -> Iterator[tuple[int, int]]:
    if not text.strip():
        return
    tokens = _tokenizer()(text)
    starts = [*sentence_starts([token.text for token in tokens]), len(tokens)]
    for first, following in pairwise(starts):
        span = tokens[first:following]
        inner = span.text
        if inner.strip():
            yield (
                span.start_char + len(inner) - len(inner.lstrip()),
                span.start_char + len(inner.rstrip()),
            )


@cache
def _tokenizer() -> Tokenizer:
    from spacy.lang.en import English

    return English().tokenizer
