"""Several that bear one name: what sentences say of each decides who is meant, and where they do not tell, nobody."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from extract.resolve.plant_facts import NEAR
from extract.resolve.said import Said

Within = Callable[[str, str], bool]  # whether one place, by its key, lies in another

ONE, TWO, OPEN = "one", "two", ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """What two sentences say of one name: `verdict` ONE, TWO or OPEN, and why; `soft` where only walks of life differ,
    which words that both sentences share outweigh.
    """

    verdict: str
    why: str = ""
    soft: bool = False


def compare_said(a: Said, b: Said, label: str, within: Within) -> Told:
    """Whether two sentences speak of one bearer of a name."""
    if label == "PERSON":
        return _people(a, b)
    if a.provinces and b.provinces and not a.provinces & b.provinces:
        return Told(verdict=TWO, why=f"in {min(a.provinces)} and in {min(b.provinces)}")
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
    if a.spheres and b.spheres and not a.spheres & b.spheres:
        return Told(verdict=TWO, why=f"a {left} and a {right}", soft=True)
    told = bool(a.domains and b.domains) and not a.domains & b.domains
    if a.roles & b.roles:
        return Told(verdict=TWO if told else ONE, why=f"both a {min(a.roles & b.roles)[0]}")
    if a.domains & b.domains:
        return Told(verdict=ONE, why=f"both of {min(a.domains & b.domains)}")
    return Told(verdict=TWO if told else OPEN, why=f"a {left} and a {right}")


# Walks of life in which people come up and move about: an office there says nothing against another one.
_MOVING = {"province": "power", "abroad": "power"}
POWER = "power"


def marks_of(said: Said, label: str) -> tuple[str, ...]:
    """What a sentence says that tells a name's bearers apart: a person's walk of life, the county of a plant."""
    if label == "PERSON":
        return tuple(sorted({_MOVING.get(sphere, sphere) for sphere in said.spheres}))
    return tuple(sorted(said.counties)) or tuple(f"{NEAR}{key}" for key in sorted(said.at))


def tell_apart(said: Iterable[str]) -> list[tuple[str, ...]]:
    """The bearers of a name, each with its marks, from all that is said of it ("power", "plant+power"): what one
    sentence says together is said of one.
    """
    groups: list[set[str]] = []
    for marks in said:
        own = {mark for mark in marks.split("+") if not mark.startswith(NEAR)}
        if not own:
            continue
        for group in [group for group in groups if group & own]:
            own |= group
            groups.remove(group)
        groups.append(own)
    return sorted(tuple(sorted(group)) for group in groups)
