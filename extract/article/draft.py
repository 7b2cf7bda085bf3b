"""An article on its way from a page: lines, each with the block of the page that says the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field, replace

from corpus.records import Removed
from extract.page.blocks import Block, squeeze, text_key
from extract.page.prose import PROSE

SHORT_TEXT = 600  # characters
PIECES = 8  # lines that one block may have been cut into
GAP = 4  # blocks that an extractor may have left out between two it ran together
SHORT_KEY = 8  # characters: fewer are found in lines by chance
STARTS = 10  # blocks that begin alike and are looked at: a page that holds itself hundreds of times has as many


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
        if not key:  # a rule of dashes or stars
            continue
        found = places.get(key, [])
        place: int | None = next((place for place in found if place > last), found[0] if found else None)
        if place is not None and len(found) > 1:
            found.remove(place)  # what is said twice stands in two blocks
        if place is not None and len(line) > PROSE:
            last = place
        lines.append(Line(line, key, place))
    return lines


def join_pieces(lines: Sequence[Line], blocks: Sequence[Block]) -> list[Line]:
    """The lines, those that are pieces of one block of the page put together again, as a byline cut at its links."""
    whole = {block.key: index for index, block in enumerate(blocks)}
    starts = _by_start(blocks)
    joined: list[Line] = []
    index = 0
    while index < len(lines):
        key, end = "", index
        found = None
        while found is None and end < min(len(lines), index + PIECES) and lines[end].block is None:
            key += lines[end].key
            end += 1
            found = whole.get(key)
        if found is None:
            found, end = _run_of_pieces(lines, index, blocks, starts)
        joined.append(lines[index] if found is None else Line(blocks[found].text, blocks[found].key, found))
        index = index + 1 if found is None else end
    return joined


def _run_of_pieces(
    lines: Sequence[Line], index: int, blocks: Sequence[Block], starts: Mapping[str, Sequence[int]]
) -> tuple[int | None, int]:
    """The block that many lines from `index` on make up, as of a text broken by hand, and the index after them."""
    if lines[index].block is not None or len(lines[index].key) < SHORT_KEY:
        return None, index
    for place in starts.get(lines[index].key[:SHORT_KEY], ())[:STARTS]:
        whole, said, end = blocks[place].key, 0, index
        while end < len(lines) and said < len(whole) and whole.startswith(lines[end].key, said):
            said += len(lines[end].key)
            end += 1
        if said == len(whole) and end - index > PIECES:
            return place, end
    return None, index


def _by_start(blocks: Sequence[Block]) -> dict[str, list[int]]:
    """The indices of blocks by how their keys begin."""
    starts: dict[str, list[int]] = {}
    for index, block in enumerate(blocks):
        starts.setdefault(block.key[:SHORT_KEY], []).append(index)
    return starts


def split_runs(lines: Sequence[Line], blocks: Sequence[Block], learned: Set[str] = frozenset()) -> list[Line]:
    """The lines, those that run several blocks of the page together taken apart again.

    An extractor that finds little text gives all of the article's element as one line, headline and byline included.
    What `learned` furniture stands in between goes.
    """
    starts = _by_start(blocks)
    apart: list[Line] = []
    for line in lines:
        run = _run(line.key, blocks, starts, learned) if line.block is None else []
        apart += [Line(blocks[index].text, blocks[index].key, index) for index in run] or [line]
    return apart


def _run(key: str, blocks: Sequence[Block], starts: Mapping[str, Sequence[int]], learned: Set[str]) -> list[int]:
    """The blocks, in the page's order and few left out between them, whose keys make up a line's key; or none."""
    begin = _after_learned(key, 0, learned)
    for length in range(min(SHORT_KEY, len(key) - begin), 0, -1):
        for first in starts.get(key[begin : begin + length], ())[:STARTS]:
            found: list[int] = []
            at = begin
            for index in range(first, len(blocks)):
                if at == len(key) or (found and index - found[-1] > GAP):
                    break
                if key.startswith(blocks[index].key, at):
                    at = _after_learned(key, at + len(blocks[index].key), learned)
                    found.append(index)
                elif not found:
                    break
            if at == len(key) and len(found) > 1:
                return found
    return []


def _after_learned(key: str, at: int, learned: Set[str]) -> int:
    """Where a key goes on after the learned furniture that stands at `at`."""
    while at < len(key):
        first = next((known for known in learned if known and key.startswith(known, at)), None)
        if first is None:
            break
        at += len(first)
    return at


def in_page_order(lines: Sequence[Line]) -> list[Line]:
    """The lines of a short text by where they stand in the page; a longer one's order is the extractor's."""
    if sum(len(line.text) for line in lines) > SHORT_TEXT or any(line.block is None for line in lines):
        return list(lines)
    return sorted(lines, key=lambda line: line.block or 0)


def kept_blocks(lines: Sequence[Line], blocks: Sequence[Block]) -> list[Block]:
    """The blocks that the lines were read from, in the page's order; a line may run several of them together."""
    indices = {line.block for line in lines if line.block is not None}
    loose = [line.key for line in lines if line.block is None]
    return [
        block
        for index, block in enumerate(blocks)
        if index in indices or any(_overlap(block.key, key) for key in loose)
    ]


def _overlap(one: str, other: str) -> bool:
    return min(len(one), len(other)) >= SHORT_KEY and (one in other or other in one)
