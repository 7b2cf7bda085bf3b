"""Who a quotation is said by, and what sort of speaker somebody is: what tells the teller of a figure and its day.

A figure may stand in a quotation whose speaker is named one or two sentences later: "A kilo is 3,500 won now. Last
October it was 1,800," a resident told us on Wednesday.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.facts.passage.carried import is_speech
from extract.facts.passage.grammar import Grammar
from extract.facts.passage.marks import Line, Time

REACH = 3  # sentences that a quotation goes on for, at most, behind the figure's own
PERSONS = ("source", "person", "expert")
BODIES = ("customs", "figures", "body")
_SORTS = {
    "source": r"sources?|contacts?|informants?|partners?|collaborators?|correspondents?",
    "expert": r"experts?|analysts?|professors?|researchers?|fellows?|economists?|scholars?|observers?",
    "person": r"residents?|traders?|merchants?|wom[ae]n|m[ae]n|sellers?|vendors?|brokers?|drivers?|dealers?"
    r"|businessm[ae]n|changers?|wholesalers?|defectors?|farmers?|officials?|travell?ers?|forwarders?|importers?"
    r"|managers?|owners?|visitors?|housewi(?:fe|ves)|listeners?|wi(?:fe|ves)",
    "customs": r"customs|GACC?",
    "figures": r"data|figures|statistics|tables?|records|database|survey|index",
    "body": r"ministry|bureau|office|agency|administration|association|institute|bank|cent(?:er|re)|council|committee"
    r"|service|company|university|KITA|KOTRA|KDI|UNCTAD|BOK",
    "paper": r"reports?|statements?|papers?|stud(?:y|ies)|briefs?|bulletins?|articles?|documents?|reviews?",
}
_SORT = {name: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for name, words in _SORTS.items()}
_OPENS = ("“", "«", "「")
_CLOSES = ("”", "»", "」")


def sort_of(words: str) -> str:
    """What sort of speaker words tell of: a source, a person, customs …; "name" for capitals, else "other"."""
    found = next((name for name, pattern in _SORT.items() if pattern.search(words)), None)
    return found or ("name" if words[:1].isupper() else "other")


def closing_of(lines: Sequence[Line], at: int, start: int) -> tuple[int, int] | None:
    """(number of the line, offset in the field) where the quotation ends that `start` in line `at` stands in, within
    its paragraph; None where it stands in none, or it has no end nearby.
    """
    own = lines[at]
    before = "".join(line.text for line in lines[:at] if line.field == own.field and line.paragraph == own.paragraph)
    if not _is_open(before + own.text[: start - own.start]):
        return None
    for number in range(at, min(at + REACH + 1, len(lines))):
        line = lines[number]
        if line.field != own.field or line.paragraph != own.paragraph:
            return None
        first = start - line.start if number == at else 0
        end = next((place for place in range(first, len(line.text)) if _ends(line.text[place])), None)
        if end is not None:
            return number, line.start + end
    return None


def day_told(lines: Sequence[Line], at: int, start: int, grammar: Grammar) -> tuple[int, Time] | None:
    """(number of the line, day) on which the quotation was told that `start` in line `at` stands in; None without."""
    closing = closing_of(lines, at, start)
    if closing is None:
        return None
    number, end = closing
    days = (time for time in lines[number].times if time.start >= end and is_speech(lines[number], time, grammar))
    day = next(days, None)
    return None if day is None else (number, day)


def _is_open(text: str) -> bool:
    opened = sum(text.count(sign) for sign in _OPENS) > sum(text.count(sign) for sign in _CLOSES)
    return opened or text.count('"') % 2 == 1


def _ends(sign: str) -> bool:
    return sign == '"' or sign in _CLOSES
