"""Shapes of pages found on sites that no rule was made for, each in three layouts and languages."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from corpus.records import Article, RawPage
from extract.article import extract_article

ENGLISH = (
    "The ferry that links Rason with the Russian coast sailed again on Thursday after four winters in the harbour.",
    "Two shipping agents in Vladivostok said that she carried flour, window glass and eleven people with bags.",
    "A berth costs 260 dollars, and the next sailing has been announced for the first week of the coming month.",
    "Port workers painted the gangway, and customs officers came up from Chongjin to look into every single crate.",
    "Nobody at the company would say how many people may travel, or who had asked for the line to be opened again.",
    "The old timetable still hangs in the waiting room, with prices that were changed eight years ago in pencil.",
    "Fishermen at the pier remembered her name, and one of them said that his uncle had worked in the engine room.",
)
KOREAN = (
    "라선과 러시아 연해주를 잇는 여객선이 네 해 만에 다시 바다로 나갔다고 현지 소식통이 목요일 전했다.",
    "블라디보스토크의 해운 대리점 두 곳은 배에 밀가루와 창유리, 승객 열한 명이 실려 있었다고 밝혔다.",
    "좌석 하나의 값은 260달러이며 다음 운항은 다음 달 첫째 주로 예정되어 있다고 관계자는 설명했다.",
    "항만 노동자들은 난간을 새로 칠했고 세관원들은 청진에서 올라와 상자를 하나하나 열어 보았다고 한다.",
    "회사 측은 몇 사람이 탈 수 있는지, 누가 항로를 다시 열자고 했는지 아무 말도 하지 않았다고 전했다.",
    "대합실에는 여덟 해 전에 마지막으로 고친 요금표가 연필 자국 그대로 아직도 걸려 있다고 한다.",
    "부두의 어부들은 배 이름을 기억했고 그중 한 사람은 삼촌이 기관실에서 일했다고 이야기했다.",
)
CHINESE = (
    "连接罗先与俄罗斯滨海边疆区的客轮在停航四年之后，于本周四再次驶出港口，岸上有数十人前来送行。",
    "符拉迪沃斯托克的两家船务代理说，船上装的是面粉和窗玻璃，另有十一名旅客带着行李上了船。",
    "一个铺位的价格是二百六十美元，下一个航次已经定在下个月的第一个星期，船票可以在码头购买。",
    "码头工人重新漆了舷梯，海关人员从清津赶来，把每一个木箱都打开检查了一遍，直到傍晚才结束。",
    "公司没有人愿意说明究竟可以载多少旅客，也没有人说明是谁提出要重新开通这条已经荒废的航线。",
    "候船室里还挂着旧的时刻表，上面的票价是八年前用铅笔改过的，至今没有人想到要把它取下来。",
    "码头上的渔民还记得这艘船的名字，其中一个人说，他的叔叔曾经在机舱里干过好几年的活。",
)
TONGUES = {"en": ENGLISH, "ko": KOREAN, "zh": CHINESE}
TITLES = {
    "en": "Rason ferry sails again after four winters",
    "ko": "라선 여객선 네 해 만에 다시 출항",
    "zh": "罗先客轮时隔四年再次启航",
}


def read(
    body: str, *, head: str = "", lang: str = "en", url: str = "https://harbour.example/news/4411", title: bool = True
) -> Article:
    named = f"<title>{TITLES[lang]}</title>" if title else ""
    html = f"<!DOCTYPE html><html lang='{lang}'><head>{named}{head}</head><body>{body}</body></html>"
    fetched = datetime(2026, 3, 10, tzinfo=UTC)
    return extract_article(RawPage(url=url, outlet="harbour", fetched_at=fetched, body=html.encode()))


def told(lang: str, made: str = "<p>{}</p>") -> str:
    return "".join(made.format(text) for text in TONGUES[lang])


def headed(lang: str) -> str:
    return f"<h1>{TITLES[lang]}</h1>"


@pytest.mark.parametrize(
    ("lang", "names"),
    [("en", "cmp-text"), ("ko", "cmp cmp-paragraph"), ("zh", "b9-text-image cmp--body")],
)
def test_components_of_a_content_system_are_no_cookie_bars(lang: str, names: str) -> None:
    made = f"<div class='{names}'><p>{{}}</p></div>"
    body = f"<main>{headed(lang)}{told(lang, made)}</main>"
    assert read(body, lang=lang).text.split("\n") == list(TONGUES[lang])


@pytest.mark.parametrize(
    ("lang", "after"),
    [
        ("en", "<div hidden id='gt'><h1>Original text</h1></div>"),
        ("ko", "<footer><h1>항구일보</h1></footer>"),
        ("zh", "<div class='pop'><h1>用手机看新闻</h1><span>扫一扫</span></div>"),
    ],
)
def test_heading_below_the_article_makes_no_kickers_of_its_short_lines(lang: str, after: str) -> None:
    short = {"en": "Four sailings a month", "ko": "한 달에 네 차례", "zh": "每月四班"}[lang]
    texts = TONGUES[lang]
    prose = f"<p>{texts[0]}</p><p>{texts[1]}</p><p>{short}</p>" + "".join(f"<p>{text}</p>" for text in texts[2:])
    article = read(f"<article><h2>{TITLES[lang]}</h2>{prose}</article>{after}", lang=lang)
    assert short in article.text.split("\n")


@pytest.mark.parametrize("lang", TONGUES)
def test_paragraph_broken_by_hand_into_many_lines_is_told_once(lang: str) -> None:
    texts = TONGUES[lang]
    width = 40 if lang == "en" else 20
    broken = [
        "\n".join(text[i : i + width] for i in range(0, len(text), width)) for text in (" ".join(texts), texts[0])
    ]
    prose = "".join(f"<p><span>Rason, </span><i>MV Mangyongbong: </i><span>{text}</span></p>" for text in broken)
    article = read(f"<article>{headed(lang)}{prose}</article>", lang=lang)
    assert len(article.text) < 1.2 * sum(map(len, broken))


@pytest.mark.parametrize(
    ("lang", "made"),
    [
        ("en", "<p class='paywall'>{}</p>"),
        ("ko", "<p class='article-body__paywall'>{}</p>"),
        ("zh", "<p class='metered'>{}</p>"),
    ],
)
def test_paragraphs_behind_a_wall_stay_though_one_speaks_of_members(lang: str, made: str) -> None:
    texts = list(TONGUES[lang])
    texts[3] = {
        "en": "Whoever wants to travel must register with the harbour office and become a member of the seamen's club.",
        "ko": "배를 타려는 사람은 항만 사무소에 등록하고 선원 구락부의 회원 증을 받아야 한다고 관계자가 말했다.",
        "zh": "想要乘船的人必须先在港务办公室登录姓名，并且取得海员俱乐部的订阅凭证，然后才能买到船票。",
    }[lang]
    body = f"<article>{headed(lang)}{''.join(made.format(text) for text in texts)}</article>"
    assert read(body, lang=lang).text.split("\n") == texts


COMMENT = {
    "en": "I sailed on her in my youth, and the soup was better than anything that I have eaten on land since then. ",
    "ko": "젊었을 때 저 배를 탄 적이 있는데 그때 먹은 국은 그 뒤로 뭍에서 먹은 어떤 것보다도 맛이 좋았습니다. ",
    "zh": "我年轻的时候坐过这艘船，船上的汤比我后来在岸上喝过的任何一种汤都要好喝得多，至今难忘。",
}
LD = '<script type=\'application/ld+json\'>{"@type": "NewsArticle", "headline": "%s"}</script>'


@pytest.mark.parametrize(
    ("lang", "box", "comment"),
    [
        (
            "en",
            "<div class='comments-area'>{}</div>",
            "<div><article class='talk'><div><p>{}</p></div></article></div>",
        ),
        (
            "ko",
            "<section id='comments'>{}</section>",
            "<article><header>이름</header><div class='b'><p>{}</p></div></article>",
        ),
        ("zh", "<div id='disqus_thread'>{}</div>", "<article><div class='t'><p>{}</p><p>{}</p></div></article>"),
    ],
)
def test_long_discussion_below_an_article_is_none_of_it(lang: str, box: str, comment: str) -> None:
    said = "".join(comment.replace("{}", f"{COMMENT[lang] * 4}{n}.") for n in range(30))
    body = f"<article class='post'>{headed(lang)}<div class='entry'>{told(lang)}</div></article>{box.format(said)}"
    text = read(f"<main>{body}</main>", lang=lang).text
    assert TONGUES[lang][-1] in text
    assert COMMENT[lang].strip() not in text


@pytest.mark.parametrize(
    ("lang", "made"),
    [
        ("en", "<div class='jp-relatedposts'>{}</div>"),
        ("ko", "<div class='relatedArticles wide'>{}</div>"),
        ("zh", "<section class='related-news'>{}</section>"),
    ],
)
def test_other_stories_with_their_openings_below_an_article_are_none_of_it(lang: str, made: str) -> None:
    teaser = "<div class='r'><h4><a href='/s/{n}'>Another story of the harbour, number {n}</a></h4><p>{text}</p></div>"
    others = "".join(teaser.format(n=n, text=COMMENT[lang] * 3) for n in range(4))
    body = f"<article>{headed(lang)}<div class='entry'>{told(lang)}{made.format(others)}</div></article>"
    assert read(body, lang=lang).text.split("\n") == list(TONGUES[lang])


@pytest.mark.parametrize(
    ("lang", "made"),
    [
        ("en", "<li><time>{n}:15</time> <a href='/live/{n}'>Harbour news number {n} of today</a></li>"),
        ("ko", "<li><span>1{n}:05</span><a href='/l/{n}'>오늘의 항구 소식 {n}번</a></li>"),
        ("zh", "<li>0{n}:40 <a href='/z/{n}'>今日港口快讯第{n}条新闻</a></li>"),
    ],
)
def test_newest_headlines_by_the_minute_beside_an_article_make_no_ticker(lang: str, made: str) -> None:
    live = "".join(made.format(n=n) for n in range(1, 9)) * 2
    body = f"<main><article>{headed(lang)}{told(lang)}</article></main><aside><ul class='live-feed'>{live}</ul></aside>"
    assert read(body, lang=lang, head=LD % TITLES[lang]).text.split("\n") == list(TONGUES[lang])


@pytest.mark.parametrize(
    ("lang", "path"),
    [
        ("en", "/sections/harbours/2016/12/15/505723552/rason-ferry-sails"),
        ("ko", "/archives/2562"),
        ("zh", "/topics/alert20190402.html"),
    ],
)
def test_address_of_a_section_makes_no_list_of_an_article(lang: str, path: str) -> None:
    prose = told(lang) + told(lang, "<p>1. {}</p>")
    links = "".join(f"<li><a href='/s/{n}'>Another headline of the day, number {n}</a></li>" for n in range(9))
    body = f"<div id='c'>{headed(lang)}{prose}</div><div class='side'><ul>{links}</ul></div>"
    assert TONGUES[lang][0] in read(body, lang=lang, url=f"https://harbour.example{path}").text


@pytest.mark.parametrize(
    ("lang", "notice"),
    [
        ("en", "<p><img src='l.png'> Copyright © 2018 Harbour News. All Rights Reserved. Terms of use.</p>"),
        ("ko", "<p><img src='l.png'> ⓒ 항구일보. 무단전재 및 재배포 금지</p>"),
        ("zh", "<div><img src='l.png'> © 港口报 版权所有 未经授权不得转载</div>"),
    ],
)
def test_notice_beside_a_logo_is_no_caption(lang: str, notice: str) -> None:
    article = read(f"<article>{headed(lang)}{told(lang)}</article><footer>{notice}</footer>", lang=lang)
    assert article.captions == ()


@pytest.mark.parametrize(
    "title",
    ["Introducing the Harbour Firewall", "How a firewall keeps the port's computers apart", "Firewall or bridge?"],
)
def test_firewall_in_a_headline_is_no_bot_check(title: str) -> None:
    prose = told("en", "<p>{} Behind the firewall.</p>")
    assert (
        "ferry"
        in read(
            f"<article><h1>{title}</h1>{prose}</article>", head=f"<meta property='og:title' content='{title}'>"
        ).text
    )


@pytest.mark.parametrize(
    ("lang", "box", "caption"),
    [
        ("en", "<table align='right'><tr><td><img src='a.jpg'></td></tr><tr><td>{}</td></tr></table>", "At the pier."),
        ("ko", "<TABLE width=300><TR><TD><IMG src=a.jpg><BR>{}</TD></TR></TABLE>", "부두에 선 여객선."),
        (
            "zh",
            "<table class='pic'><tbody><tr><td><center><img src='a.jpg'></center>{}</td></tr></tbody></table>",
            "客轮靠岸。",
        ),
    ],
)
def test_table_with_a_picture_and_a_few_words_is_a_caption(lang: str, box: str, caption: str) -> None:
    texts = TONGUES[lang]
    prose = "".join(f"<p>{text}</p>" for text in texts[1:])
    article = read(f"<div>{headed(lang)}<p>{texts[0]}</p>{box.format(caption)}{prose}</div>", lang=lang)
    assert article.captions == (caption,)
    assert article.text.split("\n") == list(texts)


@pytest.mark.parametrize(
    ("lang", "line", "names"),
    [
        ("en", "<dl><dt>Compiled by</dt><dd>Nari Sohn</dd></dl>", ("Nari Sohn",)),
        ("en", "<p class='sig'>Prepared by Jin Chenglong and Ri Mi</p>", ("Jin Chenglong", "Ri Mi")),
        ("en", "<div><span>Reported by:</span> <b>Arseny Kolt</b></div>", ("Arseny Kolt",)),
    ],
)
def test_compiler_is_the_author(lang: str, line: str, names: tuple[str, ...]) -> None:
    assert read(f"<article>{headed(lang)}{line}{told(lang)}</article>", lang=lang).authors == names


TODAY = "2026-03-10"


@pytest.mark.parametrize(
    ("lang", "head", "stamp", "url"),
    [
        (
            "en",
            "<meta property='article:published_time' content='2025-11-02T08:00:00Z'>",
            "",
            "https://harbour.example/n/1",
        ),
        (
            "ko",
            "<meta name='dc.date' content='2025-11-02'>",
            "<p>오늘 2026년 3월 10일</p>",
            "https://harbour.example/n/1",
        ),
        ("zh", "", "<div class='bar'>2026年3月10日</div>", "https://harbour.example/2025-11-02/1.html"),
    ],
)
def test_day_of_rendering_is_no_day_of_publication(lang: str, head: str, stamp: str, url: str) -> None:
    node = f'<script type="application/ld+json">{{"@type": "NewsArticle", "datePublished": "{TODAY}"}}</script>'
    article = read(f"<article>{stamp}{headed(lang)}{told(lang)}</article>", head=head + node, lang=lang, url=url)
    assert article.published is not None
    assert f"{article.published:%Y-%m-%d}" == "2025-11-02"


@pytest.mark.parametrize(
    "box",
    [
        "<div class='cmt'><b>goyang</b> <time datetime='2026-03-09T22:14+09:00'>2 hours ago</time> More, please.</div>",
        "<section id='talkback'><p><time datetime='2026-03-09T10:00Z'>9 March</time> Well said.</p></section>",
        "<ul class='reader-letters'><li><time datetime='2026-03-09T10:00Z'>yesterday</time> I sailed on her.</li></ul>",
    ],
)
def test_time_of_a_comment_is_not_the_articles(box: str) -> None:
    body = f"<div id='page'><div>{headed('en')}<p class='meta'>2 November 2025, 08:00</p>{told('en')}</div>{box}</div>"
    article = read(body)
    assert article.published is not None
    assert f"{article.published:%Y-%m-%d}" == "2025-11-02"
