"""The harness finds what is broken, and the readers are not, for as long as a test may take."""

from __future__ import annotations

import importlib.util
import json
import random
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from corpus.records import Skip
from crawler.outlets import Outlet
from crawler.routes.index_pages import find_feeds, read_index_page
from crawler.routes.services import read_cdx, read_gdelt, read_google_news
from crawler.routes.sitemaps import read_sitemap

HARNESS = Path(__file__).parent.parent / "bench" / "fuzz.py"


@pytest.fixture(scope="module")
def fuzz() -> ModuleType:
    spec = importlib.util.spec_from_file_location("fuzz", HARNESS)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["fuzz"] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.slow
@pytest.mark.long
def test_nothing_breaks_any_reader(tmp_path: Path) -> None:
    command = [sys.executable, str(HARNESS), "--seconds", "25", "--seed", "3", "--keep", str(tmp_path / "found")]
    done = subprocess.run(command, capture_output=True, text=True, cwd=HARNESS.parent.parent, timeout=240, check=False)
    assert done.returncode == 0, done.stderr
    counts = json.loads(done.stdout)["targets"]
    assert all(count["runs"] > 0 for count in counts.values())
    assert counts.keys() >= {"pages", "listings", "warc", "jsonl", "toml", "csv", "queries", "sql"}


def test_harness_finds_what_breaks_and_keeps_it(fuzz: ModuleType, tmp_path: Path) -> None:
    def read(body: bytes) -> None:
        if b"<" in body:
            raise Skip("no-text")
        if len(body) % 3 == 0:
            raise LookupError("a fault")

    target = fuzz.Target(seeds=[b"one two three four"], readers=[read], refusals=(Skip,))
    count = fuzz.fuzz("lines", target, seed=1, runs=60, seconds=60, keep=tmp_path)
    assert count.runs == 60 and count.found > 5 and count.refused > 0
    kept = sorted(tmp_path.iterdir())
    assert len(kept) == count.found
    with pytest.raises(LookupError):
        read(kept[0].read_bytes())


def test_harness_finds_what_takes_too_long(fuzz: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fuzz, "SLOW", 0.05)

    def read(body: bytes) -> None:
        while True:
            continue

    target = fuzz.Target(seeds=[b"a"], readers=[read], refusals=())
    assert fuzz.fuzz("endless", target, seed=1, runs=2, seconds=60, keep=tmp_path).found == 2


def test_same_seed_makes_the_same_inputs(fuzz: ModuleType) -> None:
    seeds = [b"one two three", b"four five six"]
    made = [[fuzz.mutated(seeds, random.Random(f"{seed}-{n}")) for n in range(50)] for seed in (1, 1, 2)]
    assert made[0] == made[1] != made[2]


# what it found


@pytest.fixture
def outlet(fuzz: ModuleType, tmp_path: Path) -> Outlet:
    made: Outlet = fuzz.an_outlet(tmp_path)
    return made


def test_page_that_declares_itself_xml_is_read(outlet: Outlet) -> None:
    page = b'<?xml version="1.0" encoding="euc-kr"?><html><link rel="alternate" type="application/rss+xml" href="/rss">'
    assert find_feeds(page + b"</html>", url="https://desk.example/") == ["https://desk.example/rss"]
    listing = read_index_page(
        b'<?xml version="1.0" encoding="x"?><a href="n/1">a</a>', url="https://desk.example/", outlet=outlet
    )
    assert [link.url for link in listing.links] == ["https://desk.example/n/1"]


def test_address_that_is_none_costs_no_other(outlet: Outlet) -> None:
    links = b'<link rel=alternate type="application/rss+xml" href="http://[">'
    good = b'<link rel=alternate type="application/rss+xml" href="/rss">'
    assert find_feeds(links + good, url="https://desk.example/") == ["https://desk.example/rss"]
    listing = read_sitemap(
        b"<sitemapindex><sitemap><loc>http://[a</loc></sitemap><sitemap><loc>/s2.xml</loc></sitemap></sitemapindex>",
        url="https://desk.example/s.xml",
        outlet=outlet,
    )
    assert [child for child, _ in listing.children] == ["https://desk.example/s2.xml"]
    assert listing.damaged


@pytest.mark.parametrize(
    "body",
    [b'{"articles": 7}', b'{"articles": null}', b'{"articles": {"a": 1}}', b"{" + b'"a":{' * 5000],
)
def test_answer_of_gdelt_in_another_form_is_refused(body: bytes) -> None:
    with pytest.raises(Skip):
        read_gdelt(body)


def test_entries_in_another_form_cost_no_other() -> None:
    good = '{"url": "https://desk.example/n/1", "seendate": "20260230T996199Z", "domain": 7}'
    (found,) = read_gdelt(f'{{"articles": [7, null, {good}]}}'.encode())
    assert (found.seen_at, found.site) == (None, None)
    captures, _ = read_cdx(b'[["t", "o"], 7, null, "ab", ["20260302093000", "https://desk.example/n/1"], [], 7]')
    assert [capture.url for capture in captures] == ["https://desk.example/n/1"]


def test_feed_of_impossible_letters_is_refused_or_read() -> None:
    entry = "<item><title>a&#x110000; &#99999999;</title><source url='http://['>x</source><link>https://a.kr/1</link>"
    body = f"<rss version='2.0'><channel>{entry}</item></channel></rss>".encode()
    try:
        assert read_google_news(body)[0].site is None
    except Skip as refused:
        assert refused.reason == "unparsable"
