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


CAME_FROM = (
    "utm_source utm_campaign utmsource fbclid gclid ref referer referrer ref_src refsrc from src source share"
    " shared_by spm cmp cmpid campaign campaign_id mc_cid mc_eid igsh igshid _ga ncid feed xtor rss rss_id smid"
    " cid via partner isappinstalled scene chksm input inflow nclick nclicks"
)


@pytest.mark.parametrize("key", CAME_FROM.split())
def test_where_a_reader_came_from_is_dropped_where_the_path_names_the_article(key: str) -> None:
    host = "https://daily.example"
    for path in ("/rason-port", "/rason-port-opens", "/a731", "/2026"):
        assert canonical_address(f"{host}{path}?{key}=x1", host + path, None) == host + path
        assert canonical_address(f"{host}{path}?{key.upper()}=", host + path, None) == host + path
        assert canonical_address(f"{host}{path}?{key}=x1&no=5", host + path, None) == f"{host}{path}?{key}=x1&no=5"
    for path in ("/read", "/a73", "/rason_port", "/7-11"):  # what is read there stands in the query alone
        assert canonical_address(f"{host}{path}?{key}=x1", host + path, None) == f"{host}{path}?{key}=x1"


BESIDE = (
    "utm_source utmsource gclid ref referrer from src source share shared sid sess session phpsessid lang"
    " language locale sort sortby order orderby search searchkey sfl stx sop sca sod sst key keyword q page cpage"
    " cage curpage cur_page row rows limit size v ver t _ bo_table botable bbs bbsid board board_id bid b_id table"
    " menu menuno mid m_id cat category cid c_id section sectionid sec secid code type div class classid group"
    " groupid site siteid nodetype node_type action act do mod module option"
)


@pytest.mark.parametrize("key", BESIDE.split())
def test_number_of_a_list_or_a_board_may_be_dropped(key: str) -> None:
    host = "https://daily.example"
    declared = f"{host}/read.php?x=a"
    assert canonical_address(f"{declared}&{key}=12", declared, None) == declared
    assert canonical_address(f"{declared}&{key.upper()}=12", declared, None) == declared
    assert canonical_address(f"{declared}&{key}=12&idx=9", declared, None) == f"{declared}&{key}=12&idx=9"


@pytest.mark.parametrize("key", KEYS.split())
def test_number_that_says_how_the_page_is_shown_may_be_dropped_beside_others(key: str) -> None:
    declared = "https://daily.example/read.php?x=a"
    for page in (f"{declared}&{key}=12", f"{declared}&{key.upper()}=12"):
        assert canonical_address(page, declared, None) == declared
        assert canonical_address(page, f"{declared}&{key}=1", None) == f"{declared}&{key}=1"
        assert canonical_address(page, f"{declared}&{key.upper()}=1", None) == f"{declared}&{key.upper()}=1"


@pytest.mark.parametrize(
    ("page", "declared", "believed"),
    [
        # hosts: one registrable domain, or one address of a machine
        ("http://10.0.0.1/story/rason", "http://10.0.0.1/2026/rason", True),
        ("http://10.0.0.1/story/rason", "http://10.0.0.2/2026/rason", False),
        ("https://a.go.kr/story/rason", "https://b.go.kr/2026/rason", False),
        ("https://m.a.go.kr/story/rason", "https://www.a.go.kr/2026/rason", True),
        # schemes
        ("https://daily.example/story/rason", "http://daily.example/story/rason", True),
        ("http://daily.example/story/rason", "https://daily.example/story/rason", True),
        ("https://daily.example/story/rason", "ftp://daily.example/story/rason", False),
        ("https://daily.example/story/rason", "https://:secret@daily.example/story/rason", False),
        # what is no address of the page's own
        ("https://daily.example/story/rason#top", "   ", False),
        ("https://daily.example/story/rason#top", "", False),
        ("https://daily.example/story/rason", "//", False),
        # names: case, a last stroke, the end of a file, and marks of how it is shown
        ("https://daily.example/story/Rason", "https://daily.example/2026/rason", True),
        ("https://daily.example/story/rason/", "https://daily.example/2026/rason", True),
        ("https://daily.example/story/rason", "https://daily.example/2026/rason.HTML", True),
        ("https://daily.example/story/rason", "https://daily.example/2026/rason-2", False),
        ("https://daily.example/rason", "https://daily.example/2026/rason/x", False),
        ("https://daily.example/story/rason.print", "https://daily.example/story/rason", True),
        ("https://daily.example/story/rason.amp", "https://daily.example/story/rason", True),
        # a query without values is one as well
        ("https://daily.example/story?731", "https://daily.example/story", False),
        ("https://daily.example/story/rason?print", "https://daily.example/story/rason", True),
        ("https://daily.example/story/rason?read", "https://daily.example/story/rason", False),
        # the same number in other letters is the same
        ("https://daily.example/view?id=ABC", "https://daily.example/view?id=abc", True),
        ("https://daily.example/view?id=ABC", "https://daily.example/view?id=abd", False),
        ("https://daily.example/view?id=ABC&no=1", "https://daily.example/view?id=abd&no=1", False),
        # an article's number goes on under another name, or not at all
        ("https://daily.example/view?a=731&b=x", "https://daily.example/view?c=731", True),
        ("https://daily.example/view?a=731&b=x", "https://daily.example/view?c=732", False),
        ("https://daily.example/view?a=x", "https://daily.example/view?c=y", True),
        ("https://daily.example/2026?a=731", "https://daily.example/2026?c=y", True),
        ("https://daily.example/202?a=731", "https://daily.example/202?c=y", False),
        ("https://daily.example/port-opens?a=731", "https://daily.example/port-opens?c=y", False),
        ("https://daily.example/view?a=731", "https://daily.example/rason?c=y", False),
        # the declared address gains a query
        ("https://daily.example/view", "https://daily.example/view?id=9", True),
    ],
)
def test_what_is_believed(page: str, declared: str, believed: bool) -> None:
    assert canonical_address(page, declared, None) == (declared if believed else page)


def test_outlet_without_a_pattern_is_as_none(outlet: Outlet) -> None:
    plain = replace(outlet, article_url=None)
    page = "https://daily.example/story/rason"
    assert canonical_address(page, "https://daily.example/a/rason", plain) == "https://daily.example/a/rason"
    assert canonical_address(page, "https://daily.example/2026/other", plain) == page


def test_pattern_of_the_outlet_is_looked_for_in_the_whole_address(outlet: Outlet) -> None:
    page = "https://daily.example/2026/view?id=9"
    kept = "https://daily.example/2026/view?id=9&page=2"
    assert canonical_address(page, kept, outlet) == kept
    assert canonical_address(page, "https://daily.example/2026/view?id=8", outlet) == page
    assert canonical_address(page, "https://daily.example/2026/view", outlet) == page
    assert canonical_address(page, "https://daily.example/2026/view?lang=9a", outlet) == page
    assert canonical_address(page, "https://daily.example/view?id=9#/2026/", outlet) == page


@pytest.mark.parametrize(
    ("url", "declared", "own"),
    [
        ("https://amp.tumen.invalid/amp/rason-port", "https://www.tumen.invalid/rason-port", True),
        ("https://m.tumen.internal/rason-port", "https://tumen.internal/rason-port", True),
        ("http://10.0.0.7/rason-port", "http://11.0.0.7/rason-port", False),
        ("http://intranet/rason-port", "http://extranet/rason-port", False),
        ("https://tumen.invalid/rason-port", "https://yalu.invalid/rason-port", False),
    ],
)
def test_hosts_under_a_top_domain_that_no_list_knows_are_one_site_by_their_last_two_names(
    url: str, declared: str, own: bool
) -> None:
    assert (canonical_address(url, declared, None) == declared) is own
