"""What programs may ask of a corpus: read-only questions whose answers are plain values with their addresses.

Each opens the corpus anew, so that any thread may ask, and passes by what may not leave this machine.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, is_dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from corpus.data_dir import DataDir
from corpus.read.brief import brief_days, read_brief
from corpus.read.entity import current_profile, find_entity
from corpus.read.event import find_event, view_event
from corpus.read.goods_places import GoodsQuery, list_goods
from corpus.read.names_called import names_called
from corpus.read.observations import ObservationQuery, list_observations
from corpus.read.plants import FactoryQuery, activity_sentences, list_factories
from corpus.read.story import find_story, view_story
from corpus.read.storyline import storylines
from corpus.read.together import WITHIN, named_together, shared_sentences
from corpus.read.who_makes import find_good, making_reports
from corpus.search.candidates import entities_called
from corpus.search.did_you_mean import search_names
from corpus.search.hits import Query
from corpus.search.suggestions import suggest_names
from corpus.store.leaving import leaving
from corpus.store.reader import Reader, open_readonly
from corpus.times import asked_time, now

Answer = dict[str, Any]
MOST = 50  # rows of one answer


class Answers:
    """The questions of one data directory; `TOOLS` names them. An unknown name is answered with what may be meant."""

    def __init__(self, data: Path) -> None:
        self._data = data

    def search(
        self, query: str, label: str = "", outlet: str = "", since: str = "", until: str = "", limit: int = 10
    ) -> Answer:
        """Articles that match, newest first, with the sentences that do and their addresses.

        `query` takes words, "a phrase", prefix*, OR, NOT and parentheses, in any script; a known name finds the thing
        under all its names. `label` is PLACE, PRODUCT, FACTORY, PERSON or ORG; days are written as 2026-03-31, `until`
        is not included.
        """
        with self._open() as db:
            asked = Query(
                text=query, label=label or None, outlet=outlet or None, start=_day(since), end=_day(until),
                limit=_bounded(limit),
            )  # fmt: skip
            return _plain(search_names(db, asked))

    def entity(self, name: str) -> Answer:
        """The profile of a thing by a name in any script or an id: names, months, company, newest sentences."""
        with self._open() as db:
            found = self._entity(db, name)
            return found if isinstance(found, dict) else _plain(current_profile(db, found))

    def prices(self, good: str = "", place: str = "", since: str = "", until: str = "") -> Answer:
        """What goods cost: one observation a row, the newest first, with every article that tells it."""
        return self._figures("prices", good, place, since, until)

    def rates(self, money: str = "", place: str = "", since: str = "", until: str = "") -> Answer:
        """What a unit of foreign money (USD, CNY) cost in won, the newest first, with every article that tells it."""
        return self._figures("rates", money, place, since, until)

    def trade(self, good: str = "", partner: str = "", since: str = "", until: str = "") -> Answer:
        """What North Korea traded, the flow seen from the North, the newest first, with its articles."""
        return self._figures("trade", good, partner, since, until)

    def visits(self, who: str = "", place: str = "", since: str = "", until: str = "") -> Answer:
        """Who visited which plant or place, with whom, the newest first, with their articles; `who` is a name, or an
        office such as leader or premier.
        """
        return self._figures("visits", who, place, since, until)

    def activity(self, plant: str) -> Answer:
        """What is reported of a plant, the newest first: production, building, halts, accidents, visits; each with its
        sentence, its outlet, and its side: "state media" or "outside".
        """
        with self._open() as db:
            found = self._entity(db, plant)
            if isinstance(found, dict):
                return found
            told = leaving(activity_sentences(db, found.id, kind="", month="", limit=MOST))
            return {"reports": [_plain(one) for one in told], "addresses": self._addresses(db, told)}

    def makers(self, good: str, since: str = "", until: str = "") -> Answer:
        """Which plants make a good or a kind of it: known to, or reported to; with what is reported of them, amounts.

        Days are written as 2026-03-31; with a time only plants of which something was reported in it are given.
        """
        with self._open() as db:
            meant = find_good(db, good)
            first, last = _iso(since), _iso(until)
            asked = FactoryQuery(among=meant.makers, limit=MOST, since=first, until=last)
            found = list_factories(db, asked).factories
            told = making_reports(db, meant, plants=[plant.id for plant in found], since=first, until=last)
            return {"plants": [_plain(plant) for plant in found], "reports": [_plain(one) for one in told[:MOST]]}

    def goods(self, place: str = "", good: str = "", since: str = "", until: str = "") -> Answer:
        """What is made, sold or shipped in a place with all that lies in it, or where a good is; with who says so."""
        with self._open() as db:
            where = self._entity(db, place) if place else None
            if isinstance(where, dict):
                return where
            asked = GoodsQuery(place=where.id if where else "", good=good, since=_iso(since), until=_iso(until))
            return {"goods": [_plain(row) for row in list_goods(db, asked).rows[:MOST]]}

    def named_with(self, name: str, other: str = "", within: str = "sentence", limit: int = 20) -> Answer:
        """What is named with a thing in one sentence, paragraph or article, the least expected first; or, with `other`,
        the sentences that name both.
        """
        if within not in WITHIN:
            raise ValueError(f"within is one of {', '.join(WITHIN)}")
        with self._open() as db:
            both = [self._entity(db, each) for each in (name, other) if each]
            unknown = next((each for each in both if isinstance(each, dict)), None)
            if unknown is not None:
                return unknown
            if other:
                told = shared_sentences(db, both[0].id, both[1].id)[:MOST]
                return {"sentences": [_plain(one) for one in told], "addresses": self._addresses(db, told)}
            near = named_together(db, both[0].id, within=within).near
            return {"named": [_plain(one) for one in near[: _bounded(limit)]]}

    def storyline(self, name: str, days: int = 30) -> Answer:
        """The events about a thing as lines in time, the newest first, with what is new in each; `days` is 7 or 30."""
        with self._open() as db:
            found = self._entity(db, name)
            if isinstance(found, dict):
                return found
            return {"lines": [_plain(line) for line in storylines(db, found.id, days=days)[:5]]}

    def story(self, key: str) -> Answer:
        """A story, near-copies of one text, by its id, an article's id or an address: who tells it, from whom."""
        with self._open() as db:
            found = find_story(db, key)
            return _plain(view_story(db, found)) if found else {"unknown": key}

    def event(self, key: str) -> Answer:
        """An event, stories that tell one happening, by its id, a story's, an article's or an address."""
        with self._open() as db:
            found = find_event(db, key)
            return _plain(view_event(db, found)) if found else {"unknown": key}

    def brief(self, days: int = 7) -> Answer:
        """What is new in the last days: events, plants, visits, prices, first names, edits, each with its sentence."""
        with self._open() as db:
            return _plain(read_brief(db, brief_days(db, days=max(1, min(366, days)), until=None, now=now())))

    def screen(self, names: list[str]) -> Answer:
        """Which of these names are known things, how often each is named, and what an unknown one may be a slip of."""
        with self._open() as db:
            rows = []
            for name in names[:500]:
                found = [entity for key in entities_called(db, name)[:3] if (entity := find_entity(db, key))]
                known = [
                    {"id": one.id, "label": one.label, "name": one.name, "mentions": one.mentions} for one in found
                ]
                meant = [] if known else [each.text for each in suggest_names(db, name, limit=3)]
                rows.append({"name": name, "known": known, "meant": meant})
            return {"names": rows}

    def _open(self) -> Reader:
        return open_readonly(DataDir(self._data).corpus)

    def _entity(self, db: Reader, name: str) -> Any:
        """The entity of a name or an id, or an answer that says what may be meant."""
        found = find_entity(db, name) or next((find_entity(db, key) for key in entities_called(db, name)[:1]), None)
        return found or {"unknown": name, "meant": [each.text for each in suggest_names(db, name, limit=3)]}

    def _figures(self, kind: str, subject: str, place: str, since: str, until: str) -> Answer:
        with self._open() as db:
            named = [next(iter(entities_called(db, name)), name) if name else "" for name in (subject, place)]
            days = [_iso(since), _iso(until)]
            query = ObservationQuery(kind=kind, subject=named[0], place=named[1], since=days[0], until=days[1])
            found = list_observations(db, query, most=None)
            if not found:
                unknown = (name for name in (subject, place) if name and not any(names_called(db, name)))
                if name := next(unknown, ""):
                    return {"unknown": name, "meant": [each.text for each in suggest_names(db, name, limit=3)]}
            told = [report for one in found[:MOST] for report in one.reports]
            shown = [_plain(one) for one in found[:MOST]]
            return {"total": len(found), "observations": shown, "addresses": self._addresses(db, told)}

    def _addresses(self, db: Reader, told: Iterable[Any]) -> dict[str, str]:
        """The addresses of the articles of some reports or sentences, by id."""
        ids = json.dumps(sorted({one.article_id for one in told}))
        rows = db.execute(
            "select id, url from articles where id in (select value from json_each(?)) order by id", [ids]
        )
        return dict(rows.fetchall())


TOOLS: tuple[Callable[..., Answer], ...] = (
    *(Answers.search, Answers.entity, Answers.prices, Answers.rates, Answers.trade, Answers.visits),
    *(Answers.activity, Answers.makers, Answers.goods, Answers.named_with, Answers.storyline),
    *(Answers.story, Answers.event, Answers.brief, Answers.screen),
)


def _plain(record: Any) -> Answer:
    """A record as plain values, without what may not leave."""
    record = leaving(record)
    assert is_dataclass(record) and not isinstance(record, type)
    return asdict(record)


def _day(text: str) -> datetime | None:
    """The beginning of a day in UTC, None for "". Raises ValueError for what is no day."""
    try:
        return asked_time(text) if text else None
    except ValueError as error:
        raise ValueError(f"{text!r} is no day: write it as 2026-03-31") from error


def _iso(text: str) -> str:
    """A day as 2026-03-31, "" for "". Raises ValueError for what is no day."""
    day = _day(text)
    return day.date().isoformat() if day else ""


def _bounded(limit: int) -> int:
    return max(1, min(MOST, limit))
