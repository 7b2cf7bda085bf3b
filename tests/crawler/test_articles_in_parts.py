"""Articles in several pages: fetched part by part, joined in order, whichever part comes first."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus.data_dir import DataDir
from corpus.records import RawPage
from corpus.store.articles import Corpus
from corpus.store.page_archive import PageArchive
from crawler.routes.next_parts import next_part
from extract.stages.extract_and_tag import extract_pending

TEXTS = {
    1: ["Rice sold for 5,800 won a kilogram at the Hyesan market on Monday, traders told this outlet.",
        "A city official said the county mill had received new belts and that two of its presses were running."],
    2: ["Women who sell soy sauce in the market said buyers had come back since the road was cleared of snow.",
        "The price of corn stood at 2,900 won, up from 2,700 won in February, according to a sheet of merchants."],
    3: ["Prices of cooking oil were flat and petrol was a little dearer, because ships with fuel came late.",
        "The market is to be open on Sunday, too, until the rice of the spring allocation has been sold."],
}  # fmt: skip


def body(number: int, address: str, last: int = 3) -> str:
    paragraphs = "".join(f"<p>{text}</p>" for text in TEXTS[number])
    more = f'<a rel="next" href="{address}?page={number + 1}">Next</a>' if number < last else ""
    canonical = f'<link rel="canonical" href="{address}">'
    return (
        f"<html><head><title>A market in three parts</title>{canonical}</head><body><article>"
        f"<h1>A market in three parts</h1>{paragraphs}<p>Page {number} of {last}</p></article>{more}</body></html>"
    )


def whole(last: int = 3) -> str:
    return "\n".join(text for number in range(1, last + 1) for text in TEXTS[number])


def articles(data: Path) -> list[tuple[str, str]]:
    extract_pending(data)
    with Corpus(data) as corpus:
        return corpus.db.execute("select url, text from articles order by url").fetchall()


def outcomes(data: Path) -> dict[str, tuple[str, str]]:
    with Corpus(data) as corpus:
        rows = corpus.db.execute("select url, reason, detail from outcomes where stage = 'extract'").fetchall()
    return {url: (reason, detail) for url, reason, detail in rows}


@pytest.fixture
def outlet(serve, tmp_path: Path):
    """A site whose one listed article has three pages; (its base, its data, what was asked for, a switch of states)."""
    asked: list[str] = []
    broken: set[str] = set()

    def answer(path: str):
        asked.append(path)
        if path in broken:
            return 500, {}, "not now"
        if path == "/feed":
            item = f"<item><title>A market</title><link>{base}/long</link></item>"
            return 200, {"Content-Type": "application/rss+xml"}, f"<rss><channel>{item}</channel></rss>"
        numbers = {"/long": 1, "/long?page=2": 2, "/long?page=3": 3}
        return (200, {}, body(numbers[path], f"{base}/long")) if path in numbers else (404, {}, "")

    base = serve(answer)
    data = tmp_path / "data"
    DataDir(data).outlets.mkdir(parents=True)
    DataDir(data).outlet_file("north").write_text(
        f'name = "N"\nhomepage = "{base}/"\ncountry = "kr"\nlanguage = "en"\nkind = "daily"\nallow_private = true\n'
        f"delay = 0\nfeeds = [\"{base}/feed\"]\n", "utf-8")  # fmt: skip
    return base, data, asked, broken


def crawl(run_command, data: Path, now: str = "2026-03-03") -> dict:
    done = run_command("crawl", "--outlet", "north", "--json", "--data", str(data), "--now", now)
    assert done.stdout, done.stderr
    return json.loads(done.stdout)["outlets"]["north"]


@pytest.mark.slow
def test_three_pages_are_one_article_in_their_order(outlet, run_command):
    base, data, asked, _ = outlet
    assert crawl(run_command, data)["kept"] == 3
    assert articles(data) == [(f"{base}/long", whole())]
    assert outcomes(data) == {
        f"{base}/long?page=2": ("later-part", f"{base}/long"),
        f"{base}/long?page=3": ("later-part", f"{base}/long?page=2"),
    }
    assert extract_pending(data).pending == 0
    asked.clear()
    crawl(run_command, data)
    assert [path for path in asked if path.startswith("/long")] == []


@pytest.mark.slow
def test_a_part_that_fails_comes_later_and_is_joined_then(outlet, run_command):
    base, data, _, broken = outlet
    broken.add("/long?page=2")
    crawl(run_command, data)
    ((url, text),) = articles(data)
    assert url == f"{base}/long" and text.startswith("\n".join(TEXTS[1])) and TEXTS[3][0] not in text
    broken.clear()
    crawl(run_command, data, now="2026-03-04")
    assert articles(data) == [(f"{base}/long", whole())]
    with Corpus(data) as corpus:
        assert len(corpus.versions(articles_id(corpus))) <= 1


def articles_id(corpus: Corpus) -> str:
    return corpus.db.execute("select id from articles").fetchone()[0]


@pytest.mark.parametrize("order", [(1, 2, 3), (3, 2, 1), (2, 3, 1)])
def test_whichever_part_is_stored_first_the_article_is_the_same(tmp_path: Path, order):
    from datetime import UTC, datetime

    url = "https://b.example/long"
    for number in order:
        address = url if number == 1 else f"{url}?page={number}"
        found = body(number, url).encode()
        with PageArchive(tmp_path) as archive:
            archive.save_page(
                RawPage(url=address, outlet="b", fetched_at=datetime(2026, 3, 3, number, tzinfo=UTC), body=found,
                        found_in="import", next_url=next_part(found, address))
            )  # fmt: skip
        extract_pending(tmp_path)
    assert articles(tmp_path) == [(url, whole())]


def test_an_imported_archive_has_its_articles_whole(tmp_path: Path, run_command):
    url = "https://b.example/long"
    lines = [json.dumps({"url": url if n == 1 else f"{url}?page={n}", "html": body(n, url)}) for n in (2, 1, 3)]
    saved = tmp_path / "saved.jsonl"
    saved.write_text("\n".join(lines))
    assert run_command("import", str(saved), "--data", str(tmp_path / "data")).returncode == 0
    assert articles(tmp_path / "data") == [(url, whole())]


def test_a_list_with_pages_below_an_article_is_asked_for_three_times_at_most(serve, tmp_path, run_command):
    """Below each article a list of others, whose pages have the article's address with a number."""
    asked: list[str] = []

    def answer(path: str):
        asked.append(path)
        if path == "/feed":
            items = "".join(f"<item><title>N {n}</title><link>{base}/v?idxno={n}</link></item>" for n in range(8))
            return 200, {"Content-Type": "application/rss+xml"}, f"<rss><channel>{items}</channel></rss>"
        number = path.partition("idxno=")[2][:1]
        if not number:
            return 404, {}, ""
        text = "".join(f"<p>{text} Number {number}.</p>" for text in TEXTS[1])
        pager = "".join(f'<a href="/v?idxno={number}&page={n}">{n}</a>' for n in range(1, 9))
        return 200, {}, f"<html><head><title>N {number}</title></head><body>{text}{pager}</body></html>"

    base = serve(answer)
    data = tmp_path / "data"
    DataDir(data).outlets.mkdir(parents=True)
    DataDir(data).outlet_file("north").write_text(
        f'name = "N"\nhomepage = "{base}/"\ncountry = "kr"\nlanguage = "en"\nkind = "daily"\nallow_private = true\n'
        f"delay = 0\nfeeds = [\"{base}/feed\"]\n", "utf-8")  # fmt: skip
    report = crawl(run_command, data)
    assert report["kept"] == 8
    assert len([path for path in asked if "page=" in path]) <= 5  # two may be under way when the third comes
    articles(data)
    assert "later-part" not in {reason for reason, _ in outcomes(data).values()}
