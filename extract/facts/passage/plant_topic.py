"""Which plant a clause means that names none in full: "the mill", "its workers", "Kumsong's tractors", "there"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.facts.passage.carried import Carried
from extract.facts.passage.grammar import Grammar
from extract.facts.passage.marks import Line, NameMark
from extract.facts.tables.known import whole_name

NEAR = 3  # lines within which "it" may mean a plant
FAR = 8  # lines within which a noun may ("the mill"), where a plant of that noun was named
_DIGEST = "- "  # each line of a digest tells of something else


def plant_meant(line: Line, carried: Carried, grammar: Grammar, first: int, last: int) -> NameMark | None:
    """The plant of the lines before that a clause means by "it" or "the smeltery"; None where it means none."""
    if carried.plant is None or line.text.startswith(_DIGEST):
        return None
    away = carried.line - carried.plant_line
    words = _words_for_it(line, grammar, first, last)
    if away <= FAR:
        for noun in words:
            named = [plant for plant in carried.recent_plants if len(noun) > 3 and noun in plant.text.lower()]
            if named:
                return _of_a_word(named, line) or named[-1]
    short = plant_by_short_name(line, carried, grammar)
    if short is not None or not words or away > NEAR:
        return short
    if "former" in words and len(carried.recent_plants) > 1:
        return carried.recent_plants[-2]
    return carried.recent_plants[-1] if "latter" in words else carried.plant


def _words_for_it(line: Line, grammar: Grammar, first: int, last: int) -> list[str]:
    """The words of a clause, else of its line, that may mean a plant: their first letters, the nouns of English."""
    pattern = grammar.cue("the_plant")
    found = list(pattern.finditer(line.between(first, last))) or list(pattern.finditer(line.masked))
    return [match[0].split()[-1].lower()[:6] if grammar.language == "en" else "" for match in found]


def _of_a_word(plants: Sequence[NameMark], line: Line) -> NameMark | None:
    """The plant whose name says what the line speaks of: "the complex … cement"."""
    told = set(re.findall(r"[a-z]{4,}", line.text.lower()))
    common = [
        plant for plant in plants if told & {word.lower() for word in plant.text.split()[1:-1] if len(word) > 3}
    ]  # fmt: skip
    return common[-1] if len({plant.text for plant in common}) == 1 else None


def in_full(plant: NameMark, carried: Carried) -> NameMark:
    """A plant that is called by the first word of its name, by its whole one where the text told that before."""
    for known in reversed(carried.recent_plants):
        longer = known.text != plant.text and not plant.entity_id
        if known.text.startswith(plant.text + " ") or (longer and known.text.lower().endswith(" " + plant.text)):
            return replace(plant, text=known.text, entity_id=known.entity_id, kind=known.kind, country=known.country)
    return plant


def plant_by_short_name(line: Line, carried: Carried, grammar: Grammar) -> NameMark | None:
    """The plant that a line calls by the first word of its name, as who does something: "Taean finished the rotor"."""
    if grammar.language != "en":
        return None
    for start, plant in _short_names(line, carried):
        before = line.text[: start - line.start]
        if not grammar.cue("not_a_subject").search(before) and not any(
            name.label == "FACTORY" and name.start <= start < name.end and name.text != plant.text.split()[0]
            for name in line.names
        ):
            return plant
    return None


def _short_names(line: Line, carried: Carried) -> Iterator[tuple[int, NameMark]]:
    for plant in reversed(carried.recent_plants):
        word = plant.text.split()[0]
        if len(word) < 5 or not word[0].isupper() or word == "Pyongyang" or word == plant.text:
            continue
        for match in re.finditer(
            rf"\b{re.escape(word)}\b(?! (?:County|City|District|Province|Area|area|[A-Z]))", line.text
        ):
            yield line.start + match.start(), plant


def plant_implied(line: Line, carried: Carried, grammar: Grammar) -> NameMark | None:
    """The plant that a text goes on about though the line has no word for it: nothing else there could be meant."""
    if carried.plant is None or carried.line - carried.plant_line > NEAR or line.text.startswith(_DIGEST):
        return None
    if line.labelled("FACTORY", "ORG") or grammar.cue("another_subject").search(line.masked):
        return None
    return carried.plant


def good_of_name(name: str) -> str | None:
    """The known good that a plant is called by: "leather shoes" of the Wonsan Leather Shoes Factory."""
    words = name.split()[1:-1]
    tails = (" ".join(words[index:]).lower() for index in range(len(words)))
    return next((tail for tail in tails if whole_name(tail, "PRODUCT") is not None), None)
