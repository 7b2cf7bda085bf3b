"""Days that stand elsewhere than by the headline, or say less than a day, each kind in three templates."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from corpus.records import Article, RawPage
from extract.article import extract_article
from extract.fields.date_forms import read_dates
from extract.fields.page_clock import latest_told
from extract.fields.script_dates import scripted_dates
from tests.extract.article.test_foreign_layouts import TITLES, headed, told

BUTTONS = "".join(f"<div class='b'>{word}</div>" for word in ["Save", "Gift", "Print", "A", "B", "C", "D", "E"] * 2)


def imported(body: str, *, head: str = "", lang: str = "en", url: str = "https://harbour.example/news/4411") -> Article:
    html = (
        f"<!DOCTYPE html><html lang='{lang}'><head><title>{TITLES[lang]}</title>{head}</head><body>{body}</body></html>"
    )
    fetched = datetime(2026, 11, 29, 6, tzinfo=UTC)
    return extract_article(
        RawPage(url=url, outlet="harbour", fetched_at=fetched, body=html.encode(), found_in="import")
    )


def day_of(article: Article) -> str:
    return f"{article.published:%Y-%m-%d}" if article.published else ""


@pytest.mark.parametrize(
    ("lang", "stamp"),
    [
        ("en", "<p class='s'>Fri, 6 March 2026, 5:10am EST</p>"),
        ("ko", "<div><span>입력 2026.03.06 09:12</span></div>"),
        ("zh", "<p>2026年3月6日 10:15</p>"),
    ],
)
def test_stamp_right_before_the_text_far_below_the_headline(lang: str, stamp: str) -> None:
    assert (
        day_of(imported(f"<main>{headed(lang)}{BUTTONS}{stamp}<div>{told(lang)}</div></main>", lang=lang))
        == "2026-03-06"
    )


@pytest.mark.parametrize(
    ("lang", "stamp"),
    [("en", "<p>Published: 6 March 2026</p>"), ("ko", "<p>등록 2026.03.06</p>"), ("zh", "<p>发布时间：2026-03-06</p>")],
)
def test_stamp_right_after_the_text(lang: str, stamp: str) -> None:
    assert day_of(imported(f"<main>{headed(lang)}<div>{told(lang)}</div>{stamp}</main>", lang=lang)) == "2026-03-06"


def test_a_day_among_what_follows_the_text_is_another_storys() -> None:
    after = "<div><h4>Related</h4><p><a href='/x'>Potato starch finds a buyer</a></p><p>October 3, 2026</p></div>"
    body = f"<main>{headed('en')}<div>{told('en')}</div>{after}</main>"
    assert day_of(imported(body, url="https://harbour.example/2026/10/14/x")) == "2026-10-14"


@pytest.mark.parametrize(
    ("lang", "stamp", "shown"),
    [
        ("en", "<p class='date'>Nov. 6, 9:40 a.m.</p>", "<p>© 2019-2026 Harbour</p>"),
        ("ko", "<span>11월 6일(금)</span>", "<p class='today'>2026년 11월 20일</p>"),
        ("zh", "<span>11-06 08:15</span>", "<ul><li>另一条新闻 <i>2026-11-18</i></li></ul>"),
    ],
)
def test_year_of_a_day_on_an_imported_page_is_that_of_the_latest_day_it_shows(
    lang: str, stamp: str, shown: str
) -> None:
    body = f"<main>{headed(lang)}{stamp}<div>{told(lang)}</div></main><footer>{shown}</footer>"
    assert day_of(imported(body, lang=lang)) == "2026-11-06"
    assert day_of(imported(body.replace(shown, ""), lang=lang)) == ""


@pytest.mark.parametrize(
    ("lang", "script"),
    [
        ("en", "<script>dataLayer=[{'pageType':'story','publishDate':'2026-03-06T08:00:00Z'}]</script>"),
        ("ko", "<!-- regdate: 2026-03-06 09:12:00 -->"),
        ("zh", '<script>var doc={id:"3376",pubtime:"2026-03-06 09:02:17"};</script>'),
    ],
)
def test_day_of_publication_that_only_a_script_gives(lang: str, script: str) -> None:
    article = imported(f"<main>{headed(lang)}<div>{told(lang)}</div></main>{script}", lang=lang)
    assert (day_of(article), article.published_source) == ("2026-03-06", "script")


def test_of_several_days_in_a_script_only_that_beside_the_headline_counts() -> None:
    rows = (
        "{title:'Another story',pubDate:'2026-01-02'}," + " " * 700 + "{title:'Rason ferry sails',pubDate:'2026-03-06'}"
    )
    assert scripted_dates(f"<script>x=[{rows}]</script>", ["Rason ferry sails again"]) == ("2026-03-06",)
    assert scripted_dates(f"<script>x=[{rows}]</script>", ["Something else"]) == ()


@pytest.mark.parametrize(
    ("lang", "stamp"),
    [
        ("en", "<p>Updated: March 6, 2026, 5:02 PM ET</p>"),
        ("ko", "<p>최종수정 2026.03.06 17:02</p>"),
        ("zh", "<p>更新：2026-03-06 17:02</p>"),
    ],
)
def test_day_of_the_change_stands_in_where_no_other_is_told(lang: str, stamp: str) -> None:
    body = f"<main>{headed(lang)}{stamp}<div>{told(lang)}</div></main>"
    assert day_of(imported(body, lang=lang)) == "2026-03-06"
    told_too = body.replace("<div>", "<p>2026-03-02</p><div>", 1)
    assert day_of(imported(told_too, lang=lang)) == "2026-03-02"


@pytest.mark.parametrize(
    ("lang", "place"),
    [("en", "RASON—March 6, 2026—"), ("ko", "[라선=2026.03.06] "), ("zh", "本报罗先2026年3月6日电 ")],
)
def test_dateline_with_its_year(lang: str, place: str) -> None:
    text = told(lang).replace("<p>", f"<p>{place}", 1)
    assert day_of(imported(f"<main>{headed(lang)}<div>{text}</div></main>", lang=lang)) == "2026-03-06"


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("Patrick Linton | 2016-04-08T20:30:39+00:00", "2016-04-08 20:30"),
        ("10/9/10 7:15 AM EDT", "2010-10-09 11:15"),
        ("발행 이천이십육년 십일월 이십삼일", "2026-11-23 00:00"),
    ],
)
def test_days_in_three_more_spellings(written: str, day: str) -> None:
    assert [f"{found.when:%Y-%m-%d %H:%M}" for found in read_dates(written)] == [day]


def test_latest_day_told_is_none_after_the_fetch() -> None:
    by = datetime(2026, 3, 1, tzinfo=UTC)
    assert latest_told(["12 February 2026", "5 May 2026", "3 hours ago"], by=by) == datetime(2026, 2, 12, tzinfo=UTC)
    assert latest_told(["nothing here"], by=by) is None


@pytest.mark.parametrize(
    ("stamp", "others"),
    [
        ("<p>6/3/2026</p>", "<i>25/2/2026</i>"),
        ("<p>3/6/2026</p>", "<i>2/25/2026</i>"),
        ("<p>06-03-2026 | 7:44 pm</p>", "<i>25-02-2026</i>"),
    ],
)
def test_order_of_day_and_month_is_that_of_the_pages_other_dates(stamp: str, others: str) -> None:
    cards = "".join(f"<li><a href='/{n}'>Another story of that week, {n}</a> {others}</li>" for n in range(9))
    body = f"<main>{headed('en')}{stamp}<div>{told('en')}</div></main><aside><ul>{cards}</ul></aside>"
    assert day_of(imported(body)) == "2026-03-06"


@pytest.mark.parametrize(
    "element",
    [
        "<input type='hidden' name='pubdate' value='2026-03-06'>",
        "<div class='x' data-published='2026-03-06T10:00:00Z'></div>",
        "<!-- published at 2026-03-06 10:10:10 from #130 by system -->",
    ],
)
def test_day_of_publication_in_a_field_an_attribute_or_a_comment(element: str) -> None:
    assert day_of(imported(f"<main>{headed('en')}{element}<div>{told('en')}</div></main>")) == "2026-03-06"


@pytest.mark.parametrize("opening", ["<!-- ", "<script>", "<a data-x='", "<input name=pubdate ", "<SCRIPT data-a=1>"])
def test_a_page_that_opens_and_never_closes_is_read_in_one_go(opening: str) -> None:
    """Looking for each end anew would take minutes here."""
    assert scripted_dates(opening * 100_000 + '<script>pubtime="2026-03-06"</script>') in (("2026-03-06",), ())


def test_dates_of_scripts_comments_and_data_are_read_in_turn() -> None:
    parts = (
        '<script type="application/ld+json">{"pubdate": "2020-01-01"}</script>',
        "<!-- published at 2026-03-06 09:00 -->",
        '<SCRIPT>var pubtime = "2026-03-06 09:02";</SCRIPT>',
        "<div data-news-date='x' data-regdate=\"2026-03-06\">",
    )
    assert scripted_dates("".join(parts)) == ("2026-03-06 09:00", "2026-03-06 09:02", "2026-03-06")
