"""The same view for a program: every page that lists something has it as JSON, CSV and Atom."""

from __future__ import annotations

import csv
import io
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from corpus.records import Article, article_id
from corpus.store.articles import Corpus
from corpus.store.summaries import refresh

ATOM = "{http://www.w3.org/2005/Atom}"
RASON, EDITED = article_id("https://wire.example/rason"), article_id("https://wire.example/edited")
PLANT = "factory/sunchon-cement-complex"
VIEWS = (
    "/start",
    "/search?q=coal",
    "/search?entity=place/rason&not.outlet=daily&fold=no",
    "/entity/place/rason",
    "/plants",
    "/plants?activity=export&sort=name",
    f"/activity/{PLANT}?kind=export&month=2026-03",
    f"/story/{RASON}",
    "/changes",
)


@pytest.fixture
def hostile(hostile: Corpus, article: Callable[..., Article]) -> Corpus:
    """With a plant that exports, a story of one article, and an edit after which a name is gone."""
    db = hostile.db
    before = article(url="https://wire.example/edited", text="Rason sold coal.", title="=1+1")
    after = article(url=before.url, text="Rason sold beer.", title="=1+1", fetched_at=datetime(2026, 3, 5, tzinfo=UTC))
    hostile.save_article(after, page_url=after.url, earlier=(before,))
    hostile.save_version_names(after.id, before.fetched_at.isoformat(), [("coal", "PRODUCT")])
    db.execute(
        "insert into entities(id, label, name, kind, status, mentions, articles, stories, last_seen)"
        " values (?, 'FACTORY', 'Sunchon Cement Complex', 'cement', 'known', 1, 1, 1, '2026-03-02T09:30:00+00:00')",
        [PLANT],
    ).close()
    db.execute("update mentions set entity_id = ? where label = 'FACTORY'", [PLANT]).close()
    db.execute("insert into factory_activity values (?, '2026-03', 'export', 1, 1, 1, '[]')", [PLANT]).close()
    db.execute(
        "insert into activity_reports(id, article_id, field, start, end, sent_start, sent_end, mentions, date_source,"
        " entity_id, plant, kind, month) values ('1', ?, 'text', 42, 64, 38, 95, '[]', '', ?, '', 'export', '2026-03')",
        [RASON, PLANT],
    ).close()
    db.execute(
        "insert into stories(id, representative_id, first_published, last_published, articles, outlets, independent)"
        " values (?1, ?1, '2026-03-02T09:30:00+00:00', '2026-03-02T09:30:00+00:00', 1, 1, 1)",
        [RASON],
    ).close()
    db.execute(
        "insert into story_members(article_id, story_id, relation) values (?1, ?1, 'origin')",
        [RASON],
    ).close()
    db.execute("update articles set story_id = id").close()
    refresh(db)
    return hostile


def in_format(view: str, suffix: str) -> str:
    path, _, parameters = view.partition("?")
    return f"{path}{suffix}{'?' + parameters if parameters else ''}"


def test_first_address_of_the_plants_goes_on_answering(desk: Any) -> None:
    assert desk.get("/factories.csv").text == desk.get("/plants.csv").text


def test_page_links_to_its_other_forms(desk: Any) -> None:
    for view in VIEWS:
        page = desk.get("/" if view == "/start" else view).text.replace("&amp;", "&").replace("%2F", "/")
        for suffix in (".json", ".csv", ".atom"):
            assert f'href="{in_format(view, suffix)}"' in page, (view, suffix)


@pytest.mark.parametrize("view", VIEWS)
def test_view_can_be_had_as_json(desk: Any, view: str) -> None:
    answer = desk.get(in_format(view, ".json"))
    assert answer.headers["content-type"].startswith("application/json")
    assert answer.json()


@pytest.mark.parametrize("view", [*VIEWS, "/stats", f"/article/{RASON}", "/network/place/rason"])
def test_view_can_be_had_as_csv_that_no_spreadsheet_runs(desk: Any, view: str) -> None:
    answer = desk.get(in_format(view, ".csv"))
    head, *rows = csv.reader(io.StringIO(answer.text.removeprefix("\ufeff"), newline=""))
    assert rows
    assert {len(row) for row in rows} == {len(head)}
    assert [cell for row in rows for cell in row if re.match(r"[=+@\t]|-\D", cell)] == []


@pytest.mark.parametrize("view", VIEWS)
def test_view_has_a_feed_of_entries_that_lead_to_pages(desk: Any, view: str) -> None:
    feed = ET.fromstring(desk.get(in_format(view, ".atom")).text)
    entries = list(feed.iter(f"{ATOM}entry"))
    assert entries
    ids = [entry.findtext(f"{ATOM}id", "") for entry in entries]
    assert len(set(ids)) == len(ids)
    for entry in entries:
        assert entry.findtext(f"{ATOM}title")
        assert entry.findtext(f"{ATOM}updated", "") > "2026"
        link = entry.find(f"{ATOM}link")
        assert link is not None
        assert desk.get(link.attrib["href"].partition("8001")[2].partition("#")[0]).status_code == 200


def test_row_of_an_edit_tells_the_names_that_moved(desk: Any) -> None:
    rows = csv.DictReader(io.StringIO(desk.get("/changes.csv").text.removeprefix("\ufeff"), newline=""))
    assert [(row["article_id"], row["title"], row["vanished"]) for row in rows] == [(EDITED, "'=1+1", "coal")]


def test_row_of_an_activity_is_its_sentence(desk: Any) -> None:
    (row,) = desk.get(f"/activity/{PLANT}.json").json()["sentences"]
    assert (row["kind"], row["month"]) == ("export", "2026-03")
    assert row["sentence"] == "The Sunchon Cement Complex sent trucks, port staff said."
    assert row["side"] == "outside"
    assert desk.get(f"/activity/{PLANT}.json?kind=halt").json()["sentences"] == []


@pytest.mark.parametrize(("month", "found"), [("2026-03", 1), ("2026-03-01", 1), ("2026-04", 0)])
def test_activity_is_that_of_a_month_and_of_a_day_s_month(desk: Any, month: str, found: int) -> None:
    assert len(desk.get(f"/activity/{PLANT}.json?month={month}").json()["sentences"]) == found


@pytest.mark.parametrize("month", ["2026", "undated", "2026-13"])
def test_activity_of_what_is_no_month_alone_is_refused(desk: Any, month: str) -> None:
    assert desk.get(f"/activity/{PLANT}.json?month={month}").status_code == 400
