"""A small corpus made for an analyst's questions: who makes, visits, ships and prices what, told in plain sentences."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from corpus.records import Article, Mention, RawPage
from corpus.store.articles import Corpus
from corpus.store.derived import Facts
from corpus.store.figure_records import (
    ActivityReport,
    ArticleFacts,
    Figure,
    FigureCandidate,
    PriceQuote,
    TradeFigure,
    Visit,
)
from corpus.store.summaries import refresh
from extract.article import extract_article
from extract.facts.tables.table_figures import read_tables

# name: (id, label, kind, country, where it lies, latitude, longitude)
THINGS: dict[str, tuple[str, str, str, str, str, float | None, float | None]] = {
    "Sinuiju": ("place/sinuiju", "PLACE", "city", "KP", "", 40.1, 124.4),
    "Hyesan": ("place/hyesan", "PLACE", "city", "KP", "", 41.4, 128.2),
    "Hungnam": ("place/hungnam", "PLACE", "city", "KP", "", 39.8, 127.6),
    "Musan": ("place/musan", "PLACE", "county", "KP", "", 42.2, 129.2),
    "Tanchon": ("place/tanchon", "PLACE", "city", "KP", "", 40.5, 128.9),
    "Rajin": ("place/rajin", "PLACE", "district", "KP", "", 42.2, 130.3),
    "Hungnam Fertilizer Complex": ("factory/hungnam", "FACTORY", "chemical", "KP", "place/hungnam", None, None),
    "Sinuiju Soap Factory": ("factory/soap", "FACTORY", "cosmetics", "KP", "place/sinuiju", None, None),
    "Musan Mine": ("factory/musan", "FACTORY", "mine", "KP", "place/musan", None, None),
    "Tanchon Smelter": ("factory/tanchon", "FACTORY", "steel", "KP", "place/tanchon", None, None),
    "Rajin Port": ("factory/rajin-port", "FACTORY", "port", "KP", "place/rajin", None, None),
    "China": ("place/china", "PLACE", "country", "CN", "", None, None),
    "Russia": ("place/russia", "PLACE", "country", "RU", "", None, None),
    "Kim Jong Un": ("person/kim-jong-un", "PERSON", "leader", "KP", "", None, None),
    "Jo Yong Won": ("person/jo-yong-won", "PERSON", "official", "KP", "", None, None),
    "Dandong Tide Trading": ("org/dandong-tide", "ORG", "company", "CN", "", None, None),
    "Yalu Bank": ("org/yalu-bank", "ORG", "bank", "CN", "", None, None),
    "Ministry of Railways": ("org/railways", "ORG", "ministry", "KP", "", None, None),
    "coal": ("product/coal", "PRODUCT", "commodity", "", "", None, None),
    "rice": ("product/rice", "PRODUCT", "commodity", "", "", None, None),
    "soap": ("product/soap", "PRODUCT", "commodity", "", "", None, None),
    "fertiliser": ("product/fertiliser", "PRODUCT", "commodity", "", "", None, None),
    "urea": ("product/urea", "PRODUCT", "commodity", "", "", None, None),
}
OTHER_NAMES = {
    "factory/rajin-port": (("Rajin-Sonbong port", "latin"), ("라진항", "hangul")),
    "product/rice": (("쌀", "hangul"),),
    "product/fertiliser": (("fertilizer", "latin"),),
}
OUTLETS = (
    {"id": "state", "name": "State Agency", "country": "kp", "kind": "state media"},
    {"id": "wire", "name": "The Wire", "country": "KR", "kind": "wire"},
    {"id": "daily", "name": "The Daily", "country": "KR", "kind": "daily"},
)
# (outlet, day, text)
TOLD = (
    ("state", "2025-11-03", "Pyongyang, November 3 (SA) -- Musan Mine sent ore. Wagons left at dawn."),
    ("state", "2026-01-05", "Hungnam Fertilizer Complex made 900 t of urea in January. Workers rejoiced."),
    ("wire", "2026-02-10", "Hungnam Fertilizer Complex stood still for a week."),
    ("state", "2026-02-20", "Kim Jong Un visited Musan Mine with Jo Yong Won."),
    ("wire", "2026-03-01", "Kim Jong Un visited Tanchon Smelter. Kim Jong Un visited Hyesan with Jo Yong Won."),
    ("wire", "2026-03-02", "Dandong Tide Trading bought coal again. Yalu Bank was closed."),
    ("daily", "2026-03-03", "Dandong Tide Trading bought coal at sea. Ministry of Railways moved coal."),
    ("wire", "2026-03-04", "Yalu Bank pays slowly. Nobody buys coal."),
    ("wire", "2026-03-05", "Rice cost 6,200 won in Hyesan. Soap from Sinuiju sold well, said The Daily."),
    ("daily", "2026-03-06", "Two trucks of soap from Sinuiju came over the bridge."),
    ("state", "2026-03-07", "Tanchon Smelter works. Musan Mine works."),
    ("wire", "2026-03-08", "Ships left Rajin Port. 라진항 is busy."),
    ("daily", "2026-03-09", "Rajin-Sonbong port has a new crane. Sinuiju Soap Factory has none."),
    (
        "wire",
        "2026-03-10",
        "40,000 t of coal went to China in February. 18,000 t of rice came from Russia. He paid 5,000 won.",
    ),
)


BULLETIN = """<html><head><title>Fuel and grain on May 11</title></head><body><article><h1>Fuel and grain on May 11</h1>
<p>Prices of May 11 in won for one kilogram, from markets in two towns of the north.</p>
<table><tr><th>Good</th><th>Hyesan</th><th>Sinuiju</th><th>Change, %</th></tr>
<tr><td>Gasoline</td><td>25,700</td><td>24,900</td><td>3</td></tr>
<tr><td>Diesel</td><td>23,300</td><td>22,600</td><td>2</td></tr>
<tr><td>Corn</td><td>4,150</td><td>4,050</td><td>1</td></tr></table></article></body></html>"""

COUNTED = """update entities set (mentions, articles, stories, first_seen, last_seen) = (
    select count(*), count(distinct a.id), count(distinct a.id), min(a.published), max(a.published)
    from mentions m join articles a on a.id = m.article_id where m.entity_id = entities.id)"""


def build(data: Path) -> None:
    """Write the corpus into a data directory."""
    with Corpus(data) as corpus:
        corpus.save_outlets(list(OUTLETS))
        for name, (key, label, kind, country, parent, lat, lon) in THINGS.items():
            corpus.db["entities"].insert(
                {
                    **{"id": key, "label": label, "name": name, "kind": kind, "status": "known"},
                    **{"country": country or None, "parent_id": parent or None, "lat": lat, "lon": lon},
                }
            )
            for alias, script in ((name, "latin"), *OTHER_NAMES.get(key, ())):
                corpus.db["entity_aliases"].insert(
                    {"entity_id": key, "alias": alias, "script": script, "source": "seen"}
                )
        for subject, relation, object_ in (
            ("product/urea", "kind of", "product/fertiliser"),
            ("factory/hungnam", "makes", "product/urea"),
            ("factory/soap", "makes", "product/soap"),
        ):
            corpus.db["entity_relations"].insert(
                {
                    **{"subject_id": subject, "relation": relation, "object_id": object_},
                    **{"role": "", "basis": "knowledge base", "source": ""},
                }
            )
        articles = [write(corpus, *told) for told in TOLD]
        for article, figures in figures_of(articles):
            facts = ArticleFacts(
                article_id=article.id, input="1", month=None, figures=figures, products=(),
                candidates=tuple(candidates_of(article)),
            )  # fmt: skip
            with corpus.atomic():
                Facts(corpus.db).save(facts, version="by-hand-1")
        Facts(corpus.db).refresh_activity()
        write_bulletin(corpus)
        edit(corpus, articles)
        corpus.db.execute(COUNTED).close()
        refresh(corpus.db)


def write(corpus: Corpus, outlet: str, day: str, text: str) -> Article:
    """An article of a day, with the names in it."""
    at = datetime.fromisoformat(f"{day}T09:00").replace(tzinfo=UTC)
    article = Article(
        url=f"https://{outlet}.example/{day}", text=text, outlet=outlet, title=f"News of {day}", fetched_at=at,
        published=at, method="by hand", language="en",
    )  # fmt: skip
    corpus.save_article(article, page_url=article.url)
    corpus.save_mentions(article.id, list(mentions(text)), pipeline="by-hand-1")
    for name, (key, *_) in THINGS.items():
        names = [name, name.capitalize(), *(alias for alias, _ in OTHER_NAMES.get(key, ()))]
        for spelled in names:
            corpus.db.execute("update mentions set entity_id = ? where text = ?", [key, spelled]).close()
    return article


def write_bulletin(corpus: Corpus) -> None:
    """An article with a table of prices, read from its page as the stages read it."""
    at = datetime(2025, 5, 14, 9, tzinfo=UTC)
    page = RawPage(
        url="https://daily.example/bulletin", outlet="daily", fetched_at=at, body=BULLETIN.encode(), found_in="feed"
    )
    article = replace(extract_article(page), published=at)
    corpus.save_article(article, page_url=page.url)
    facts = Facts(corpus.db)
    figures = tuple(read_tables(facts.article(article.id), article.tables))
    with corpus.atomic():
        facts.save(
            ArticleFacts(article_id=article.id, input="1", month=None, figures=figures, products=()),
            version="by-hand-1",
        )


def mentions(text: str) -> Iterable[Mention]:
    """The names of THINGS in a text, the longest first, none inside another."""
    labels = {name: label for name, (_, label, *_) in THINGS.items()}
    labels |= {alias: labels[name] for name, (key, *_) in THINGS.items() for alias, _ in OTHER_NAMES.get(key, ())}
    labels |= {name.capitalize(): label for name, label in labels.items() if label == "PRODUCT"}
    taken: list[range] = []
    for name in sorted(labels, key=len, reverse=True):
        at = text.find(name)
        while at >= 0:
            if not any(at in span for span in taken):
                taken.append(range(at, at + len(name)))
                start = text.rfind(". ", 0, at) + 2 if ". " in text[:at] else 0
                yield Mention(
                    field="text", start=at, end=at + len(name), text=name, label=labels[name], sent_start=start,
                    sent_end=text.find(". ", at) + 1 or len(text), source="by hand", score=1.0,
                )  # fmt: skip
            at = text.find(name, at + len(name))


def figures_of(articles: list[Article]) -> Iterable[tuple[Article, tuple[Figure, ...]]]:
    """What the articles tell, as the stage of facts would read it."""

    def figure(article: Article, words: str) -> dict[str, Any]:
        start = article.text.index(words)
        day = article.published.date() if article.published else date(2026, 1, 1)
        return {
            **{"article_id": article.id, "field": "text", "start": start, "end": start + len(words)},
            **{"sent_start": start, "sent_end": start + len(words), "mentions": ()},
            **{"date": day, "date_end": day, "date_source": "sentence"},
        }

    def activity(at: int, words: str, kind: str, plant: str, **told: str) -> ActivityReport:
        article = articles[at]
        return ActivityReport(
            **figure(article, words), entity_id=plant, plant="a plant", kind=kind,
            month=f"{article.published:%Y-%m}", status="now", **told,
        )  # fmt: skip

    def visit(at: int, words: str, place: str, name: str, *companions: str) -> Visit:
        return Visit(
            **figure(articles[at], words), visitor="Kim Jong Un", companions=companions, place_id=place, place=name,
            kind="visit", status="now",
        )  # fmt: skip

    price = PriceQuote(
        **figure(articles[8], "6,200 won"), commodity_id="product/rice", commodity="Rice", place_id="place/hyesan",
        place="Hyesan", price=6200, price_high=None, currency="KPW", quantity=1, unit="kg", kind="market", qualifier="",
    )  # fmt: skip
    made = activity(1, "made 900 t", "production", "factory/hungnam", product="urea", amount="900 t")
    yield articles[1], (made,)
    yield articles[2], (activity(2, "stood still", "halt", "factory/hungnam"),)
    yield articles[3], (visit(3, "visited", "factory/musan", "Musan Mine", "Jo Yong Won"),)
    smelter = visit(4, "visited Tanchon", "factory/tanchon", "Tanchon Smelter")
    yield articles[4], (smelter, visit(4, "visited Hyesan", "place/hyesan", "Hyesan", "Jo Yong Won"))
    yield articles[8], (price,)

    def shipped(words: str, flow: str, good: str, partner: str, amount: float) -> TradeFigure:
        return TradeFigure(
            **{**figure(articles[13], words), "date": date(2026, 2, 1), "date_end": date(2026, 2, 28)}, flow=flow,
            partner_id=f"place/{partner.lower()}", partner=partner, good_id=f"product/{good}", good=good,
            amount=amount, unit="t", qualifier="",
        )  # fmt: skip

    sold = shipped("40,000 t", "export", "coal", "China", 40_000)
    yield articles[13], (sold, shipped("18,000 t", "import", "rice", "Russia", 18_000))


def candidates_of(article: Article) -> Iterable[FigureCandidate]:
    """What looks like a price and is none."""
    start = article.text.find("5,000 won")
    if start >= 0:
        slots = {"commodity": None, "place": None, "price": 5000.0, "currency": "KPW", "unit": None, "quantity": None}
        yield FigureCandidate(
            field="text", start=start, end=start + len("5,000 won"), kind="price", reason="fine", score=0.2,
            slots=json.dumps(slots),
        )  # fmt: skip


def edit(corpus: Corpus, articles: list[Article]) -> None:
    """State media take a name out of an article, and another article off their site."""
    first, gone = articles[0], articles[10]
    for at, text in (("2025-11-03T09:00:00+00:00", first.text), ("2025-11-04T09:00:00+00:00", "Wagons left at dawn.")):
        corpus.db["article_versions"].upsert(
            {
                **{"article_id": first.id, "fetched_at": at, "title": first.title, "text": text, "captions": ""},
                "fingerprint": at,
            },
            pk=("article_id", "fetched_at"),
        )
    row = {"article_id": first.id, "fetched_at": "2025-11-03T09:00:00+00:00", "text": "Musan Mine", "label": "FACTORY"}
    corpus.db["version_mentions"].upsert(row, pk=("article_id", "fetched_at", "text", "label"))
    corpus.db.execute("update articles set gone_at = '2026-03-10T00:00:00+00:00' where id = ?", [gone.id]).close()
