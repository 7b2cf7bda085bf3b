"""Persons that the Russian tagger takes for places, plants or bodies, told by the grammar of their words."""

from __future__ import annotations

from collections.abc import Iterator

from models.components.russian_lines import grammar, units_of
from models.components.russian_names import analyser

Span = tuple[int, int, str]
_PERSONS = ("Name", "Surn", "Patr")
_OTHERS = ("Geox", "Orgn")
_HEADS = ("F", "O", "L", "T")


def _is_persons(word: str) -> bool:
    """Whether the dictionary knows a word as a name of persons and as nothing else that is called so."""
    parses = analyser().parse(word)[:4]
    names = any(kind in parses[0].tag for kind in _PERSONS)
    return names and parses[0].is_known and not any(kind in parse.tag for parse in parses for kind in _OTHERS)


def persons_in(line: str, span: Span) -> Iterator[Span]:
    """The persons that a span of another label is: Влад, or Кокорин and Мамаев in "Кокорин и Мамаев"; else nothing.

    A word after a noun for a plant, body, place or work ("шахта", "имени" has none) is left.
    """
    start, end, label = span
    if label not in ("FACTORY", "PLACE", "ORG") or line[start - 1 : start] in tuple('«"“„'):
        return
    units = [(start + first, start + last) for first, last in units_of(line[start:end])]
    words = [line[first:last] for first, last in units]
    if len(words) == 1:
        before = units_of(line[:start])[-1:]
        head = grammar(line[slice(*before[0])])[4] if before else ""
        if head not in _HEADS and words[0][:1].isupper() and _is_persons(words[0]):
            yield start, end, "PERSON"
    elif len(words) == 3 and words[1] == "и" and _is_persons(words[0]) and _is_persons(words[2]):
        yield (*units[0], "PERSON")
        yield (*units[2], "PERSON")
