"""The panel of plants as it is read: what was reported of each by month and side, with the sentences behind a count."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.search.candidates import entities_called
from corpus.store.reader import Readable


@dataclass(frozen=True, kw_only=True, slots=True)
class PanelRow:
    """A plant's activity of a kind in a month. `side` is "state media", "outside" or "both"; `reports` are the ids of
    the rows of `activity_reports` that are counted.
    """

    entity_id: str
    plant: str
    month: str
    kind: str
    side: str
    state_articles: int
    outside_articles: int
    outlets: int
    products: tuple[str, ...]
    visitors: tuple[str, ...]
    reports: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class PanelSentence:
    """A sentence that a count rests on, and where it stands: `start` and `end` in code points of its field."""

    report: str
    article_id: str
    outlet: str
    published: str | None
    field: str
    start: int
    end: int
    sentence: str


def read_panel(
    db: Readable, *, plant: str = "", kind: str = "", since: str = "", until: str = "", side: str = ""
) -> tuple[PanelRow, ...]:
    """The rows of a plant (its id or a name) or of all, by month, oldest first; `since` and `until` are months."""
    asked = {"plant": plant, "kind": kind, "since": since, "until": until, "side": side}
    asked["ids"] = json.dumps(entities_called(db, plant) if plant else [])
    rows = db.execute(
        "select p.entity_id, e.name, p.month, p.kind, p.side, p.state_articles, p.outside_articles, p.outlets,"
        " p.products, p.visitors, p.reports from plant_panel p join visible_entities e on e.id = p.entity_id"
        " where (:plant = '' or e.id in (select value from json_each(:ids)))"
        " and (:kind = '' or p.kind = :kind) and (:side = '' or p.side = :side)"
        " and (:since = '' or p.month >= :since) and (:until = '' or p.month <= :until)"
        " order by p.month, e.name, p.kind",
        asked,
    ).fetchall()
    return tuple(
        PanelRow(
            entity_id=row[0], plant=row[1], month=row[2], kind=row[3], side=row[4], state_articles=row[5],
            outside_articles=row[6], outlets=row[7], products=tuple(json.loads(row[8])),
            visitors=tuple(json.loads(row[9])), reports=tuple(json.loads(row[10])),
        )
        for row in rows
    )  # fmt: skip


def sentences_of(db: Readable, row: PanelRow) -> tuple[PanelSentence, ...]:
    """The sentences that the counts of a row rest on, in the order of their reports."""
    return sentences_behind(db, "activity_reports", row.reports)


def sentences_behind(db: Readable, table: str, figures: Sequence[str]) -> tuple[PanelSentence, ...]:
    """The sentences that these figures of a table (their ids) were read in, the oldest first."""
    found = db.execute(
        "select r.id, r.article_id, a.outlet, a.published, r.field, r.sent_start, r.sent_end,"
        " case r.field when 'title' then a.title when 'caption' then a.captions else a.text end"
        f" from {table} r join articles a on a.id = r.article_id"
        " where r.id in (select value from json_each(?)) order by a.published, r.id",
        [json.dumps(figures)],
    ).fetchall()
    return panel_sentences(found)


def panel_sentences(rows: Iterable[Sequence[Any]]) -> tuple[PanelSentence, ...]:
    """Rows of (report's id, article's id, outlet, published, field, start, end, all of the field) as sentences."""
    return tuple(
        PanelSentence(
            report=key, article_id=article, outlet=outlet, published=published, field=field, start=start, end=end,
            sentence=text[start:end],
        )
        for key, article, outlet, published, field, start, end, text in rows
    )  # fmt: skip


def beside_the_panel(db: Readable, plant: str) -> int:
    """How many reports of a plant (its id or a name) are in no month of the panel: of the past, or of longer spans."""
    ids = json.dumps(entities_called(db, plant))
    counted = (
        "select count(*) from activity_reports where month is null and entity_id in (select value from json_each(?))"
    )
    return int(db.execute(counted, [ids]).fetchone()[0])
