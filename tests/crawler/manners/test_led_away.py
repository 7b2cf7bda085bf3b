"""A redirect for the time being: to the article itself, or to another."""

from __future__ import annotations

import pytest

from crawler.manners.led_away import is_called, leads_to_itself

PAGE = "<html><head><title>{} | Desk Times</title></head><body><h1>{}</h1><p>Rice was dearer.</p></body></html>"


@pytest.mark.parametrize(
    ("asked", "found", "itself"),
    [
        ("http://example.com/n/1", "https://www.example.com/n/1/", True),
        ("http://example.com/n/rice-dearer", "http://example.com/2026/03/rice-dearer.html", True),
        ("http://example.com/n/rice-dearer", "http://m.example.com/n/rice-dearer/amp", True),
        ("http://example.com/view?idxno=7", "http://example.com/view?idxno=7&cookies=1", True),
        ("http://example.com/view?idxno=7&page=1", "http://example.com/view?idxno=7", True),
        ("http://example.com/view?idxno=40312", "http://example.com/market/40312/rice-dearer", True),
        ("http://example.com/n/1", "http://example.com/n/2", False),
        ("http://example.com/view?idxno=7", "http://example.com/view?idxno=8", False),
        ("http://example.com/view?idxno=7", "http://example.com/view", False),
        ("http://example.com/20260302/a", "http://example.com/20260302/b", False),
        ("http://example.com/n/1", "http://example.org/n/1", False),
    ],
)
def test_an_articles_own_address_is_told_by_its_name_and_number(asked: str, found: str, itself: bool) -> None:
    assert leads_to_itself(asked, found) is itself


@pytest.mark.parametrize(
    ("listed", "headline", "same"),
    [
        ("Rice dearer at Hyesan", "Rice dearer at Hyesan", True),
        ("Rice dearer at Hyesan", "Rice is dearer at Hyesan", True),
        ("혜산 쌀값 올라", "혜산 쌀값 올라", True),
        ("Market note 1", "Market note 2", False),
        ("Market note 1", "Market note 12", False),
        ("Rice dearer at Hyesan", "Oil cheaper at Rason", False),
        ("", "Oil cheaper at Rason", False),
    ],
)
def test_a_page_is_called_as_it_was_listed(listed: str, headline: str, same: bool) -> None:
    said = PAGE.format(headline, headline).encode()
    assert is_called(listed, said, content_type="text/html; charset=utf-8") is same
