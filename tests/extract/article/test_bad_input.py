"""Whatever a page holds, it comes to an article or a reason within seconds."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.outcomes import OUTCOMES
from corpus.records import Article, RawPage, Skip
from extract.article import extract_article

PARAGRAPHS = "".join(f"<p>{text}</p>" for text in (
    "Traders in Hyesan said the price of corn fell by a tenth in the first week of November.",
    "The drop followed the arrival of eleven wagons of grain at the city's rail yard on Monday.",
    "A kilogram of rice, which most households cannot afford every day, stayed at the same price.",
))  # fmt: skip
ARTICLE = f"<article><h1>Corn falls</h1>{PARAGRAPHS}</article>"
PAGE = f"<html><head><title>Corn falls</title></head><body>{ARTICLE}</body></html>"
SECONDS = 5


def outcome(body: bytes, content_type: str = "text/html") -> Article | str:
    page = RawPage(
        url="https://demo.example/2025/corn", outlet="demo", fetched_at=datetime(2025, 11, 3, tzinfo=UTC), body=body,
        content_type=content_type,
    )  # fmt: skip
    try:
        return extract_article(page)
    except Skip as skip:
        return skip.reason


@pytest.fixture(scope="module", autouse=True)
def _warm() -> None:
    """Models are read once; the first page pays for it."""
    outcome(PAGE.encode())


BAD = {
    "ten megabytes of one line": "<html><body><p>" + "word " * 2_000_000 + "</p></body></html>",
    "ten megabytes without a space": "<html><body><p>" + "a" * 10_000_000 + "</p></body></html>",
    "fifty thousand nested boxes": "<html><body>" + "<div>" * 50_000 + PARAGRAPHS + "</div>" * 50_000,
    "fifty thousand nested spans": "<html><body>" + "<span>" * 50_000 + PARAGRAPHS,
    "fifty thousand links": "<html><body>"
    + "".join(f'<a href="/{n}">Story {n} of the day</a> ' for n in range(50_000)),
    "fifty thousand items": "<html><body><ul>"
    + "".join(f'<li><a href="/{n}">Story {n}</a></li>' for n in range(50_000)),
    "a hundred thousand line breaks": "<html><body><p>" + "a line of text<br>" * 100_000,
    "a picture below as many": "<html><body><p>" + "a line of text<br>" * 100_000 + "</p><img src=a.png></body></html>",
    "fifty thousand pictures": "<html><body><p>" + "<img>" * 50_000 + "x",
    "a hundred thousand attributes": "<html><body " + " ".join(f'a{n}="x"' for n in range(100_000)) + ">" + PARAGRAPHS,
    "nested tables": "<html><body>" + "<table><tr><td>" * 20_000 + PARAGRAPHS,
    "deep JSON-LD": '<html><script type="application/ld+json">' + "[" * 100_000 + "</script><body>" + PARAGRAPHS,
    "angle brackets": "<" * 1_000_000,
    "a script that never ends": "<html><body><script>var x='" + PARAGRAPHS * 40,
    "nothing": "",
}


@pytest.mark.parametrize("source", BAD.values(), ids=BAD.keys())
def test_bad_page_comes_to_an_outcome_in_time(source: str) -> None:
    outcome(PARAGRAPHS.encode())  # what is loaded once is not the page's
    started = time.process_time()
    found = outcome(source.encode())
    assert isinstance(found, Article) or found in OUTCOMES["extract"]
    assert time.process_time() - started < SECONDS


def test_page_of_links_alone_is_a_list() -> None:
    assert outcome(BAD["fifty thousand links"].encode()) == "list-page"


@pytest.mark.parametrize(
    "body",
    [
        PAGE.replace("e", "e\0").encode(),
        PAGE.encode("utf-16"),
        PAGE.replace("<head>", "<head><meta charset='utf-16'>").encode(),
        PAGE.replace("<head>", "<head><meta charset='no-such-charset'>").encode(),
        b"\xef\xbb\xbf" + PAGE.encode(),
        (PAGE + "<script>var x = '" + "x" * 100_000).encode(),
        PAGE.replace("</p>", "").replace("</article>", "").encode(),
    ],
    ids=["null bytes", "utf-16", "wrong charset", "unknown charset", "byte order mark", "open script", "unclosed"],
)
def test_damaged_page_still_gives_its_article(body: bytes) -> None:
    found = outcome(body)
    assert isinstance(found, Article)
    assert "eleven wagons" in found.text


def test_html_in_a_text_file_is_read_as_html() -> None:
    found = outcome(PAGE.encode(), "text/plain")
    assert isinstance(found, Article)
    assert "<p>" not in found.text


def test_twice_encoded_page_is_mended() -> None:
    text = PAGE.replace("city's", "city’s").replace("A kilogram", "“A kilogram” – it’s")
    found = outcome(text.encode("utf-8").decode("cp1252", "replace").encode())
    assert isinstance(found, Article)
    assert "city’s" in found.text


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_mutated_page_comes_to_an_outcome(data: st.DataObject) -> None:
    source = PAGE.encode()
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(source)))
        until = min(len(source), at + data.draw(st.integers(0, 80)))
        source = source[:at] + data.draw(st.binary(max_size=12)) + source[until:]
    found = outcome(source)
    assert isinstance(found, Article) or found in OUTCOMES["extract"]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400))
def test_any_text_comes_to_an_outcome(text: str) -> None:
    found = outcome(text.encode("utf-8", "replace"), "text/plain")
    assert isinstance(found, Article) or found in OUTCOMES["extract"]
