"""A page on which extraction breaks, or whose stored body is damaged, is one page's outcome; the others are read."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from corpus.data_dir import DataDir
from corpus.records import Abort, RawPage
from corpus.store.page_archive import PageArchive
from corpus.store.stage import StageOptions
from corpus.store.unforeseen import IN_A_ROW
from extract.stages import worker
from extract.stages.extract_and_tag import extract_pending

ONE_PROCESS = StageOptions(processes=1)
BEGAN = datetime(2026, 3, 2, tzinfo=UTC)


def story(number: int, *, edition: int = 1) -> bytes:
    text = "".join(
        f"<p>Kiln {number}, line {line}, of the Sunchon Cement Complex was lit in edition {edition}, and by noon the"
        f" yard of works {number * 7 + line} was full of lorries from the mine behind the station.</p>"
        for line in range(5)
    )
    return f"<html><head><title>Kiln {number} lit</title></head><body><article>{text}</article></body></html>".encode()


def fill(data: Path, count: int, *, editions: int = 1) -> None:
    with PageArchive(data) as archive:
        for edition in range(1, editions + 1):
            archive.save_pages(
                [
                    RawPage(
                        url=f"https://kilns.example/{number}",
                        outlet="kilns",
                        fetched_at=BEGAN + timedelta(days=edition),
                        body=story(number, edition=edition),
                        found_in="import",
                    )
                    for number in range(count)
                ]
            )


def damage(data: Path, url: str, *, change: str, newest: bool = True) -> None:
    """Change the stored body of an address as a disk may: an expression over `body`."""
    order = "desc" if newest else "asc"
    with sqlite3.connect(DataDir(data).pages) as db:
        (mark,) = db.execute(
            "select f.body_hash from fetches f join pages p on p.id = f.page_id where p.url = ?"
            f" order by f.fetched_at {order} limit 1",
            [url],
        ).fetchone()
        db.execute(f"update bodies set body = {change} where hash = ?", [mark])
    db.close()


def reasons(data: Path) -> dict[str, str]:
    with sqlite3.connect(DataDir(data).corpus) as db:
        found = dict(db.execute("select url, reason from outcomes where stage = 'extract'").fetchall())
    db.close()
    return found


FLIPPED = "cast(substr(body, 1, 40) || x'ff' || substr(body, 42) as blob)"


@pytest.mark.parametrize("change", [FLIPPED, "substr(body, 1, 30)", "x'1f'", "'no bytes'"])
def test_one_damaged_body_blocks_no_other_page(tmp_path, change):
    fill(tmp_path, 40)  # enough that the outlet's furniture is learned from them, too
    damage(tmp_path, "https://kilns.example/7", change=change)
    report = extract_pending(tmp_path, ONE_PROCESS)
    assert (report.done, dict(report.refused)) == (40, {"damaged-body": 1})
    assert report.found["damaged bodies"] == 1
    assert reasons(tmp_path) == {"https://kilns.example/7": "damaged-body"}
    assert extract_pending(tmp_path, ONE_PROCESS).pending == 0


@pytest.mark.parametrize("newest", [True, False])
def test_of_several_bodies_the_sound_ones_give_the_article(tmp_path, newest):
    fill(tmp_path, 3, editions=2)
    damage(tmp_path, "https://kilns.example/1", change=FLIPPED, newest=newest)
    report = extract_pending(tmp_path, ONE_PROCESS)
    assert not report.refused and report.found["damaged bodies"] == 1
    with sqlite3.connect(DataDir(tmp_path).corpus) as db:
        (text,) = db.execute("select text from articles where url = 'https://kilns.example/1'").fetchone()
    db.close()
    assert f"edition {1 if newest else 2}" in text


def break_on(monkeypatch, wanted: bytes) -> None:
    known = worker.extract_article

    def broken(page, **rest):
        if wanted in page.body:
            raise LookupError("nobody thought of this")
        return known(page, **rest)

    monkeypatch.setattr(worker, "extract_article", broken)


def test_an_error_that_nobody_foresaw_is_the_pages_outcome_with_a_sample(tmp_path, monkeypatch):
    fill(tmp_path, 5)
    break_on(monkeypatch, b"Kiln 3 ")
    assert dict(extract_pending(tmp_path, ONE_PROCESS).refused) == {"internal-error": 1}
    assert reasons(tmp_path) == {"https://kilns.example/3": "internal-error"}
    (sample,) = DataDir(tmp_path).faults.glob("extract-LookupError-*.sample")
    assert sample.read_bytes() == story(3)
    assert "https://kilns.example/3" in sample.with_suffix(".txt").read_text()


def test_after_many_in_a_row_the_stage_ends_and_keeps_what_was_done(tmp_path, monkeypatch):
    fill(tmp_path, IN_A_ROW + 20)
    break_on(monkeypatch, b"Kiln ")
    with pytest.raises(Abort, match=f"extract: {IN_A_ROW} items broke in a row"):
        extract_pending(tmp_path, ONE_PROCESS)
    monkeypatch.undo()
    report = extract_pending(tmp_path, ONE_PROCESS)
    assert report.done > 20 and not report.refused


def test_an_article_that_cannot_be_stored_is_an_outcome(tmp_path, monkeypatch):
    from extract.stages import extract_and_tag

    known = extract_and_tag.save_extraction

    def broken(corpus, extraction, *, version):
        reason = known(corpus, extraction, version=version)
        if extraction.articles and extraction.page.url.endswith("/2"):
            raise UnicodeEncodeError("utf-8", "\ud83d", 0, 1, "half an emoji")
        return reason

    fill(tmp_path, 4)
    monkeypatch.setattr(extract_and_tag, "save_extraction", broken)
    report = extract_pending(tmp_path, ONE_PROCESS)
    assert (report.done, dict(report.refused)) == (4, {"internal-error": 1})
    with sqlite3.connect(DataDir(tmp_path).corpus) as db:
        assert db.execute("select count(*) from articles").fetchone() == (3,)
    db.close()
