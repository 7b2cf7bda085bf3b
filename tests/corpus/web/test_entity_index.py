"""The indexes of entities: narrowed by label, kind, country and time; counts as the sentences behind them."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest

from corpus.store.articles import Corpus


def names(desk: Any, asked: str) -> list[str]:
    return [row["name"] for row in desk.get(f"/entities.json?{asked}").json()["entities"]]


def test_only_what_articles_name_is_listed(desk: Any) -> None:
    assert names(desk, "") == ["Rason", "coal"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("label=PLACE", ["Rason"]),
        ("label=PERSON", []),
        ("kind=province", ["Rason"]),
        ("name=raseon", ["Rason"]),
        ("name=%25", []),  # no wildcard
        ("sort=name", ["coal", "Rason"]),
        ("new=yes&since=2026-03&until=2026-03", ["Rason"]),
        ("new=yes&since=2026-03-02&until=2026-03-02", ["Rason"]),
        ("new=yes&since=2026-03-03&until=2026-03", []),
        ("new=yes&since=2026-04", []),
    ],
)
def test_a_list_is_narrowed(desk: Any, asked: str, found: list[str]) -> None:
    assert names(desk, asked) == found


@pytest.mark.parametrize("within", ["sentence", "paragraph", "article"])
def test_those_named_with_another_within_reach(desk: Any, within: str) -> None:
    assert names(desk, f"with=product/coal&within={within}") == ["Rason"]
    assert f"in one {within} with" in desk.get(f"/entities?with=coal&within={within}").text


def test_one_story_together_is_no_company_unless_it_is_asked_for(desk: Any) -> None:
    page = desk.get("/entities?with=coal").text
    assert "Named together in 2 stories or more" in page and "No name fits in 2 stories" in page
    assert 'href="/entities?with=product%2Fcoal&amp;least=1"' in page
    assert 'href="/entities.csv?with=product%2Fcoal&amp;least=2"' in page
    assert names(desk, "with=coal") == names(desk, "with=coal&least=1") == ["Rason"]
    assert names(desk, "with=coal&least=2") == []
    every = desk.get("/entities?with=coal&least=1").text
    assert "/together?of=product%2Fcoal&amp;with=place%2Frason" in every and 'name="least" value="1"' in every


def test_what_meets_less_often_than_chance_is_marked(desk: Any, hostile: Corpus) -> None:
    assert "less than expected" not in desk.get("/entities?with=coal&least=1").text
    hostile.db.execute("update entities set stories = 9 where id = 'place/rason'").close()
    hostile.db.execute("update row_counts set rows = 1 where name = 'stories'").close()
    hostile.db.execute(
        "insert into entity_articles(entity_id, published, article_id, story_id, outlet, mentions)"
        " select 'product/coal', published, id, 'other', outlet, 1 from articles where url like '%bad%'"
    ).close()
    assert "less than expected" in desk.get("/entities?with=coal&least=1").text


def test_count_of_those_named_together_leads_to_the_sentences(desk: Any) -> None:
    assert "/together?of=product%2Fcoal&amp;with=place%2Frason" in desk.get("/entities?with=product/coal&least=1").text
    (one,) = desk.get("/together.json?of=product/coal&with=place/rason").json()["sentences"]
    assert one["sentence"] == "Cranes moved coal in Rason on Monday."
    assert desk.get("/together?of=product/coal&with=place/nowhere").status_code == 404
    assert desk.get("/together").status_code == 404


def test_counts_of_a_time_are_those_of_its_months(desk: Any) -> None:
    rows = desk.get("/entities.json?since=2026-03&until=2026-03").json()["entities"]
    whole = desk.get("/entities.json?since=2025").json()["entities"]
    assert rows == whole
    assert desk.get("/entities.json?since=2026-04").json()["total"] == 0


@pytest.mark.parametrize(
    "asked",
    [
        "label=DISH",
        "status=provisonal",
        "since=26",
        "until=2026-13",
        "within=town",
        "page=0",
        "page=two",
        "least=0",
        "least=few",
    ],
)
def test_what_cannot_be_asked_is_said(desk: Any, asked: str) -> None:
    assert desk.get(f"/entities?{asked}").status_code == 400


@pytest.mark.parametrize("asked", ["label=DISH", "not.label=DISH", "month=2026-13", "month=x", "not.month=2026-00"])
def test_a_search_for_what_there_is_not_is_said_alike(desk: Any, asked: str) -> None:
    assert desk.get(f"/search?{asked}").status_code == desk.get(f"/search.json?{asked}").status_code == 400
    assert desk.get("/network/place/rason?label=DISH").status_code == 400
    for known in ("label=place", "month=2026", "month=2026-03", "month=2026-03-01", "month=undated"):
        assert desk.get(f"/search?{known}").status_code == 200


def test_the_names_that_the_knowledge_base_has_not_are_asked_for(desk: Any) -> None:
    every, own = (desk.get(f"/entities.json?new=yes{asked}").json() for asked in ("", "&status=provisional"))
    assert own["total"] == sum(row["status"] == "provisional" for row in every["entities"])


def test_counts_lead_to_as_many(desk: Any) -> None:
    """Those of the brief, and those of the things in the corpus."""
    stats = desk.get("/stats.json").json()["entities"]
    assert {label: desk.get(f"/entities.json?label={label}").json()["total"] for label in stats} == stats
    page = desk.get("/stats").text
    assert all(f'href="/entities?label={label}">{count}</a>' in page for label, count in stats.items())
    lists = {"events": "", "plants": "total", "entities": "total", "visits": "observations", "changes": ""}
    for section in desk.get("/brief.json?days=366").json()["sections"]:
        name, _, asked = section["path"][1:].partition("?")
        if section["listed"] and name in lists:
            found = desk.get(f"/{name}.json?{asked}").json()
            rows = found[lists[name]] if lists[name] else found
            assert section["total"] == (rows if isinstance(rows, int) else len(rows)), section["path"]


def test_a_page_beyond_the_last_says_so(desk: Any) -> None:
    assert "The last page is 1" in desk.get("/entities?page=99").text


def test_unknown_company_is_not_found(desk: Any) -> None:
    assert desk.get("/entities?with=place/nowhere").status_code == 404


def test_csv_has_the_same_rows(desk: Any) -> None:
    rows = list(csv.DictReader(io.StringIO(desk.get("/entities.csv").text.lstrip("\ufeff"))))
    assert [row["id"] for row in rows] == ["place/rason", "product/coal"]
