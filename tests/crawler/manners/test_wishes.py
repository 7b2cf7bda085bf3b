"""What a page asks of robots: of all, or of this one by name, in its head or in its answer."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus.data_dir import DataDir
from corpus.store.page_archive import PageArchive
from crawler.manners.wishes import asks_no_archive, reserves_text, robots_wishes

META = b'<html><head><meta name="%s" content="%s"></head><body>Words.</body></html>'


@pytest.mark.parametrize(
    ("body", "header", "expected"),
    [
        (META % (b"robots", b"index, NOARCHIVE"), "", True),
        (META % (b"jangmadang", b"noarchive"), "", True),
        (META % (b"bingbot", b"noarchive"), "", False),
        (b"<!-- " + META % (b"robots", b"noarchive") + b" -->", "", False),
        (META % (b"robots", b"index"), "noarchive, nosnippet", True),
        (b"Words.", "otherbot: noarchive", False),
        (b"Words.", "jangmadang: noarchive", True),
        (b"Words.", "unavailable_after: 25 Jun 2030 15:00:00 PST", False),
        (b"A text that speaks of noarchive.", "", False),
    ],
)
def test_no_archive(body: bytes, header: str, expected: bool) -> None:
    assert asks_no_archive(body, header) is expected


def page(head: str, body: str = "<p>Words of a market.</p>", begin: str = "<!doctype html>") -> str:
    return f"{begin}<html><head><title>T</title>{head}</head><body>{body}</body></html>"


ASKS = '<meta name="robots" content="noai">'
FILL = "<style>" + "p{}\n" * 60_000 + "</style>"
SAID = {
    "without quotes": "<meta name=robots content=noai>",
    "without quotes, closed": "<meta name=robots content=noai/>",
    "in capitals, the other way round": "<META CONTENT=NOAI NAME=Robots>",
    "quoted in two ways": "<meta name=robots content='index, noai'>",
    "in lines": '<meta\r\n\tname = "robots"\n\tcontent = "index,\n noai"\n/>',
    "with a reference for the comma": '<meta name="robots" content="noai&#44; noimageai">',
    "with letters as references": '<meta name="robots" content="no&#x61;i, n&#111;imageai">',
    "with blanks between": '<meta name="robots" content="noindex noai">',
    "with semicolons between": '<meta name="robots" content="noindex;noai">',
    "behind a bracket in quotes": f'<meta property="og:title" content="5 > 4">{ASKS}',
    "in a tag with a bracket in quotes": '<meta data-x=">" name="robots" content="noai">',
    "in a tag with an apostrophe": "<meta title=o'clock name=robots content=noai>",
    "an attribute said twice": '<meta name="robots" name="viewport" content="noai" content="all">',
    "to this robot": '<meta name="Jangmadang" content="noai">',
    "behind 240 kB of style": FILL + ASKS,
    "behind a long comment": f"<!-- {'x' * 200_000} -->{ASKS}",
    "behind a comment without words": f"<!-->{ASKS}<!-- a -->",
    "behind a comment that ends in another way": f"<!-- a --!>{ASKS}<!-- b -->",
    "behind a conditional comment": f'<!--[if IE]><meta name="robots" content="all"><![endif]-->{ASKS}',
    "behind a script that writes a comment": f'<script>if (a<!--b) c="-->";</script>{ASKS}<!-- a -->',
    "behind a script in a script": f"<script><!-- <script> a </script> --></script>{ASKS}",
    "behind a drawing's own title": f"<svg><title/><style/></svg>{ASKS}<title>a</title>",
    "behind a template": f"<template><p>a</template>{ASKS}",
    "in noscript": f"<noscript>{ASKS}</noscript>",
    "behind a script that never ends": f"<script>a{ASKS}",
    "in a template that never ends": f"<template>{ASKS}",
    "in the body": f"</head><body><p>Words.</p>{ASKS}",
}
CODECS = ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp949", "iso2022_jp", "iso2022_kr")
SHOWN = {
    "in a comment": f"<!-- {ASKS} -->",
    "in a script's comment": f"<script>/* {ASKS} */</script>",
    "in a script's string": f"<script>var a = '{ASKS}';</script>",
    "in a script behind a script within it": f"<script><!-- <script></script> {ASKS} --></script>",
    "in a style": f"<style>/* {ASKS} */</style>",
    "in a textarea": f"<textarea><!-- --> {ASKS}</textarea>",
    "in a title": f"<title>{ASKS}</title>",
    "in a frame's page": f"<iframe>{ASKS}</iframe>",
    "in a template": f"<template><div>{ASKS}</div></template>",
    "in a template in a template": f"<template><template>a</template>{ASKS}</template>",
    "in an attribute": "<p title='<meta name=robots content=noai>'>a</p>",
    "in another name": '<meta name="description" content="noai, robots">',
    "as text": "<p>&lt;meta name=robots content=noai&gt;</p>",
    "with the name in another attribute": '<meta data-name="robots" content="noai">',
    "as a part of a word": '<meta name="robots" content="noairplanes, casanoai">',
    "to another robot": '<meta name="otherbot" content="noai">',
}


@pytest.mark.parametrize("kind", SAID)
def test_a_wish_is_heard_however_it_is_written(kind: str) -> None:
    assert "noai" in robots_wishes(page(SAID[kind]).encode(), "")
    others = page(SAID[kind].replace("noai", "noarchive").replace("NOAI", "NoArchive")).encode()
    assert asks_no_archive(others, "") is (kind != "with letters as references")  # that is another word


@pytest.mark.parametrize("kind", SHOWN)
def test_what_a_page_only_shows_is_no_wish(kind: str) -> None:
    assert "noai" not in robots_wishes(page(SHOWN[kind]).encode(), "")
    assert "noai" in robots_wishes(page(SHOWN[kind] + ASKS).encode(), "")


@pytest.mark.parametrize("codec", CODECS)
def test_a_wish_is_heard_in_every_encoding(codec: str) -> None:
    words = "北朝鮮の市場" if codec == "iso2022_jp" else "평양의 시장" * 20
    head = f'<meta name="description" content="{words}">{ASKS}'
    assert "noai" in robots_wishes(page(head).encode(codec), "")


def test_xhtml_closes_its_elements_itself() -> None:
    head = f'<script src="a.js"/>{ASKS}<script src="b.js"></script>'
    assert "noai" in robots_wishes(page(head, begin='<?xml version="1.0"?>').encode(), "")
    assert "noai" not in robots_wishes(page(head).encode(), "")


@pytest.mark.parametrize(
    ("meta", "reserved"),
    [
        ('<meta name="tdm-reservation" content="1">', True),
        ("<meta name=tdm-reservation content=1>", True),
        (FILL + "<META CONTENT='1' NAME='TDM-Reservation'>", True),
        ('<meta name="&#116;dm-reservation" content="&#49;">', True),
        ('<meta name="tdm-reservation" content="0">', False),
        ('<script>/* <meta name="tdm-reservation" content="1"> */</script>', False),
    ],
)
def test_a_reservation_against_mining_is_heard(meta: str, reserved: bool) -> None:
    assert reserves_text(page(meta).encode()) is reserved


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ("otherbot: noindex, noai, jangmadang: noarchive", {"noarchive"}),
        ("jangmadang: noindex, noai, otherbot: noarchive", {"noindex", "noai"}),
        ("otherbot: noarchive\nnoai", {"noai"}),
        ("noai, otherbot: noarchive", {"noai"}),
        ("JangMaDang/0.1: NoAI", {"noai"}),
        ("*: noai", {"noai"}),
        ("max-snippet: 50, noai, max-image-preview:large", {"max-snippet:", "50", "noai", "max-image-preview:large"}),
    ],
)
def test_a_headers_wishes_are_for_the_robot_named_before_them(headers: str, expected: set[str]) -> None:
    assert robots_wishes(b"", headers) == expected


def test_wishes_are_words_of_their_own() -> None:
    assert robots_wishes(META % (b"robots", b"noarchive-ish, noai"), "nofollow") == {
        "noarchive-ish",
        "noai",
        "nofollow",
    }


def data_of(folder: Path, base: str) -> Path:
    """A data directory with one outlet, "quiet", whose feed lies at this address."""
    data = folder / "data"
    DataDir(data).outlets.mkdir(parents=True)
    DataDir(data).outlet_file("quiet").write_text(
        f'name = "Quiet"\nhomepage = "{base}/"\ncountry = "kr"\nlanguage = "en"\nkind = "daily"\n'
        f'feeds = ["{base}/feed"]\nallow_private = true\ndelay = 0\n'
    )
    return data


def test_such_a_page_is_read_and_marked_with_its_answers_headers(serve, tmp_path, run_command) -> None:
    def answer(path: str) -> tuple[int, dict[str, str], str]:
        if path == "/feed":
            items = "".join(
                f"<item><title>N {n}</title><link>{base}/a/{n}</link></item>" for n in ("tag", "meta", "no")
            )
            return 200, {"Content-Type": "application/rss+xml"}, f"<rss><channel>{items}</channel></rss>"
        head = '<meta name="robots" content="noarchive">' if path == "/a/meta" else ""
        more = {"X-Robots-Tag": "noarchive"} if path == "/a/tag" else {}
        known = path.startswith("/a/")
        page = f"<html><head><title>T</title>{head}</head><body>Words of {path}.</body></html>"
        return (200, {"ETag": '"7"', "Set-Cookie": "a=b", **more}, page) if known else (404, {}, "")

    base = serve(answer)
    data = data_of(tmp_path, base)
    done = run_command("crawl", "--data", str(data), "--outlet", "quiet", "--json")
    assert json.loads(done.stdout)["outlets"]["quiet"]["kept"] == 3, done.stderr
    with PageArchive(data) as archive:
        rows = archive.db.execute("select url, noarchive from pages order by url").fetchall()
        pages = {page.url: page for page in archive.latest()}
    assert rows == [(f"{base}/a/meta", 1), (f"{base}/a/no", 0), (f"{base}/a/tag", 1)]
    headers = {name.lower(): value for name, value in pages[f"{base}/a/no"].headers}
    assert headers["etag"] == '"7"'
    assert "set-cookie" not in headers


def test_a_crawl_keeps_no_page_that_asks_against_it_in_whatever_dress(serve, tmp_path, run_command) -> None:
    asking = {
        "bare": (page(SAID["without quotes"]).encode(), {}),
        "late": (page(SAID["behind 240 kB of style"]).encode(), {}),
        "wide": (page(ASKS).encode("utf-16"), {}),
        "mining": (page("<meta name=tdm-reservation content=1>").encode(), {}),
        "head": (page("").encode(), {"X-Robots-Tag": "jangmadang: noindex, noai"}),
    }
    shown = {
        "script": (page(SHOWN["in a script's comment"]).encode(), {}),
        "other": (page("").encode(), {"X-Robots-Tag": "otherbot: noindex, noai, jangmadang: noarchive"}),
    }
    pages = asking | shown

    def answer(path: str) -> tuple[int, dict[str, str], bytes]:
        if path == "/feed":
            items = "".join(f"<item><title>{n}</title><link>{base}/a/{n}</link></item>" for n in pages)
            return 200, {"Content-Type": "application/rss+xml"}, f"<rss><channel>{items}</channel></rss>".encode()
        body, headers = pages.get(path.removeprefix("/a/"), (b"", {}))
        return (200, headers, body) if body else (404, {}, b"")

    base = serve(answer)
    data = data_of(tmp_path, base)
    done = run_command("crawl", "--data", str(data), "--outlet", "quiet", "--json")
    refused = json.loads(done.stdout)["outlets"]["quiet"]["refused"]
    assert refused == {"noai": 4, "tdm-reserved": 1}, done.stderr
    with PageArchive(data) as archive:
        rows = archive.db.execute("select url, noarchive from pages order by url").fetchall()
    assert rows == [(f"{base}/a/other", 1), (f"{base}/a/script", 0)]
