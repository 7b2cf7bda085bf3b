"""How articles came to name a known thing: a person by the name alone, a body under another of its names.

Officials and managers of the North share few names: a report's Choe Song Nam may lead a brigade, and be no banker on a
list of sanctions. A fact that agrees is their body, named in the same article, or their post, named beside them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from corpus.names import script_of
from corpus.store.reader import Readable

NAME_ALONE = "same name; nothing else in the text says that it is the same person"
NEWEST = 20  # articles of a person that are looked at
_KINDS = "('official', 'business')"
_BESIDE = 150  # characters before and behind a sentence in which a post may stand
_WORD = re.compile(r"[^\W\d_]{4,}")
_OF_MANY = frozenset(
    ("former", "deputy", "vice", "north", "korea", "korean", "dprk", "representative", "official", "with")
)

_NAMED = (
    "select m.article_id as article, case m.field when 'title' then a.title when 'caption' then a.captions else"
    f" substr(a.text, max(1, m.sent_start - {_BESIDE}), m.sent_end - m.sent_start + {2 * _BESIDE}) end as words"
    " from ({articles}) n cross join mentions m indexed by mentions_in_article"
    " on m.article_id = n.article_id and m.entity_id = :id join articles a on a.id = m.article_id"
)
_NEWEST = f"select article_id from entity_articles where entity_id = :id order by published desc limit {NEWEST}"


def known_by_name_alone(db: Readable, ids: Iterable[str], *, article: str = "") -> frozenset[str]:
    """Those of these entities that are people of whom nothing but the name agrees: in one article, if one is given,
    else in the newest that name them. Other things, leaders, and people whom no article names are none of them.
    """
    asked = db.execute(
        "select e.id from json_each(:ids) j cross join visible_entities e on e.id = j.value"
        f" where e.label = 'PERSON' and e.status = 'known' and e.kind in {_KINDS}",
        {"ids": json.dumps(list(ids))},
    ).fetchall()
    return frozenset(key for (key,) in asked if _disagrees(db, key, article))


def written_otherwise(written: Iterable[str], name: str) -> tuple[str, ...]:
    """The words that articles have for a thing in the script of its name, where none is that name."""
    words = tuple(dict.fromkeys(written))
    own, script = _folded(name), script_of(name)
    if any(own in _folded(each) or _folded(each) in own for each in words):
        return ()
    return tuple(each for each in words if script_of(each) == script)


def names_written(db: Readable, entity: str) -> tuple[str, ...]:
    """The words by which the newest articles name a thing, the most frequent first."""
    rows = db.execute(
        f"select m.text from ({_NEWEST}) n cross join mentions m indexed by mentions_in_article"
        " on m.article_id = n.article_id and m.entity_id = :id group by m.text order by count(*) desc, m.text",
        {"id": entity},
    ).fetchall()
    return tuple(words for (words,) in rows)


def _folded(name: str) -> str:
    return "".join(filter(str.isalnum, name.casefold()))


def _disagrees(db: Readable, person: str, article: str) -> bool:
    """Whether articles name a person and none of them a post or a body of his or hers."""
    offices = db.execute(
        "select role, object_id from entity_relations where subject_id = ? and relation = 'holds office'", [person]
    ).fetchall()
    posts = [post for role, _ in offices if (post := _telling(role))]
    bodies = json.dumps([body for _, body in offices if body])
    source = "select :article as article_id" if article else _NEWEST
    named = db.execute(_NAMED.format(articles=source), {"id": person, "article": article}).fetchall()
    if any(2 * len(post & _telling(words)) >= len(post) for _, words in named for post in posts):
        return False
    return bool(named) and not any(
        db.execute(
            "select exists (select 1 from mentions m indexed by mentions_in_article where m.article_id = ?1"
            " and m.entity_id in (select value from json_each(?2)))",
            [key, bodies],
        ).fetchone()[0]
        for key in dict.fromkeys(key for key, _ in named)
    )


def _telling(words: str | None) -> set[str]:
    """The words of a post that tell it from others."""
    return {word.casefold() for word in _WORD.findall(words or "")} - _OF_MANY
