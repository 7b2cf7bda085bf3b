"""Who makes a good: by the base and by what is reported, the good under all its names and kinds."""

from __future__ import annotations

import pytest

from corpus.read.plants import FactoryQuery, list_factories
from corpus.read.who_makes import find_good, making_reports, months_told
from corpus.store.articles import Corpus
from corpus.store.summaries import refresh

UREA, PHOSPHATE, SODA = "factory/urea-works", "factory/phosphate-works", "factory/soda-works"


@pytest.fixture
def makers(rason: Corpus) -> Corpus:
    """One works that the base knows to make urea, a fertiliser; one that is told to have made some; one of neither."""
    article = rason.db.execute("select id from articles").fetchone()[0]
    for key, label, name in (
        ("product/fertiliser", "PRODUCT", "fertiliser"),
        ("product/urea", "PRODUCT", "urea"),
        (UREA, "FACTORY", "Urea Works"),
        (PHOSPHATE, "FACTORY", "Phosphate Works"),
        (SODA, "FACTORY", "Soda Works"),
    ):
        rason.db.execute(
            "insert into entities(id, label, name, status, parent_id, mentions, articles, stories)"
            " values (?, ?, ?, 'known', 'place/rason', 1, 1, 1)",
            [key, label, name],
        ).close()
        rason.db.execute("insert into entity_aliases values (?, ?, 'latin', 'seen')", [key, name]).close()
    for subject, relation, object_ in (
        ("product/urea", "kind of", "product/fertiliser"),
        (UREA, "makes", "product/urea"),
    ):
        rason.db.execute(
            "insert into entity_relations values (?, ?, ?, '', null, null, 'by hand', '')", [subject, relation, object_]
        ).close()
    for number, (plant, kind, product, amount, day) in enumerate(
        (
            (UREA, "halt", None, None, "2026-01-05"),
            (UREA, "production", "resin", "3 t", "2026-02-01"),
            (PHOSPHATE, "production", "phosphatic fertilizers", "800 t", "2026-03-04"),
            (SODA, "production", "soda", None, "2026-03-04"),
        )
    ):
        rason.db.execute(
            "insert into activity_reports(id, article_id, field, start, end, sent_start, sent_end, mentions,"
            " date_source, date, date_end, entity_id, plant, kind, month, product, amount)"
            " values (?, ?, 'text', 0, 6, 0, 37, '[]', 'sentence', ?, ?, ?, 'a plant', ?, ?, ?, ?)",
            [str(number), article, day, day, plant, kind, day[:7], product, amount],
        ).close()
    refresh(rason.db)
    return rason


@pytest.mark.parametrize("name", ["fertiliser", "Fertilizer", "product/fertiliser"])
def test_a_good_is_made_by_those_known_and_those_told_to(makers: Corpus, name: str) -> None:
    good = find_good(makers.db, name)
    assert (good.known, good.told) == ((UREA,), (PHOSPHATE,))
    assert good.words == ("phosphatic fertilizers",)


def test_a_kind_of_it_is_not_all_of_it(makers: Corpus) -> None:
    assert find_good(makers.db, "urea").makers == (UREA,)
    assert find_good(makers.db, "ice cream").makers == ()


def test_reports_name_the_good_or_none_but_not_another(makers: Corpus) -> None:
    good = find_good(makers.db, "fertiliser")
    told = making_reports(makers.db, good, plants=good.makers)
    assert [(one.entity_id, one.kind, one.amount, one.place) for one in told] == [
        (PHOSPHATE, "production", "800 t", "Rason"),
        (UREA, "halt", None, "Rason"),
    ]
    assert months_told(told) == {"2026-01": 1, "2026-03": 1}


def test_reports_are_those_of_the_time_and_kind(makers: Corpus) -> None:
    good = find_good(makers.db, "fertiliser")
    told = making_reports(makers.db, good, plants=good.makers, since="2026-03-01", until="2026-03-31")
    assert [one.entity_id for one in told] == [PHOSPHATE]
    assert making_reports(makers.db, good, plants=good.makers, kind="visit") == ()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (FactoryQuery(among=(UREA, PHOSPHATE)), {UREA, PHOSPHATE}),
        (FactoryQuery(among=(UREA, PHOSPHATE), since="2026-03-01"), {PHOSPHATE}),
        (FactoryQuery(since="2026-01-01", until="2026-01-31"), {UREA}),
        (FactoryQuery(since="2026-01-01", activity="production"), {UREA, PHOSPHATE, SODA}),
        (FactoryQuery(until="2026-01-31", activity="production"), set()),
    ],
)
def test_plants_are_those_reported_in_the_time(makers: Corpus, query: FactoryQuery, expected: set[str]) -> None:
    assert {row.id for row in list_factories(makers.db, query).factories} == expected
