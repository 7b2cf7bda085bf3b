"""Pages of outlets that nobody had met that are no articles, each kind in three more templates and languages."""

from __future__ import annotations

import pytest

from corpus.records import Skip
from tests.extract.article.test_foreign_layouts import TONGUES, headed, read, told

HEADLINES = {
    "en": (
        "Buses run to the port on Sundays",
        "The man who audited a dam",
        "A squid comes back to Hunchun",
        "Coal in one chart",
    ),
    "ko": (
        "나선 버스 요금 중국 돈으로 1원",
        "대동강맥주 캔으로도 나왔다",
        "새벽 세 시 자갈치의 경매사",
        "대구 안경테 관세에 울다",
    ),
    "zh": ("口岸夜话报关员的第三支笔", "一座东北小城的暖气账本", "沈阳二手书市又热闹了", "丹东草莓卖到了莫斯科去"),
}
TEASERS = {
    "en": "The No. 5 now runs to the port on Sundays, and someone works at weekends to keep it warm.",
    "ko": "시내버스를 타려면 중국 돈 1원을 내야 하고 잔돈이 없으면 껌을 거슬러 준다는 이야기도 있다.",
    "zh": "这座城市的冬天很长，锅炉房的师傅说，今年的煤价比去年低了一成，账本却更难看了一些。",
}


def cards(lang: str, made: str) -> str:
    return "".join(made.format(title=title, teaser=TEASERS[lang], n=n) for n, title in enumerate(HEADLINES[lang]))


@pytest.mark.parametrize(
    ("lang", "title", "made"),
    [
        (
            "en",
            "Rason Archives - Page 2 of 4 - Harbour",
            "<li><h2><a href='#'>{title}</a></h2><p>{teaser}</p><time>Jan 22</time></li>",
        ),
        (
            "ko",
            "항구일보 :: 북한산업 기사목록",
            "<table><tr><td><a href='#'><b>{title}</b></a> <i>노 기자 | 2025-03-0{n}</i></td></tr>"
            "<tr><td>{teaser}</td></tr></table>",
        ),
        ("zh", "标签：口岸 - 港口网", "<div class='it'><a href='#'><h3>{title}</h3></a><p>{teaser}</p></div>"),
    ],
)
def test_list_that_says_so_in_its_title_is_no_article_though_its_tags_do(lang: str, title: str, made: str) -> None:
    head = f"<title>{title}</title><meta property='og:type' content='article'>"
    with pytest.raises(Skip) as refused:
        read(f"<main><h1>{title.split(' - ')[0]}</h1>{cards(lang, made)}</main>", lang=lang, head=head, title=False)
    assert refused.value.reason == "list-page"


@pytest.mark.parametrize(
    ("lang", "said", "more"),
    [
        ("zh", "页面没有找到", "您要找的页面可能已被删除、更名。5秒钟之后将会带您进入首页。"),
        ("ko", "페이지가 없어졌습니다", "찾으시는 페이지가 옮겨졌거나 지워졌습니다. 5초 뒤에 첫 화면으로 갑니다."),
        (
            "en",
            "Nothing lives at this address",
            "The page you wanted may have moved. You will be taken to the home page in 5 seconds.",
        ),
    ],
)
def test_page_that_leads_away_from_a_lost_address_is_no_article(lang: str, said: str, more: str) -> None:
    links = "".join(f"<li>{title}</li>" for title in HEADLINES[lang])
    body = f"<div class='m'><h1>{said}</h1><p>{more}</p><a href='/'>OK</a><ul class='guess'>{links}</ul></div>"
    with pytest.raises(Skip) as refused:
        read(body, lang=lang, head=f"<title>{said} - Harbour</title>", title=False)
    assert refused.value.reason == "soft-404"


def test_articles_about_lists_and_lost_things_are_read() -> None:
    for title in ("Archives of the port are opened", "Tag prices in the market rise", "Lost and found at the border"):
        article = read(f"<main><h1>{title}</h1>{told('en')}</main>", head=f"<title>{title}</title>", title=False)
        assert article.text.split("\n") == list(TONGUES["en"])
    assert read(f"<main>{headed('zh')}{told('zh')}</main>", lang="zh").text


@pytest.mark.parametrize(
    ("lang", "title", "row"),
    [
        ("en", "Harbour letter: all numbers - Harbour",
         "<td><a href='/n/{n}'>{title}</a></td><td>2026-01-0{n}</td><td>22,900</td>"),
        ("ko", "주보 지난 호 - 항구일보",
         "<td>2026.01.0{n}</td><td><a href='/n/{n}'>{title}</a></td><td>4{n},100</td>"),
        ("zh", "周报 全部期次 - 港口网",
         "<td><a href='/n/{n}'>{title}</a></td><td>2026-01-0{n}</td><td>22,{n}00</td><td>7.2</td>"),
    ],
)  # fmt: skip
def test_table_of_numbers_that_have_been_out_is_no_article(lang: str, title: str, row: str) -> None:
    rows = "".join("<tr>" + row.format(title=head, n=n) + "</tr>" for n, head in enumerate(HEADLINES[lang] * 2, 1))
    body = f"<main><h1>{title.split(' - ')[0]}</h1><table class='arch'><tbody>{rows}</tbody></table></main>"
    with pytest.raises(Skip) as refused:
        read(body, lang=lang, head=f"<title>{title}</title>", title=False)
    assert refused.value.reason == "list-page"


@pytest.mark.parametrize(
    ("lang", "title", "captions"),
    [
        ("ko", "[화보] 항구의 겨울",
         ("여객선이 부두를 떠난다.", "어부가 그물을 손질한다.", "세관 앞에 선 사람들.", "밤의 등대.")),
        ("zh", "图片库：港口的一天", ("客轮驶离码头。", "渔民在补网。", "海关门前的人们。", "夜里的灯塔。")),
        ("en", "Photo diary: winter in the harbour",
         ("The ferry leaves the pier.", "A net is mended by hand.", "People at the customs.", "The light at night.")),
        ("ja", "【写真集】冬の港", ("桟橋を離れる客船。", "網を繕う漁師。", "税関の前の人々。", "夜の灯台。")),
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "made",
    [
        "<li><a href='#'><img src='/{n}.jpg'></a><p>{text}</p><span>{n}/4</span></li>",
        "<div class='s'><img src='/{n}.jpg' alt=''><div class='d'>{text}</div></div>",
    ],
)
def test_pictures_with_a_line_each_are_no_article(lang: str, title: str, captions: tuple[str, ...], made: str) -> None:
    inside = "".join(made.format(n=n, text=text) for n, text in enumerate(captions, 1))
    body = f"<main><h1>{title}</h1><div><span>2026-01-25 11:00</span></div><ul class='slide'>{inside}</ul></main>"
    with pytest.raises(Skip) as refused:
        read(body, lang="en" if lang == "ja" else lang, head=f"<title>{title} - X</title>", title=False)
    assert refused.value.reason == "video"


@pytest.mark.parametrize(
    ("lang", "title", "said"),
    [
        ("en", "Register to read - Harbour", "You have read your three free features this month"),
        ("en", "Harbour", "You have reached your limit of free articles"),
        ("ko", "구독 안내 - 항구일보", "이번 달 무료 기사를 모두 읽으셨습니다"),
        ("zh", "会员 - 港口网", "您本月的免费阅读篇数已用完"),
    ],
)
def test_wall_with_plans_and_a_form_to_log_in_is_no_article(lang: str, title: str, said: str) -> None:
    plans = "".join(
        f"<div><h3>{n}</h3><p>£{n}9 a year</p><ul><li>All features and data</li></ul></div>" for n in (1, 2)
    )
    form = "<form><input name='u'><input type='password'><button>Go</button></form>"
    more = "<p>Register at no cost to read two more, or take it all back to 1995.</p>"
    body = f"<main><h1>{said}</h1>{more}{plans}{form}</main>"
    with pytest.raises(Skip):
        read(body, lang=lang, head=f"<title>{title}</title>", title=False)
