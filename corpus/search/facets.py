"""How the articles found spread over outlets, kinds, countries, topics, languages, months and the things they name."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from heapq import nsmallest

from corpus.search.hits import Found
from corpus.store.reader import Readable

# Things named are counted over so many of the articles found, the first in their order: each names some twenty.
SAMPLE = 100

_TOPIC = re.compile(r'"([^"]+)":')  # a topic's slug in an article's JSON object


@dataclass(frozen=True, kw_only=True, slots=True)
class Facet:
    """One value of a facet: what to show for it, and in how many of the articles found it stands."""

    value: str
    text: str
    count: int
    group: str = ""  # for entities, their label


def count_facets(db: Readable, found: Found, *, most: int = 12) -> dict[str, tuple[Facet, ...]]:
    """The commonest values of each facet among the articles found, commonest first; months newest first.

    Entities and labels are counted over the first SAMPLE articles.
    """
    outlets = {row[0]: row[1:] for row in db.execute("select id, name, kind, country from outlets").fetchall()}
    by_outlet = Counter(row[4] for row in found.rows)
    kinds: Counter[str] = Counter()
    countries: Counter[str] = Counter()
    for outlet, count in by_outlet.items():
        _, kind, country = outlets.get(outlet, (outlet, None, None))
        kinds[kind or ""] += count
        countries[country or ""] += count
    months = Counter(row[2][:7] if row[2] else "undated" for row in found.rows)
    topics = Counter(_TOPIC.findall("".join(row[6] for row in found.rows)))
    entities, labels = _named(db, [row[1] for row in found.rows[:SAMPLE]], most)
    return {
        "label": labels,
        "entity": entities,
        "outlet": tuple(
            Facet(value=value, text=outlets[value][0] if value in outlets else value, count=count)
            for value, count in by_outlet.most_common(most)
        ),
        "kind": _plain(kinds, most),
        "country": _plain(countries, most),
        "topic": _plain(topics, most + 4),
        "language": _plain(Counter(row[5] or "" for row in found.rows), most),
        "month": tuple(
            Facet(value=value, text=value, count=count)
            for value, count in sorted(months.items(), key=lambda item: (item[0] != "undated", item[0]), reverse=True)
        ),
    }


def _plain(counts: Counter[str], most: int) -> tuple[Facet, ...]:
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Facet(value=value, text=value, count=count) for value, count in ordered if value)[:most]


def _named(db: Readable, articles: list[str], most: int) -> tuple[tuple[Facet, ...], tuple[Facet, ...]]:
    """The things that most of these articles name, so many of each label; and how many name a thing of each label."""
    pairs = db.execute(
        "select e.entity_id, j.key from json_each(?) j"
        " cross join entity_articles e indexed by entity_articles_article on e.article_id = j.value",
        [json.dumps(articles)],
    ).fetchall()
    counts = Counter(entity for entity, _ in pairs)
    known = {key: (name, label, True) for key, name, label in _entities(db, counts, "visible_entities")}
    hidden = counts.keys() - known.keys()
    known |= {key: (name, label, False) for key, name, label in _entities(db, hidden, "entities")}
    shown: dict[str, list[str]] = {}
    for key, (_, label, visible) in known.items():
        if visible:
            shown.setdefault(label, []).append(key)
    first = {label: nsmallest(most, keys, key=lambda key: (-counts[key], key)) for label, keys in shown.items()}
    entities = (
        Facet(value=key, text=known[key][0], count=counts[key], group=label)
        for label in sorted(first)
        for key in first[label]
    )
    naming = {(known[entity][1], article) for entity, article in pairs if entity in known}
    return tuple(entities), _plain(Counter(label for label, _ in naming), most)


def _entities(db: Readable, ids: Collection[str], table: str) -> list[tuple[str, str, str]]:
    """The id, name and label of those of some entities that are in a table."""
    sql = f"select e.id, e.name, e.label from json_each(?) j cross join {table} e on e.id = j.value"
    return db.execute(sql, [json.dumps(sorted(ids))]).fetchall() if ids else []
