"""The figures of one cell: one number as a rule, what it was before in brackets, or buying and selling side by side."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from extract.facts.tables.quantities import Number, read_number
from extract.facts.tables.table_words import meaning, scan
from extract.facts.tables.told_times import Told, bounds, read_times

_CUE = re.compile(r"\bbrackets?\b|\bparenthes[ei]s\b|괄호|括号|括號|括弧|カッコ|かっこ|в скобках", re.IGNORECASE)
_CLAUSE = re.compile(r"[;,；，、.。](?!\d)|\s(?:and|while|а|и)\s")
_CHANGED = re.compile(
    r"\b(?:chang\w*|differ\w*|rise|against|than|percent\w*|share)\b|대비|증감|변동|비중|比上|涨跌|变化|增减|増減|変化|前年比"
    r"|изменени|разниц|дол[яи]\b|%",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\s?[(（\[【]\s?([^()（）\[\]【】]*)[)）\]】]$")
_PLAIN = re.compile(r"[\d.,\s\u00a0\u202f]+(?:[만천万千]\s?[\d.,]*)?\D{0,3}")
_BETWEEN = re.compile(r"\s?[/;|；／]\s?|[,，、](?=\s?\D)|·|<br>")


@dataclass(frozen=True, kw_only=True, slots=True)
class Earlier:
    """When the figures in brackets were so: a time of their own, or how long before the others ("-1w")."""

    told: Told | None = None
    shift: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """One number of a cell, in the words that hold it; `earlier` where it stands in brackets."""

    text: str
    number: Number
    earlier: bool = False


def earlier_of(texts: Iterable[str], day: date | None) -> Earlier | None:
    """What the texts around a table say of the figures in brackets: that they are those of another time; else None."""
    for text in texts:
        for clause in _CLAUSE.split(text):
            if clause is None or _CUE.search(clause) is None or _CHANGED.search(clause):
                continue
            times = [told for told in read_times(clause) if bounds(told, day) is not None]
            if len(times) == 1:
                return Earlier(told=times[0])
            shift = next((token.value for token in scan(clause, ("shift",)) if token.value not in ("0", "vague")), None)
            if shift is not None and not times:
                return Earlier(shift=shift)
    return None


def parts_of(cell: str, earlier: Earlier | None) -> Sequence[Part]:
    """The figures in a cell; none where it holds no number, or several that nothing tells apart."""
    if not cell or meaning("absent", cell) is not None:
        return ()
    aside = _ASIDE.search(cell) if earlier is not None else None
    if aside is not None:
        return tuple(
            Part(text=text, number=number, earlier=inside)
            for text, inside in ((cell[: aside.start()].strip(), False), (aside[1].strip(), True))
            if (number := _number(text)) is not None and (not inside or _PLAIN.fullmatch(text))
        )
    number = read_number(cell)
    if number is not None:
        return (Part(text=cell, number=number),)
    return _levels(cell)


def _levels(cell: str) -> Sequence[Part]:
    """The rates of a cell that tells those of buying and of selling: "buy 30,100 / sell 30,900"."""
    texts = [text.strip() for text in _BETWEEN.split(cell) if text and text.strip()]
    numbers = [read_number(text) for text in texts]
    if len(texts) < 2 or any(number is None for number in numbers):
        return ()
    told = [number for number in numbers if number is not None]
    bare = [(text[: number.start] + " " + text[number.end :]) for text, number in zip(texts, told, strict=True)]
    if len({token.value for words in bare for token in scan(words, ("money",))}) == len(texts) > 1:
        return tuple(Part(text=text, number=number) for text, number in zip(texts, told, strict=True))
    if not all(scan(words, ("level",)) for words in bare):
        return ()
    return tuple(
        Part(text=_without_levels(text), number=number)
        for text in texts
        if (number := read_number(_without_levels(text))) is not None
    )


def _without_levels(text: str) -> str:
    for token in sorted(scan(text, ("level",)), key=lambda token: -token.start):
        text = text[: token.start] + " " + text[token.end :]
    return " ".join(text.split()).strip(" :：")


def _number(text: str) -> Number | None:
    return read_number(text) if text and meaning("absent", text) is None else None
