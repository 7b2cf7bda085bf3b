"""Pure name keys: the forms under which spellings of one name meet. Standard library only.

Resolution, search, reconciliation and review share them. A key is lossy by design: two names of one label that share a
key may be one thing, two that share none are not compared.
"""

from __future__ import annotations

from functools import lru_cache

from corpus.names.goods import Good, read_good
from corpus.names.people import Person, read_person
from corpus.names.places import Place, read_place
from corpus.names.text import fold, script_of
from corpus.names.things import Thing, read_thing

__all__ = [
    "Good",
    "Person",
    "Place",
    "Thing",
    "fold",
    "name_keys",
    "read_good",
    "read_person",
    "read_place",
    "read_thing",
    "script_of",
]

MAX_KEYS = 6


@lru_cache(maxsize=200_000)
def name_keys(name: str, label: str) -> tuple[str, ...]:
    """The keys of a name under a label, best first, at least one and at most six; the first names what it becomes.

    Spellings of one Korean name share a key whatever the system, the spaces, the hyphens or the script.
    """
    if len(name) > 500:  # a text: it is no name that any other could be
        return (fold(name) or name.casefold(),)
    if label == "PERSON":
        keys = [key for person in read_person(name) for key in person.keys]
    elif label == "PLACE":
        keys = [key for place in read_place(name) for key in place.keys]
    elif label == "PRODUCT":
        keys = list(read_good(name).keys)
    else:
        keys = list(read_thing(name).keys)
    return tuple(dict.fromkeys(key for key in keys if key))[:MAX_KEYS] or (fold(name) or name.casefold(),)
