"""Labels that say only what the row above did not: ditto marks, days below a month, months below a year.

What such a label leaves out is written into it, so that each row tells its own time and name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.facts.tables.quantities import plain
from extract.facts.tables.table_words import head_kinds
from extract.facts.tables.told_times import Told, read_times

# "the same": the cell above in the same column is meant
_DITTO = re.compile(
    r"[\"“”″〃々]|,,|''|-\"-|ditto|do\.|same|the same|same plant|같음|위와 같음|상동|同上|同|同前"
    r"|то же|тот же|та же|он же|она же",
    re.IGNORECASE,
)
_SAME = re.compile(r"^(?:同|동)(?=\s?\d)")
_DAY = re.compile(r"(?:[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?")
_QUARTER_OF_FOUR = re.compile(r"[1-4]/4")
_QUARTER_HEAD = re.compile(r"quarter|분기|四半期|季度|квартал|кв\.?", re.IGNORECASE)
_MONTH_HEAD = re.compile(r"months?|월|月|月份|месяц", re.IGNORECASE)
_QUARTER = re.compile(r"(?:第|제)?\s?(?P<n>[1-4]|I{1,3}|IV|[一二三四])(?:st|nd|rd|th|-?[йяе])?")
_MONTH = re.compile(r"(?P<n>0?[1-9]|1[0-2])")
_NUMERALS = {"I": 1, "II": 2, "III": 3, "IV": 4, "一": 1, "二": 2, "三": 3, "四": 4}
LEAST_TIMES = 2  # cells of a row or a column that number quarters or months
WRAP = 6  # months back from which on a month without a year is one of the next year


def with_whole_labels(cells: Sequence[Sequence[str]], head_rows: int) -> list[list[str]]:
    """The cells with ditto marks spelt out, days joined to the month beside them, and months to the year above them."""
    rows = [list(row) for row in cells]
    for column in range(len(rows[0]) if rows else 0):
        for number in range(head_rows + 1, len(rows)):
            if _DITTO.fullmatch(rows[number][column]) and rows[number - 1][column]:
                rows[number][column] = rows[number - 1][column]
    _name_times(rows, head_rows)
    _join_days(rows, head_rows)
    for column in _time_columns(rows, head_rows):
        texts = _with_years([row[column] for row in rows[head_rows:]])
        for row, text in zip(rows[head_rows:], texts, strict=True):
            row[column] = text
    return rows


def _name_times(rows: list[list[str]], head_rows: int) -> None:
    """Writes "1분기" for "1/4" among heads, and for "1" or "第1" below or beside "Quarter"; so months."""
    width = len(rows[0]) if rows else 0
    runs = [[(row, column) for column in range(width)] for row in range(head_rows)]
    runs += [[(row, column) for row in range(max(0, head_rows - 1), len(rows))] for column in range(min(2, width))]
    for run in runs:
        head = plain(rows[run[0][0]][run[0][1]]) if run else ""
        cells = [(row, column, plain(rows[row][column])) for row, column in run]
        told = {text for _, _, text in cells if _QUARTER_OF_FOUR.fullmatch(text)}
        for row, column, text in cells if len(told) >= LEAST_TIMES else ():
            if text in told:
                rows[row][column] = f"{text[0]}분기"
        for of_head, one, unit in ((_QUARTER_HEAD, _QUARTER, "분기"), (_MONTH_HEAD, _MONTH, "월")):
            found = [one.fullmatch(text) for _, _, text in cells[1:]]
            if of_head.fullmatch(head) and sum(map(bool, found)) >= max(LEAST_TIMES, len(found) / 2):
                for (row, column, _), match in zip(cells[1:], found, strict=True):
                    if match is not None:
                        rows[row][column] = f"{_NUMERALS.get(match['n']) or int(match['n'])}{unit}"


def _time_columns(rows: Sequence[Sequence[str]], head_rows: int) -> list[int]:
    """The columns, among the first two, in which most cells tell one time."""
    body = rows[head_rows:]
    return [
        column
        for column in range(min(2, len(rows[0]) if rows else 0))
        if sum(_told(row[column]) is not None for row in body) * 2 > len(body) > 1
    ]


def _told(cell: str) -> Told | None:
    text = _SAME.sub("", plain(cell))
    times = read_times(text, cell=True)
    if len(times) != 1 or times[0].end - times[0].start < len(text) - 3:
        return None
    return times[0]


def _with_years(texts: Sequence[str]) -> list[str]:
    """Cells of a column, months and days without a year with that of the cell above that tells one."""
    found: list[str] = []
    last: tuple[int, int] | None = None
    for cell in texts:
        told = _told(cell)
        if told is None or told.weekday is not None or (told.month is None and told.day is not None):
            found.append(cell)
            continue
        month = told.last_month or told.month
        if told.year is None and last is not None and told.month is not None:
            year, before = last
            year += (before - told.month >= WRAP and before > 0) - (told.month - before >= WRAP and before > 0)
            text = _SAME.sub("", plain(cell))
            found.append(f"{text[: told.start]}{_spelt(told, year)}{text[told.end :]}")
            last = year, month or 0
            continue
        if told.year is not None:
            last = told.year, month or 0
        found.append(cell)
    return found


def _spelt(told: Told, year: int) -> str:
    """A time with its year, as `read_times` reads it again in any language."""
    if told.day is None:
        until = f"~{told.last_month}월" if told.last_month else ""
        return f"{year}년 {told.month}월{until}"
    if told.last_day is None and told.last_month is None:
        return f"{year}-{told.month:02}-{told.day:02}"
    until = f"{told.last_month}월 {told.last_day}일" if told.last_month else f"{told.last_day}일"
    return f"{year}년 {told.month}월 {told.day}일~{until}"


def _join_days(rows: list[list[str]], head_rows: int) -> None:
    """Puts a bare day ("8", below "Day") together with the month in the column before it, or last above that."""
    for column in range(1, min(3, len(rows[0]) if rows else 0)):
        heads = frozenset().union(*(head_kinds(rows[row][column]) for row in range(head_rows)))
        body = rows[head_rows:]
        if "date" not in heads or sum(_DAY.fullmatch(row[column]) is not None for row in body) * 3 < 2 * len(body):
            continue
        month: Told | None = None
        for row in body:
            if row[column - 1]:  # an empty one goes on with the month above
                told = _told(row[column - 1])
                whole = told is not None and told.month and told.day is None and told.last_month is None
                month = told if whole else None
            if month is not None and _DAY.fullmatch(row[column]):
                day = int(re.sub(r"\D", "", row[column]))
                row[column] = f"{month.year}-{month.month:02}-{day:02}" if month.year else f"{month.month}월 {day}일"
                row[column - 1] = ""
