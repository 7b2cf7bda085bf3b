"""Sentences with their names marked, "In [Rason](PLACE) …", as the rules are given them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any

import pytest

from corpus.store.derived import ActivityReport, ExchangeRate, Figure, PriceQuote, TradeFigure
from extract.facts.passage.figure_candidates import Candidate
from extract.facts.passage.passage_figures import weighed_candidates
from extract.facts.passage.passage_reader import ByRules, KindWeights, read_by_rules
from extract.facts.tagged_sentences import Name, Sentence, sentence_bounds
from models.kb import alias_key, load_base

PUBLISHED = date(2026, 3, 16)  # a Monday
_MARK = re.compile(r"\[([^\]]+)\]\(([A-Z]+)\)")


@cache
def known() -> dict[tuple[str, str], tuple[str, str, str]]:
    """(label, name key) -> id, country, kind of the first known entity with that name."""
    found: dict[tuple[str, str], tuple[str, str, str]] = {}
    for entity in load_base():
        for name in entity.names:
            found.setdefault((entity.label, alias_key(name)), (entity.id, entity.country, entity.kind))
    return found


def read_marked(marked: str) -> Sentence:
    """The sentence, published on 16 March 2026 in an article about North Korea."""
    text, names, last = "", [], 0
    for match in _MARK.finditer(marked):
        text += marked[last : match.start()]
        entity, country, kind = known().get((match[2], alias_key(match[1])), (None, "", ""))
        names.append(
            Name(
                id=f"a-text{len(text)}",
                start=len(text),
                end=len(text) + len(match[1]),
                text=match[1],
                label=match[2],
                entity_id=entity,
                country=country,
                kind=kind,
            )
        )
        text += match[1]
        last = match.end()
    return Sentence(
        article_id="a",
        field="text",
        start=0,
        text=text + marked[last:],
        names=tuple(names),
        day=PUBLISHED,
        home=True,
    )


def read_passage(text: str, names: tuple[Name, ...] = (), *, language: str = "en") -> list[Candidate]:
    """The candidates of an article of this text, published as above, with their scores."""
    return weighed_candidates(*as_article(text, names, language=language))


def as_article(text: str, names: tuple[Name, ...], *, language: str = "en") -> tuple[dict[str, Any], list[Any]]:
    """An article of this text and its names, as the passage reader takes them from the store."""
    article = {"id": "a", "title": "", "caption": "", "text": text, "language": language, "day": PUBLISHED}
    bounds = sentence_bounds(text, [])
    rows = [
        {
            "id": name.id, "field": "text", "start": name.start, "end": name.end, "text": name.text,
            "label": name.label, "entity_id": name.entity_id,
            **next({"sent_start": a, "sent_end": b} for a, b in bounds if a <= name.start < b),
            "country": name.country, "kind": name.kind, "hs_code": "1006" if name.label == "PRODUCT" else None,
        }
        for name in names
    ]  # fmt: skip
    return article, rows


@pytest.fixture
def passage() -> Callable[..., list[Candidate]]:
    """Candidates of a marked text in English, or of a plain one in another language."""

    def read(marked: str, *, language: str = "en") -> list[Candidate]:
        made = read_marked(marked)
        return read_passage(made.text, made.names, language=language)

    return read


@pytest.fixture
def by_rules() -> Callable[..., ByRules]:
    """What the rules find in a marked English text, before weights link it; with weights of kinds of quantities, if any
    are given.
    """

    def read(marked: str, weights: KindWeights | None = None) -> ByRules:
        made = read_marked(marked)
        found = read_by_rules(*as_article(made.text, made.names), weights)
        assert found is not None
        return found

    return read


@pytest.fixture
def sentence() -> Callable[[str], Sentence]:
    return read_marked


def when(figure: Figure) -> str:
    if figure.date_source in ("published", "article"):  # no day in its own sentence
        return "pub"
    if figure.date is None or figure.date_end is None:
        return "-"
    first, last = figure.date, figure.date_end
    month_end = (last.replace(day=28).toordinal() + 4) - date.fromordinal(last.replace(day=28).toordinal() + 4).day
    whole_months = first.day == 1 and last.toordinal() == month_end
    if first == last:
        return first.isoformat()
    if not whole_months:
        return f"{first}/{last}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first:%Y-%m}"
    return f"{first:%Y}" if (first.month, last.month) == (1, 12) else f"{first:%Y-%m}/{last:%Y-%m}"


def amount(low: float, high: float | None) -> str:
    return f"{low:.12g}" if high is None else f"{low:.12g}-{high:.12g}"


def columns(figure: Figure) -> tuple[str | None, ...]:
    """What a figure says, column by column, as the .tsv files have it."""
    if isinstance(figure, PriceQuote):
        unit = f"{figure.quantity:.12g} {figure.unit}" if figure.quantity is not None else None
        value = amount(figure.price, figure.price_high)
        return figure.commodity, figure.place, when(figure), value, figure.currency, unit
    if isinstance(figure, ExchangeRate):
        return figure.base, figure.place, when(figure), amount(figure.rate, figure.rate_high)
    if isinstance(figure, TradeFigure):
        return figure.flow, figure.partner, figure.good, when(figure), f"{amount(figure.amount, None)} {figure.unit}"
    assert isinstance(figure, ActivityReport)
    return figure.plant, figure.kind, when(figure)


@pytest.fixture
def written() -> Callable[[Figure], str]:
    """A figure as a line of text."""
    return lambda figure: " | ".join(part or "-" for part in columns(figure))
