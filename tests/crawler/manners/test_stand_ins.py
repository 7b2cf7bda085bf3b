"""Pages that stand in for another are told from articles."""

from __future__ import annotations

import pytest

from crawler.manners.stand_ins import stands_in, stands_in_place

ARTICLE = '<html><head><meta property="og:type" content="article"><title>{}</title></head><body>text</body></html>'
PLAIN = "<html><head><title>{}</title></head><body>{}</body></html>"


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("/member/login.php?returl=%2Fn%2F1", PLAIN.format("Desk Times", "")),
        ("/error/503.html", PLAIN.format("Desk Times", "")),
        ("/n/1", PLAIN.format("서비스 점검 안내", "")),
        ("/n/1", PLAIN.format("Сайт закрыт: технические работы", "")),
        ("/n/1", PLAIN.format("Desk Times", "<form><input name=p type='password'></form>")),
    ],
)
def test_forms_notices_and_error_pages_stand_in(path: str, page: str) -> None:
    assert stands_in(f"https://desk.example{path}", page.encode())


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("/n/rail-maintenance-brigade-praised", ARTICLE.format("Rail maintenance brigade praised")),
        ("/2026/03/blogin-market", PLAIN.format("Blogin market opens", "")),
        ("/n/1", ARTICLE.format("How to log in to Kwangmyong") + "<input type=password>"),
    ],
)
def test_articles_do_not(path: str, page: str) -> None:
    assert not stands_in(f"https://desk.example{path}", page.encode())


LONG = "<p>" + "We are carrying out work on our servers. " * 60 + "</p>"
IN_PLACE = {
    "log-in": "<html><title>Member Login</title><form><input type=password></form><p>Please log in.</p></html>",
    "maintenance": "<html><title>Site maintenance</title><p>We will be back soon.</p></html>",
    "점검": "<html><title>시스템 점검 안내</title><p>이용에 불편을 드려 죄송합니다.</p></html>",
    "gone": "<html><title>404 - Page not found | Desk</title><p>It may have been moved.</p></html>",
    "cookies": "<html><title>Before you continue</title><p>We value your privacy. Accept all?</p></html>",
    "bot check": "<html><title>Just a moment...</title><p>Checking your browser</p></html>",
    "database": "<html><title>Database Error</title><h1>Error establishing a connection</h1></html>",
    "script": '<html><script>alert("삭제된 기사입니다.");history.back();</script></html>',
    "refresh": '<html><meta http-equiv="refresh" content="0;url=/login"><body>Moved</body></html>',
}


@pytest.mark.parametrize("name", IN_PLACE)
def test_a_notice_at_an_articles_own_address_is_not_the_article(name: str) -> None:
    assert stands_in_place(IN_PLACE[name].encode(), "Rice dearer at Hyesan", content_type="text/html; charset=utf-8")


@pytest.mark.parametrize(
    ("title", "listed", "body"),
    [
        ("Site maintenance", None, LONG),  # much to read
        ("Site maintenance begins at Wonsan pier", "Site maintenance begins", "<h1>Site maintenance begins at Wonsan"),
        ("Top 500 traders fined", None, "<p>A brief of the day, with few words.</p>"),
        ("김정은, 양덕 온천 공사 현지 점검", None, "<p>조선중앙통신이 2일 보도했다.</p>"),
        ("", None, '<script type="application/json">{"body": "words"}</script>'),
    ],
)
def test_an_article_about_such_things_is(title: str, listed: str | None, body: str) -> None:
    page = f"<html><title>{title}</title><body>{body}</body></html>".encode()
    assert stands_in_place(page, listed, content_type="text/html; charset=utf-8") == ""
