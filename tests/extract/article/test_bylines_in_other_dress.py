"""Bylines with days, ranks and several places, and lines that name who paid."""

from __future__ import annotations

import pytest

from extract.fields.authors import split_byline
from tests.extract.article.test_foreign_layouts import headed, read, told


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Hanna Virtala Tues., 25 Nov. 2025 at 9:05", ("Hanna Virtala",)),
        ("By Hanna Virtala, Sunday 2 November 2025", ("Hanna Virtala",)),
        ("By Hanna Virtala and Odo Brandt Mon, Nov 24, 2025 9:05 am", ("Hanna Virtala", "Odo Brandt")),
        ("By Mon Kyaw Thu and Sun Li", ("Mon Kyaw Thu", "Sun Li")),
        ("항구일보 민보라 수습기자", ("민보라",)),
        ("민보라 수습 기자", ("민보라",)),
        ("주간항구 탁우진 인턴기자", ("탁우진",)),
        ("【丹東＝石倉由布子、北京＝宋立】恵山のコメの値段が上がった。", ("石倉由布子", "宋立")),
        ("【モスクワ＝石倉由布子、ソウル＝宋立、東京＝平尾光】値段が上がった。", ("石倉由布子", "宋立", "平尾光")),
        ("Presented by Lotus Coast Bank", ()),
    ],
)
def test_names_of_a_byline_are_read(line: str, names: tuple[str, ...]) -> None:
    assert split_byline(line) == names


@pytest.mark.parametrize(
    "line",
    [
        "<p class='brand'>Presented by <a href='https://bank.example/'>Lotus Bank</a></p>",
        "<div>Presented by Lotus Bank</div>",
    ],
)
def test_who_paid_for_a_page_is_no_author(line: str) -> None:
    assert read(f"<article>{headed('en')}{line}{told('en')}</article>").authors == ()
