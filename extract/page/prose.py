"""Running text told from labels: sentences and prose."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml.html import HtmlElement

from extract.page.blocks import Block, is_dense

PROSE = 80  # characters: a block this long, outside links and ending like a sentence, is running text
SENTENCE = 20  # characters of the shortest sentence that is told from a label
SENTENCE_DENSE = 8
PARAGRAPH_DENSE = 28  # characters of a paragraph in Korean, Chinese and Japanese
SENTENCE_END = re.compile(r"(?:[.!?…。！？\"”’»)\]:;]|[。！？…][」』）】》〉]+)\s*$")


def is_sentence(text: str) -> bool:
    """Whether a text ends as a sentence does, a few words long at least."""
    least = SENTENCE_DENSE if is_dense(text) else SENTENCE
    return len(text) >= least and SENTENCE_END.search(text) is not None


def is_prose(block: Block) -> bool:
    """Whether a block is running text: long enough, mostly outside links, and ending as a sentence does."""
    return len(block.text) >= PROSE and block.link_share < 0.5 and bool(SENTENCE_END.search(block.text))


def is_paragraph(text: str, link_share: float) -> bool:
    """Whether a text is a paragraph, in any language: long enough, mostly outside links, ending as a sentence does."""
    least = PARAGRAPH_DENSE if is_dense(text) else PROSE
    return len(text) >= least and link_share < 0.5 and SENTENCE_END.search(text) is not None


def prose_together(blocks: Iterable[Block]) -> int:
    """How many characters of paragraphs stand in the one box that directly holds most of them; dense ones count thrice.

    Paragraphs of an article are brothers, each perhaps in a wrapper; teasers of a list stand in a box with a headline.
    """
    every = list(blocks)
    paragraphs = [block for block in every if is_paragraph(block.text, block.link_share)]
    if not paragraphs:
        return 0
    around: dict[HtmlElement, tuple[HtmlElement, ...]] = {}
    counts: dict[HtmlElement, int] = {}
    for block in every:
        if block.element not in around:
            around[block.element] = (block.element, *block.element.iterancestors())
        for element in around[block.element]:
            counts[element] = counts.get(element, 0) + 1
    sizes: dict[HtmlElement, int] = {}
    for block in paragraphs:
        holder = next((element for element in around[block.element] if counts[element] > 1), block.element)
        sizes[holder] = sizes.get(holder, 0) + len(block.text) * (3 if is_dense(block.text) else 1)
    return max(sizes.values(), default=0)
