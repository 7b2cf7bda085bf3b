"""Series of figures on the command line, and the reasons of what is none."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from rich.console import Console

from corpus.cli import cli, console
from corpus.read.companion_sentences import companion_sentences
from corpus.read.names_called import names_called
from corpus.records import Article, article_id
from corpus.store.articles import Corpus
from extract.stages.extract_and_tag import tag_pending
from extract.stages.read_facts import facts_pending
from extract.stages.resolve_names import resolve_pending

SEEN = datetime(2026, 3, 16, 3, tzinfo=UTC)
TEXTS = {
    "one": "In Hyesan, North Korea, a kilogram of rice cost 8,400 won on March 13. A dollar was 8,900 won there."
    " Whoever sells it without a licence is fined 300,000 won.",
    "two": "A kilogram of rice cost 8,400 won in Hyesan on March 13, a resident of the North Korean city said.",
    "three": "Pyongyang, March 15 (KCNA) -- Kim Jong Un gave field guidance at the Sangwon Cement Complex on March 14."
    " He was accompanied by Jo Yong Won and Pak Thae Song.",
}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("series")
    with Corpus(folder) as corpus, corpus.atomic():
        for outlet, text in TEXTS.items():
            corpus.save_article(
                Article(
                    url=url(outlet),
                    outlet=outlet,
                    title="North Korea",
                    text=text,
                    published=SEEN,
                    fetched_at=SEEN + timedelta(hours=1),
                    method="by hand",
                    language="en",
                ),
                page_url=url(outlet),
            )
    tag_pending(folder)
    resolve_pending(folder)
    facts_pending(folder)
    return folder


def url(outlet: str) -> str:
    return f"https://{outlet}.example/a"


def run(data: Path, *words: str) -> str:
    result = CliRunner().invoke(cli, [*words, "--data", str(data)])
    assert result.exit_code == 0, result.output
    return result.output


def test_the_same_price_of_two_outlets_is_one_observation(data: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run(data, "prices", "rice", "--place", "Hyesan", "--csv"))))
    assert [(row["date"], row["price"], row["reports"]) for row in rows] == [("2026-03-13", "8400.0", "2")]
    assert sorted(rows[0]["sources"].split("; ")) == ["one", "two"]


def test_a_good_that_is_not_sold_there_has_no_rows(data: Path) -> None:
    assert json.loads(run(data, "prices", "coal", "--json")) == []
    assert "nothing found" in run(data, "prices", "coal")
    assert "no entity" not in run(data, "prices", "coal")


@pytest.mark.parametrize("words", [("쌀", "--place", "혜산"), ("RICE", "--place", "Hyesan"), ("product/rice",), ()])
def test_a_good_and_a_place_are_known_by_all_their_names(data: Path, words: tuple[str, ...]) -> None:
    assert [row["price"] for row in json.loads(run(data, "prices", *words, "--json"))] == [8400.0]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("prices", "ricee"), "no good is called 'ricee'; did you mean rice (product/rice)?"),
        (("prices", "rice", "--place", "Hyesna"), "no place is called 'Hyesna'; did you mean Hyesan"),
        (("rates", "USD", "--place", "nowhere"), "no place is called 'nowhere'; try `jangmadang search`"),
        (("rates", "dolar"), "no money is called 'dolar'; did you mean USD?"),
        (("rates", "lira"), "no money is called 'lira'; say USD (dollar)"),
        (("trade", "--partner", "Chnia"), "no country is called 'Chnia'; did you mean China"),
        (("activity", "Sangwon Cemet Complex"), "did you mean Sangwon Cement Complex"),
        (("visits", "--who", "nobody"), "no visitor is called 'nobody'; try `jangmadang search`"),
    ],
)
@pytest.mark.parametrize("form", [(), ("--csv",)])
def test_a_name_that_nothing_has_is_one_line(
    data: Path, words: tuple[str, ...], said: str, form: tuple[str, ...]
) -> None:
    result = CliRunner().invoke(cli, [*words, *form, "--data", str(data)])
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr and result.stderr.count("\n") == 1


@pytest.mark.parametrize("money", ["usd", "Dollars", "달러", "미국 달러"])
def test_a_money_is_known_by_its_common_names(data: Path, money: str) -> None:
    assert [row["rate"] for row in json.loads(run(data, "rates", money, "--json"))] == [8900.0]
    assert "nothing found" in run(data, "rates", "위안")


def test_rates_are_told_with_their_place(data: Path) -> None:
    rows = json.loads(run(data, "rates", "USD", "--json"))
    assert [(row["rate"], row["place"], row["date"]) for row in rows] == [(8900.0, "Hyesan", "2026-03-13")]


def test_visits_have_companions(data: Path) -> None:
    rows = json.loads(run(data, "visits", "--who", "Kim Jong Un", "--json"))
    assert [(row["place"], row["companions"], row["date"]) for row in rows] == [
        ("Sangwon Cement Complex", ["Jo Yong Won", "Pak Thae Song"], "2026-03-14")
    ]
    assert (rows[0]["sources"], len(rows[0]["articles"])) == (["three"], 1)
    (row,) = csv.DictReader(io.StringIO(run(data, "visits", "--csv")))
    assert row["companions"] == "Jo Yong Won; Pak Thae Song"


def test_a_narrow_terminal_cuts_no_day_and_no_number(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = io.StringIO()
    monkeypatch.setattr(console, "out", Console(file=shown, width=80, force_terminal=True, color_system=None))
    for kind in ("prices", "rates", "visits"):
        run(data, kind)
    text = shown.getvalue()
    assert text.count("2026-03-13") == 2 and "2026-03-14" in text and "8,400" in text
    assert "…" not in text and max(map(len, text.splitlines())) <= 80


@pytest.mark.parametrize(
    ("office", "visits"), [("leader", 1), ("Premier", 0), ("총리", 0), ("president of the state affairs", 1)]
)
def test_visits_are_asked_for_by_office(data: Path, office: str, visits: int) -> None:
    assert len(json.loads(run(data, "visits", "--who", office, "--json"))) == visits


def test_an_office_is_known_in_korean(data: Path) -> None:
    with Corpus(data) as corpus:
        assert names_called(corpus.db, "총리") == names_called(corpus.db, "premier") != ([], [])


def test_rows_say_which_side_tells_them_in_which_sentence(data: Path) -> None:
    told = run(data, "visits", "--sentences")
    assert "outside" in told and "Jo Yong Won, Pak Thae Song" in told
    assert "three 2026-03-16: Pyongyang, March 15 (KCNA) -- Kim Jong Un gave field guidance" in told


def test_the_sentence_that_names_who_came_along_is_told_too(data: Path) -> None:
    with Corpus(data) as corpus:
        visit, article = corpus.db.execute("select id, article_id from visits").fetchone()
        sentences = corpus.db.execute("select sent_start, sent_end from visits").fetchone()
        own = next(iter(corpus.db.execute("select text from articles where id = ?", [article]).fetchone()))
        assert "Jo Yong Won" not in own[slice(*sentences)]
        found = companion_sentences(corpus.db, [visit])
    assert [one.sentence for one in found] == ["He was accompanied by Jo Yong Won and Pak Thae Song."]
    told = run(data, "visits", "--sentences").splitlines()
    assert [line.strip() for line in told if "accompanied" in line] == [f"three 2026-03-16: {found[0].sentence}"]


def test_a_visit_is_an_activity_of_the_plant(data: Path) -> None:
    rows = json.loads(run(data, "activity", "Sangwon Cement Complex", "--json"))
    assert [(row["kind"], row["status"]) for row in rows] == [("visit", "now")]


def test_a_series_is_drawn(data: Path) -> None:
    assert "█" in run(data, "prices", "rice")
    assert "spread" not in run(data, "prices", "rice"), "nobody contradicts it"


def test_what_is_no_price_says_why(data: Path) -> None:
    rows = json.loads(run(data, "facts", "--explain", article_id(url("one")), "--json"))
    assert {row["words"]: row["verdict"] for row in rows} == {
        "8,400 won": "published",
        "8,900 won": "published",
        "300,000 won": "fine",
    }
