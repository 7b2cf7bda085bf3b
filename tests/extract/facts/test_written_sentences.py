"""The rules against the sentences of the .tsv files beside this one, half of them unseen while the rules were made."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from corpus.facts import ActivityReport, ExchangeRate, Figure, PriceQuote, TradeFigure
from extract.facts.activity import read_activity
from extract.facts.prices import read_prices
from extract.facts.rates import read_rates
from extract.facts.sentences import Sentence
from extract.facts.trade import read_trade

FOLDER = Path(__file__).parent


def when(figure: Figure) -> str:
    if figure.date_source == "published":
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


def price(quote: Figure) -> tuple[str | None, ...]:
    assert isinstance(quote, PriceQuote)
    unit = f"{quote.quantity:.12g} {quote.unit}" if quote.quantity is not None else None
    return quote.commodity, quote.place, when(quote), amount(quote.price, quote.price_high), quote.currency, unit


def rate(rate: Figure) -> tuple[str | None, ...]:
    assert isinstance(rate, ExchangeRate)
    return rate.base, rate.place, when(rate), amount(rate.rate, rate.rate_high)


def trade(figure: Figure) -> tuple[str | None, ...]:
    assert isinstance(figure, TradeFigure)
    return figure.flow, figure.partner, figure.good, when(figure), f"{amount(figure.amount, None)} {figure.unit}"


def activity(report: Figure) -> tuple[str | None, ...]:
    assert isinstance(report, ActivityReport)
    return report.plant, report.kind, when(report)


TABLES: dict[str, tuple[Callable[[Sentence], list[Figure]], Callable[[Figure], tuple[str | None, ...]]]] = {
    "price_quotes": (read_prices, price),  # type: ignore[dict-item]
    "exchange_rates": (read_rates, rate),  # type: ignore[dict-item]
    "trade_figures": (read_trade, trade),  # type: ignore[dict-item]
    "factory_activity": (read_activity, activity),  # type: ignore[dict-item]
}
Line = tuple[str, str, list[str]]


def read_lines(table: str) -> list[Line]:
    """(half, marked sentence, figures expected) of a table's file."""
    with (FOLDER / f"{table}.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]
    return [(half, marked, [] if wanted == "-" else wanted.split(" ; ")) for half, marked, wanted in rows]


def read_figures(table: str, sentence: Sentence) -> list[str]:
    """The figures found, written as the file writes them."""
    read, show = TABLES[table]
    return [" | ".join(part or "-" for part in show(figure)) for figure in read(sentence)]


def score(table: str, half: str, sentence: Callable[[str], Sentence]) -> tuple[float, float]:
    """Precision and recall over one half of a table's sentences; a figure with one wrong column is wrong."""
    right = found = wanted = 0
    for _, marked, expected in (line for line in read_lines(table) if line[0] == half):
        got = read_figures(table, sentence(marked))
        right += sum((Counter(got) & Counter(expected)).values())
        found += len(got)
        wanted += len(expected)
    return right / found, right / wanted


@pytest.mark.parametrize("half", ["developing", "held out"])
@pytest.mark.parametrize("table", TABLES)
def test_figures_of_written_sentences_are_right(table: str, half: str, sentence: Callable[[str], Sentence]) -> None:
    precision, recall = score(table, half, sentence)
    assert precision >= 0.95
    assert recall >= 0.7


@pytest.mark.parametrize("table", TABLES)
def test_sentences_are_enough_and_half_of_them_unseen(table: str) -> None:
    halves = Counter(half for half, _, _ in read_lines(table))
    assert halves.total() >= 60
    assert halves["held out"] >= 30


@pytest.mark.parametrize("table", TABLES)
def test_figure_points_to_its_words(table: str, sentence: Callable[[str], Sentence]) -> None:
    for _, marked, _ in read_lines(table):
        read = sentence(marked)
        for figure in TABLES[table][0](read):
            assert read.text[figure.start : figure.end].strip()
            assert (figure.sent_start, figure.sent_end) == (0, len(read.text))
            assert set(figure.mentions) <= {name.id for name in read.names}
