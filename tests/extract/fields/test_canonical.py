"""Which declared addresses are believed, and which would make one article of a whole site."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.outlets import Outlet, load_outlets
from extract.fields.canonical import canonical_address

HERE = "https://www.daily.example/2026/03/rason-port?page=2"


@pytest.mark.parametrize(
    "declared",
    [
        "https://www.daily.example/",
        "https://www.daily.example",
        "https://www.daily.example/business",
        "https://other.example/2026/03/rason-port",
        "https://user:secret@www.daily.example/2026/03/rason-port",
        "javascript:void(0)",
        "http://[daily",
        "",
    ],
)
def test_address_that_cannot_be_the_articles_own_is_not_believed(declared: str) -> None:
    assert canonical_address(HERE, declared, None) == HERE


def test_same_article_on_another_host_of_the_site_is_believed() -> None:
    page = "https://m.daily.co.kr/2026/03/rason-port"
    declared = "https://www.daily.co.kr/2026/03/rason-port"
    assert canonical_address(page, declared, None) == declared


def test_relative_address_is_read_from_the_page() -> None:
    page = "https://www.daily.example/amp/rason-port"
    assert canonical_address(page, "/2026/rason-port#top", None) == "https://www.daily.example/2026/rason-port"


def test_number_in_the_query_is_never_dropped() -> None:
    page = "https://cms.example/news/articleView.html?idxno=123"
    assert canonical_address(page, "https://cms.example/news/articleView.html", None) == page


@pytest.mark.parametrize(
    "shown", ["/story/rason?page=2", "/story/rason?print=1", "/story/rason/print", "/m/story/rason"]
)
def test_address_that_only_says_how_the_page_is_shown_gives_way(shown: str) -> None:
    declared = "https://daily.example/story/rason"
    assert canonical_address("https://daily.example" + shown, declared, None) == declared


def test_pattern_of_the_outlet_decides_where_there_is_one(outlet: Outlet) -> None:
    page = "https://daily.example/story?id=9"
    assert canonical_address(page, "https://daily.example/2026/rason", outlet) == "https://daily.example/2026/rason"
    assert canonical_address(page, "https://daily.example/section/trade", outlet) == page


@pytest.fixture
def outlet() -> Outlet:
    import re

    any_outlet = next(iter(load_outlets().values()))
    return replace(any_outlet, homepage="https://daily.example/", article_url=re.compile(r"/20\d\d/"))


@given(st.text(max_size=60))
def test_whatever_is_declared_gives_an_address(declared: str) -> None:
    assert canonical_address(HERE, declared, None).startswith("http")
