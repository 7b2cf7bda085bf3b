"""Five outlets that the project does not know, added by TOML files in DATA/outlets alone and crawled over loopback."""

from __future__ import annotations

import gzip
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from corpus.store.page_archive import PageArchive

ARTICLE = "<html><head><title>{0}</title></head><body><h1>{0}</h1>" + "<p>Invented text about kilns and rice.</p>" * 9


class Town:
    """One loopback server that answers from a table: path -> (content type, body), or a status."""

    def __init__(self) -> None:
        self.pages: dict[str, Any] = {}
        self.asked: list[str] = []
        town = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                town.asked.append(self.path)
                found = town.pages.get(self.path, 404)
                status, headers, body = found if isinstance(found, tuple) else (found, {}, b"<html>none</html>")
                body = body.encode() if isinstance(body, str) else body
                self.send_response(status)
                for name, value in {"Content-Type": "text/html; charset=utf-8", **headers}.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *arguments: Any) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.base = f"http://127.0.0.1:{self.server.server_address[1]}"
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02})
        self.thread.start()

    def put(self, path: str, body: str | bytes, **headers: str) -> None:
        self.pages[path] = (200, {name.replace("_", "-"): value for name, value in headers.items()}, body)

    def article(self, path: str, title: str = "Kilns") -> str:
        self.put(path, ARTICLE.format(title))
        return path


@pytest.fixture
def town() -> Iterator[Town]:
    town = Town()
    yield town
    town.server.shutdown()
    town.server.server_close()
    town.thread.join()


@pytest.fixture
def crawl(town, tmp_path, run_command):
    """Writes an outlet file, crawls it, gives its part of the report and the kept addresses."""

    def run(toml: str, *, home: str = "/", name: str = "mine") -> tuple[dict[str, Any], set[str]]:
        head = f'name = "Mine"\nhomepage = "{town.base}{home}"\ncountry = "kr"\nlanguage = "en"\nkind = "daily"\n'
        folder = tmp_path / "outlets"
        folder.mkdir(exist_ok=True)
        (folder / f"{name}.toml").write_text(head + "allow_private = true\n" + toml.replace("BASE", town.base))
        done = run_command("crawl", "--data", str(tmp_path), "--outlet", name, "--json")
        assert done.returncode in (0, 1), done.stderr
        with PageArchive(tmp_path) as archive:
            kept = {page.url.removeprefix(town.base) for page in archive.latest(outlet=name)}
        return json.loads(done.stdout)["outlets"][name], kept

    return run


def rss(*links: str) -> str:
    items = "".join(f"<item><title>T</title><link>{link.replace('&', '&amp;')}</link></item>" for link in links)
    return f'<rss version="2.0"><channel>{items}</channel></rss>'


def test_rss_with_a_tracking_suffix(town, crawl):
    paths = [town.article(f"/2026/03/story-{number}") for number in range(3)]
    for path in paths:
        town.article(path + "?utm_source=rss")
    town.put("/rss", rss(*[f"{town.base}{path}?utm_source=rss" for path in [*paths, paths[0]]]))
    result, kept = crawl('feeds = ["BASE/rss"]\n')
    assert kept == set(paths) and result["listed"] == 3


def test_sitemap_index_with_gz_parts_and_other_kinds_of_page(town, crawl):
    articles = [town.article(f"/news/{number}-kilns") for number in range(4)]
    town.put("/video/1", ARTICLE.format("Video"))
    urls = "".join(f"<url><loc>{town.base}{path}</loc></url>" for path in [*articles, "/video/1"])
    town.put("/part.xml.gz", gzip.compress(f"<urlset>{urls}</urlset>".encode()), Content_Type="application/gzip")
    town.put("/sitemap.xml", f"<sitemapindex><sitemap><loc>{town.base}/part.xml.gz</loc></sitemap></sitemapindex>")
    _, kept = crawl("sitemaps = [\"BASE/sitemap.xml\"]\narticle_url = '/news/\\d+-'\n")
    assert kept == set(articles)


def test_atom_with_redirected_links_keeps_each_page_once(town, crawl):
    path = town.article("/a/kilns")
    town.pages["/?p=7"] = (301, {"Location": path}, b"")
    entries = "".join(f'<entry><title>T</title><link href="{link}"/></entry>' for link in ("/?p=7", path))
    town.put("/atom", f'<feed xmlns="http://www.w3.org/2005/Atom">{entries}</feed>')
    result, kept = crawl('feeds = ["BASE/atom"]\n')
    assert kept == {path}
    assert result["refused"] == {"duplicate-url": 1}


def test_korean_system_whose_address_is_a_query(town, crawl):
    paths = [town.article(f"/news/articleView.html?idxno={number}") for number in (11, 12, 13)]
    for path in paths:  # its canonical link forgets the number
        body = ARTICLE.format("쌀값").replace("<head>", '<head><link rel="canonical" href="/news/articleView.html">')
        town.put(path, body.encode("euc-kr", "ignore"), Content_Type="text/html; charset=euc-kr")
    town.put(
        "/list", "".join(f'<a href="{path}">기사</a>' for path in paths) + '<a href="/news/articleList.html">x</a>'
    )
    _, kept = crawl("sections = [\"BASE/list\"]\narticle_url = 'articleView\\.html\\?idxno=\\d+'\n")
    assert kept == set(paths)


def test_agency_with_base64_addresses_and_only_an_index_page(town, crawl):
    paths = [town.article(f"/en/index.php?MTJAMjAyNi0wMy0wMi0wMD{letter}AMUAxQEAwQDhA==") for letter in "abC"]
    links = "".join(f"<a href=\"javascript:article_open('index.php?{path.split('?')[1]}')\">x</a>" for path in paths)
    town.put("/en/", f"<html><body>{links}<a href='index.php?Mw=='>Menu</a></body></html>")
    _, kept = crawl("sections = [\"BASE/en/\"]\narticle_url = '/en/index\\.php\\?MTJA'\n", home="/en/")
    assert kept == set(paths)


REFUSALS = {
    "/home": ((302, {"Location": "/"}, b""), "homepage"),
    "/private": ((302, {"Location": "http://10.255.255.1/"}, b""), "private-address"),
    "/metadata": ((302, {"Location": "http://169.254.169.254/latest/"}, b""), "private-address"),
    "/odd": ((302, {"Location": "http://0x7f.1:1/"}, b""), "private-address"),
    "/localhost": ((302, {"Location": "http://localhost:1/"}, b""), "private-address"),
    "/user": ((302, {"Location": "http://me:word@127.0.0.1/"}, b""), "credentials"),
    "/loop": ((302, {"Location": "/loop"}, b""), "redirect-loop"),
    "/gone": (410, "http-410"),
    "/missing": (404, "http-404"),
    "/broken": (500, "http-500"),
    "/refused": (403, "http-403"),
    "/challenge": ((403, {"cf-mitigated": "challenge"}, b"<html>"), "challenge"),
    "/picture": ((200, {"Content-Type": "image/png"}, b"\x89PNG"), "not-html"),
    "/report": ((200, {}, b"%PDF-1.7"), "not-html"),
    "/nothing": ((200, {}, b"  "), "empty"),
    "/reserved": ((200, {"tdm-reservation": "1"}, ARTICLE), "tdm-reserved"),
    "/huge": ((200, {}, b"x" * 13_000_000), "too-large"),
    "/bomb": ((200, {"Content-Encoding": "gzip"}, gzip.compress(bytes(50_000_000))), "too-large"),
}


def test_every_kind_of_page_that_is_no_article_ends_with_its_reason(town, crawl, tmp_path):
    from corpus.store.articles import Corpus

    town.pages.update({path: answer for path, (answer, _) in REFUSALS.items()})
    town.put("/", "<html><h1>Front page</h1></html>")
    good = [town.article(f"/good-{number}") for number in range(len(REFUSALS))]
    # a good page after every bad one: five failures in a row would end the outlet's part
    order = [path for pair in zip(REFUSALS, good, strict=True) for path in pair]
    town.put("/rss", rss(*[town.base + path for path in order]))
    _, kept = crawl('feeds = ["BASE/rss"]\n')
    assert kept == set(good)
    with Corpus(tmp_path) as corpus:
        found = dict(corpus.db.execute("select url, reason from outcomes where stage = 'crawl'").fetchall())
    assert {path: found.get(town.base + path) for path in REFUSALS} == {
        path: reason for path, (_, reason) in REFUSALS.items()
    }
