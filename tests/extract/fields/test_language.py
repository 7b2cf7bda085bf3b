"""The language of a text is told by script first, by letters then."""

from __future__ import annotations

import pytest

from extract.fields.language import detect_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Traders in Hyesan said that the price of corn fell by a tenth this week.", "en"),
        ("혜산 시장에서 옥수수 값이 이번 주에 10분의 1 떨어졌다고 상인들이 말했다.", "ko"),
        ("惠山市场的玉米价格本周下跌了十分之一，商贩们说。", "zh"),
        ("恵山の市場ではトウモロコシの価格が今週一割下がったと商人たちは話す。", "ja"),
        ("Торговцы в Хесане говорят, что цена кукурузы за неделю упала на десятую часть.", "ru"),
        ("Händler in Hyesan sagen, der Preis für Mais sei in dieser Woche um ein Zehntel gefallen.", "de"),
        ("The shop sign reads 라선종합시장, and the trader from Yanji says that business is good again.", "en"),
        ("북한 KPA와 Air Koryo, UN 제재 panel 보고서에 관한 설명을 들었다고 한다.", "ko"),
        ("Trade", None),
        ("12.11.2025 10:40", None),
        ("", None),
    ],
)
def test_language_is_told(text: str, language: str | None) -> None:
    assert detect_language(text) == language


NAMES = (
    "Nampo Harbour. Haeju Yard. Rajin Pier. Kim Chaek Mill. Tongil Bazaar. Sunam Hall. Kalma Dock. Ryongsong Works. "
)


@pytest.mark.parametrize(
    ("text", "title", "declared", "language"),
    [
        (NAMES * 4, "Harbours and mills that were named in the report", "", "en"),
        (NAMES * 4, "Welche Häfen und Werke in dem Bericht genannt sind", "", "de"),
        (NAMES * 4, "Los puertos y las fábricas que nombra el informe", "ko", "es"),
        (NAMES, "Nampo, Haeju", "en-GB", "en"),
        (NAMES * 9, "", "fr", "fr"),
        ("Порт Нампхо. Рынок Тхониль. Завод Рёнсон. Порт Чхонджин. Верфь Хэджу.", "Harbours of the week", "en", "ru"),
    ],
)
def test_language_of_a_list_of_names_is_its_titles(text: str, title: str, declared: str, language: str) -> None:
    assert detect_language(text, declared=declared, title=title) == language


def test_title_does_not_overrule_a_text_in_words() -> None:
    text = "Händler in Hyesan sagen, der Preis für Mais sei in dieser Woche um ein Zehntel gefallen."
    assert detect_language(text, declared="en", title="Traders in Hyesan say that corn is cheaper") == "de"
