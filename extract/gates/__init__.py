"""The gates: what a page must be for its text to become an article. All of them, in the order they are asked, here."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import Enum
from typing import Any

from corpus.outcomes import HTTP_STATUS
from corpus.records import Skip
from extract.gates import crawled_gates, lists, other_pages, page_gates, text_gates
from extract.page.trip_records import Body, CrawledArticle, ParsedPage


class When(Enum):
    """When a gate is asked, in words."""

    PAGE = "the page as a whole"
    TEXT = "the text read from it"
    TEASER = "a text that a paywall's prompt follows"
    PLAIN = "a text without markup"
    CRAWLED = "an article that the crawl found"


RECORDS = {
    When.PAGE: ParsedPage,
    When.TEXT: Body,
    When.TEASER: Body,
    When.PLAIN: Body,
    When.CRAWLED: CrawledArticle,
}
"""What a gate is handed by when it is asked."""


@dataclass(frozen=True, slots=True)
class Gate:
    """One reason to refuse a page: its slug, when it is asked, and the check.

    The check takes the record of `RECORDS` and gives None, or a line for a person (perhaps an empty one) that refuses.
    Its docstring's line says what it refuses.
    """

    slug: str
    when: When
    check: Callable[[Any], str | None]

    @property
    def refuses(self) -> str:
        """What the gate refuses, in a line."""
        return (self.check.__doc__ or "").strip()


GATES: tuple[Gate, ...] = (
    Gate("soft-404", When.PAGE, page_gates.unparsed_alert),
    Gate("no-text", When.PAGE, page_gates.unparsed),
    Gate("list-page", When.PAGE, page_gates.links_alone),
    Gate("challenge", When.PAGE, page_gates.challenge_heading),
    Gate("soft-404", When.PAGE, page_gates.error_heading),
    Gate("challenge", When.PAGE, page_gates.challenge_marks),
    Gate("challenge", When.PAGE, page_gates.refused_with_little_text),
    Gate(HTTP_STATUS, When.PAGE, page_gates.server_error),
    Gate("soft-404", When.PAGE, page_gates.blank_alert),
    Gate("other-page", When.PAGE, other_pages.login_form),
    Gate("consent-wall", When.PAGE, page_gates.consent_wall),
    Gate("home-page", When.PAGE, page_gates.front_page),
    Gate("live-ticker", When.TEXT, text_gates.live_ticker),
    Gate("video", When.TEXT, text_gates.video),
    Gate("challenge", When.TEXT, text_gates.bot_check_in_place),
    Gate("soft-404", When.TEXT, text_gates.error_in_place),
    Gate("soft-404", When.TEXT, other_pages.lost_address),
    Gate("paywall-teaser", When.TEXT, text_gates.prompt_in_place),
    Gate("list-page", When.TEXT, lists.list_of_articles),
    Gate("list-page", When.TEXT, other_pages.cards_alike),
    Gate("other-page", When.TEXT, other_pages.page_of_the_site),
    Gate("video", When.TEXT, text_gates.gallery),
    Gate("list-page", When.TEXT, text_gates.links_left),
    Gate("no-text", When.TEXT, text_gates.nothing_left),
    Gate("too-short", When.TEXT, text_gates.nothing_vouches),
    Gate("paywall-teaser", When.TEASER, text_gates.short_teaser),
    Gate("no-text", When.PLAIN, text_gates.no_line),
    Gate("too-short", When.CRAWLED, crawled_gates.too_short),
    Gate("language", When.CRAWLED, crawled_gates.other_language),
    Gate("off-topic", When.CRAWLED, crawled_gates.off_topic),
)
"""Every gate, in the order of asking: the first that refuses names the reason."""


def ask(when: When, record: ParsedPage | Body | CrawledArticle, *, spared: Collection[str] = ()) -> None:
    """Asks the gates for one moment of a page's trip, but those whose slugs are `spared`.

    Raises:
        Skip: a gate refuses.
    """
    for gate in GATES:
        if gate.when is not when or gate.slug in spared:
            continue
        detail = gate.check(record)
        if detail is not None:
            raise Skip(_reason(gate.slug, record), detail)


def _reason(slug: str, record: ParsedPage | Body | CrawledArticle) -> str:
    if slug == HTTP_STATUS and isinstance(record, ParsedPage):
        return f"http-{record.decoded.raw.status}"
    return slug


def gates_table() -> str:
    """The gates as a Markdown table, in order."""
    rows = [f"| {gate.when.value} | `{gate.slug}` | {gate.refuses} |" for gate in GATES]
    return "\n".join(["| asked of | reason | refuses |", "| --- | --- | --- |", *rows]) + "\n"
