"""Where the augmentation takes its names from: the knowledge base, `assets/lists.toml`, and generators."""

from __future__ import annotations

import random
import tomllib
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from models.kb import load_base
from models.scripts import korean_names

if TYPE_CHECKING:
    from models.scripts.world_names import People

LISTS = Path(__file__).parent.parent / "assets" / "lists.toml"
_LOCAL_KINDS = frozenset(("city", "county", "ri", "district", "town", "province", "port"))
_NEAR = frozenset(("KP", "CN", "RU", "CN|KP", "KP|RU"))


def read_lists(path: Path = LISTS) -> dict[str, dict[str, list[str]]]:
    """The hand-written lists: section, key, entries."""
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    return {section: {key: _entries(text) for key, text in rows.items()} for section, rows in raw.items()}


def _entries(text: str) -> list[str]:
    return [" ".join(item.split()) for item in text.split(",") if item.strip()]


@dataclass(slots=False)
class Names:
    """A source of new names. `avoid` holds lower-case names that must never be given out."""

    rng: random.Random
    avoid: frozenset[str] = frozenset()
    lists: dict[str, dict[str, list[str]]] = field(default_factory=read_lists)

    @cached_property
    def known(self) -> dict[tuple[str, str], list[str]]:
        """(label, kind) -> Latin names in the base; (label, "") holds all of a label."""
        found: dict[tuple[str, str], list[str]] = defaultdict(list)
        for entity in load_base():
            for name in entity.names:
                if name.isascii() and "(" not in name and len(name) > 2 and name.lower() not in self.avoid:
                    found[entity.label, entity.kind].append(name)
                    found[entity.label, ""].append(name)
        return found

    @cached_property
    def near(self) -> dict[str, list[str]]:
        """Kind -> Latin names of places in North Korea and just across its northern border."""
        found: dict[str, list[str]] = defaultdict(list)
        for entity in load_base():
            if entity.label == "PLACE" and entity.country in _NEAR:
                found[entity.kind] += [name for name in entity.names if name in self.places]
        return found

    @cached_property
    def places(self) -> frozenset[str]:
        """Every Latin name of a place in the base."""
        return frozenset(self.known["PLACE", ""])

    @cached_property
    def neighbours(self) -> list[str]:
        """Names of cities and provinces elsewhere that the beat speaks of, from the list and the base."""
        known = [
            entity.name
            for entity in load_base()
            if entity.label == "PLACE" and entity.kind in ("city", "province") and entity.country not in _NEAR
        ]
        return self.lists["places"]["abroad"] + [name for name in known if name in self.places]

    @cached_property
    def abroad(self) -> frozenset[str]:
        """Names of cities and provinces elsewhere, all over the world."""
        from models.scripts.world_names import cities

        return frozenset((*self.neighbours, *cities()))

    @cached_property
    def people(self) -> People:
        """Full names of all over the world."""
        from models.scripts.world_names import People

        return People(self.rng)

    @cached_property
    def bodies(self) -> frozenset[str]:
        """Latin names of organisations in the base."""
        return frozenset(self.known["ORG", ""])

    @cached_property
    def countries(self) -> frozenset[str]:
        """Names of countries in the base."""
        return frozenset(self.known["PLACE", "country"])

    @cached_property
    def plurals(self) -> list[str]:
        """Lower-case names of goods in the plural."""
        goods = [name for name in self.known["PRODUCT", "commodity"] if name.islower() and _is_plural(name)]
        return goods + self.lists["goods"]["plural"]

    @cached_property
    def masses(self) -> list[str]:
        """Lower-case names of goods that have no plural."""
        goods = [name for name in self.known["PRODUCT", "commodity"] if name.islower() and not _is_plural(name)]
        return goods + self.lists["goods"]["mass"]

    def pick(self, section: str, key: str) -> str:
        """One entry of a hand-written list."""
        return self.rng.choice(self.lists[section][key])

    def place_tail(self, name: str) -> str:
        """The type noun at the end of a place's name, with its space or hyphen, or "" ("Kilju County": " County")."""
        tails = (tail if tail[0] == "-" else f" {tail}" for tail in self.lists["places"]["tails"])
        return next((tail for tail in tails if name.endswith(tail)), "")

    def _fresh(self, make: Callable[[], str]) -> str:
        """A name that is not to be avoided, nor holds one that is."""
        while True:
            name = make()
            if name.lower() not in self.avoid:
                return name

    def korean(self) -> tuple[str, str]:
        """A Korean full name and its surname."""
        while True:
            name, family = korean_names.full_name(self.rng)
            if name.lower() not in self.avoid:
                return name, family

    def place_abroad(self) -> str:
        """The name of a city or province elsewhere, every other one of a country that the beat speaks of."""
        from models.scripts.world_names import cities

        return self._fresh(lambda: self.rng.choice(self.neighbours if self.rng.random() < 0.5 else cities()))

    def foreign(self) -> tuple[str, str]:
        """A Western, Russian, Asian or Chinese full name and its surname."""
        roll = self.rng.random()
        if roll < 0.25:
            family = self.pick("people", "chinese_family")
            return f"{family} {self.pick('people', 'chinese_given')}", family
        if roll < 0.6:
            given, family = self.people.full_name()
            return f"{given} {family}", family
        family = self.pick("people", "family")
        middle = f"{self.rng.choice('ABCDEFGHJKLMRST')}. " if self.rng.random() < 0.08 else ""
        return f"{self.pick('people', 'given')} {middle}{family}", family

    def coined_place(self) -> str:
        """A made-up Korean place name."""

        def make() -> str:
            stem = self.pick("places", "stems")
            if self.rng.random() < 0.25:
                stem += self.pick("places", "stems")
            return (stem + self.pick("places", "endings")).capitalize()

        return self._fresh(make)

    def local_place(self) -> str:
        """The bare name of a place in North Korea, known or made up."""
        if self.rng.random() < 0.4:
            return self.coined_place()
        while True:
            name = self.rng.choice(self.near[self.rng.choice(sorted(_LOCAL_KINDS))])
            name = name.removesuffix(self.place_tail(name))
            if name.lower() not in self.avoid:
                return name

    def factory(self) -> str:
        """The name of a production unit, known or made up."""
        if self.rng.random() < 0.3:
            return self.rng.choice([name for name in self.known["FACTORY", ""] if " " in name])
        place = self.local_place()
        if self.rng.random() < 0.15:
            place = self.rng.choice(("Pyongyang", "Sinuiju", "Hamhung", "Wonsan", "Nampho", "Kaesong", "Sariwon"))
        if self.rng.random() < 0.12:
            place += self.rng.choice((" County", " City", " District"))
        middle = f" {self.pick('factories', 'qualifiers')}" if self.rng.random() < 0.2 else ""
        if self.rng.random() < 0.45:
            return f"{place}{middle} {self.pick('factories', 'units')}"
        return f"{place}{middle} {self.pick('factories', 'kinds')} {self.pick('factories', 'heads')}"

    def organisation(self) -> str:
        """The name of an organisation, known or made up."""
        if self.rng.random() < 0.5:
            return self.rng.choice([name for name in self.known["ORG", ""] if " " in name])
        lead = self.rng.choice(("Korea", "Korean", "Pyongyang", "Choson", self.coined_place(), self.coined_place()))
        if self.rng.random() < 0.4:
            lead += f" {self.coined_place()}"
        return f"{lead} {self.pick('organisations', 'bodies')}"

    def firm(self) -> str:
        """The made-up name of a firm, in one word ("Veltrix", "PayLume")."""

        def make() -> str:
            stem, end = self.pick("organisations", "firm_stems"), self.pick("organisations", "firm_ends")
            return stem + (end.capitalize() if self.rng.random() < 0.15 else end)

        return self._fresh(make)

    def initials(self) -> str:
        """Three to five capitals that stand for some organisation."""

        def make() -> str:
            return "".join(self.rng.choices("AABCCDEFGHIIJKLMNNOPPRSSTTUVW", k=self.rng.choice((3, 3, 3, 4, 4, 5))))

        return self._fresh(make)

    def brand(self) -> str:
        """A made-up brand, alone or with its good."""
        name = self.coined_place()
        return f"{name} {self.pick('goods', 'brand_heads')}" if self.rng.random() < 0.5 else name


def _is_plural(name: str) -> bool:
    return name.endswith("s") and not name.endswith(("ss", "us", "is"))
