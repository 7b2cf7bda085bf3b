"""What a label leaves out is written into it."""

from __future__ import annotations

from extract.facts.tables.whole_labels import with_whole_labels


def test_a_month_written_once_is_that_of_the_days_below_it() -> None:
    cells = [
        ("Month", "Day", "Rice"), ("March", "8", "5"), ("", "9", "6"), ("", "15", "7"), ("April 2024", "2", "8"),
        ("", "3", "9"), ("Mean", "4", "7"), ("", "5", "7"),
    ]  # fmt: skip
    whole = with_whole_labels(cells, 1)
    assert [row[1] for row in whole[1:]] == ["3월 8일", "3월 9일", "3월 15일", "2024-04-02", "2024-04-03", "4", "5"]
