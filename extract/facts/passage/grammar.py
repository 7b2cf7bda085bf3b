"""The grammar of a language, read from `extract/facts/<language>/grammar.toml`: numbers, units, times, cues.

Everything that differs between languages stands in these files; the modules of this package hold what does not.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from extract.facts.passage.anchored_forms import ANCHORED
from extract.facts.passage.calendar_forms import BUILDERS, Builder, Words

LANGUAGES = ("en", "ko", "zh", "ru", "ja")
_FORMS = {**BUILDERS, **ANCHORED}
_BASE = {"day": "day", "week": "week", "month": "month", "year": "year"}


@dataclass(frozen=True, kw_only=True, slots=True)
class TimeForm:
    """One way to write a time; `vague` ones have no dates."""

    pattern: re.Pattern[str]
    build: Builder | None
    anchored: bool
    aside: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Unit:
    """What may follow a number: a currency, a measure or a percent sign. `scale` turns it into `name`."""

    kind: str
    name: str
    scale: float = 1.0


@dataclass(frozen=True, kw_only=True, slots=True)
class ActivityRule:
    """Words by which a plant is told to do something; `side` says where it stands to them: before, after or any."""

    kind: str
    pattern: re.Pattern[str]
    side: str


@dataclass(frozen=True, kw_only=True, slots=True)
class VisitRule:
    """Words by which a visit is told; `visitor` and `place` say on which side of them each stands."""

    kind: str
    pattern: re.Pattern[str]
    visitor: str
    place: str


@dataclass(frozen=True, kw_only=True, eq=False)  # told apart by what it is, so that what a line gives can be kept by it
class Grammar:
    """One language. `refusals` tell by name why a quantity is no figure; `cues` are patterns used by name,
    `flows` the ways to say which way goods went, `parties` the countries that trade, by (id, name, spellings)."""

    language: str
    words: Words
    times: tuple[TimeForm, ...]
    units: tuple[tuple[re.Pattern[str], Unit], ...]
    refusals: tuple[tuple[str, re.Pattern[str]], ...]
    cues: Mapping[str, re.Pattern[str]]
    flows: tuple[tuple[str, re.Pattern[str]], ...]
    parties: tuple[tuple[str, str, re.Pattern[str]], ...]
    activity: tuple[ActivityRule, ...]
    activity_refusals: tuple[tuple[str, re.Pattern[str]], ...]
    visits: tuple[VisitRule, ...]
    visit_refusals: tuple[tuple[str, re.Pattern[str]], ...]
    goods: re.Pattern[str] | None
    good_ids: Mapping[str, str]
    places: re.Pattern[str] | None
    place_ids: Mapping[str, str]

    def cue(self, name: str) -> re.Pattern[str]:
        """The pattern of a cue; one that never matches where the language has none."""
        return self.cues.get(name, _NEVER)


_NEVER = re.compile(r"(?!)")


@cache
def load_grammar(language: str) -> Grammar:
    """The grammar of a language.

    Raises: ValueError where the file names a builder that does not exist.
    """
    folder = resources.files("extract.facts") / language
    data = _with_plants(folder)
    flags = re.IGNORECASE if language in ("en", "ru") else 0
    macros = {name: _expand(text, {}) for name, text in data.get("macros", {}).items()}
    for name in list(macros):
        macros[name] = _expand(macros[name], macros)
    compiled = _Compiler(macros, flags)
    goods, good_ids = _names(data.get("goods", {}), data.get("bounds", {}).get("good", "{}"), flags)
    places, place_ids = _names(data.get("places", {}), data.get("bounds", {}).get("place", "{}"), flags)
    return Grammar(
        language=language,
        words=_words(data["words"]),
        times=tuple(compiled.time(form) for form in data["times"]),
        units=tuple((compiled(row[0]), Unit(kind=row[1], name=row[2], scale=_scale(row))) for row in data["units"]),
        refusals=tuple((name, compiled(text)) for name, text in data["refusals"].items()),
        cues={name: compiled(text) for name, text in data["cues"].items()},
        flows=tuple((row[0], compiled(row[1])) for row in data.get("flows", [])),
        parties=tuple((row[0], row[1], compiled(row[2])) for row in data.get("parties", [])),
        activity=tuple(
            ActivityRule(kind=row["kind"], pattern=compiled(row["p"]), side=row.get("side", "before"))
            for row in data.get("activity", [])
        ),
        activity_refusals=tuple((name, compiled(text)) for name, text in data.get("activity_refusals", {}).items()),
        visits=tuple(
            VisitRule(
                kind=row["kind"],
                pattern=compiled(row["p"]),
                visitor=row.get("visitor", "before"),
                place=row.get("place", "after"),
            )
            for row in data.get("visits", [])
        ),
        visit_refusals=tuple((name, compiled(text)) for name, text in data.get("visit_refusals", {}).items()),
        goods=goods,
        good_ids=good_ids,
        places=places,
        place_ids=place_ids,
    )


def _with_plants(folder: Traversable) -> dict[str, Any]:
    """What the language's files say; those that have much to say of plants and visits keep it in `plants.toml`."""
    data = tomllib.loads((folder / "grammar.toml").read_text("utf-8"))
    more = folder / "plants.toml"
    if more.is_file():
        for name, value in tomllib.loads(more.read_text("utf-8")).items():
            data[name] = [*value, *data.get(name, [])] if isinstance(value, list) else {**data.get(name, {}), **value}
    return data


@dataclass(frozen=True, slots=True)
class _Compiler:
    macros: Mapping[str, str]
    flags: int

    def __call__(self, text: str) -> re.Pattern[str]:
        return re.compile(_expand(text, self.macros), self.flags)

    def time(self, form: Mapping[str, Any]) -> TimeForm:
        kind = form["k"]
        if kind not in _FORMS and kind != "vague":
            raise ValueError(f"no builder of times: {kind!r}")
        return TimeForm(
            pattern=self(form["p"]),
            build=_FORMS.get(kind),
            anchored=kind.startswith("anchored") or kind == "same_period_of_year",
            aside=bool(form.get("aside")),
        )


def _expand(text: str, macros: Mapping[str, str]) -> str:
    for name, value in macros.items():
        text = text.replace(f"<<{name}>>", value)
    return text


def _scale(row: list[Any]) -> float:
    return float(row[3]) if len(row) > 3 else 1.0


def _words(data: Mapping[str, Any]) -> Words:
    return Words(
        months=data.get("months", {}),
        weekdays=data.get("weekdays", {}),
        counts=data.get("counts", {}),
        back=data.get("back", {}),
        units={**_BASE, **data.get("units", {})},
    )


def _names(table: Mapping[str, list[str]], bounds: str, flags: int) -> tuple[re.Pattern[str] | None, dict[str, str]]:
    """One pattern for all names of a table (id -> its spellings, which may be patterns), and the id by group."""
    if not table:
        return None, {}
    spelled = sorted(
        ((spelling, key) for key, spellings in table.items() for spelling in spellings), key=lambda each: -len(each[0])
    )
    ids = {f"n{index}": key for index, (_, key) in enumerate(spelled)}
    body = "|".join(f"(?P<n{index}>{spelling})" for index, (spelling, _) in enumerate(spelled))
    return re.compile(bounds.replace("{}", f"(?:{body})"), flags), ids
