"""Copies of annotated Korean documents with other names in them, the particles after them made to agree."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from corpus.names.text import script_of
from models.kb import load_base
from models.scripts.markup import Annotation, Document
from models.scripts.name_sources import read_lists

LISTS = Path(__file__).parent.parent / "assets" / "lists_ko.toml"
# After a consonant, after a vowel; with ㄹ the third pair goes like a vowel.
_PARTICLES = (
    ("이라는", "라는"), ("이라고", "라고"), ("이라며", "라며"), ("이었", "였"), ("이며", "며"), ("이나", "나"),
    ("으로", "로"), ("은", "는"), ("이", "가"), ("을", "를"), ("과", "와"),
)  # fmt: skip
_HANGUL = re.compile(r"[\uac00-\ud7a3]")
_PLACE_TAIL = re.compile(
    r"(?<=..)(?:특별시|직할시|로동자구|노동자구|구역|지구|개발구|시장|시|군|구|리|동|읍|도|항|역|강|산|섬|령|호|거리|다리|대교|세관)$"
)
_DEATHLESS = frozenset(("김정은", "김정일", "김일성", "김여정", "김주애"))
_KEPT_PLACES = frozenset((
    "북한", "조선", "남한", "한국", "중국", "로씨야", "러시아", "미국", "일본", "평양", "평양시", "남조선", "북", "남",
    "중", "북중", "조중", "북러", "조로", "남북", "한미", "서울",
))  # fmt: skip


def final(char: str) -> int:
    """Which consonant a syllable ends in: 0 none, 8 ㄹ; what is no Hangul counts as none."""
    return (ord(char) - 0xAC00) % 28 if _HANGUL.match(char) else 0


def agree(old: str, new: str, after: str) -> str:
    """What stands after a name, its first particle made to agree with the new name."""
    if not _HANGUL.match(old[-1]) or not _HANGUL.match(new[-1]):
        return after
    was, now = final(old[-1]), final(new[-1])
    for closed, open_ in _PARTICLES:
        if closed == "으로":
            was_open, now_open = was in (0, 8), now in (0, 8)
        else:
            was_open, now_open = was == 0, now == 0
        before = open_ if was_open else closed
        beyond = after[len(before) :]
        single = len(before) == 1 and beyond[:1] and _HANGUL.match(beyond)
        if after.startswith(before) and not (single and not beyond.startswith(("부터", "서", "의", "도", "만"))):
            return (open_ if now_open else closed) + beyond
    return after


@dataclass
class KoreanNames:
    """A source of Korean names; what the base has, what the lists have, and what the training texts bear themselves."""

    rng: random.Random
    documents: Sequence[Document]
    lists: dict[str, dict[str, list[str]]] = field(default_factory=lambda: read_lists(LISTS))

    def __post_init__(self) -> None:
        self.known: dict[str, list[str]] = {}
        for entity in load_base():
            for name in entity.names:
                if script_of(name) == "hangul" and "(" not in name and len(name) > 1:
                    self.known.setdefault(entity.label, []).append(name)
        self.seen: dict[str, list[str]] = {}
        for document in self.documents:
            for span in document.spans:
                self.seen.setdefault(span.label, []).append(document.text[span.start : span.end])

    def pick(self, section: str, key: str) -> str:
        return self.rng.choice(self.lists[section][key])

    def given(self) -> str:
        size = self.rng.choices((1, 2, 3), weights=(6, 92, 2))[0]
        return "".join(self.pick("people", "syllables") for _ in range(size))

    def korean(self) -> tuple[str, str]:
        """A full Korean name and its surname."""
        family = self.pick("people", "surnames")
        if self.rng.random() < 0.6:
            family = self.rng.choice(self.lists["people"]["surnames"][:48])
        return family + self.given(), family

    def foreign(self) -> str:
        kind = self.rng.choices(("western", "chinese", "japanese"), weights=(6, 3, 1))[0]
        first, last = self.pick("people", f"{kind}_first"), self.pick("people", f"{kind}_last")
        if kind == "chinese":
            return first + last
        return f"{first} {last}"

    def stem(self) -> str:
        return "".join(self.pick("places", "syllables") for _ in range(2))

    def place(self, tail: str) -> str:
        if self.rng.random() < 0.35:
            fitting = [name for name in self.known["PLACE"] if name.endswith(tail) and len(name) > len(tail) + 1]
            if fitting:
                return self.rng.choice(fitting)
        return self.stem() + tail

    def unit(self) -> str:
        roll = self.rng.random()
        if roll < 0.15:
            return self.rng.choice(self.known["FACTORY"])
        name = self.stem() if roll < 0.7 else self.rng.choice(self.known["PLACE"])
        name = _PLACE_TAIL.sub("", name) if roll < 0.9 else name
        if self.rng.random() < 0.15:
            name += self.pick("units", "middles")
        return name + self.pick("units", "heads")

    def body(self, head: str) -> str:
        name = self.pick("organisations", "names") if self.rng.random() < 0.6 else self.stem()
        if self.rng.random() < 0.2:
            name = _PLACE_TAIL.sub("", self.rng.choice(self.known["PLACE"])) + name
        if self.rng.random() < 0.12:
            return name
        gap = " " if self.rng.random() < 0.25 else ""
        return name + gap + (head or self.pick("organisations", "heads"))


class KoreanSwapper:
    """New surfaces for the names of one document: the same name always becomes the same new name."""

    def __init__(self, names: KoreanNames, share: float) -> None:
        self.names, self.rng, self.share = names, names.rng, share
        self.done: dict[tuple[str, str], str] = {}
        self.families: dict[str, str] = {}

    def swap(self, surface: str, label: str) -> str:
        key = (surface, label)
        if key not in self.done:
            kept = self.rng.random() > self.share or not _HANGUL.match(surface[-1])
            self.done[key] = surface if kept else getattr(self, f"_{label.lower()}")(surface)
        return self.done[key]

    def _person(self, surface: str) -> str:
        if surface in _DEATHLESS:
            return surface
        if len(surface) == 1:
            return self.families.setdefault(surface, self.rng.choice(self.names.lists["people"]["surnames"][:48]))
        surnames = self.names.lists["people"]["surnames"]
        if len(surface) in (2, 3, 4) and " " not in surface and (surface[0] in surnames or surface[:2] in surnames):
            new, family = self.names.korean()
            self.families[surface[0]] = family
            return new
        new = self.names.foreign()
        return new if " " in surface or self.rng.random() < 0.4 else new.split()[-1]

    def _place(self, surface: str) -> str:
        if surface in _KEPT_PLACES or len(surface) < 2:
            return surface
        tail = _PLACE_TAIL.search(surface)
        if tail:
            return self.names.place(tail.group())
        if surface in self.names.lists["places"]["countries"]:
            return self.names.pick("places", "countries")
        roll = self.rng.random()
        if roll < 0.3:
            return self.names.pick("places", "abroad")
        if roll < 0.6:
            return _PLACE_TAIL.sub("", self.names.place("시" if roll < 0.45 else "군"))
        return self.rng.choice(self.names.seen["PLACE"]) if roll < 0.8 else surface

    def _factory(self, surface: str) -> str:
        return self.names.unit()

    def _org(self, surface: str) -> str:
        roll = self.rng.random()
        if roll < 0.3:
            return self.rng.choice(self.names.known["ORG"])
        if roll < 0.5:
            return self.rng.choice(self.names.seen["ORG"])
        heads = sorted(self.names.lists["organisations"]["heads"], key=len, reverse=True)
        return self.names.body(next((head for head in heads if surface.endswith(head)), ""))

    def _product(self, surface: str) -> str:
        roll = self.rng.random()
        if surface in self.names.lists["goods"]["brand_names"] or roll < 0.02:
            return self.names.pick("goods", "brand_names")
        if len(surface) == 1 and roll < 0.5:
            return surface
        if roll < 0.5:
            return self.names.pick("goods", "names")
        return self.rng.choice(self.names.seen["PRODUCT"]) if roll < 0.75 else surface


def swap_names(document: Document, names: KoreanNames, *, share: float = 0.75) -> Document:
    """A copy of the document with other names; particles agree, spans stand on the new names."""
    swapper = KoreanSwapper(names, share)
    pieces: list[str] = []
    spans: list[Annotation] = []
    position = length = 0
    after_name: tuple[str, str] | None = None
    for span in (*document.spans, None):
        between = document.text[position : span.start if span else len(document.text)]
        if after_name:
            between = agree(*after_name, between)
        pieces.append(between)
        length += len(between)
        if span is None:
            break
        old = document.text[span.start : span.end]
        new = swapper.swap(old, span.label)
        spans.append(Annotation(start=length, end=length + len(new), label=span.label, optional=span.optional))
        pieces.append(new)
        length += len(new)
        position, after_name = span.end, (old, new)
    return Document(slug=document.slug, path=document.path, text="".join(pieces), spans=tuple(spans))
