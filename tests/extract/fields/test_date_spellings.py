"""Days in other spellings: eras, full-width and Chinese figures, words, and months of issue."""

from __future__ import annotations

from datetime import UTC

import pytest

from extract.fields.date_forms import is_relative, read_dates, read_months
from extract.fields.date_spellings import SPELLINGS, Spelling, plain_spelling
from extract.fields.dates import parse_iso
from extract.fields.stamps import is_stamp


@pytest.mark.parametrize("rule", SPELLINGS, ids=lambda rule: rule.example[0])
def test_each_rule_does_what_its_example_says(rule: Spelling) -> None:
    before, after = rule.example
    match = rule.pattern.search(before)
    assert match is not None
    assert before[: match.start()] + str(rule.read(match)) + before[match.end() :] == after


@pytest.mark.parametrize(
    ("text", "day", "words"),
    [
        ("令和7年3月9日（日）掲載", "2025-03-09", "令和7年3月9日"),
        ("掲載日：平成３１年４月３０日", "2019-04-30", "平成３１年４月３０日"),
        ("令和元年五月一日", "2019-05-01", "令和元年五月一日"),
        ("昭和六十三年十二月三十一日", "1988-12-31", "昭和六十三年十二月三十一日"),
        ("R7.3.9", "2025-03-09", "R7.3.9"),
        ("Ｈ３０．１２．０１ 更新なし", "2018-12-01", "Ｈ３０．１２．０１"),
        ("中華民國114年3月9日", "2025-03-09", "中華民國114年3月9日"),
        ("２０２５年３月９日", "2025-03-09", "２０２５年３月９日"),
        ("２０２５／０３／０９", "2025-03-09", "２０２５／０３／０９"),
        ("本报讯 二〇二五年三月九日", "2025-03-09", "二〇二五年三月九日"),
        ("二零二五年十月二十日", "2025-10-20", "二零二五年十月二十日"),
        ("二○二五年十一月廿九日", "2025-11-29", "二○二五年十一月廿九日"),
        ("2025年3月9号", "2025-03-09", "2025年3月9号"),
        ("2025년(주체114) 3월 9일", "2025-03-09", "2025년(주체114) 3월 9일"),
        ("2025（令和7）年3月9日", "2025-03-09", "2025（令和7）年3月9日"),
        ("令和7年（2025年）3月9日", "2025-03-09", "令和7年（2025年）3月9日"),
        ("주체114(2025)년 3월 9일", "2025-03-09", "주체114(2025)년 3월 9일"),
        ("Friday, the third of January 2025", "2025-01-03", "the third of January 2025"),
        ("thirty-first March, 2025", "2025-03-31", "thirty-first March, 2025"),
        ("May the twenty-second, 2025", "2025-05-22", "May the twenty-second, 2025"),
        ("the 9th day of March, 2025", "2025-03-09", "the 9th day of March, 2025"),
        ("March the 9th, 2025", "2025-03-09", "March the 9th, 2025"),
        ("the twelfth of March two thousand and twenty-five", "2025-03-12", None),
        ("March eleventh, twenty twenty-five", "2025-03-11", None),
        ("le premier février 2025", "2025-02-01", "le premier février 2025"),
        ("двадцать первого марта 2025 года", "2025-03-21", "двадцать первого марта 2025 года"),
        ("9 III 2025", "2025-03-09", "9 III 2025"),
        ("21.xi.2025", "2025-11-21", "21.xi.2025"),
    ],
)
def test_day_of_another_spelling_is_read_with_its_words(text: str, day: str, words: str | None) -> None:
    (found,) = read_dates(text)
    assert (f"{found.when.astimezone(UTC):%Y-%m-%d}", found.text) == (day, words or text)
    assert not is_relative(found.text)


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("March 2025 issue", "2025-03"),
        ("2025년 3월호", "2025-03"),
        ("2025년 11월호 통권 482호", "2025-11"),
        ("２０２５年３月号", "2025-03"),
        ("令和七年十月下旬号", "2025-10"),
        ("二〇二五年十二月号", "2025-12"),
        ("2025.3월호", "2025-03"),
        ("№ 3 (март 2025)", "2025-03"),
    ],
)
def test_month_of_issue_is_a_month_and_no_day(text: str, month: str) -> None:
    assert read_dates(text) == []
    assert [f"{found.when:%Y-%m}" for found in read_months(text)] == [month]


@pytest.mark.parametrize(
    "text",
    [
        "The twenty-first century began in May.",
        "H2.5 of the draft says nothing, R8.2.14.3 neither.",
        "She was the second of March's twenty visitors.",
        "一月に三割、二月に四割",
        "Version 4.x of 2025",
    ],
)
def test_words_and_figures_that_are_no_day_are_none(text: str) -> None:
    assert read_dates(text) == []
    assert read_months(text) == []


@pytest.mark.parametrize(
    "text", ["令和７年３月９日（日）掲載", "The third of January 2025", "14.ix.2025", "二〇二五年三月九日"]
)
def test_line_of_such_a_day_alone_is_a_stamp(text: str) -> None:
    assert is_stamp(text)


def test_machine_field_may_be_in_another_spelling() -> None:
    read = parse_iso("令和7年3月9日")
    assert read is not None
    assert (f"{read[0]:%Y-%m-%d}", read[1]) == ("2025-03-09", False)


def test_plain_text_is_left_alone() -> None:
    text = "Posted 2025-03-09 10:30 by the harbour desk"
    assert plain_spelling(text).text == text


@pytest.mark.parametrize("text", ["십십월 삼일", "이천이십육년 십십월 십십십일", "유십시월"])
def test_words_that_are_no_number_are_no_day(text: str) -> None:
    assert list(read_dates(text)) == []
