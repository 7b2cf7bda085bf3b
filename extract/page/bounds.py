"""Bounds on what one page may cost: a page beyond them is cut, or refused where it is plainly no article."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml.html import HtmlElement

from corpus.records import Skip
from extract.page.blocks import Block

# The largest of 89 saved news pages had 3,014 elements and 39,597 characters of text outside scripts.
MAX_ELEMENTS = 12_000
MAX_LINES = 5_000  # of a plain text
MAX_ATTRIBUTES = 1_000  # of one tag; the parser compares each with all the others
_LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{8000,}")
MAX_RUN = 60_000  # characters of one text node
MAX_TEXT = 250_000  # characters of a page's or a plain text's own text
MANY_LINKS = 20_000  # characters of link text, beside which a page that has no running text is a list
PROSE = 80


def bound_text(text: str) -> str:
    """A plain text, cut where no article is as long."""
    text = text[:MAX_TEXT]
    lines = text.split("\n", MAX_LINES)
    return text if len(lines) <= MAX_LINES else text[: len(text) - len(lines[-1])]


def bound_source(source: str) -> str:
    """A page's source without tags of more attributes than any page has."""
    return _LONG_TAG.sub(lambda tag: "<" if tag.group().count("=") > MAX_ATTRIBUTES else tag.group(), source)


def bound_tree(body: HtmlElement) -> None:
    """Cuts a page's body, in place, to what an article's page can hold: elements, one run of text, text in all."""
    elements = length = 0
    for element in body.iter():
        elements += 1
        if elements > MAX_ELEMENTS or length > MAX_TEXT:
            _cut_after(element)
            return
        if element.tag in ("script", "style"):
            continue
        for side in ("text", "tail"):
            run = getattr(element, side)
            if run:
                length += len(run)
                if len(run) > MAX_RUN:
                    setattr(element, side, run[:MAX_RUN])


def refuse_links(blocks: Sequence[Block]) -> None:
    """Raises Skip where a page is links and nothing else, before anything costly is tried on them."""
    linked = sum(block.link_chars for block in blocks)
    prose = sum(1 for block in blocks if len(block.text) >= PROSE and block.link_share < 0.5)
    if linked > MANY_LINKS and prose < 3 and linked > 0.5 * sum(len(block.text) for block in blocks):
        raise Skip("list-page", f"{linked:,} characters of links and no running text")


def _cut_after(element: HtmlElement) -> None:
    """Removes an element and all that follows it in the document."""
    current: HtmlElement | None = element
    while current is not None:
        parent = current.getparent()
        if parent is None:
            return
        for later in list(current.itersiblings()):
            parent.remove(later)
        following = parent
        if current is element:
            parent.remove(current)
        current = following
