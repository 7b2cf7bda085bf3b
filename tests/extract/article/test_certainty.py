"""How sure the extraction is of a text: pages with a fault score lower than the same page without it, and say why."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from corpus.records import Article, RawPage
from extract.article import extract_article
from extract.article.certainty import SIGNS, Weights, load_weights, weigh
from extract.furniture.recurring import Furniture

TITLE = "Ferry of Rason sails again"
STORY = (
    "The ferry that links Rason with the Russian coast sailed again on Thursday after four winters in the harbour.",
    "Two shipping agents in Vladivostok said that she carried flour, window glass and eleven people with their bags.",
    "A berth costs 260 dollars, and the next sailing has been announced for the first week of the coming month.",
    "Port workers painted the gangway, and customs officers came up from Chongjin to look into every single crate.",
    "Nobody at the company would say how many people may travel, or who had asked for the line to be opened again.",
)
STATED = (
    '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Ferry of Rason sails again"}</script>'
)


def read(body: str, *, head: str = STATED, furniture: Furniture | None = None) -> Article:
    html = f"<!DOCTYPE html><html lang='en'><head><title>{TITLE}</title>{head}</head><body>{body}</body></html>"
    page = RawPage(
        url="https://harbour.example/1",
        outlet="harbour",
        fetched_at=datetime(2026, 3, 10, tzinfo=UTC),
        body=html.encode(),
    )
    return extract_article(page, furniture=furniture)


def told(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts or STORY)


def sure(article: Article) -> float:
    assert article.certainty is not None
    return article.certainty


PLAIN = f"<article><h1>{TITLE}</h1>{told()}</article>"


def test_plain_page_is_sure_and_nothing_speaks_against_it() -> None:
    article = read(PLAIN)
    assert sure(article) > 0.9
    assert article.doubts == ()


@pytest.mark.parametrize(
    ("against", "body", "head"),
    [
        ("not-stated", PLAIN, ""),
        ("no-headline", f"<article><b>{TITLE}</b>{told()}</article>", STATED),
        (
            "gaps-inside",
            f"<article><h1>{TITLE}</h1>{told(*STORY[:2])}"
            + "".join(f"<div class='related'><p>{STORY[n]}</p><p>Another story {n}</p></div>" for n in range(2, 5))
            + f"{told(*STORY[3:])}</article>",
            STATED,
        ),
    ],
)
def test_fault_lowers_the_score_and_is_named(against: str, body: str, head: str) -> None:
    article = read(body, head=head)
    assert sure(article) < sure(read(PLAIN))
    assert against in article.doubts


def test_layout_that_no_page_of_the_outlet_had_speaks_against_a_text() -> None:
    seen = read(PLAIN, furniture=Furniture(articles=9, layouts=("p.article",)))
    unseen = read(PLAIN, furniture=Furniture(articles=9, layouts=("p.other/div.place",)))
    assert "new-layout" in unseen.doubts
    assert sure(unseen) < sure(read(PLAIN))
    assert sure(unseen) <= sure(seen)


def test_text_without_markup_is_not_judged() -> None:
    page = RawPage(
        url="file:a", outlet="file", fetched_at=datetime(2026, 3, 10, tzinfo=UTC), body="\n".join(STORY).encode(),
        content_type="text/plain",
    )  # fmt: skip
    article = extract_article(page)
    assert (article.certainty, article.doubts) == (None, ())


def test_each_weight_is_of_a_sign_and_none_speaks_for_a_text() -> None:
    weights = load_weights()
    assert set(weights.weights) <= set(SIGNS)
    assert max(weights.weights.values()) < 0


def test_what_speaks_against_a_text_comes_strongest_first() -> None:
    weights = Weights(intercept=3, weights={"a": -1, "b": -3, "c": -1}, usual={"a": 0, "b": 0, "c": 0.9})
    found = weigh({"a": 0.5, "b": 0.5, "c": 1.0}, weights)
    assert found.against == ("b", "a")
    assert found.score == 0.5
