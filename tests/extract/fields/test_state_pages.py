"""Pages of state media as they are made: the site's name for a title, today's day above, the headline in large type,
reporters named with their office before them.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from corpus.records import RawPage
from extract.article import extract_article

FETCHED = datetime(2026, 3, 2, 6, tzinfo=UTC)
TEXT = "<br><br>".join(
    (
        "&nbsp;&nbsp;강선의 로동계급이 새로 꾸린 압연공정에서 첫 강판을 뽑아냈다. "
        "지난해에 비하여 실수률이 세배나 높아졌으며 전력소비도 눈에 띄게 줄어들었다고 한다.",
        "공정의 절반이상이 자체로 만든 설비들로 꾸려졌다. 직장장은 처음에 로라가 자주 멎어 "
        "애를 먹었지만 지금은 쉬임없이 돌아가고있다고 하면서 두툼한 작업일지를 펼쳐보였다.",
        "지금 여기서는 하루에 계획보다 40t을 더 생산하고있으며 새 강판은 원산과 남포의 배공장들에 보내지고있다. "
        "련합기업소의 책임일군은 다음달까지 두번째 공정도 완공할 결심이라고 하였다.",
    )
)


def page(headline: str, foot: str, *, style: str = "", meta: str = "") -> RawPage:
    body = (
        f"<html><head><title>동해의 등대</title>{meta}<style>td{{font-size:11pt}}{style}</style></head><body><table>"
        "<tr><td><img src=l.gif alt='동해의 등대'></td>"
        "<td>주체115(2026)년 3월 2일 월요일 | <a href=/eng>English</a></td></tr>"
        "<tr><td><marquee>당대회결정관철에로 부른 경제건설의 북소리를 더 높이 울리자! "
        "모두다 새로운 승리를 향하여 앞으로!</marquee></td></tr>"
        "<tr><td><a href=1>정치</a></td></tr><tr><td><a href=2>명승고적</a></td></tr></table>"
        f"<table><tr><td>{headline}<div id=cont>{TEXT}</div>{foot}</td></tr></table></body></html>"
    )
    return RawPage(url="http://tunghae.example/kor/view.php?no=12", outlet="t", fetched_at=FETCHED, body=body.encode())


@pytest.mark.parametrize(
    ("headline", "style"),
    [
        ("<div align=center class=tt>강판생산 세배로</div>", ".tt{font-size:16pt;font-weight:bold}"),
        ("<p class='big red'>강판생산 세배로</p>", ".big { color:red; font-size: 26px } .red{color:red}"),
        ("<div align=center><font size=5>강판생산 세배로</font></div>", ""),
    ],
)
def test_headline_is_what_the_page_sets_in_large_type(headline: str, style: str) -> None:
    article = extract_article(page(headline, "<div align=right>본사기자 박 은 심</div>", style=style))
    assert (article.title, article.authors) == ("강판생산 세배로", ("박은심",))


def test_day_beside_the_headline_is_believed_before_the_one_that_a_page_shows_each_day() -> None:
    headline = "<div class=tt>강판생산 세배로</div><div>경제 · 2025년 11월 21일</div>"
    article = extract_article(page(headline, "", style=".tt{font-size:18pt}"))
    assert article.published is not None
    assert article.published.date() == date(2025, 11, 21)


def test_day_in_the_address_is_believed_before_a_tag_that_says_the_day_of_the_fetch() -> None:
    made = page("<h1>강판생산 세배로</h1>", "", meta="<meta name=date content='2026-03-02'>")
    article = extract_article(
        RawPage(url="http://tunghae.example/2025/09/30/1.html", outlet="t", fetched_at=FETCHED, body=made.body)
    )
    assert article.published is not None
    assert article.published.date() == date(2025, 9, 30)
