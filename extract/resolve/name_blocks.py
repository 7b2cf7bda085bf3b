"""Names that meet under one key: which of them are one thing. The answer depends on the set of names, never on the
order in which they came.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import combinations

from corpus.labels import stem_of
from corpus.names import fold, name_keys, read_person, read_place, read_thing
from corpus.names.conflicts import compare
from corpus.records import digest
from extract.resolve.base import NOTHING, BaseIndex, Found
from extract.resolve.state_bodies import countries_in

# Words that stand for a thing named before, or for any thing of that kind.
_GENERIC = frozenset(("factory", "mine", "farm", "company", "ministry", "party", "bank", "plant", "army", "university"))
# Korean nouns of goods: with other common nouns before it, and neither a name nor a plant's noun, no plant (운송기계).
_GOODS = ("기계", "설비", "장비", "제품", "부품", "자재", "물자", "기구")
_COMPASS = {"north": "place/north-korea", "south": "place/south-korea"}
# Of two places of one name, a text that says no more means the one further up.
_RANKS = (
    "country",
    "province",
    "city",
    "county",
    "district",
    "sez",
    "town",
    "river",
    "mountain",
    "ri",
    "island",
    "port",
)
BARE_SURNAME = "a surname alone"
PLACE_NAME = "the name of a place, and no full name of a person"
GENERIC = "no name, a word for any such thing"


def read_natural(name: str, label: str, base: BaseIndex) -> Found:
    """The known entities that a name means by itself, before any text around it is asked."""
    bare = name.casefold().removeprefix("the ")
    if label == "PLACE" and bare in _COMPASS and _COMPASS[bare] in base.entities:
        return Found(ids=(_COMPASS[bare],), score=0.9, why="one of the two Koreas")
    found = base.find(name, label)
    if label == "ORG" and bare in BARE_BODIES and not base.find_written(bare, label).ids:
        return Found(why=GENERIC)
    if not found.ids and label in ("FACTORY", "ORG") and _is_generic(name):
        return Found(why=GENERIC)
    if not found.ids and label == "FACTORY" and _is_goods(name):
        return Found(why=GENERIC)
    if label == "PLACE" and not found.ids:
        found = _by_long_form(name, base)
    if label == "PERSON" and not found.ids:
        if is_bare_surname(name):
            return Found(why=BARE_SURNAME)
        if " " not in name.strip() and base.find_written(name, "PLACE").ids:
            return Found(why=PLACE_NAME)
    if label == "PLACE" and len(found.ids) > 1:
        return _likeliest_place(found, base)
    if label == "ORG" and len(found.ids) > 1:
        return _of_its_country(name, found, base)
    return found


def _of_its_country(name: str, found: Found, base: BaseIndex) -> Found:
    """Of bodies that several countries have, that of the country which the name itself gives, else all of them."""
    told = set(countries_in(name))
    ids = tuple(key for key in found.ids if base.entities[key].country in told)
    return Found(ids=ids, score=found.score, why=found.why) if len(ids) == 1 and len(told) == 1 else found


# What many states, armies or bodies have one of: no name, but for one that stands in full before it.
BARE_BODIES = frozenset((
    "air force", "navy", "army", "general staff", "presidium", "secretariat", "board of directors", "foreign ministry",
    "defence ministry", "defense ministry", "executive committee", "organizing committee", "provincial committee",
))  # fmt: skip
# The long form of a name, what is left of it, and the kinds of known place that may bear it: "Republic of Poland".
_LONG_FORMS = (
    (
        re.compile(
            r"(?i)(?:the )?(?:(?:people's|democratic|socialist|federal|federative|islamic|arab|united|oriental|"
            r"plurinational|bolivarian|hashemite|"
            r"cooperative) )*(?:republic|kingdom|state|federation|union|commonwealth|sultanate|"
            r"principality|grand duchy) of (?!korea|china|congo)(.+)"
        ),
        frozenset(("country",)),
    ),
    (re.compile(r"(.+) Republic"), frozenset(("country",))),
    (re.compile(r"(.+) [Cc]ity"), frozenset(("city",))),
    (re.compile(r"(?:the )?(.+) (?:[Rr]egion|[Aa]rea)"), frozenset(("region", "sea"))),
)


def _by_long_form(name: str, base: BaseIndex) -> Found:
    """The known place that a name is the long form of: a state's, a foreign city's, a region's of the world."""
    for pattern, kinds in _LONG_FORMS:
        match = pattern.fullmatch(name.replace("’", "'").strip())
        if match is None:
            continue
        found = base.find_exact(match[1], "PLACE")
        ids = [key for key in found.ids if base.entities[key].kind in kinds]
        if len(ids) == 1:
            return Found(ids=(ids[0],), score=0.9, why=f"the long form of {match[1]}")
    return NOTHING


def is_bare_surname(name: str) -> bool:
    """Whether a name is a Korean surname and nothing else."""
    person = read_person(name)[0]
    return bool(person.surname) and not person.given


def _is_generic(name: str) -> bool:
    thing = read_thing(name)
    return not (thing.runs or thing.words or thing.marks or thing.national) and len(name.split()) <= 2


def _is_goods(name: str) -> bool:
    thing = read_thing(name)
    return name.endswith(_GOODS) and not (thing.runs or thing.heads or thing.marks or thing.national)


def _likeliest_place(found: Found, base: BaseIndex) -> Found:
    ranks = sorted((_rank(base.entities[key].kind), key) for key in found.ids)
    if ranks[0][0] == ranks[1][0]:
        return found
    others = ", ".join(key for _, key in ranks[1:])
    return Found(ids=(ranks[0][1],), score=0.6, why=f"the likeliest place of that name; else {others}")


def _rank(kind: str) -> int:
    return _RANKS.index(kind) if kind in _RANKS else len(_RANKS)


def block_of(name: str, label: str) -> str:
    """The key under which a name meets its like."""
    return name_keys(name, label)[0]


def met_keys(name: str, label: str) -> tuple[str, ...]:
    """All keys under which a name can be met: its name keys, and for plants and organisations its proper name alone."""
    keys = list(name_keys(name, label))
    if label in ("FACTORY", "ORG"):
        thing = read_thing(name)
        runs = sorted({key.split("_")[0] for key in thing.keys} - {""}) if thing.runs else []
        keys += [f"~{run}" for run in runs[:2]]
    return tuple(dict.fromkeys(keys))


def provisional_id(label: str, block: str, suffix: str = "") -> str:
    """The id of an entity that no base knows: its label's stem and its key."""
    tail = f".{suffix}" if suffix else ""
    return f"{stem_of(label)}/x.{block}{tail}"


def group_block(texts: Iterable[str], label: str, block: str) -> dict[str, tuple[str, tuple[str, ...]]]:
    """For each name of a block the provisional entity it belongs to, and those it might belong to instead.

    Names without a conflict are one entity under the block's own id. Where names conflict, those that agree stay
    together under an id of their own, and a name that fits several groups keeps the block's id and waits.
    """
    forms: dict[str, list[str]] = {}
    for text in sorted(set(texts)):
        forms.setdefault(fold(text) or text, []).append(text)
    heads = [spellings[0] for spellings in forms.values()]
    conflicts = _conflicts(heads, label)
    own = provisional_id(label, block)
    if not conflicts:
        return {text: (own, ()) for spellings in forms.values() for text in spellings}
    between = {head for head in heads if _is_between(head, heads, conflicts)}
    groups = _groups([head for head in heads if head not in between], conflicts)
    ids = {head: _group_id(group, label, block) for group in groups for head in group}
    answer: dict[str, tuple[str, tuple[str, ...]]] = {}
    for spellings in forms.values():
        head = spellings[0]
        fits = sorted({ids[other] for other in ids if (head, other) not in conflicts}) if head in between else []
        for text in spellings:
            answer[text] = (own, tuple(fits)) if head in between else (ids[head], ())
    return answer


def _conflicts(heads: Sequence[str], label: str) -> set[tuple[str, str]]:
    """The ordered pairs of names that cannot be one thing."""
    found = set()
    for left, right in combinations(heads, 2):
        if compare(left, right, label).relation == "conflict":
            found |= {(left, right), (right, left)}
    return found


def _is_between(head: str, heads: Sequence[str], conflicts: set[tuple[str, str]]) -> bool:
    """Whether a name agrees with two names that conflict with each other."""
    fits = [other for other in heads if other != head and (head, other) not in conflicts]
    return any(pair in conflicts for pair in combinations(fits, 2))


def _groups(heads: Sequence[str], conflicts: set[tuple[str, str]]) -> list[list[str]]:
    """Names grouped so that no two of a group conflict; names are taken in order."""
    groups: list[list[str]] = []
    for head in heads:
        group = next((g for g in groups if all((head, other) not in conflicts for other in g)), None)
        if group is None:
            groups.append([head])
        else:
            group.append(head)
    return groups


def _group_id(group: Sequence[str], label: str, block: str) -> str:
    """An id that tells the group from its neighbours in the block: the kind of place, else a digest of a spelling."""
    if label == "PLACE":
        kinds = sorted({place.kind for name in group for place in read_place(name)[:1] if place.kind})
        if kinds:
            return provisional_id(label, block, kinds[0])
    return provisional_id(label, block, digest(fold(group[0]) or group[0])[:6])


def provisional_kind(label: str, names: Iterable[str]) -> str | None:
    """What the names of an unknown place say it is; None when they do not say, and for other labels."""
    if label != "PLACE":
        return None
    kinds = sorted({place.kind for name in names for place in read_place(name)[:1] if place.kind})
    return kinds[0] if kinds else None


__all__ = ["NOTHING", "block_of", "group_block", "met_keys", "provisional_id", "read_natural"]
