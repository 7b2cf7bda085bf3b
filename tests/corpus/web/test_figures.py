"""The pages of figures: one observation a row, its reports beside it, each a link to the words that tell it."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from corpus.read.observations import ObservationQuery, list_observations, measure_in
from corpus.records import Article
from corpus.store.articles import Corpus
from corpus.store.derived import Facts
from corpus.store.figure_records import ArticleFacts, Figure, FigureCandidate, PriceQuote, Visit
from corpus.store.reader import Reader
from corpus.web.pages.figures_page import LATEST, SHOWN

ENGLISH = "Traders met.\nCoal cost 900 won a kilogram in Rason on 1 March.\nKim Jong Un visited Rason with Jo Yong Won."
KOREAN = "1일 라선의 석탄값은 900원이었다."


def words(text: str, part: str) -> dict[str, Any]:
    start = text.index(part)
    return {"field": "text", "start": start, "end": start + len(part), "sent_start": 0, "sent_end": len(text)}


def coal(article: Article, part: str, *, name: str, place: str, price: float = 900) -> PriceQuote:
    return PriceQuote(
        article_id=article.id, **words(article.text, part), mentions=(), date=date(2026, 3, 1),
        date_end=date(2026, 3, 1), date_source="sentence", commodity_id="product/coal", commodity=name,
        place_id="place/rason", place=place, price=price, price_high=None, currency="KPW", quantity=1, unit="kg",
        kind="market", qualifier="",
    )  # fmt: skip


@pytest.fixture
def told(hostile: Corpus, article: Callable[..., Article]) -> list[Article]:
    """The same price told in English and in Korean, and a visit."""
    wire = article(url="https://wire.example/coal", text=ENGLISH, title="Coal up in Rason")
    daily = article(url="https://daily.example/coal", text=KOREAN, outlet="daily", language="ko")
    for one in (wire, daily):
        hostile.save_article(one, page_url=one.url)
    visit = Visit(
        article_id=wire.id, **words(ENGLISH, "visited Rason"), mentions=(), date=date(2026, 2, 1),
        date_end=date(2026, 2, 28), date_source="sentence", visitor="Kim Jong Un", companions=("Jo Yong Won",),
        place_id="place/rason", place="Rason", kind="visit", status="now",
    )  # fmt: skip
    figures: dict[Article, tuple[Figure, ...]] = {
        wire: (coal(wire, "900 won", name="Coal", place="Rason"), visit),
        daily: (coal(daily, "900원", name="석탄", place="라선"),),
    }
    for one, found in figures.items():
        facts = ArticleFacts(article_id=one.id, input="1", month="2026-03", figures=found, products=())
        with hostile.atomic():
            Facts(hostile.db).save(facts, version="by-hand-1")
    return [wire, daily]


def test_a_price_told_twice_is_one_row_with_both_reports(desk: Any, told: list[Article]) -> None:
    (one,) = desk.get("/prices.json").json()["observations"]
    assert (one["subject"], one["place"], one["values"]["price"]) == ("coal", "Rason", 900)
    assert sorted(one["outlets"]) == ["daily", "wire"]
    assert {report["article_id"] for report in one["reports"]} == {article.id for article in told}


def test_an_article_shows_its_figures_and_why_others_are_none(desk: Any, hostile: Corpus, told: list[Article]) -> None:
    korean = told[1]
    slots = {"commodity": "<b>", "place": "Rason", "price": 9.5, "price_high": None, "currency": "KPW", "unit": "kg"}
    refused = FigureCandidate(
        **{key: value for key, value in words(KOREAN, "1일").items() if not key.startswith("sent")},
        kind="price", reason="fine", score=0.25, slots=json.dumps({**slots, "quantity": 2}),
    )  # fmt: skip
    figures = (coal(korean, "900원", name="석탄", place="라선"),)
    facts = ArticleFacts(
        article_id=korean.id, input="2", month="2026-03", figures=figures, products=(), candidates=(refused,)
    )
    with hostile.atomic():
        Facts(hostile.db).save(facts, version="by-hand-2")
    found = desk.get(f"/article/{korean.id}").text
    figure, other = KOREAN.index("900원"), KOREAN.index("1일")
    assert f'<a href="?at=text.{figure}-{figure + 4}#at">900원</a></th><td>석탄 in 라선: 900 KPW a kg' in found
    assert f'<span class="why">fine, 0.25</span> <a href="?at=text.{other}-{other + 2}#at">1일</a>' in found
    assert "&lt;b&gt; in Rason: 9.5 KPW a 2 kg" in found
    visit = desk.get(f"/article/{told[0].id}").text
    assert "Kim Jong Un at Rason with Jo Yong Won" in visit and "and why (" not in visit


def test_the_link_of_a_figure_leads_to_its_words(desk: Any, told: list[Article]) -> None:
    links = re.findall(r'href="(/article/[^"#]+)#at"', desk.get("/prices").text)
    pages = [desk.get(link.replace("&amp;", "&")).text for link in dict.fromkeys(links)]
    pointed = [
        re.sub("<[^>]+>", "", part)
        for page in pages
        for part in re.findall(r'<p class="pointed" id="at">(.*?)</p>', page)
    ]
    assert sorted(pointed) == sorted([KOREAN, "Coal cost 900 won a kilogram in Rason on 1 March."])


@pytest.mark.parametrize("name", ["coal", "Coal", "product/coal"])
def test_a_good_is_asked_for_by_any_of_its_names(desk: Any, told: list[Article], name: str) -> None:
    assert len(desk.get(f"/prices.json?of={name}").json()["observations"]) == 1
    assert "<svg" in desk.get(f"/prices?of={name}").text


def test_days_bound_what_is_shown(desk: Any, told: list[Article]) -> None:
    assert len(desk.get("/prices.json?since=2026-03-01&until=2026-03-01").json()["observations"]) == 1
    assert desk.get("/prices.json?since=2026-03-02").json()["observations"] == []
    assert len(desk.get("/visits.json?since=2026-02-10&until=2026-02-10").json()["observations"]) == 1


@pytest.mark.parametrize("asked", ["since=garbage", "until=2026-13-01", "since=1"])
def test_a_day_that_is_none_is_said_so(desk: Any, asked: str) -> None:
    answer = desk.get(f"/prices?{asked}")
    assert answer.status_code == 400
    assert "is no day" in answer.text


def test_a_visit_names_its_companions_and_its_month(desk: Any, told: list[Article]) -> None:
    page = desk.get("/visits?of=Kim Jong Un").text
    assert "Jo Yong Won" in page
    assert "Feb 2026" in page
    assert "Kim Jong Un" not in desk.get("/visits.csv?of=Somebody Else").text


def test_chart_spans_the_time_asked_for_and_says_where_nothing_was_read(desk: Any, told: list[Article]) -> None:
    page = desk.get("/prices?of=product/coal&since=2026-01-01").text
    assert "Of Jan – Feb 2026 no such figure was read" in page and ">1 Jan 2026</text>" in page
    assert "no such figure was read" not in desk.get("/prices?of=product/coal&since=2026-03-01").text


def test_goods_say_where_they_looked_and_what_else_there_is(desk: Any, hostile: Corpus, told: list[Article]) -> None:
    looked = desk.get("/goods.json").json()["looked_through"]
    assert f"in the newest {looked} articles" in desk.get("/goods").text
    assert f"nor said outright in the newest {looked} articles:" in desk.get("/goods?relation=comes+from").text
    hostile.db.execute(
        "insert into entities(id, label, name, status, mentions, stories) values"
        " ('product/x', 'PRODUCT', 'coal briquettes', 'known', 1, 1)"
    ).close()
    assert 'href="/goods?of=product%2Fx"' in desk.get("/goods?of=coal").text
    assert "<h1>Coal briquettes</h1>" in desk.get("/goods?of=product/x").text
    assert desk.get("/goods.json?of=coal").json()["near"][0]["text"] == "coal briquettes"
    hostile.db.execute("update entities set name = 'NPK mix' where id = 'product/x'").close()
    assert "<h1>NPK mix</h1>" in desk.get("/goods?of=product/x").text


def test_goods_say_when_they_were_told_of_last(desk: Any, hostile: Corpus, told: list[Article]) -> None:
    assert ">1 Mar 2026<" in desk.get("/goods").text
    hostile.db.execute("update price_quotes set date_end = '2026-03-31'").close()
    assert ">Mar 2026<" in desk.get("/goods").text


def test_visits_are_counted_by_who_came_along(desk: Any, told: list[Article]) -> None:
    def visits(asked: str) -> int:
        return len(desk.get(f"/visits.json?{asked}").json()["observations"])

    assert [visits(f"with={name}") for name in ("jo yong won", "Kim Jong Un")] == [1, 0]
    assert visits("plants=yes") == 0
    page = desk.get("/visits?of=Kim Jong Un").text
    assert (
        '<a class="n" href="/visits?of=Kim+Jong+Un&amp;with=Jo+Yong+Won" aria-label="1 visit: Jo Yong Won">1</a>'
        in page
    )


def test_csv_has_a_row_for_each_observation(desk: Any, told: list[Article]) -> None:
    rows = list(csv.DictReader(io.StringIO(desk.get("/prices.csv").text.lstrip("\ufeff"))))
    assert [(row["date"], row["price"], row["reports"]) for row in rows] == [("2026-03-01", "900.0", "2")]


def test_csv_says_what_a_thing_is_called_its_id_and_how_it_is_written(desk: Any, told: list[Article]) -> None:
    (row,) = csv.DictReader(io.StringIO(desk.get("/prices.csv?of=coal&in=라선").text.lstrip("\ufeff")))
    columns = ("commodity", "commodity_id", "place", "place_id")
    assert [row[name] for name in columns] == ["coal", "product/coal", "Rason", "place/rason"]
    assert (row["commodity_written"], row["place_written"]) in (("Coal", "Rason"), ("석탄", "라선"))
    (visit,) = csv.DictReader(io.StringIO(desk.get("/visits.csv").text.lstrip("\ufeff")))
    assert (visit["visitor"], visit["place_id"]) == ("Kim Jong Un", "place/rason")


def test_a_choice_says_that_it_counts_reports_as_the_page_does(desk: Any, told: list[Article]) -> None:
    page = desk.get("/prices?of=product/coal").text
    assert ">coal (2 reports)<" in page and ">Rason (2 reports)<" in page
    assert "1 observation in 2 reports" in page


def test_feed_has_an_entry_for_each_observation(desk: Any, told: list[Article]) -> None:
    feed = desk.get("/prices.atom").text
    assert feed.count("<entry>") == 1
    assert "coal · Rason · market: 900 KPW a kg" in feed


@pytest.fixture
def many(hostile: Corpus, told: list[Article]) -> int:
    """More prices than the page reads, of a day each; how many rows there are then."""
    wire = told[0]
    one = coal(wire, "900 won", name="Coal", place="Rason")
    days = [date(2026, 3, 1) - timedelta(days=number) for number in range(LATEST)]
    figures = tuple(
        replace(one, start=start, price=1000 + start, date=day, date_end=day) for start, day in enumerate([*days, None])
    )
    facts = ArticleFacts(article_id=wire.id, input="2", month="2026-03", figures=figures, products=())
    with hostile.atomic():
        Facts(hostile.db).save(facts, version="by-hand-2")
    return len(figures) + 1


def test_a_page_that_reads_the_newest_says_of_how_many(desk: Any, many: int) -> None:
    text = " ".join(re.sub("<[^>]+>", " ", desk.get("/prices").text).split())
    assert f"{many:,} reports, of which the newest {LATEST:,} reports are read here" in text
    assert f"The newest {SHOWN}; all are in the CSV." in text


def test_csv_and_json_hold_all_however_many(desk: Any, many: int) -> None:
    rows = list(csv.DictReader(io.StringIO(desk.get("/prices.csv").text.removeprefix("\ufeff"))))
    assert len(rows) == many == len(desk.get("/prices.json").json()["observations"])
    assert rows[-1]["date"] == "", "what has no day comes last"


def test_reports_of_the_first_alone_leave_all_else_as_it_is(hostile: Corpus, many: int) -> None:
    every = list_observations(Reader(hostile.db.conn), ObservationQuery(kind="prices"))
    first = list_observations(Reader(hostile.db.conn), ObservationQuery(kind="prices"), told=2)
    assert first[:2] == every[:2] and every[2].reports
    assert first[2:] == tuple(replace(one, reports=()) for one in every[2:])


def test_the_newest_are_found_without_sorting_all(desk: Any, hostile: Corpus, many: int) -> None:
    asked: list[str] = []
    hostile.db.conn.set_trace_callback(asked.append)
    list_observations(Reader(hostile.db.conn), ObservationQuery(kind="prices"))
    hostile.db.conn.set_trace_callback(None)
    plan = " ".join(str(row[3]) for row in hostile.db.execute(f"explain query plan {asked[0]}").fetchall())
    assert "price_quotes_date" in plan and "TEMP B-TREE" not in plan


def test_korean_counters_are_said_in_english() -> None:
    beer = {"commodity": "맥주", "currency": "KPW", "unit": "병", "quantity": 1}
    assert measure_in(beer) == "KPW a bottle"
