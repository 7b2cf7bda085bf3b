"""Pages that stand in for another are told from articles."""

from __future__ import annotations

import pytest

from crawler.manners.stand_ins import stands_in

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
