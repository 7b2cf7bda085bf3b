"""An article on its way from a page: lines, each with the block of the page that says the same."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from corpus.records import Removed
from extract.dom import Block, squeeze, text_key

PROSE = 80  # characters: a block this long, outside links and ending like a sentence, is running text
SENTENCE_END = re.compile(r"[.!?…。！？\"”’»)\]:;]\s*$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the extracted text with its text key and the page's block that says the same, if one does."""

    text: str
    key: str
    block: int | None = None


@dataclass(slots=True)
class Draft:
    """Lines on their way to being the article, and what was taken out so far."""

    lines: list[Line]
    removed: list[Removed] = field(default_factory=list)

    def drop(self, index: int, reason: str) -> None:
        """Takes out the line at `index` for a reason."""
        self.removed.append(Removed(text=self.lines[index].text, reason=reason))
        self.lines[index] = replace(self.lines[index], text="")

    def settle(self) -> None:
        """Forgets the lines that were taken out."""
        self.lines = [line for line in self.lines if line.text]


def align(text: str, blocks: Sequence[Block]) -> list[Line]:
    """The lines of `text`, each with the index of the block that reads the same, in the page's order where possible."""
    places: dict[str, list[int]] = {}
    for index, block in enumerate(blocks):
        places.setdefault(block.key, []).append(index)
    lines = []
    last = -1
    for raw in text.split("\n"):
        line = squeeze(raw.removeprefix("- "))
        if not line:
            continue
        key = text_key(line)
        found = places.get(key, [])
        place: int | None = next((place for place in found if place > last), found[0] if found else None)
        if place is not None and len(line) > PROSE:
            last = place
        lines.append(Line(line, key, place))
    return lines


def is_prose(block: Block) -> bool:
    """Whether a block is running text: long enough, mostly outside links, and ending as a sentence does."""
    return len(block.text) >= PROSE and block.link_share < 0.5 and bool(SENTENCE_END.search(block.text))
