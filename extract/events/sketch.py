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
from extract.events.citing import citations, tellers
from extract.events.counted_things import quantities_in, tolls_in
from extract.events.counting import counts_in
from extract.events.focus import Focus, Name, cities_in, focus_on
from extract.events.genre import DIGEST, genre_of, has_voice
from extract.events.happenings import what_happens
from extract.events.leads import lead_of
from extract.events.rarity import name_weight
from extract.events.sounds import PROVISIONAL
from extract.events.standing import standing
from extract.events.subjects import subject_weights, subjects_in
from extract.events.told_days import told_days
from extract.events.word_likeness import meaning, wording
from extract.stories.compare import passages_of
from extract.stories.numbers import STRONG

# in characters of the text: further down, words are background
BODY = 1500
# so much of it tells of what manner it is
STANDING = 900
# how much a name, a figure or a subject says of what one sentence of a digest is about
LEAST_NAMED, STRONG_TOLD, WEAK_TOLD, SUBJECT_TOLD = 1.0, 2.0, 0.7, 0.6
# a name that tells one headline from another
LEAST_TITLED = 0.6
# a medium tells; the South's offices speak of all
LEAST_ABROAD = 0.3
AT_HOME = frozenset({"KP", "KR"})


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
    units: Mapping[str, frozenset[str]]
    lead_units: Mapping[str, frozenset[str]]
    tolls: frozenset[int]
    lead_figures: frozenset[str]
    title_figures: frozenset[str]
    counts: frozenset[int]
    days: frozenset[date]
    citations: tuple[Citation, ...]
    subjects: frozenset[str]
    title_subjects: frozenset[str]
    spoken: frozenset[str]
    items: tuple[tuple[int, Mapping[str, float]], ...]
    happens: frozenset[str]
    title_happens: frozenset[str]
    home: bool
    genre: str
    voice: bool
    standing: float
    title: Mapping[str, float]
    head: Mapping[str, float]
    words: Mapping[str, float]
    passages: frozenset[int]
    meaning: NDArray[np.float64] | None = field(compare=False)

    @cached_property
    def leading(self) -> dict[str, Name]:
        """The names in headline and lead."""
        return {key: name for key, name in self.names.items() if name.leading}

    @cached_property
    def leading_weight(self) -> float:
        """How much they say together."""
        return sum(name.weight for name in self.leading.values())

    @cached_property
    def titled(self) -> frozenset[str]:
        """The names in its headline that tell it from another."""
        return frozenset(key for key, name in self.names.items() if name.titled and name.weight >= LEAST_TITLED)

    @cached_property
    def headline(self) -> frozenset[str]:
        """What its headline names and is about, and what happens in it."""
        return self.titled | self.title_subjects | self.title_happens

    @cached_property
    def cities(self) -> frozenset[str]:
        """What it names that may hold several places of one happening."""
        return cities_in(self.names)

    @cached_property
    def cited(self) -> frozenset[str]:
        """Whom it cites."""
        return frozenset(each.cited for each in self.citations)

    @cached_property
    def abroad(self) -> frozenset[str]:
        """The countries of the places and offices that headline and lead name, but the one that is watched."""
        named = (n for n in self.leading.values() if n.label in ("PLACE", "ORG") and n.weight >= LEAST_ABROAD)
        return frozenset(code for name in named for code in name.country.split()) - AT_HOME

    @cached_property
    def strong(self) -> frozenset[str]:
        """The figures that are no coincidence."""
        return frozenset(name for name, weight in self.figures.items() if weight == STRONG)

    @cached_property
    def figures_weight(self) -> int:
        """How much the figures say together."""
        return sum(self.figures.values())

    @cached_property
    def subjects_weight(self) -> float:
        """How much the subjects of headline and lead say together."""
        return sum(subject_weights()[each] for each in self.subjects)

    def focuses(self, *, across: bool) -> Mapping[str, Focus]:
        """What it is about by label, where its lead names something."""
        return self._across if across else self._within

    @cached_property
    def _across(self) -> dict[str, Focus]:
        return self._focuses(across=True)

    @cached_property
    def _within(self) -> dict[str, Focus]:
        return self._focuses(across=False)

    def _focuses(self, *, across: bool) -> dict[str, Focus]:
        labels = {name.label for name in self.leading.values()}
        found = {label: focus_on(self.names, label, across=across) for label in labels}
        return {label: focus for label, focus in found.items() if focus.leading}


def sketch(text: StoryText, names: Sequence[NamedIn]) -> Sketch:
    """A story's sketch, made of the article that stands for it."""
    language = text.language or "en"
    lead = lead_of(text)
    opening = f"{text.title}\n{lead}"
    happens = what_happens(opening, language)
    genre = genre_of(text.title, text.text, language)
    names = told_names(text, names)
    spoken = subjects_in(f"{text.title}\n{text.text[:BODY]}", language)
    figures, units = _quantities(text.title, text.text)
    lead_figures, lead_units = _quantities(text.title, lead)
    return Sketch(
        story=text.story,
        language=language,
        outlet=text.outlet,
        medium=text.medium,
        published=text.day,
        names=read_names(names, lead=len(lead)),
        figures=figures,
        units=units,
        lead_units=by_unit(lead_units),
        tolls=tolls_in(opening.lower(), language),
        lead_figures=frozenset(lead_figures),
        title_figures=frozenset(_quantities(text.title)[0]),
        subjects=subjects_in(opening, language) if spoken else frozenset(),
        title_subjects=subjects_in(text.title, language) if spoken else frozenset(),
        spoken=spoken,
        items=items_of(text, names) if genre == DIGEST else (),
        counts=counts_in(opening, language),
        citations=citations(text, names),
        days=told_days(opening, language, text.day),
        happens=happens,
        title_happens=what_happens(text.title, language) if happens else frozenset(),
        genre=genre,
        home=speaks_of_home(text, names),
        voice=has_voice(text.title, text.text, language),
        standing=standing(text.title, text.text[:STANDING].removeprefix(text.title), language),
        title=wording(text.title, language),
        head=wording(opening, language),
        words=wording(f"{text.title}\n{text.text[:BODY]}", language),
        passages=frozenset(passages_of(text.text).tolist()),
        meaning=meaning(opening) if language == "en" else None,
    )


def told_names(text: StoryText, names: Sequence[NamedIn]) -> list[NamedIn]:
    """The names without those of who tells: the outlet's own, and what the knowledge base does not hold and a cue of
    citing marks ("(CBK) --", "CBK reported"). Who tells is not what is told.
    """
    own = text.outlet_name.lower()
    unknown = [name for name in names if PROVISIONAL in name.entity_id]
    told_by = tellers(text, unknown) | {n.entity_id for n in unknown if len(n.text) > 2 and n.text.lower() in own}
    return [name for name in names if name.entity_id not in told_by]


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


# days and months, in small letters, whose numbers are no figures. A pattern that begins with a digit or a space is
# found several times faster than one that begins with a month: the month is looked for before what may be its day
_DATE = re.compile(
    r"\d{1,2}(?:\s?[월일月日]|(?<!\w\d)(?<!\w\d\d) (?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec"
    r"|январ|феврал|март|апрел|ма[яе]|июн|июл|август|сентябр|октябр|ноябр|декабр))"
)
_DAY = re.compile(r" \d{1,2}\b(?! ?(?:%|percent))")
_MONTH = re.compile(r"(?:^|\W)(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?$")
LONGEST_MONTH = len(" september.")


# the country, where it stands as no name of a place: "North Korean boats"
HOME = "KP"
_HOME = re.compile(
    r"north korea|n\.korea|n\. korea|n korea|dprk|pyongyang|북한|북측|조선|대북|북중|북·중|북-중"
    r"|북러|북·러|북-러|북일|남북|북미|朝鲜|朝鮮|北韓|北韩|中朝|俄朝|日朝|美朝|赴朝|访朝|訪朝|对朝|対朝|自朝|朝[中俄方露]|驻朝"
    r"|金正恩|кндр|северокоре|северной коре"
)


def speaks_of_home(text: StoryText, names: Iterable[NamedIn]) -> bool:
    """Whether a report names North Korea, or anything in it."""
    return any(HOME in (name.country or "") for name in names) or bool(
        _HOME.search(f"{text.title}\n{text.text}".lower())
    )


# "$253.7m"; a bare "10m" may be meters
_MILLIONS = re.compile(r"([$€£¥]\s?\d[\d,.]*)\s?m\b")


# other scripts have digits, and letters that stand for them, of their own
_MAY_COUNT = re.compile(r"[^\x00-/:-\x7f]")


def _quantities(*parts: str) -> tuple[dict[str, int], dict[str, frozenset[str]]]:
    """The figures of parts of a text by weight, without those that are days or years, and what each counts."""
    whole = "\n".join(parts)
    if not _MAY_COUNT.search(whole):
        return {}, {}
    return quantities_in(_MILLIONS.sub(r"\1 million", without_dates(whole.lower())))


def without_dates(text: str) -> str:
    """A text in small letters without its days and months."""
    return _DAY.sub(_without_day, _DATE.sub(" ", text))


def _without_day(match: re.Match[str]) -> str:
    before = match.string[max(0, match.start() - LONGEST_MONTH) : match.start()]
    return " " if _MONTH.search(before) else match[0]


def by_unit(units: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    """The figures by what they count."""
    counted = sorted({unit for own in units.values() for unit in own})
    return {unit: frozenset(name for name, own in units.items() if unit in own) for unit in counted}


# where one thing that a digest tells may end and another begin
# (Chinese and Japanese set no space between sentences)
_SENTENCE = re.compile(r"(?<=[.!?;])\s+|(?<=[。！？])\s*|[▷■①-⑳●◆]|\n+")


def items_of(text: StoryText, names: Sequence[NamedIn]) -> tuple[tuple[int, Mapping[str, float]], ...]:
    """What each sentence of a digest names, counts and is about, with how much that says: by how much of it another
    report is met, it is told apart from one of many things in a round-up.
    """
    language, found, start = text.language or "en", [], 0
    for end in [*(match.end() for match in _SENTENCE.finditer(text.text)), len(text.text)]:
        sentence = text.text[start:end]
        told = {each: SUBJECT_TOLD * subject_weights()[each] for each in subjects_in(sentence, language)}
        figures = _quantities(sentence)[0].items()
        told |= {figure: STRONG_TOLD if weight == STRONG else WEAK_TOLD for figure, weight in figures}
        told |= {n.entity_id: _says(n) for n in names if n.field == "text" and start <= n.start < end and _says(n)}
        found.append((len(sentence), told))
        start = end
    return tuple(found)


def _says(name: NamedIn) -> float:
    weight = name_weight(name.entity_id, name.label, name.kind or "")
    return weight if weight >= LEAST_NAMED else 0.0
