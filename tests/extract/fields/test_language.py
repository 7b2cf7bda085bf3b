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
