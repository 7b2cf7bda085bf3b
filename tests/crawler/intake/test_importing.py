"""Saved pages into the archive."""

from __future__ import annotations

import gzip
import io
import json
import os
import socket
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from corpus.records import Abort, RawPage
from corpus.store.page_archive import PageArchive
from crawler.intake.importing import ImportOptions, file_url, import_paths

HTML = "<html><head><title>Kilns</title></head><body><p>The second kiln of Sunchon was lit on Monday.</p></body></html>"


def take(tmp_path: Path, *paths: Path, **options) -> object:
    return import_paths(tmp_path / "data", paths, ImportOptions(**options))


def stored(tmp_path: Path) -> dict[str, RawPage]:
    with PageArchive(tmp_path / "data") as archive:
        return {page.url: page for page in archive.latest()}


def lines(path: Path, *records: object) -> Path:
    text = "\n".join(record if isinstance(record, str) else json.dumps(record) for record in records) + "\n"
    path.write_bytes(gzip.compress(text.encode()) if path.suffix == ".gz" else text.encode())
    return path


def warc(path: Path, *, gzipped: bool = True) -> Path:
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=gzipped)
    for url, kind, status in (
        ("https://en.yna.co.kr/view/AEN20260302001400315", "text/html; charset=utf-8", "200 OK"),
        ("https://other.example/a", "text/html", "200 OK"),
        ("https://en.yna.co.kr/missing", "text/html", "404 Not Found"),
        ("https://en.yna.co.kr/logo.png", "image/png", "200 OK"),
    ):
        http = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
        extra = {"WARC-Date": "2026-03-02T03:00:00Z"}
        body = io.BytesIO(HTML.encode())
        writer.write_record(
            writer.create_warc_record(
                url, "response", payload=body, length=len(HTML), http_headers=http, warc_headers_dict=extra
            )
        )
    path.write_bytes(out.getvalue())
    return path


def test_html_and_text_files_get_an_address_that_names_no_folder(tmp_path):
    folder = tmp_path / "saved pages"
    folder.mkdir()
    (folder / "kilns one.html").write_text(HTML)
    (folder / "dump.txt").write_text("The second kiln of Sunchon was lit on Monday.")
    (folder / "notes.pdf").write_bytes(b"%PDF")
    report = take(tmp_path, folder)
    assert (report.read, report.stored, dict(report.ignored)) == (2, 2, {".pdf": 1})
    assert set(stored(tmp_path)) == {file_url("kilns one.html"), "file:dump.txt"}
    assert stored(tmp_path)["file:dump.txt"].content_type == "text/plain; charset=utf-8"


def test_what_is_no_file_is_counted_and_not_waited_for(tmp_path):
    folder = tmp_path / "saved"
    (folder / "sub.html").mkdir(parents=True)
    (folder / "sub.html" / "page.html").write_text(HTML)
    os.mkfifo(folder / "pipe.html")
    with socket.socket(socket.AF_UNIX) as plug:
        plug.bind(str(folder / "plug.jsonl"))
    (folder / "gone.html").symlink_to(tmp_path / "nowhere.html")
    (folder / "gone.pdf").symlink_to("nowhere.pdf")
    (folder / "loop.warc").symlink_to("loop.warc")
    (folder / "itself").symlink_to(folder)
    (folder / "linked.txt").symlink_to(folder / "sub.html" / "page.html")
    report = take(tmp_path, folder)
    assert (report.read, report.unreadable) == (2, [])
    assert dict(report.ignored) == {"no file": 2, "broken link": 3, "link to a folder": 1}


def test_json_lines_keep_their_hints_and_find_their_outlet(tmp_path):
    path = lines(
        tmp_path / "pages.jsonl.gz",
        {"url": "https://en.yna.co.kr/view/AEN1?section=nk", "html": HTML, "title": "Kilns", "more": 1},
        {"url": "https://elsewhere.example/a", "text": "A text.", "published": "2026-03-02T09:00:00+09:00"},
    )
    take(tmp_path, path)
    pages = stored(tmp_path)
    yonhap = pages["https://en.yna.co.kr/view/AEN1"]
    assert (yonhap.outlet, yonhap.title, yonhap.found_in) == ("yonhap_en", "Kilns", "import")
    other = pages["https://elsewhere.example/a"]
    assert (other.outlet, other.published) == ("elsewhere.example", datetime(2026, 3, 2, tzinfo=UTC))


def test_importing_again_adds_nothing(tmp_path):
    path = lines(tmp_path / "pages.jsonl", *[{"url": "https://x.example/a", "text": text} for text in ("One.", "Two.")])
    assert take(tmp_path, path).stored == 2
    again = take(tmp_path, path)
    assert (again.stored, again.known) == (0, 2)
    assert stored(tmp_path)["https://x.example/a"].body == b"Two."


def test_bad_lines_are_counted_and_the_rest_goes_on(tmp_path):
    ftp, good = ({"url": url, "text": "Good."} for url in ("ftp://x.example/a", "https://x.example/b"))
    path = lines(tmp_path / "pages.jsonl", "{not json", {"url": "https://x.example/a"}, {"html": HTML}, "[]", ftp, good)
    report = take(tmp_path, path)
    assert report.stored == 1 and dict(report.skipped) == {"bad-line": 4, "bad-address": 1}
    assert len(report.unreadable) == 5 and f"{path}:1:" in report.unreadable[0]


def test_damaged_gzip_and_empty_file_are_said_and_passed_over(tmp_path):
    (tmp_path / "cut.jsonl.gz").write_bytes(gzip.compress(b'{"url": "https://x.example/a", "text": "x"}\n' * 99)[:40])
    (tmp_path / "empty.html").write_text("")
    (tmp_path / "bad.warc").write_text("nothing of the kind")
    good = lines(tmp_path / "good.jsonl", {"url": "https://x.example/b", "text": "Good."})
    report = take(tmp_path, tmp_path / "cut.jsonl.gz", tmp_path / "empty.html", tmp_path / "bad.warc", good)
    assert len(report.unreadable) == 3 and report.stored >= 1


@pytest.mark.parametrize("gzipped", [True, False])
def test_warc_gives_its_html_responses(tmp_path, gzipped):
    path = warc(tmp_path / ("a.warc.gz" if gzipped else "a.warc"), gzipped=gzipped)
    report = take(tmp_path, path, hosts=("yna.co.kr",))
    assert dict(report.skipped) == {"other-host": 1, "http-404": 1, "not-html": 1}
    (page,) = stored(tmp_path).values()
    assert (page.outlet, page.body.decode(), page.fetched_at.hour) == ("yonhap_en", HTML, 3)


def test_missing_path_aborts_before_anything_is_stored(tmp_path):
    with pytest.raises(Abort, match="there is no"):
        take(tmp_path, tmp_path / "nowhere")
    assert not (tmp_path / "data").exists()


def test_an_outlet_that_no_file_describes_is_said(tmp_path):
    (tmp_path / "page.html").write_text(HTML, "utf-8")
    assert take(tmp_path, tmp_path / "page.html", outlet="nope").unknown_outlet == "nope"
    assert take(tmp_path, tmp_path / "page.html", outlet="bbc").unknown_outlet is None
    assert take(tmp_path, tmp_path / "page.html").unknown_outlet is None


def test_import_loads_no_scrapy():

    code = "import sys, crawler.intake.importing, crawler.cli.crawling; sys.exit('scrapy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
