"""An article beside a form to log in is an article; the page of the form alone is none."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from corpus.records import RawPage, Skip
from extract.article import extract_article

PROSE = (
    "<p>The price of rice in Hyesan rose to 9,700 won a kilogram this week, traders on both sides of it said.</p>"
    "<p>Stocks at the grain shops have run low since October, and the state has not said when more will come in.</p>"
    "<p>One trader who crosses to Changbai twice a month said on Monday that she had stopped selling on credit.</p>"
)
KOREAN = (
    "<p>혜산 장마당의 쌀값이 이번 주 1kg에 9,700원까지 올랐다고 양강도 소식통이 19일 전했다.</p>"
    "<p>국가 량곡판매소의 재고는 10월 말부터 줄었고, 언제 다시 들어올지는 알려지지 않았다.</p>"
)
PROMISES = (
    "<p>Sign in to read every story on the Border Post, to keep your reading list and to comment on what we write.</p>"
    "<p>Subscribers get the weekly letter on markets across the river, the price table and the archive since 2011.</p>"
)
STATED = '<meta property="article:published_time" content="2026-11-16T08:00:00Z">'


def page(head: str, body: str, path: str) -> RawPage:
    html = f"<html><head>{head}</head><body>{body}</body></html>"
    return RawPage(
        url=f"https://post.example/{path}",
        outlet="post",
        fetched_at=datetime(2026, 11, 20, tzinfo=UTC),
        body=html.encode(),
        content_type="text/html; charset=utf-8",
    )


def form(says: str) -> str:
    return f"<form action='/in'><h1>{says}</h1><input name='u'><input type='password'><button>{says}</button></form>"


@pytest.mark.parametrize(
    ("head", "body", "path"),
    [
        (f"<title>Rice dearer</title>{STATED}", f"{form('Log in')}<h1>Rice dearer</h1>{PROSE * 2}", "members/rice"),
        (f"<title>Your account</title>{STATED}", f"<h1>Rice dearer</h1>{PROSE}{form('Sign in')}", "sso/10"),
        ("<title>Rice dearer</title>", f"{form('Log in')}<h1>Rice dearer</h1><p>16 November 2026</p>{PROSE}", "n/2"),
        ("<title>쌀값</title>", f"{form('로그인')}<h2>혜산 쌀값 1만원</h2><p>입력 2026-11-16 08:00</p>{KOREAN}", "n/3"),
    ],
)
def test_prose_that_something_vouches_for_is_an_article_beside_the_form(head: str, body: str, path: str) -> None:
    assert extract_article(page(head, body, path)).text


@pytest.mark.parametrize(
    ("title", "path"), [("Log in | Border Post", "login"), ("Border Post", "u/5"), ("Sign in", "auth/start")]
)
def test_form_with_promises_is_no_article_though_the_page_says_so(title: str, path: str) -> None:
    head = f"<title>{title}</title><meta property='og:type' content='article'>"
    with pytest.raises(Skip) as refused:
        extract_article(page(head, f"{form('Sign in')}{PROMISES}", path))
    assert refused.value.reason == "other-page"
