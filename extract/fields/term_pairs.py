"""Lists of terms that say when a page was written and by whom: each label with what stands beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml.html import HtmlElement

from extract.fields.stamps import is_stamp
from extract.page.blocks import Block
from extract.page.prose import is_paragraph

LONGEST_TERM = 40  # characters


def term_lines(blocks: Sequence[Block]) -> list[str]:
    """The texts of blocks, a term of a list and what it says as one line: "Updated: 6 June"."""
    lines: list[str] = []
    term = ""
    for block in blocks:
        part = part_of(block)
        if part is not None and part.tag == "dt" and len(block.text) <= LONGEST_TERM:
            term = block.text.rstrip(" :：")
            continue
        if term:
            alone = part is None or part.tag != "dd"
            lines += [term, block.text] if alone else [f"{term}: {block.text}"]
        else:
            lines.append(block.text)
        term = ""
    return [*lines, term] if term else lines


def part_of(block: Block) -> HtmlElement | None:
    """The term or the description that a block stands in, or None."""
    return next((e for e in (block.element, *block.element.iterancestors("dt", "dd")) if e.tag in ("dt", "dd")), None)


def stamped_lists(blocks: Sequence[Block]) -> Iterator[HtmlElement]:
    """The lists of terms among blocks that hold a day and no paragraph: what a page says of itself."""
    held: dict[HtmlElement, list[Block]] = {}
    for block in blocks:
        part = part_of(block)
        above = next(part.iterancestors("dl"), None) if part is not None else None
        if above is not None:
            held.setdefault(above, []).append(block)
    for element, inside in held.items():
        told = any(is_paragraph(block.text, block.link_share) for block in inside)
        if not told and any(is_stamp(block.text) for block in inside):
            yield element
