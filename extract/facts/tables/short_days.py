"""Days of two numbers in the heads and the first column of a table: "26.01" is a day and a month in Russian tables,
where others write the month first, which is how cells are read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_SHORT = re.compile(r"(\d{1,2})\.(\d{2})")
_MONTHS = 12
_DAY_FIRST = ("ru",)  # languages that write so where the numbers themselves leave it open


def with_months_first(cells: Sequence[Sequence[str]], head_rows: int, language: str) -> list[list[str]]:
    """The cells, days of heads and first column turned to month and day: "26.01" to "01.26". They are left as they are
    where one of them cannot be turned, or where neither they nor the language say which number is the day.
    """
    rows = [list(row) for row in cells]
    marked = [
        (number, column, match)
        for number, row in enumerate(rows)
        for column, cell in enumerate(row)
        if (number < head_rows or column == 0) and (match := _SHORT.fullmatch(cell.strip())) is not None
    ]
    if any(not 1 <= int(match[2]) <= _MONTHS for _, _, match in marked):
        return rows
    if language in _DAY_FIRST or any(int(match[1]) > _MONTHS for _, _, match in marked):
        for number, column, match in marked:
            rows[number][column] = f"{match[2]}.{match[1]}"
    return rows
