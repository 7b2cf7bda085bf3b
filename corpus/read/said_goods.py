"""What sentences say outright of a good and a place: "apples from Sinuiju", "soap made in Pyongyang".

Looked for in the newest articles of a place, of a good, or of all, in the sentences that name both. Datelines and
digests are left out, and a sentence that several articles of a story have is there once.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from corpus.names.tsv import read_rows
from corpus.read.together import GLANCE, SAMPLE, ReadArticle, newest_articles
from corpus.search.snippets import FIELD_COLUMNS
from corpus.store.reader import Readable

MOST_GOODS = 20  # of a good and its kinds, those whose articles are read: the most told of
_HERE, _THERE = "\ue000", "\ue001"  # a good and a place in a sentence whose names are masked

# origins.tsv: what says outright how a good and a place belong together; {good} and {place} stand for their names
_SAID = tuple(
    (row["relation"], re.compile(row["form"].replace("{good}", _HERE).replace("{place}", _THERE)))
    for row in read_rows("origins.tsv")
)


@dataclass(frozen=True, kw_only=True, slots=True)
class SaidOfGood:
    """A sentence's words, from `start` to `end` in code points of its article's `field`, that say how a good and a
    place belong together.
    """

    relation: str
    good_id: str
    place_id: str
    article_id: str
    outlet: str
    published: str | None
    field: str
    start: int
    end: int


def said_of_goods(
    db: Readable, *, places: Collection[str] = (), goods: Collection[str] = (), since: str = "", until: str = ""
) -> tuple[tuple[SaidOfGood, ...], int]:
    """What is said of these goods and these places (ids; none given: of any), newest first, and in how many articles it
    was looked for: the newest SAMPLE of the first place, else of each good, else the newest GLANCE of all.
    """
    of = tuple(places)[:1] or _most_told(db, goods) or ("",)
    articles: dict[str, ReadArticle] = {}
    for entity in of:
        sample = SAMPLE if entity else GLANCE
        articles |= newest_articles(db, entity, since=since, until=until, sample=sample)
    found = [one for one in _said(db, articles) if _asked(one[1], places, goods)]
    found.sort(key=lambda one: (one[1].published or "", one[1].article_id, -one[1].start), reverse=True)
    once = {(articles[one.article_id].story, one.good_id, one.place_id, words): one for words, one in reversed(found)}
    return tuple(sorted(once.values(), key=lambda one: (one.published or "", one.article_id), reverse=True)), len(
        articles
    )


def relation_in(text: str, *, good: str = _HERE, place: str = _THERE) -> str:
    """What a text in which `good` and `place` stand for two names says of them; "" for nothing."""
    masked = text.replace(good, _HERE).replace(place, _THERE)
    return next((relation for relation, pattern in _SAID if pattern.search(masked)), "")


def _asked(one: SaidOfGood, places: Collection[str], goods: Collection[str]) -> bool:
    return (not places or one.place_id in places) and (not goods or one.good_id in goods)


def _most_told(db: Readable, goods: Collection[str]) -> tuple[str, ...]:
    rows = db.execute(
        "select e.id from json_each(?) j cross join entities e on e.id = j.value where e.mentions > 0"
        f" order by e.stories desc, e.id limit {MOST_GOODS}",
        [json.dumps(sorted(goods))],
    ).fetchall()
    return tuple(key for (key,) in rows) or tuple(sorted(goods))[:1]


def _said(db: Readable, articles: dict[str, ReadArticle]) -> Iterator[tuple[str, SaidOfGood]]:
    """(the sentence, what it says) of each good and place that share one."""
    pairs: dict[str, list[dict[str, Any]]] = {}
    for row in db.query(
        "select x.article_id, x.field, x.sent_start, x.sent_end, x.start as good_start, x.end as good_end,"
        " x.entity_id as good_id, y.start as place_start, y.end as place_end, y.entity_id as place_id"
        " from json_each(?) j cross join mentions x on x.article_id = j.value and x.label = 'PRODUCT'"
        " cross join mentions y on y.article_id = x.article_id and y.field = x.field and y.sent_start = x.sent_start"
        " and y.label in ('PLACE', 'FACTORY') and (y.end <= x.start or x.end <= y.start)"
        " join visible_entities g on g.id = x.entity_id join visible_entities p on p.id = y.entity_id"
        " order by x.start, y.start",
        [json.dumps(list(articles))],
    ):
        if row["field"] != "text" or min(row["good_start"], row["place_start"]) >= articles[row["article_id"]].after:
            pairs.setdefault(row["article_id"], []).append(row)
    columns = "a.id, a.outlet, a.published, a.title, a.text, a.captions"
    for article in db.query(
        f"select {columns} from json_each(?) j cross join articles a on a.id = j.value", [json.dumps(list(pairs))]
    ):
        for row in pairs[article["id"]]:
            sentence = re.sub(r"\s", " ", article[FIELD_COLUMNS[row["field"]]][row["sent_start"] : row["sent_end"]])
            relation = relation_in(_masked(sentence, row))
            if relation:
                yield sentence, SaidOfGood(
                    relation=relation, good_id=row["good_id"], place_id=row["place_id"], article_id=article["id"],
                    outlet=article["outlet"], published=article["published"], field=row["field"],
                    start=min(row["good_start"], row["place_start"]), end=max(row["good_end"], row["place_end"]),
                )  # fmt: skip


def _masked(sentence: str, row: dict[str, Any]) -> str:
    names = [(row[f"{what}_start"], row[f"{what}_end"], sign) for what, sign in (("good", _HERE), ("place", _THERE))]
    for start, end, sign in sorted(names, reverse=True):
        sentence = sentence[: start - row["sent_start"]] + sign + sentence[end - row["sent_start"] :]
    return sentence
