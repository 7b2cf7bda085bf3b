"""The table of plants: its columns, its filters, and the sentences behind its activity."""

from __future__ import annotations

from typing import Any

import pytest

from corpus.read.plants import SORTS, Choice, FactoryQuery, activity_sentences, factory_choices, list_factories
from corpus.store.articles import Corpus
from corpus.store.summaries import refresh

CEMENT, MILL = "factory/sunchon-cement-complex", "factory/rason-mill"


@pytest.fixture
def plants(rason: Corpus) -> Corpus:
    """A cement works that the article names, in a county of a province; a mill that none names."""
    article = rason.db.execute("select id from articles").fetchone()[0]
    for key, label, name, kind, parent, mentions, lat in (
        ("place/south-phyongan", "PLACE", "South Phyongan", "province", None, 0, None),
        ("place/sunchon", "PLACE", "Sunchon", "city", "place/south-phyongan", 1, 39.4),
        (CEMENT, "FACTORY", "Sunchon Cement Complex", "cement", "place/sunchon", 1, None),
        (MILL, "FACTORY", "Rason Mill", "food", "place/rason", 0, 42.2),
    ):
        rason.db.execute(
            "insert into entities(id, label, name, kind, status, parent_id, mentions, articles, stories, lat, lon,"
            " country) values (?, ?, ?, ?, 'known', ?, ?, ?, ?, ?, ?, 'KP')",
            [key, label, name, kind, parent, mentions, mentions, mentions, lat, lat and 126.0],
        ).close()
    rason.db.execute("update mentions set entity_id = ? where label = 'FACTORY'", [CEMENT]).close()
    rason.db.execute("insert into factory_activity values (?, '2026-03', 'export', 1, 1, 1, '[]')", [CEMENT]).close()
    rason.db.execute(
        "insert into activity_reports(id, article_id, field, start, end, sent_start, sent_end, mentions, date_source,"
        " entity_id, plant, kind, month)"
        " values ('1', ?, 'text', 42, 64, 38, 95, '[]', '', ?, 'Sunchon', 'export', '2026-03')",
        [article, CEMENT],
    ).close()
    refresh(rason.db)
    return rason


def ids(corpus: Corpus, **query: Any) -> list[str]:
    return [row.id for row in list_factories(corpus.db, FactoryQuery(**query)).factories]


def test_row_tells_place_counts_years_and_activity(plants: Corpus) -> None:
    found = list_factories(plants.db, FactoryQuery())
    (row,) = found.factories
    assert found.total == 1
    assert (row.id, row.county, row.lat, row.independent) == (CEMENT, "Sunchon", 39.4, 1)
    assert (row.years, row.activity) == ((("2026", 1),), {"export": 1})


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"unnamed": True}, [CEMENT, MILL]),
        ({"unnamed": True, "kind": "food"}, [MILL]),
        ({"unnamed": True, "text": "sunchon"}, [CEMENT]),
        ({"unnamed": True, "place": "place/south-phyongan"}, [CEMENT]),
        ({"unnamed": True, "place": "place/rason"}, [MILL]),
        ({"activity": "export"}, [CEMENT]),
        ({"activity": "halt"}, []),
        ({"unnamed": True, "limit": 1, "offset": 1}, [MILL]),
    ],
)
def test_filter_keeps_the_plants_that_fit(plants: Corpus, query: dict[str, Any], expected: list[str]) -> None:
    assert ids(plants, **query) == expected


@pytest.mark.parametrize("sort", SORTS)
def test_every_column_sorts(plants: Corpus, sort: str) -> None:
    assert sorted(ids(plants, sort=sort, unnamed=True)) == sorted([CEMENT, MILL])


def test_choices_name_places_that_hold_plants_and_all_provinces(plants: Corpus) -> None:
    choices = factory_choices(plants.db)
    assert choices.kind == (Choice(value="cement", text="cement", plants=1),)
    assert [place.text for place in choices.place] == ["South Phyongan", "Sunchon"]


def test_activity_leads_to_its_sentence(plants: Corpus) -> None:
    (row,) = activity_sentences(plants.db, CEMENT, kind="export", month="2026-03")
    assert row.sentence.startswith("The Sunchon Cement Complex sent trucks")
    assert activity_sentences(plants.db, CEMENT, kind="halt", month="") == ()
