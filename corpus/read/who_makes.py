"""Who makes a good: what the good may be called, the plants known or told to make it, and the reports that tell so."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from typing import Any

from corpus.names.runs import singular
from corpus.names.text import fold_words
from corpus.names.vocabulary import AMERICAN, BRITISH, american
from corpus.search.candidates import entities_called
from corpus.store.reader import Readable, like_text

MOST = 2000  # reports of one answer, the newest


@dataclass(frozen=True, kw_only=True, slots=True)
class Good:
    """A good that was asked for: the ids that it means, its kinds among them, the words of figures that name it, and
    the plants that are known to make it (`known`) or told to (`told`).
    """

    text: str
    ids: tuple[str, ...]
    words: tuple[str, ...]
    known: tuple[str, ...]
    told: tuple[str, ...]

    @property
    def makers(self) -> tuple[str, ...]:
        """Every plant that makes it, each once."""
        return tuple(dict.fromkeys((*self.told, *self.known)))


@dataclass(frozen=True, kw_only=True, slots=True)
class Telling:
    """An article that tells something, and its words that do: `start` and `end` in code points of its `field`."""

    article_id: str
    outlet: str
    field: str
    start: int
    end: int


@dataclass(frozen=True, kw_only=True, slots=True)
class MakingReport:
    """What one story reports of a plant: its kind, what and how much was made where that is told, and who tells it.

    `date` to `date_end` is the time that it is of.
    """

    entity_id: str
    plant: str
    place_id: str | None
    place: str | None
    kind: str
    status: str | None
    product: str | None
    amount: str | None
    date: str | None
    date_end: str | None
    told: tuple[Telling, ...]


def find_good(db: Readable, text: str) -> Good:
    """What a good's name means, and who makes it; a good that the corpus does not know is looked for by its words."""
    ids = _with_kinds(db, entities_called(db, text))
    words = _told_words(db, _names(db, ids, text))
    known = db.execute(
        "select r.subject_id from json_each(:ids) j cross join entity_relations r on r.object_id = j.value"
        " and r.relation = 'makes' join visible_entities e on e.id = r.subject_id where e.label = 'FACTORY'"
        " union select p.maker_id from json_each(:ids) j cross join entities p on p.id = j.value"
        " join visible_entities e on e.id = p.maker_id where e.label = 'FACTORY' order by 1",
        {"ids": json.dumps(ids)},
    ).fetchall()
    told = db.execute(
        "select distinct r.entity_id from json_each(?) j cross join activity_reports r on r.product = j.value"
        " and r.product is not null join visible_entities e on e.id = r.entity_id order by 1",
        [json.dumps(words)],
    ).fetchall()
    return Good(
        text=text, ids=ids, words=words, known=tuple(key for (key,) in known), told=tuple(key for (key,) in told)
    )


def _with_kinds(db: Readable, ids: Iterable[str]) -> tuple[str, ...]:
    """The goods among some entities, and all that are of their kind: of fertiliser also urea."""
    rows = db.execute(
        "with recursive meant(id) as (select e.id from json_each(?) j join visible_entities e on e.id = j.value"
        "  where e.label = 'PRODUCT' union select r.subject_id from meant m join entity_relations r"
        "  on r.object_id = m.id and r.relation = 'kind of') select id from meant order by 1",
        [json.dumps(list(ids))],
    ).fetchall()
    return tuple(row[0] for row in rows)


def _names(db: Readable, ids: Iterable[str], text: str) -> tuple[str, ...]:
    rows = db.execute(
        "select name from json_each(:ids) j join entities e on e.id = j.value union"
        " select a.alias from json_each(:ids) j join entity_aliases a on a.entity_id = j.value order by 1",
        {"ids": json.dumps(list(ids))},
    ).fetchall()
    return tuple(dict.fromkeys((text, *(name for (name,) in rows))))


def _told_words(db: Readable, names: Iterable[str]) -> tuple[str, ...]:
    """What reports say was made, where that names the good: "5 000 t of phosphatic fertilizer" for fertiliser."""
    asked = {words for name in names if (words := good_words(name))}
    patterns = sorted({f"%{like_text(form)}%" for words in asked for form in written_forms(words[-1])})
    rows = db.execute(
        "select distinct r.product from json_each(?) j join"
        " (select distinct product from activity_reports where product is not null) r"
        " on r.product like j.value escape '\\' order by 1",
        [json.dumps(patterns)],
    ).fetchall()
    return tuple(product for (product,) in rows if any(_holds(good_words(product), words) for words in asked))


def good_words(name: str) -> tuple[str, ...]:
    """A good's words, singular and in American spelling, by which two names of it are one."""
    return tuple(american(singular(word)) for word in fold_words(name))


def written_forms(word: str) -> Iterator[str]:
    """What stands in a text where a word does: its British spelling too, and a plural in -ies by its stem."""
    for form in {word, BRITISH.get(word, word), AMERICAN.get(word, word)}:
        yield re.sub(r"y$", "", form) if len(form) > 4 else form


def _holds(told: tuple[str, ...], asked: tuple[str, ...]) -> bool:
    if not asked[0].isascii():
        return "".join(asked) in "".join(told)  # Korean and Chinese join a good to what stands beside it
    return any(told[start : start + len(asked)] == asked for start in range(len(told) - len(asked) + 1))


IN_TIME = (
    "(:since = '' or coalesce(r.date_end, r.date) >= :since) and (:until = '' or r.date <= :until)"
    " and (:since || :until = '' or r.date is not null)"
)
_FROM = (
    "from json_each(:plants) j cross join activity_reports r on r.entity_id = j.value"
    " join articles a on a.id = r.article_id join visible_entities e on e.id = r.entity_id"
    " left join entities p on p.id = e.parent_id"
    " where (:kind = '' or r.kind = :kind) and (r.product is null and :unsaid"
    "  or r.product in (select value from json_each(:words)))"
    f" and {IN_TIME}"
)


def making_reports(
    db: Readable, good: Good, *, plants: Iterable[str], kind: str = "", since: str = "", until: str = ""
) -> tuple[MakingReport, ...]:
    """What is reported of these plants in a time (days, both included), the newest first: reports that name the good,
    and those of the plants known to make it that name no good.
    """
    known = {*good.known}
    asked = {"words": json.dumps(good.words), "kind": kind, "since": since, "until": until}
    stories: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for unsaid in (True, False):
        group = json.dumps([key for key in plants if (key in known) == unsaid])
        rows = db.query(
            f"select r.entity_id, {', '.join(_OWN)}, coalesce(a.story_id, a.id) as story, r.article_id, a.outlet,"
            f" r.field, r.start, r.end {_FROM} order by r.date desc, r.id limit {4 * MOST}",
            {**asked, "plants": group, "unsaid": unsaid},
        )
        for row in rows:
            key = (row["entity_id"], row["kind"], row["status"], row["product"], row["amount"], row["date"])
            stories.setdefault((*key, row["story"]), []).append(row)
    found = [_report(rows) for rows in stories.values()]
    return tuple(sorted(found, key=lambda one: (one.date or "", one.told[0].article_id), reverse=True)[:MOST])


_OWN = (
    *("e.name as plant", "e.parent_id as place_id", "p.name as place", "r.kind", "r.status", "r.product", "r.amount"),
    *("r.date", "coalesce(r.date_end, r.date) as date_end"),
)


def _report(rows: list[dict[str, Any]]) -> MakingReport:
    telling = {row["article_id"]: Telling(**{field.name: row[field.name] for field in fields(Telling)}) for row in rows}
    own = {field.name: rows[0][field.name] for field in fields(MakingReport) if field.name != "told"}
    return MakingReport(**own, told=tuple(telling.values()))


def months_told(reports: Iterable[MakingReport]) -> dict[str, int]:
    """Reports by the month that they are of (2026-03), those of a longer time left out."""
    counts: dict[str, int] = {}
    for one in reports:
        if one.date and one.date_end and one.date[:7] == one.date_end[:7]:
            counts[one.date[:7]] = counts.get(one.date[:7], 0) + 1
    return dict(sorted(counts.items()))
