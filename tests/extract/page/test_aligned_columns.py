"""Preformatted tables set in columns by spaces."""

from __future__ import annotations

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
