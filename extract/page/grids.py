"""Tables and lists of a page as grids of cells: what is data, told from what only lays the page out.

A grid is rectangular. A cell that spans several places stands in each of them, and `spans` says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lxml.html import HtmlElement

from extract.page.blocks import HEADINGS, squeeze
from extract.page.cell_text import cell_text

MAX_ROWS = 500
MAX_COLUMNS = 60
LONGEST_CELL = 160  # characters: a table with many longer cells lays out a page
LONGEST_ITEM = 120
LONGEST_LABEL = 48
LINKED = 0.5  # share of a table's text inside links, from which on it is a list of links
FIGURES = 0.5  # share of a list's items that name a figure
_FIGURE = re.compile(r"\d")
# "Rice: 6,200 won", "Rice - 6,200", "Rice 6,200 won"
_ITEM = re.compile(
    r"(?=[^:：]*[^\W\d_])(?:(?P<named>[^:：]{1,48}?)\s*(?:(?<!\d)[:：=]|[:：=](?!\d\d))|(?P<label>[^\d:：]{1,48}?(?:\([^()]{1,24}\))?)\s*"
    r"(?:\s[-–—―]|\s(?=[$€¥₩]?\d)))\s*(?P<value>[^:：]*?\d[^:：]{0,60})"
)
# what may follow a name without a colon: a figure and its unit, no clause
_BARE_VALUE = re.compile(r"(?:[^\W\d_]{1,3}[$]?\s?)?[$€¥₩~]?\s?\d[^\s]*(?:\s[^\s()]{1,12}){0,3}")
_NO_FIGURE = re.compile(r"(?P<named>[^\d:：]{1,48}?)\s*[:：]\s*(?P<value>[^\d:：]{1,24})")
_LIST_END = re.compile(r"[.!?。！？]$")
_TOLD = re.compile(r"(?:[.!?。！？…]|\.\.\.)$")
_TABLE_STYLE = re.compile(r"display\s*:\s*table\s*(?:;|$)", re.IGNORECASE)
_ROW_WORDS = re.compile(r"(?:^|[\s_-])(?:row|tr|line|item)s?(?:$|[\s_-])", re.IGNORECASE)
_CELL_WORDS = re.compile(r"(?:^|[\s_-])(?:cell|col|column|td|th|label|value|name|price)s?(?:$|[\s_-])", re.IGNORECASE)

Span = tuple[int, int, int, int]


@dataclass(frozen=True, kw_only=True, slots=True)
class Grid:
    """A table's cells, row by row, all rows of one length; `head_rows` of them are its head.

    `kind` is "table", "list" (of items, or of terms and what is said of them) or "text" (lines parted by tabs or bars).
    `spans` are (row, column, rows, columns) of the cells that cover several places.
    """

    kind: str
    cells: tuple[tuple[str, ...], ...]
    head_rows: int = 0
    spans: tuple[Span, ...] = ()
    caption: str = ""
    heading: str = ""

    def lines(self) -> list[str]:
        """The rows as lines of text, cells parted by tabs.

        A cell over several rows stands in each; one over several columns stands once. An empty first cell leaves a
        line that begins with a tab.
        """
        doubled = {
            (row + down, column + right)
            for row, column, rows, columns in self.spans
            for down in range(rows)
            for right in range(1, columns)
        }
        rows = (
            "\t".join(cell for column, cell in enumerate(cells) if (row, column) not in doubled)
            for row, cells in enumerate(self.cells)
        )
        return [line.rstrip() for line in rows if line.strip()]


def read_grid(element: HtmlElement) -> Grid | None:
    """The grid in a table, a list or a box that plays a table; None where it lays out the page or names no figures."""
    if element.tag == "table":
        return _read_table(element)
    if element.tag in ("ul", "ol"):
        return _read_list(element)
    if element.tag == "dl":
        return _read_terms(element)
    return _read_boxes(element) if _plays_table(element) else None


# tables


def _read_table(table: HtmlElement) -> Grid | None:
    rows = [row for row in table.iter("tr") if next(row.iterancestors("table"), None) is table][:MAX_ROWS]
    cells = [list(row.iterchildren("td", "th")) for row in rows]
    if table.get("role") in ("presentation", "none") or table.find(".//table") is not None:
        return None
    if _is_linked(table) or not _is_data(table, cells):
        return None
    caption = table.find("caption")
    grid, spans = _spread(cells)
    return _tidy(
        Grid(
            kind="table",
            cells=grid,
            head_rows=_head_rows(rows, cells, grid),
            spans=spans,
            caption=cell_text(caption) if caption is not None else "",
        )
    )


def _is_data(table: HtmlElement, cells: Sequence[Sequence[HtmlElement]]) -> bool:
    """Whether a table's cells are short and stand in columns."""
    filled = [[text for cell in row if (text := cell_text(cell))] for row in cells]
    filled = [row for row in filled if row]
    texts = [text for row in filled for text in row]
    if len(filled) < 2 or sum(len(row) > 1 for row in filled) * 2 < len(filled):
        return False
    long = [text for text in texts if len(text) > LONGEST_CELL]
    if len(long) * 5 > len(texts) or sum(map(len, long)) * 2 > sum(map(len, texts)):
        return False
    marked = table.find("caption") is not None or table.find(".//th") is not None or table.find("thead") is not None
    return marked or len(filled) > 2 or any(_FIGURE.search(text) for text in texts)


def _is_linked(element: HtmlElement) -> bool:
    whole = len(squeeze("".join(element.itertext())))
    return whole == 0 or sum(len(squeeze("".join(a.itertext()))) for a in element.iter("a")) > LINKED * whole


def _is_pictured(element: HtmlElement) -> bool:
    """Whether most items of a list hold a picture, of which they say what it shows."""
    items = element.findall("li")
    return len(items) > 1 and sum(item.find(".//img") is not None for item in items) * 2 > len(items)


def _spread(cells: Sequence[Sequence[HtmlElement]]) -> tuple[tuple[tuple[str, ...], ...], tuple[Span, ...]]:
    """The texts of rows of cells, each in every place that it spans, and the spans."""
    grid: list[dict[int, str]] = [{} for _ in cells]
    spans: list[Span] = []
    for number, row in enumerate(cells):
        column = 0
        for cell in row:
            while column in grid[number]:
                column += 1
            if column >= MAX_COLUMNS:
                break
            high = _span(cell, "rowspan", len(cells) - number)
            wide = _span(cell, "colspan", MAX_COLUMNS - column)
            text = cell_text(cell)
            for down in range(high):
                for right in range(wide):
                    grid[number + down].setdefault(column + right, text)
            if high > 1 or wide > 1:
                spans.append((number, column, high, wide))
            column += wide
    width = max((max(row, default=-1) + 1 for row in grid), default=0)
    return tuple(tuple(row.get(column, "") for column in range(width)) for row in grid), tuple(spans)


def _span(cell: HtmlElement, name: str, most: int) -> int:
    digits = re.match(r"\s*(\d{1,4})", cell.get(name) or "")
    value = int(digits[1]) if digits else 1
    return min(most, value or most)  # 0: to the end


def _head_rows(
    rows: Sequence[HtmlElement], cells: Sequence[Sequence[HtmlElement]], grid: Sequence[Sequence[str]]
) -> int:
    """How many rows from the top are the head: those in `thead`, else those of `th` alone, else told by figures."""
    declared = 0
    for row in rows:
        if row.getparent().tag != "thead":
            break
        declared += 1
    if declared and declared < len(rows):
        return declared
    marked = 0
    for row in cells:
        if not row or any(cell.tag != "th" for cell in row if cell_text(cell)):
            break
        marked += 1
    return marked if 0 < marked < len(rows) else guess_head(grid)


def guess_head(grid: Sequence[Sequence[str]]) -> int:
    """1 where the first row names no amount and most of the rows below it do, else 0."""
    if len(grid) < 2 or any(_is_amount(cell) for cell in grid[0][1:]):
        return 0
    below = [any(_FIGURE.search(cell) for cell in row[1:]) for row in grid[1:]]
    return int(sum(below) * 2 > len(below) and sum(map(bool, grid[0])) * 2 >= len(grid[0]))


def _is_amount(cell: str) -> bool:
    """Whether a cell is a number that is no year and no day."""
    return re.fullmatch(r"[$€¥₩]?\s?\d[\d.,\s]*\d{3}\D{0,8}|\d+[.,]\d+\D{0,6}", cell) is not None and not re.fullmatch(
        r"(?:19|20)\d\d\D{0,2}|\d{1,4}[./]\d{1,2}([./]\d{1,4})?\.?", cell
    )


def _tidy(grid: Grid) -> Grid | None:
    """The grid without rows and columns that are empty all through; None where little is left."""
    rows = [number for number, row in enumerate(grid.cells) if any(row)]
    columns = [c for c in range(len(grid.cells[0]) if grid.cells else 0) if any(row[c] for row in grid.cells)]
    if len(rows) < 2 or len(columns) < 2:
        return None
    if len(rows) == len(grid.cells) and len(columns) == len(grid.cells[0]):
        return grid
    spans = []
    for row, column, high, wide in grid.spans:
        down = [r for r in rows if row <= r < row + high]
        right = [c for c in columns if column <= c < column + wide]
        if down and right and len(down) * len(right) > 1:
            spans.append((rows.index(down[0]), columns.index(right[0]), len(down), len(right)))
    return replace(
        grid,
        cells=tuple(tuple(grid.cells[row][column] for column in columns) for row in rows),
        head_rows=sum(row < grid.head_rows for row in rows),
        spans=tuple(spans),
    )


# lists


def _read_list(element: HtmlElement) -> Grid | None:
    if _is_linked(element) or _is_pictured(element):
        return None
    items = list(_items(element, ()))
    pairs = [split_item(text) for _, text in items]
    named = sum(pair is not None for pair in pairs)
    if named == 0 or named < FIGURES * len(items):
        return None
    pairs = [pair or _gap(text) for pair, (_, text) in zip(pairs, items, strict=True)]
    if named < 2 and (len(pairs) < 2 or None in pairs):  # one figure is enough where all else says that there is none
        return None
    if any(len(name) > LONGEST_CELL for above, _ in items for name in above):
        return None  # a list around the article, in which others lie
    depth = max(len(above) for above, _ in items)
    rows = [
        (*above, *[""] * (depth - len(above)), *(pair or (text, "")))
        for (above, text), pair in zip(items, pairs, strict=True)
    ]
    return Grid(kind="list", cells=tuple(rows))


def _items(element: HtmlElement, above: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    """The items of a list with the items that they stand under."""
    for item in element.iterchildren("li"):
        inner = item.findall("ul") + item.findall("ol")
        text = cell_text(item, without=inner)
        if not inner and text:
            yield above, text
        for nested in inner if len(above) < 3 else ():
            yield from _items(nested, (*above, text.rstrip(":： ")))


def split_item(text: str) -> tuple[str, str] | None:
    """An item as what it names and its figure: ("Rice", "6,200 won"); None where it is no such item."""
    if len(text) > LONGEST_ITEM or _LIST_END.search(text):
        return None
    match = _ITEM.fullmatch(text)
    if match is None or (match["label"] and not _BARE_VALUE.fullmatch(match["value"].strip())):
        return None
    return (match["named"] or match["label"]).strip(), match["value"].strip()


def _gap(text: str) -> tuple[str, str] | None:
    """An item that names something and says in a few words that it has no figure: ("Diesel", "none on sale")."""
    match = None if _LIST_END.search(text) else _NO_FIGURE.fullmatch(text)
    return (match["named"].strip(), match["value"].strip()) if match else None


def _read_terms(element: HtmlElement) -> Grid | None:
    pairs: list[tuple[str, str]] = []
    terms: list[str] = []
    fresh = True
    for part in element.iter("dt", "dd"):
        if next(part.iterancestors("dl"), None) is not element:
            continue
        text = cell_text(part)
        if part.tag == "dt":
            terms = [text] if fresh else [*terms, text]
            fresh = False
        else:
            pairs += [(term, text) for term in terms or [""]]
            fresh = True
    texts = [text for pair in pairs for text in pair]
    long = sum(len(text) > LONGEST_ITEM for text in texts)
    if (
        len(pairs) < 2
        or not any(term for term, _ in pairs)
        or _is_linked(element)
        or long * 5 > len(pairs)
        or _tell([said for _, said in pairs])
    ):
        return None
    return Grid(kind="list", cells=tuple(pairs))


def _tell(texts: Sequence[str]) -> bool:
    """Whether most of some cells are sentences, or teasers cut short: news by day, headlines with what they lead to."""
    return sum(len(text) > LONGEST_LABEL and _TOLD.search(text) is not None for text in texts) * 2 > len(texts)


# boxes that play a table


def _plays_table(element: HtmlElement) -> bool:
    if element.get("role") in ("table", "grid", "treegrid"):
        return True
    if _TABLE_STYLE.search(element.get("style") or "") and len(element) >= 2:
        return True
    children = [child for child in element if isinstance(child.tag, str)]
    return len(children) >= 3 and sum(_is_named(child, _ROW_WORDS) for child in children) * 3 >= 2 * len(children)


def _is_named(element: HtmlElement, words: re.Pattern[str]) -> bool:
    return words.search(element.get("class") or "") is not None


def _read_boxes(element: HtmlElement) -> Grid | None:
    if element.get("role") in ("table", "grid", "treegrid"):
        rows = [row for row in element.iter() if row.get("role") == "row"]
        cells = [[c for c in row.iter() if c.get("role") in _CELL_ROLES] for row in rows]
    else:
        rows = [row for row in element if isinstance(row.tag, str)]
        cells = [[cell for cell in row if isinstance(cell.tag, str)] for row in rows]
        if not all(_is_named(cell, _CELL_WORDS) or len(cell) == 0 for row in cells for cell in row):
            return None
        if len({len(row) for row in cells if row}) != 1 or len(cells[0]) < 2:
            return None
        if any(cell.tag in HEADINGS for row in cells for cell in row):
            return None  # cards of stories
    texts = [[cell_text(cell) for cell in row] for row in cells[:MAX_ROWS]]
    if any(len(text) > LONGEST_CELL for row in texts for text in row) or _is_linked(element):
        return None
    width = min(MAX_COLUMNS, max(map(len, texts), default=0))
    grid = tuple(tuple([*row, *[""] * width][:width]) for row in texts)
    figures = sum(any(_FIGURE.search(text) for text in row) for row in grid)
    if figures < 2:
        return None
    heads = [all(cell.get("role") == "columnheader" for cell in row) and bool(row) for row in cells]
    return _tidy(Grid(kind="table", cells=grid, head_rows=heads.index(False) if True in heads else guess_head(grid)))


_CELL_ROLES = ("cell", "gridcell", "columnheader", "rowheader")
