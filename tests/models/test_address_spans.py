"""Addresses and markup, in which no mention stands."""

from __future__ import annotations

import pytest
from spacy.language import Language

from corpus.store.unforeseen import processor_time
from models.components.address_spans import addresses


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("3. URL: https://news.example/view/AKR2031081410, 제목", ["https://news.example/view/AKR2031081410"]),
        ("См. youtube.example/playlist?list=PL5VyV1QM7 и lenta.ru.", ["youtube.example/playlist?list=PL5VyV1QM7"]),
        ("链接：http://tech.example.cn/zt_d/，锁定", ["http://tech.example.cn/zt_d/"]),
        ("Write to desk@example.org, or (see www.example.org).", ["desk@example.org", "www.example.org"]),
        ("&quot;선제공격&quot; <b>굵게</b>", ["&quot;", "&quot;", "<b>", "</b>"]),
        ("AT&T; and/or 5 km/h, a < b", []),
    ],
)
def test_addresses_end_where_the_words_go_on(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in addresses(text)] == found


@pytest.mark.parametrize("unit", ["a.", "a-", "a", "a+.", "aa.99.", ".", "-", "_", "a@", "www.-", "<a ", "&"])
def test_long_run_of_what_addresses_hold_takes_no_time(unit: str) -> None:
    with processor_time(1):
        for text in ("/" + unit * 20_000, unit * 20_000 + "://", f"a@{unit * 20_000}"):
            addresses(text)


@pytest.mark.parametrize(
    "text",
    [
        "12. URL: https://news.example.com/view/AKR20310814102500057, 제목: 여야, 본회의 일정 합의",
        "Read more at https://news.example.com/Rason/Sunchon-Vinalon-Complex.html today.",
    ],
)
def test_no_mention_stands_in_an_address(nlp: Language, text: str) -> None:
    assert [ent.text for ent in nlp(text).ents] == []
