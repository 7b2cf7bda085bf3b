"""Pages that are no articles, by their kind, each in three templates and languages; and articles that are like them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from corpus.records import RawPage, Skip
from extract.article import extract_article


def read(inner: str, *, head: str = "", title: str = "Lock", status: int = 200) -> str:
    html = f"<!DOCTYPE html><html><head><title>{title}</title>{head}</head><body><div>{inner}</div></body></html>"
    page = RawPage(
        url="https://barge.example/p/7",
        outlet="x",
        fetched_at=datetime(2026, 11, 29, tzinfo=UTC),
        body=html.encode(),
        status=status,
    )
    return extract_article(page).text


def ld(kind: str, more: str = "") -> str:
    return f'<script type="application/ld+json">{{"@type": "{kind}"{more}}}</script>'


STAMPED = "<meta property='article:published_time' content='2026-11-25T09:00:00+09:00'>"
OFFER = ', "name": "The keeper\'s book", "offers": {"@type": "Offer", "price": "336"}'
# fmt: off
JOB = {
    "en": "<h1>Keeper</h1><p>The lock at Rongam, which passes nine "
    "barges a day, is looking for a keeper who can count "
    "and who does not mind fog. You will write down what goes "
    "through, and you will be known by name on the river.</p>"
    "<ul><li>$310 a month</li><li>A room above the gate</li></ul>"
    "<p>Send a letter to keeper@barge.example by Dec. 15.</p>",
    "ko": "<h1>갑문지기 모집</h1><p>하루에 배 아홉 척이 지나는 "
    "룡암 갑문에서 안개를 두려워하지 않는 갑문지기를 찾습니다.</p>"
    "<p>지원 자격: 셈을 할 줄 아는 분</p><p>급여: 월 31만 원</p>"
    "<p>제출 서류: 이력서</p><p>접수 기간: 12월 15일까지</p>",
    "zh": "<h1>招聘船闸看守员</h1><p>龙岩船闸每天有九艘驳船通过，现在需要一位不怕雾的看守员，负责登记过往船只。</p>"
    "<p>岗位职责：登记船只</p><p>任职要求：会算数</p><p>薪资：每月三千元</p><p>截止日期：12月15日</p>",
}
LOST = {
    "en": "<h1>High and dry</h1><p>We sounded the whole river for "
    "that page and it is not there. It may have been moved "
    "when the site was rebuilt in spring, or the link that you "
    "followed may have been cut short.</p><p>Try the search "
    "box above, or write to web@barge.example and give us the "
    "address that you were trying to reach.</p><p>Ref 404-7e</p>",
    "ko": "<h1>길을 잃으셨나요?</h1><p>찾으시는 페이지는 주소가 바뀌었거나 지워졌을 "
    "수 있습니다. 누리집을 고치면서 옛 글의 자리가 많이 달라졌습니다.</p>"
    "<p>입력하신 주소를 다시 확인하시거나 위의 검색창을 써 주시기 바랍니다. 오류 번호 404-7e</p>",
    "ru": "<h1>Сели на мель</h1><p>Мы искали эту страницу по всей "
    "реке, но её здесь нет. Возможно, ссылка устарела, или "
    "материал перенесли, когда мы весной переделывали сайт.</p>"
    "<p>Попробуйте поиск, вернитесь на главную или проверьте "
    "адрес, который вы набрали. Ошибка 404.</p>",
}
INVITED = {
    "en": "<h1>An evening on locks</h1><p>When: Thursday 10 December, 2 to 5.30 pm</p><p>Where: Customs House, 20th "
    "floor</p><p>Admission: free, 150 seats</p><p>We have asked "
    "those who have watched this river longest to tell what "
    "they know. Two keepers will show their books, and an engineer will explain the gates.</p><p>Contact: "
    "forum@barge.example</p>",
    "ko": "<h1>[알림] 갑문 포럼에 초대합니다</h1><p>일시: 2026년 12월 10일(목) 오후 2시</p><p>장소: 세관회관 20층</p>"
    "<p>참가비: 없음</p><p>강을 오래 지켜본 전문가들을 모시고 갑문의 어제와 오늘을 "
    "이야기합니다. 많은 관심을 바랍니다.</p><p>문의: forum@barge.example</p>",
    "ja": "<h1>水門フォーラムのご案内</h1><p>日時：12月10日（木）14時から</p>"
    "<p>会場：税関会館20階</p><p>参加費：無料</p>"
    "<p>長年この川を見てきた人たちを招き、水門の昨日と今日を語っていただきます。"
    "皆様のご来場をお待ちしております。</p><p>お問い合わせ：forum@barge.example</p>",
}
# fmt: on
GOODS = {
    "en": "<button>Add to bag</button>",
    "zh": "<button>加入購物車</button>",
    "ja": "<a href='#'>今すぐ購入</a>",
}
ABOUT_GOODS = (
    "<h1>The keeper's book</h1><p>Four winters on one lock, "
    "written down by the man who kept it and sold by weight.</p>"
    "<p>With three maps drawn by hand and a list of prices that the author himself calls far from complete.</p>"
)
ISSUE = {
    "en": ("Winter 2026", "Volume 9, number 4. 88 pages.", "Why this magazine still prints the tables of the tide."),
    "ko": ("겨울호", "통권 34호 · 2026년 겨울 · 88쪽", "이 잡지가 아직도 물때표를 싣는 까닭을 말한다."),
    "zh": ("冬季号", "2026年第4期 总第34期", "为什么这本杂志到今天还在刊登潮汐表，编者来回答。"),
}
HEADS = ("Letter", "The last coal ship to Svalbard", "Sand", "Ports the maps forgot")


@pytest.mark.parametrize("lang", JOB)
def test_vacancy_is_no_article(lang: str) -> None:
    with pytest.raises(Skip, match="job") as refused:
        read(JOB[lang], head=ld("JobPosting", ', "title": "Keeper"') if lang == "en" else "")
    assert refused.value.reason == "other-page"


@pytest.mark.parametrize("lang", LOST)
def test_playful_page_about_a_lost_address_is_no_article(lang: str) -> None:
    with pytest.raises(Skip) as refused:
        read(LOST[lang])
    assert refused.value.reason == "soft-404"


@pytest.mark.parametrize("lang", INVITED)
def test_invitation_is_no_article_though_it_has_a_day(lang: str) -> None:
    with pytest.raises(Skip, match="event") as refused:
        read(INVITED[lang], head=STAMPED)
    assert refused.value.reason == "other-page"


@pytest.mark.parametrize("lang", GOODS)
def test_goods_are_no_article(lang: str) -> None:
    with pytest.raises(Skip, match="goods") as refused:
        read(ABOUT_GOODS + GOODS[lang], head=ld("Product", OFFER))
    assert refused.value.reason == "other-page"


@pytest.mark.parametrize("lang", ISSUE)
def test_contents_of_an_issue_are_no_article(lang: str) -> None:
    name, volume, blurb = ISSUE[lang]
    items = "".join(f"<div><h3>{head} {name}</h3><p>{blurb}</p></div>" for head in HEADS)
    with pytest.raises(Skip) as refused:
        read(f"<h1>{name}</h1><p>{volume}</p><div>{items}</div>", title=f"Tide {name}")
    assert refused.value.reason in ("other-page", "list-page")


PROSE = "".join(
    f"<p>Keeper number {n} said that the gate had been shut for nine days, and that nobody had told him why.</p>"
    for n in range(5)
)


@pytest.mark.parametrize(
    "inner",
    [
        f"<h1>A lock looks for a keeper</h1><p>25 November 2026</p>{PROSE}<p>Pay: $310 a month.</p>",
        f"<h1>Where pages go to die</h1><p>25 November 2026</p>{PROSE}<p>Half of the links lead to error 404.</p>",
        f"<h1>Talk on locks draws a crowd</h1><p>25 November 2026</p>{PROSE}<p>When: Friday</p><p>Where: here</p>",
        f"<h1>A keeper's book</h1><p>25 November 2026</p>{PROSE}<p>Volume 2 is to come. 88 pages.</p>",
    ],
)
def test_article_on_such_a_thing_is_read(inner: str) -> None:
    assert "nobody had told him why" in read(inner)
