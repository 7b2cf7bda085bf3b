"""Lines of an extracted text and the blocks of the page that say the same."""

from __future__ import annotations

import time

from lxml import html

from extract.article.draft import Line, split_runs
from extract.page.blocks import read_blocks, text_key

TEXTS = (
    "Traders in Hyesan said the price of corn fell.",
    "The drop followed the arrival of eleven wagons.",
    "A kilogram of rice stayed at the same price.",
)
BLOCKS = read_blocks(html.fromstring("".join(f"<p>{text}</p>" for text in TEXTS)))
SECONDS = 4


def line(text: str) -> Line:
    return Line(text, text_key(text))


def test_line_that_runs_blocks_together_is_taken_apart() -> None:
    assert [each.text for each in split_runs([line("".join(TEXTS))], BLOCKS)] == list(TEXTS)


def test_line_of_a_page_that_holds_itself_hundreds_of_times_takes_no_time() -> None:
    """Each block that begins as the line does was a start, and all blocks after it were looked at."""
    lines = [line("".join(TEXTS) * times + "and then something else") for times in range(1, 100)]
    started = time.process_time()
    assert split_runs(lines, BLOCKS * 400) == lines
    assert time.process_time() - started < SECONDS
