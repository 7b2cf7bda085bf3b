"""Lines of a text that only say who wrote it: bylines by their words, by where they stand, by how they are set."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from extract.article.draft import Line
from extract.fields.authors import split_byline
from extract.fields.byline_model import names_alone
from extract.fields.byline_settings import inside_brackets, plain_byline
from extract.fields.visible import LONGEST_NAME, is_byline, signs
from extract.page.blocks import Block, text_key
from extract.page.prose import is_sentence
from extract.page.trip_records import BylineLine

BESIDE_NAME = 16  # letters after a name that may be a town's or a house's


def names_author(text: str, block: Block | None, stated: Collection[str] = ()) -> bool:
    """Whether a line only says who wrote the article, by its words or by the class name of its block.

    `stated` are the authors whom the page states elsewhere; with a town or a house after them they are a byline, too.
    """
    if len(text) > LONGEST_NAME or "\t" in text or is_sentence(inside_brackets(text)):
        return False
    key = text_key(text)
    if any(key.startswith(name) and len(key) - len(name) <= BESIDE_NAME for name in map(text_key, stated)):
        return True
    if split_byline(text) or (block is not None and is_byline(block)):
        return True
    return names_alone(BylineLine(text=plain_byline(inside_brackets(text)), place="below"))


def is_signed(line: Line, blocks: Sequence[Block]) -> bool:
    """Whether a line is the author's name under the article: nothing but names, set to the right or in slanted type."""
    return line.block is not None and signs(blocks[line.block])
