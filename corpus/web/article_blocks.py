"""An article's text as blocks of HTML: paragraphs, and tables with their cells, the names in both marked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from corpus.read.article import StoredMention, StoredTable
from corpus.web.marking import mark_mentions

Span = tuple[int, int]


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """A cell of a table, and whether the page's address points to it."""

    text: Markup
    pointed: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """A paragraph (`line`), or a table (`rows`, the first of which are its head)."""

    line: str = ""
    pointed: bool = False
    rows: tuple[tuple[Cell, ...], ...] = ()
    head_rows: int = 0
    caption: str = ""


def text_blocks(
    text: str,
    mentions: Sequence[StoredMention],
    tables: Sequence[StoredTable],
    names: Mapping[str, str],
    *,
    at: Span | None = None,
) -> list[Block]:
    """The blocks of a text; the paragraph or cell in which `at` begins is pointed to. Blank lines are none.

    A table is what stands between its offsets, a row a line and its cells parted by tabs, as extraction writes it.
    """
    blocks: list[Block] = []
    begun: dict[int, list[tuple[Cell, ...]]] = {}
    for start, line in _lines(text):
        table = next((one for one in tables if one.start <= start < one.end), None)
        if table is None:
            if line.strip():
                (cell,) = _cells(line, start, mentions, names, at, apart=False)
                blocks.append(Block(line=cell.text, pointed=cell.pointed))
            continue
        rows = begun.setdefault(table.position, [])
        rows.append(tuple(_cells(line, start, mentions, names, at, apart=True)))
        whole = Block(rows=tuple(rows), head_rows=table.head_rows, caption=table.caption)
        blocks[len(blocks) - (len(rows) > 1) :] = [whole]
    return blocks


def _lines(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in text.split("\n"):
        yield start, line
        start += len(line) + 1


def _cells(
    line: str,
    start: int,
    mentions: Sequence[StoredMention],
    names: Mapping[str, str],
    at: Span | None,
    *,
    apart: bool,
) -> Iterator[Cell]:
    """The cells of a line, or all of it as one, each with the names that stand within it."""
    for piece in line.split("\t") if apart else [line]:
        end = start + len(piece)
        within = [
            replace(mention, start=mention.start - start, end=mention.end - start)
            for mention in mentions
            if start <= mention.start and mention.end <= end
        ]
        pointed = at is not None and start <= at[0] < max(end, start + 1)
        yield Cell(text=mark_mentions(piece, within, names), pointed=pointed)
        start = end + 1
