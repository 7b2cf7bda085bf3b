"""An article on which a later stage breaks, or in which it is lost, is that article's outcome; the others are done."""

from __future__ import annotations

import re
import signal
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from corpus.data_dir import DataDir
from corpus.records import Abort, RawPage
from corpus.store import unforeseen
from corpus.store.page_archive import PageArchive
from corpus.store.report import StageReport
from corpus.store.unforeseen import IN_A_ROW, TooLong, processor_time
from extract.stages import article_facts, resolve_names, worker
from extract.stages.cluster_articles import ClusterStage, cluster_pending
from extract.stages.extract_and_tag import extract_pending, tag_pending
from extract.stages.read_facts import facts_pending
from extract.stages.resolve_names import resolve_pending
from tests.extract.stages.test_extract_and_tag import ONE_PROCESS, fill

ENDLESS = (re.compile(r"(a|a)+b"), "a" * 60)


def asked(data: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(DataDir(data).corpus)) as db:
        return db.execute(sql).fetchall()


def made(data: Path, *, until: str, pages: int = 12) -> None:
    """Articles that every stage before `until` has seen."""
    fill(data, pages)
    extract_pending(data, ONE_PROCESS)
    for name, stage in (("tag", tag_pending), ("resolve", resolve_pending), ("cluster", cluster_pending)):
        if name == until:
            return
        stage(data, ONE_PROCESS)


def victim(data: Path) -> str:
    ((key,),) = asked(data, "select id from articles where url like '%/7'")
    return str(key)


def break_tag(monkeypatch: pytest.MonkeyPatch, broken: Callable[[str], None], key: str) -> None:
    known = worker.tag_texts

    def tag(nlp: Any, texts: Any) -> Any:
        texts = list(texts)
        for item in texts:
            if "Story 7 " in item[1] or "on day 7," in item[1]:
                broken(key)
        return known(nlp, texts)

    monkeypatch.setattr(worker, "tag_texts", tag)


def break_resolve(monkeypatch: pytest.MonkeyPatch, broken: Callable[[str], None], key: str) -> None:
    known = resolve_names.ResolveStage._resolve

    def resolve(self: Any, article: str, input: str) -> Any:
        broken(article)
        return known(self, article, input)

    monkeypatch.setattr(resolve_names.ResolveStage, "_resolve", resolve)


def break_facts(monkeypatch: pytest.MonkeyPatch, broken: Callable[[str], None], key: str) -> None:
    known = article_facts.read_article

    def read(article: Any, mentions: Any, *, input: str) -> Any:
        broken(article["id"])
        return known(article, mentions, input=input)

    monkeypatch.setattr(article_facts, "read_article", read)


def break_cluster(monkeypatch: pytest.MonkeyPatch, broken: Callable[[str], None], key: str) -> None:
    known = ClusterStage._tell

    def tell(self: Any, touched: Any, *, placed: Any) -> None:
        indexed = {item for items in self.index.texts.carriers(touched).values() for item in items}
        for article in placed:
            if article in indexed:
                broken(article)
        known(self, touched, placed=placed)

    monkeypatch.setattr(ClusterStage, "_tell", tell)


STAGES: dict[str, tuple[Callable[..., StageReport], Callable[..., None]]] = {
    "tag": (tag_pending, break_tag),
    "resolve": (resolve_pending, break_resolve),
    "cluster": (cluster_pending, break_cluster),
    "facts": (facts_pending, break_facts),
}


@pytest.mark.parametrize("stage", STAGES)
def test_one_article_is_its_own_outcome(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stage: str) -> None:
    made(tmp_path, until=stage)
    key = victim(tmp_path)

    def broken(article: str) -> None:
        if article == key:
            raise LookupError("nobody thought of this")

    work, breaking = STAGES[stage]
    breaking(monkeypatch, broken, key)
    report = work(tmp_path, ONE_PROCESS)
    assert (report.done, dict(report.refused)) == (report.pending, {"internal-error": 1})
    told = asked(tmp_path, f"select url, reason, detail from outcomes where stage = '{stage}'")
    assert told == [("https://invented.example/7", "internal-error", "LookupError: nobody thought of this")]
    (note,) = DataDir(tmp_path).faults.glob(f"{stage}-LookupError-*.txt")
    assert note.read_text().startswith(key)
    if stage == "cluster":  # what no story has is tried again, and then its outcome goes
        monkeypatch.undo()
        assert work(tmp_path, ONE_PROCESS).done == 1
        assert asked(tmp_path, "select count(*) from outcomes where stage = 'cluster'") == [(0,)]
    else:
        assert work(tmp_path, ONE_PROCESS).pending == 0


@pytest.mark.parametrize("stage", STAGES)
def test_many_in_a_row_end_the_stage_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stage: str) -> None:
    monkeypatch.setattr(unforeseen, "IN_A_ROW", 5)
    made(tmp_path, until=stage)

    def broken(article: str) -> None:
        raise LookupError("of all")

    work, breaking = STAGES[stage]
    breaking(monkeypatch, broken, "")
    if stage == "tag":
        monkeypatch.setattr(worker, "tag_texts", lambda nlp, texts: [][0])
    with pytest.raises(Abort, match=f"{stage}: 5 items broke in a row") as raised:
        work(tmp_path, ONE_PROCESS)
    assert "\n" not in str(raised.value)
    assert IN_A_ROW == 50


@pytest.mark.parametrize("stage", ["resolve", "facts"])
def test_article_without_end_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stage: str) -> None:
    made(tmp_path, until=stage)
    key = victim(tmp_path)
    # seconds: what the first article loads takes some of them on a slow machine
    monkeypatch.setattr("corpus.store.stage.processor_time", lambda: processor_time(3))

    def lost(article: str) -> None:
        if article == key:
            ENDLESS[0].match(ENDLESS[1])

    work, breaking = STAGES[stage]
    breaking(monkeypatch, lost, key)
    assert dict(work(tmp_path, ONE_PROCESS).refused) == {"too-slow": 1}


@pytest.mark.slow
@pytest.mark.parametrize("processes", [1, 2])
def test_page_without_end_is_left_in_a_worker_too(tmp_path: Path, processes: int) -> None:
    """Author lines of a thousand blanks and more took a cubic time; whatever pattern is next ends as well."""
    head = f'<meta name="author" content="By {" " * 30_000}x"><meta name="byline" content="{"a " * 20_000}">'
    text = "<p>Lorries carried coal into Rason on Monday, and the yard behind the station was full by noon.</p>" * 9
    with PageArchive(tmp_path) as archive:
        for number in range(34):
            body = (
                f"<html><head>{head}<title>Coal {number}</title></head><body><article>{text}{number}</article></body>"
            )
            page = RawPage(
                **{"url": f"https://slow.example/{number}", "outlet": "slow", "found_in": "import"},
                **{"fetched_at": datetime(2026, 3, 2, tzinfo=UTC), "body": body.encode()},
            )
            archive.save_pages([page])
    report = extract_pending(tmp_path, type(ONE_PROCESS)(processes=processes, limit=34))
    assert report.done == 34
    assert set(report.refused) <= {"too-slow"}


def test_processor_time_is_bounded_through_a_catcher_of_everything() -> None:
    with pytest.raises(TooLong), processor_time(0.1):
        while True:
            try:
                ENDLESS[0].match(ENDLESS[1])
            except Exception:
                continue


def test_processor_time_leaves_no_timer_behind() -> None:
    with processor_time(60):
        assert signal.getitimer(signal.ITIMER_VIRTUAL)[0] > 0
    assert signal.getitimer(signal.ITIMER_VIRTUAL) == (0.0, 0.0)
