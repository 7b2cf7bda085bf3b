"""A few lines of text are an article only where a day, a name or the page's own word vouches for it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from corpus.records import RawPage, Skip
from extract.article import extract_article

LOGIN = (
    "<h1>Good to see you</h1><p>What you were about to read is kept for those who pay for it. Write down your address"
    " and we shall bring you back to it.</p><p>No account? The year costs nine dollars and ends when you say so.</p>"
)
LOST = (
    "<h1>Nothing lies here</h1><p>We looked under this address and behind it, and there was no story. It may have been"
    " given another name since you saved it.</p>"
)
CHOICE = (
    "<h1>First, your choice</h1><p>Ninety-four firms would like to learn what you read here and to sell it.</p>"
    "<p>Say yes and we shall let you on to the page, or look at the ninety-four of them one by one.</p>"
)


def read(inner: str, *, head: str = "", lines: str = "") -> str:
    html = f"<!DOCTYPE html><html><head><title>T</title>{head}</head><body><main>{inner}{lines}</main></body></html>"
    page = RawPage(
        url="https://barge.example/p/7", outlet="x", fetched_at=datetime(2026, 11, 29, tzinfo=UTC), body=html.encode()
    )
    return extract_article(page).text


@pytest.mark.parametrize("inner", [LOGIN, LOST, CHOICE])
def test_a_few_lines_without_a_day_or_a_name_are_refused(inner: str) -> None:
    with pytest.raises(Skip) as refused:
        read(inner)
    assert refused.value.reason in ("too-short", "consent-wall")


@pytest.mark.parametrize(
    "vouching",
    [
        {"head": "<meta property='og:type' content='article'>"},
        {"head": "<meta name='publishdate' content='2026-11-20'>"},
        {"lines": "<p class='byline'>By Hanne Lund</p>"},
    ],
)
def test_a_brief_that_something_vouches_for_is_read(vouching: dict[str, str]) -> None:
    brief = "<h1>Barge runs aground</h1><p>A barge with coal ran aground below Sinuiju, two boatmen said on Friday.</p>"
    assert "ran aground below Sinuiju" in read(brief, **vouching)


def test_a_brief_with_a_stamp_by_its_headline_is_read() -> None:
    brief = "<h1>Barge runs aground</h1><p>20 November 2026</p><p>A barge with coal ran aground, two boatmen said.</p>"
    assert "two boatmen said" in read(brief)
