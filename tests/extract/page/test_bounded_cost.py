"""Pages that cost seconds or broke the reader: each ends as an article within a bound that a slow machine meets."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest

from corpus.records import Article, RawPage
from extract.article import extract_article
from extract.fields.authors import clean_names, split_byline
from extract.page.decoding import decode_page
from extract.page.long_paragraphs import with_parted_paragraphs
from extract.page.parsing import parse_tree

LINE = "Coal exports from Rason port rose 10 percent in May, the ministry said on Monday in a report. "


def read(body: str | bytes, head: str = "") -> Article:
    page = body if isinstance(body, bytes) else f"<html><head>{head}<title>Coal</title></head>{body}</html>".encode()
    at = datetime(2026, 6, 1, tzinfo=UTC)
    return extract_article(RawPage(url="https://k.example/1", outlet="k", fetched_at=at, body=page, found_in="import"))


def article(text: str) -> str:
    return f"<body><article><h1>Coal</h1>{f'<p>{LINE}</p>' * 6}{text}</article></body>"


@pytest.mark.parametrize(
    "run", [" " * 9_000, "\t\n" * 20_000, "a" * 50_000, "A b, " * 9_000, "a.b-" * 12_000, ", and " * 9_000]
)
def test_names_of_authors_cost_no_more_the_longer_they_are(run):
    for value in ("Kim Chol", "By Kim Chol"):  # what is loaded once is not the names'
        clean_names([value])
        split_byline(value)
    began = time.process_time()
    for value in (f"Kim{run}Chol", f"By Kim{run}", run, f"Kim{run}x@"):
        clean_names([value])
        split_byline(value)
    assert time.process_time() - began < 2
    assert clean_names(["Kim   Chol\n\n and\tRi  Song"]) == ("Kim Chol", "Ri Song")


def test_a_page_of_ten_thousand_items_is_read_in_time():
    read(article(""))  # what is loaded once is not the page's
    began = time.process_time()
    found = read(article("<p>C" + "<li>item</li>" * 11_000))
    assert LINE.strip() in found.text and time.process_time() - began < 12


@pytest.mark.parametrize(
    "inside",
    [
        '<a href="/{0}">Coal{0}</a> ',
        "<b>Coal{0}</b> and ",
        "rose{0}<sup>{0}</sup> ",
        "Coal{0} <time>2026-03-02</time> ",
        "<ins>Coal{0}</ins> ",
        "<span><em>Coal{0}</em></span> fell. ",
    ],
)
@pytest.mark.parametrize("around", ["{}", "<strong>{}</strong>", "<b><i>{}</i></b>"])
def test_a_paragraph_of_thousands_of_elements_costs_in_step_with_them(inside, around):
    """Each text of a paragraph was compared with all the others in it, and for each time tag all were joined."""
    read(article(""))
    spent = []
    for count in (2_000, 8_000):
        run = around.format("".join(inside.format(number) for number in range(count)))
        page = article(f"<p>{run}</p>")
        began = time.process_time()
        read(page)
        spent.append(time.process_time() - began)
    assert spent[1] < 7 * spent[0] + 1  # four times as many; the square of it is sixteen


def test_a_parted_paragraph_keeps_its_words_and_what_stands_behind_it():
    words = [f"ton{number}" for number in range(3_000)]
    run = " ".join(f"<b>{word}</b> left." for word in words)
    tree = parse_tree(f"<html><body><div><p class=x>Begun {run}</p>behind <p>{LINE}</p></div></body></html>")
    assert tree is not None
    said = tree.text_content().split()
    tree = with_parted_paragraphs(tree)
    assert tree.text_content().split() == said
    parts = tree.body.findall(".//p[@class='x']")
    assert len(parts) > 2 and (parts[0].tail or "") == "" and parts[-1].tail.strip() == "behind"
    assert all(part.text_content().rstrip().endswith("left.") for part in parts)


@pytest.mark.parametrize("sign", ["&#1;", "&#x1b;", "\x01", "\x0b", "&#xfffe;", "&#xd800;", "\ufffe"])
def test_control_characters_in_a_long_run_break_nothing(sign):
    assert LINE.strip() in read(article(f"<p>{LINE * 800}{sign}{LINE * 200}</p>")).text


@pytest.mark.parametrize(
    "name", ["idna", "punycode", "unicode_escape", "undefined", "base64", "rot13", "hex", "utf-7", "nonsense", "mbcs"]
)
def test_a_charset_that_no_page_has_is_passed_over(name):
    body = f'<html><head><meta charset="{name}"><title>T</title></head>'.encode() + article("<p>\xe9</p>").encode(
        "latin-1"
    )
    assert LINE.strip() in read(body).text
    assert "Coal" in decode_page(body, f"text/html; charset={name}")


def test_page_of_blanks_is_read_in_no_time() -> None:
    """The byline of one small page held a thousand blanks, and the author's pattern took a cubic time over them."""
    blanks = " " * 60_000
    page = f"<meta name=author content='By Kim{blanks}x'><p>a{blanks}|{blanks}b</p>".encode()
    decoded = decode_page(page)
    assert len(decoded) < 2000
    assert decode_page(b"a" + b" " * 299 + b"b") == "a" + " " * 299 + "b"


def test_what_a_browser_takes_for_a_comment_costs_no_fragment_its_article() -> None:
    said = "".join(f"<p>{LINE}{number}</p>" for number in range(4))
    at = datetime(2026, 6, 1, tzinfo=UTC)
    body = f"<p>1 June 2026 <b>Rason</b><![CDATA[ad]]> <i>Coal</i></p>{said}".encode()
    page = RawPage(url="https://k.example/1", outlet="k", fetched_at=at, body=body, found_in="import")
    assert LINE.strip() in extract_article(page).text
