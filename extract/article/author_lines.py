"""Lines of a text that only say who wrote it: bylines by their words, by where they stand, by how they are set."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from extract.article.draft import Line
from extract.fields.authors import split_byline
from extract.fields.byline_model import names_alone
from extract.fields.byline_settings import inside_brackets, plain_byline
from extract.fields.visible import LONGEST_NAME, is_byline, signs
from extract.page.blocks import Block, text_key
from extract.page.prose import is_sentence
from extract.page.trip_records import BylineLine

# What parts a town or a house from a name: "Hanna Virtala's account" and "Hanna Virtala answers" are not bylines.
_PARTED = re.compile(r"(?:\s*[,，、|/·(（\[]\s*|\s+[-–—]\s+|\s*[–—]\s*|\s+in\s+)(?P<first>[^\W_])")
BESIDE_NAME = 16  # letters after a name that may be a town's or a house's


def names_author(text: str, block: Block | None, stated: Collection[str] = ()) -> bool:
    """Whether a line only says who wrote the article, by its words or by the class name of its block.

    `stated` are the authors whom the page states elsewhere; with a town or a house after them, parted by a comma or the
    like, they are a byline, too.
    """
    if len(text) > LONGEST_NAME or "\t" in text or is_sentence(inside_brackets(text)):
        return False
    if any(_begins_with(text, name) for name in stated):
        return True
    if split_byline(text) or (block is not None and is_byline(block)):
        return True
    return names_alone(BylineLine(text=plain_byline(inside_brackets(text)), place="below"))


def _begins_with(text: str, name: str) -> bool:
    """Whether a line is a stated name alone, or with a town or a house set apart from it."""
    key, said = text_key(name), text_key(text)
    if not key or not said.startswith(key) or len(said) - len(key) > BESIDE_NAME:
        return False
    # the letters of a key are spread over the line: the shortest beginning that holds them is the name as it is written
    end = next(i for i in range(len(text) + 1) if len(text_key(text[:i])) >= len(key))
    if len(said) == len(key):
        return True
    parted = _PARTED.match(text, end)
    return parted is not None and not parted["first"].islower()


def is_signed(line: Line, blocks: Sequence[Block]) -> bool:
    """Whether a line is the author's name under the article: nothing but names, set to the right or in slanted type."""
    return line.block is not None and signs(blocks[line.block])
