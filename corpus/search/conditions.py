"""What each facet and each time asks of an article: conditions on `articles a` that its covering indexes answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from corpus.times import write_time

# what an article can be narrowed by, and left out by
FACETS = ("label", "entity", "outlet", "kind", "country", "topic", "language", "month", "story")


@dataclass(slots=True)
class Conditions:
    """Conditions so far, with their parameters."""

    letter: str = "p"
    parts: list[str] = field(default_factory=lambda: ["1"])
    parameters: dict[str, Any] = field(default_factory=dict)

    def name(self, value: Any) -> str:
        """The parameter that stands for a value."""
        key = f"{self.letter}{len(self.parameters)}"
        self.parameters[key] = value
        return f":{key}"


def add_filters(conditions: Conditions, filters: Sequence[tuple[str, str]]) -> None:
    """All of several entities, labels or topics; any of several outlets, months and whatever an article has one of."""
    alternatives: dict[str, list[str]] = {}
    for facet, value in filters:
        if facet in _SEVERAL:
            conditions.parts.append(facet_condition(facet)(conditions, [value]))
        else:
            alternatives.setdefault(facet, []).append(value)
    for facet, values in alternatives.items():
        conditions.parts.append(facet_condition(facet)(conditions, values))


def add_times(conditions: Conditions, start: datetime | None, end: datetime | None, *, of: str = "a") -> None:
    """The times between which an article, or a row of `of`, is to be published."""
    for operator, moment in ((">=", start), ("<", end)):
        if moment is not None:
            conditions.parts.append(f"{of}.published {operator} {conditions.name(write_time(moment))}")


def _listed(conditions: Conditions, values: Sequence[str]) -> str:
    return ", ".join(conditions.name(value) for value in values)


def _by_entity(conditions: Conditions, values: Sequence[str]) -> str:
    named = f"m.entity_id in ({_listed(conditions, values)})"
    return f"exists (select 1 from mentions m indexed by mentions_entity where {named} and m.article_id = a.id)"


def _by_label(conditions: Conditions, values: Sequence[str]) -> str:
    labels = _listed(conditions, values)
    return f"exists (select 1 from mentions m where m.article_id = a.id and m.label in ({labels}))"


def _by_outlet(conditions: Conditions, values: Sequence[str]) -> str:
    return f"a.outlet in ({_listed(conditions, values)})"


def _by_kind(conditions: Conditions, values: Sequence[str]) -> str:
    return f"a.outlet in (select id from outlets where kind in ({_listed(conditions, values)}))"


def _by_country(conditions: Conditions, values: Sequence[str]) -> str:
    return f"a.outlet in (select id from outlets where country in ({_listed(conditions, values)}))"


def _by_language(conditions: Conditions, values: Sequence[str]) -> str:
    return f"a.language in ({_listed(conditions, values)})"


def _by_topic(conditions: Conditions, values: Sequence[str]) -> str:
    return f"exists (select 1 from json_each(a.topics) where key in ({_listed(conditions, values)}))"


def by_month(conditions: Conditions, values: Sequence[str], *, of: str = "a") -> str:
    """Months (2026-03), years (2026), days, or "undated"."""
    either = []
    for value in values:
        if value == "undated":
            either.append("a.published is null")
        else:
            first, after = conditions.name(value), conditions.name(value + "~")
            either.append(f"({of}.published >= {first} and {of}.published < {after})")
    return f"({' or '.join(either)})"


def _by_story(conditions: Conditions, values: Sequence[str]) -> str:
    return f"a.story_id in ({_listed(conditions, values)})"


_BY_FACET: dict[str, Callable[[Conditions, Sequence[str]], str]] = {
    "label": _by_label,
    "entity": _by_entity,
    "outlet": _by_outlet,
    "kind": _by_kind,
    "country": _by_country,
    "topic": _by_topic,
    "language": _by_language,
    "month": by_month,
    "story": _by_story,
}
_SEVERAL = ("label", "entity", "topic")  # of which one article can have several
OF_OUTLETS = ("outlet", "kind", "country")  # what an article has by its outlet
OF_MENTIONS = ("label", "entity")  # what it has by what it names


def facet_condition(facet: str) -> Callable[[Conditions, Sequence[str]], str]:
    """What gives the SQL that an article has one of some values of a facet.

    Raises:
        ValueError: it is no facet of ours.
    """
    if facet not in _BY_FACET:
        raise ValueError(f"no facet {facet!r}; there are {', '.join(FACETS)}")
    return _BY_FACET[facet]
