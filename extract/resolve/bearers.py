"""Several that bear one name: what sentences say of each decides who is meant, and where they do not tell, nobody."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from extract.resolve.said import Said

Within = Callable[[str, str], bool]  # whether one place, by its key, lies in another

ONE, TWO, OPEN = "one", "two", ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """What two sentences say of one name: `verdict` ONE, TWO or OPEN, and why."""

    verdict: str
    why: str = ""


def compare_said(a: Said, b: Said, label: str, within: Within) -> Told:
    """Whether two sentences speak of one bearer of a name."""
    if label == "PERSON":
        return _people(a, b)
    left, right = (a.countries, b.countries) if label == "ORG" else (a.places, b.places)
    if not left or not right:
        return Told(verdict=OPEN)
    shared = sorted(left & right) or [
        x for x in left for y in right if label != "ORG" and (within(x, y) or within(y, x))
    ]
    if shared:
        return Told(verdict=ONE, why=f"both in {shared[0]}")
    return Told(verdict=TWO, why=f"in {', '.join(sorted(left))} and in {', '.join(sorted(right))}")


def _people(a: Said, b: Said) -> Told:
    if a.countries and b.countries and not a.countries & b.countries:
        return Told(verdict=TWO, why=f"of {min(a.countries)} and of {min(b.countries)}")
    if not a.roles or not b.roles:
        return Told(verdict=OPEN)
    left, right = min(a.roles)[0], min(b.roles)[0]
    if not a.spheres & b.spheres:
        return Told(verdict=TWO, why=f"a {left} and a {right}")
    told = bool(a.domains and b.domains) and not a.domains & b.domains
    if a.roles & b.roles:
        return Told(verdict=TWO if told else ONE, why=f"both a {min(a.roles & b.roles)[0]}")
    if a.domains & b.domains:
        return Told(verdict=ONE, why=f"both of {min(a.domains & b.domains)}")
    return Told(verdict=TWO if told else OPEN, why=f"a {left} and a {right}")


def sphere_groups(said: Mapping[str, Said]) -> dict[str, str]:
    """Where each of these mentions of one person's name belongs: the walk of life that sentences tell of it, "" where
    they tell none. Those of which one sentence tells two are one; only what is tied to one place, as a plant's manager
    is, is told apart inside a walk of life by that place.
    """
    joined: dict[str, str] = {}

    def top(name: str) -> str:
        while joined.get(name, name) != name:
            name = joined[name]
        return name

    marks = {key: _marks(each) for key, each in said.items()}
    for found in marks.values():
        for other in found[1:]:
            one, two = sorted((top(found[0]), top(other)))
            joined[two] = one
    return {key: top(found[0]) if found else "" for key, found in marks.items()}


# Walks of life in which people come up and move about: an office there says nothing against another one.
_MOVING = {"power": "power", "province": "power", "abroad": "power", "science": "science"}


def _marks(said: Said) -> list[str]:
    """The walks of life of a mention, in order."""
    return sorted({_MOVING.get(sphere, sphere) for sphere in said.spheres})
