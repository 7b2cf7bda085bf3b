"""Pages that are no articles: guestbooks and the like, events told in lists, lists that og:type calls articles."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from corpus.records import RawPage, Skip
from extract.article import extract_article

TITLES = ("Squid waits for ice on the quay", "A second cold store for Rason", "Taxis double their fares")
LEADS = (
    "The ferry brought forty tonnes on Monday and nobody had ordered ice, the harbour master said.",
    "The plant freezes forty tonnes a day and ships to Hunchun, a manager told visitors last week.",
    "Passengers have turned to bicycles, and drivers share rides outside the station at night.",
)


def outcome(body: str, title: str, *, lang: str = "en", head: str = "", path: str = "a/7") -> str:
    html = (
        f"<!DOCTYPE html><html lang='{lang}'><head><meta charset='utf-8'><title>{title} | Quay</title>{head}</head>"
        f"<body><main>{body}</main></body></html>"
    )
    fetched = datetime(2026, 11, 29, 6, tzinfo=UTC)
    try:
        extract_article(RawPage(url=f"https://q.example/{path}", outlet="q", fetched_at=fetched, body=html.encode()))
    except Skip as skip:
        return skip.reason
    return "article"


@pytest.mark.parametrize(
    ("title", "lang", "body"),
    [
        ("Readers' guestbook", "en", f"<b>Helmut</b> (3 Nov 2017)<br>{LEADS[0]}<hr><b>anon</b><br>{LEADS[1]}"),
        (
            "留言板",
            "zh",
            "<p>王先生：贵报是否还有纸版发行，订阅价格是多少，能否寄到延吉。</p><p>匿名：口岸星期二重新开放。</p>",
        ),
        ("Glossary of terms", "en", "<p>Donju: people with money who lend it.</p><p>Servi-cha: a bus for hire.</p>"),
    ],
)
def test_a_page_whose_headline_is_what_such_a_page_is_called_is_no_article(title: str, lang: str, body: str) -> None:
    assert outcome(f"<h1>{title}</h1>{body}", title, lang=lang) == "other-page"


def test_a_headline_that_speaks_of_a_guestbook_is_an_article_s() -> None:
    title = "The guestbook of the Emperor Hotel tells of better years"
    assert outcome(f"<h1>{title}</h1>" + "".join(f"<p>{lead}</p>" for lead in LEADS), title) == "article"


@pytest.mark.parametrize(
    ("title", "lang", "labels", "prose"),
    [
        (
            "Border trade: a workshop",
            "en",
            (("Date", "14 May 2024"), ("Venue", "Hall B"), ("Fee", "Free")),
            "Three researchers show results. Seats go in the order of registration.",
        ),
        (
            "북한 경제 세미나",
            "ko",
            (("일시", "2024년 5월 14일 오후 2시"), ("장소", "한빛회관 3층"), ("발표", "정다운")),
            "무역을 주제로 세 편의 발표가 이어집니다. 참가를 원하시는 분은 전자우편을 보내 주십시오.",
        ),
        (
            "Embargo economies: a talk",
            "en",
            (("When", "14 May 2024"), ("Where", "Suite 400"), ("Speakers", "P. Lind")),
            "Join us for a conversation on how embargoed economies find suppliers, and for a drink after it.",
        ),
    ],
)
def test_an_event_told_in_a_list_is_no_article(
    title: str, lang: str, labels: tuple[tuple[str, str], ...], prose: str
) -> None:
    told = "".join(f"<dt>{label}</dt><dd>{said}</dd>" for label, said in labels)
    assert outcome(f"<h1>{title}</h1><dl>{told}</dl><p>{prose}</p>", title, lang=lang) == "other-page"


def test_a_table_with_the_same_labels_that_asks_nobody_to_come_is_an_article_s() -> None:
    rows = (("Date", "14 May 2024"), ("Place", "Sinuiju"), ("Price", "6,400 won"))
    told = "".join(f"<tr><th>{label}</th><td>{said}</td></tr>" for label, said in rows)
    body = f"<h1>Rice in Sinuiju</h1><table>{told}</table><p>{LEADS[0]}</p>"
    assert outcome(body, "Rice in Sinuiju") == "article"


@pytest.mark.parametrize(
    "card",
    [
        "<li class=n><a href='/a/{0}'><strong>{1}</strong></a><p class=lead>{2}</p><span>2026.11.2{0}</span></li>",
        "<div class=n><h3><a href='/a/{0}'>{1}</a></h3><p>{2}</p><time>2{0} November 2026</time></div>",
        "<article class=n><a href='/a/{0}'>{1}</a><div>{2}</div><small>2026-11-2{0}</small></article>",
    ],
)
def test_a_list_of_dated_teasers_is_none_though_og_type_says_so(card: str) -> None:
    cards = "".join(card.format(n, title, lead) for n, (title, lead) in enumerate(zip(TITLES, LEADS, strict=True)))
    head = "<meta property='og:type' content='article'>"
    assert outcome(f"<h2>Economy</h2><ul>{cards}</ul>", "Economy", head=head, path="list/economy") == "list-page"


def test_a_lost_article_is_said_in_japanese() -> None:
    title = "お探しの記事は見つかりませんでした"
    body = f"<h1>{title}</h1><p>掲載期間が終了したか、URLが間違っている可能性があります。</p>"
    assert outcome(body, title, lang="ja") == "soft-404"
