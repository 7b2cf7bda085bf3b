"""What a report is about under one label: the names in its lead that say so, worked out once for all comparisons."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property

from extract.events.sounds import PROVISIONAL, sounds_of

# names of these kinds tell which place a text is about; a country does not
NARROW = 1.0
# by weight: a name that says what a report is about
LEAST_SAME, LEAST_CITY = 0.6, 1.0
PROVINCE = "-province"  # how the ids of those end that hold many cities
Parents = Mapping[str, str | None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Name:
    """An entity that a text names: how much sharing it says, its label, the place it lies in, its country, and whether
    it stands in the headline (`titled`), or there or in the lead (`leading`).
    """

    weight: float
    label: str
    parent: str | None
    country: str
    titled: bool
    leading: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """Names with the place that each lies in, and those places."""

    names: Parents
    parents: frozenset[str | None]

    def is_other(self, other: Group, *, named: AbstractSet[str]) -> bool:
        """Whether none of these is named in the other report, nor lies in what that is about, or holds it."""
        return (
            bool(self.names and other.names)
            and self.names.keys().isdisjoint(named)
            and self.names.keys().isdisjoint(other.parents)
            and self.parents.isdisjoint(other.names.keys())
        )


@dataclass(frozen=True, kw_only=True)
class Focus:
    """The names under one label: all in the lead, those in which no other lies, and the same of the headline (of the
    lead where the headline names none).
    """

    leading: frozenset[str]
    narrow: Group
    titles: frozenset[str]
    title: Group

    @cached_property
    def sounds(self) -> frozenset[str]:
        """How those names sound, where they are not known ones."""
        return frozenset(sound for key in self.narrow.names for sound in sounds_of(key))


def focus_on(names: Mapping[str, Name], label: str, *, across: bool) -> Focus:
    """What a report is about, for comparing it within its language or `across` languages."""
    least = NARROW if label == "PLACE" else LEAST_SAME
    own = {key: n for key, n in names.items() if n.leading and n.label == label and n.weight >= least}
    leading = frozenset(own)
    if label == "PLACE" or across:  # a name that the knowledge base does not hold may be the other's by another name
        own = {key: n for key, n in own.items() if PROVISIONAL not in key}
    titled = {key: n for key, n in own.items() if n.titled} or own
    return Focus(leading=leading, narrow=_narrowest(own), titles=frozenset(titled), title=_narrowest(titled))


def _narrowest(own: Mapping[str, Name]) -> Group:
    """Without the places in which others of them lie: the county, not its province."""
    around = {name.parent for name in own.values()}
    kept = {key: name.parent for key, name in own.items() if key not in around}
    return Group(names=kept, parents=frozenset(kept.values()))


def cities_in(names: Mapping[str, Name]) -> frozenset[str]:
    """What may hold several places of one happening: a port and a district of one city are not two places."""
    return frozenset(key for key, n in names.items() if n.weight >= LEAST_CITY and not key.endswith(PROVINCE))
