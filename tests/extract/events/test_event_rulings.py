"""What a person decides about events holds, also when ids change, and is taken back without a trace."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from click.testing import CliRunner

from corpus.cli import cli
from corpus.decisions.file import read_decisions
from corpus.decisions.queue import decide_on_stories, take_back_on_stories
from corpus.decisions.story_rulings import EVENT
from corpus.records import Abort


@pytest.fixture
def room(newsroom: Callable[[str], Any], press: Any) -> Any:
    room = newsroom("ruled")
    room.take(press)
    room.run()
    return room


def key(press: Any, name: str) -> str:
    return str(next(report for report in press if report.id == name).as_article().id)


def test_events_are_merged_and_parted_again(room: Any, press: Any) -> None:
    before = room.events()
    decision = decide_on_stories(room.data, "same", key(press, "comment"), key(press, "fire"), label=EVENT)
    room.run()
    assert {"fire", "copy", "reworded", "korean", "video", "digest", "comment"} in room.events()
    assert take_back_on_stories(room.data, decision.id, label=EVENT) == decision
    room.run()
    assert room.events() == before


def test_story_is_split_from_its_event(room: Any, press: Any) -> None:
    decide_on_stories(room.data, "split", key(press, "plan-a"), key(press, "plan-seen"), label=EVENT)
    room.run()
    assert {"plan-a"} in room.events()
    assert {"plan-seen"} in room.events()


def test_decision_far_apart_in_time_holds(room: Any, press: Any) -> None:
    decide_on_stories(room.data, "same", key(press, "rice"), key(press, "rice-later"), label=EVENT)
    room.run()
    assert {"rice", "rice-later"} in room.events()


def test_decision_on_events_is_none_on_stories(room: Any, press: Any) -> None:
    decision = decide_on_stories(room.data, "same", key(press, "comment"), key(press, "fire"), label=EVENT)
    assert take_back_on_stories(room.data, decision.id) is None
    assert read_decisions(room.data) == (decision,)


def test_command_writes_and_undoes_a_decision(room: Any, press: Any) -> None:
    def run(*arguments: str) -> None:
        done = CliRunner().invoke(cli, ["group", *arguments, "--data", str(room.data)])
        assert done.exit_code == 0, done.output

    run("--merge", key(press, "plan-a"), key(press, "plan-b"))
    assert {"plan-a", "plan-b", "plan-seen"} in room.events()
    run("--undo", read_decisions(room.data)[0].id)
    assert {"plan-b"} in room.events()


def test_decision_on_what_is_not_there_is_refused(room: Any, press: Any) -> None:
    with pytest.raises(Abort, match="no story or event 'nowhere'"):
        decide_on_stories(room.data, "same", key(press, "fire"), "nowhere", label=EVENT)
    with pytest.raises(Abort, match="the same story"):
        decide_on_stories(room.data, "same", key(press, "fire"), key(press, "copy"), label=EVENT)
