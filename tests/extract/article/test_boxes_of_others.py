"""What stands among an article's paragraphs and is not its text, and what is though it is set apart; unknown sites."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from corpus.records import Article, RawPage
from extract.article import extract_article

PARAGRAPHS = (
    "The weighbridge at the Hunchun depot was repaired in August, and lorries have been queueing for it ever since.",
    "Drivers said that each of them now waits for nine hours, and that tea is sold from the back of a van at night.",
    "A clerk wrote the weights into two books, of which one is for the county and one for the firm that pays him.",
    "Nobody has seen the inspector who ordered the scales, though his coat still hangs behind the office door.",
)
TITLE = "Lorries queue for the scales of Hunchun"


def read(*between: str, head: str = "", above: str = "", below: str = "") -> Article:
    first, *others = (f"<p>{text}</p>" for text in PARAGRAPHS)
    inner = "".join((first, *between, *others))
    html = (
        f"<!DOCTYPE html><html><head><title>{TITLE}</title>{head}</head><body><main><div class='col'>"
        f"<h1>{TITLE}</h1>{above}<div class='txt'>{inner}</div>{below}</div></main></body></html>"
    )
    fetched = datetime(2026, 11, 20, tzinfo=UTC)
    page = RawPage(url="https://scales.example/n/7", outlet="x", fetched_at=fetched, body=html.encode())
    return extract_article(page)


@pytest.mark.parametrize(
    "box",
    [
        "<div class='row9'><p>One letter a week.</p><form><input type='email'><button>Go</button></form></div>",
        "<div class='k'><b>The border in five lines</b><label>Address <input></label></div>",
        "<section><h3>Related stories</h3><a href='/n/8'><b>Two berths at Rajin</b></a><i>4 Nov</i></section>",
        "<blockquote class='z'><a href='/n/9'>Two new berths at Rajin</a> <em>4 November 2026</em></blockquote>",
        "<template><p>We have kept your place for you, wherever it was that you stopped reading.</p></template>",
        "<noscript><p>This site is an application that needs its scripts; please switch them on.</p></noscript>",
    ],
)
def test_a_box_among_the_paragraphs_is_not_read(box: str) -> None:
    assert read(box).text == "\n".join(PARAGRAPHS)


def test_a_list_between_two_paragraphs_stays() -> None:
    items = ("a stamp of the county;", "two signatures;", "a receipt for the tea.")
    article = read("<ul class='pts'>" + "".join(f"<li><i class='dot'></i>{item}</li>" for item in items) + "</ul>")
    assert [line for line in article.text.split("\n") if line not in PARAGRAPHS] == list(items)


def test_an_initial_is_no_caption() -> None:
    first = f"<p><span class='first-cap'>{PARAGRAPHS[0][0]}</span>{PARAGRAPHS[0][1:]}</p>"
    html = f"<html><body><article><h1>{TITLE}</h1>{first}" + "".join(f"<p>{p}</p>" for p in PARAGRAPHS[1:])
    fetched = datetime(2026, 11, 20, tzinfo=UTC)
    page = RawPage(url="https://scales.example/n/7", outlet="x", fetched_at=fetched, body=html.encode())
    assert extract_article(page).text == "\n".join(PARAGRAPHS)


@pytest.mark.parametrize(
    "stamp",
    ["Fri, Oct 30, 2026 08:15 (UTC+8)", "30 октября 2026, 08:15 (местное время, UTC+8) 1 842", "October 30th 2026"],
)
def test_a_stamp_above_the_text_dates_it_and_is_no_line_of_it(stamp: str) -> None:
    article = read(above=f"<p class='w'>{stamp}</p>")
    assert article.text == "\n".join(PARAGRAPHS)
    assert article.published is not None
    assert article.published in (datetime(2026, 10, 30, 0, 15, tzinfo=UTC), datetime(2026, 10, 30, tzinfo=UTC))


@pytest.mark.parametrize(
    ("above", "below", "names"),
    [
        ("<h2>The one man who could mend them has gone home, and his coat has stayed behind.</h2>"
         "<p>By <a rel='author' href='/w/3'>Hanne Lund</a> and <a rel='author' href='/w/4'>Jin Ok</a> | 4 Nov 2026</p>",
         "", ("Hanne Lund", "Jin Ok")),
        ("<div class='nb-by'><img src='/p.jpg'><span>Hanne Lund</span><span>Border correspondent</span></div>", "",
         ("Hanne Lund",)),
        ("<div class='i'><span>4 ноября 2026</span><a class='nb-author' href='/w/3'>Анна Ли</a> <i>311</i></div>", "",
         ("Анна Ли",)),
        ("", "<p align='right'><i>Hanne Lund, Jin Ok</i></p>", ("Hanne Lund", "Jin Ok")),
    ],
)  # fmt: skip
def test_who_wrote_it_is_told_by_links_parts_and_signatures(above: str, below: str, names: tuple[str, ...]) -> None:
    article = read(above=above, below=below)
    assert article.authors == names
    assert PARAGRAPHS[-1] == article.text.split("\n")[-1]


def test_a_tag_of_the_site_does_not_date_an_article() -> None:
    stamp = "<p class='w'>4 November 2026</p>"
    article = read(head="<meta name='dcterms.created' content='2019-05-01'>", above=stamp)
    assert str(article.published)[:10] == "2026-11-04"


def test_code_that_holds_a_table_is_not_cut_to_it() -> None:
    code = "SELECT price,\n  week\nFROM rice\nWHERE week > 3;\n\nweek | price\n-----+------\n3 | 6200\n4 | 6350\n"
    assert "FROM rice" in read(f"<pre>{code}</pre>").text


@pytest.mark.parametrize("names", ["id='snsAnchor'", "class='share-wrap' itemprop='articleBody'"])
def test_box_named_for_buttons_that_holds_the_article_is_read(names: str) -> None:
    korean = "".join(f"<div>{n}일 혜산 장마당에서 쌀값이 조금 올랐다고 두 상인이 전했다.</div>" for n in range(3, 9))
    html = f"<!DOCTYPE html><html><head><title>쌀값</title></head><body><h3>쌀값</h3><div {names}>{korean}</div></body>"
    page = RawPage(
        url="https://x.example/n/7", outlet="x", fetched_at=datetime(2026, 11, 20, tzinfo=UTC), body=html.encode()
    )
    assert extract_article(page).text.count("두 상인이") == 6
