"""Copies of annotated Chinese and Japanese documents with other names in them; nothing has to agree there."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from corpus.names.text import script_of
from models.kb import load_base
from models.scripts.markup import Annotation, Document
from models.scripts.name_sources import read_lists

LISTS = Path(__file__).parent.parent / "assets" / "lists_han.toml"


class HanNames:
    """A source of names in Han and Kana: the base's, the lists', and those that the training texts bear themselves."""

    def __init__(self, rng: random.Random, documents: Sequence[Document], language: str) -> None:
        self.rng, self.lists = rng, read_lists(LISTS)[language]
        scripts = ("han", "kana") if language == "ja" else ("han",)
        self.known: dict[str, list[str]] = defaultdict(list)
        for entity in load_base():
            names = [name for name in entity.names if script_of(name) in scripts and len(name) > 1 and "(" not in name]
            if language == "ja" and entity.label == "PRODUCT":
                names = [name for name in names if script_of(name) == "kana"] or names[-1:]
            self.known[entity.label] += names
        self.seen: dict[str, list[str]] = defaultdict(list)
        for document in documents:
            for span in document.spans:
                self.seen[span.label].append(document.text[span.start : span.end])

    def pick(self, key: str) -> str:
        """An entry of a list."""
        return self.rng.choice(self.lists[key])

    def stem(self) -> str:
        """A made-up place of two characters, without what kind of place it is."""
        return self.pick("places") + self.pick("places")

    def make(self, surface: str, label: str) -> str:
        """A new name in place of another."""
        roll = self.rng.random()
        if label == "PERSON":
            if len(surface) == 1:
                return self.pick("surnames")
            if re.search(r"[・·ァ-ヶ]", surface) or len(surface) > 4:
                return self.pick("foreign")
            return self.pick("surnames") + "".join(self.pick("syllables") for _ in range(1 + (roll < 0.85)))
        if label == "PLACE":
            tail = next((tail for tail in sorted(self.lists["tails"], key=len) if surface.endswith(tail)), "")
            if roll < 0.5:
                return self.stem() + (tail if len(surface) > 2 else "")
            return (
                self.rng.choice(self.seen["PLACE"] if roll < 0.7 else self.known["PLACE"]) if roll < 0.85 else surface
            )
        if label == "FACTORY":
            return (self.stem() if roll < 0.6 else self.rng.choice(self.known["PLACE"])) + self.pick("units")
        if label == "ORG":
            if roll < 0.5:
                return self.rng.choice(self.seen["ORG"] if roll < 0.25 else self.known["ORG"])
            return (self.stem() if roll < 0.6 else "") + self.pick("names") + self.pick("bodies")
        return (
            self.rng.choice(self.known["PRODUCT"] if roll < 0.6 else self.seen["PRODUCT"]) if roll < 0.85 else surface
        )


def swap_han(document: Document, names: HanNames, *, share: float = 0.75) -> Document:
    """A copy of the document with other names; the same name always becomes the same new name."""
    done: dict[tuple[str, str], str] = {}
    pieces: list[str] = []
    spans: list[Annotation] = []
    position = length = 0
    for span in document.spans:
        surface = document.text[span.start : span.end]
        key = (surface, span.label)
        if key not in done:
            kept = surface in names.lists["kept"] or names.rng.random() > share
            done[key] = surface if kept else names.make(surface, span.label)
        between, new = document.text[position : span.start], done[key]
        pieces += [between, new]
        length += len(between)
        spans.append(Annotation(start=length, end=length + len(new), label=span.label, optional=span.optional))
        length += len(new)
        position = span.end
    pieces.append(document.text[position:])
    return Document(slug=document.slug, path=document.path, text="".join(pieces), spans=tuple(spans))
