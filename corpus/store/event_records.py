"""What the events stage reads of a story, and what it stores: the records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True, slots=True)
class StoryText:
    """The article that stands for a story, as it is compared; `day` is the story's first day in Korea's calendar,
    `medium` the known entity that its outlet is.
    """

    story: str
    article: str
    outlet: str
    outlet_name: str
    medium: str | None
    language: str | None
    day: date | None
    title: str
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class NamedIn:
    """A mention of an entity in that article, with what is known of the entity."""

    field: str
    start: int
    end: int
    sent_start: int
    sent_end: int
    text: str
    label: str
    entity_id: str
    kind: str | None
    parent_id: str | None
    country: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Citation:
    """A story names a medium as where it has something from: `words` are the cue and the name, in `field` from `start`
    to `end`; `leading` when it does so in its headline or lead, so that the report as a whole rests on it.
    """

    cited: str
    words: str
    field: str
    start: int
    end: int
    leading: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """How likely two stories tell one event, in thousandths, and why; below 0: they are alike, and two by a rule."""

    story: str
    other: str
    likeness: int
    why: str


@dataclass(frozen=True, kw_only=True, slots=True)
class MetBy:
    """What a story is met by, as hashes, with how much each says: `firm` are names, figures and counts, `loose` what it
    is about, `words` those of its language.
    """

    firm: Mapping[int, float]
    loose: Mapping[int, float]
    words: Mapping[int, float]

    def every(self) -> frozenset[int]:
        """All of the hashes."""
        return frozenset((*self.firm, *self.loose, *self.words))


@dataclass(frozen=True, kw_only=True, slots=True)
class PlacedStory:
    """A story as the stage stores it: its digest (`input`), its day's number, the keys it is met by, whom it cites."""

    story: str
    input: str
    day: int | None
    keys: frozenset[int]
    citations: tuple[Citation, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ToldStory:
    """A story as a member of an event. `origin` is whom it comes from, an outlet of a `family`; `source` is the entity
    that this outlet is, if one is known; `cites` are the media that its lead rests on, `translates` the stories of
    which it, or they of it, are translations.
    """

    id: str
    title: str | None
    first_published: str | None
    last_published: str | None
    articles: int
    outlets: frozenset[str]
    origin: str
    family: str
    language: str | None
    source: str | None
    cites: frozenset[str]
    translates: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True, slots=True)
class EventMember:
    """A story's place in an event: the member it is most like, how likely (0 to 1), and why."""

    story: str
    nearest: str | None
    score: float | None
    why: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    """Stories that tell one happening. `story` is the one whose title stands for it; `first_told_by` who said it first
    (an outlet's or a medium's name) and `first_why` how that is known; `independent` counts own reporting.
    """

    id: str
    title: str | None
    story: str
    first_published: str | None
    last_published: str | None
    articles: int
    outlets: int
    independent: int
    languages: tuple[str, ...]
    first_told_by: str | None
    first_why: str | None
    members: tuple[EventMember, ...]
