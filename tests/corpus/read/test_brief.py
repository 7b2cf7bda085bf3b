"""What is new in some days: each line with the sentence or the page that it rests on, and nothing from before."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from corpus.cli.brief_command import as_markdown, as_page
from corpus.read.brief import Brief, brief_days, read_brief
from corpus.records import Article
from corpus.store.articles import Corpus
from corpus.store.derived import Facts
from corpus.store.figure_records import ActivityReport, ArticleFacts, PriceQuote, Visit
from corpus.store.leaving import leaving

TEXT = "The Sunchon *Cement* Complex fired its <second> kiln. Coal cost 900 won in Rason. Kim Jong Un visited Rason."
NEW = (date(2026, 3, 2), date(2026, 3, 8))


@pytest.fixture
def told(rason: Corpus, article: Callable[..., Article]) -> Corpus:
    """A report of a plant, a price with the one before it, and a visit; a month earlier another plant."""
    for when, noarchive in ((datetime(2026, 3, 4, tzinfo=UTC), False), (datetime(2026, 2, 1, tzinfo=UTC), True)):
        new = article(url=f"https://wire.example/{when:%m}", text=TEXT, published=when, noarchive=noarchive)
        rason.save_article(new, page_url=new.url)
        place: dict[str, Any] = {"article_id": new.id, "field": "text", "mentions": (), "date_source": "published"}
        place |= {"date": when.date(), "date_end": when.date()}
        figures = (
            ActivityReport(**place, **span("Sunchon"), entity_id=None, plant="Sunchon Cement", kind="commissioning",
                month=f"{when:%Y-%m}"),
            PriceQuote(
                **place, **span("Coal"), commodity_id="product/coal", commodity="Coal", place_id=None, place="Rason",
                price=900 if when.month == 3 else 800, price_high=None, currency="KPW", quantity=1, unit="kg",
                kind="market", qualifier="",
            ),
            Visit(
                **place, **span("Kim"), visitor="Kim Jong Un", companions=(), place_id=None, place="Rason",
                kind="visit", status="now",
            ),
        )  # fmt: skip
        facts = ArticleFacts(article_id=new.id, input="1", month=f"{when:%Y-%m}", figures=figures, products=())
        with rason.atomic():
            Facts(rason.db).save(facts, version="by-hand-1")
    return rason


def span(word: str) -> dict[str, int]:
    start = TEXT.index(word)
    return {"start": start, "end": start + len(word), "sent_start": start, "sent_end": TEXT.index(".", start) + 1}


def lines(brief: Brief, title: str) -> list[str]:
    return [line.text for section in brief.sections if section.title == title for line in section.lines]


def test_lines_are_those_of_the_days(told: Corpus) -> None:
    brief = read_brief(told.db, NEW)
    assert brief.articles == 2
    assert lines(brief, "Plants") == ["Sunchon Cement: commissioning"]
    assert lines(brief, "Visits") == ["Kim Jong Un at Rason: visit"]
    assert lines(brief, "Prices") == ["coal in Rason: 900 KPW a kg on 2026-03-04; 800 on 2026-02-01"]
    assert lines(read_brief(told.db, (date(2026, 2, 13), date(2026, 2, 19))), "Plants") == []


def test_a_part_is_as_long_as_is_asked(told: Corpus) -> None:
    for number in range(3):
        told.db.execute(
            "insert into entities(id, label, name, status, first_seen, mentions, stories)"
            " values (?1, 'FACTORY', ?1, 'provisional', '2026-03-05', 1, 1)",
            [f"factory/x.{number}"],
        ).close()
    brief = read_brief(told.db, NEW, lines=2)
    (names,) = (section for section in brief.sections if section.title.endswith(": plants"))
    assert names.title == "Named for the first time and not in the knowledge base: plants"
    assert (len(names.lines), names.total, names.more) == (2, 3, True)
    assert names.path == "/entities?label=FACTORY&status=provisional&new=yes&since=2026-03-02&until=2026-03-08"
    assert names.lines[0].detail == "1 story"
    assert f"and more: [plants: 3 in all](https://desk.example{names.path})" in as_markdown(
        brief, desk="https://desk.example/"
    )


def test_markdown_and_html_show_texts_as_they_are(told: Corpus) -> None:
    brief = read_brief(told.db, NEW)
    assert r"> Sunchon \*Cement\* Complex fired its \<second\> kiln." in as_markdown(brief)
    assert "<blockquote>Sunchon *Cement* Complex fired its &lt;second&gt; kiln.</blockquote>" in as_page(brief)
    assert "https://wire.example/03" in as_markdown(brief)
    assert "](https://desk.example/article/" in as_markdown(brief, desk="https://desk.example/")


def test_sentences_that_may_not_leave_stay(told: Corpus) -> None:
    brief = read_brief(told.db, (date(2026, 1, 29), date(2026, 2, 4)))
    assert "fired its" in as_markdown(brief)
    assert "fired its" not in as_markdown(leaving(brief))


def test_an_address_that_is_none_of_the_webs_is_no_link(told: Corpus) -> None:
    told.db.execute("update articles set url = 'javascript:alert(1)' where url like '%/03'").close()
    assert "javascript" not in as_page(read_brief(told.db, NEW))


def test_nothing_new_is_an_empty_brief(corpus: Corpus) -> None:
    brief = read_brief(corpus.db, (date(2025, 12, 25), date(2025, 12, 31)))
    assert (brief.articles, brief.sections) == (0, ())


def test_days_are_whole_and_the_last_is_among_them(told: Corpus) -> None:
    asked = brief_days(told.db, days=7, until=date(2020, 1, 1), now=datetime(2026, 3, 9, 12, tzinfo=UTC))
    assert asked == (date(2019, 12, 26), date(2020, 1, 1))
    newest = told.db.execute("select max(published) from articles").fetchone()[0]
    assert brief_days(told.db, days=1, until=None, now=datetime(2027, 1, 1, tzinfo=UTC))[1].isoformat() == newest[:10]
    assert brief_days(told.db, days=366, until=date.max, now=datetime.now(UTC))[1] < date.max
    assert brief_days(told.db, days=366, until=date.min, now=datetime.now(UTC))[0] == date.min


def test_outlets_in_trouble_are_those_of_the_days_of_the_last_pass(told: Corpus) -> None:
    report = json.dumps({"crawl": {"outlets": {"wire": {"status": "broken"}}}})
    for at in ("2026-03-07T00:00:00+00:00", "2026-11-30T00:00:00+00:00"):  # the second: nothing new since
        told.db.execute("delete from runs").close()
        told.db.execute(
            "insert into runs(id, started_at, finished_at, status, report) values ('1', ?1, ?1, 'ok', ?2)", [at, report]
        ).close()
        assert lines(read_brief(told.db, NEW), "Outlets in trouble")
        assert not lines(read_brief(told.db, (date(2019, 12, 26), date(2020, 1, 1))), "Outlets in trouble")
