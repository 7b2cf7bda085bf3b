"""Clock times without a zone on pages of outlets that nobody has described: the host's country tells theirs."""

from __future__ import annotations

import pytest

from tests.extract.article.test_foreign_layouts import headed, read, told


@pytest.mark.parametrize(
    ("lang", "stamp", "host", "time"),
    [
        ("ko", "2025. 11. 24.(월) 오후 2:05", "www.office.go.kr", "05:05"),
        ("ko", "2025-11-24 14:05 KST", "harbour.example", "05:05"),
        ("en", "24 November 2025 14:05", "harbour.co.uk", "14:05"),
        ("en", "24 November 2025 14:05 GMT", "harbour.or.kr", "14:05"),
        ("zh", "2025年11月24日 下午2:05", "www.gangkou.gov.cn", "06:05"),
        ("zh", "2025年11月24日 14:05", "gangkou.com.tw", "06:05"),
        ("zh", "2025-11-24 14:05", "gangkou.example", "14:05"),
        ("en", "24 Nov 2025 14:05", "minato.go.jp", "05:05"),
    ],
)
def test_clock_without_a_zone_is_of_the_hosts_country(lang: str, stamp: str, host: str, time: str) -> None:
    body = f"<div>{headed(lang)}<dl><dt>-</dt><dd>{stamp}</dd></dl><div>{told(lang)}</div></div>"
    article = read(body, lang=lang, url=f"https://{host}/view?seq=3744")
    assert f"{article.published:%Y-%m-%d %H:%M}" == f"2025-11-24 {time}"
