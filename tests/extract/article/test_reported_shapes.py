"""Shapes that readers of pages stumble over: labels, states, photo essays, boxes and lines that are no text."""

from __future__ import annotations

import json

import pytest

from tests.extract.article.test_foreign_layouts import TITLES, TONGUES, headed, read, told


@pytest.mark.parametrize(
    ("lang", "above", "below"),
    [
        ("en", "As of: 4 March 2026, 10:15", "Published on 2 March 2026"),
        ("en", "4 March 2026, 10:15", "Published: 2 March 2026"),
        ("en", "Stand: 04.03.2026, 10:15 Uhr", "Erstveröffentlichung am 02.03.2026"),
        ("en", "Publicado el 2 de marzo de 2026", "Actualizado el 4 de marzo de 2026, 10:15"),
        ("ko", "최종수정 2026.03.04. 10:15", "입력 2026.03.02."),
        ("ko", "2026년 3월 4일 10:15 기준", "게시일 2026년 3월 2일"),
        ("zh", "更新时间：2026-03-04 10:15", "发布时间：2026-03-02"),
        ("zh", "2026年3月4日 10:15", "發布於：2026年3月2日"),
        ("en", "Обновлено 4 марта 2026, 10:15", "Опубликовано 2 марта 2026"),
        ("en", "Laatste update: 4 maart 2026, 10:15", "Gepubliceerd op 2 maart 2026"),
        ("en", "Aggiornato il 4 marzo 2026, 10:15", "Pubblicato il 2 marzo 2026"),
        ("en", "2026年3月4日 10:15 更新", "2026年3月2日 掲載"),
        ("en", "Stan na 4 marca 2026, 10:15", "Opublikowano: 2 marca 2026"),
    ],
)
def test_day_that_is_said_to_be_the_publications_wins_wherever_it_stands(lang: str, above: str, below: str) -> None:
    body = f"<article><p>{above}</p>{headed(lang)}<p>{below}</p>{told(lang)}</article>"
    article = read(body, lang=lang)
    assert f"{article.published:%Y-%m-%d}" == "2026-03-02"


@pytest.mark.parametrize("lang", TONGUES)
@pytest.mark.parametrize("own_first", [True, False])
def test_day_of_a_related_story_in_a_state_is_not_the_articles(lang: str, own_first: bool) -> None:
    own = {"head": TITLES[lang], "meta": {"publishedAt": "2026-03-02T04:00:00Z", "by": {"name": "-"}}}
    other = {"head": TITLES[lang][: len(TITLES[lang]) // 2] + " / 2", "publishedAt": "2026-02-11T04:00:00Z"}
    state = {"a": own, "b": [other, other]} if own_first else {"b": [other, other], "a": own}
    sent = f"<script type='application/json'>{json.dumps(state)}</script>"
    article = read(f"<main>{headed(lang)}{told(lang)}</main>{sent}", lang=lang)
    assert f"{article.published:%Y-%m-%d}" == "2026-03-02"


@pytest.mark.parametrize("lang", TONGUES)
def test_body_of_a_state_is_the_text_though_the_page_shows_its_terms(lang: str) -> None:
    state = {"doc": {"title": TITLES[lang], "content": told(lang)}, "hot": [{"title": "-"}]}
    terms = {
        "en": "Nothing on this site may be taken for advice by anybody who has not asked for it in writing before.",
        "ko": "이 누리집에 실린 글은 서면으로 미리 묻지 않은 이에게 조언이 되지 않는다고 밝힌다.",
        "zh": "本网所载内容未经书面许可不得用于任何用途，使用者应当自行承担由此产生的一切后果。",
    }[lang]
    sent = json.dumps(state, ensure_ascii=False).replace("</", "<\\/")
    body = f"<div>{headed(lang)}</div><div class='foot'><p>{terms}</p></div><script>var pageData = {sent};</script>"
    assert read(body, lang=lang).text.split("\n") == list(TONGUES[lang])


@pytest.mark.parametrize("lang", TONGUES)
@pytest.mark.parametrize(
    "made",
    [
        "<figure><img src='a.jpg'><figcaption class='caption'>{}</figcaption></figure>",
    ],
)
def test_captions_that_tell_the_story_are_the_text(lang: str, made: str) -> None:
    lead, *shots = TONGUES[lang]
    shown = "".join(made.format(text) for text in shots)
    article = read(f"<article>{headed(lang)}<p>{lead}</p>{shown}</article>", lang=lang)
    assert article.text.split("\n") == [lead, *shots]


@pytest.mark.parametrize(
    ("lang", "asked"),
    [
        ("en", ("Who asked for the ferry?", "What does a berth cost now?")),
        ("ko", ("배는 누가 다시 띄웠습니까.", "요금은 얼마나 합니까?")),
        ("zh", ("是谁要求恢复这条航线的？", "现在一张船票卖多少钱？")),
    ],
)
@pytest.mark.parametrize("tag", ["h3", "h4"])
def test_questions_set_as_headings_stay_in_an_interview(lang: str, asked: tuple[str, str], tag: str) -> None:
    first, second, third, *rest = TONGUES[lang]
    parts = [first, f"<{tag}>{asked[0]}</{tag}>", second, third, f"<{tag}>{asked[1]}</{tag}>", *rest]
    prose = "".join(part if part.startswith("<") else f"<p>{part}</p>" for part in parts)
    article = read(f"<article>{headed(lang)}<div>{prose}</div></article>", lang=lang)
    assert article.text.split("\n") == [first, asked[0], second, third, asked[1], *rest]


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("en", "<p>▶ Related: Coal boats wait at Nampo</p>"),
        ("en", "<p>Lesen Sie auch: Kohleschiffe warten vor Nampo</p>"),
        ("en", "<p>Читайте также: Угольные суда ждут у Нампхо</p>"),
        ("ko", "<p>☞ 관련기사: 남포 앞바다에 석탄선 늘어서</p>"),
        ("zh", "<p>相关：南浦港外煤船排队</p>"),
        ("en", "<p>[AD] Boots for the spring, today only</p>"),
        ("ko", "<p>【광고】 봄맞이 장화 오늘만 반값</p>"),
        ("zh", "<p>（广告）春季雨靴今日半价</p>"),
        (
            "en",
            "<div class='x1'><b>Read also</b><br><a href='/1'>Coal boats</a><br><a href='/2'>Salt is dear</a></div>",
        ),
        (
            "ko",
            "<div class='x1'>[관련기사]<br><a href='/1'>· 석탄선 늘어서</a><br><a href='/2'>· 소금 귀해져</a></div>",
        ),
        ("en", "<div id='siteNotice'><p>Members, please vote on the new rules before the end of May.</p></div>"),
    ],
)
def test_notes_between_paragraphs_are_none_of_the_text(lang: str, line: str) -> None:
    texts = TONGUES[lang]
    prose = f"<p>{texts[0]}</p><p>{texts[1]}</p>{line}" + "".join(f"<p>{text}</p>" for text in texts[2:])
    article = read(f"<article>{headed(lang)}<div>{prose}</div></article>", lang=lang)
    assert article.text.split("\n") == list(texts)


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("en", "The opinions expressed here are the writers’ own and do not bind the harbour office."),
        ("en", "Die hier geäußerten Meinungen sind die des Verfassers."),
        ("ko", "외부 필진의 칼럼은 본지의 편집 방향과 다를 수 있습니다."),
        ("zh", "以上内容仅供参考，不构成投资建议。"),
        ("en", "Our Standards: The Harbour Code of Honest Reporting."),
    ],
)
def test_disclaimer_below_an_article_is_none_of_it(lang: str, line: str) -> None:
    article = read(f"<article>{headed(lang)}{told(lang)}<p>{line}</p></article>", lang=lang)
    assert article.text.split("\n") == list(TONGUES[lang])


@pytest.mark.parametrize(
    ("lang", "line", "names"),
    [
        ("zh", "<p class='by'>記者林以諾／台南報導</p>", ("林以諾",)),
        ("zh", "<p class='by'>记者 王伟 / 北京</p>", ("王伟",)),
        ("ko", "<dl><dt>분류</dt><dd>전문가</dd><dt>작성자</dt><dd>홍세라</dd></dl>", ("홍세라",)),
        (
            "en",
            "<ul><li><span class='user-name'>Mira Oakes</span></li><li><span>Mar 2, 2026</span></li></ul>",
            ("Mira Oakes",),
        ),
    ],
)
def test_role_or_town_beside_the_author_is_no_name(lang: str, line: str, names: tuple[str, ...]) -> None:
    assert read(f"<div>{headed(lang)}{line}{told(lang)}</div>", lang=lang).authors == names


def test_clock_of_a_korean_page_on_a_host_of_no_country_is_korean() -> None:
    body = f"<div>{headed('ko')}<p>입력 2026.03.02. 오후 2:31</p>{told('ko')}</div>"
    assert f"{read(body, lang='ko').published:%Y-%m-%d %H:%M}" == "2026-03-02 05:31"


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("River of Blogs: {}", "h2"),
        ("{} - Page 2 of 3 - Harbour Post", "h1"),
        ("{} (2/3) | Harbour Post", "h1"),
    ],
)
def test_feed_or_page_number_around_a_headline_is_none_of_it(said: str, title: str) -> None:
    shown = f"<{title}><a href='/2026/ferry'>{TITLES['en']}</a></{title}>"
    head = f"<title>{said.format(TITLES['en'])}</title>"
    article = read(f"<div>{shown}{told('en')}</div>", head=head, title=False)
    assert article.title == TITLES["en"]


def test_post_of_a_channel_is_dated_by_its_time() -> None:
    text = "<br><br>".join(TONGUES["en"])
    stamp = (
        "<a class='tgme_widget_message_date' href='/c/1'><time datetime='2026-03-02T04:00:00+00:00'>04:00</time></a>"
    )
    body = (
        f"<div class='tgme_widget_message'><div class='tgme_widget_message_bubble'><div class='text'>{text}</div>"
        f"<div class='tgme_widget_message_footer'><span class='meta'>{stamp}</span></div></div></div>"
    )
    assert f"{read(body).published:%Y-%m-%d %H:%M}" == "2026-03-02 04:00"


def test_state_papers_own_date_wins_over_a_calendars() -> None:
    body = f"<div><div><p>2026.03.08</p></div><div>{headed('ko')}<p>주체115(2026)년 3월 2일</p>{told('ko')}</div></div>"
    assert f"{read(body, lang='ko').published:%Y-%m-%d}" == "2026-03-02"


def test_rows_about_a_page_are_no_table_of_figures() -> None:
    rows = (
        "<table><tr><th>작성일</th><td>2026. 3. 2.(월)</td><th>조회수</th><td>1,204회</td></tr>"
        "<tr><th>부서</th><td>교류과</td><th>연락처</th><td>02-000-1111</td></tr></table>"
    )
    article = read(f"<div>{headed('ko')}{rows}<div>{told('ko')}</div></div>", lang="ko")
    assert "1,204" not in article.text
