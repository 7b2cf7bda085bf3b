"""Outlets as they are found and written down: listings that nothing announces, languages, countries, links left out."""

from __future__ import annotations

import json

import pytest

from corpus.data_dir import DataDir
from crawler.addresses import is_redirector
from crawler.checking.finding import page_country, page_language
from crawler.fetch import Answer
from crawler.outlets import load_outlets
from crawler.outlets.countries import COUNTRIES

BASE = 'name = "T"\nhomepage = "https://t.example/"\nkind = "daily"\nenabled = false\n'
POSTS = '[{"link": "/2026/03/a", "title": {"rendered": "A"}, "date_gmt": "2026-03-01T00:00:00"}]'


def feed(*links: str) -> str:
    items = "".join(f"<item><title>N</title><link>{link}</link></item>" for link in links)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>t</title>{items}</channel></rss>'


def outlet(folder, text: str):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "t.toml").write_text(BASE + text, "utf-8")
    return load_outlets(folder)["t"]


def test_an_outlet_may_write_in_two_languages(tmp_path):
    found = outlet(tmp_path, 'country = "kr"\nlanguages = ["ko", "en"]\n')
    assert (found.language, found.languages) == ("ko", ("ko", "en"))
    assert [found.writes_in(code) for code in ("ko", "en", "ja")] == [True, True, False]
    assert outlet(tmp_path, 'country = "kr"\nlanguage = "en"\nlanguages = ["ko"]\n').languages == ("en", "ko")
    assert outlet(tmp_path, 'country = "kr"\nlanguage = "en"\n').languages == ("en",)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ('country = "uk"\nlanguage = "en"\n', "'gb' may be meant"),
        ('country = "zz"\nlanguage = "en"\n', "country 'zz' is none of ISO 3166"),
        ('country = "kr"\nlanguages = ["korean"]\n', "languages has 'korean'"),
        ('country = "kr"\n', "'language' is missing"),
    ],
)
def test_what_cannot_be_meant_is_said(tmp_path, lines, said):
    with pytest.raises(ValueError, match=said):
        outlet(tmp_path, lines)


def test_every_shipped_outlet_is_of_a_country():
    assert {found.country for found in load_outlets().values()} <= COUNTRIES
    assert len(COUNTRIES) == 249


@pytest.mark.parametrize(
    ("url", "head", "expected"),
    [
        ("https://a.example/", '<html lang="ko-KR">', ("ko", "kr")),
        ("https://a.example/", '<html><meta property="og:locale" content="ja_JP">', ("ja", "jp")),
        ("https://a.co.uk/", '<html lang="en">', ("en", "gb")),
        ("https://a.co.kr/", '<html lang="en-US">', ("en", "kr")),
        ("https://a.example/", '<html lang="ko">', ("ko", "kr")),
        ("https://a.tv/", '<html lang="en">', ("en", "xx")),
        ("https://a.example/", '<html lang="zh-Hant-TW">', ("zh", "tw")),
        ("https://a.example/", "<html>", ("en", "xx")),
    ],
)
def test_country_and_language_are_what_the_page_says(url, head, expected):
    home = Answer(url=url, body=f"{head}<title>T</title></html>".encode())
    language = page_language(home)
    assert (language, page_country(home, language)) == expected


KOREAN = '<html lang="ko"><title>북방일보</title><a href="/news/articleView.html?idxno=81">쌀값</a></html>'


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        ({"/rss/allArticle.xml": feed("/news/articleView.html?idxno=81")},
         ["/rss/allArticle.xml", "articleView", 'country = "kr"', 'language = "ko"', "enabled = true"]),
        ({"/feed": feed("/a/1"), "/feed/": feed("/a/1")}, ['/feed"]', "sitemaps = []", "enabled = true"]),
        ({"/wp-json/wp/v2/posts": POSTS}, ["/wp-json/wp/v2", "enabled = true"]),
        ({"/robots.txt": "Sitemap: {base}/maps/news.xml\n"}, ["/maps/news.xml", "enabled = true"]),
        ({"/sitemap.xml": '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>{base}/a/1</loc></url>'
                          "</urlset>"}, ["/sitemap.xml", "enabled = true"]),
        ({"/rss": "<html><body>All our feeds</body></html>"}, ["feeds = []", "enabled = false"]),
    ],
)  # fmt: skip
def test_listings_that_no_link_announces_are_found(serve, tmp_path, run_command, pages, expected):
    def answer(path: str):
        if path == "/":
            return 200, {}, KOREAN
        text = pages.get(path.partition("?")[0])
        kind = "application/json" if path.startswith("/wp-json") else "text/plain"
        return (200, {"Content-Type": kind}, text.replace("{base}", base)) if text else (404, {}, "no")

    base = serve(answer)
    data = tmp_path / "data"
    done = run_command("outlets", "add", f"{base}/", "--id", "north", "--allow-private", "--data", str(data))
    assert done.returncode == 0, done.stderr
    written = DataDir(data).outlet_file("north").read_text("utf-8")
    assert [words for words in expected if words not in written] == [], written
    assert load_outlets(DataDir(data).outlets)["north"].name == "북방일보"


def make_outlet(data, base: str, more: str) -> None:
    DataDir(data).outlets.mkdir(parents=True)
    DataDir(data).outlet_file("north").write_text(
        f'name = "N"\nhomepage = "{base}/"\ncountry = "kr"\nlanguage = "en"\nkind = "daily"\nallow_private = true\n'
        f"delay = 0\nfeeds = [\"{base}/feed\"]\n{more}", "utf-8")  # fmt: skip


@pytest.mark.slow
def test_check_shows_the_links_that_the_pattern_leaves_out(serve, tmp_path, run_command):
    links = ["/news/1.html", "/photo/7", "/photo/8", "/about"]
    base = serve(lambda path: (200, {}, feed(*links)) if path == "/feed" else (404, {}, ""))
    make_outlet(tmp_path / "data", base, "article_url = '/news/\\d+'\n")
    done = run_command("outlets", "check", "north", "--data", str(tmp_path / "data"))
    assert "north: 3 listed links do not fit article_url" in done.stdout
    assert f"{base}/photo/7" in done.stdout and f"{base}/news/1.html" not in done.stdout
    document = json.loads(run_command("outlets", "check", "north", "--json", "--data", str(tmp_path / "data")).stdout)
    assert document["outlets"]["north"]["dropped"]["not-article"]["count"] == 3


def test_a_pattern_is_tested_where_a_redirector_leads(serve, tmp_path, run_command):
    page = "<html><head><title>T</title></head><body><p>Words of the article.</p></body></html>"

    def answer(path: str):
        if path == "/feed":
            return 200, {}, feed("/out?to=1", "/out?to=2", "/menu")
        if path == "/out?to=1":
            return 302, {"Location": f"{base}/news/1"}, ""
        if path == "/out?to=2":
            return 302, {"Location": f"{base}/menu"}, ""
        return (200, {}, page) if path in ("/news/1", "/menu") else (404, {}, "")

    base = serve(answer)
    make_outlet(tmp_path / "data", base, "article_url = '/news/\\d+'\n")
    done = run_command("crawl", "--outlet", "north", "--json", "--data", str(tmp_path / "data"))
    found = json.loads(done.stdout)["outlets"]["north"]
    assert (found["kept"], found["refused"]) == (1, {"not-article": 1}), done.stderr
    assert found["dropped"] == {"not-article": {"count": 1, "examples": [f"{base}/menu"]}}
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(DataDir(tmp_path / "data").pages)) as db:
        assert db.execute("select url from pages").fetchall() == [(f"{base}/news/1",)]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.example/redirect.php?x=1", True),
        ("https://a.example/go/17", True),
        ("https://a.example/x?url=https%3A%2F%2Fb.example", True),
        ("https://a.example/x?url=https://b.example/", True),
        ("https://a.example/outlook/17", False),
        ("https://a.example/news/link-road", False),
    ],
)
def test_redirectors_are_known_by_their_addresses(url, expected):
    assert is_redirector(url) is expected
