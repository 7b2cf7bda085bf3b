"""A small corpus with something in every corner that a format must not trip over."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from corpus.exporters import ExportOptions, export
from corpus.records import Article, Mention, RawPage
from corpus.store.articles import Corpus
from corpus.store.page_archive import PageArchive

PORT = (
    "Cranes moved coal in Rason on Monday, and the Sunchon Cement Complex sent trucks with sacks for the new berths "
    "that crews are building at the far end of the port, where the railway from Hunchun ends.\n"
    "=Rason= traders sold coal."
)
MARKET = "라선에서 석탄 1톤이 거래됐다.\n\n“장마당” 상인들은 -5% 내렸다고 했다."
FACTS = {
    "article_id": None,
    "field": "text",
    "start": 0,
    "end": 6,
    "sent_start": 0,
    "sent_end": 6,
    "mentions": "[]",
    "date": "2026-03-02",
    "date_end": "2026-03-08",
    "date_source": "sentence",
}


def an_article(slug: str, title: str, text: str, *, day: str | None, **changes: Any) -> Article:
    """An article of the outlet `wire`, published at noon of a day (ISO 8601), or when nobody knows."""
    values = {
        "language": "en",
        "authors": ("Kim, Author",),
        "fetched_at": datetime(2026, 5, 1, tzinfo=UTC),
        "published": datetime.fromisoformat(f"{day}T12:00+00:00") if day else None,
    }
    return Article(
        url=f"https://wire.example/{slug}?a=1&b=2",
        outlet="wire",
        title=title,
        text=text,
        method="by hand",
        **{**values, **changes},
    )


def the_mentions(article: Article, names: dict[str, str]) -> list[Mention]:
    """A mention of each name everywhere in an article's fields; a line is a sentence."""
    found = []
    for field, text in (("title", article.title), ("text", article.text), ("caption", article.caption_text)):
        for name, label in names.items():
            start = text.find(name)
            while start >= 0:
                line = text.rfind("\n", 0, start) + 1, text.find("\n", start) % (len(text) + 1)
                found.append(
                    Mention(
                        field=field,
                        start=start,
                        end=start + len(name),
                        text=name,
                        label=label,
                        sent_start=line[0],
                        sent_end=line[1],
                        source="by hand",
                        score=0.75,
                    )
                )
                start = text.find(name, start + len(name))
    return found


ENTITIES = [
    # id, label, name, kind, country, lat, lon, parent_id
    ("place/rason", "PLACE", "Rason", "city", "KP", 42.25, 130.3, "place/north-korea"),
    ("place/sunchon", "PLACE", "Sunchon", "city", "KP", 39.4, 125.9, None),
    ("place/hunchun", "PLACE", "Hunchun", "city", "CN", None, None, None),
    ("factory/sunchon-cement", "FACTORY", "Sunchon Cement Complex", "cement", "KP", None, None, "place/sunchon"),
    ("product/coal", "PRODUCT", "coal", "commodity", None, None, None, None),
    ("person/author", "PERSON", "=Author & <Son>", "official", "KP", None, None, None),
    ("org/rason-bank", "ORG", "Rason Bank", "bank", "KP", None, None, "place/rason"),
]
MEANS = {
    **{"Rason": "place/rason", "라선": "place/rason", "coal": "product/coal", "석탄": "product/coal"},
    **{"Sunchon Cement Complex": "factory/sunchon-cement", "Hunchun": "place/hunchun", "Author": "person/author"},
}
LABELS = {
    **{"Rason": "PLACE", "라선": "PLACE", "coal": "PRODUCT", "석탄": "PRODUCT", "Hunchun": "PLACE"},
    **{"Sunchon Cement Complex": "FACTORY", "Author": "PERSON", "railway": "PRODUCT"},
}


def fill(corpus: Corpus) -> None:
    """Write three articles, two of them of two months, with their names, stories, redirects, facts and refusals."""
    db = corpus.db
    corpus.save_outlets([{"id": "wire", "name": "Wire, The", "homepage": "https://wire.example/", "country": "kr"}])
    port = an_article(
        "port", "Rason port busy again", PORT, day="2026-03-02", captions=("A crane in Rason", "Photo: Author")
    )
    market = an_article("market", "=1+1: 라선 장마당", MARKET, day="2026-04-30", language="ko")
    undated = an_article("undated", "@home with coal", "coal.", day=None, authors=())
    earlier = an_article(
        "market",
        "라선 장마당",
        "라선에서.",
        day="2026-04-30",
        language="ko",
        fetched_at=datetime(2026, 4, 30, 13, tzinfo=UTC),
    )
    for article, older in ((port, ()), (market, (earlier,)), (undated, ())):
        corpus.save_article(article, page_url=article.url, earlier=older)
        corpus.save_mentions(article.id, the_mentions(article, LABELS), pipeline="by-hand-1")
    db["entities"].insert_all(
        dict(zip(("id", "label", "name", "kind", "country", "lat", "lon", "parent_id"), row, strict=True))
        | {"status": "known"}
        for row in ENTITIES
    )
    for name, entity in MEANS.items():
        db.execute("update mentions set entity_id = ? where text = ?", [entity, name]).close()
        db.execute("insert into entity_aliases values (?, ?, 'latin', 'seen')", [entity, name]).close()
    db.execute(
        "update entities set mentions = (select count(*) from mentions where entity_id = entities.id),"
        " articles = (select count(distinct article_id) from mentions where entity_id = entities.id)"
    ).close()
    db.execute("insert into entity_redirects values ('place/rajin', 'place/rason', 'one town')").close()
    db["price_quotes"].insert(
        {**FACTS, "id": f"{market.id}-text0", "article_id": market.id, "commodity": "석탄", "price": 6200.0}
        | {"currency": "KPW", "kind": "market", "qualifier": "about", "mentions": json.dumps([f"{market.id}-text5"])}
    )
    db["outcomes"].insert(
        {"stage": "extract", "url": "https://wire.example/", "reason": "not-article", "at": "2026-04-01T00:00:00+00:00"}
    )


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory to read: the corpus, and the pages that it came from, one of them fetched twice."""
    data = tmp_path_factory.mktemp("desk")
    with Corpus(data) as corpus, corpus.atomic():
        fill(corpus)
    pages = [("port", 1, b"<p>one"), ("port", 2, b"<p>one"), ("port", 3, b"<p>two"), ("market", 1, "<p>라선".encode())]
    with PageArchive(data) as archive:
        archive.save_pages(
            [
                RawPage(
                    url=f"https://wire.example/{slug}?a=1&b=2",
                    outlet="wire",
                    fetched_at=datetime(2026, 4, day, tzinfo=UTC),
                    body=body,
                )
                for slug, day, body in pages
            ]
        )
    return data


@pytest.fixture
def exported(desk: Path, tmp_path: Path) -> Callable[..., Path]:
    """`exported(format, text=…)`: the folder of an export of the desk."""

    def make(format: str, **options: Any) -> Path:
        folder = tmp_path / format
        export(desk, folder, ExportOptions(format=format, **options))
        return folder

    return make
