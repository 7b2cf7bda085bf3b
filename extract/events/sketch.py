"""What is looked at of a story when it is compared with another: names, figures, days, acts, words, passages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from corpus.store.event_records import Citation, NamedIn, StoryText
from extract.events.citing import citations
from extract.events.counting import counts_in
from extract.events.focus import Focus, Name, cities_in, focus_on
from extract.events.genre import genre_of, has_voice
from extract.events.happenings import what_happens
from extract.events.leads import lead_of
from extract.events.rarity import name_weight
from extract.events.told_days import told_days
from extract.events.word_likeness import meaning, wording
from extract.stories.compare import read_text
from extract.stories.numbers import figures
from extract.stories.words import Hashes

# in characters of the text: further down, words are background
BODY = 1500


@dataclass(frozen=True, kw_only=True)
class Sketch:
    """A story as it is compared. `days` are the single days that its lead tells, `figures` the numbers by weight,
    `counts` the small numbers of headline and lead, `passages` hashes of every fourteen words or so, `meaning` the
    direction of its lead in the space of word vectors.
    """

    story: str
    language: str
    outlet: str
    medium: str | None
    published: date | None
    names: Mapping[str, Name]
    figures: Mapping[str, int]
    counts: frozenset[int]
    days: frozenset[date]
    citations: tuple[Citation, ...]
    happens: frozenset[str]
    title_happens: frozenset[str]
    home: bool
    genre: str
    voice: bool
    title: Mapping[str, float]
    head: Mapping[str, float]
    words: Mapping[str, float]
    passages: Hashes
    meaning: NDArray[np.float32] | None = field(compare=False)

    @cached_property
    def leading(self) -> dict[str, Name]:
        """The names in headline and lead."""
        return {key: name for key, name in self.names.items() if name.leading}

    @cached_property
    def leading_weight(self) -> float:
        """How much they say together."""
        return sum(name.weight for name in self.leading.values())

    @cached_property
    def cities(self) -> frozenset[str]:
        """What it names that may hold several places of one happening."""
        return cities_in(self.names)

    @cached_property
    def cited(self) -> frozenset[str]:
        """Whom it cites."""
        return frozenset(each.cited for each in self.citations)

    def focus(self, label: str, *, across: bool) -> Focus:
        """What it is about under a label."""
        found = self._focuses.get((label, across))
        if found is None:
            found = self._focuses[label, across] = focus_on(self.names, label, across=across)
        return found

    @cached_property
    def _focuses(self) -> dict[tuple[str, bool], Focus]:
        return {}


def sketch(text: StoryText, names: Sequence[NamedIn]) -> Sketch:
    """A story's sketch, made of the article that stands for it."""
    language = text.language or "en"
    lead = lead_of(text)
    opening = f"{text.title}\n{lead}"
    happens = what_happens(opening, language)
    return Sketch(
        story=text.story,
        language=language,
        outlet=text.outlet,
        medium=text.medium,
        published=text.day,
        names=read_names(names, lead=len(lead)),
        figures=_figures(text),
        counts=counts_in(opening, language),
        citations=citations(text, names),
        days=told_days(opening, language, text.day),
        happens=happens,
        title_happens=what_happens(text.title, language) if happens else frozenset(),
        genre=genre_of(text.title, text.text, language),
        home=speaks_of_home(text, names),
        voice=has_voice(text.title, text.text, language),
        title=wording(text.title, language),
        head=wording(opening, language),
        words=wording(f"{text.title}\n{text.text[:BODY]}", language),
        passages=read_text(text.text).sketch,
        meaning=meaning(opening) if language == "en" else None,
    )


def read_names(names: Iterable[NamedIn], *, lead: int) -> dict[str, Name]:
    """The entities that a text names, by id."""
    found: dict[str, Name] = {}
    for each in names:
        known = found.get(each.entity_id)
        titled = each.field == "title" or (known is not None and known.titled)
        leading = titled or (each.field == "text" and each.start < lead) or (known is not None and known.leading)
        if known is None or (titled, leading) != (known.titled, known.leading):
            found[each.entity_id] = Name(
                weight=name_weight(each.entity_id, each.label, each.kind or ""),
                label=each.label,
                parent=each.parent_id,
                country=each.country or "",
                titled=titled,
                leading=leading,
            )
    return found


# days and months, whose numbers are no figures
_DATES = re.compile(
    r"\d{1,2}\s?[월일月日]"
    r"|\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.? \d{1,2}\b(?! ?(?:%|percent))"
    r"|\b\d{1,2} (?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|январ|феврал|март|апрел|ма[яе]|июн|июл|август"
    r"|сентябр|октябр|ноябр|декабр)",
    re.IGNORECASE,
)


# the country, where it stands as no name of a place: "North Korean boats"
HOME = "KP"
_HOME = re.compile(
    r"north korea|n\. ?korea|dprk|pyongyang|북한|북측|조선|朝鲜|朝鮮|北韓|北韩|кндр|северокоре|северной коре", re.I
)


def speaks_of_home(text: StoryText, names: Iterable[NamedIn]) -> bool:
    """Whether a report names North Korea, or anything in it."""
    return any(HOME in (name.country or "") for name in names) or bool(_HOME.search(f"{text.title}\n{text.text}"))


def _figures(text: StoryText) -> dict[str, int]:
    """The figures of headline and text, without those that are days or years."""
    return figures(_DATES.sub(" ", f"{text.title}\n{text.text}"))
