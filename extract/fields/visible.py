"""Where in a page a date or a byline may be written: time tags, the lines around the headline, first and last lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from lxml.html import HtmlElement

from extract.page.blocks import Block, squeeze
from extract.page.element_names import name_words
from extract.page.trip_records import VisibleTexts

LONGEST = 160  # characters: a longer block is prose, and its dates are those of what it tells
LONGEST_NAME = 80
BYLINE_NAMES = re.compile(
    r"\b(author|authors|by ?line|reporter|writer|journalist|contributor)( (name|link|list|info))?$"
)
BEFORE, AFTER = 4, 14  # blocks before and after the headline


def visible_texts(
    times: Sequence[str], names: Sequence[str], blocks: Sequence[Block], lines: Sequence[str]
) -> VisibleTexts:
    """The places of a page in which its date or its author may be written.

    `times` and `names` are its time and author tags, `lines` the article's own.
    """
    return VisibleTexts(
        time_tags=tuple(times),
        near_headline=tuple(block.text for block in near_headline(blocks)),
        bylines=(*names, *(block.text for block in near_headline(blocks) if is_byline(block))),
        first_lines=tuple(lines[:3]),
        last_lines=tuple(lines[-3:]),
    )


def near_headline(blocks: Sequence[Block]) -> list[Block]:
    """The short blocks around the headline, up to the first paragraph; at the top where there is no headline."""
    headline = next((index for index, block in enumerate(blocks) if block.element.tag == "h1"), None)
    start = max(0, headline - BEFORE) if headline is not None else 0
    end = headline + AFTER if headline is not None else 2 * AFTER
    near = []
    for index, block in enumerate(blocks[start:end], start):
        if len(block.text) > LONGEST:
            if headline is None or index > headline:
                break
            continue
        near.append(block)
    return near


def is_byline(block: Block) -> bool:
    """Whether a short block says by its class name, itemprop or link that it names the author."""
    if len(block.text) > LONGEST_NAME:
        return False
    around = [block.element, *islice(block.element.iterancestors(), 1)]
    if any(BYLINE_NAMES.search(name_words(element)) or element.get("itemprop") == "author" for element in around):
        return True
    return any("author" in (link.get("rel") or "").split() for link in block.element.iter("a"))


def author_tags(tree: HtmlElement) -> tuple[str, ...]:
    """The names in elements marked as the author's by itemprop, the first of them."""
    marked = tree.xpath("//*[@itemprop='author']")[:3]
    return tuple(text for element in marked if (text := squeeze("".join(element.itertext()))))


def time_tags(tree: HtmlElement) -> tuple[str, ...]:
    """The machine-written date of the first time tag from the headline on, and of elements marked datePublished."""
    marked = [
        element.get("content") or element.get("datetime") or ""
        for element in tree.xpath("//*[@itemprop='datePublished' or @pubdate]")[:3]
    ]
    seen_headline = tree.find(".//h1") is None
    for element in tree.iter("h1", "time"):
        if element.tag == "h1":
            seen_headline = True
        elif seen_headline and element.get("datetime"):
            marked.append(element.get("datetime"))
            break
    return tuple(text for text in marked if text)
