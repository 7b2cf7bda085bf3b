"""How often things are named beside the text alone: in datelines and captions, which say who sent or took something."""

from __future__ import annotations

from collections.abc import Iterable

from corpus.store.openings import OPENING_OF
from corpus.store.reader import Readable

NEWEST = 20  # articles of a thing that are looked at

_BESIDE = (
    "select count(*), sum(not exists (select 1 from mentions m indexed by mentions_in_article"
    " where m.article_id = n.article_id and m.entity_id = :id and m.field <> 'caption'"
    " and (m.field <> 'text' or m.start >= coalesce(o.dateline, 0))))"
    " from (select article_id from entity_articles where entity_id = :id order by published desc limit :newest) n"
    f" left join article_openings o on {OPENING_OF}"
)


def named_beside_text(db: Readable, ids: Iterable[str]) -> dict[str, float]:
    """Of each of these entities the share of its NEWEST articles that name it in their dateline or captions alone."""
    found = {}
    for key in ids:
        articles, beside = db.execute(_BESIDE, {"id": key, "newest": NEWEST}).fetchone()
        if articles:
            found[key] = round(beside / articles, 2)
    return found
