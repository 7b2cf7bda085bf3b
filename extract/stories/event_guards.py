"""Tells two events told in one formula from two versions of one report: dates, numbers, names and acts.

"A delegation led by X arrived on Tuesday" and "… left on Friday" share nine tenths of their words. What differs is
looked at word by word: short replacements inside a common passage. A cut or an addition replaces nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein, Opcode

from extract.stories.compare import Text
from extract.stories.spelling import normal_words

LEAD_WORDS = 60
_LONGEST_SWAP = 9
_FLANK = 2
_PARTING = 4
_ALIGNED_WORDS = 1500

_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_MONTH = {name: number for number, name in enumerate(_MONTHS, 1)}
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
# "dprk" in one house is "north korea" in another
_THE_NORTH = frozenset(("dprk", "north", "korea", "korean"))
_DATELINE = re.compile(
    r"[^\n]{0,70}?\b(?:(?P<month>[A-Z][a-z]{2,8})\.? (?P<day>\d{1,2})|(?P<day2>\d{1,2}) (?P<month2>[A-Z][a-z]{2,8})\.?)"
    r"[ ,.\d]{0,8}(?:\([^)\n]{1,40}\)|/[^/\n]{1,30}/|--|—|–)"
)

# acts of which only one can have happened at once: a paragraph holds rivals, a line one act's words
_ACTS = """
arrive arrives arrived arrival
leave leaves left depart departs departed departure
return returns returned
visit visits visited tour tours toured inspected
attended

send sends sent
receive receives received

open opens opened opening inaugurated inauguration
close closes closed closing shut

begin begins began begun start starts started
finish finishes finished complete completes completed completion ended

rise rises rose risen climb climbs climbed gain gains gained increase increases increased up higher
fall falls fell fallen drop drops dropped decline declines declined decrease decreased down lower

win wins won beat
lose loses lost

buy buys bought purchase purchased import imports imported
sell sells sold export exports exported

approve approves approved adopt adopts adopted
reject rejects rejected refuse refuses refused

appointed named elected
dismissed sacked removed

arrested detained
sentenced convicted
released freed acquitted

first
second
third
fourth
fifth
"""
_ACT = {
    word: (rivals, act)
    for rivals, paragraph in enumerate(_ACTS.strip().split("\n\n"))
    for act, line in enumerate(paragraph.split("\n"))
    for word in line.split()
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Difference:
    """What two texts say differently where they are otherwise alike. `dated`: their datelines name other days.

    `lead` are the kinds ("act", "number", "day", "name") of the replacements in the lead of either text, `all` how
    many there are anywhere, `distinct` how many different ones ("et / mt" ten times is one), `example` is the first.
    `aligned` is the share (0 to 1) of the shorter text's words that the other has in the same order, 0 for texts of
    unlike length.
    """

    dated: bool
    lead: tuple[str, ...]
    all: int
    distinct: int
    example: str
    aligned: float


def dateline_day(raw: str) -> tuple[int, int] | None:
    """(month, day) of a dateline such as "PYONGYANG, March 2 (KCNA) --", or None."""
    match = _DATELINE.match(raw)
    if match is None:
        return None
    month = _MONTH.get(normal_words(match["month"] or match["month2"])[0])
    return (month, int(match["day"] or match["day2"])) if month else None


def difference(a: Text, b: Text) -> Difference:
    """What the texts say differently, the same whichever comes first."""
    # of several shortest ways to turn one text into the other, which one is found hangs on the order
    a, b = sorted((a, b), key=lambda text: (text.size, text.raw))
    days = dateline_day(a.raw), dateline_day(b.raw)
    hashes_a, hashes_b = (text.words.words[:_ALIGNED_WORDS].tolist() for text in (a, b))
    opcodes = list(Levenshtein.opcodes(hashes_a, hashes_b))
    found = []
    replacements = list(_replacements(opcodes))
    spelled_a, spelled_b = (a.spelled(), b.spelled()) if replacements else ([], [])
    held_a, held_b = set(spelled_a), set(spelled_b)
    for start_a, end_a, start_b, end_b in replacements:
        own_a, own_b = spelled_a[start_a:end_a], spelled_b[start_b:end_b]
        fresh_a, fresh_b = [w for w in own_a if w not in held_b], [w for w in own_b if w not in held_a]
        kind = _act(own_a, own_b) or _fact(a, fresh_a, b, fresh_b)
        if kind:
            found.append((min(start_a, start_b), kind, " / ".join(sorted((" ".join(own_a), " ".join(own_b))))))
    return Difference(
        dated=None not in days and days[0] != days[1],
        lead=tuple(kind for place, kind, _ in found if place < LEAD_WORDS),
        all=len(found),
        distinct=len({(kind, what) for _, kind, what in found}),
        example=f"{found[0][1]}: {found[0][2]}" if found else "",
        aligned=_aligned(len(hashes_a), len(hashes_b), opcodes),
    )


def _aligned(length_a: int, length_b: int, opcodes: Sequence[Opcode]) -> float:
    short, long = sorted((length_a, length_b))
    if short < long / 2:  # any short text's words can be found in a long one
        return 0.0
    return sum(code.src_end - code.src_start for code in opcodes if code.tag == "equal") / max(1, short)


def _replacements(opcodes: Sequence[Opcode]) -> Iterator[tuple[int, int, int, int]]:
    """(start, end, start, end) of short stretches that stand for one another between words that both texts have."""
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
        if equal or start_a == end_a or start_b == end_b:
            continue
        if end_a - start_a > _LONGEST_SWAP or end_b - start_b > _LONGEST_SWAP:
            # two sentences that begin alike and go on at their own lengths: what follows first tells them apart
            end_a, end_b = min(end_a, start_a + _PARTING), min(end_b, start_b + _PARTING)
            if not start_a or not start_b:
                continue
        yield start_a, end_a, start_b, end_b


def _act(own_a: list[str], own_b: list[str]) -> str:
    """ "act" when two stretches that stand for one another tell acts that exclude one another, else ""."""
    acts_a = {_ACT[word] for word in own_a if word in _ACT and word not in own_b}
    acts_b = {_ACT[word] for word in own_b if word in _ACT and word not in own_a}
    if acts_a & acts_b:
        return ""
    return "act" if {rivals for rivals, _ in acts_a} & {rivals for rivals, _ in acts_b} else ""


def _fact(a: Text, fresh_a: list[str], b: Text, fresh_b: list[str]) -> str:
    """The kind of fact that one stretch states otherwise than the other, or "".

    The stretches are given by the words that the other text has nowhere: what it says elsewhere is moved, not changed.
    """
    if not fresh_a or not fresh_b:
        return ""
    if any(word.isdigit() for word in fresh_a) and any(word.isdigit() for word in fresh_b):
        return "number"
    for days in (_WEEKDAYS, _MONTHS):
        if any(word in days for word in fresh_a) and any(word in days for word in fresh_b):
            return "day"
    names_a = _other_names(a.names_among(fresh_a))
    names_b = _other_names(b.names_among(fresh_b)) if names_a else []
    return "name" if names_b and fuzz.ratio(" ".join(names_a), " ".join(names_b)) < 70 else ""


def _other_names(names: list[str]) -> list[str]:
    """The names without those that houses call the North by, each its own way."""
    return [name for name in names if name not in _THE_NORTH]
