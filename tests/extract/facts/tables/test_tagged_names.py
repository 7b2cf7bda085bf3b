"""Names in tables stand for what the article's mentions of them were resolved to."""

from __future__ import annotations

from typing import Any

import pytest

from corpus.store.derived import ActivityReport, Figure, NamedMention, PriceQuote
from extract.facts.tables.tagged_names import with_resolved_names

AT: dict[str, Any] = {
    "article_id": "a", "field": "text", "start": 0, "end": 4, "sent_start": 0, "sent_end": 9, "mentions": (),
    "date": None, "date_end": None, "date_source": "table",
}  # fmt: skip


def mention(text: str, label: str, entity: str | None) -> NamedMention:
    return NamedMention(
        id=text, field="text", start=0, end=len(text), text=text, label=label, sent_start=0, sent_end=9,
        entity_id=entity, country=None, kind=None, hs_code=None,
    )  # fmt: skip


def plant(name: str, entity: str | None = None) -> ActivityReport:
    return ActivityReport(**AT, entity_id=entity, plant=name, kind="production", month=None)


def price(place: str, place_id: str | None) -> PriceQuote:
    return PriceQuote(
        **AT, commodity_id="product/rice", commodity="rice", place_id=place_id, place=place, price=6000.0,
        price_high=None, currency="KPW", quantity=1.0, unit="kg", kind="market", qualifier="",
    )  # fmt: skip


def entity(figure: Figure) -> str | None:
    assert isinstance(figure, ActivityReport)
    return figure.entity_id


@pytest.mark.parametrize(
    ("name", "mentions", "known"),
    [
        ("祥原水泥联合企业", [("祥原水泥联合企业", "FACTORY", "factory/sangwon-cement-complex")],
         "factory/sangwon-cement-complex"),
        ("Хыннамский завод", [("Хыннамский завод", "FACTORY", "factory/x.hn")], "factory/x.hn"),
        ("Ongnyu Weaving Mill", [("Ongnyu Weaving Mill", "ORG", "org/x.on")], "org/x.on"),
        ("Ongnyu Weaving Mill", [("Ongnyu Weaving Mill", "PERSON", "person/x.on"), ("Ongnyu", "FACTORY", "f")], None),
        ("Kangan Farm", [("Kangan Farm", "FACTORY", "factory/x.k1"), ("Kangan Farm", "FACTORY", "factory/kangan")],
         "factory/kangan"),
        ("Kangan Farm", [("Kangan Farm", "FACTORY", None)], None),
    ],
)  # fmt: skip
def test_a_plant_in_a_cell_is_the_one_that_its_mention_was_resolved_to(
    name: str, mentions: list[tuple[str, str, str | None]], known: str | None
) -> None:
    found = with_resolved_names([plant(name)], [mention(*each) for each in mentions])
    assert [entity(each) for each in found] == [known]


def test_what_the_reader_knew_stays() -> None:
    known = plant("Sangwon Cement Complex", "factory/sangwon-cement-complex")
    assert with_resolved_names([known], [mention(known.plant, "FACTORY", "factory/x.other")]) == [known]


def test_prices_of_a_market_are_those_of_its_town() -> None:
    (found,) = with_resolved_names([price("Musan market", "place/musan-market")], [])
    assert isinstance(found, PriceQuote)
    assert (found.place, found.place_id) == ("Musan market", "place/musan-county")
