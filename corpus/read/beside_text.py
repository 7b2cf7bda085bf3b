"""How often things are named beside the text alone: in datelines, captions and credits, which say who sent, took or
wrote something. A credit is an outlet's name in its own article, or an author's in his or her own.
"""

from __future__ import annotations

from collections.abc import Iterable

from corpus.store.openings import OPENING_OF
from corpus.store.reader import Readable
from corpus.store.settled import settled

NEWEST = 20  # articles of a thing that are looked at

# what of a thing's mentions in an article says no more than who sent or wrote it; authors are read of people alone, as
# they stand behind the text
_CREDIT = (
    "(m.text is (select name from outlets where id = n.outlet) collate nocase"
    " or (m.label = 'PERSON' and exists (select 1 from articles a, json_each(a.authors) w where a.id = n.article_id"
    " and w.value = m.text collate nocase)))"
)
_BESIDE = (
    "select count(*), sum(not exists (select 1 from mentions m indexed by mentions_in_article"
    " where m.article_id = n.article_id and m.entity_id = :id and m.field <> 'caption'"
    f" and (m.field <> 'text' or m.start >= coalesce(o.dateline, 0)) and not {_CREDIT}))"
    " from (select article_id, outlet from entity_articles where entity_id = :id order by published desc"
    " limit :newest) n"
    f" left join article_openings o on {OPENING_OF}"
)


def named_beside_text(db: Readable, ids: Iterable[str]) -> dict[str, float]:
    """Of each of these entities the share of its NEWEST articles that name it beside the text alone."""
    asked = tuple(ids)
    return settled(db, ("beside text", asked), lambda: _named_beside_text(db, asked))


def _named_beside_text(db: Readable, ids: Iterable[str]) -> dict[str, float]:
    found = {}
    for key in ids:
        articles, beside = db.execute(_BESIDE, {"id": key, "newest": NEWEST}).fetchone()
        if articles:
            found[key] = round(beside / articles, 2)
    return found
