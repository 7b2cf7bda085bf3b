"""A parsed page as the flat run of text blocks a reader would see, in document order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lxml.etree import iterwalk
from lxml.html import HtmlElement

# fmt: off
BLOCK_TAGS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hr", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th",
    "thead", "tr", "ul",
))
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
UNSEEN_TAGS = frozenset((
    "audio", "button", "canvas", "embed", "head", "iframe", "input", "math", "noscript", "object", "option",
    "picture", "script", "select", "source", "style", "svg", "template", "textarea", "track", "video",
))
# fmt: on
_DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_NOT_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Block:
    """A run of text between two block boundaries, white space collapsed, with the nearest block element around it.

    `link_chars` counts the characters of `text` that stand inside links. `key` is the text's letters and digits
    alone, which is what two renderings of one block share.
    """

    text: str
    element: HtmlElement
    link_chars: int
    key: str

    @property
    def link_share(self) -> float:
        """The share of the text that stands inside links, 0 to 1."""
        return min(1.0, self.link_chars / max(1, len(self.text)))

    @property
    def heading(self) -> bool:
        """Whether the block is an h1 to h6."""
        return self.element.tag in HEADINGS


def is_dense(text: str) -> bool:
    """Whether a text is mostly Korean, Chinese or Japanese, which say as much in a third of the letters."""
    return not text.isascii() and len(_DENSE.findall(text)) * 2 > sum(map(str.isalpha, text))


def text_key(text: str) -> str:
    """A text's letters and digits in lower case, nothing between them."""
    return _NOT_WORD.sub("", text).lower()


def squeeze(text: str) -> str:
    """A text on one line, runs of white space made one space."""
    return " ".join(text.split())


def read_blocks(tree: HtmlElement) -> list[Block]:
    """The visible text blocks below an element; scripts, media and form controls are left out."""
    found: list[Block] = []
    buffer: list[str] = []  # the texts of the block that is being read
    around = [tree]  # the block elements that the walk is in
    unseen = links = link_chars = 0

    def flush() -> None:
        nonlocal link_chars
        if buffer:
            text = squeeze("".join(buffer))
            buffer.clear()
            if text:
                found.append(Block(text, around[-1], link_chars, text_key(text)))
            link_chars = 0

    for event, element in iterwalk(tree, events=("start", "end")):
        tag = element.tag
        if event == "start":
            if tag in UNSEEN_TAGS:
                unseen += 1
            elif tag in BLOCK_TAGS:
                flush()
                around.append(element)
            elif tag == "br":
                flush()
            elif tag == "a":
                links += 1
            text = element.text
        else:
            if tag in UNSEEN_TAGS:
                unseen -= 1
            elif tag in BLOCK_TAGS:
                flush()
                around.pop()
            elif tag == "a":
                links -= 1
            text = element.tail if element is not tree else None
        # white space before a block's first word is none of it
        if text and not unseen and (buffer or not text.isspace()):
            buffer.append(text)
            if links:
                link_chars += len(squeeze(text))
    flush()
    return found


def unwrap_layout_tables(body: HtmlElement) -> None:
    """Makes the tables that lay out a page into plain boxes, in place, so that an article in a cell is read as text.

    A table is layout where a cell holds another table or running text in paragraphs, and where no row has two cells.
    """
    tables = list(body.iter("table"))
    layout = {table for table in tables if _is_single_column(table) or any(map(_is_layout_cell, table.iter("td")))}
    parts = [part for table in layout for part in table.iter(*_TABLE_PARTS) if _table_of(part) in layout]
    for part in dict.fromkeys(parts):  # found before any is renamed: a part's table is looked for by its name
        if part.tag == "table":
            part.set(WAS_TABLE, "1")
        part.tag = "div"


WAS_TABLE = "data-was-table"  # set on the boxes that were tables
TELLING = "data-telling"  # set on a caption that is a paragraph of the text
_TABLE_PARTS = ("table", "tbody", "thead", "tfoot", "tr", "td", "th")


def _is_single_column(table: HtmlElement) -> bool:
    rows = [
        [cell for cell in row.iterchildren("td", "th") if squeeze("".join(cell.itertext()))] for row in table.iter("tr")
    ]
    return bool(rows) and all(len(cells) <= 1 for cells in rows)


def _is_layout_cell(cell: HtmlElement) -> bool:
    if cell.find(".//table") is not None:
        return True
    return len(cell.findall(".//p")) + len(cell.findall(".//br")) >= 2 and len("".join(cell.itertext())) > 400


def _table_of(element: HtmlElement) -> HtmlElement | None:
    return element if element.tag == "table" else next(element.iterancestors("table"), None)


def common_element(blocks: Sequence[Block], share: float = 0.9) -> HtmlElement:
    """The lowest element that holds this share of the text of some blocks, of which there is at least one."""
    weights: dict[HtmlElement, int] = {}
    total = 0
    for block in blocks:
        total += len(block.text)
        for element in (block.element, *block.element.iterancestors()):
            weights[element] = weights.get(element, 0) + len(block.text)
    holding = [element for element, weight in weights.items() if weight >= share * total]
    return max(holding, key=lambda element: sum(1 for _ in element.iterancestors()))
