"""An edit of an article is stored though its new paragraphs tell of something beside the topic."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from corpus.records import RawPage
from corpus.store.page_archive import PageArchive
from corpus.store.stage import StageOptions
from extract.stages.extract_and_tag import extract_pending
from extract.stages.worker import is_edit

OUTLET = """
name = "Invented"
homepage = "https://invented.example"
country = "kr"
language = "en"
kind = "daily"
topic_gate = 0.9
feeds = ["https://invented.example/feed"]
"""
STAMP = '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2026-02-28T22:30:00Z"}</script>'
MARKET = (
    "Lorries carried rice into Rason on Monday, and the yard behind the station was full by noon, traders said.",
    "A driver said that the price of rice in North Korea had risen twice since he last made the trip from the border.",
    "Officials of the Sunchon Cement Complex were seen there, and so were buyers from Chongjin and Hamhung.",
)
CONCERT = (
    "The orchestra played two symphonies and a waltz, and the audience in the old opera house asked for another one.",
    "A violinist from Lisbon was the soloist, and critics praised her tone, her phrasing and the length of her breath.",
    "The season ends in June with a festival of choirs, for which singers from eleven countries have been invited.",
    "Tickets are sold at the door and at the kiosk by the fountain, and children under twelve are let in for nothing.",
    "The conductor, who is eighty, said that he would rather dance the waltz than beat the time for it once more.",
    "Painters have been at work on the ceiling of the hall since autumn, and its clouds are pink and blue again now.",
)


def fetch(data: Path, *editions: tuple[str, ...], heads: tuple[str, ...] = ("", "")) -> None:
    """Extract a page that had each edition's paragraphs a day, with more or less in its head."""
    (data / "outlets").mkdir(parents=True)
    (data / "outlets" / "invented.toml").write_text(OUTLET, encoding="utf-8")
    for day, paragraphs in enumerate(editions, start=2):
        text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
        title = f"<title>Notes from Rason</title>{heads[day - 2]}"
        html = f"<html><head>{title}</head><body><article><h1>Notes from Rason</h1>{text}"
        page = RawPage(
            url="https://invented.example/8", outlet="invented", fetched_at=datetime(2026, 3, day, tzinfo=UTC),
            body=f"{html}</article></body></html>".encode(), found_in="feed", title="Notes from Rason",
        )  # fmt: skip
        with PageArchive(data) as archive:
            archive.save_pages([page])
    extract_pending(data, StageOptions(processes=1))


def stored(data: Path, *editions: tuple[str, ...]) -> tuple[list[str], int]:
    """The lines of the article, and the number of its versions where there are several, of such a page."""
    fetch(data, *editions)
    with closing(sqlite3.connect(data / "corpus.db")) as db:
        found = db.execute("select text from articles").fetchone()
        return (found[0].split("\n") if found else []), db.execute("select count(*) from article_versions").fetchone()[
            0
        ]


def test_an_edit_that_tells_of_something_else_too_is_a_version(tmp_path: Path) -> None:
    lines, versions = stored(tmp_path / "edited", MARKET, (*MARKET, *CONCERT))
    assert lines[-1] == CONCERT[-1]
    assert versions == 2
    assert stored(tmp_path / "only", (*MARKET, *CONCERT)) == ([], 0)  # what the gate makes of it alone


def test_another_text_at_the_address_is_no_version(tmp_path: Path) -> None:
    lines, versions = stored(tmp_path, MARKET, CONCERT)
    assert lines == list(MARKET)
    assert versions == 0  # none but the text itself


def test_half_of_what_was_told_makes_an_edit() -> None:
    assert is_edit("one\ntwo\nthree", "one\ntwo")
    assert is_edit("one", "one\ntwo")
    assert not is_edit("on\nfour", "one\ntwo")


@pytest.mark.parametrize("heads", [(STAMP, ""), ("", STAMP)])
def test_the_best_date_of_several_fetches_of_one_text_counts(tmp_path: Path, heads: tuple[str, str]) -> None:
    dated = (f"RASON, March 1 (Yonhap) -- {MARKET[0]}", *MARKET[1:])
    fetch(tmp_path, dated, dated, heads=heads)
    with closing(sqlite3.connect(tmp_path / "corpus.db")) as db:
        assert db.execute("select published, published_source from articles").fetchall() == [
            ("2026-02-28T22:30:00+00:00", "json-ld")
        ]
