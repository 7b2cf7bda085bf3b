"""Each kind of page that is no article is refused by its own reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from corpus.records import Article, RawPage, Skip, Topic
from crawler.outlets import Outlet
from extract.article import extract_article
from extract.gates import REASONS, check_crawled
from extract.topics.classifier import RELEVANCE

FETCHED = datetime(2025, 11, 3, 9, 0, tzinfo=UTC)
STORY = (
    "Traders in Hyesan said the price of corn fell by a tenth in the first week of November, after a long summer.",
    "The drop followed the arrival of eleven wagons of grain at the city's rail yard on Monday, porters there said.",
    "A kilogram of rice, which most households cannot afford every day, stayed at the same price as in October.",
)
PROSE = "".join(f"<p>{text}</p>" for text in STORY)
CARD = (
    '<div class="card"><h2><a href="/{0}">Border market story number {0}</a></h2>'
    "<p>It began when the snow came down…</p></div>"
)
OUTLET = Outlet(
    id="demo", name="Demo", homepage="https://demo.example/", country="gb", language="en", kind="daily", topic_gate=0.4
)


def page(
    body: str, *, title: str = "A story", head: str = "", url: str = "https://demo.example/news/1", status: int = 200
) -> RawPage:
    html = f"<html><head><title>{title}</title>{head}</head><body>{body}</body></html>"
    return RawPage(url=url, outlet="demo", fetched_at=FETCHED, body=html.encode(), status=status)


REFUSED = {
    "consent-wall": page(
        "<h1>Before you continue</h1><p>We and our 300 partners use cookies and data to deliver our services and to"
        " measure how they are used.</p><p>If you accept all, we also use cookies to show personalised content and to"
        " measure the effectiveness of advertisements.</p>",
        title="Before you continue",
    ),
    "challenge": page(
        "<h1>One moment, please</h1><p>Checking if the connection is secure.</p>", title="Just a moment...", status=403
    ),
    "soft-404": page("<h1>Page not found</h1><p>Sorry, it may have been moved.</p>", title="Demo"),
    "home-page": page(PROSE, url="https://demo.example/"),
    "list-page": page("<h1>Economy</h1>" + "".join(CARD.format(n) for n in range(12)), title="Economy"),
    "live-ticker": page(
        "<h1>Markets live</h1><ol class='liveblog'>"
        + "".join(f"<li><time>{9 + n}:15</time><div>The won traded at {1300 + n}.</div></li>" for n in range(8))
        + "</ol>",
        title="Markets live",
    ),
    "video": page("<h1>Watch: ferry leaves Rajin</h1><video src='/v.mp4'></video><p>Video 1:47</p>", title="Watch"),
    "no-text": page("<h1>A story</h1>"),
    "http-410": page("<h1>Gone</h1>", status=410),
}


@pytest.mark.parametrize("reason", REFUSED)
def test_page_that_is_no_article_is_refused_by_name(reason: str) -> None:
    with pytest.raises(Skip) as refused:
        extract_article(REFUSED[reason])
    assert refused.value.reason == reason


def test_every_reason_is_documented() -> None:
    assert {reason for reason in REFUSED if not reason.startswith("http")} <= REASONS.keys()


def test_article_is_not_refused() -> None:
    assert extract_article(page(f"<h1>Corn falls</h1>{PROSE}")).text.split("\n") == list(STORY)


def test_article_about_cookies_is_not_refused() -> None:
    body = (
        "<h1>Biscuit plant bakes cookies</h1>"
        + PROSE
        + "<p>Its cookies are sold in the capital's shops, we learned.</p>"
    )
    assert "capital" in extract_article(page(body, title="Biscuit plant bakes cookies")).text


def test_article_with_a_related_list_is_no_list() -> None:
    links = "".join(f"<li><a href='/{n}'>Another border story, number {n}</a></li>" for n in range(12))
    assert not extract_article(page(f"<h1>Corn falls</h1>{PROSE}<ul>{links}</ul>")).partial


@pytest.mark.parametrize(
    "prompt",
    ["Log in to continue reading this article.", "This article is for subscribers only.", "유료 회원 전용 기사입니다."],
)
def test_paywall_teaser_is_kept_as_partial(prompt: str) -> None:
    article = extract_article(
        page(f"<article><h1>Corn falls</h1>{PROSE}<div class='gate'><p>{prompt}</p></div></article>")
    )
    assert article.partial
    assert prompt not in article.text


def test_prompt_within_a_whole_article_makes_nothing_partial() -> None:
    prompt = "<div class='register'><p>Register for free to read three more articles this month.</p></div>"
    assert not extract_article(page(f"<article><h1>Corn falls</h1><p>{STORY[0]}</p>{prompt}{PROSE}</article>")).partial


def article(**changes: object) -> Article:
    whole = Article(
        url="https://demo.example/1", outlet="demo", title="Corn", text=" ".join(STORY), fetched_at=FETCHED,
        method="test", language="en", topics=(Topic(name=RELEVANCE, score=0.9),),
    )  # fmt: skip
    return replace(whole, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"text": "Too little."}, "too-short"),
        ({"language": "de"}, "language"),
        ({"topics": (Topic(name=RELEVANCE, score=0.1),)}, "off-topic"),
    ],
)
def test_crawled_article_is_refused_for(changes: dict[str, object], reason: str) -> None:
    with pytest.raises(Skip) as refused:
        check_crawled(article(**changes), OUTLET)
    assert refused.value.reason == reason


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"text": "A teaser.", "partial": True},
        {"text": "북한 혜산시의 옥수수 값이 11월 첫째 주에 떨어졌다. " * 5, "language": "ko"},
        {"topics": ()},
    ],
    ids=["whole", "teaser", "dense script", "unscored"],
)
def test_crawled_article_passes(changes: dict[str, object]) -> None:
    check_crawled(article(**changes), replace(OUTLET, language=str(changes.get("language", "en"))))
