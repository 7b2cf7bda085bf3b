"""Pages in markup of many makers: which are articles, and by which reason the others are refused."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from corpus.records import Article, RawPage, Skip
from crawler.outlets import Outlet
from extract.article import extract_article

FETCHED = datetime(2026, 3, 10, tzinfo=UTC)
COOKIE_BAR = (
    "<div class='cookie-bar'><p>We use cookies and similar technologies to measure visits to this site.</p></div>"
)
FOOTER = "<footer><p>The Tumen Ledger is published in Seoul.</p></footer>" + COOKIE_BAR
LEAD = "North Korea shut its rail crossing at Namyang on Friday, two traders in Tumen said."
MORE = "No reason was given, and freight of fertiliser is waiting on the Chinese side."
TEASERS = (
    ("Rice up again in Hyesan", "A kilogram of rice costs 8,900 won in the northern city, a tenth more."),
    ("Coal boats wait at Nampo", "Eleven boats lie off the port and nobody will say what they wait for."),
    ("Shoe factory short of rubber", "The soles that came by rail in January are used up, workers say."),
    ("Tractor plant shows a model", "It has the engine of a Chinese lorry and the cabin of an older tractor."),
    ("Two trains a week for timber", "The line to Manpo carries logs again after nine months of silence."),
)


def page(body: str, *, head: str = "", path: str = "/a/1", lang: str = "en", listed: str | None = None) -> RawPage:
    html = f"<!DOCTYPE html><html lang='{lang}'><head>{head}</head><body>{body}{FOOTER}</body></html>"
    url = f"https://ledger.example{path}"
    return RawPage(url=url, outlet="ledger", fetched_at=FETCHED, body=html.encode(), title=listed, found_in="feed")


def crawled(raw: RawPage, **keys: str) -> Article:
    known = {"country": "kr", "language": "en", "name": "Tumen Ledger", **keys}
    outlet = Outlet(id="ledger", homepage="https://ledger.example/", kind="daily", **known)
    return extract_article(raw, outlet=outlet, crawled=True)


def cards(made: str) -> str:
    return "".join(made.format(title=title, teaser=teaser, n=n) for n, (title, teaser) in enumerate(TEASERS))


LISTS = {
    "headline in a link": "<li><a href='/s/{n}'><h3>{title}</h3></a><p>{teaser}</p><time>March {n}, 2026</time></li>",
    "tile that is a link": "<a class='tile' href='/s/{n}'><div>{title}</div><div>{teaser}</div></a>",
    "teaser cut short": "<div class='row'><h2><a href='/s/{n}'>{title}</a></h2><p>{teaser} […]</p></div>",
    "title and read more": "<div class='v'><h2><a href='/s/{n}'>{title}</a></h2><p>{teaser}</p>"
    "<a href='/s/{n}'>Read more about it</a></div>",
    "table of titles": "<table><tr><td><a href='/s/{n}'>{title}</a> [2026.03.0{n}]</td></tr></table>",
}


@pytest.mark.parametrize("made", LISTS.values(), ids=LISTS)
def test_list_is_refused_whatever_its_cards_are_made_of(made: str) -> None:
    with pytest.raises(Skip) as refused:
        crawled(page(f"<h1>Markets</h1><div class='all'>{cards(made)}</div>", head="<title>Markets</title>"))
    assert refused.value.reason == "list-page"


def test_author_page_with_a_long_biography_is_a_list() -> None:
    about = "<h1>Ok Na-rae</h1><p>Ok Na-rae covers prices. She studied in Busan and has written for us since 2019. " * 4
    with pytest.raises(Skip) as refused:
        crawled(page(about + cards(LISTS["headline in a link"]), head="<meta property='og:type' content='profile'>"))
    assert refused.value.reason == "list-page"


def test_brief_beside_cards_of_other_articles_is_an_article() -> None:
    head = "<meta property='article:published_time' content='2026-03-06T11:20:00Z'>"
    body = f"<article><h1>Namyang crossing shut</h1><p>{LEAD}</p></article>{cards(LISTS['headline in a link'])}"
    assert crawled(page(body, head=head)).text == LEAD


@pytest.mark.parametrize(
    ("head", "listed"),
    [
        ("<meta property='article:published_time' content='2026-03-06T11:20:00Z'>", None),
        ("<title>Tumen Ledger</title>", "Namyang crossing shut"),
    ],
    ids=["dated", "listed under its title"],
)
def test_brief_of_two_sentences_is_kept_where_something_vouches_for_it(head: str, listed: str | None) -> None:
    body = f"<main><h1>Namyang crossing shut</h1><p>{LEAD}</p><p>{MORE}</p></main>"
    assert crawled(page(body, head=head, listed=listed)).text == f"{LEAD}\n{MORE}"


def test_brief_that_nothing_vouches_for_is_too_short() -> None:
    with pytest.raises(Skip, match="too-short"):
        crawled(page(f"<main><h1>Notice</h1><p>{LEAD}</p></main>"))


REFUSED = {
    "consent in German": (
        "consent-wall",
        "<h1>Willkommen</h1><p>Wir und unsere 213 Partner verarbeiten personenbezogene Daten mithilfe von Cookies.</p>"
        "<p>Sie haben die Wahl und können Ihre Einwilligung jederzeit widerrufen.</p>",
    ),
    "consent in French": (
        "consent-wall",
        "<h2>Vous avez le choix</h2><p>Avec votre accord, nos 96 partenaires et nous utilisons des cookies pour traiter"
        " des données personnelles telles que votre visite sur ce site.</p>",
    ),
    "consent in Korean": (
        "consent-wall",
        "<h1>쿠키 사용 동의</h1><p>맞춤 콘텐츠와 광고를 보여 드리고 이용 현황을 분석하기 위해 쿠키를"
        " 사용합니다. 계속하시려면 동의해 주십시오.</p>",
    ),
    "bot check in a box": ("challenge", "<h2>One more step</h2><p>Please wait.</p><div class='h-captcha'></div>"),
    "bot check of a rented maker": (
        "challenge",
        "<h1>Please verify you are a human</h1><div id='px-captcha'></div><p>Reference ID: 1</p>",
    ),
    "gone, in a paragraph": ("soft-404", "<div class='alert'><p>기사가 존재하지 않습니다.</p><a>이전</a></div>"),
    "gone, in a heading": ("soft-404", "<h1>Whoops</h1><p>We couldn’t find that page.</p>"),
    "gone, and expired": ("soft-404", "<h1>This content has expired</h1><p>It is no longer online.</p>"),
    "gone, in an alert": ("soft-404", "<script>alert('삭제된 기사입니다.');history.back()</script>"),
    "registration": (
        "paywall-teaser",
        "<h1>What the port pays</h1><p>The pay list runs to nine pages.</p>"
        "<div><h3>Register to keep reading</h3></div>",
    ),
    "Korean subscription": (
        "paywall-teaser",
        "<h2>회사의 장부</h2><p>장부는 두 권이었다.</p><div><b>이 기사는 유료 구독자만 볼 수 있습니다</b></div>",
    ),
    "pictures": ("video", "<h1>In pictures: ice on the Yalu</h1><p>Boats lie in the ice.</p>"),
    "Korean video": ("video", "<h1>[영상] 신의주의 아침</h1><p>압록강 건너의 아침 풍경을 담았다.</p>"),
}


@pytest.mark.parametrize(("reason", "body"), REFUSED.values(), ids=REFUSED)
def test_page_that_is_no_article_is_refused_by_its_reason(reason: str, body: str) -> None:
    footer = FOOTER if "script" not in body else ""
    raw = page(body)
    raw = RawPage(
        url=raw.url, outlet="ledger", fetched_at=FETCHED, body=raw.body.replace(FOOTER.encode(), footer.encode())
    )
    with pytest.raises(Skip) as refused:
        crawled(raw)
    assert refused.value.reason == reason


def test_short_article_above_a_cookie_bar_is_no_consent_wall() -> None:
    assert crawled(page(f"<h1>Namyang</h1><p class='byline'>By Ok Na-rae, 6 March 2026</p><p>{LEAD}</p>")).text == LEAD


def test_old_page_of_nested_tables_gives_its_text_alone() -> None:
    menu = "<table><tr><td>Politics</td></tr><tr><td>Economy</td></tr></table>"
    story = f"<table><tr><td><b>Namyang crossing shut</b></td></tr><tr><td>{LEAD}<br>{MORE}</td></tr></table>"
    body = f"<table><tr><td colspan=2>Home | Photo</td></tr><tr><td>{menu}</td><td>{story}</td></tr></table>"
    assert crawled(page(body, listed="Namyang crossing shut")).text == f"{LEAD}\n{MORE}"


def test_title_of_the_listing_wins_where_the_page_has_no_heading() -> None:
    body = f"<div><b>Namyang crossing shut</b></div><div>{LEAD}<br>{MORE}</div>"
    raw = page(body, head="<title>NEWS AGENCY OF THE RIVER</title>", listed="Namyang crossing shut")
    assert crawled(raw).title == "Namyang crossing shut"


@pytest.mark.parametrize(
    "byline",
    [
        "<div class='post-author__name'>Ok Na-rae</div>",
        "<div>Submitted by <span itemprop='author'>Ok Na-rae</span> on Fri, 03/06/2026 - 11:20</div>",
        "<p>By Ok Na-rae3 days ago4 min read</p>",
    ],
)
def test_author_is_read_from_markup_of_many_makers(byline: str) -> None:
    body = f"<h1>Namyang crossing shut</h1>{byline}<time datetime='2026-03-06T11:20:00Z'></time><p>{LEAD}</p>"
    article = crawled(page(body))
    assert article.authors == ("Ok Na-rae",)
    assert article.text == LEAD


def test_clock_time_without_a_zone_is_the_countrys() -> None:
    body = f"<h1>Namyang crossing shut</h1><p>Posted 2026-03-02 09:14</p><p>{LEAD}</p><p>{MORE}</p>"
    assert crawled(page(body)).published == datetime(2026, 3, 2, 0, 14, tzinfo=UTC)
    assert crawled(page(body), country="us").published == datetime(2026, 3, 2, 9, 14, tzinfo=UTC)


def test_day_without_a_clock_time_stays_that_day() -> None:
    body = f"<h1>Namyang crossing shut</h1><p>Posted 2 March 2026</p><p>{LEAD}</p><p>{MORE}</p>"
    assert crawled(page(body)).published == datetime(2026, 3, 2, tzinfo=UTC)
