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


KEYS = (
    "amp outputtype output print printable view mode format device mobile m single page paged pageno page_no pagenum pg"
)


@pytest.mark.parametrize("key", KEYS.split())
def test_query_that_says_how_the_page_is_shown_is_dropped(key: str) -> None:
    declared = "https://daily.example/story/rason"
    assert canonical_address(f"{declared}?{key}=1", declared, None) == declared
    assert canonical_address(f"{declared}?{key}=1&id=9", declared, None) == f"{declared}?{key}=1&id=9"


@pytest.mark.parametrize("mark", ["amp", "m", "mobile", "mobi", "print", "printable", "printer"])
def test_part_of_a_path_that_says_how_the_page_is_shown_is_passed_over(mark: str) -> None:
    declared = "https://daily.example/story/rason"
    assert canonical_address(f"{declared}/{mark.upper()}", declared, None) == declared
    assert canonical_address(f"{declared}/{mark}s", declared, None) == f"{declared}/{mark}s"


@pytest.mark.parametrize(
    "ending", [".html", ".htm", ".php", ".asp", ".aspx", ".jsp", ".amp.html", ".print.html", "/index.php"]
)
def test_kind_of_a_file_is_no_part_of_its_name(ending: str) -> None:
    declared = "https://daily.example/2026/rason"
    assert canonical_address(f"https://daily.example/story/rason{ending}", declared, None) == declared


def test_canonical_that_gives_another_number_is_one_for_a_whole_site() -> None:
    page = "https://cms.example/view?id=9&page=2"
    assert canonical_address(page, "https://cms.example/view?id=1", None) == page
    assert (
        canonical_address(page, "https://cms.example/view?id=9&page=1", None) == "https://cms.example/view?id=9&page=1"
    )


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


@pytest.mark.parametrize(
    ("page", "declared"),
    [
        ("/bbs/board.php?bo_table=news&wr_id=731", "/bbs/board.php?bo_table=news"),
        ("/cmm/view.do?bbsId=BBSMSTR_000012&nttId=5512&pageIndex=3", "/cmm/view.do?bbsId=BBSMSTR_000012"),
        ("/index.php?mid=notice&document_srl=88123", "/index.php?mid=notice"),
        ("/forum/read.asp?catid=4&newsid=9021", "/forum/read.asp?catid=4&lang=ru"),
        ("/content?menu=200033&seq=71", "/content?menu=200033"),
    ],
)
def test_address_of_the_board_without_the_articles_number_is_not_believed(page: str, declared: str) -> None:
    host = "https://news.daily.example"
    assert canonical_address(host + page, host + declared, None) == host + page


@pytest.mark.parametrize(
    ("page", "declared"),
    [
        ("/bbs/board.php?bo_table=news&wr_id=731&page=4&sfl=wr_subject", "/bbs/board.php?bo_table=news&wr_id=731"),
        ("/view.do?menuNo=2003&nttId=5512", "/view.do?nttId=5512"),
        ("/read.php?no=5512&utm_campaign=a1", "/read.php?idx=5512"),
        ("/rason-port-opens-again?ref=x1&n=2", "/rason-port-opens-again?lang=en"),
    ],
)
def test_address_that_keeps_the_articles_number_is_believed(page: str, declared: str) -> None:
    host = "https://news.daily.example"
    assert canonical_address(host + page, host + declared, None) == host + declared
