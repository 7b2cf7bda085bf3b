"""`jangmadang review`: one key a decision, the sheet, and taking back."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from corpus.decisions.file import read_decisions
from extract.cli import review_desk
from extract.cli.name_commands import review
from extract.stages.resolve_names import resolve_pending
from tests import forked_commands

A, B = "place/x.pak.to", "place/x.pak.to.city"


@pytest.fixture(scope="module")
def resolved(tmp_path_factory: pytest.TempPathFactory, write: Callable[..., None]) -> Path:
    """A corpus in which Pakto may be the city or the county of that name; nobody writes to it."""
    made = tmp_path_factory.mktemp("resolved")
    write(made, ["[Pakto City](PLACE) is large.", "[Pakto County](PLACE) is small.", "Coal went to [Pakto](PLACE)."])
    resolve_pending(made)
    return made


@pytest.fixture
def data(resolved: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return Path(shutil.copytree(resolved, tmp_path, dirs_exist_ok=True))


@pytest.fixture
def press(monkeypatch: pytest.MonkeyPatch, data: Path) -> Callable[[str], Result]:
    """Walks the doubts with these keys."""

    def press(keys: str) -> Result:
        pressed = iter(keys)
        monkeypatch.setattr(click, "getchar", lambda: next(pressed))
        monkeypatch.setattr(review_desk, "takes_keys", lambda: True)
        return CliRunner().invoke(review, ["--data", str(data), "--who", "A. Reader"])

    return press


def call(data: Path, *options: str) -> Result:
    return CliRunner().invoke(review, ["--data", str(data), *options])


def decided(data: Path) -> list[tuple[str, str, str]]:
    return [(decision.verdict, decision.a, decision.b) for decision in read_decisions(data)]


def test_a_doubt_is_shown_with_a_sentence_for_each_side(press: Callable[[str], Result]) -> None:
    shown = press("q").stdout
    assert "Coal went to Pakto." in shown
    assert "Pakto City is large." in shown


def test_without_a_terminal_one_line_says_so_and_no_doubt_is_shown(data: Path) -> None:
    done = forked_commands.run("review", "--data", data, start_new_session=True)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1 and "keys need a terminal" in done.stderr


def test_one_key_decides_and_the_next_doubt_follows(press: Callable[[str], Result], data: Path) -> None:
    press("sd")
    assert [verdict for verdict, _, _ in decided(data)] == ["same", "different"]
    assert {decision.who for decision in read_decisions(data)} == {"A. Reader"}


def test_an_unknown_key_asks_again(press: Callable[[str], Result], data: Path) -> None:
    press("xsq")
    assert decided(data) == [("same", A, B)]


def test_a_decision_is_taken_back_with_one_key(press: Callable[[str], Result], data: Path) -> None:
    press("suq")
    assert decided(data) == []


def test_a_doubt_left_for_later_stays_open(press: Callable[[str], Result], data: Path) -> None:
    press("  ")
    assert decided(data) == []
    assert "1 of 2" in press("q").stdout


def test_a_doubt_that_was_decided_is_not_shown_again(press: Callable[[str], Result]) -> None:
    press("sq")
    assert "1 of 1" in press("q").stdout


@pytest.mark.parametrize(("key", "verdict", "entity"), [("a", "hide", A), ("b", "hide", B)])
def test_either_side_can_be_hidden(
    press: Callable[[str], Result], data: Path, key: str, verdict: str, entity: str
) -> None:
    press(f"{key}q")
    assert decided(data) == [(verdict, entity, "")]


def test_the_sheet_goes_out_and_comes_back(data: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "doubts.csv"
    assert call(data, "--export", str(sheet)).exit_code == 0
    rows: list[dict[str, Any]] = list(csv.DictReader(sheet.read_text("utf-8-sig").splitlines()))
    rows[0]["verdict"] = "Same"
    rows[0]["note"] = "the city, says the wire"
    with sheet.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    assert call(data, "--import", str(sheet)).exit_code == 0
    assert decided(data) == [("same", A, B)]
    assert read_decisions(data)[0].why == "the city, says the wire"


def test_a_sheet_with_an_unknown_verdict_is_refused_whole(data: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "doubts.csv"
    sheet.write_text(f"verdict,a,b\nsame,{A},{B}\nmaybe,x,y\n", encoding="utf-8")
    result = call(data, "--import", str(sheet))
    assert (result.exit_code, decided(data)) == (2, [])
    assert "line 3: unknown verdict 'maybe'" in result.stderr


def test_options_decide_without_asking_and_undo_takes_back(data: Path) -> None:
    assert call(data, "--rename", A, "Pakto town").exit_code == 0
    [made] = read_decisions(data)
    assert made.id in call(data, "--list").stdout
    assert call(data, "--undo", made.id).exit_code == 0
    assert decided(data) == []


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--undo", "00000000"], "there is no decision '00000000'"),
        (["--hide", "place/nowhere"], "there is no entity 'place/nowhere'"),
    ],
)
def test_what_is_not_there_cannot_be_decided(data: Path, options: list[str], message: str) -> None:
    result = call(data, *options)
    assert result.exit_code == 2
    assert message in result.stderr


def test_a_merge_by_key_is_applied_by_the_next_resolve(press: Callable[[str], Result], data: Path, rows: Any) -> None:
    press("sq")
    resolve_pending(data)
    assert rows(data, "select entity_id from mentions where text in ('Pakto', 'Pakto City')") == [(A,), (A,)]
