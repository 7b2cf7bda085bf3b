"""From stories and what ties them to events: groups, who said it first, and how many said it of their own."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import combinations, product

from corpus.store.derived import day_in_korea
from corpus.store.event_records import Event, EventMember, Evidence, ToldStory
from extract.events.comparing import WINDOW
from extract.stories.grouping import average_link, put_together

Pair = tuple[str, str]
# in thousandths, the mean likeness down to which groups join, and from which two stories draw each other in; below one
# half, since stories of one event that share too little to meet count as nothing in the mean
JOINS = 450
# two groups of so many stories, each joined by no less than this, are two events that are like one another (a visit and
# the rally that answers it): many tell of either, and none of them joins the two
FIRM, LEAST_FIRM = 650, 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Ruled:
    """What people decided of these stories: pairs together, pairs apart, and stories taken out of their event."""

    together: tuple[Pair, ...] = ()
    apart: tuple[Pair, ...] = ()
    split: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True, slots=True)
class Tied:
    """Stories drawn together, with what is known of pairs of them, and the names of media that they cite."""

    stories: Mapping[str, ToldStory]
    evidence: Mapping[Pair, Evidence]
    media: Mapping[str, str] = field(default_factory=dict)
    ruled: Ruled = Ruled()


def arrival(story: ToldStory) -> tuple[str, str]:
    """What orders an event's stories: publication, then id; one without a date comes last."""
    return story.first_published or "9999", story.id


def tell_events(tied: Tied) -> list[Event]:
    """The events that these stories tell."""
    ordered = [story.id for story in sorted(tied.stories.values(), key=arrival)]
    place = {story: number for number, story in enumerate(ordered)}
    likeness = {}
    for (a, b), evidence in tied.evidence.items():
        if a in place and b in place and (a in tied.ruled.split) == (b in tied.ruled.split):
            likeness[min(a, b, key=place.__getitem__), max(a, b, key=place.__getitem__)] = evidence.likeness
    apart = [*tied.ruled.apart, *_far_apart(ordered, tied)]
    groups = average_link(ordered, likeness, apart=apart, threshold=JOINS)
    if any(len(group) >= 2 * LEAST_FIRM for group in groups):
        firm = [g for g in average_link(ordered, likeness, apart=apart, threshold=FIRM) if len(g) >= LEAST_FIRM]
        apart += (pair for one, other in combinations(firm, 2) for pair in product(one, other))
        groups = average_link(ordered, likeness, apart=apart, threshold=JOINS)
    # what a person put together, time does not part
    groups = put_together(groups, tied.ruled.together, tied.ruled.apart)
    for group in groups:
        group.sort(key=place.__getitem__)
    groups.sort(key=lambda group: place[group[0]])
    return [tell_event([tied.stories[story] for story in group], tied) for group in groups]


def _far_apart(ordered: Sequence[str], tied: Tied) -> Iterable[Pair]:
    """Pairs that came out too far apart for one event."""
    days = {story: day_in_korea(tied.stories[story].first_published) for story in ordered}
    for a, b in combinations(ordered, 2):
        one, other = days[a], days[b]
        if one and other and abs(one - other) > timedelta(days=WINDOW):
            yield a, b


def tell_event(members: Sequence[ToldStory], tied: Tied) -> Event:
    """The event that these stories tell, which come in order of publication."""
    best = min(members, key=lambda story: (-len(story.outlets), -story.articles, arrival(story)))
    name, why = first_told(members, tied.media)
    return Event(
        id=members[0].id,
        title=best.title,
        story=best.id,
        first_published=min((s.first_published for s in members if s.first_published), default=None),
        last_published=max((s.last_published for s in members if s.last_published), default=None),
        articles=sum(story.articles for story in members),
        outlets=len(frozenset().union(*(story.outlets for story in members))),
        independent=len(sources(members)),
        languages=tuple(sorted({story.language for story in members if story.language})),
        first_told_by=name,
        first_why=why,
        members=tuple(_member(story, members, tied.evidence) for story in members),
    )


def _member(story: ToldStory, members: Sequence[ToldStory], evidence: Mapping[Pair, Evidence]) -> EventMember:
    known = [
        (found.likeness, other.id, found.why)
        for other in members
        if other is not story and (found := evidence.get((min(story.id, other.id), max(story.id, other.id))))
    ]
    if not known:
        why = "by decision" if len(members) > 1 else None
        return EventMember(story=story.id, nearest=None, score=None, why=why)
    likeness, nearest, why = min(known, key=lambda row: (-row[0], row[1]))
    return EventMember(story=story.id, nearest=nearest, score=likeness / 1000, why=why)


def sources(members: Sequence[ToldStory]) -> frozenset[str]:
    """Who an event is known from: each outlet's family that has it from nobody, and each medium that others cite."""
    return frozenset().union(*(roots(story, members) for story in members))


def roots(story: ToldStory, members: Sequence[ToldStory], seen: Collection[str] = ()) -> frozenset[str]:
    """Where a story has its report from, along the chain of those it cites, else of the first that it translates:
    entities of media, or families.
    """
    own = frozenset({story.source or story.family})
    if story.id in seen:
        return own
    if not story.cites:
        before = (other for other in members if other.id in story.translates and arrival(other) < arrival(story))
        first = min(before, key=arrival, default=None)
        return roots(first, members, (*seen, story.id)) if first else own
    found: set[str] = set()
    for medium in sorted(story.cites):
        cited = [other for other in members if other.source == medium and other is not story]
        found |= roots(cited[0], members, (*seen, story.id)) if cited else {medium}
    return frozenset(found)


def first_told(members: Sequence[ToldStory], media: Mapping[str, str]) -> tuple[str, str]:
    """(who said it first, how that is known): whom the earliest story has it from, else the earliest itself."""
    first = members[0]
    if first.cites:
        origin = sorted(roots(first, members))[0]
        by_source = [story.origin for story in members if (story.source or story.family) == origin]
        return (by_source[0] if by_source else media.get(origin, origin)), "cited"
    return first.origin, "earliest" if len(members) > 1 else "alone"
