"""The pages of storylines: lines in time, feeds, what cannot be asked."""

from __future__ import annotations

from typing import Any

import pytest

from corpus.store.articles import Corpus

PAGES = ("/storyline/place/rason", "/storyline/place/rason?days=7", "/storylines", "/goods", "/goods?in=Rason&of=coal")


@pytest.mark.parametrize("path", PAGES)
def test_pages_and_their_other_forms_answer(desk: Any, path: str) -> None:
    head, _, asked = path.partition("?")
    page = desk.get(path)
    assert page.status_code == 200
    for suffix in (".csv", ".json"):
        assert desk.get(f"{head}{suffix}?{asked}").status_code == 200
        assert f"{head}{suffix}" in page.text


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/storyline/place/nowhere", 404),
        ("/storyline/place/rason?days=8", 400),
        ("/storylines?label=dish", 400),
        ("/goods?in=Nowhereville", 404),
        ("/goods?relation=eats", 400),
        ("/goods?since=yesterday", 400),
        ("/events?since=yesterday", 400),
        ("/search?since=yesterday", 400),
        ("/search?q=coal&page=two", 400),
        ("/activity/factory/nowhere?kind=dancing", 400),
        ("/changes?kind=sung", 400),
        ("/changes?outlet=nosuch", 404),
        ("/changes?entity=Nowhereville", 404),
    ],
)
def test_what_cannot_be_asked_is_said(desk: Any, path: str, status: int) -> None:
    assert desk.get(path).status_code == status


@pytest.mark.parametrize("path", ["/search?q=coal&page=58", "/entities?page=58"])
def test_a_page_beyond_the_last_leads_back(desk: Any, path: str) -> None:
    assert "The last page is 1" in desk.get(path).text


def test_a_search_takes_a_month_or_a_year(desk: Any) -> None:
    def total(asked: str) -> int:
        return int(desk.get(f"/search.json?{asked}").json()["total"])

    assert total("since=2026-03&until=2026-03") == total("since=2026&until=2026") == total("")
    assert total("until=2025") == 0


def test_a_line_has_a_feed(desk: Any) -> None:
    answer = desk.get("/storyline/place/rason.atom?days=30")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    assert "what follows" in answer.text


def test_changes_are_narrowed_by_outlets_that_have_articles(desk: Any, hostile: Corpus) -> None:
    hostile.save_outlets([{"id": "mute", "name": "Mute", "kind": "wire", "country": "kr", "language": "en"}])
    assert '<option value="wire">' in desk.get("/changes").text
    assert '<option value="mute"' not in desk.get("/changes").text
    assert '<option value="mute" selected>Mute<' in desk.get("/changes?outlet=mute").text


@pytest.mark.parametrize(
    ("asked", "lead"),
    [
        ("makes=coal", "Plants known or reported to make it, of those that articles name; each count"),
        ("makes=coal&unnamed=yes", "Plants known or reported to make it; each count"),
        ("", "Factories, mines, farms and power stations that articles name; each count"),
    ],
)
def test_plants_say_in_a_sentence_which_they_are(desk: Any, asked: str, lead: str) -> None:
    assert f'<p class="lead">{lead}' in desk.get(f"/plants?{asked}").text


def test_makers_of_which_nothing_was_read_are_named(desk: Any, hostile: Corpus) -> None:
    hostile.db.execute(
        "insert into entities(id, label, name, status, mentions) values ('factory/mine', 'FACTORY', 'Mine', 'known', 1)"
    ).close()
    hostile.db.execute(
        "insert into entity_relations values ('factory/mine', 'makes', 'product/coal', '', null, null, 'by hand', '')"
    ).close()
    page = desk.get("/plants?makes=coal&since=2026").text
    assert "<h1>0 of 1 plant that makes coal</h1>" in page
    assert 'Nothing of the kind was read of <a class="thing factory" href="/entity/factory/mine">Mine</a>' in page
    assert "0 of" in desk.get("/plants?makes=coal&activity=halt").text
    assert "<h1>1 plant that makes coal</h1>" in desk.get("/plants?makes=coal").text
