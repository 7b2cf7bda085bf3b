"""Tables among an article's lines: put back where the extractor left them out, and written as rows, one a line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lxml.html import HtmlElement

from corpus.records import Table
from extract.article.draft import Draft, Line, kept_blocks
from extract.article.rescue import merge_lines
from extract.page.blocks import Block, common_element
from extract.page.grids import Grid
from extract.page.lifting import is_aside
from extract.page.text_tables import text_runs

UPWARDS = 2  # levels above the article's container within which a table still belongs to it


def restore_grids(draft: Draft, blocks: Sequence[Block], grids: Mapping[int, Grid]) -> None:
    """Puts the grids back, by the indices of their blocks, that stand in the article's container and got lost."""
    kept = {line.block for line in draft.lines}
    lost = [index for index in grids if index not in kept and not is_aside(blocks[index].element)]
    if not lost:
        return
    keys = {line.key for line in draft.lines}
    place = _container(kept_blocks(draft.lines, blocks), [blocks[index] for index in lost])
    inside = set(place.iter())
    back = [index for index in lost if blocks[index].element in inside and blocks[index].key not in keys]
    draft.lines = merge_lines(draft.lines, [Line(blocks[index].text, blocks[index].key, index) for index in back])


def _container(kept: Sequence[Block], lost: Sequence[Block]) -> HtmlElement:
    """The element that an article's tables stand in: around its text, or its heading where there is no text."""
    place = common_element(kept or lost)
    whole = next(place.iterancestors("article", "main"), None)
    if whole is not None:
        return whole
    for _ in range(UPWARDS):
        above = place.getparent()
        if above is None or above.tag in ("body", "html") or place.tag in ("article", "main"):
            break
        place = above
    return place


def settle_tables(lines: Sequence[tuple[str, Grid | None]]) -> tuple[tuple[str, ...], tuple[Table, ...]]:
    """The article's lines with each grid's rows in its place, and the tables with where they stand in the text.

    Lines without a grid that are parted by tabs or bars, or name a figure each, are tables as well.
    """
    settled: list[str] = []
    found: list[tuple[int, int, Grid]] = []
    plain: list[str] = []

    def take_plain() -> None:
        found.extend((len(settled) + first, len(settled) + last, grid) for first, last, grid in text_runs(plain))
        settled.extend(plain)
        plain.clear()

    for text, grid in lines:
        if grid is None:
            plain.append(text)
            continue
        take_plain()
        first = len(settled) + bool(grid.caption)
        settled += [grid.caption, *grid.lines()] if grid.caption else grid.lines()
        found.append((first, len(settled), grid))
    take_plain()
    return tuple(settled), tuple(_table(number, grid, settled, *at) for number, (*at, grid) in enumerate(found))


def _table(position: int, grid: Grid, lines: Sequence[str], first: int, last: int) -> Table:
    start = sum(len(line) + 1 for line in lines[:first])
    return Table(
        position=position,
        kind=grid.kind,
        caption=grid.caption,
        heading=grid.heading,
        head_rows=grid.head_rows,
        cells=grid.cells,
        spans=grid.spans,
        start=start,
        end=start + len("\n".join(lines[first:last])),
    )
