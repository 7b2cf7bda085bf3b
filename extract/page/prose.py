"""Running text told from labels: sentences and prose."""

from __future__ import annotations

import re

from extract.page.blocks import Block, is_dense

PROSE = 80  # characters: a block this long, outside links and ending like a sentence, is running text
SENTENCE = 20  # characters of the shortest sentence that is told from a label
SENTENCE_DENSE = 8
SENTENCE_END = re.compile(r"[.!?…。！？\"”’»)\]:;]\s*$")


def is_sentence(text: str) -> bool:
    """Whether a text ends as a sentence does, a few words long at least."""
    least = SENTENCE_DENSE if is_dense(text) else SENTENCE
    return len(text) >= least and SENTENCE_END.search(text) is not None


def is_prose(block: Block) -> bool:
    """Whether a block is running text: long enough, mostly outside links, and ending as a sentence does."""
    return len(block.text) >= PROSE and block.link_share < 0.5 and bool(SENTENCE_END.search(block.text))
