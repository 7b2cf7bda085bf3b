"""What two names say of each other: a hard conflict, one name, or nothing either way. No similarity is used here."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.names import Person, Place, Thing, read_person, read_place, read_thing
from corpus.names.places import ADMIN
from corpus.names.syllables import readings_clash

# Words that are as often left out as written; one more of them on one side is a doubt, any other word a difference.
_SOFT_WORDS = frozenset(
    (
        *("youth", "thermal", "hydro", "state", "central", "trade", "industry", "development", "technology", "science"),
        *("economy", "people", "cooperation", "soldier", "disabled", "mining", "construction", "material", "finance"),
    )
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Comparison:
    """`relation`: "same" (one name), "conflict" (cannot be one thing), "near" (a short form, a missing word) or
    "none"; `why` is a line for a person.
    """

    relation: str
    why: str


def compare(a: str, b: str, label: str) -> Comparison:
    """What two names under one label say of each other."""
    if label == "PERSON":
        return _best([_people(x, y) for x in read_person(a)[:4] for y in read_person(b)[:4]])
    if label == "PLACE":
        return _best([_places(x, y) for x in read_place(a)[:4] for y in read_place(b)[:4]])
    good = label == "PRODUCT"
    return _things(read_thing(a, good=good), read_thing(b, good=good), label)


_ORDER = {"same": 0, "near": 1, "conflict": 2, "none": 3}


def _best(found: list[Comparison]) -> Comparison:
    """Names can be read in several ways: one way in which they agree is enough."""
    return min(found, key=lambda comparison: _ORDER[comparison.relation])


def _people(a: Person, b: Person) -> Comparison:
    if not (a.korean and b.korean):
        return _western(a, b)
    if a.surname != b.surname:
        return Comparison(relation="conflict", why="another surname")
    if not a.given or not b.given:
        return Comparison(relation="near", why="a surname alone")
    if not _shared_key(a, b):
        return Comparison(relation="conflict", why="other given-name syllables")
    seoul = a.seoul or b.seoul
    clash = readings_clash(a.given, b.given, seoul=seoul, spaced=a.spaced and b.spaced)
    if clash:
        return Comparison(relation="conflict", why=f"other given-name syllables: {clash}")
    return Comparison(relation="same", why="one surname, the same given-name syllables")


def _shared_key(a: Person, b: Person) -> bool:
    """Whether the spellings meet; a newspaper's "u" for ㅓ counts only where one of them is a newspaper's."""
    if a.keys[0] == b.keys[0]:
        return True
    if a.keys[0] in b.keys:
        return b.seoul or (not a.seoul and not b.spaced)
    if b.keys[0] in a.keys:
        return a.seoul or (not b.seoul and not a.spaced)
    return False


def _western(a: Person, b: Person) -> Comparison:
    if a.korean != b.korean:
        return Comparison(relation="none", why="one of them is a Korean name")
    left, right = set(a.words), set(b.words)
    if left == right:
        return Comparison(relation="same", why="the same words")
    if (left < right or right < left) and min(len(left), len(right)) == 1:
        return Comparison(relation="near", why="one name alone")
    if (left < right or right < left) and a.words[-1] == b.words[-1]:
        return Comparison(relation="near", why="one name more")
    return Comparison(relation="conflict", why="other words") if left & right else Comparison(relation="none", why="")


def _places(a: Place, b: Place) -> Comparison:
    if a.marks != b.marks:
        return Comparison(relation="conflict", why=_marks_why(a.marks, b.marks))
    if a.kind and b.kind and a.kind != b.kind:
        return Comparison(relation="conflict", why=f"a {a.kind} is not a {b.kind}")
    if not _names_meet(a.plain, a.readings, b.plain, b.readings):
        return Comparison(relation="conflict", why="another name")
    odd = {a.kind, b.kind} - {""} - ADMIN
    if odd and a.kind != b.kind:
        return Comparison(relation="near", why=f"only one says {min(odd)}")
    return Comparison(relation="same", why="one name" if a.kind == b.kind else "one name, one does not say what it is")


def _names_meet(plain_a: str, a: tuple[tuple, ...], plain_b: str, b: tuple[tuple, ...]) -> bool:
    from corpus.names.syllables import sound_keys

    if plain_a == plain_b:
        return True
    for left in a:
        for right in b:
            if set(sound_keys(left)) & set(sound_keys(right)) and not readings_clash(left, right, seoul=True):
                return True
    return False


def _marks_why(a: frozenset[str], b: frozenset[str]) -> str:
    left, right = sorted(a - b), sorted(b - a)
    if left and right:
        return f"{' '.join(left)} against {' '.join(right)}"
    return f"only one says {' '.join(left or right)}"


def _things(a: Thing, b: Thing, label: str) -> Comparison:
    if a.marks != b.marks:
        return Comparison(relation="conflict", why=_marks_why(a.marks, b.marks))
    if a.heads and b.heads and not a.heads & b.heads and not _heads_agree(a, b):
        return Comparison(relation="conflict", why=f"a {min(a.heads)} is not a {min(b.heads)}")
    if not _runs_meet(a, b):
        return Comparison(relation="conflict", why="another name")
    left, right = a.words - b.words, b.words - a.words
    if left and right:
        return Comparison(relation="conflict", why=f"{min(left)} against {min(right)}")
    if left or right:
        extra = left | right
        soft = len(extra) == 1 and extra <= _SOFT_WORDS and bool(a.runs) and label != "PRODUCT"
        return Comparison(relation="near" if soft else "conflict", why=f"only one says {min(extra)}")
    if not (a.runs or a.words or a.marks):
        same = a.heads == b.heads and a.weak == b.weak
        return Comparison(relation="same" if same else "conflict", why="the same words" if same else "other words")
    if set(a.keys) & set(b.keys):
        if "general" in a.weak ^ b.weak and label == "ORG":
            return Comparison(relation="near", why="only one says general")
        return Comparison(relation="same", why="one name, the same words")
    return Comparison(relation="near", why="only one says what it is")


def _heads_agree(a: Thing, b: Thing) -> bool:
    """A plant may be called a company and the other way round."""
    from corpus.names.lexicon import OPTIONAL_HEADS

    return a.heads <= OPTIONAL_HEADS and b.heads <= OPTIONAL_HEADS


def _runs_meet(a: Thing, b: Thing) -> bool:
    if len(a.runs) != len(b.runs):
        return "".join(plain for plain, _ in a.runs) == "".join(plain for plain, _ in b.runs)
    rest = list(b.runs)
    for plain, readings in a.runs:
        match = next((run for run in rest if _names_meet(plain, readings, *run)), None)
        if match is None:
            return False
        rest.remove(match)
    return True
