"""What is named together with a thing, in one sentence, paragraph or article, and how unexpected that is.

Datelines say where and by whom an article was sent, and not what it is about: what only they name is left out. So are
digests, whose items have nothing to do with one another.
"""

from __future__ import annotations

import json
import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import ClassVar

from corpus.search.snippets import FIELD_COLUMNS, Snippet, make_snippet
from corpus.store.openings import OPENING_OF, read_opening
from corpus.store.reader import Readable

WITHIN = ("sentence", "paragraph", "article")
SAMPLE = 400  # newest articles of a thing that one answer looks through
GLANCE = 200  # of which a part of a page does


@dataclass(frozen=True, kw_only=True, slots=True)
class Near:
    """A thing named together with another: in how many stories, in how many that were to be `expected` if both were
    named without regard to one another, and its `weight`, log2((stories + 1) / (expected + 1)): pointwise mutual
    information, with one added to both so that a single meeting of two rare names is no great surprise.
    """

    id: str
    label: str
    kind: str | None
    name: str
    stories: int
    expected: float
    weight: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Together:
    """What is named together with a thing, the most unexpected first; `articles` were looked through, the newest."""

    within: str
    articles: int
    near: tuple[Near, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadArticle:
    """An article as it is looked through: its story, where its dateline ends and its paragraphs begin."""

    story: str
    after: int
    lines: tuple[int, ...]


def named_together(
    db: Readable,
    entity_id: str,
    *,
    within: str = "sentence",
    since: str = "",
    until: str = "",
    sample: int = SAMPLE,
) -> Together:
    """What is named together with a thing in its newest articles, of a time (days, both included) if one is asked."""
    articles = newest_articles(db, entity_id, within=within, since=since, until=until, sample=sample)
    met: dict[str, set[str]] = {}
    for article, others in _company(db, entity_id, articles, within):
        for other in others:
            met.setdefault(other, set()).add(articles[article].story)
    counts = {other: len(stories) for other, stories in met.items()}
    own = len({article.story for article in articles.values()})
    total = db.execute("select rows from row_counts where name = 'stories'").fetchone()[0] or 1
    rows = db.execute(
        "select e.id, e.label, e.kind, e.name, e.stories from json_each(?) j"
        " cross join visible_entities e on e.id = j.value",
        [json.dumps(sorted(counts))],
    ).fetchall()
    near = [_near(*row, together=counts[row[0]], own=own, total=total) for row in rows]
    near.sort(key=lambda one: (-one.weight, -one.stories, one.id))
    return Together(within=within, articles=len(articles), near=tuple(near))


@dataclass(frozen=True, kw_only=True, slots=True)
class SharedSentence:
    """A sentence that names a thing and the thing `other_id`, both marked in the snippet.

    With `noarchive` it may not leave this machine.
    """

    WITHHELD: ClassVar[tuple[str, ...]] = ("sentence",)

    other_id: str
    article_id: str
    title: str
    outlet: str
    url: str
    published: str | None
    published_precision: str | None
    story_id: str
    field: str
    start: int
    sentence: str
    snippet: Snippet
    noarchive: bool


def shared_sentences(
    db: Readable, a: str, b: str, *, since: str = "", until: str = "", sample: int = SAMPLE
) -> tuple[SharedSentence, ...]:
    """The sentences that name both of two things, in the newest articles of the first, newest first; datelines and
    digests are left out, and a sentence that several articles of a story have is there once.
    """
    articles = newest_articles(db, a, since=since, until=until, sample=sample)
    return _once(_sentences(db, a, b, articles))


def _once(found: list[SharedSentence]) -> tuple[SharedSentence, ...]:
    found = sorted(found, key=lambda one: (one.published or "", one.article_id, -one.start), reverse=True)
    once = {(one.story_id, one.field, one.sentence): one for one in reversed(found)}
    return tuple(one for one in found if once[one.story_id, one.field, one.sentence] is one)


def _sentences(db: Readable, a: str, b: str, articles: dict[str, ReadArticle]) -> list[SharedSentence]:
    rows = db.query(
        "select distinct x.article_id, x.field, x.sent_start, x.sent_end, x.start as start, x.end as end, y.start as"
        " other_start, y.end as other_end, x.label, y.label as other_label, y.entity_id as other from json_each(:ids) j"
        " cross join mentions x on x.entity_id = :a and x.article_id = j.value"
        " cross join mentions y on y.article_id = x.article_id and y.entity_id = :b and y.entity_id <> :a"
        " where y.field = x.field and y.sent_start = x.sent_start order by x.start, y.start",
        {"ids": json.dumps(list(articles)), "a": a, "b": b},
    )
    marks: dict[tuple[str, str, int, int, str], set[tuple[int, int, str]]] = {}
    for row in rows:
        if row["field"] != "text" or min(row["start"], row["other_start"]) >= articles[row["article_id"]].after:
            place = (row["article_id"], row["field"], row["sent_start"], row["sent_end"], row["other"])
            marks.setdefault(place, set()).update(
                ((row["start"], row["end"], row["label"]), (row["other_start"], row["other_end"], row["other_label"]))
            )
    return [_sentence(db, place, marks[place]) for place in marks]


def _sentence(db: Readable, place: tuple[str, str, int, int, str], marks: set[tuple[int, int, str]]) -> SharedSentence:
    article, field, start, end, other = place
    columns = "id as article_id, title, outlet, url, published, published_precision, coalesce(story_id, id) as story_id"
    row = next(
        db.query(f"select {columns}, {FIELD_COLUMNS[field]} as words, noarchive from articles where id = ?", [article])
    )
    words, reserved = row.pop("words"), bool(row.pop("noarchive")) and field != "title"
    snippet = replace(make_snippet(field, words, start, end, sorted(marks)), noarchive=reserved)
    return SharedSentence(
        **row, other_id=other, field=field, start=start, sentence=snippet.text, snippet=snippet, noarchive=reserved
    )


def _near(
    key: str, label: str, kind: str | None, name: str, stories: int, *, together: int, own: int, total: int
) -> Near:
    """`own` of all `total` stories name the one thing; of those so many name the other as of all stories do."""
    expected = own * min(1.0, max(stories, together) / total)
    return Near(
        id=key, label=label, kind=kind, name=name, stories=together, expected=round(expected, 2),
        weight=round(math.log2((together + 1) / (expected + 1)), 3),
    )  # fmt: skip


def newest_articles(
    db: Readable, entity_id: str, *, within: str = "sentence", since: str = "", until: str = "", sample: int = SAMPLE
) -> dict[str, ReadArticle]:
    """The newest articles of a thing, or of all for "", by id, without digests; of a time (days, both included) if one
    is asked.
    """
    named = "entity_articles where entity_id = :id and" if entity_id else "articles indexed by articles_newest where"
    key, story = ("article_id", "story_id") if entity_id else ("id", "coalesce(story_id, id)")
    rows = db.execute(
        f"select n.article_id, n.story_id, o.dateline, o.digest from (select {key} as article_id, {story} as story_id"
        f"  from {named} published >= :since and published < :until"
        f"  order by published desc limit :sample) n left join article_openings o on {OPENING_OF}",
        {"id": entity_id, "since": since, "until": f"{until}T99" if until else "9999", "sample": sample},
    ).fetchall()
    unread = [article for article, _, dateline, _ in rows if dateline is None or within == "paragraph"]
    texts = {key: (title, text) for key, title, text in _texts(db, unread)}
    found = {}
    for article, story, dateline, digest in rows:
        if dateline is None and article not in texts:
            continue
        title, text = texts.get(article, ("", ""))
        after, listing = read_opening(title, text) if dateline is None else (dateline, bool(digest))
        if not listing:
            lines = tuple(match.end() for match in re.finditer("\n", text)) if within == "paragraph" else ()
            found[article] = ReadArticle(story=story, after=after, lines=lines)
    return found


def _texts(db: Readable, articles: list[str]) -> list[tuple[str, str, str]]:
    if not articles:
        return []
    sql = "select a.id, a.title, a.text from json_each(?) j cross join articles a on a.id = j.value"
    return db.execute(sql, [json.dumps(articles)]).fetchall()


def _company(
    db: Readable, entity_id: str, articles: dict[str, ReadArticle], within: str
) -> Iterator[tuple[str, set[str]]]:
    """(article, the others that share a context with the thing) of each article in which it is named by more than its
    dateline.
    """
    rows = db.execute(
        "select m.article_id, m.field, m.start, m.sent_start, m.entity_id from json_each(?) j"
        " cross join mentions m on m.article_id = j.value where m.entity_id is not null",
        [json.dumps(list(articles))],
    ).fetchall()
    contexts: dict[str, dict[tuple[str, int], set[str]]] = {}
    named = set[tuple[str, tuple[str, int]]]()
    for article, field, start, sentence, key in rows:
        read = articles[article]
        if field != "text" or start >= read.after:
            # of sentences by far the most are asked for
            place = (field, sentence) if within == "sentence" else _place(within, field, start, sentence, read)
            contexts.setdefault(article, {}).setdefault(place, set()).add(key)
            if key == entity_id:
                named.add((article, place))
    for article, parts in contexts.items():
        together = set().union(*(keys for place, keys in parts.items() if (article, place) in named))
        yield article, together - {entity_id}


def _place(within: str, field: str, start: int, sentence: int, read: ReadArticle) -> tuple[str, int]:
    """The context that a mention stands in: of an article there is one, a paragraph is a line of its text."""
    if within == "article":
        return "", 0
    if within == "paragraph" and field == "text":
        return field, bisect_right(read.lines, start)
    return field, sentence


def sentences_shared(db: Readable, ids: Iterable[str], *, sample: int) -> dict[tuple[str, str], int]:
    """Stories in which each two of some things share a sentence, in the newest articles of each; none is left out."""
    newest = "select article_id, story_id from entity_articles where entity_id = ? order by published desc limit ?"
    stories = {key: dict(db.execute(newest, [key, sample]).fetchall()) for key in ids}
    # most articles name but one of the things, and where it stands in them need not be looked up
    named = Counter(article for articles in stories.values() for article in articles)
    places: dict[str, dict[tuple[str, str, int], str]] = {}
    for key, articles in stories.items():
        rows = db.execute(
            "select m.article_id, m.field, m.sent_start from json_each(:articles) j"
            " cross join mentions m indexed by mentions_in_article on m.article_id = j.value and m.entity_id = :id",
            {"id": key, "articles": json.dumps([article for article in articles if named[article] > 1])},
        ).fetchall()
        places[key] = {(article, field, start): articles[article] for article, field, start in rows}
    found = {}
    ordered = sorted(places)
    for index, a in enumerate(ordered):
        for b in ordered[index + 1 :]:
            found[a, b] = len({places[a][place] for place in places[a].keys() & places[b].keys()})
    return {pair: count for pair, count in found.items() if count}
