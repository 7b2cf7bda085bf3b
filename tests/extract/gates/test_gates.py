"""Each kind of page that is no article is refused by its own reason."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from functools import wraps
from typing import Any, get_type_hints

import pytest

from corpus.outcomes import OUTCOMES
from corpus.records import Article, RawPage, Skip, Topic
from crawler.outlets import Outlet
from extract import gates
from extract.article import extract_article
from extract.gates import GATES, RECORDS, Gate, When, ask
from extract.page.parsing import decode
from extract.page.trip_records import CrawledArticle
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


ALERT = "<script>alert('삭제된 기사입니다.');history.back()</script>"
TICKER = "".join(f"<li><time>{9 + n}:15</time><div>The won traded at {1300 + n}.</div></li>" for n in range(8))
LINKS = "".join(f"<li><a href='/s/{n}'>Border market story number {n}</a></li>" for n in range(12))
PICTURES = "".join(f"<figure><img src='/{n}.jpg'><figcaption>Ice at pier {n}</figcaption></figure>" for n in range(5))
LOST = (
    "<h1>Adrift</h1><p>We looked for that page and it is not there. The link may be old, or it was moved in spring.</p>"
    "<p>Check the address that you typed, or try the search box above. Ref 404-17.</p>"
)
LABEL = "<div>{}</div><p>The pay list runs to nine pages.</p>"
PASSWORD = "<label>Name <input type='email'></label><label>Word <input type='password'></label>"
LEDE = "<div class='row'><a href='/s/{0}'>Border market story number {0}</a><p>{1}</p></div>"
GERMAN = (
    "<p>Händler sagten, der Preis für Mais sei in der ersten Woche des Novembers um ein Zehntel gefallen.</p>"
    "<p>Elf Wagen mit Getreide kamen am Montag am Bahnhof der Stadt an, und der Reis blieb so teuer wie zuvor.</p>"
    "<p>Ein Kilogramm Reis, das sich die meisten Haushalte nicht jeden Tag leisten können, kostet mehr.</p>"
)
SPORT = (
    "<p>The striker scored twice in the cup final in Madrid, and the visitors never found their way into the match.</p>"
    "<p>The coach praised the team's defence, and the fans sang in the stadium until long after midnight.</p>"
    "<p>The club has won the trophy four times, and its next match is at home on Sunday against Seville.</p>"
)
PROMPT = "<div class='gate'><p>Log in to continue reading this article.</p></div>"


def imported(raw: RawPage) -> Article:
    return extract_article(raw, outlet=OUTLET)


def crawled(raw: RawPage) -> Article:
    return extract_article(raw, outlet=OUTLET, crawled=True)


def text_page(text: str) -> RawPage:
    return RawPage(
        url="https://demo.example/1", outlet="demo", fetched_at=FETCHED, body=text.encode(), content_type="text/plain"
    )


REFUSED = {
    "unparsed_alert": ("soft-404", replace(page(""), body=ALERT.encode())),
    "unparsed": ("no-text", replace(page(""), body=b"<html><frameset></frameset></html>")),
    "links_alone": ("list-page", page(LINKS * 70)),
    "challenge_heading": ("challenge", page("<p>Checking the connection.</p>", title="Just a moment...", status=403)),
    "error_heading": ("soft-404", page("<h1>Page not found</h1><p>It may have been moved.</p>")),
    "challenge_marks": ("challenge", page("<p>Wait.</p><script src='/challenge-platform/x.js'></script>")),
    "refused_with_little_text": ("challenge", page("<p>Forbidden.</p>", status=403)),
    "server_error": ("http-410", page("<h1>Gone</h1>", status=410)),
    "blank_alert": ("soft-404", page(ALERT, title="Demo")),
    "login_form": ("other-page", page(f"<h1>Log in</h1><form>{PASSWORD}</form>", title="Log in to the Border Post")),
    "consent_wall": (
        "consent-wall",
        page(
            "<h1>Before you continue</h1><p>We and our 300 partners use cookies and data to deliver our services and"
            " to measure how they are used.</p><p>If you accept all, we also use cookies to show personalised content"
            " and to measure the effectiveness of advertisements.</p>"
        ),
    ),
    "front_page": ("home-page", page(PROSE, url="https://demo.example/")),
    "live_ticker": ("live-ticker", page(f"<h1>Markets live</h1><ol class='liveblog'>{TICKER}</ol>")),
    "video": ("video", page("<h1>Watch: ferry leaves Rajin</h1><video src='/v.mp4'></video><p>Video 1:47</p>")),
    "bot_check_in_place": ("challenge", page(LABEL.format("You have been blocked"))),
    "error_in_place": ("soft-404", page(LABEL.format("기사가 존재하지 않습니다."))),
    "lost_address": ("soft-404", page(LOST)),
    "prompt_in_place": ("paywall-teaser", page("<h1>What the port pays</h1><h3>Register to keep reading</h3>")),
    "list_of_articles": ("list-page", page("<h1>Economy</h1>" + "".join(CARD.format(n) for n in range(12)))),
    "cards_alike": ("list-page", page("<h1>Corn</h1>" + "".join(LEDE.format(n, text) for n, text in enumerate(STORY)))),
    "page_of_the_site": ("other-page", page(f"<h1>Write to us</h1>{PROSE}", url="https://demo.example/contact/")),
    "gallery": ("video", page(f"<h1>In pictures: ice on the Yalu</h1><p>Boats lie in the ice.</p>{PICTURES}")),
    "links_left": ("list-page", page(f"<footer><ul>{LINKS}</ul></footer>")),
    "nothing_left": ("no-text", page("<h1>A story</h1>")),
    "nothing_vouches": (
        "too-short",
        page("<h1>Welcome</h1><p>We kept the page for you. Tell us your address and we will bring you back.</p>"),
    ),
    "short_teaser": ("paywall-teaser", page(f"<article><h1>The port</h1><p>Pay is late.</p>{PROMPT}</article>")),
    "no_line": ("no-text", text_page("Share\n\nPrint")),
    "too_short": ("too-short", page("<h1>Notice</h1><p>The crossing at Namyang is shut on Friday, traders said.</p>")),
    "other_language": ("language", page(f"<h1>Getreide</h1>{GERMAN}")),
    "off_topic": ("off-topic", page(f"<h1>Cup final</h1>{SPORT}")),
}  # fmt: skip


@pytest.fixture
def refusing(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the checks that have refused a page since."""
    names: list[str] = []

    def watched(gate: Gate) -> Gate:
        @wraps(gate.check)  # the version of extraction, should it be worked out now, is made of the checks' names
        def check(record: Any) -> str | None:
            detail = gate.check(record)
            if detail is not None:
                names.append(gate.check.__name__)
            return detail

        return replace(gate, check=check)

    monkeypatch.setattr(gates, "GATES", tuple(watched(gate) for gate in GATES))
    return names


@pytest.mark.parametrize("check", [gate.check.__name__ for gate in GATES])
def test_every_gate_refuses_a_page_by_its_reason(check: str, refusing: list[str]) -> None:
    reason, raw = REFUSED[check]
    with pytest.raises(Skip) as refused:
        crawled(raw)
    assert (refusing, refused.value.reason) == ([check], reason)


@pytest.mark.parametrize("check", ["too_short", "other_language", "off_topic"])
def test_gate_for_crawled_articles_lets_imports_pass(check: str) -> None:
    assert imported(REFUSED[check][1]).text


def test_spared_gate_is_not_asked() -> None:
    raw = REFUSED["off_topic"][1]
    assert extract_article(raw, outlet=OUTLET, crawled=True, spared=("off-topic",)) == imported(raw)


def test_gates_are_asked_from_the_page_to_the_article() -> None:
    moments = list(When)
    assert [gate.when for gate in GATES] == sorted((gate.when for gate in GATES), key=moments.index)


@pytest.mark.parametrize("gate", GATES, ids=lambda gate: gate.check.__name__)
def test_gate_is_documented_and_takes_what_it_is_handed(gate: Gate) -> None:
    assert re.fullmatch(r"[A-Z][^\n]+\.", gate.refuses)
    (record,) = (kind for name, kind in get_type_hints(gate.check).items() if name != "return")
    assert record is RECORDS[gate.when]


def test_reasons_of_extraction_are_those_of_its_gates_and_seven_that_are_none() -> None:
    elsewhere = {"damaged-body", "duplicate-url", "extractor-failed", "internal-error", "later-part", "not-utf-8"}
    elsewhere |= {"too-slow"}
    assert OUTCOMES["extract"].keys() - elsewhere == {gate.slug for gate in GATES}


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
    prompt = "<p>6 March 2026</p><div class='register'><p>Register for free to read more articles this month.</p></div>"
    assert not extract_article(page(f"<article><h1>Corn falls</h1><p>{STORY[0]}</p>{prompt}{PROSE}</article>")).partial


def article(**changes: object) -> CrawledArticle:
    whole = Article(
        url="https://demo.example/1", outlet="demo", title="Corn", text=" ".join(STORY), fetched_at=FETCHED,
        method="test", language="en", topics=(Topic(name=RELEVANCE, score=0.9),),
    )  # fmt: skip
    found = replace(whole, **changes)  # type: ignore[arg-type]
    outlet = replace(OUTLET, language="ko" if changes.get("language") == "ko" else "en")
    return CrawledArticle(article=found, decoded=decode(page(""), outlet))


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
        ask(When.CRAWLED, article(**changes))
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
    ask(When.CRAWLED, article(**changes))
