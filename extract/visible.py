"""Where in a page a date or a byline may be written: time tags, the lines around the headline, first and last lines."""

from __future__ import annotations

from collections.abc import Sequence

from lxml.html import HtmlElement

from extract.dates import VisibleTexts
from extract.dom import Block

LONGEST = 160  # characters: a longer block is prose, and its dates are those of what it tells
BEFORE, AFTER = 4, 14  # blocks before and after the headline


def visible_texts(tree: HtmlElement, blocks: Sequence[Block], lines: Sequence[str]) -> VisibleTexts:
    """The places of a page in which its date may be written; `lines` are the article's own."""
    return VisibleTexts(
        time_tags=time_tags(tree),
        near_headline=tuple(block.text for block in near_headline(blocks)),
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
