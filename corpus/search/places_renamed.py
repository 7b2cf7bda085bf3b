"""A name that begins with a place, with the place's other names in its stead: Rason Port for "Rajin-Sonbong port".

A place's old and joined names are known by themselves, not in the names of all that stands there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from corpus.names import script_of
from corpus.store.reader import Readable

_MOST_WORDS = 6  # of such a name
_SYLLABLES = range(2, 7)  # that a place's name has before others, in scripts that part no words
_FEWEST_LETTERS = 3  # of a place's name in other scripts

Places = Callable[[str], Iterable[str]]


def with_other_names(db: Readable, text: str, places: Places) -> Iterator[tuple[str, str]]:
    """(name, place's id) of what a text may say: its place under another of its names in the same script, the longest
    place first. `places` gives the ids of the places that are called so.
    """
    for head, tail in _parted(text):
        for place in places(head):
            for other in _names(db, place, like=head):
                yield other + tail, place


def holds_places(db: Readable, entity: str) -> bool:
    """Whether a thing is a place that others lie in: what bears the name of a river may stand anywhere."""
    return bool(
        db.execute(
            "select exists (select 1 from entities e join entities part on part.parent_id = e.id"
            " where e.id = ? and e.label = 'PLACE' and part.label = 'PLACE')",
            [entity],
        ).fetchone()[0]
    )


def _parted(text: str) -> Iterator[tuple[str, str]]:
    """The beginnings of a text that may be a place's name, with what follows."""
    words = text.split()
    if 1 < len(words) <= _MOST_WORDS:
        for count in range(len(words) - 1, 0, -1):
            head = " ".join(words[:count])
            if len(head) >= _FEWEST_LETTERS or script_of(head) in ("hangul", "han"):
                yield head, f" {' '.join(words[count:])}"
    elif len(words) == 1 and script_of(text) in ("hangul", "han"):
        for end in reversed(_SYLLABLES):
            if end < len(text):
                yield text[:end], text[end:]


def _names(db: Readable, place: str, *, like: str) -> list[str]:
    """The names of a place in the script of another one, but for that one: its own first."""
    rows = db.execute(
        "select name from entities where id = :id union all select alias from"
        " (select alias from entity_aliases where entity_id = :id and source not in ('rule', 'unverified')"
        " order by alias)",
        {"id": place},
    ).fetchall()
    own, script = like.casefold(), script_of(like)
    return [
        name for name in dict.fromkeys(row[0] for row in rows) if script_of(name) == script and name.casefold() != own
    ]
