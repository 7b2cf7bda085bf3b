"""What of a listing's text is markup: entries and ends that stand only in comments or sections are none."""

from __future__ import annotations

import re
from dataclasses import dataclass

END = 20_000  # characters in which a listing's own end is looked for: comments, scripts and warnings come after it
_OPENINGS = re.compile(r"<!--|<!\[CDATA\[")
_CLOSINGS = {"<!--": "-->", "<![CDATA[": "]]>"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Outline:
    """A text without comments, and its `markup`, in which sections are blank, too; both of one length."""

    text: str
    markup: str

    def until(self, end: int) -> Outline:
        """The beginning, so many characters long."""
        return Outline(text=self.text[:end], markup=self.markup[:end])


def outline(text: str) -> Outline:
    """The outline of a text of XML. A comment or a section that never ends is none."""
    kept, markup, at = [], [], 0
    endless: set[str] = set()
    for found in _OPENINGS.finditer(text):
        begins, opening = found.start(), found[0]
        if begins < at or opening in endless:
            continue
        closes = text.find(_CLOSINGS[opening], found.end())
        if closes < 0:
            endless.add(opening)
            continue
        ends = closes + len(_CLOSINGS[opening])
        between, blank = text[at:begins], " " * (ends - begins)
        kept += [between, blank if opening == "<!--" else text[begins:ends]]
        markup += [between, blank]
        at = ends
    return Outline(text="".join([*kept, text[at:]]), markup="".join([*markup, text[at:]]))


def own_end(markup: str, ends: re.Pattern[str], entry: re.Pattern[str]) -> int | None:
    """Where a listing ends: behind the last match of `ends`, where no entry follows; None for one that was cut off."""
    found = [match.end() for match in ends.finditer(markup, max(0, len(markup) - END))]
    return found[-1] if found and not entry.search(markup, found[-1]) else None
