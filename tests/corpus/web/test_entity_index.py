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
        ("name=%25", ["Rason", "coal"]),
        ("sort=name", ["coal", "Rason"]),
        ("new=yes&since=2026-03&until=2026-03", ["Rason"]),
        ("new=yes&since=2026-04", []),
    ],
)
def test_a_list_is_narrowed(desk: Any, asked: str, found: list[str]) -> None:
    assert names(desk, asked) == found


def test_those_named_in_one_story_with_another(desk: Any, hostile: Corpus) -> None:
    with hostile.atomic():
        hostile.db["co_mentions"].insert(
            {"entity_id": "product/coal", "other_id": "place/rason", "stories": 1, "articles": 1}
        )
    assert names(desk, "with=product/coal") == ["Rason"]
    assert "in one story with" in desk.get("/entities?with=product/coal").text


def test_counts_of_a_time_are_those_of_its_months(desk: Any) -> None:
    rows = desk.get("/entities.json?since=2026-03&until=2026-03").json()["entities"]
    whole = desk.get("/entities.json?since=2025-01").json()["entities"]
    assert rows == whole
    assert desk.get("/entities.json?since=2026-04").json() == {"total": 0, "entities": []}


@pytest.mark.parametrize("asked", ["label=DISH", "since=2026", "until=2026-13", "page=0", "page=two"])
def test_what_cannot_be_asked_is_said(desk: Any, asked: str) -> None:
    assert desk.get(f"/entities?{asked}").status_code == 400


def test_a_page_beyond_the_last_says_so(desk: Any) -> None:
    assert "There are only 1 pages" in desk.get("/entities?page=99").text


def test_unknown_company_is_not_found(desk: Any) -> None:
    assert desk.get("/entities?with=place/nowhere").status_code == 404


def test_csv_has_the_same_rows(desk: Any) -> None:
    rows = list(csv.DictReader(io.StringIO(desk.get("/entities.csv").text.lstrip("\ufeff"))))
    assert [row["id"] for row in rows] == ["place/rason", "product/coal"]
