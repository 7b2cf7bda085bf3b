"""Things and searches beside each other: the same months for all, each number that of its sentences."""

from __future__ import annotations

import csv
import io
import xml.etree.ElementTree as ET
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from corpus.records import Article
from corpus.store.articles import Corpus


def test_counts_are_those_of_the_entity_and_of_the_search(desk: Any) -> None:
    found = desk.get("/compare.json?of=place/rason&of=search: coal&by=articles").json()
    assert found["months"] == ["2026-03"]
    assert [(one["name"], one["values"]) for one in found["series"]] == [("Rason", [2]), ("coal", [2])]


def test_a_name_that_somebody_types_is_looked_up(desk: Any) -> None:
    for asked in ("of=Raseon", "of=Raseon&of=Rason&of=place/rason"):
        assert [one["entity"] for one in desk.get(f"/compare.json?{asked}").json()["series"]] == ["place/rason"]


def test_a_share_is_that_of_all_articles_of_the_month(desk: Any) -> None:
    assert desk.get("/compare.json?of=place/rason&by=share").json()["series"][0]["values"] == [1.0]


def test_what_is_unknown_is_said(desk: Any) -> None:
    page = desk.get("/compare?of=place/rason&of=Atlantis").text
    assert "Nothing is known under “Atlantis”" in page
    assert "Rason" in page
    assert desk.get("/compare.json?of=Atlantis").json()["suggestions"] == {"Atlantis": []}


def test_what_an_unknown_name_may_mean_is_offered_and_added(desk: Any, hostile: Corpus) -> None:
    hostile.db.execute(
        "insert into entities(id, label, name, status, mentions) values"
        " ('factory/x', 'FACTORY', 'Rason Phosphatic Fertilizer Factory', 'known', 1)"
    ).close()
    for typed in ("Rason fertiliser factory", "Rason Phosfatic Fertilizer Factory"):
        page = desk.get(f"/compare?of=product/coal&of={typed}").text
        assert 'href="/compare?of=product%2Fcoal&amp;of=factory%2Fx&amp;by=stories"' in page, typed
    assert desk.get("/compare.json?of=Rsaon").json()["suggestions"]["Rsaon"][0]["id"] == "place/rason"


def test_every_page_has_the_way_to_it(desk: Any) -> None:
    assert '<a href="/compare">Compare</a>' in desk.get("/search").text


@pytest.mark.parametrize("asked", ["by=weight", "since=2026", "&".join(f"of={n}" for n in range(7))])
def test_what_cannot_be_asked_is_said(desk: Any, asked: str) -> None:
    assert desk.get(f"/compare?{asked}").status_code == 400


def test_points_lead_to_their_sentences(desk: Any) -> None:
    page = desk.get("/compare?of=place/rason").text
    assert "/search?entity=place%2Frason&amp;month=2026-03" in page
    assert desk.get("/search.json?entity=place%2Frason&month=2026-03").json()["total"] == 2


def test_picture_is_a_file_of_its_own(desk: Any) -> None:
    picture = ET.fromstring(desk.get("/compare.svg?of=place/rason&of=product/coal").text)
    assert picture.tag == "{http://www.w3.org/2000/svg}svg"
    assert len(picture.findall("{*}polyline")) == 2


def test_of_one_month_each_point_stands_on_zero_beside_the_others(desk: Any) -> None:
    picture = ET.fromstring(desk.get("/compare.svg?of=place/rason&of=product/coal").text)
    stems = [[spot.split(",") for spot in line.attrib["points"].split()] for line in picture.findall("{*}polyline")]
    assert [len(stem) for stem in stems] == [2, 2]
    assert all(stem[0][0] == stem[1][0] and stem[0][1] == "260.0" for stem in stems)
    assert stems[0][0][0] != stems[1][0][0]
    assert "0" in [text.text for text in picture.findall("{*}text")]


def test_months_are_those_asked_for_as_far_as_there_are_articles(
    desk: Any, hostile: Corpus, article: Callable[..., Article]
) -> None:
    early = article(url="https://wire.example/early", published=datetime(2025, 12, 5, tzinfo=UTC))
    hostile.save_article(early, page_url=early.url)
    found = desk.get("/compare.json?of=place/rason&since=2026-01").json()
    assert found["months"] == ["2026-01", "2026-02", "2026-03"]
    assert found["series"][0]["values"] == [0, 0, 2]
    assert desk.get("/compare.json?of=place/rason&since=1900-01").json()["months"][0] == "2025-12"
    assert desk.get("/compare.json?of=place/rason").json()["months"] == ["2026-03"]


def test_csv_has_a_row_a_month(desk: Any) -> None:
    rows = list(csv.reader(io.StringIO(desk.get("/compare.csv?of=place/rason").text.lstrip("\ufeff"))))
    assert rows == [["month", "Rason"], ["2026-03", "2"]]
