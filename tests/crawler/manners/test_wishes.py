"""What a page asks of robots: of all, or of this one by name, in its head or in its answer."""

from __future__ import annotations

import json

import pytest

from corpus.data_dir import DataDir
from corpus.store.page_archive import PageArchive
from crawler.manners.wishes import asks_no_archive, robots_wishes

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


def test_wishes_are_words_of_their_own() -> None:
    assert robots_wishes(META % (b"robots", b"noarchive-ish, noai"), "nofollow") == {
        "noarchive-ish",
        "noai",
        "nofollow",
    }


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
    data = tmp_path / "data"
    DataDir(data).outlets.mkdir(parents=True)
    DataDir(data).outlet_file("quiet").write_text(
        f'name = "Quiet"\nhomepage = "{base}/"\ncountry = "kr"\nlanguage = "en"\nkind = "daily"\n'
        f'feeds = ["{base}/feed"]\nallow_private = true\ndelay = 0\n'
    )
    done = run_command("crawl", "--data", str(data), "--outlet", "quiet", "--json")
    assert json.loads(done.stdout)["outlets"]["quiet"]["kept"] == 3, done.stderr
    with PageArchive(data) as archive:
        rows = archive.db.execute("select url, noarchive from pages order by url").fetchall()
        pages = {page.url: page for page in archive.latest()}
    assert rows == [(f"{base}/a/meta", 1), (f"{base}/a/no", 0), (f"{base}/a/tag", 1)]
    headers = {name.lower(): value for name, value in pages[f"{base}/a/no"].headers}
    assert headers["etag"] == '"7"'
    assert "set-cookie" not in headers
