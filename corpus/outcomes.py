"""Why an address gives nothing: every reason that a stage may write into `outcomes`, with what it means."""

from __future__ import annotations

import re

HTTP_STATUS = "http-<status>"
_HTTP = re.compile(r"http-\d+")

OUTCOMES: dict[str, dict[str, str]] = {
    "crawl": {
        "address-hidden": "a search service lists the article and does not give its address",
        "bad-address": "not an address of http or https that can be asked",
        "bad-query": "a search service does not understand what it was asked",
        "challenge": "a bot check in place of the page or the listing; it is left alone",
        "connection-lost": "the connection broke off",
        "credentials": "the address holds a user name",
        "cut-body": "less of the page or listing came than was announced, or the page ends in the middle of its text",
        "damaged": "a listing of which only some entries could be read",
        "dns": "no such host",
        "duplicate-url": "the address leads to a page that is kept under another one",
        "empty": "an empty answer",
        "empty-feed": "a listing without an entry that has an address",
        "failed": "no answer, and no word why",
        "forgotten": "the address was taken down (`jangmadang forget`)",
        "gone": "a page once kept has left its address",
        "held": "the host asked to be left alone for a while",
        "homepage": "the address leads to the front page",
        HTTP_STATUS: "the server answered with this status",
        "ignored": "the request was dropped before it was made",
        "internal-error": "an error that nobody foresaw; what it broke on is kept in `faults/`",
        "no-contact": "real outlets are asked only once JANGMADANG_CONTACT is set",
        "noai": "the page reserves itself against machines that learn",
        "not-a-feed": "a page, or other data, where the feed should be",
        "not-a-sitemap": "another document where the sitemap should be",
        "not-article": "the address does not fit the outlet's `article_url`",
        "not-html": "neither HTML nor text",
        "not-modified-unasked": 'a listing or page answered "not modified" to a request without conditions',
        "offsite": "the outlet listed it, on another site",
        "private-address": "the host is not on the public internet",
        "rate-limited": "the server asks for fewer requests",
        "redirect-loop": "redirected too often",
        "redirected-offsite": "redirected to another site",
        "robots": "robots.txt forbids it",
        "robots-unreachable": "robots.txt could not be read",
        "stand-in": "a page that stands in for the article: a log-in form, a notice, a bot check, another article",
        "tdm-reserved": "the host or the page reserves itself against text mining",
        "timeout": "no answer in time",
        "tls": "no secure connection",
        "too-large": "larger than any page or listing",
        "too-slow": "it took more processor time than any page or listing may; it is kept in `faults/`",
        "unparsable": "a listing, or an answer, that cannot be read",
        "unreachable": "the host took no connection",
    },
    "import": {
        "bad-address": "not an address of http or https",
        "bad-date": "a WARC's record without a date that can be read",
        "bad-line": "a line that is no JSON object with a `url` and `html` or `text`",
        "cut-body": "a WARC's record, or the page in it, that ends before its end",
        "empty": "an empty file or body",
        "forgotten": "the address was taken down (`jangmadang forget`)",
        HTTP_STATUS: "a WARC's record of an answer with this status",
        "internal-error": "an error that nobody foresaw; what it broke on is kept in `faults/`",
        "not-html": "a WARC's record of something else than a page",
        "other-host": "a WARC's record of a host that was not asked for",
        "too-large": "larger than any page",
        "unchanged": "a WARC's record that a page had not changed",
        "unparsable": "no WARC, or a damaged record of one",
    },
    "extract": {
        "challenge": "a bot check in the page's place",
        "consent-wall": "a cookie or privacy wall in the page's place",
        "damaged-body": "none of the page's stored bodies can be unpacked any more",
        "duplicate-url": "another page gives the article at this canonical address",
        "extractor-failed": "the extractor, or the outlet's own path, broke on the page",
        "home-page": "the front page",
        HTTP_STATUS: "the server's error",
        "internal-error": "an error that nobody foresaw; what it broke on is kept in `faults/`",
        "language": "crawled, and not in its outlet's language",
        "later-part": "a later page of an article in several, joined to the first",
        "list-page": "a section, tag, author or search page: links to articles, and no article",
        "live-ticker": "a ticker of short entries by the minute",
        "no-text": "nothing readable in the page",
        "not-utf-8": "a text given to `jangmadang entities` in another encoding, in which offsets would not hold",
        "off-topic": "crawled, and not about North Korea's economy",
        "other-page": "a form to log in, a person's or goods' page, an event, a programme, an issue's contents",
        "paywall-teaser": "hardly a sentence before a paywall's prompt",
        "soft-404": "an error page served as a page",
        "too-short": "of too few words, and crawled, or to the reader: a form, a wall, a lost page",
        "too-slow": "it took more processor time than any page may; it is kept in `faults/`",
        "video": "a video or pictures, and no article",
    },
    **{
        stage: {
            "internal-error": "an error that nobody foresaw; what it broke on is kept in `faults/`",
            "too-slow": "it took more processor time than any article may; it is kept in `faults/`",
        }
        for stage in ("tag", "resolve", "cluster", "events", "facts")
    },
}
"""Reasons by stage; those after extraction refuse nothing but what they break on. `HTTP_STATUS` stands for any one."""


def check_reason(reason: str, *, stage: str | None = None) -> None:
    """Refuses a reason that no stage, or not this one, knows.

    Raises:
        ValueError: the reason is not in `OUTCOMES`.
    """
    known = OUTCOMES.values() if stage is None else [OUTCOMES.get(stage, {})]
    slug = HTTP_STATUS if _HTTP.fullmatch(reason) else reason
    if reason == HTTP_STATUS or not any(slug in reasons for reasons in known):
        raise ValueError(f"{reason!r} is no reason{f' of the stage {stage!r}' if stage else ''} in corpus/outcomes.py")


def outcomes_table() -> str:
    """The reasons as a Markdown table."""
    rows = [f"| {stage} | `{reason}` | {known[reason]} |" for stage, known in OUTCOMES.items() for reason in known]
    return "\n".join(["| stage | reason | meaning |", "| --- | --- | --- |", *rows]) + "\n"
