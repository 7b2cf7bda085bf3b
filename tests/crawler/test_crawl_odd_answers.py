"""Odd answers, byte for byte over loopback: what they forbid is kept to, and they cost nothing else."""

from __future__ import annotations

import json
import socket
import socketserver
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from corpus.store.articles import Corpus
from corpus.store.page_archive import PageArchive

PARAGRAPHS = "".join(f"<p>At stall {n} rice sold for {5000 + 7 * n} won a kilogram.</p>" for n in range(9))
PAGE = f"<html><head><title>A</title></head><body><article><h1>A</h1>{PARAGRAPHS}</article></body></html>".encode()
FEED = b"<rss><channel>%s</channel></rss>"
Routes = dict[str, bytes]


def raw(body: bytes, *, status: str = "200 OK", length: int | None = None, headers: str = "") -> bytes:
    said = len(body) if length is None else length
    return f"HTTP/1.1 {status}\r\nContent-Length: {said}\r\n{headers}Connection: close\r\n\r\n".encode() + body


def chunked(body: bytes, *, status: str, ends: bool) -> bytes:
    head = f"HTTP/1.1 {status}\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n".encode()
    return head + b"%x\r\n%s\r\n" % (len(body), body) + (b"0\r\n\r\n" if ends else b"")


def items(*paths: str) -> bytes:
    return FEED % "".join(f"<item><title>T</title><link>{path}</link></item>" for path in paths).encode()


@pytest.fixture
def crawl(tmp_path: Path, run_command: Any) -> Iterator[Callable[[Routes], dict[str, Any]]]:
    """Crawls an outlet that answers with these bytes, and with plain pages below /a/; gives its report."""
    routes: Routes = {}

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            path = self.rfile.readline().split(b" ")[1].decode()
            while self.rfile.readline().strip():
                pass
            page = raw(PAGE) if path.startswith("/a/") else raw(b"", status="404 Not Found")
            self.wfile.write(routes.get(path, page))
            self.request.shutdown(socket.SHUT_WR)
            while self.rfile.read1():  # closed before the other side has read all, the rest of an answer may be lost
                pass

    class Server(socketserver.ThreadingTCPServer):
        request_queue_size = 128
        daemon_threads = True

    with Server(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        base = f"http://127.0.0.1:{server.server_address[1]}"

        def run(answers: Routes) -> dict[str, Any]:
            routes.update({"/feed": raw(items("/a/1", "/a/2")), **answers})
            (tmp_path / "outlets").mkdir()
            (tmp_path / "outlets" / "desk.toml").write_text(
                f'name = "Desk"\nhomepage = "{base}/"\ncountry = "kr"\nlanguage = "en"\nkind = "daily"\n'
                f'allow_private = true\ndelay = 0\nfeeds = ["{base}/feed"]\n'
            )
            done = run_command("crawl", "--data", str(tmp_path), "--outlet", "desk", "--json")
            assert done.returncode in (0, 1) and "Traceback" not in done.stderr, done.stderr
            report: dict[str, Any] = json.loads(done.stdout)["outlets"]["desk"]
            with PageArchive(tmp_path) as archive, Corpus(tmp_path) as corpus:
                urls = archive.db.execute("select url from pages order by url").fetchall()
                said = corpus.db.execute("select url, reason from outcomes where stage = 'crawl'").fetchall()
            report["pages"] = [url.removeprefix(base) for (url,) in urls]
            report["said"] = {url.removeprefix(base): reason for url, reason in said}
            return report

        yield run
        server.shutdown()


@pytest.mark.parametrize(
    "answer",
    [
        raw(b"no", status="404 Not Found", length=5000),
        chunked(b"x" * 900, status="404 Not Found", ends=False),
        raw(b"", status="403 Forbidden", length=9),
        raw(b"\x1f\x8b\x08", status="410 Gone", headers="Content-Encoding: gzip\r\n"),
    ],
)
def test_a_missing_robots_allows_everything_whatever_its_body(crawl: Any, answer: bytes) -> None:
    assert crawl({"/robots.txt": answer})["pages"] == ["/a/1", "/a/2"]


def test_a_robots_that_was_cut_forbids_everything_for_now(crawl: Any) -> None:
    report = crawl({"/robots.txt": raw(b"User-agent: *\nAllow: /\n", length=5000)})
    assert (report["status"], report["pages"]) == ("robots-unreachable", [])


RULES = "User-agent: *\nDisallow: /a/1\n"


@pytest.mark.parametrize(
    "body",
    [
        b"\0" + RULES.encode(),
        RULES.encode("utf-16"),
        RULES.encode("utf-16-le"),
        ("\ufeff\ufeff" + RULES).encode(),
        b"\x01\x1b" + RULES.replace("Disallow", "Dis\0allow").encode(),
        ("\u200b" + RULES.replace("\n", "\u200b\n")).encode(),
        (RULES + "\ufeff\0" + RULES).encode(),
    ],
)
def test_robots_are_kept_to_whatever_stands_before_them(crawl: Any, body: bytes) -> None:
    report = crawl({"/robots.txt": raw(body)})
    assert (report["pages"], report["refused"]) == (["/a/2"], {"robots": 1})


RESERVED = '[{"location": "/a/1", "tdm-reservation": 1}]'


@pytest.mark.parametrize(
    "body",
    [RESERVED.encode("utf-8-sig"), RESERVED.encode("utf-16"), RESERVED.encode("utf-16-be"), b"\0" + RESERVED.encode()],
)
def test_a_reservation_is_kept_to_in_every_encoding(crawl: Any, body: bytes) -> None:
    report = crawl({"/.well-known/tdmrep.json": raw(body)})
    assert (report["pages"], report["refused"]) == (["/a/2"], {"tdm-reserved": 1})


def test_a_reservation_that_cannot_be_read_is_said(crawl: Any) -> None:
    report = crawl({"/.well-known/tdmrep.json": raw(b'[{"location" "/a/1", "tdm-reservation": 1}]')})
    assert report["pages"] == ["/a/1", "/a/2"]
    assert report["said"] == {"/.well-known/tdmrep.json": "unparsable"}, report


def test_what_was_cut_is_named_so_and_an_errors_status_counts(crawl: Any) -> None:
    paths = ("/a/1", "/a/2", "/a/3", "/a/4")
    answers = {
        "/feed": raw(items(*paths)),
        "/a/1": raw(PAGE, length=9000),
        "/a/2": chunked(PAGE, status="200 OK", ends=False),
        "/a/3": raw(b"no", status="404 Not Found", length=9),
        "/a/4": raw(b"", status="302 Found", headers="Location: http://[::1/a\r\n"),
    }
    assert crawl(answers)["refused"] == {"cut-body": 2, "http-404": 1, "bad-address": 1}


@pytest.mark.parametrize("label", ["rot13", "undefined", "zlib_codec", "utf-16"])
def test_a_label_that_is_none_of_a_text_costs_no_page(crawl: Any, label: str) -> None:
    kind = f"Content-Type: text/html; charset={label}\r\n"
    page = PAGE.replace(b"<title>", f'<meta charset="{label}"><title>'.encode())
    report = crawl(
        {"/feed": raw(items("/a/1", "/a/2"), headers=kind), "/a/1": raw(page, headers=kind), "/a/2": raw(page)}
    )
    assert (report["status"], report["pages"]) == ("ok", ["/a/1", "/a/2"])


def test_half_a_character_and_a_long_number_cost_no_listing(crawl: Any) -> None:
    feed = '{"items": [{"url": "/a/1", "title": "\\ud800 t"}, {"id": %s, "url": "/a/2"}]}' % ("9" * 5000)
    report = crawl({"/feed": raw(feed.encode())})
    assert (report["status"], report["listed"], report["pages"]) == ("ok", 2, ["/a/1", "/a/2"])


def moved(to: bytes, *headers: bytes, status: str = "302 Found") -> bytes:
    lines = [b"Content-Length: 0", b"Connection: close", *([b"Location: " + to] if to else []), *headers]
    return f"HTTP/1.1 {status}\r\n".encode() + b"\r\n".join(lines) + b"\r\n\r\n"


def test_a_redirect_to_what_is_no_address_is_named_so(crawl: Any) -> None:
    bad = ("http://[::1/뉴스", "http://h.example:99999/", "javascript:go(1)", "//[")
    answers = {f"/a/{number}": moved(to.encode("euc-kr")) for number, to in enumerate(bad, 10)}
    answers |= {"/feed": raw(items("/a/1", "/a/2", *answers)), "/a/1": moved("/a/뉴스/1".encode())}
    report = crawl(answers)
    assert report["refused"] == {"bad-address": len(bad)}, report
    assert report["kept"] == 2


def test_wishes_of_a_redirect_are_none_of_the_page_that_it_leads_to(crawl: Any) -> None:
    wishes = (b"X-Robots-Tag: noai", b"tdm-reservation: 1")
    asking = "X-Robots-Tag: noai\r\n"
    answers = {
        "/feed": raw(items("/a/1", "/a/2", "/a/3", "/a/4")),
        "/a/1": moved(b"/a/11", *wishes, status="301 Moved Permanently"),
        "/a/2": moved(b"/a/12", status="301 Moved Permanently"),
        "/a/12": raw(PAGE, headers=asking),
        "/a/4": raw(PAGE.replace(b"<article>", b"<article><meta name=robots content=noai>")),
    }
    report = crawl(answers)
    assert (report["pages"], report["refused"]) == (["/a/11", "/a/3"], {"noai": 2}), report


def test_a_length_that_is_too_small_makes_no_half_an_article(crawl: Any) -> None:
    report = crawl({"/a/1": raw(PAGE, length=len(PAGE) // 2 + 1)})
    assert (report["pages"], report["refused"]) == (["/a/2"], {"cut-body": 1}), report


def test_links_of_a_feed_are_asked_for_as_browsers_do(crawl: Any) -> None:
    feed = items("\n\t/a/1\n ", "\\a\\2", "/b/../a/./3", "/a/&#xD800;4", "http://[::1/x")
    report = crawl({"/feed": raw(feed)})
    assert (report["status"], report["pages"]) == ("damaged", ["/a/1", "/a/2", "/a/3"]), report
