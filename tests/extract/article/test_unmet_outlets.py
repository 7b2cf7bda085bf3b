"""What outlets that nobody had met did, by its kind, each in three more templates and languages."""

from __future__ import annotations

import pytest

from tests.extract.article.test_foreign_layouts import TITLES, TONGUES, headed, read, told

OTHERS = {"en": "Bakers strike over flour", "ko": "빵집 파업", "zh": "面包师罢工"}
WHO = {"en": "Edith Moran", "ko": "정다운", "zh": "欧阳文"}


@pytest.mark.parametrize(
    ("lang", "tag", "stated"),
    [
        ("en", "hp-story", "author='Edith Moran' published='2025-11-02T08:00:00Z'"),
        ("ko", "news-article", "data-writer='정다운 기자' data-published-at='2025-11-02 08:00 UTC'"),
        ("zh", "x-post", "byline='记者 欧阳文' pubdate='2-NOV-2025'"),
    ],
)
def test_attributes_of_the_articles_own_element_say_who_and_when(lang: str, tag: str, stated: str) -> None:
    article = read(f"<nav>x</nav><{tag} {stated}>{headed(lang)}{told(lang)}</{tag}>", lang=lang)
    assert article.authors == (WHO[lang],)
    assert f"{article.published:%Y-%m-%d}" == "2025-11-02"


@pytest.mark.parametrize(
    ("lang", "made", "beside"),
    [
        ("en", "<hp-para>{}</hp-para>", "<hp-author-bio>Edith Moran covers ferries and piers.</hp-author-bio>"),
        (
            "ko",
            "<v-text><p>{}</p></v-text>",
            "<v-related-card><a href='/9'>통영 굴 값 한 달 새 두 배</a></v-related-card>",
        ),
        ("zh", "<ax-graf n='1'>{}</ax-graf>", "<ax-newsletter><b>订阅港口早报，每天六点送到</b></ax-newsletter>"),
    ],
)
def test_elements_of_a_sites_own_making_are_read_by_their_names(lang: str, made: str, beside: str) -> None:
    body = f"<hp-page><article>{headed(lang)}{told(lang, made)}{beside}</article></hp-page>"
    assert read(body, lang=lang).text.split("\n") == list(TONGUES[lang])


def test_element_of_a_sites_own_making_within_a_sentence_parts_no_words() -> None:
    prose = told("en").replace("flour", "<x-term data-id='4'>flour</x-term>")
    assert read(f"<main>{headed('en')}{prose}</main>").text.split("\n") == list(TONGUES["en"])


@pytest.mark.parametrize("lang", TONGUES)
@pytest.mark.parametrize("head", ["", "<meta property='og:title' content='{}'>"])
def test_article_that_is_described_alone_and_shown_nowhere_is_anothers(lang: str, head: str) -> None:
    node = {"en": "Person", "ko": "", "zh": "Person"}[lang]
    author = f'{{"@type": "{node}", "name": "{WHO[lang]}"}}' if node else f'"{WHO[lang]}"'
    ld = (
        f'<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "{OTHERS[lang]}", '
        f'"datePublished": "2026-03-09T05:00:00Z", "author": {author}}}</script>'
    )
    stamp = "<p class='d'>2025-11-02</p>"
    article = read(f"<main>{headed(lang)}{stamp}{told(lang)}</main>", head=ld + head.format(TITLES[lang]), lang=lang)
    assert (article.title, article.authors) == (TITLES[lang], ())
    assert f"{article.published:%Y-%m-%d}" == "2025-11-02"


@pytest.mark.parametrize(
    ("lang", "stated", "shown"),
    [
        ("en", "Rason ferry sails", "Rason ferry sails again after four winters: who pays for the coal?"),
        ("ko", "라선 여객선", '[단독] 라선 여객선 네 해 만에 다시 출항…"표 없어서 못 타"'),
        ("zh", "罗先客轮", "罗先客轮时隔四年再次启航：票价二百六十美元"),
    ],
)
def test_headline_shown_and_titled_beats_a_shorter_one_stated(lang: str, stated: str, shown: str) -> None:
    ld = f'<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "{stated}"}}</script>'
    body = f"<main><h1>{shown}</h1>{told(lang)}</main>"
    assert (
        read(body, head=f"<meta property='og:title' content='{shown.replace(chr(34), '&quot;')}'>{ld}").title == shown
    )


@pytest.mark.parametrize(
    ("lang", "site", "headline"),
    [
        ("en", "Harbour Post", "<div class='story-hed'>{}</div>"),
        ("ko", "항구일보", "<div class='top'><h3>{}</h3></div>"),
        ("zh", "港口晚报", "<td><b><font size='5'>{}</font></b></td>"),
        ("ko", "항구일보", "<td style='font-size:20pt;font-weight:bold'>{}</td>"),
        ("en", "Harbour Post", "<div><span style='font-size: 28px'>{}</span></div>"),
    ],
)
def test_headline_is_found_where_the_title_tag_names_the_site_alone(lang: str, site: str, headline: str) -> None:
    shown = headline.format(TITLES[lang])
    body = f"<div id='menu'><a>{OTHERS[lang]}</a></div><div>{shown}</div><div>{told(lang)}</div>"
    body += f"<footer>{site} © 2026</footer><aside><h2>{OTHERS[lang]}</h2></aside>"
    page = read(body, lang=lang, head=f"<title>{site}</title>", url="https://harbour.example/4411", title=False)
    assert page.title == TITLES[lang]


@pytest.mark.parametrize(
    ("lang", "line", "names"),
    [
        ("zh", "港口晚報／記者欧阳文／基隆即時報導", ("欧阳文",)),
        ("zh", "〔記者林小梅／澎湖報導〕", ("林小梅",)),
        ("zh", "花蓮訊／特約記者 范姜婷", ("范姜婷",)),
        ("zh", "文｜欧阳文　编辑｜李平", ("欧阳文",)),
        ("zh", "即時中心／綜合報導", ()),
        ("zh", "新闻中心 综合报道", ()),
        ("ko", "글·사진 정다운 기자", ("정다운",)),
        ("ko", "온라인이슈팀", ()),
        ("ko", "정다운 통신원", ("정다운",)),
        ("en", "By EDITH MORAN Great Basin News Service", ("Edith Moran",)),
        ("en", "Contributed by Edith Moran, Incheon", ("Edith Moran",)),
        ("en", "From: Edith Moran <emoran@harbour.example>", ("Edith Moran",)),
        ("en", "Edith Moran & Paul Adjei", ("Edith Moran", "Paul Adjei")),
        ("en", "Harbour Post staff report", ()),
    ],
)
def test_byline_under_the_headline_names_people_and_no_teams(lang: str, line: str, names: tuple[str, ...]) -> None:
    line = line.replace("<", "&lt;")
    body = f"<table><tr><td>{headed(lang)}</td></tr><tr><td>{line}</td></tr></table>{told(lang)}"
    article = read(f"<div>{body}</div>", lang=lang)
    assert article.authors == names
    assert article.text.split("\n") == list(TONGUES[lang])


@pytest.mark.parametrize(
    ("lang", "tail"),
    [
        ("en", "Distributed by the Basin News Service. Not for republication without license."),
        ("en", "Seen a ferry that should not be there? Write to tips@harbour.example"),
        ("ko", "제보하실 내용이 있으면 jebo@harbour.example 로 보내 주세요"),
        ("ko", "후원계좌 농협 301-0000-1188-21 항구일보"),
        ("zh", "（譯者：馮少齊）1151119"),
        ("zh", "有港口消息想爆料？請寄 food@harbour.example"),
        ("zh", "加入好友，新聞不漏接"),
        ("ja", "（訳者＝森田）"),
    ],
)
def test_line_to_the_reader_at_the_end_is_not_the_articles(lang: str, tail: str) -> None:
    tongue = lang if lang in TONGUES else "zh"
    article = read(f"<article>{headed(tongue)}{told(tongue)}<p>{tail}</p></article>", lang=tongue)
    assert article.text.split("\n") == list(TONGUES[tongue])


@pytest.mark.parametrize(
    ("lang", "box"),
    [
        ("en", "<section class='talk'><h3>3 Comments</h3>{}</section>"),
        ("ko", "<section class='discuss'><h3>전체 댓글 2개</h3>{}</section>"),
        ("zh", "<div class='board'><h4>共 2 則留言</h4>{}</div>"),
    ],
)
def test_box_headed_by_a_count_of_comments_is_no_text(lang: str, box: str) -> None:
    said = {
        "en": "It was the same last year and the year before, and nobody at the harbour has ever been asked why.",
        "ko": "작년에도 그 전해에도 똑같았는데 항구에서는 아무도 왜 그런지 묻지 않았다는 게 참 이상합니다.",
        "zh": "去年是这样，前年也是这样，港口里从来没有人问过为什么，我看明年恐怕还是一样。",
    }[lang]
    inner = f"<div><b>goyang</b><p>{said}</p></div><p>{said[::-1]}.</p>"
    body = f"<article>{headed(lang)}{told(lang)}</article>{box.format(inner)}"
    assert read(body, lang=lang).text.split("\n") == list(TONGUES[lang])


@pytest.mark.parametrize(
    ("lang", "quote"),
    [("en", "<blockquote>{}</blockquote>"), ("ko", "<div class='pq'><q>{}</q></div>"), ("zh", "<aside>{}</aside>")],
)
def test_quotation_set_large_that_the_text_tells_too_is_told_once(lang: str, quote: str) -> None:
    texts = TONGUES[lang]
    said = {"en": texts[3][:62], "ko": texts[3][:26], "zh": texts[3][8:26]}[lang]
    prose = "".join(f"<p>{text}</p>" for text in texts[:2]) + quote.format(f"“{said}”")
    prose += "".join(f"<p>{text}</p>" for text in texts[2:])
    assert read(f"<article>{headed(lang)}{prose}</article>", lang=lang).text.split("\n") == list(texts)


@pytest.mark.parametrize(
    ("lang", "shown", "twin"),
    [
        ("en", "hidden-print", "print-twin visible-print"),
        ("ko", "hidden-xs hidden-sm", "mobile-body visible-xs"),
        ("zh", "d-print-none", "copy d-none d-print-block"),
    ],
)
def test_body_hidden_on_some_devices_alone_is_the_body(lang: str, shown: str, twin: str) -> None:
    second = f"<div class='{twin}' style='display:none'><h6>Twin</h6>{told(lang)}</div>"
    body = f"<div class='story'>{headed(lang)}<div class='{shown}'>{told(lang)}</div>{second}</div>"
    assert read(body, lang=lang).text.split("\n") == list(TONGUES[lang])


WALLS = [
    (
        "en",
        "<div class='subs-modal'><h3>You have 0 free articles remaining</h3><p>Go on reading for 99 cents</p></div>",
    ),
    ("en", "<hp-wall><p>Members read on. Join 6,100 people who love ferries.</p><a href='/join'>Join</a></hp-wall>"),
    ("ko", "<section class='wall'><p>로그인하고 나머지 62%를 읽어 보세요</p><button>로그인</button></section>"),
    ("zh", "<div class='gate'><p>本文为订户专享，剩余 612 字</p><a>立即订阅</a></div>"),
]


@pytest.mark.parametrize(("lang", "wall"), WALLS)
def test_text_broken_off_before_a_wall_is_partial_and_the_wall_no_text(lang: str, wall: str) -> None:
    texts = list(TONGUES[lang])[:4]
    cut = texts[-1][: len(texts[-1]) * 2 // 3]
    prose = "".join(f"<p>{text}</p>" for text in (*texts[:3], cut))
    article = read(f"<article>{headed(lang)}<div>{prose}</div>{wall}</article>", lang=lang)
    assert article.partial
    assert article.text.split("\n") == [*texts[:3], cut]


@pytest.mark.parametrize(("lang", "wall"), WALLS)
@pytest.mark.parametrize("hides", ["<div hidden>{}</div>", "<div style='display: none'>{}</div>"])
def test_whole_text_before_a_wall_that_nobody_sees_is_not_partial(lang: str, wall: str, hides: str) -> None:
    body = f"<article>{headed(lang)}<div>{told(lang)}</div>{hides.format(wall)}</article>"
    article = read(body, lang=lang)
    assert not article.partial
    assert article.text.split("\n") == list(TONGUES[lang])


@pytest.mark.parametrize(
    ("stamp", "moment"),
    [
        ("등록 2025-11-09 07:00:00 KST", "2025-11-08T22:00"),
        ("Posted 9 Nov 2025 07:00:00 GMT", "2025-11-09T07:00"),
        ("2025/11/09 07:00:00 UTC+8", "2025-11-08T23:00"),
    ],
)
def test_zone_after_seconds_counts(stamp: str, moment: str) -> None:
    article = read(f"<article>{headed('en')}<div class='d'>{stamp}</div>{told('en')}</article>")
    assert article.published is not None
    assert f"{article.published:%Y-%m-%dT%H:%M}" == moment
