"""Preformatted tables set in columns by spaces."""

from __future__ import annotations

import time

import pytest

from extract.page.grids import MAX_COLUMNS, MAX_ROWS
from extract.page.text_tables import read_columns


def test_heads_stand_over_several_columns() -> None:
    grid = read_columns(
        """
        Survey      Haeju           Sariwon
                  rice  maize     rice  maize
        -------------------------------------
        3 May     5600   2700     5800   2900
        10 May    5900   2900     6100   3100
        17 May    6000   3000        -   3300
        """
    )
    assert grid is not None
    assert grid.head_rows == 2
    assert grid.cells[0] == ("Survey", "Haeju", "Haeju", "Sariwon", "Sariwon")
    assert grid.cells[4] == ("17 May", "6000", "3000", "-", "3300")


def test_a_row_without_its_first_label_goes_on_with_the_one_above() -> None:
    grid = read_columns(
        """
                       Haeju   Sariwon
        RICE   retail   5,700     5,850
               bulk     5,450     5,600
        MAIZE  retail   2,900     3,000
        """
    )
    assert grid is not None
    assert [row[:2] for row in grid.cells[1:]] == [("RICE", "retail"), ("RICE", "bulk"), ("MAIZE", "retail")]


def test_prose_set_in_lines_is_no_table() -> None:
    assert read_columns("The mill  stood still.\nIt began  again in May,\nand  made 300 tons.") is None


@pytest.mark.parametrize(
    "text",
    [
        "a  " * 10_000,
        f"x  {'1' * 16_000}abcd\ny",
        f"x  {'1 ' * 200}abcd\n" * 500,
        f"{'a  1  ' * 750}\n" * 3 + "b  2  3",
        f"{'a  1  ' * 30}\n" * 300 + f"{'a  1  ' * 29}\n" * 300,
    ],
)
def test_lines_of_any_length_are_read_in_time(text: str) -> None:
    began = time.process_time()
    grid = read_columns(text)
    assert time.process_time() - began < 3
    assert grid is None or (len(grid.cells) <= MAX_ROWS and len(grid.cells[0]) <= MAX_COLUMNS)


@pytest.mark.parametrize("gap", ["  ", "\t", " | "])
def test_a_table_is_no_larger_than_one_of_markup(gap: str) -> None:
    assert read_columns(f"{gap.join(['a', *['1'] * MAX_COLUMNS])}\n" * 3) is None
    grid = read_columns(f"{gap.join(['a', *['1'] * 5])}\n" * (MAX_ROWS + 3))
    assert grid is not None and len(grid.cells) == MAX_ROWS
