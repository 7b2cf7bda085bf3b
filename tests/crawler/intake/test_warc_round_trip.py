"""WARC in and out: what a public tool archived is what the crawl keeps, and our export satisfies that tool."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

from warcio.archiveiterator import ArchiveIterator

from corpus.exporters.warc import FILE, write
from corpus.store.page_archive import PageArchive
from crawler.intake.importing import ImportOptions, import_paths
from crawler.newsroom.press import BASE_DATE

NOW = BASE_DATE + timedelta(days=3)
# warcio's own recorder, around the standard library's client
RECORD = """
import json, sys
from warcio.capture_http import capture_http
import urllib.request
opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
with capture_http(sys.argv[1]):
    for url in json.load(sys.stdin):
        opener.open(url).read()
"""


def bodies(data: Path) -> dict[str, bytes]:
    with PageArchive(data) as archive:
        return {page.url: page.body for page in archive.latest()}


def test_warc_made_by_warcio_imports_to_the_same_pages_as_the_crawl(make_desk, tmp_path):
    desk = make_desk(outlets=("demo_wire", "demo_korean"))
    desk.crawl(NOW)
    crawled = bodies(desk.data)
    path = tmp_path / "newsroom.warc.gz"
    subprocess.run([sys.executable, "-c", RECORD, str(path)], input=json.dumps(sorted(crawled)), text=True, check=True)
    report = import_paths(tmp_path / "imported", [path], ImportOptions())
    assert report.stored == len(crawled) and not report.unreadable
    assert bodies(tmp_path / "imported") == crawled


def test_exported_warc_is_read_by_warcio_without_complaint_and_comes_back_whole(make_desk, tmp_path):
    desk = make_desk(outlets=("demo_wire", "demo_tumen"))
    desk.crawl(NOW)
    desk.crawl(NOW + timedelta(days=2))
    (written,) = write(SimpleNamespace(data=desk.data), tmp_path)
    with (tmp_path / FILE).open("rb") as stream:
        kinds = [record.rec_type for record in ArchiveIterator(stream, check_digests="raise")]
    assert kinds.count("response") == written.rows == sum(desk.pages().values())
    checked = subprocess.run(
        [sys.executable, "-m", "warcio.cli", "check", str(tmp_path / FILE)], capture_output=True, text=True
    )
    assert checked.returncode == 0, checked.stdout
    import_paths(tmp_path / "back", [tmp_path / FILE], ImportOptions())
    assert bodies(tmp_path / "back") == bodies(desk.data)
