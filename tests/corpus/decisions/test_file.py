"""decisions.csv: read, written, undone, and safe to open in a spreadsheet."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.decisions.file import (
    VERDICTS,
    Decision,
    add_decisions,
    checked,
    format_decisions,
    parse_decisions,
    read_decisions,
    undo_decision,
)
from corpus.records import Abort

MERGE = Decision(verdict="same", a="place/x.pak.to", b="place/rason", who="A. Reader", at="2026-03-02", why="a port")


def test_a_directory_without_the_file_holds_no_decisions(tmp_path: Path) -> None:
    assert read_decisions(tmp_path) == ()


def test_a_decision_is_read_as_it_was_written(tmp_path: Path) -> None:
    add_decisions(tmp_path, [MERGE])
    assert read_decisions(tmp_path) == (MERGE,)


def test_deciding_again_replaces_the_line(tmp_path: Path) -> None:
    add_decisions(tmp_path, [MERGE])
    add_decisions(tmp_path, [Decision(verdict="same", a=MERGE.b, b=MERGE.a, who="B. Reader")])
    assert [decision.who for decision in read_decisions(tmp_path)] == ["B. Reader"]


def test_undoing_takes_one_line_and_leaves_the_others(tmp_path: Path) -> None:
    hidden = Decision(verdict="hide", a="org/x.photo")
    add_decisions(tmp_path, [MERGE, hidden])
    assert undo_decision(tmp_path, MERGE.id) == MERGE
    assert read_decisions(tmp_path) == (hidden,)


def test_undoing_what_was_never_decided_changes_nothing(tmp_path: Path) -> None:
    add_decisions(tmp_path, [MERGE])
    assert undo_decision(tmp_path, "00000000") is None
    assert read_decisions(tmp_path) == (MERGE,)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("verdict,b\nsame,x\n", "column 'a' is missing"),
        ("verdict,a,b\nmaybe,x,y\n", "line 2: unknown verdict 'maybe'; known are same, different"),
        ("verdict,a,b\nsame,x,\n", "line 2: 'same' needs b"),
        ("verdict,a,b\nsame,x,x\n", "compared with itself"),
    ],
)
def test_a_line_that_cannot_be_understood_is_named(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "decisions.csv").write_text(text, encoding="utf-8")
    with pytest.raises(Abort, match=message):
        read_decisions(tmp_path)


def test_empty_lines_and_foreign_columns_are_left_alone() -> None:
    assert parse_decisions("a,colour,verdict\norg/x.photo,red,hide\n,,\n") == (
        Decision(verdict="hide", a="org/x.photo"),
    )


def test_a_cell_that_a_spreadsheet_would_run_is_written_as_text() -> None:
    renamed = Decision(verdict="rename", a="org/x.photo", b="=HYPERLINK(1)")
    text = format_decisions([renamed])
    assert ",=" not in text
    assert parse_decisions(text) == (renamed,)


words = st.text(alphabet=st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=20).map(
    lambda text: f"x{text}x"
)


@given(st.lists(st.builds(Decision, verdict=st.sampled_from(VERDICTS), a=words, b=words, why=words), max_size=5))
def test_what_is_written_reads_back(decisions: list[Decision]) -> None:
    unique = {decision.id: decision for decision in decisions if decision.a != decision.b}
    assert parse_decisions(format_decisions(unique.values())) == tuple(unique.values())


GOOD = "".join(f"hide,place/a{n},,PLACE,A. Reader,2026-01-01T00:00:00+00:00,\n" for n in range(9))


@pytest.mark.parametrize(
    "damaged",
    [
        GOOD.replace("hide,place/a4", 'hide,"lace/a4'),
        GOOD.replace("hide,place/a4", '"ide,place/a4') + 'rename,place/b,"so",PLACE,A. Reader,,\n',
        GOOD.replace("hide,place/a4", 'hide,"lace/a4').replace("place/a6,", 'place/a6",'),
        GOOD + 'rename,place/a,"an open end',
    ],
)
def test_a_quotation_mark_by_accident_loses_no_line(tmp_path, damaged):
    path = tmp_path / "decisions.csv"
    path.write_text("verdict,a,b,label,who,at,why\n" + damaged, "utf-8")
    with pytest.raises(Abort):
        add_decisions(tmp_path, [Decision(verdict="hide", a="place/new")])
    assert path.read_text("utf-8").endswith(damaged)


@pytest.mark.parametrize("field", ["a", "b", "who", "label", "at"])
@pytest.mark.parametrize("sign", ["\r", "\n"])
def test_no_cell_but_the_reason_goes_over_several_lines(field: str, sign: str) -> None:
    decision = Decision(verdict="same", a="place/rason", b="place/rajin")
    with pytest.raises(ValueError, match="quotation mark"):
        checked(replace(decision, **{field: f"x{sign}y"}))
    assert checked(replace(decision, why=f"x{sign}y")).why


def test_decision_that_is_made_again_moves_to_the_end() -> None:
    text = "verdict,a,b,who\nhide,x,,one\nhide,y,,one\nhide,x,,two\n"
    assert [(decision.a, decision.who) for decision in parse_decisions(text)] == [("y", "one"), ("x", "two")]


@pytest.mark.parametrize("header", ["a,b", "verdict,b"])
def test_column_that_is_needed_is_missed(header: str) -> None:
    with pytest.raises(ValueError, match="column"):
        parse_decisions(f"{header}\nx,y\n")
