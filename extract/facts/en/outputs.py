"""How much of what a sentence says was made: "wove 2.3 million meters of cloth", "12 tons of bean paste were brewed".

A quantity counts only where a word of making governs it: a verb before it, one behind it in the passive, or a noun
such as "output". The words are those of `plants.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from extract.facts.en.amounts import NUMBER, number_value
from extract.facts.passage.grammar import Grammar

_WORD_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
}  # fmt: skip
_UNITS = {
    "t": r"(?:metric )?ton(?:ne)?s?", "kg": r"kilogram(?:me)?s?|kilos?|kg", "m2": r"square met(?:er|re)s?|sq\.? ?m",
    "m3": r"cubic met(?:er|re)s?", "m": r"met(?:er|re)s?", "L": r"lit(?:er|re)s?", "kWh": r"kWh|kilowatt[ -]hours?",
    "pairs": r"pairs?", "sets": r"sets?", "packs": r"packs?|packets?", "bottles": r"bottles?", "boxes": r"box(?:es)?",
    "cans": r"cans?|tins?", "bags": r"bags?", "sacks": r"sacks?", "barrels": r"barrels?", "bolts": r"bolts?",
    "": r"pieces?|units?|items?|head|copies",
}  # fmt: skip
_UNIT = "|".join(f"(?P<u{index}>{words})" for index, words in enumerate(_UNITS.values()))
_NAMES = tuple(_UNITS)
_SIGN = "①"
_PRONOUNS = ("them", "those", "these", "such", "more")
# "1,100 tons above the quota", "3 tons more than last year" tell a change
_BY_HOW_MUCH = re.compile(
    r"(?: [a-zⒼ-]+){0,3}?,? (?:above|below|beyond|in excess of|over|more than|less than|fewer than) "
    r"(?:the|its|their|last|that|those|what|plan\w*|planned|target\w*|quota\w*|norm\w*|set)\b"
)
_JOINT = re.compile(r",? and (?:some |about |over |another |more than )*|, ")
# participles that may belong to a good: "26,000 finished pieces"
_PREPARED = (
    "finished|processed|canned|dried|salted|smoked|baked|rolled|cast|knitted|woven|dyed|packed|concentrated|refined"
    "|printed|pickled|cut|pressed|forged|assembled"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Output:
    """What was made, at `start` to `end` of the sentence: `amount` with its unit, `product` in the sentence's words.

    `sent` is true where it only left the plant ("shipped", "supplied"), `passive` where who made it stands behind.
    """

    start: int
    end: int
    amount: str
    product: str | None
    sent: bool
    passive: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Counted:
    """A quantity with the words for what it counts, at `start` to `end`."""

    start: int
    end: int
    amount: str
    what: tuple[int, int] | None


def find_outputs(masked: str, text: str, times: Sequence[tuple[int, int]], grammar: Grammar) -> Iterator[Output]:
    """The outputs of a sentence, in its order. `masked` has its names overwritten by signs, `text` is as written;
    `times` are where it names times.
    """
    last: Output | None = None
    for each in find_counted(masked, grammar):
        if any(start < each.end and each.start < end for start, end in times):
            continue
        if last is not None and not last.passive and _JOINT.fullmatch(masked[last.end : each.start]) and each.what:
            last = replace(last, start=each.start, end=each.end, amount=each.amount, product=text[slice(*each.what)])
            yield last  # "produced 3,400 tons of kelp and 150 tons of scallop"
            continue
        before, behind = masked[: each.start] + _SIGN, _SIGN + masked[each.end :]
        for name, passive, sent in _WAYS:
            match = grammar.cue(name).search(behind if passive else before)
            if match is None:
                continue
            start = each.start if passive else match.start()
            end = each.end + match.end() - 1 if passive else each.end
            last = Output(
                start=start, end=max(end, each.end), amount=each.amount,
                product=_product(each, match, text) or _numbered(before, text, grammar),
                sent=sent, passive=passive,
            )  # fmt: skip
            yield last
            break


_WAYS = (
    ("makes_before", False, False),
    ("made_behind", True, False),
    ("output_before", False, False),
    ("sends_before", False, True),
    ("sent_behind", True, True),
)


def find_counted(masked: str, grammar: Grammar) -> Iterator[Counted]:
    """The quantities of goods in a sentence; none of people, days, money, houses or shares."""
    pattern = _counted(grammar.cue("ends_good").pattern)
    for match in pattern.finditer(masked):
        unit = next(
            (_NAMES[int(name[1:])] for name, value in match.groupdict().items() if name[0] == "u" and value), None
        )
        what = _trimmed(masked, *match.span("what")) if match["what"] else None
        value = _value(match)
        no_good = what is not None and grammar.cue("no_good").search(masked[slice(*what)]) is not None
        if value is None or (unit is None and (no_good or (what is None and not _stands_alone(masked, match)))):
            continue
        if _BY_HOW_MUCH.match(masked, match.start("what") if match["what"] else match.end()):
            continue
        number = f"{value:.10g}"
        end = what[1] if what else match.end("what") if match["what"] else match.end()
        yield Counted(
            start=match.start(),
            end=max(end, match.start() + 1),
            amount=f"{number} {unit}" if unit else number,
            what=what,
        )


@cache
def _counted(ends: str) -> re.Pattern[str]:
    words = "|".join(_WORD_NUMBERS)
    return re.compile(
        rf"(?<![\w.,$€-])(?:(?P<number>{NUMBER})|(?P<word>{words}))(?! ?%| per ?cent)"
        rf"(?: (?P<scale>million|thousand|billion|hundred))?"
        rf"(?:[ -](?:{_UNIT})\b)?(?: of(?: the| its)?(?= [a-zⒼ]))?(?P<what>(?: (?:{_PREPARED})(?= (?!{ends})[a-zⒼ]))?"
        rf"(?: (?!{ends})(?:[a-z][a-z'-]*|Ⓖ+))?(?: (?!{ends}|[a-z]+ed\b)(?:[a-z][a-z'-]*|Ⓖ+))*"
        r"(?: and Ⓖ+(?: (?!as\b|its\b|was\b|has\b|is\b|this\b|of\b)[a-z]+s\b)?)?)",
        re.IGNORECASE,
    )


def _stands_alone(masked: str, match: re.Match[str]) -> bool:
    """Whether a number counts what the text told before: "had made 112"."""
    number = match["number"]
    year = number is not None and number.isdigit() and 1900 <= int(number) <= 2100
    return (
        number is not None
        and not year
        and re.match(r" ?(?:[.,;]|in\b|last\b|this\b|were\b|had\b|$)", masked[match.end() :]) is not None
    )


def _value(match: re.Match[str]) -> float | None:
    if match["number"]:
        return number_value(match["number"], match["scale"])
    word = float(_WORD_NUMBERS[match["word"].lower()])
    if match["scale"]:
        return word * number_value("1", match["scale"])
    return word if word > 1 or any(match[f"u{index}"] for index in range(len(_NAMES))) else None


def _trimmed(masked: str, start: int, end: int) -> tuple[int, int] | None:
    words = masked[start:end]
    first = start + len(words) - len(words.lstrip())
    return (first, start + len(words.rstrip())) if first < end else None


def _product(each: Counted, match: re.Match[str], text: str) -> str | None:
    if each.what is not None and text[slice(*each.what)] not in _PRONOUNS:
        return text[slice(*each.what)]
    good = next((name for name, value in match.groupdict().items() if value), None)
    if good is None and each.amount.endswith(" kWh"):
        return "electricity"
    return text[match.start(good) : match.end(good)] if good else None


def _numbered(before: str, text: str, grammar: Grammar) -> str | None:
    """The good of a number that stands behind it: "blankets numbering 22,500"."""
    match = grammar.cue("numbering").search(before)
    return text[match.start("good") : match.end("good")] if match else None
