"""Tells two events told in one formula from two versions of one report: dates, numbers, names and acts.

"A delegation led by X arrived on Tuesday" and "… left on Friday" share nine tenths of their words. What differs is
looked at word by word: short replacements inside a common passage. A cut or an addition replaces nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from extract.stories.compare import Text
from extract.stories.words import normal_text, normal_word, split_words

LEAD_WORDS = 60
_LONGEST_SWAP = 9
_FLANK = 2
_ALIGNED_WORDS = 1500

_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTH = {name: number for number, name in enumerate(_MONTHS, 1)}
_DAYS = {*_WEEKDAYS, *_MONTHS, "yesterday", "today", "tomorrow"}
_DATELINE = re.compile(
    r"[^\n]{0,70}?\b(?:(?P<month>[A-Z][a-z]{2,8})\.? (?P<day>\d{1,2})|(?P<day2>\d{1,2}) (?P<month2>[A-Z][a-z]{2,8})\.?)"
    r"[ ,.\d]{0,8}(?:\([^)\n]{1,40}\)|/[^/\n]{1,30}/|--|—|–)"
)

# what happened: two words of one line are the same act, of two lines different ones
_ACTS = """
arrive arrives arrived arrival arriving
leave leaves left depart departs departed departure leaving
return returns returned returning back
visit visits visited visiting tour tours toured touring
meet meets met meeting talks talk talked
send sends sent sending
receive receives received receiving
open opens opened opening inaugurate inaugurated inaugurates
close closes closed closing shut shuts
begin begins began begun start starts started starting launch launches launched
finish finishes finished complete completes completed completion end ends ended
rise rises rose risen climb climbs climbed gain gains gained increase increases increased up higher
fall falls fell fallen drop drops dropped decline declines declined decrease decreased down lower
win wins won
lose loses lost
buy buys bought purchase purchased import imports imported
sell sells sold export exports exported
approve approves approved pass passes passed adopt adopts adopted
reject rejects rejected refuse refuses refused
appoint appoints appointed named elected
dismiss dismisses dismissed sacked
die dies died death dead
injure injures injured wounded
greet greets greeted welcomed
attend attends attended
first
second
third
fourth
fifth
"""
_ACT = {word: number for number, line in enumerate(_ACTS.split("\n")) for word in line.split()}


@dataclass(frozen=True, kw_only=True, slots=True)
class Difference:
    """What two texts say differently. `dated`: their datelines name other days.

    `numbers`, `names`, `days` and `acts` count short replacements inside what they share: in the lead of either
    text, and (`_all`) anywhere.
    """

    dated: bool
    lead: int
    all: int
    example: str = ""


def dateline_day(raw: str) -> tuple[int, int] | None:
    """(month, day) of a dateline such as "PYONGYANG, March 2 (KCNA) --", or None."""
    match = _DATELINE.match(raw)
    if match is None:
        return None
    month = _MONTH.get(normal_word((match["month"] or match["month2"]).lower()))
    return (month, int(match["day"] or match["day2"])) if month else None


def difference(a: Text, b: Text) -> Difference:
    """What the texts say differently, the same whichever comes first."""
    days = dateline_day(a.raw), dateline_day(b.raw)
    lead = 0
    count = 0
    examples = []
    words_a, words_b = _Styled.of(a.raw), _Styled.of(b.raw)
    for place_a, own_a, place_b, own_b in _replacements(words_a, words_b):
        kind = _swap(words_a, own_a, words_b, own_b)
        if kind:
            count += 1
            lead += min(place_a, place_b) < LEAD_WORDS
            examples.append(f"{kind}: {' / '.join(sorted((' '.join(own_a), ' '.join(own_b))))}")
    return Difference(
        dated=None not in days and days[0] != days[1],
        lead=lead,
        all=count,
        example=examples[0] if examples else "",
    )


@dataclass(frozen=True, slots=True)
class _Styled:
    """A text's words in the common spelling, all of them as a set, and which ones are written as names."""

    words: list[str]
    held: frozenset[str]
    names: frozenset[str]

    @classmethod
    def of(cls, raw: str) -> _Styled:
        words = [normal_word(word) for word in split_words(normal_text(raw))]
        # a word that also stands in lower case, such as one that opens a sentence, is no name
        capital = {normal_word(word.lower()) for word in _CAPITAL.findall(raw)}
        small = {normal_word(word) for word in _SMALL.findall(raw)}
        return cls(words[:_ALIGNED_WORDS], frozenset(words), frozenset(capital - small))


_CAPITAL = re.compile(r"\b[A-Z][^\W\d_]+")
_SMALL = re.compile(r"\b[a-z][^\W\d_]+")


def _replacements(a: _Styled, b: _Styled) -> Iterator[tuple[int, list[str], int, list[str]]]:
    """Short stretches that stand for one another between words that both texts have."""
    opcodes = list(Levenshtein.opcodes(a.words, b.words))
    merged: list[tuple[bool, int, int, int, int]] = []
    for opcode in opcodes:
        equal = opcode.tag == "equal"
        # a single common word between two replacements is part of one replacement
        if equal and 0 < len(merged) < len(opcodes) - 1 and opcode.src_end - opcode.src_start < _FLANK:
            equal = False
        if merged and merged[-1][0] == equal:
            _, start_a, _, start_b, _ = merged[-1]
            merged[-1] = (equal, start_a, opcode.src_end, start_b, opcode.dest_end)
        else:
            merged.append((equal, opcode.src_start, opcode.src_end, opcode.dest_start, opcode.dest_end))
    for equal, start_a, end_a, start_b, end_b in merged:
        if not equal and 0 < end_a - start_a <= _LONGEST_SWAP and 0 < end_b - start_b <= _LONGEST_SWAP:
            yield start_a, a.words[start_a:end_a], start_b, b.words[start_b:end_b]


def _swap(a: _Styled, own_a: list[str], b: _Styled, own_b: list[str]) -> str:
    """The kind of fact that one stretch states otherwise than the other, or ""."""
    only_a = [word for word in own_a if word not in own_b]
    only_b = [word for word in own_b if word not in own_a]
    acts = {_ACT[word] for word in only_a if word in _ACT}, {_ACT[word] for word in only_b if word in _ACT}
    if acts[0] and acts[1] and not acts[0] & acts[1]:
        return "act"
    # what the other text says elsewhere too is moved, not changed
    fresh_a = [word for word in only_a if word not in b.held]
    fresh_b = [word for word in only_b if word not in a.held]
    if any(word.isdigit() for word in fresh_a) and any(word.isdigit() for word in fresh_b):
        return "number"
    days = [word for word in fresh_a if word in _DAYS], [word for word in fresh_b if word in _DAYS]
    if days[0] and days[1]:
        return "day"
    names = [w for w in fresh_a if w in a.names], [w for w in fresh_b if w in b.names]
    if names[0] and names[1] and fuzz.ratio(" ".join(names[0]), " ".join(names[1])) < 70:
        return "name"
    return ""
