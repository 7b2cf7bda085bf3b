"""An outlet's furniture is learned from its pages, and taken out of its articles."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from corpus.records import RawPage
from crawler.outlets import ExtractRules, Outlet
from extract.article import extract_article
from extract.furniture.recurring import Furniture, learn_furniture, mask_numbers

FETCHED = datetime(2025, 11, 3, 9, 0, tzinfo=UTC)
TOWNS = ("Hyesan", "Sinuiju", "Chongjin", "Hamhung", "Wonsan", "Sariwon", "Kanggye", "Nampo", "Haeju", "Rason")
GOODS = ("corn", "diesel", "cement", "flour", "salt", "seed potatoes", "sheet glass", "bicycles", "coal", "shoes")
NOTICE = (
    "The Border Gazette works with a network of traders who cannot be named, and who risk a great deal to speak to us."
)


def article_page(number: int, *, day: int | None = None, extra: str = "") -> RawPage:
    """A page with three paragraphs of its own between furniture that differs from page to page only in numbers."""
    town, goods = TOWNS[number], GOODS[number]
    paragraphs = (
        f"Traders in {town} began to sell {goods} by the sack again after the rail yard reopened for freight traffic.",
        f"An official of the city's people's committee in {town} told merchants that {goods} would be taxed.",
        f"One buyer said that {goods} had been carried over the hills at night while the yard in {town} stood closed.",
    )
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    html = f"""<html><head><title>{goods} back in {town}</title></head><body><main><div class="story">
      <h1>{goods.title()} back in {town} as the yard reopens</h1>
      <div class="length">A piece of {number + 2} minutes</div>
      <ul class="prices"><li>Won to the dollar {8000 + 13 * number}.{number}0</li><li>Yuan {1100 + number}</li></ul>
      {body}{extra}<p class="note">{NOTICE}</p>
      <div class="others"><a href="/1">{GOODS[(number + 1) % 10]} news from {TOWNS[(number + 3) % 10]}</a></div>
      </div></main></body></html>"""
    return RawPage(
        url=f"https://gazette.example/{number if day is None else f'{number}-{day}'}",
        outlet="gazette",
        fetched_at=FETCHED + timedelta(days=day or number),
        body=html.encode(),
    )


@pytest.fixture(scope="module")
def furniture() -> Furniture:
    return learn_furniture(article_page(number) for number in range(8))


def patterns(furniture: Furniture) -> set[str]:
    return {block.pattern for block in furniture.blocks}


def test_furniture_is_learned_with_its_numbers_masked(furniture: Furniture) -> None:
    assert {"A piece of {n} minutes", "Won to the dollar {n} Yuan {n}", NOTICE} <= patterns(furniture)


def test_furniture_counts_articles_and_shows_an_example(furniture: Furniture) -> None:
    block = next(block for block in furniture.blocks if block.pattern.endswith("Yuan {n}"))
    assert (block.articles, furniture.articles) == (8, 8)
    assert block.example == "Won to the dollar 8000.00 Yuan 1100"


def test_place_of_nothing_but_links_is_furniture(furniture: Furniture) -> None:
    assert any(block.pattern == "{link}" and "others" in block.place for block in furniture.blocks)


def test_article_loses_its_furniture_and_no_paragraph(furniture: Furniture) -> None:
    article = extract_article(article_page(9), furniture=furniture)
    lines = article.text.split("\n")
    assert len(lines) == 3
    assert all("Rason" in line for line in lines)


def test_removed_furniture_is_listed_with_its_reason(furniture: Furniture) -> None:
    removed = extract_article(article_page(9), furniture=furniture).removed
    assert ("furniture", NOTICE) in {(item.reason, item.text) for item in removed}


def test_same_article_fetched_many_times_teaches_nothing() -> None:
    learned = learn_furniture(article_page(1, day=day) for day in range(12))
    assert learned.articles == 1
    assert learned.blocks == ()


def test_copies_of_one_article_leave_other_articles_whole() -> None:
    pages = [article_page(1, day=day) for day in range(12)] + [article_page(number) for number in range(2, 6)]
    text = extract_article(article_page(1), furniture=learn_furniture(pages)).text
    assert len(text.split("\n")) == 3


BACKGROUND = "The factory opened with much ceremony in 2020, but for years it was said to be short of phosphate rock."


def retold(number: int, *, last: bool = False) -> RawPage:
    """An article with a paragraph after its own first one, or after its last, that others have, too."""
    page = article_page(number, extra=f"<p>{BACKGROUND}</p>" if last else "")
    first = b"again after the rail yard reopened for freight traffic.</p>"
    said = first if last else first + f"<p>{BACKGROUND}</p>".encode()
    return replace(page, body=page.body.replace(first, said))


def test_background_that_some_articles_tell_again_is_no_furniture() -> None:
    pages = [retold(n) if n < 3 else article_page(n) for n in range(9)]
    assert BACKGROUND in extract_article(pages[0], furniture=learn_furniture(pages)).text


def test_a_notice_at_the_end_of_some_articles_or_amid_most_is_furniture() -> None:
    at_the_end = [retold(n, last=True) if n < 3 else article_page(n) for n in range(9)]
    amid_most = [retold(n) if n < 4 else article_page(n) for n in range(9)]
    for pages in (at_the_end, amid_most):
        assert BACKGROUND not in extract_article(pages[0], furniture=learn_furniture(pages)).text


def test_price_table_in_some_articles_is_no_furniture() -> None:
    table = "<table><tr><td>Rice, a kilogram</td><td>{} won</td></tr></table>"
    pages = [article_page(n, extra=table.format(5000 + n) if n < 4 else "") for n in range(9)]
    assert "{n} won" not in patterns(learn_furniture(pages))


def test_outlet_file_keeps_a_learned_line(furniture: Furniture) -> None:
    rules = ExtractRules(keep_lines=(re.compile("works with a network"),))
    outlet = Outlet(
        id="gazette", name="Gazette", homepage="https://gazette.example/", country="gb", language="en", kind="daily",
        extract=rules,
    )  # fmt: skip
    assert NOTICE in extract_article(article_page(9), outlet=outlet, furniture=furniture).text


def test_outlet_file_drops_a_line() -> None:
    rules = ExtractRules(drop_lines=(re.compile("^One buyer said"),))
    outlet = Outlet(
        id="gazette", name="Gazette", homepage="https://gazette.example/", country="gb", language="en", kind="daily",
        extract=rules,
    )  # fmt: skip
    article = extract_article(article_page(9), outlet=outlet)
    assert "One buyer said" not in article.text
    assert "outlet" in {item.reason for item in article.removed}


def test_furniture_survives_the_store(furniture: Furniture) -> None:
    assert Furniture.from_json(furniture.to_json()) == furniture


def test_broken_stored_furniture_is_refused() -> None:
    with pytest.raises(ValueError, match="not stored furniture"):
        Furniture.from_json('{"blocks": [{}]}')


def test_version_changes_with_what_would_be_removed(furniture: Furniture) -> None:
    again = learn_furniture(article_page(number) for number in range(9))
    assert again.version == furniture.version
    assert learn_furniture([]).version != furniture.version


def test_new_layout_is_noticed(furniture: Furniture) -> None:
    page = article_page(9)
    relaid = RawPage(
        url=page.url, outlet=page.outlet, fetched_at=FETCHED, body=page.body.replace(b'"story"', b'"leaf"')
    )
    assert furniture.knows_layout(page)
    assert not furniture.knows_layout(relaid)


@pytest.mark.parametrize(
    ("text", "masked"),
    [("KOSPI 2,655.10 +1.2%", "KOSPI {n} {n}"), ("12:30 today", "{n} today"), ("no number", "no number")],
)
def test_numbers_are_masked_with_their_marks(text: str, masked: str) -> None:
    assert mask_numbers(text) == masked
