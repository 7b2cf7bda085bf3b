"""An article comes out of a page with its title, date, authors and language, or a reason why not."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from corpus.records import RawPage, Skip
from extract.article import extract_article

FETCHED = datetime(2025, 11, 3, 9, 0, tzinfo=UTC)
PARAGRAPHS = (
    "Traders in Hyesan said the price of corn fell by a tenth in the first week of November.",
    "The drop followed the arrival of eleven wagons of grain at the city's rail yard on Monday.",
    "A kilogram of rice, which most households cannot afford every day, stayed at the same price.",
)
LD = (
    '{"@type": "NewsArticle", "headline": "Corn falls in Hyesan", "datePublished": "2025-11-02T08:00:00+09:00",'
    ' "author": {"name": "Ri Song Mi"}}'
)


def html_page(body: str, *, head: str = "", **fields: object) -> RawPage:
    html = f"<html lang='en'><head><title>Corn falls in Hyesan</title>{head}</head><body>{body}</body></html>"
    given = {"url": "https://demo.example/2025/11/corn", "outlet": "demo", "fetched_at": FETCHED, **fields}
    return RawPage(body=html.encode(), **given)  # type: ignore[arg-type]


def article_body(*paragraphs: str) -> str:
    return "<article>" + "".join(f"<p>{text}</p>" for text in paragraphs) + "</article>"


def test_article_keeps_every_paragraph() -> None:
    article = extract_article(html_page(article_body(*PARAGRAPHS)))
    assert article.text.split("\n") == list(PARAGRAPHS)


def test_article_takes_title_date_and_author_from_json_ld() -> None:
    head = f"<script type='application/ld+json'>{LD}</script>"
    article = extract_article(html_page(article_body(*PARAGRAPHS), head=head))
    assert article.title == "Corn falls in Hyesan"
    assert article.published == datetime(2025, 11, 1, 23, 0, tzinfo=UTC)
    assert article.published_source == "json-ld"
    assert article.authors == ("Ri Song Mi",)


def test_article_says_its_language() -> None:
    assert extract_article(html_page(article_body(*PARAGRAPHS))).language == "en"


def test_article_of_an_error_page_is_refused() -> None:
    with pytest.raises(Skip) as refused:
        extract_article(html_page("<p>gone</p>", status=404))
    assert refused.value.reason == "http-404"
