"""Copies of annotated documents with other names in them, and with the layout that pages show."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import replace

from models.scripts import korean_names
from models.scripts.markup import Annotation, Document
from models.scripts.name_sources import Names

_KOREAN = frozenset(name for row in korean_names.SPELLED for name in row)
_KEPT_PLACES = frozenset(("North", "South", "DPRK", "North Korea", "South Korea", "Pyongyang", "U.S.", "ROK", "DMZ"))
_KEPT_PEOPLE = frozenset(("Kim Jong Un", "Kim Jong-un", "Kim Jong Il", "Kim Il Sung", "Kim Yo Jong"))
_CURLY = str.maketrans({"'": "’"})
_DATELINE = re.compile(r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?(?=,| \(|, [A-Z])")
_SENTENCE = re.compile(r"(?:(?<=^)|(?<=[.!?] )|(?<=\n\n))[A-Z][^\n.!?\"“”]+(?=[.!?](?:\s|$))")
_WORD = re.compile(r"(?<![\w’'])[a-z][\w’']*")
_SMALL_WORDS = frozenset(
    ("a", "an", "the", "and", "or", "of", "in", "on", "at", "to", "for", "by", "as", "with", "from")
)


Swap = Callable[[str], "str | None"]


class Swapper:
    """New surfaces for the names of one document: the same name always becomes the same new name."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.rng = names.rng
        self.done: dict[tuple[str, str], str | None] = {}
        self.families: dict[str, str] = {}

    def swap(self, surface: str, label: str) -> str | None:
        """The new surface; the same one if it stays; None if it becomes a word that is no mention (see `word`)."""
        key = (surface, label)
        if key not in self.done:
            make: Swap = getattr(self, f"_{label.lower()}")
            self.done[key] = make(surface)
        return self.done[key]

    def _chance(self, share: float) -> bool:
        return self.rng.random() < share

    def _person(self, surface: str) -> str:
        if surface in _KEPT_PEOPLE and self._chance(0.6):
            return surface
        parts = surface.split()
        if len(parts) == 1 and "-" not in surface:
            if surface in self.families:
                return self.families[surface]
            if surface.isupper() or not self._chance(0.8):
                return surface
            korean = surface in _KOREAN
            return korean_names.surname(self.rng) if korean else self.names.foreign()[1]
        if not self._chance(0.85):
            return surface
        korean = parts[0] in _KOREAN or parts[-1] in _KOREAN
        new, family = self.names.korean() if korean else self.names.foreign()
        self.families[parts[0] if parts[0] in _KOREAN or not korean else parts[-1]] = family
        if not korean:
            self.families[parts[-1]] = family
        return new.upper() if surface.isupper() else new

    def _place(self, surface: str) -> str:
        if surface in _KEPT_PLACES and self._chance(0.93):
            return surface
        if surface in self.names.countries:
            return self.rng.choice(sorted(self.names.countries)) if self._chance(0.15) else surface
        if not self._chance(0.6):
            return surface
        tail = self.names.place_tail(surface)
        if not tail and " " in surface:
            return surface
        bare = surface.removesuffix(tail)
        foreign = bare in self.names.abroad
        new = self.names.place_abroad() if foreign else self.names.local_place()
        return (new.upper() if surface.isupper() else new) + tail

    def _factory(self, surface: str) -> str:
        words = surface.split()
        # Plants named together: "Unryul" and "Jaeryong mines".
        if len(words) == 1 and surface.istitle() and not surface.isdigit():
            return self.names.local_place() if self._chance(0.6) else surface
        if words[-1].islower() and words[0].istitle() and len(words) < 4 and not words[1].istitle():
            return " ".join((self.names.local_place(), *words[1:])) if self._chance(0.6) else surface
        plain = len(words) > 1 and words[-1][0].isupper() and not words[-1].endswith("ills")
        return self.names.factory() if plain and self._chance(0.65) else surface

    def _org(self, surface: str) -> str:
        if surface.startswith("Ministry of") and self._chance(0.5):
            return f"Ministry of {self.names.pick('organisations', 'ministries')}"
        if surface in self.names.bodies and not self._chance(0.15):
            return surface
        if surface.isalpha() and surface.isupper():
            return self.names.initials() if self._chance(0.35) else surface
        if surface.isalpha() and surface[0].isupper():
            return self.names.firm() if self._chance(0.35) else surface
        if " " not in surface or not surface[0].isupper() or not self._chance(0.35):
            return surface
        return self.names.organisation()

    def _product(self, surface: str) -> str | None:
        if not surface[1:].islower():
            brand = surface[0].isupper() and any(word[0].isupper() for word in surface.split()[:1])
            return self.names.brand() if brand and self._chance(0.3) else surface
        if surface[0].isupper() and " " not in surface and not self._chance(0.5):
            return surface  # a brand of one word, or a good that opens the sentence
        roll = self.rng.random()
        if roll < 0.06:
            return None
        if roll > 0.45:
            return surface
        plural = surface.endswith("s") and not surface.endswith(("ss", "us"))
        new = self.rng.choice(self.names.plurals if plural else self.names.masses)
        return new[0].upper() + new[1:] if surface[0].isupper() else new

    def word(self, surface: str) -> str:
        """A word for a good's place that names no particular good."""
        new = self.names.pick("goods", "not_goods")
        return new.capitalize() if surface[0].isupper() else new


def _rebuild(document: Document, swapper: Swapper, *, suffix: str) -> Document:
    pieces: list[str] = []
    spans: list[Annotation] = []
    length = position = 0
    for span in document.spans:
        before = document.text[position : span.start]
        surface = document.text[span.start : span.end]
        new = swapper.swap(surface, span.label)
        kept = new is not None
        new = new if new is not None else swapper.word(surface)
        pieces += [before, new]
        start = length + len(before)
        length = start + len(new)
        if kept:
            spans.append(Annotation(start=start, end=length, label=span.label, optional=span.optional, line=span.line))
        position = span.end
    pieces.append(document.text[position:])
    return Document(slug=document.slug + suffix, path=document.path, text="".join(pieces), spans=tuple(spans))


def _relayout(document: Document, rng: random.Random) -> Document:
    """The same characters but for quotes, paragraph breaks and a dateline in capitals; offsets stay."""
    text = document.text
    if rng.random() < 0.4:
        text = text.translate(_CURLY)
        text = re.sub(r'"(?=\w)', "“", text)
        text = re.sub(r'(?<=\S)"', "”", text)
    layout = rng.random()
    if layout < 0.25:
        text = text.replace("\n\n", " \n")
    elif layout < 0.35:
        text = text.replace("\n\n", "  ")
    dateline = _DATELINE.match(text)
    if dateline and rng.random() < 0.4:
        text = dateline.group().upper() + text[dateline.end() :]
    return Document(slug=document.slug, path=document.path, text=text, spans=document.spans)


def _titled(document: Document, rng: random.Random) -> Document:
    """The document under a headline made of one of its sentences, with capitals as headlines have them."""
    sentences = [match for match in _SENTENCE.finditer(document.text) if 4 <= len(match.group().split()) <= 16]
    if not sentences:
        return document
    start, end = rng.choice(sentences).span()
    if any(span.start < end < span.end or span.start < start < span.end for span in document.spans):
        return document
    roll = rng.random()
    if roll < 0.08:
        headline = document.text[start:end].upper()
    elif roll < 0.75:
        headline = _WORD.sub(_capitalised, document.text[start:end])
    else:
        headline = document.text[start:end]
    if len(headline) != end - start:
        return document
    shift = len(headline) + 2
    spans = [_moved(span, -start) for span in document.spans if start <= span.start and span.end <= end]
    spans += [_moved(span, shift) for span in document.spans]
    text = f"{headline}\n\n{document.text}"
    return Document(slug=document.slug, path=document.path, text=text, spans=tuple(spans))


def _capitalised(match: re.Match[str]) -> str:
    word = match.group()
    return word if word in _SMALL_WORDS else word[0].upper() + word[1:]


def _moved(span: Annotation, by: int) -> Annotation:
    return replace(span, start=span.start + by, end=span.end + by)


def _paragraphs(document: Document, rng: random.Random) -> list[Document]:
    """The document whole, or now and then as its single paragraphs."""
    if rng.random() > 0.3 or "\n\n" not in document.text:
        return [document]
    found, offset = [], 0
    for number, text in enumerate(document.text.split("\n\n")):
        end = offset + len(text)
        spans = tuple(_moved(s, -offset) for s in document.spans if offset <= s.start and s.end <= end)
        found.append(Document(slug=f"{document.slug}-{number}", path=document.path, text=text, spans=spans))
        offset = end + 2
    return found


def augmented(documents: list[Document], *, copies: int, rng: random.Random, avoid: list[Document]) -> list[Document]:
    """`copies` of each document with other names; no name of the documents in `avoid` is used."""
    taken = frozenset(d.text[s.start : s.end].lower() for d in avoid for s in d.spans if s.label != "PRODUCT")
    names = Names(rng=rng, avoid=taken)
    found: list[Document] = []
    for document in documents:
        for copy in range(copies):
            swapped = _rebuild(document, Swapper(names), suffix=f"~{copy}")
            if rng.random() < 0.35:
                swapped = _titled(swapped, rng)
            found += [_relayout(part, rng) for part in _paragraphs(swapped, rng)]
    return found
