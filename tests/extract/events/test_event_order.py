"""Whatever order stories come in, and however many runs they take, the events end up the same."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus.store import event_rows
from corpus.store.articles import Corpus
from corpus.store.stage import StageOptions
from corpus.versions import stage_version
from extract.stages.cluster_articles import cluster_pending
from extract.stages.group_events import REVISION, events_pending

# a redirect tells of ids that an event once had, so these may differ between two histories
TABLES = ("events", "event_members", "event_evidence", "event_citations", "event_keys")


def rows(data: Path) -> dict[str, list[tuple[Any, ...]]]:
    with Corpus(data) as corpus:
        return {table: sorted(corpus.db.execute(f"select * from {table}").fetchall(), key=repr) for table in TABLES}


def truth(press: Any) -> list[set[str]]:
    found: dict[str, set[str]] = {}
    for report in press:
        found.setdefault(report.event, set()).add(report.id)
    return sorted(found.values(), key=min)


def test_each_event_holds_its_reports_and_no_other(newsroom: Callable[[str], Any], press: Any) -> None:
    room = newsroom("all")
    room.take(press)
    room.run()
    assert room.events() == truth(press)


def test_article_copy_under_another_headline_video_script_and_digest_are_one_event(
    newsroom: Callable[[str], Any], press: Any
) -> None:
    room = newsroom("founding")
    room.take([report for report in press if report.id in ("fire", "copy", "video", "digest", "comment")])
    room.run()
    assert room.events() == [{"comment"}, {"copy", "digest", "fire", "video"}]


@pytest.mark.parametrize("few", [0, 1, 10_000])
def test_events_are_the_same_whether_keys_are_read_by_story_or_by_key(
    newsroom: Callable[[str], Any], press: Any, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = []
    for name, limit in (("as-shipped", event_rows.FEW), ("otherwise", few)):
        monkeypatch.setattr(event_rows, "FEW", limit)
        room = newsroom(name)
        room.take(press)
        room.run()
        told.append(rows(room.data))
    assert told[0] == told[1]


@pytest.mark.parametrize("seed", range(4))
def test_events_are_the_same_in_any_order_and_any_runs(newsroom: Callable[[str], Any], press: Any, seed: int) -> None:
    at_once, in_parts = newsroom("at-once"), newsroom("in-parts")
    at_once.take(press)
    at_once.run()
    chance = random.Random(seed)
    shuffled = chance.sample(press, k=len(press))
    while shuffled:
        some = chance.randint(1, 4)
        in_parts.take(shuffled[:some])
        cluster_pending(in_parts.data)
        while events_pending(in_parts.data, StageOptions(limit=chance.choice([None, 1]))).done:
            pass
        shuffled = shuffled[some:]
    assert rows(in_parts.data) == rows(at_once.data)


def test_events_are_the_same_when_stories_came_and_went(newsroom: Callable[[str], Any], press: Any) -> None:
    never, left = newsroom("never"), newsroom("left")
    gone = press[::3]
    never.take([report for report in press if report not in gone])
    never.run()
    left.take(press)
    left.run()
    with Corpus(left.data) as corpus, corpus.atomic():
        for report in gone:
            corpus.drop_article(report.as_article().id)
    left.run()
    assert rows(left.data) == rows(never.data)


def test_second_run_has_nothing_to_do(newsroom: Callable[[str], Any], press: Any) -> None:
    room = newsroom("again")
    room.take(press)
    room.run()
    before = rows(room.data)
    assert events_pending(room.data).pending == 0
    assert events_pending(room.data, StageOptions(stale=True)).pending == 0
    assert rows(room.data) == before


def test_name_that_is_understood_otherwise_makes_its_story_pending(newsroom: Callable[[str], Any], press: Any) -> None:
    room = newsroom("renamed")
    room.take(press)
    room.run()
    story = next(report for report in press if report.id == "plan-seen").as_article().id
    with Corpus(room.data) as corpus:
        corpus.db.execute(
            "update mentions set entity_id = 'factory/hwanghae'"
            " where article_id = ? and entity_id = 'factory/kim-chaek'",
            [story],
        ).close()
    assert events_pending(room.data).done == 1
    assert {"plan-a"} in room.events()
    assert {"plan-b", "plan-seen"} in room.events()


def test_earlier_story_gives_the_event_its_id_and_leaves_a_redirect(newsroom: Callable[[str], Any], press: Any) -> None:
    room = newsroom("moved")
    by_id = {report.id: report for report in press}
    first, late = by_id["fire"].as_article().id, by_id["korean"].as_article().id
    room.take([by_id["reworded"], by_id["korean"]])
    room.run()
    with Corpus(room.data) as corpus:
        assert corpus.db.execute("select id from events").fetchall() == [(late,)]
    room.take([by_id["fire"]])
    room.run()
    with Corpus(room.data) as corpus:
        assert corpus.db.execute("select id from events").fetchall() == [(first,)]
        assert corpus.db.execute("select * from event_redirects").fetchall() == [(late, first)]


def test_run_stopped_in_the_middle_is_finished_by_the_next(
    newsroom: Callable[[str], Any], press: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, stopped = newsroom("whole"), newsroom("stopped")
    whole.take(press)
    whole.run()
    stopped.take(press)
    cluster_pending(stopped.data)

    def stop(*args: Any, **options: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("extract.stages.group_events.save_events", stop)
        with pytest.raises(KeyboardInterrupt):
            events_pending(stopped.data)
    with Corpus(stopped.data) as corpus:
        assert corpus.db.execute("select count(*) from event_keys").fetchone() == (0,)
    events_pending(stopped.data)
    assert rows(stopped.data) == rows(whole.data)


def test_output_is_as_recorded_at_this_version(
    newsroom: Callable[[str], Any], press: Any, golden: Callable[..., None]
) -> None:
    room = newsroom("golden")
    room.take(press)
    room.run()
    found = rows(room.data)
    lines = [f"{a}\t{b}\t{likeness}\t{why}" for a, b, likeness, why in found["event_evidence"]]
    lines += ["\t".join(map(str, row)) for row in found["events"]]
    golden("events", stage_version(REVISION, "extract.events"), lines)
