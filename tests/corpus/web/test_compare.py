"""Things and searches beside each other: the same months for all, each number that of its sentences."""

from __future__ import annotations

import csv
import io
import xml.etree.ElementTree as ET
from typing import Any

import pytest


def test_counts_are_those_of_the_entity_and_of_the_search(desk: Any) -> None:
    found = desk.get("/compare.json?of=place/rason&of=search: coal&by=articles").json()
    assert found["months"] == ["2026-03"]
    assert [(one["name"], one["values"]) for one in found["series"]] == [("Rason", [2]), ("coal", [2])]


def test_a_name_that_somebody_types_is_looked_up(desk: Any) -> None:
    assert [one["entity"] for one in desk.get("/compare.json?of=Raseon").json()["series"]] == ["place/rason"]


def test_a_share_is_that_of_all_articles_of_the_month(desk: Any) -> None:
    assert desk.get("/compare.json?of=place/rason&by=share").json()["series"][0]["values"] == [1.0]


def test_what_is_unknown_is_said(desk: Any) -> None:
    page = desk.get("/compare?of=place/rason&of=Atlantis").text
    assert "Nothing is known under “Atlantis”" in page
    assert "Rason" in page


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


def test_csv_has_a_row_a_month(desk: Any) -> None:
    rows = list(csv.reader(io.StringIO(desk.get("/compare.csv?of=place/rason").text.lstrip("\ufeff"))))
    assert rows == [["month", "Rason"], ["2026-03", "2"]]
