"""The loops of extraction and tagging, killed in the middle and run again: the same corpus, row for row."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from corpus.records import RawPage
from corpus.store.page_archive import PageArchive
from corpus.store.stage import StageOptions
from extract.stages.extract_and_tag import extract_pending, tag_pending

PAGES = 60
KILLED_IN = 40  # in the third batch of pages, the second of articles
ONE_PROCESS = StageOptions(processes=1)
PLACES = ("Rason", "Chongjin", "Hamhung", "Wonsan", "Sinuiju", "Hyesan", "Nampho", "Sariwon")
GOODS = ("coal", "rice", "cement", "wigs", "soybean oil", "iron ore", "fertiliser", "crab")


def story(number: int) -> str:
    place, good = PLACES[number % 8], GOODS[number // 8 % 8]
    return (
        f"<html><head><title>Story {number} from {place}</title></head><body><article><h1>Story {number}</h1>"
        f"<p>Lorries carried {good} into {place} on day {number}, and the yard behind the station was full by noon.</p>"
        f"<p>A driver said that the price of {good} had risen twice since he last made the trip from the border.</p>"
        f"<p>Officials of the Sunchon Cement Complex were seen there, and so were buyers from {PLACES[number % 5]}.</p>"
        "<p>No one could say how long the trade would last, or who had given leave for it to begin again.</p>"
        "</article></body></html>"
    )


def fill(data: Path, pages: int = PAGES) -> None:
    """An archive of so many pages; every tenth holds no article."""
    with PageArchive(data) as archive:
        archive.save_pages(
            [
                RawPage(
                    url=f"https://invented.example/{number}",
                    outlet="invented",
                    fetched_at=datetime(2026, 3, 2, tzinfo=UTC),
                    body=b"" if number % 10 == 9 else story(number).encode(),
                    found_in="import",
                )
                for number in range(pages)
            ]
        )


def rows(data: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table but the runs, without the time at which an outcome was noted."""
    db = sqlite3.connect(data / "corpus.db")
    try:
        tables = [name for (name,) in db.execute("select name from sqlite_master where type = 'table'")]
        compared = [name for name in tables if name not in ("runs", "_sqlite_migrations")]
        columns = {
            "outcomes": "stage, url, outlet, reason, detail, version",
            "progress": "article_id, stage, version, input",
            "stage_versions": "stage, version",
        }
        return {name: sorted(db.execute(f"select {columns.get(name, '*')} from {name}"), key=repr) for name in compared}
    finally:
        db.close()


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, list[tuple[Any, ...]]]]:
    """The corpus after each stage of a run that no one disturbed."""
    data = tmp_path_factory.mktemp("undisturbed")
    fill(data)
    extract_pending(data, ONE_PROCESS)
    extracted = rows(data)
    tag_pending(data, ONE_PROCESS)
    return {"extract": extracted, "tag": rows(data)}


def done(data: Path, stage: str) -> int:
    with closing(sqlite3.connect(data / "corpus.db")) as db:
        return int(db.execute("select count(*) from progress where stage = ?", [stage]).fetchone()[0])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("stage", "point"),
    [
        ("extract", "corpus.store.articles:Corpus.save_article"),
        ("tag", "corpus.store.articles:Corpus.save_mentions"),
    ],
)
def test_stage_killed_in_the_middle_goes_on_to_the_same_corpus(
    stage: str,
    point: str,
    tmp_path: Path,
    undisturbed: dict[str, dict[str, list[tuple[Any, ...]]]],
    kill_at: Callable[..., None],
) -> None:
    fill(tmp_path)
    if stage == "tag":
        extract_pending(tmp_path, ONE_PROCESS)
    kill_at(point, KILLED_IN, stage, "--data", str(tmp_path))
    assert 0 < done(tmp_path, stage) < KILLED_IN  # the batch that was being stored is as if it had never begun
    {"extract": extract_pending, "tag": tag_pending}[stage](tmp_path, ONE_PROCESS)
    assert rows(tmp_path) == undisturbed[stage]


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    fill(tmp_path, pages=10)
    extract_pending(tmp_path, ONE_PROCESS)
    return tmp_path


def test_every_page_ends_as_an_article_or_an_outcome(small: Path) -> None:
    after = rows(small)
    assert (len(after["articles"]), len(after["outcomes"])) == (9, 1)


def test_stages_run_twice_change_nothing(small: Path) -> None:
    tag_pending(small, ONE_PROCESS)
    before = rows(small)
    assert extract_pending(small, ONE_PROCESS).pending == 0
    assert tag_pending(small, ONE_PROCESS).pending == 0
    assert rows(small) == before


def test_mentions_are_the_words_of_the_field_they_count_in(small: Path) -> None:
    tag_pending(small, ONE_PROCESS)
    db = sqlite3.connect(small / "corpus.db")
    found = db.execute(
        "select m.text, substr(case m.field when 'text' then a.text when 'title' then a.title else a.captions end,"
        " m.start + 1, m.end - m.start), m.sent_start <= m.start and m.end <= m.sent_end"
        " from mentions m join articles a on a.id = m.article_id"
    ).fetchall()
    db.close()
    assert found
    assert [row for row in found if row[0] != row[1] or not row[2]] == []


def test_dry_run_says_what_is_pending_and_stores_nothing(tmp_path: Path) -> None:
    fill(tmp_path, pages=3)
    assert extract_pending(tmp_path, StageOptions(dry_run=True)).pending == 3
    assert rows(tmp_path)["progress"] == []


def test_limit_leaves_the_rest_pending(tmp_path: Path) -> None:
    fill(tmp_path, pages=5)
    assert extract_pending(tmp_path, StageOptions(limit=2, processes=1)).done == 2
    assert extract_pending(tmp_path, ONE_PROCESS).done == 3


def test_copy_of_a_text_takes_over_its_mentions(tmp_path: Path) -> None:
    with PageArchive(tmp_path) as archive:
        for outlet in ("wire", "daily"):
            page = RawPage(
                url=f"https://{outlet}.example/1",
                outlet=outlet,
                fetched_at=datetime(2026, 3, 2, tzinfo=UTC),
                body=story(1).replace("Story 1 from", f"{outlet} from").encode(),
                found_in="import",
            )
            archive.save_page(page)
            extract_pending(tmp_path, ONE_PROCESS)
            tag_pending(tmp_path, ONE_PROCESS)
    db = sqlite3.connect(tmp_path / "corpus.db")
    copies = db.execute(
        "select group_concat(m.field || m.start || m.text || m.label) from mentions m where m.field = 'text'"
        " group by m.article_id"
    ).fetchall()
    db.close()
    assert len(copies) == 2
    assert copies[0] == copies[1]
