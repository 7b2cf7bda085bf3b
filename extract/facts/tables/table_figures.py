"""An article's tables to figures as they are stored: each leads to its cell, and to its line in the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.records import Table
from corpus.settings import figure_score
from corpus.store.derived import (
    BELOW,
    ActivityReport,
    ArticleText,
    ExchangeRate,
    Figure,
    PriceQuote,
    TradeFigure,
    Visit,
)
from extract.facts.passage.plant_links import status_of
from extract.facts.tables.cell_readings import Reading
from extract.facts.tables.columns import MIN_SPANNED
from extract.facts.tables.plant_tables import PlantReading, read_plants
from extract.facts.tables.short_days import with_months_first
from extract.facts.tables.table_context import Around, read_context
from extract.facts.tables.table_reading import read_table
from extract.facts.tables.visit_lists import listed_visits
from extract.facts.tables.visit_tables import VisitReading, pattern_of, read_visits
from extract.facts.tables.whole_labels import with_whole_labels

_SHOWN = ("good", "place", "partner", "flow", "base", "currency", "unit")
LONGEST = 1_200  # characters of such a line that are read
SHORT = 40  # characters of a line that stands as a heading above a table
_SENTENCE_END = re.compile(r"[.!?。！？]$")
SHORT_NOTE = 16  # characters of a line over all columns from which on it is a note, and no heading of rows
_AS_ABOVE = re.compile(
    r"위와 같|상동|\bas above\b|\bsame (?:units?|as)\b|同上|如上|同表|上に同じ|上と同じ|как выше|то же|те же",
    re.IGNORECASE,
)
NEAR = 12  # lines before and after a table in which its unit, time, place and source are looked for


ScoredFigure = PriceQuote | ExchangeRate | TradeFigure


@dataclass(frozen=True, kw_only=True, slots=True)
class _ReadTable:
    """What is in one table, its visits, else its plants' reports, else its other figures, and where its cells stand."""

    position: int
    places: Mapping[tuple[int, int], tuple[int, int, int, int]]
    visits: Sequence[VisitReading] = ()
    reports: Sequence[PlantReading] = ()
    readings: Sequence[Reading] = ()


def _read_each(article: ArticleText, tables: Sequence[Table]) -> Iterator[_ReadTable]:
    """An article's tables, each as what it is."""
    for table in tables:
        texts = around(article, table, tables)
        context = read_context(texts)
        cells = with_months_first(table.cells, table.head_rows, texts.language)
        cells = with_whole_labels(cells, table.head_rows)
        visits = list(read_visits(cells, table.head_rows, context, _above(texts)))
        reports = [] if visits else list(read_plants(cells, table.head_rows, context))
        yield _ReadTable(
            position=table.position,
            places=_cell_places(article["text"], table),
            visits=visits,
            reports=reports,
            readings=[] if visits or reports else read_table(cells, table.head_rows, texts),
        )


def read_tables(article: ArticleText, tables: Sequence[Table]) -> Iterator[Figure]:
    """The figures in an article's tables, and the visits in its lists."""
    for table in _read_each(article, tables):
        for visit in table.visits:
            if (at := table.places.get((visit.row, visit.column))) is not None:
                yield from _visit(article, table.position, visit, at)
        for report in table.reports:
            if (at := table.places.get((report.row, report.column))) is not None:
                yield _activity(article, table.position, report, at)
        yield from (figure for figure, _ in _scored(article, table))
    yield from _listed(article, tables)


def read_scored(article: ArticleText, tables: Sequence[Table]) -> Iterator[tuple[ScoredFigure, Mapping[str, float]]]:
    """The prices, rates and figures of trade in an article's tables, each with what its score is worked out from."""
    for table in _read_each(article, tables):
        yield from _scored(article, table)


def _scored(article: ArticleText, table: _ReadTable) -> Iterator[tuple[ScoredFigure, Mapping[str, float]]]:
    for reading in table.readings:
        at = table.places.get((reading.row, reading.column))
        if at is not None and reading.kind != "refused":
            yield _figure(article["id"], table.position, reading, at), reading.doubts


def _above(texts: Around) -> tuple[str, ...]:
    """The texts that say what a table is of, the nearest first."""
    return (texts.caption, texts.heading, texts.title, *reversed(texts.before[-3:]))


def _listed(article: ArticleText, tables: Sequence[Table]) -> Iterator[Figure]:
    """The visits in lists of days and places."""
    taken = [(table.start, table.end) for table in tables]
    if not pattern_of("visiting").search(article["title"] + "\n" + article["text"]):
        return
    context = read_context(Around(title=article["title"], before=tuple(article["text"].split("\n")[:NEAR]),
                                  day=article["day"]))  # fmt: skip
    for found in listed_visits(article["text"], article["title"], taken, context):
        yield from _visit(article, None, found.visit, (found.start, found.end, found.start, found.end))


def explain_tables(article: ArticleText, tables: Sequence[Table]) -> Iterator[dict[str, Any]]:
    """What each number in an article's tables is, or why it is no figure: kind, words, verdict, score, slots, sentence.

    The score of a price, a rate or a figure of trade is how sure it is; others have 1, and what is no figure has 0.
    """
    for table in _read_each(article, tables):
        told: list[tuple[int, int, str, str, float, dict[str, Any]]] = [
            (visit.row, visit.column, "visit", "", 1.0, {"visitor": visit.visitor, "place": visit.place})
            for visit in table.visits
        ]
        told += [
            (report.row, report.column, "activity", "", 1.0, {"plant": report.plant, "kind": report.kind})
            for report in table.reports
        ]
        for reading in table.readings:
            slots = {name: value for name in _SHOWN if (value := getattr(reading, name))}
            kind = "cell" if reading.kind == "refused" else reading.kind
            why = reading.why or ("" if reading.score >= figure_score() else BELOW)
            score = 0.0 if reading.why else reading.score
            told.append((reading.row, reading.column, kind, why, score, {} if reading.why else slots))
        for row, column, kind, why, score, slots in told:
            if (at := table.places.get((row, column))) is not None:
                yield {
                    "kind": kind, "words": article["text"][at[0] : at[1]], "verdict": why or "published",
                    "score": score, "slots": slots, "sentence": article["text"][at[2] : at[3]],
                }  # fmt: skip


def in_table(start: int, end: int, text: str, tables: Iterable[Table]) -> bool:
    """Whether words between two offsets stand in the lines of a table, which its cells tell, or in its caption."""
    line = text[text.rfind("\n", 0, start) + 1 : start] + text[start:].partition("\n")[0]
    return any((table.start < end and start < table.end) or line.strip() == table.caption for table in tables)


def around(article: ArticleText, table: Table, tables: Sequence[Table]) -> Around:
    """The texts around a table of an article, without the lines of its other tables."""
    before = _lines(article["text"], 0, table.start, table, tables)
    after = _lines(article["text"], table.end, len(article["text"]), table, tables)
    return Around(
        title=article["title"],
        caption=table.caption,
        heading="" if _is_title(table.heading, article["title"]) else table.heading or _short_line(before),
        before=tuple(before[-NEAR:]),
        after=(*_notes_within(table), *after[:NEAR]),
        day=article["day"],
        language=article.get("language") or "",
    )


def _is_title(heading: str, title: str) -> bool:
    """Whether a heading above a table is the article's, which tells less of it than the lines between do."""
    return len(heading) >= SHORT and bool(title) and (heading in title or title in heading)


def _notes_within(table: Table) -> tuple[str, ...]:
    """The lines over all columns at a table's end: "All columns in thousand tonnes"."""
    found: list[str] = []
    for row in reversed(table.cells[table.head_rows :]):
        if len(row) < MIN_SPANNED or len(set(row)) > 1 or len(row[0]) < SHORT_NOTE:
            break
        found.insert(0, row[0])
    return tuple(found)


def _short_line(before: Sequence[str]) -> str:
    """The line right above a table where it is a town's name or the like, and no sentence."""
    line = before[-1].strip() if before else ""
    return line.rstrip(":：") if len(line) <= SHORT and not _SENTENCE_END.search(line) else ""


def _lines(text: str, start: int, end: int, own: Table, tables: Sequence[Table]) -> list[str]:
    """The lines between two offsets that stand in no table, and are no caption of another one."""
    found, place = [], 0
    captions = {other.caption for other in tables if other.caption and not _AS_ABOVE.search(own.caption)}
    for line in text.split("\n"):
        inside = any(other.start <= place < other.end for other in tables) or line.strip() in captions - {own.caption}
        if line.strip() and start <= place < end and not inside:
            found.append(line[:LONGEST])
        place += len(line) + 1
    return found


def _cell_places(text: str, table: Table) -> dict[tuple[int, int], tuple[int, int, int, int]]:
    """Where each cell stands in the text: (row, column) -> its start and end, its line's start and end."""
    places: dict[tuple[int, int], tuple[int, int, int, int]] = {}
    start = table.start
    lines = [line for line in text[start : table.end].split("\n") if any(map(str.isalnum, line))]
    rows = [number for number, row in enumerate(table.cells) if any(any(map(str.isalnum, cell)) for cell in row)]
    for number, line in zip(rows, lines, strict=False):
        start = text.index(line, start)
        cursor = 0
        for column, cell in enumerate(table.cells[number]):
            found = line.find(cell, cursor) if cell else -1
            if found >= 0:
                places[number, column] = (start + found, start + found + len(cell), start, start + len(line))
                cursor = found + len(cell)
            elif cell and column and cell == table.cells[number][column - 1] and (number, column - 1) in places:
                places[number, column] = places[number, column - 1]  # one cell over several columns
        start += len(line)
    return places


def _visit(
    article: ArticleText, position: int | None, visit: VisitReading, at: tuple[int, int, int, int]
) -> Iterator[Figure]:
    """A visit, and what it is for the plant: an activity of it, too."""
    period = (visit.first, visit.last) if visit.first and visit.last else None
    same_month = period is not None and f"{period[0]:%Y-%m}" == f"{period[1]:%Y-%m}"
    common: dict[str, Any] = {
        "article_id": article["id"], "field": "text", "start": at[0], "end": at[1], "sent_start": at[2],
        "sent_end": at[3], "mentions": (), "date": visit.first, "date_end": visit.last,
        "date_source": visit.date_source, "table_position": position,
        "table_row": visit.row if position is not None else None,
        "table_column": visit.column if position is not None else None, "said_by": visit.said_by,
    }  # fmt: skip
    status = status_of(period, article["day"])
    yield Visit(**common, visitor=visit.visitor, companions=visit.companions, place_id=visit.place_id,
                place=visit.place, kind=visit.kind, status=status)  # fmt: skip
    yield ActivityReport(**common, entity_id=visit.place_id, plant=visit.place, kind="visit", status=status,
                         month=f"{visit.first:%Y-%m}" if same_month else None)  # fmt: skip
    if visit.act is not None:
        yield ActivityReport(**common, entity_id=visit.place_id, plant=visit.place, kind=visit.act, status=status,
                             month=f"{visit.first:%Y-%m}" if same_month else None)  # fmt: skip


def _activity(article: ArticleText, position: int, report: PlantReading, at: tuple[int, int, int, int]) -> Figure:
    same_month = report.first and report.last and f"{report.first:%Y-%m}" == f"{report.last:%Y-%m}"
    period = (report.first, report.last) if report.first and report.last else None
    return ActivityReport(
        article_id=article["id"], field="text", start=at[0], end=at[1], sent_start=at[2], sent_end=at[3], mentions=(),
        date=report.first, date_end=report.last, date_source=report.date_source, table_position=position,
        table_row=report.row, table_column=report.column, said_by=report.said_by, entity_id=report.plant_id,
        plant=report.plant, kind=report.kind, product=report.product, amount=report.amount,
        month=f"{report.first:%Y-%m}" if same_month else None, status=status_of(period, article["day"]),
    )  # fmt: skip


def _figure(key: str, position: int, reading: Reading, at: tuple[int, int, int, int]) -> ScoredFigure:
    common: dict[str, Any] = {
        "article_id": key,
        "field": "text",
        "start": at[0],
        "end": at[1],
        "sent_start": at[2],
        "sent_end": at[3],
        "mentions": (),
        "date": reading.first,
        "date_end": reading.last,
        "date_source": reading.date_source,
        "table_position": position,
        "table_row": reading.row,
        "table_column": reading.column,
        "said_by": reading.said_by,
        "qualifier": reading.qualifier,
        "score": reading.score,
    }
    if reading.kind == "price":
        return PriceQuote(
            **common,
            commodity_id=reading.good_id,
            commodity=reading.good or "",
            place_id=reading.place_id,
            place=reading.place,
            price=reading.value,
            price_high=reading.high,
            currency=reading.currency,
            quantity=reading.quantity,
            unit=reading.unit,
            kind=reading.role,
        )
    if reading.kind == "rate":
        return ExchangeRate(
            **common,
            base=reading.base,
            quote=reading.currency,
            place_id=reading.place_id,
            place=reading.place,
            rate=reading.value,
            rate_high=reading.high,
            kind=reading.role,
        )
    return TradeFigure(
        **common,
        flow=reading.flow or "",
        partner_id=reading.partner_id,
        partner=reading.partner,
        good_id=reading.good_id,
        good=reading.good,
        amount=reading.value,
        unit=reading.unit or "",
    )
