"""The pages of storylines: lines in time, feeds, what cannot be asked."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from corpus.records import RawPage
from corpus.store.articles import Corpus
from corpus.store.page_archive import PageArchive
from corpus.web.pages import plants_page

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
    found = desk.get("/plants.json?makes=coal&since=2026").json()
    assert (found["total"], [row["name"] for row in found["silent"]]) == (0, ["Mine"])
    assert desk.get("/plants.json?makes=coal").json()["silent"] == []
    assert desk.get("/plants.json?since=2026").json()["silent"] == []


def test_makers_are_not_said_to_be_silent_where_not_all_are_looked_at(
    desk: Any, hostile: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page beyond the first does not have those of the first, nor a part of all makers the others."""
    monkeypatch.setattr(plants_page, "PAGE", 2)
    for number in range(3):
        hostile.db.execute(
            "insert into entities(id, label, name, status, mentions) values (?, 'FACTORY', ?, 'known', 1)",
            [f"factory/mine-{number}", f"Mine {number}"],
        ).close()
        hostile.db.execute(
            "insert into entity_relations values (?, 'makes', 'product/coal', '', null, null, 'by hand', '')",
            [f"factory/mine-{number}"],
        ).close()
    assert "Nothing of the kind was read" not in desk.get("/plants?makes=coal&since=2026").text
    hostile.db.execute("delete from entity_relations where subject_id = 'factory/mine-2'").close()
    assert "Nothing of the kind was read" in desk.get("/plants?makes=coal&since=2026").text
    assert "Nothing of the kind was read" not in desk.get("/plants?makes=coal&since=2026&page=2").text


def test_changes_tell_programs_how_many_pages_were_seen_again(desk: Any, hostile: Corpus) -> None:
    assert desk.get("/changes.json").json() == {"changes": [], "seen": None}
    with PageArchive(hostile.data) as archive:
        archive.save_page(
            RawPage(url="https://wire.example/1", outlet="wire", fetched_at=datetime(2026, 3, 2, tzinfo=UTC), body=b"x")
        )
    asked = ("/changes.json", "/changes.json?outlet=wire", "/changes.json?press=outside")
    seen = [desk.get(path).json()["seen"] for path in asked]
    assert seen == [{"pages": 1, "again": 0, "sampled": False}] * 3
