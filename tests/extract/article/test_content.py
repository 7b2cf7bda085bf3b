"""What the extractor left in goes out, what it left out comes back."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from corpus.records import Article, RawPage
from extract.article import extract_article

TITLE = "Corn falls in Hyesan as grain arrives by rail"
STORY = (
    "Traders in Hyesan said the price of corn fell by a tenth in the first week of November, after a long summer.",
    "The drop followed the arrival of eleven wagons of grain at the city's rail yard on Monday, porters there said.",
    "A kilogram of rice, which most households cannot afford every day, stayed at the same price as in October.",
    "Officials at the market told women who sell from mats that they would have to pay for a stall from December.",
    "One of them said that she would rather go back to her village and grind beans than pay half of what she earns.",
    "Smugglers, who had brought in flour by night during the summer, complained that nobody was waiting for them.",
)


def read(body: str, *, head: str = "") -> Article:
    html = f"<html><head><title>{TITLE}</title>{head}</head><body>{body}</body></html>"
    fetched = datetime(2025, 11, 3, tzinfo=UTC)
    return extract_article(
        RawPage(url="https://demo.example/news/corn", outlet="demo", fetched_at=fetched, body=html.encode())
    )


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def reasons(article: Article) -> dict[str, str]:
    return {item.text: item.reason for item in article.removed}


def test_repeated_headline_goes() -> None:
    article = read(f"<article><h1>{TITLE}</h1><div><p>{TITLE}</p>{paragraphs(*STORY)}</div></article>")
    assert article.text.split("\n") == list(STORY)
    assert reasons(article)[TITLE] == "headline"


def test_standfirst_outside_the_body_comes_back() -> None:
    standfirst = "Eleven wagons in one morning change what a market town eats"
    article = read(
        f"<header><h1>{TITLE}</h1><p class='standfirst'>{standfirst}</p></header>"
        f"<div class='body'>{paragraphs(*STORY)}</div>"
    )
    assert article.text.split("\n") == [standfirst, *STORY]


def test_body_split_over_containers_is_whole() -> None:
    first, second = paragraphs(*STORY[:3]), paragraphs(*STORY[3:])
    chunk = "<section class='chunk'><div class='inner'>{}</div></section><aside class='ad-slot'>Advertisement</aside>"
    article = read(f"<main><h1>{TITLE}</h1>{chunk.format(first)}{chunk.format(second)}</main>")
    assert article.text.split("\n") == list(STORY)


def test_stated_body_stands_in_where_the_page_shows_only_a_teaser() -> None:
    stated = json.dumps({"@type": "NewsArticle", "headline": TITLE, "articleBody": "\n".join(STORY)})
    article = read(
        f"<h1>{TITLE}</h1>{paragraphs(STORY[0])}", head=f"<script type='application/ld+json'>{stated}</script>"
    )
    assert article.text.split("\n") == list(STORY)


def test_captions_are_kept_apart() -> None:
    figure = "<figure><img src='/a.jpg'><figcaption>Wagons at the yard, drawn by a reader.</figcaption></figure>"
    article = read(f"<article><h1>{TITLE}</h1>{paragraphs(*STORY[:3])}{figure}{paragraphs(*STORY[3:])}</article>")
    assert article.captions == ("Wagons at the yard, drawn by a reader.",)
    assert article.text.split("\n") == list(STORY)


def test_link_behind_a_call_goes_and_a_sentence_with_a_link_stays() -> None:
    call = "<p>READ MORE: <a href='/2'>Rice follows corn on the way down in the border towns</a></p>"
    sentence = "<p>Flour, as <a href='/3'>was reported last week</a>, has been scarce since the road was closed.</p>"
    text = read(
        f"<article><h1>{TITLE}</h1>{paragraphs(*STORY[:3])}{call}{sentence}{paragraphs(*STORY[3:])}</article>"
    ).text
    assert "READ MORE" not in text
    assert "was reported last week" in text


def test_article_in_a_layout_table_is_read() -> None:
    table = f"<table><tr><td>Menu</td></tr><tr><td><h1>{TITLE}</h1>{paragraphs(*STORY)}</td></tr></table>"
    assert read(table).text.split("\n") == list(STORY)


def test_price_table_stays() -> None:
    table = "<table><tr><td>Rice</td><td>5,600 won</td></tr><tr><td>Corn</td><td>2,900 won</td></tr></table>"
    assert "2,900 won" in read(f"<article><h1>{TITLE}</h1>{paragraphs(*STORY)}{table}</article>").text


def test_page_is_read_the_same_again_and_again() -> None:
    body = f"<article><h1>{TITLE}</h1>{paragraphs(*STORY)}</article>"
    assert len({read(body).fingerprint for _ in range(8)}) == 1
