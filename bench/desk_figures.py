"""Figures and events for the generated corpus of `bench/desk.py`: prices, rates, trade, activity, visits, events."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sqlite_utils import Database

from corpus.store.derived import Facts

Row = dict[str, Any]
# one article in so many tells one
ONE_IN = {
    "price_quotes": 20,
    "exchange_rates": 50,
    "trade_figures": 40,
    "activity_reports": 10,
    "visits": 40,
}
MENTIONS = (
    "select label, entity_id, start, end, sent_start, sent_end, id from mentions where article_id = ? order by start"
)
ACTIVITIES = ("production", "construction", "commissioning", "modernisation", "plan-fulfilled", "halt", "accident")
TWO_STORIES = 8  # one event in so many is told by two stories


def add_figures(db: Database) -> dict[str, int]:
    """Give articles figures that rest on their own mentions, and group stories into events; how many of each."""
    rng = random.Random(13)
    made = {}
    for table, one_in in ONE_IN.items():
        rows = list(figures(db, table, one_in, rng))
        columns = ", ".join(rows[0])
        places = ", ".join(f":{column}" for column in rows[0])
        db.conn.executemany(f"insert or replace into {table}({columns}) values ({places})", rows)
        made[table] = len(rows)
    facts = Facts(db)
    # the tables were filled without triggers
    for table, month in (("activity_reports", "month"), ("visits", "substr(date, 1, 7)")):
        place = "entity_id" if table == "activity_reports" else "place_id"
        db.execute(f"insert or ignore into touched_activity select {place}, {month} from {table}").close()
    facts.refresh_activity()
    return {**made, "events": add_events(db, rng)}


def figures(db: Database, table: str, one_in: int, rng: random.Random) -> Iterator[Row]:
    slots = SLOTS[table]
    offset = len(table) % one_in
    asked = f"select id, published from articles where docid % {one_in} = {offset}"
    for article, published in db.execute(asked).fetchall():
        named = db.execute(MENTIONS, [article]).fetchall()
        mentions = {row[0]: row[1:] for row in reversed(named)}
        told = slots(mentions, published, rng)
        if told is not None:
            yield told | {"id": f"{article}-{table}", "article_id": article, "score": round(rng.uniform(0.5, 1), 2)}


def grounds(mention: tuple[Any, ...], published: str) -> Row:
    _, start, end, sent_start, sent_end, key = mention
    return {
        "field": "text",
        "start": start,
        "end": end,
        "sent_start": sent_start,
        "sent_end": sent_end,
        "mentions": f'["{key}"]',
        "date": published[:10],
        "date_end": published[:10],
        "date_source": "published",
        "said_by": None,
    }


def price(mentions: Mapping[str, Any], published: str, rng: random.Random) -> Row | None:
    if not {"PRODUCT", "PLACE"} <= mentions.keys():
        return None
    good, place = mentions["PRODUCT"], mentions["PLACE"]
    return grounds(good, published) | {
        "commodity_id": good[0],
        "commodity": good[0],
        "place_id": place[0],
        "place": place[0],
        "price": round(rng.lognormvariate(8, 1)),
        "currency": "KPW",
        "quantity": 1.0,
        "unit": "kg",
        "kind": "market",
        "qualifier": "",
    }


def rate(mentions: Mapping[str, Any], published: str, rng: random.Random) -> Row | None:
    if "PLACE" not in mentions:
        return None
    place = mentions["PLACE"]
    return grounds(place, published) | {
        "base": rng.choice(("USD", "CNY")),
        "quote": "KPW",
        "place_id": place[0],
        "place": place[0],
        "rate": round(rng.lognormvariate(9, 0.3)),
        "kind": "market",
        "qualifier": "",
    }


def trade(mentions: Mapping[str, Any], published: str, rng: random.Random) -> Row | None:
    if not {"PRODUCT", "PLACE"} <= mentions.keys():
        return None
    good, place = mentions["PRODUCT"], mentions["PLACE"]
    return grounds(good, published) | {
        "flow": rng.choice(("import", "export")),
        "partner_id": place[0],
        "partner": place[0],
        "good_id": good[0],
        "good": good[0],
        "amount": round(rng.lognormvariate(15, 2)),
        "unit": rng.choice(("USD", "t")),
        "qualifier": "",
    }


def activity(mentions: Mapping[str, Any], published: str, rng: random.Random) -> Row | None:
    if "FACTORY" not in mentions:
        return None
    plant = mentions["FACTORY"]
    return grounds(plant, published) | {
        "entity_id": plant[0],
        "plant": plant[0],
        "kind": rng.choice(ACTIVITIES),
        "month": published[:7],
        "status": "now",
    }


def visit(mentions: Mapping[str, Any], published: str, rng: random.Random) -> Row | None:
    if not {"PERSON", "FACTORY"} <= mentions.keys():
        return None
    visitor, place = mentions["PERSON"], mentions["FACTORY"]
    return grounds(visitor, published) | {
        "visitor": visitor[0],
        "companions": "[]",
        "place_id": place[0],
        "place": place[0],
        "kind": "guidance",
        "status": "now",
    }


SLOTS: Mapping[str, Callable[[Mapping[str, Any], str, random.Random], Row | None]] = {
    "price_quotes": price,
    "exchange_rates": rate,
    "trade_figures": trade,
    "activity_reports": activity,
    "visits": visit,
}


def add_events(db: Database, rng: random.Random) -> int:
    """Each story an event, and now and then two of them one."""
    stories = db.execute(
        "select id, first_published, last_published, articles, outlets, independent from stories"
        " order by first_published"
    ).fetchall()
    events, members = [], []
    waiting = iter(stories)
    for first in waiting:
        together = [first]
        if rng.randrange(TWO_STORIES) == 0 and (second := next(waiting, None)) is not None:
            together.append(second)
        members += [(story[0], first[0]) for story in together]
        sums = [sum(story[column] for story in together) for column in (3, 4, 5)]
        events.append((first[0], first[0], first[1], max(story[2] for story in together), len(together), *sums))
    db.conn.executemany("insert into event_members(story_id, event_id) values (?, ?)", members)
    db.conn.executemany(
        "insert into events(id, story_id, first_published, last_published, stories, articles, outlets, independent,"
        " title, languages) values (?, ?, ?, ?, ?, ?, ?, ?, null, 'en')",
        events,
    )
    named = "update events set title = (select a.title from stories s join articles a on a.id = s.representative_id"
    db.execute(f"{named} where s.id = events.story_id)").close()
    return len(events)
