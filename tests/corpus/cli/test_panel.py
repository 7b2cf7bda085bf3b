"""The panel of plants: counts by month and side, each of which leads to its sentences."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from corpus.cli import cli
from corpus.records import Article
from corpus.store.articles import Corpus
from extract.stages.extract_and_tag import tag_pending
from extract.stages.read_facts import facts_pending
from extract.stages.resolve_names import resolve_pending

TEXTS = [
    ("kcna", datetime(2026, 3, 15, 3, tzinfo=UTC),
     "Pyongyang, March 15 (KCNA) -- Kim Jong Un gave field guidance at the Sangwon Cement Complex on March 14."
     " The Sangwon Cement Complex produced 82 000 tons of cement in February."),
    ("outside", datetime(2026, 3, 16, 3, tzinfo=UTC),
     "The Sangwon Cement Complex in North Korea produced 80,000 tons of cement in February, a source said."),
    ("outside", datetime(2026, 4, 20, 3, tzinfo=UTC),
     "The Sangwon Cement Complex in North Korea has been idle since April 12 for want of coal, a resident said."),
]  # fmt: skip


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("panel")
    with Corpus(folder) as corpus, corpus.atomic():
        corpus.save_outlets([
            {"id": "kcna", "name": "KCNA", "country": "kp", "kind": "state media", "family": "kcna"},
            {"id": "outside", "name": "Outside", "country": "kr"},
        ])  # fmt: skip
        for number, (outlet, seen, text) in enumerate(TEXTS):
            url = f"https://{outlet}.example/{number}"
            corpus.save_article(
                Article(
                    url=url, outlet=outlet, title="North Korea", text=text, published=seen,
                    fetched_at=seen + timedelta(hours=1), method="by hand", language="en",
                ),
                page_url=url,
            )  # fmt: skip
    for stage in (tag_pending, resolve_pending, facts_pending):
        stage(folder)
    return folder


def run(data: Path, *words: str) -> str:
    result = CliRunner().invoke(cli, ["panel", *words, "--data", str(data)])
    assert result.exit_code == 0, result.output
    return result.output


@pytest.mark.slow
def test_activity_is_counted_by_month_and_side(data: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run(data, "--csv"))))
    told = {(row["month"], row["kind"]): (row["side"], row["state_articles"], row["outside_articles"]) for row in rows}
    assert told == {
        ("2026-02", "production"): ("both", "1", "1"),
        ("2026-03", "visit"): ("state media", "1", "0"),
        ("2026-04", "halt"): ("outside", "0", "1"),
    }
    assert {row["products"] for row in rows if row["kind"] == "production"} == {"cement"}
    assert {row["visitors"] for row in rows if row["kind"] == "visit"} == {"Kim Jong Un"}


def test_every_count_leads_to_its_sentences(data: Path) -> None:
    rows = json.loads(run(data, "Sangwon Cement Complex", "--kind", "production", "--json"))
    assert [len(row["sentences"]) for row in rows] == [2]
    texts = [text for _, _, text in TEXTS]
    for one in rows[0]["sentences"]:
        assert "000 tons of cement" in one["sentence"]
        assert any(text[one["start"] : one["end"]] == one["sentence"] for text in texts)
    assert "82 000 tons" in run(data, "--kind", "production", "--sentences")


@pytest.mark.parametrize(
    ("words", "months"),
    [
        (("--since", "2026-03"), ["2026-03", "2026-04"]),
        (("--until", "2026-02"), ["2026-02"]),
        (("--side", "outside"), ["2026-04"]),
        (("--since", "2026-03-05", "--until", "2026-03-31"), ["2026-03"]),
        (("--kind", "HALT"), ["2026-04"]),
        (("Sangwon Cement Complex", "--kind", "accident"), []),
    ],
)
def test_rows_are_narrowed(data: Path, words: tuple[str, ...], months: list[str]) -> None:
    assert [row["month"] for row in json.loads(run(data, *words, "--json"))] == months


def test_a_plant_is_found_by_any_of_its_names(data: Path) -> None:
    months = [row["month"] for row in json.loads(run(data, "상원세멘트련합기업소", "--json"))]
    assert months == ["2026-02", "2026-03", "2026-04"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("Sangwon Cemet Complex",), "no plant is called 'Sangwon Cemet Complex'; did you mean Sangwon Cement Complex"),
        (("--since", "2026-13"), "'2026-13' is no month"),
        (("--until", "2026-02-30"), "'2026-02-30' is no month"),
        (("--kind", "nope"), "'production'"),
        (("--side", "nope"), "'state media'"),
        (("--since", "2026-03", "--until", "2026-02-28"), "--since is after --until"),
        (("",), "it is empty"),
    ],
)
@pytest.mark.parametrize("form", [(), ("--json",)])
def test_what_is_not_understood_is_refused(
    data: Path, words: tuple[str, ...], said: str, form: tuple[str, ...]
) -> None:
    result = CliRunner().invoke(cli, ["panel", *words, *form, "--data", str(data)])
    assert (result.exit_code, result.stdout) == (2, "") and said in result.stderr


@pytest.mark.slow
def test_the_table_says_what_its_numbers_count(data: Path) -> None:
    head, *_ = run(data, "--kind", "production").splitlines()
    assert head.split() == ["plant", "month", "kind", "side", "state", "outside", "outlets", "products", "visitors"]
