"""A text as paragraphs and tables: nothing of it is lost, and the part that an address points to is marked."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from corpus.read.article import StoredTable
from corpus.web.article_blocks import Block, text_blocks

TEXT = "Prices of the week\nGood\tPrice\nrice\t8,300\ncorn\t3,100\n\nTraders said so."


def table(start: int, end: int) -> StoredTable:
    return StoredTable(
        noarchive=False, position=0, caption="Hyesan", heading="", head_rows=1, cells=[], start=start, end=end
    )


def shown(blocks: list[Block]) -> list[str]:
    return ["|".join("/".join(cell.text for cell in row) for row in block.rows) or block.line for block in blocks]


def test_a_table_stands_between_its_paragraphs() -> None:
    blocks = text_blocks(TEXT, (), [table(TEXT.index("Good"), TEXT.index("\n\nTraders"))], {})
    assert shown(blocks) == ["Prices of the week", "Good/Price|rice/8,300|corn/3,100", "Traders said so."]
    assert blocks[1].head_rows == 1


def test_the_cell_that_is_pointed_to_is_marked() -> None:
    at = (TEXT.index("3,100"), TEXT.index("3,100") + 5)
    blocks = text_blocks(TEXT, (), [table(TEXT.index("Good"), TEXT.index("\n\nTraders"))], {}, at=at)
    assert [cell.text for row in blocks[1].rows for cell in row if cell.pointed] == ["3,100"]
    assert not any(block.pointed for block in blocks)


@given(st.text(alphabet="ab\t\n ", max_size=40), st.integers(0, 40), st.integers(0, 40))
def test_no_character_is_lost(text: str, start: int, end: int) -> None:
    blocks = text_blocks(text, (), [table(start, end)], {})
    kept = "".join(shown(blocks)).replace("/", "").replace("|", "")
    assert kept.replace("\t", "").replace(" ", "") == text.replace("\n", "").replace("\t", "").replace(" ", "")
