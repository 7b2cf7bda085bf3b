"""The figures of an article: those that were read out of it, and what was not taken for one, with the reason."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from corpus.read.observations import measure_in
from corpus.read.series import KINDS
from corpus.search.snippets import FIELD_COLUMNS
from corpus.store.reader import Readable

MOST = 200  # of each sort that a page shows
_KIND_OF = {"price": "prices", "rate": "rates", "trade": "trade", "activity": "activity", "visit": "visits"}


@dataclass(frozen=True, kw_only=True, slots=True)
class ArticleFigure:
    """A figure in an article's own words, `start` to `end` of its `field` in code points, and what it was read as.
    `refused` says why it is in no table, "" where it is in one; `score` is how sure it is, 0 to 1.
    """

    kind: str
    field: str
    start: int
    end: int
    words: str
    told: str
    date: str | None
    date_end: str | None
    score: float | None
    refused: str


def article_figures(db: Readable, key: str) -> tuple[ArticleFigure, ...]:
    """An article's figures in the order of its text: the first MOST read out of it, and the first MOST refused."""
    row = next(db.query("select title, text, captions from articles where id = ?", [key]), None)
    if row is None:
        return ()
    found = [_figure(row, kind, values) for kind in KINDS for values in _published(db, kind, key)]
    refused = db.query(
        f"select kind, field, start, end, reason, score, slots from figure_candidates where article_id = ?"
        f" order by field, start limit {MOST}",
        [key],
    )
    found += [_figure(row, _KIND_OF[each["kind"]], {**each, **json.loads(each["slots"])}) for each in refused]
    return tuple(sorted(found, key=lambda one: (tuple(FIELD_COLUMNS).index(one.field), one.start, one.kind)))


def _published(db: Readable, kind: str, key: str) -> list[dict[str, Any]]:
    columns = ", ".join(KINDS[kind].columns)
    asked = (
        f"select field, start, end, score, {columns} from {KINDS[kind].table} where article_id = ?"
        f" order by field, start limit {MOST}"
    )
    return list(db.query(asked, [key]))


def _figure(article: Mapping[str, str], kind: str, values: Mapping[str, Any]) -> ArticleFigure:
    text = article[FIELD_COLUMNS[values["field"]]]
    return ArticleFigure(
        kind=kind,
        field=values["field"],
        start=values["start"],
        end=values["end"],
        words=" ".join(text[values["start"] : values["end"]].split()),
        told=TOLD[kind](values),
        date=values.get("date"),
        date_end=values.get("date_end"),
        score=values["score"],
        refused=values.get("reason", ""),
    )


def _amount(values: Mapping[str, Any], name: str) -> str:
    low, high = values.get(name), values.get(f"{name}_high")
    return f"{low:,.10g}" + (f"–{high:,.10g}" if high else "") if low is not None else ""


def _price(values: Mapping[str, Any]) -> str:
    what = f"{values['commodity']}{_in(values)}" if values.get("commodity") else _in(values).strip()
    return f"{what}: {_amount(values, 'price')} {measure_in(values)}".removeprefix(": ")


def _rate(values: Mapping[str, Any]) -> str:
    return f"{values['base']}{_in(values)}: {_amount(values, 'rate')} {values['quote']}"


def _trade(values: Mapping[str, Any]) -> str:
    way = {"export": " to ", "import": " from "}.get(values["flow"], " with ")
    partner = f"{way}{values['partner']}" if values.get("partner") else ""
    good = f" of {values['good']}" if values.get("good") else ""
    return f"{values['flow']}{good}{partner}: {_amount(values, 'amount')} {values['unit']}"


def _activity(values: Mapping[str, Any]) -> str:
    made = ", ".join(filter(None, (values.get("product"), values.get("amount"))))
    return f"{values['plant']}: {values['kind']}{f' ({made})' if made else ''}{_past(values)}"


def _visit(values: Mapping[str, Any]) -> str:
    companions = values["companions"]
    along = json.loads(companions) if isinstance(companions, str) else companions
    company = f" with {', '.join(along)}" if along else ""
    return f"{values['visitor']} at {values['place']}{company}{_past(values)}"


def _in(values: Mapping[str, Any]) -> str:
    return f" in {values['place']}" if values.get("place") else ""


def _past(values: Mapping[str, Any]) -> str:
    return ", told of the past" if values.get("status") == "history" else ""


TOLD = {"prices": _price, "rates": _rate, "trade": _trade, "activity": _activity, "visits": _visit}
