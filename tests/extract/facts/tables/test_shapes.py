"""Pages with tables in many shapes and five languages, from the page to the figures; shapes.md says what each gives."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest

from corpus.records import RawPage, Table
from corpus.store.derived import ArticleText, ExchangeRate, Figure, PriceQuote, TradeFigure
from corpus.versions import stage_version
from extract.article import extract_article
from extract.facts.tables.table_figures import read_tables
from extract.stages.read_facts import REVISION


@dataclass(frozen=True, kw_only=True, slots=True)
class Shape:
    name: str
    published: date
    title: str
    html: str
    figures: tuple[str, ...]


def read_shapes() -> list[Shape]:
    text = (Path(__file__).parent / "shapes.md").read_text("utf-8")
    shapes = []
    for part in re.split(r"^# ", text, flags=re.MULTILINE)[1:]:
        head, *lines = part.strip().split("\n")
        name, _, published, title = (cell.strip() for cell in head.split(" | "))
        figures = tuple(" ".join(line[2:].split()).casefold() for line in lines if line.startswith("= "))
        html = "\n".join(line for line in lines if not line.startswith("= "))
        shapes.append(
            Shape(name=name, published=date.fromisoformat(published), title=title, html=html, figures=figures)
        )
    return shapes


@cache
def figures_of(shape: Shape) -> list[Figure]:
    page = f"<html><head><title>{shape.title}</title></head><body><article><h1>{shape.title}</h1>{shape.html}</article>"
    raw = RawPage(
        url=f"https://tables.example/{shape.name}", outlet="tables", fetched_at=datetime(2026, 6, 1, tzinfo=UTC),
        body=page.encode(), found_in="import",
    )  # fmt: skip
    article = extract_article(raw)
    text = ArticleText(
        id="a", title=article.title, text=article.text, caption="", language=article.language or "", day=shape.published
    )
    figures = list(read_tables(text, article.tables))
    for figure in figures:  # each leads to its cell, in the article's tables and in its text
        table = article.tables[figure.table_position or 0]
        assert article.text[figure.start : figure.end] == table.cells[figure.table_row or 0][figure.table_column or 0]
    return figures


def written(figure: Figure) -> str:
    if isinstance(figure, PriceQuote):
        price = _number(figure.price, figure.price_high)
        unit = f"{figure.quantity:g} {figure.unit}" if figure.unit else ""
        state = " | state" if figure.kind == "state" else ""
        line = f"price {figure.commodity} | {figure.place or ''} | {when(figure)} | {price} {figure.currency}"
        line += f" | {unit}{state}"
    elif isinstance(figure, ExchangeRate):
        rate = _number(figure.rate, figure.rate_high)
        line = f"rate {figure.base}/{figure.quote} | {figure.place or ''} | {when(figure)} | {rate}"
    else:
        assert isinstance(figure, TradeFigure)
        line = f"trade {figure.flow} | {figure.partner or ''} | {figure.good or ''} | {when(figure)}"
        line += f" | {figure.amount:.12g} {figure.unit}"
    return " ".join(line.split()).casefold()


def when(figure: Figure) -> str:
    first, last = figure.date, figure.date_end
    if first is None or last is None or first == last:
        return str(first or "")
    if (first.month, last.month, last.day) == (1, 12, 31):
        return str(first.year)
    if first.day == 1 and last.month != (last + timedelta(days=1)).month:
        months = f"{first:%Y-%m}", f"{last:%Y-%m}"
        return months[0] if months[0] == months[1] else "/".join(months)
    return f"{first}/{last}"


def _number(low: float, high: float | None) -> str:
    return f"{low:.10g}" if high is None else f"{low:.10g}-{high:.10g}"


@pytest.mark.parametrize("shape", read_shapes(), ids=lambda shape: shape.name)
def test_figures_of_a_table(shape: Shape) -> None:
    assert Counter(map(written, figures_of(shape))) == Counter(shape.figures)


def test_shapes_are_many() -> None:
    shapes = read_shapes()
    assert len(shapes) >= 30
    assert len({shape.name for shape in shapes}) == len(shapes)


def test_reading_beside_a_very_long_line_is_quick() -> None:
    text = "Rice\t5 won\nCorn\t6 won\n" + "가나다 원 " * 20_000
    table = Table(
        position=0, kind="text", caption="", heading="", head_rows=0, cells=(("Rice", "5 won"), ("Corn", "6 won")),
        spans=(), start=0, end=21,
    )  # fmt: skip
    article = ArticleText(id="a", title="Hyesan", text=text, caption="", language="en", day=date(2026, 3, 1))
    figures_of(read_shapes()[0])  # what is loaded once is not the line's
    started = time.process_time()
    assert [written(figure) for figure in read_tables(article, (table,))] == [
        "price rice | hyesan | 2026-03-01 | 5 kpw |",
        "price corn | hyesan | 2026-03-01 | 6 kpw |",
    ]
    assert time.process_time() - started < 3  # seconds; with the whole line 6 and more


def test_output_is_as_recorded_at_this_version(golden: Callable[..., None]) -> None:
    lines = [f"{shape.name}\t{written(figure)}" for shape in read_shapes() for figure in figures_of(shape)]
    golden("facts-tables", stage_version(REVISION, "extract.facts"), lines)
