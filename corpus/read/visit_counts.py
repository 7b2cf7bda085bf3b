"""Visits counted: by visitor, by who came along, by plant, by place and by month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from corpus.read.observations import Observation

MOST = 15  # values of one list


@dataclass(frozen=True, kw_only=True, slots=True)
class Tally:
    """How many visits have a value: what to ask for, what it is called, the count."""

    value: str
    text: str
    visits: int


@dataclass(frozen=True, kw_only=True, slots=True)
class VisitCounts:
    """The most frequent values of each kind, and the visits of each month (2026-03), oldest first."""

    visitors: tuple[Tally, ...]
    companions: tuple[Tally, ...]
    plants: tuple[Tally, ...]
    places: tuple[Tally, ...]
    months: tuple[tuple[str, int], ...]


def companions_of(visit: Observation) -> tuple[str, ...]:
    """Who came along, each once, as the article names them."""
    return tuple(dict.fromkeys(visit.values["companions"]))


def is_plant(visit: Observation) -> bool:
    """Whether a plant was visited that has an entry of its own."""
    return bool(visit.place_id and visit.place_id.startswith("factory/"))


def count_visits(visits: Iterable[Observation]) -> VisitCounts:
    """The counts of some visits."""
    visitors, companions, plants, places, months = (Counter[tuple[str, str]]() for _ in range(5))
    for visit in visits:
        visitors[visit.subject, visit.subject] += 1
        companions.update((name, name) for name in companions_of(visit))
        (plants if is_plant(visit) else places)[visit.place_id or visit.place, visit.place] += 1
        first, last = visit.values["date"], visit.values["date_end"] or visit.values["date"]
        if first and first[:7] == last[:7]:
            months[first[:7], ""] += 1
    return VisitCounts(
        visitors=_tallies(visitors),
        companions=_tallies(companions),
        plants=_tallies(plants),
        places=_tallies(places),
        months=tuple(sorted((month, count) for (month, _), count in months.items())),
    )


def _tallies(counts: Counter[tuple[str, str]]) -> tuple[Tally, ...]:
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0][1]))[:MOST]
    return tuple(Tally(value=value, text=text, visits=count) for (value, text), count in ordered if text)
