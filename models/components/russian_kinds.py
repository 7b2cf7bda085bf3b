"""Persons that the Russian tagger takes for places, plants or bodies, told by the grammar of their words."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from models.components.russian_lines import grammar, units_of
from models.components.russian_names import analyser

Span = tuple[int, int, str]
_PERSONS = ("Name", "Surn", "Patr")
_OTHERS = ("Geox", "Orgn")
_SURNAMES = re.compile(r"^[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?$")
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


def is_event(line: str, span: Span) -> bool:
    """Whether a body is called by an event, a prize or a work: its first noun, or the noun before its quotes, is one.

    «Каннский международный кинофестиваль», «Государственная премия», конкурс «Мисс Вселенная».
    """
    start, end, label = span
    if label not in ("ORG", "FACTORY"):
        return False
    quoted = line[start - 1 : start] in tuple('«"“„')
    first = start - 1 if quoted else start
    words = [line[slice(*unit)] for unit in units_of(line[:first])[-1:]] if quoted else []
    words += [] if quoted else [line[start + a : start + b] for a, b in units_of(line[start:end])]
    nouns = (word for word in words if grammar(word)[1].startswith("NOUN"))
    return grammar(next(nouns, "-"))[4] == "T"


def with_first_name(line: str, span: Span, spans: Collection[Span]) -> Span:
    """A person with the first name before it that the tagger left out: Виктор|Шварценберг."""
    start, end, label = span
    before = units_of(line[:start])[-1:]
    if label != "PERSON" or not before or line[before[0][1] : start] != " ":
        return span
    first, last = before[0]
    word = line[first:last]
    named = word[:1].isupper() and word[1:].islower() and any("Name" in x.tag for x in analyser().parse(word)[:4])
    surname = _SURNAMES.search(" ".join(line[start:end].split()[-1:]))
    taken = any(s < last and first < e for s, e, _ in spans if (s, e) != (start, end))
    return span if taken or not named or not surname else (first, end, label)
