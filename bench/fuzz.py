"""Whatever comes in from outside, damaged at random: each reader answers or refuses, soon, and never breaks.

    python bench/fuzz.py --seconds 3600             # make fuzz
    python bench/fuzz.py --target pages --runs 30000 --seed 7

A finding is an exception that is no refusal, or more than five seconds of processor time in one reader (a listing goes
through eight). Its input is kept in a folder, and the counts are printed as JSON; the same seed makes the same inputs.
Exit code 1 where something was found.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import sqlite3
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from corpus.data_dir import DataDir
from corpus.decisions.file import parse_decisions
from corpus.exporters.given_packages import read_package
from corpus.records import Abort, RawPage, Skip
from corpus.schema import CORPUS
from corpus.search.address import parse_asked
from corpus.search.query import Query, match_articles
from corpus.store.database import open_database
from corpus.store.reader import Reader
from corpus.store.unforeseen import TooLong, processor_time
from corpus.web.bounded import BoundedConnection
from crawler.intake.json_lines import json_lines, json_page
from crawler.intake.warc_reader import read_warc
from crawler.outlets import Outlet, load_outlets
from crawler.outlets.toml_tables import read_table
from crawler.routes.feed_formats import read_feed, read_wordpress
from crawler.routes.index_pages import find_feeds, read_index_page
from crawler.routes.services import read_cdx, read_gdelt, read_google_news
from crawler.routes.sitemaps import read_sitemap
from extract.article import extract_article

ROOT = Path(__file__).parent.parent
SLOW = 5.0  # seconds of processor time
LARGEST = 400_000  # bytes of an input
URL = "https://desk.example/news/1"
TOKENS = (
    *(b"<", b">", b'"', b"'", b"&", b"&#0;", b"&#x110000;", b"<![CDATA[", b"]]>", b"<!--", b"-->", b"</p>", b"<p>"),
    *(b"<script>", b"</script>", b"<table>", b"<td colspan=99999>", b"<li>", b"\x00", b"\xff\xfe", b"\xed\xa0\x80"),
    *(b"\r\n", b"\t", b" " * 5000, b"(" * 500, b"[" * 5000, b'{"a":' * 900, b"9" * 400, b"-1", b"1e999", b"NaN"),
    *(b"0000-00-00", b"9999-12-31T23:59:60Z", b"+99:99", "٣".encode(), "㊀".encode(), "\u202e".encode(), b"%00"),
    *(b"http://[", b"http://a:b@c/", b"//", b"xn--a", b"\\u0000", b"\\ud83d", "가".encode("cp949"), b"null", b"true"),
)

Reading = Callable[[bytes], object]


@dataclass(frozen=True, kw_only=True, slots=True)
class Target:
    """Readers, inputs to begin from, and the exceptions by which they refuse."""

    seeds: Sequence[bytes]
    readers: Sequence[Reading]
    refusals: tuple[type[BaseException], ...]
    share: float = 1.0  # of the time


def mutated(seeds: Sequence[bytes], chance: random.Random) -> bytes:
    """One of the inputs with one to eight damages: bytes changed, parts lost, doubled, moved, or taken from another."""
    data = bytearray(chance.choice(seeds))
    for _ in range(chance.choice((1, 1, 2, 3, 5, 8))):
        at = chance.randrange(len(data) + 1)
        length = min(int(chance.paretovariate(0.6)), 4000)
        kind = chance.randrange(7)
        if kind == 0 and data:
            data[at % len(data)] = chance.randrange(256)
        elif kind == 1:
            del data[at : at + length]
        elif kind == 2:
            data[at:at] = chance.choice(TOKENS)
        elif kind == 3:
            data[at:at] = data[at : at + length] * chance.choice((1, 2, 40, 700))
        elif kind == 4:
            other = chance.choice(seeds)
            start = chance.randrange(len(other) + 1)
            data[at : at + chance.choice((0, length))] = other[start : start + length]
        elif kind == 5:
            data[at : at + length] = chance.choice(TOKENS) * chance.choice((1, 3, 200))
        else:
            data = data[:at] if chance.random() < 0.5 else data[at:]
        del data[LARGEST:]
    return bytes(data)


def an_outlet(folder: Path) -> Outlet:
    """An outlet of nobody's."""
    text = 'name = "Desk"\nhomepage = "https://desk.example/"\ncountry = "kr"\nlanguage = "en"\nkind = "daily"\n'
    (folder / "desk.toml").write_text(text + 'feeds = ["https://desk.example/rss"]\ntimezone = "Asia/Seoul"\n')
    return load_outlets(folder)["desk"]


def raw_page(body: bytes) -> RawPage:
    """The page of a body."""
    return RawPage(url=URL, outlet="desk", fetched_at=datetime(2026, 3, 2, tzinfo=UTC), body=body, found_in="feed")


def files(*patterns: str, most: int = 80) -> list[bytes]:
    """The contents of the repository's files of these patterns."""
    found = [path for pattern in patterns for path in sorted(ROOT.glob(pattern)) if path.stat().st_size < 150_000]
    return [path.read_bytes() for path in found[:: max(1, len(found) // most)]]


def with_file(folder: Path, name: str, read: Callable[[Path], object]) -> Reading:
    """A reader of bytes, made of one of files."""

    def reading(body: bytes) -> object:
        path = folder / name
        path.write_bytes(body)
        return read(path)

    return reading


def all_lines(path: Path) -> None:
    """Read JSON Lines as an import does."""
    for _, line in json_lines(path):
        if not isinstance(line, Skip):
            try:
                json_page(line)
            except Skip:
                continue


def a_warc() -> bytes:
    """Two records: a page, and what says what made the file."""
    page = b"<html><title>Coal</title><body><p>Coal moved in Rason.</p></body></html>"
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%s" % (len(page), page)
    head = "WARC/1.0\r\nWARC-Type: {}\r\n{}WARC-Date: 2026-03-02T09:00:00Z\r\nWARC-Record-ID: <urn:uuid:{}>\r\n"
    records = []
    for kind, target, body in (("warcinfo", "", b"software: x\r\n"), ("response", f"WARC-Target-URI: {URL}\r\n", http)):
        start = head.format(kind, target, f"0000000{len(records)}-0000-0000-0000-000000000000")
        length = f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(body)}\r\n\r\n"
        records.append(start.encode() + length.encode() + body + b"\r\n\r\n")
    return b"".join(records)


def rss(extra: str = "") -> bytes:
    """A feed of a few entries."""
    item = "<item><title>Rice up {0}</title><link>https://desk.example/n/{0}</link>{1}</item>"
    dated = "<pubDate>Mon, 02 Mar 2026 09:30:00 +0900</pubDate><description><![CDATA[<p>Rice</p>]]></description>"
    items = "".join(item.format(number, dated) for number in range(5))
    return f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>{items}{extra}</channel></rss>'.encode()


_ENTRIES = '<entry><title>a</title><link href="/n/1"/><updated>2026-03-02T09:30:00Z</updated><id>x</id></entry>' * 3
LISTINGS = (
    rss(),
    f'<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://desk.example/">{_ENTRIES}</feed>'.encode(),
    b'{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","url":"https://desk.example/n/1",'
    b'"title":"Rice","date_published":"2026-03-02T09:30:00Z"},{"id":2,"url":"/n/2"}]}',
    b'[{"id":7,"link":"https://desk.example/n/7","date_gmt":"2026-03-02T00:30:00","title":{"rendered":"Rice"}}]',
    b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/'
    b'0.9"><url><loc>https://desk.example/n/1</loc><lastmod>2026-03-02</lastmod><n:news><n:title>Rice</n:title>'
    b"<n:publication_date>2026-03-02T09:30:00+09:00</n:publication_date></n:news></url></urlset>",
    b"<sitemapindex><sitemap><loc>https://desk.example/s1.xml.gz</loc></sitemap></sitemapindex>",
    gzip.compress(b"<urlset><url><loc>https://desk.example/n/9</loc></url></urlset>"),
    b'<html><base href="https://desk.example/"><a href="n/1">Rice is up in Hyesan</a><a href="n/2">More news</a>',
    b'{"articles":[{"url":"https://desk.example/n/1","title":"Rice","seendate":"20260302T093000Z"}]}',
    b'[["timestamp","original","statuscode"],["20260302093000","https://desk.example/n/1","200"],[],["resume"]]',
)


def listing_readers(outlet: Outlet) -> tuple[Reading, ...]:
    """Each reader of listings."""
    return (
        lambda body: read_feed(body, url=URL, outlet=outlet),
        lambda body: read_wordpress(body, url=URL, outlet=outlet),
        lambda body: read_sitemap(body, url=URL, outlet=outlet),
        lambda body: read_index_page(body, url=URL, outlet=outlet),
        lambda body: find_feeds(body, url=URL),
        read_gdelt,
        read_google_news,
        read_cdx,
    )


QUERIES = (
    b"q=coal+%22iron+ore%22+OR+rice*&label=FACTORY&not.outlet=wire&since=2026-01-01&fold=no&page=2",
    "q=라선+-석탄+(쌀 OR 옥수수)&month=2026-03&entity=place/rason&sort=relevance".encode(),
    b"q=NOT+coal&topic=trade&language=ko&until=2026-12-31&story=0a1b2c3d4e5f6071",
    "q=Хасан+уголь&country=ru&kind=wire".encode(),
)
STATEMENTS = (
    b"select outlet, count(*) from articles group by 1 order by 2 desc",
    b"with recursive c(x) as (select 1 union all select x+1 from c limit 5) select printf('%5d', x) from c",
    b"select replace(title, 'a', 'b'), instr(text, 'coal'), trim(title) from articles where text like '%coal%'",
    b"select * from articles_fts where articles_fts match 'coal OR rice*' limit 5",
    b"select json_extract(topics, '$.trade'), hex(zeroblob(9)) from articles",
)


def a_query(db: sqlite3.Connection) -> Reading:
    """The search of an address."""
    reader = Reader(db)

    def read(body: bytes) -> None:
        asked = parse_asked(body.decode("utf-8", "replace"))
        match_articles(reader, asked.query(estimate=True))
        match_articles(reader, Query(text=body.decode("utf-8", "replace")))

    return read


def a_statement(db: sqlite3.Connection) -> Reading:
    """A statement as the desk runs it: read-only, within its limits and its time."""

    def read(body: bytes) -> None:
        ends = time.monotonic() + 2
        db.set_progress_handler(lambda: int(time.monotonic() > ends), 1000)
        with closing(db.cursor()) as cursor:
            cursor.execute(body.decode("utf-8", "replace").replace("\0", ""))
            cursor.fetchmany(1000)

    return read


def targets(folder: Path) -> dict[str, Target]:
    """What is fuzzed, by name."""
    outlet = an_outlet(folder)
    with open_database(DataDir(folder).corpus, CORPUS):
        pass
    address = f"{DataDir(folder).corpus.as_uri()}?mode=ro"
    db = sqlite3.connect(address, uri=True, factory=BoundedConnection)
    (folder / "package").mkdir()
    package = {"jangmadang": {"cursor": "1-0a0b0c0d", "layout": 1, "format": "csv", "text": True, "since": None}}
    decisions = b"verdict,a,b,label,who,at,why\n" + b'same,place/a,place/b,PLACE,B.,2026-01-01,"a ""b"", c"\n' * 5
    lines = b'{"url":"https://desk.example/n/1","html":"<p>Coal</p>","published":"2026-03-02"}\n' * 4
    pages = files("tests/**/*.html", "crawler/newsroom/**/*.html") or [b"<p>Coal</p>"]
    return {
        "pages": Target(
            seeds=[*pages, *small_pages()],
            readers=[lambda body: extract_article(raw_page(body), outlet=outlet, furniture=None, crawled=False)],
            refusals=(Skip,),
            share=4,
        ),
        "listings": Target(seeds=LISTINGS, readers=listing_readers(outlet), refusals=(Skip,), share=2),
        "warc": Target(
            seeds=[a_warc(), gzip.compress(a_warc())],
            readers=[with_file(folder, "x.warc", lambda path: list(read_warc(path, hosts=())))],
            refusals=(Skip,),
        ),
        "jsonl": Target(seeds=[lines], readers=[with_file(folder, "x.jsonl", all_lines)], refusals=(Skip,)),
        "toml": Target(
            seeds=files("crawler/outlets/*.toml"),
            readers=[lambda body: read_table("x.toml", body.decode("utf-8", "replace"))],
            refusals=(ValueError,),
        ),
        "csv": Target(
            seeds=[decisions],
            readers=[lambda body: parse_decisions(body.decode("utf-8", "replace"))],
            refusals=(ValueError,),
        ),
        "packages": Target(
            seeds=[json.dumps({**package, "resources": []}).encode()],
            readers=[with_file(folder / "package", "datapackage.json", lambda path: read_package(path.parent))],
            refusals=(Abort,),
        ),
        "queries": Target(seeds=QUERIES, readers=[a_query(db)], refusals=()),
        "sql": Target(seeds=STATEMENTS, readers=[a_statement(db)], refusals=(sqlite3.Error, sqlite3.Warning)),
    }


def small_pages() -> Iterator[bytes]:
    """Pages with a part in each place that extraction reads."""
    text = "<p>Lorries carried coal into Rason on Monday, and the yard behind the station was full by noon.</p>" * 6
    data = {"@type": "NewsArticle", "headline": "Coal", "datePublished": "2026-03-02", "author": [{"name": "Kim Il"}]}
    for head in (
        '<meta name="author" content="By Kim Il and Pak Chol"><meta property="og:title" content="Coal">',
        f'<script type="application/ld+json">{json.dumps(data)}</script>',
        '<meta charset="euc-kr"><link rel="canonical" href="https://desk.example/n/1">',
    ):
        table = "<table><tr><th>Good</th><th>Price</th></tr><tr><td>Rice</td><td>9,000</td></tr></table>"
        byline = '<div class="byline">By Kim Il, Reuters</div><time datetime="2026-03-02T09:30:00+09:00">2 March</time>'
        yield f"<html><head><title>Coal</title>{head}</head><body>{byline}<article>{text}{table}</article>".encode()


@dataclass(kw_only=True, slots=True)
class Count:
    """What came of a target."""

    runs: int = 0
    refused: int = 0
    found: int = 0
    slowest: float = 0.0


def fuzz(name: str, target: Target, *, seed: int, runs: int | None, seconds: float, keep: Path) -> Count:
    """Feed a target until so many runs or seconds are over; what is found lies in `keep`."""
    count, ends = Count(), time.monotonic() + seconds
    while time.monotonic() < ends and (runs is None or count.runs < runs):
        body = mutated(target.seeds, random.Random(f"{name}-{seed}-{count.runs}"))
        count.runs += 1
        refused = 0
        for reader in target.readers:
            began = time.process_time()
            try:
                with processor_time(SLOW):
                    reader(body)
            except target.refusals:
                refused += 1
            except (Exception, TooLong) as error:
                count.found += 1
                kept = keep / f"{name}-{type(error).__name__}-{seed}-{count.runs - 1}"
                keep.mkdir(parents=True, exist_ok=True)
                kept.write_bytes(body)
                print(f"{kept}: {type(error).__name__}: {str(error)[:200]}", file=sys.stderr)
            count.slowest = max(count.slowest, time.process_time() - began)
        count.refused += refused == len(target.readers)
    return count


def main() -> int:
    """Fuzz all targets or one; 1 where something was found."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--target")
    parser.add_argument("--runs", type=int, help="of each target")
    parser.add_argument("--seconds", type=float, default=60, help="for all targets together")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=Path("fuzz-findings"))
    chosen = parser.parse_args()
    warnings.simplefilter("ignore")
    with tempfile.TemporaryDirectory() as folder:
        every = {name: t for name, t in targets(Path(folder)).items() if chosen.target in (None, name)}
        whole = sum(target.share for target in every.values())
        counts = {
            name: fuzz(
                name, target, seed=chosen.seed, runs=chosen.runs, keep=chosen.keep,
                seconds=chosen.seconds * target.share / whole,
            )
            for name, target in every.items()
        }  # fmt: skip
    told = {
        name: {"runs": c.runs, "refused": c.refused, "found": c.found, "slowest": round(c.slowest, 2)}
        for name, c in counts.items()
    }
    print(json.dumps({"seed": chosen.seed, "targets": told}, indent=1))
    return int(any(count.found for count in counts.values()))


if __name__ == "__main__":
    sys.exit(main())
