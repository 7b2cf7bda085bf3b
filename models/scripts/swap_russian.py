"""Copies of annotated Russian documents with other names where nothing has to be declined.

These are Korean names of three words, which are the same in every case but a last ending, and names in quotation marks.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

from models.scripts.markup import Annotation, Document
from models.scripts.name_sources import read_lists
from models.scripts.rule_names import cyrillic
from models.scripts.swap_korean import LISTS

RUSSIAN_LISTS = LISTS.parent / "lists_ru.toml"
_KOREAN = re.compile(r"[А-ЯЁ][а-яё]{0,5} [А-ЯЁ][а-яё]{0,5} [А-ЯЁ][а-яё]{0,6}")


class RussianNames:
    """A source of Korean names and of names in quotation marks."""

    def __init__(self, rng: random.Random, documents: Sequence[Document]) -> None:
        self.rng, self.lists, own = rng, read_lists(LISTS), read_lists(RUSSIAN_LISTS)["names"]
        self.families, self.own = own["surnames"], own["own"]

    def syllable(self) -> str:
        """A Korean syllable in Cyrillic, as it begins a word."""
        return cyrillic(self.rng.choice(self.lists["people"]["syllables"])).title()

    def person(self) -> str:
        """A Korean name of three words."""
        return f"{self.rng.choice(self.families)} {self.syllable()} {self.syllable()}"

    def quoted(self) -> str:
        """A name as firms, plants and brands bear in quotation marks."""
        if self.rng.random() < 0.4:
            return self.rng.choice(self.own)
        syllables = "".join(self.rng.choice(self.lists["places"]["syllables"]) for _ in range(2))
        return cyrillic(syllables).title()


def swap_russian(document: Document, names: RussianNames, *, share: float = 0.7) -> Document:
    """A copy of the document with other names; the same name always becomes the same new name."""
    done: dict[str, str] = {}
    pieces: list[str] = []
    spans: list[Annotation] = []
    position = length = 0
    for span in document.spans:
        surface, text = document.text[span.start : span.end], document.text
        if surface not in done:
            quoted = text[span.start - 1 : span.start] == "«" and text[span.end : span.end + 1] == "»"
            new = surface
            if names.rng.random() < share:
                if span.label == "PERSON" and _KOREAN.fullmatch(surface) and surface.split()[0] in names.families:
                    new = names.person()
                elif quoted and " " not in surface:
                    new = names.quoted()
            done[surface] = new
        between, new = text[position : span.start], done[surface]
        pieces += [between, new]
        length += len(between)
        spans.append(Annotation(start=length, end=length + len(new), label=span.label, optional=span.optional))
        length += len(new)
        position = span.end
    pieces.append(document.text[position:])
    return Document(slug=document.slug, path=document.path, text="".join(pieces), spans=tuple(spans))
