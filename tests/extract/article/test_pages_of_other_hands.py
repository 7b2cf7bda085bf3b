"""Pages as others build them: headlines without an h1, texts in scripts or escaped, days and names below the text."""

from __future__ import annotations

import html
import json
from base64 import b64encode
from urllib.parse import quote

import pytest

from tests.extract.article.test_foreign_layouts import TITLES, TONGUES, headed, read, told

SITE = {"en": "Harbour Post", "ko": "항구일보", "zh": "港口观察"}
KICKER = {"en": "Shipping", "ko": "해운", "zh": "航运"}


@pytest.mark.parametrize("lang", TONGUES)
@pytest.mark.parametrize(
    "shown",
    [
        "<h1><a href='/'>{site}</a></h1><h2>{title}</h2>",
        "<h1>{site}</h1><div class='hd'><h2><span class='cate'>{kicker}</span> <span>{title}</span></h2></div>",
        "<h1 id='hd'>{site}</h1><div class='view_title'><em>{kicker}</em><strong>{title}</strong></div>",
        "<a href='/'><img src='l.png' alt='{site}'></a>",
        "<div class='ttl'>{title}</div>",
        "<a href='/' aria-label='{site}'><svg></svg></a><p class='t'>{title}</p>",
    ],
)
@pytest.mark.parametrize("tail", [" - {site}", " | {kicker} | {site}", "::{site}", " &gt; {kicker} | {site}"])
def test_headline_without_an_h1_of_its_own_loses_the_sites_name(lang: str, shown: str, tail: str) -> None:
    names = {"site": SITE[lang], "kicker": KICKER[lang], "title": TITLES[lang]}
    if "{title}" not in shown:  # nothing of the page tells where a headline before a section ends
        tail = " - {site}"
    head = f"<title>{TITLES[lang]}{tail.format(**names)}</title><meta property='og:title' content='{SITE[lang]}'>"
    article = read(f"{shown.format(**names)}<article>{told(lang)}</article>", head=head, lang=lang, title=False)
    assert article.title == TITLES[lang]


@pytest.mark.parametrize("tail", ["（{kicker}通信） - {site}", " - {site}, 02.03.2026", "({site}) | {site}"])
def test_headline_shown_in_a_box_is_what_the_meta_tag_begins_with(tail: str) -> None:
    stated = TITLES["zh"] + tail.format(site=SITE["zh"], kicker=KICKER["zh"])
    head = f"<title>{stated}</title><meta property='og:title' content='{stated}'>"
    body = f"<div class='tt'>{TITLES['zh']}</div><div>{told('zh')}</div>"
    assert read(body, head=head, lang="zh", title=False).title == TITLES["zh"]


@pytest.mark.parametrize("printed", ["羅先の米価が上昇　通関の遅れ響く", "北緯三八度線　その今　（上）"])
def test_wide_spaces_of_a_headline_are_kept(printed: str) -> None:
    head = f"<title>{printed} | 港湾新聞</title>"
    assert (
        read(f"<h1>{printed}</h1><article>{told('zh')}</article>", head=head, lang="zh", title=False).title == printed
    )


def scripts(title: str, markup: str) -> dict[str, str]:
    """A text as scripts hold it."""
    quoted = markup.replace("'", "\\'").replace("</", "<\\/")
    state = json.dumps({"title": title, "content": markup}, ensure_ascii=False)
    return {
        "names without quotes": f"var story = {{id: 7, head: '{title}', text: '{quoted}', draft: !1,}};",
        "a function called at once": "window.__NUXT__=(function(a,b,c){return {data:[{story:{title:a,body:b,open:c}}]}}"
        f'("{title}",{json.dumps(markup)},true));',
        "a template": f"const story = `{markup}`; show(story);",
        "written": f"document.write('{quoted}');",
        "put in": f"document.getElementById('t').innerHTML = {json.dumps(markup)};",
        "added up": "var t = ''; t = " + " + ".join(f"'{part}<\\/p>'" for part in quoted.split("<\\/p>")[:-1]) + ";",
        "packed": f"var d = JSON.parse(decode(atob('{b64encode(state.encode()).decode()}')));",
        "packed markup": f"box.innerHTML = atob('{b64encode(markup.encode()).decode()}');",
        "with percent signs": f'var c = decodeURIComponent("{quote(markup, safe="")}");',
        "escaped signs": "window.S = " + state.replace("<", "\\u003C").replace("/", "\\u002F") + ";",
    }


@pytest.mark.parametrize("lang", TONGUES)
@pytest.mark.parametrize("how", scripts("", ""))
def test_text_that_a_script_holds_is_read_however_it_is_written(lang: str, how: str) -> None:
    script = scripts(TITLES[lang], told(lang))[how]
    head = f"<title>{TITLES[lang]} | {SITE[lang]}</title>"
    body = f"<a href='/'>{SITE[lang]}</a><div id='t'></div><script>{script}</script>"
    article = read(body, head=head, lang=lang, title=False)
    assert (article.title, article.text.split("\n")) == (TITLES[lang], list(TONGUES[lang]))


@pytest.mark.parametrize("lang", TONGUES)
@pytest.mark.parametrize(
    "box",
    ["<template>{}</template>", "<script type='text/x-template'>{}</script>", "<textarea hidden>{}</textarea>"],
)
def test_text_in_a_box_for_scripts_is_read_where_the_page_shows_none(lang: str, box: str) -> None:
    held = html.escape(told(lang)) if "textarea" in box else told(lang)
    article = read(f"<div id='app'></div>{box.format(held)}", lang=lang)
    assert article.text.split("\n") == list(TONGUES[lang])


@pytest.mark.parametrize("lang", TONGUES)
@pytest.mark.parametrize("times", [1, 2])
@pytest.mark.parametrize(
    "made",
    [
        '<p style="text-indent:2em">{}&nbsp;</p>',
        "<div class='tx'>{}</div>",
        "{}<br><br>",
        "<p><span>{}</span></p>\n",
        "<P CLASS=tx>{}</P>",
    ],
)
@pytest.mark.parametrize("box", ["<div class='body'>{}</div>", "<section><p>{}</p></section>", "<td>{}</td>"])
def test_text_escaped_once_too_often_is_read_as_markup(lang: str, times: int, made: str, box: str) -> None:
    held = told(lang, made)
    for _ in range(times):
        held = html.escape(held)
    inside = box.format(held)
    inside = f"<table><tr>{inside}</tr></table>" if "<td>" in inside else inside
    article = read(f"<article>{headed(lang)}{inside}</article>", lang=lang)
    assert [line.strip() for line in article.text.split("\n")] == list(TONGUES[lang])


def test_tags_that_an_article_speaks_of_stay() -> None:
    code = "<p>The line &lt;p class=x&gt; opens a paragraph and &lt;/p&gt; closes it, the archivist of Rason said.</p>"
    pre = "<pre><code>&lt;p&gt;one&lt;/p&gt;&lt;p&gt;two&lt;/p&gt;</code></pre>"
    assert "<p class=x>" in read(f"<article>{headed('en')}{told('en')}{code}{pre}</article>").text


@pytest.mark.parametrize("lang", TONGUES)
@pytest.mark.parametrize(
    ("line", "authors", "hour"),
    [
        ("Mis en ligne le mardi 3 mars 2026 à 14h05 par Aurélie Combasson", ("Aurélie Combasson",), "14:05"),
        ("Publicado el martes 3 de marzo de 2026 por Inés Valduero", ("Inés Valduero",), ""),
        ("Erschienen am 3. März 2026, von Jana Weissgerber", ("Jana Weissgerber",), ""),
        ("発行日：2026年3月3日", (), ""),
        ("記者洪世羅／台北報導　發布日期：2026-03-03", ("洪世羅",), ""),
        ("송고 2026-03-03 14:05", (), ""),
        ("Опубликовано 3 марта 2026 г. в 14:05", (), ""),
        ("Размещено: 03.03.2026", (), ""),
    ],
)
@pytest.mark.parametrize(
    "place", ["<article>{head}{text}<p class='x'>{line}</p></article>", "{head}<div>{text}</div><p>{line}</p>"]
)
def test_line_below_the_text_says_when_and_by_whom(
    lang: str, line: str, authors: tuple[str, ...], hour: str, place: str
) -> None:
    article = read(place.format(head=headed(lang), text=told(lang), line=line), lang=lang)
    assert f"{article.published:%Y-%m-%d}" == "2026-03-03"
    assert line not in article.text
    assert not authors or article.authors == authors


@pytest.mark.parametrize("lang", TONGUES)
@pytest.mark.parametrize(
    ("stamp", "moment"),
    [
        ("Published 11:48 p.m. ET, Mon March 2, 2026", "2026-03-03 04:48"),
        ("9:15 AM EST, Tuesday, March 3, 2026", "2026-03-03 14:15"),
        ("18:20 Uhr, Montag, 2. März 2026", "2026-03-02 "),
        ("jueves 05 de marzo de 2026, a las 12.14 h", "2026-03-05 "),
        ("14:05, вторник, 3 марта 2026 (МСК)", "2026-03-03 "),
    ],
)
def test_weekday_stands_between_a_clock_and_its_day(lang: str, stamp: str, moment: str) -> None:
    article = read(f"<article>{headed(lang)}<div>{stamp}</div>{told(lang)}</article>", lang=lang)
    assert str(article.published).startswith(moment)


CARDS = (
    "<article class='card'><time datetime='2026-02-{n:02}T08:00:00Z'>{n}</time>"
    "<h3><a href='/a/{n}'>{title}</a></h3></article>"
)


@pytest.mark.parametrize("lang", TONGUES)
@pytest.mark.parametrize(
    "box",
    [
        "<section class='mas-leido'><h2>Lo más leído</h2>{}</section>",
        "<div class='q7'><h3>지금 뜨는 기사</h3>{}</div>",
        "<div><h4>Самое читаемое</h4>{}</div>",
        "<div class='b'><h3>X</h3>{}</div>",
    ],
)
def test_cards_of_others_between_headline_and_text_neither_date_nor_enter_it(lang: str, box: str) -> None:
    titles = (
        "A bridge for the river of the north",
        "The fish market closes for two weeks",
        "A choir of railwaymen wins",
    )
    cards = "".join(CARDS.format(n=n + 9, title=title) for n, title in enumerate(titles))
    body = f"<article>{headed(lang)}<span>4 March 2026</span>{box.format(cards)}<div>{told(lang)}</div></article>"
    article = read(body, lang=lang)
    assert f"{article.published:%Y-%m-%d}" == "2026-03-04"
    assert article.text.split("\n") == list(TONGUES[lang])


@pytest.mark.parametrize("lang", TONGUES)
@pytest.mark.parametrize(
    "url",
    [
        "/archives/4017",
        "/archives/news/4017",
        "/archives/2026/03/03/ferry-sails-again",
        "/archives/ferry-sails-again-after-winters",
        "/archive/view.php?no=101",
        "/archives/category-nk/9911.html",
    ],
)
def test_short_article_at_an_archives_address_is_no_list(lang: str, url: str) -> None:
    months = "".join(f"<li><a href='/archives/date/2026/{n:02}'>2026年{n}月 {SITE[lang]}</a></li>" for n in range(1, 4))
    related = "".join(
        f"<a href='/archives/{n}'><h3>Another story of the harbour, number {n}</h3></a>" for n in range(5)
    )
    text = f"<p>{TONGUES[lang][0]}</p><p>{TONGUES[lang][1]}</p>"
    body = f"<article>{headed(lang)}{text}</article><aside>{related}</aside><ul>{months}</ul>"
    article = read(body, lang=lang, url=f"https://harbour.example{url}")
    assert article.text.split("\n") == list(TONGUES[lang][:2])


@pytest.mark.parametrize("lang", TONGUES)
@pytest.mark.parametrize("hides", ["hidden", "style='display:none'", "class='is-hidden'"])
def test_opening_and_the_whole_behind_a_button_are_told_once(lang: str, hides: str) -> None:
    opening = "".join(f"<p>{text}</p>" for text in TONGUES[lang][:2])
    shown = f"<div class='ex'>{opening}<button>+</button></div><div {hides}>{told(lang)}</div>"
    body = f"<article>{headed(lang)}{shown}</article>"
    assert read(body, lang=lang).text.split("\n") == list(TONGUES[lang])


@pytest.mark.parametrize(
    ("end", "author"),
    [
        ("（松本支局　瀬川拓人、写真も）", "瀬川拓人"),
        ("（瀬川拓人）", "瀬川拓人"),
        ("（政治部　瀬川拓人）", "瀬川拓人"),
        ("（文・写真　瀬川拓人）", "瀬川拓人"),
        ("（編集委員・瀬川拓人）", "瀬川拓人"),
        ("（ソウル＝瀬川拓人）", "瀬川拓人"),
        ("【瀬川拓人、写真も】", "瀬川拓人"),
        ("〔瀬川拓人記者〕", "瀬川拓人"),
        ("（瀬川拓人・ソウル支局長）", "瀬川拓人"),
    ],
)
@pytest.mark.parametrize("alone", [True, False])
def test_name_in_brackets_at_the_end_signs_a_japanese_text(end: str, author: str, alone: bool) -> None:
    texts = ("港の米の値がまた上がった。", "船は月に四度出るという。", "市場では塩が足りないとの声が聞かれた。")
    last = "再開初日は四十人ほどが列を作ったという。"
    made = "".join(f"<p>{text}</p>" for text in texts)
    made += f"<p>{last}</p><p>{end}</p>" if alone else f"<p>{last}{end}</p>"
    day = "<time datetime='2026-03-03T09:00:00+09:00'>3日</time>"
    article = read(f"<article><h1>港の船、四年ぶりに出る</h1>{day}{made}</article>", lang="zh", title=False)
    assert article.authors == (author,)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("На снимках у причалов опознаны суда: {}. Половина из них ходит без сигналов.", "ru"),
        ("남포항 부두에서 확인된 배는 {} 등이다. 절반은 제3국 깃발을 달고 있다.", "ko"),
        ("衛星写真で確認された船は{}などで、半数は第三国の旗を掲げているという。", "ja"),
        ("The ships seen at the quays are {}. Half of them sail under flags of other states.", "en"),
    ],
)
def test_names_in_latin_letters_say_nothing_of_the_language_around(text: str, lang: str) -> None:
    ships = "Tian Tong 7, Kum San 2, Hua Fu Star, Sea Prosper 11, Chon Ma San, Ji Yuan 18, Ocean Light, Rak Won 3, " * 2
    body = f"<article><h1>Nampo 2026</h1><time datetime='2026-03-03'>3</time><p>{text.format(ships)}</p></article>"
    assert read(body, lang="en", title=False).language == lang


def test_terms_of_a_page_without_labels_are_no_table() -> None:
    terms = "<dl><dd>Escrito por Inés Valduero</dd><dd>Publicado el 5 de marzo de 2026</dd><dd>Visto: 318</dd></dl>"
    article = read(f"<article>{headed('en')}{terms}{told('en')}</article>")
    assert (article.authors, article.tables) == (("Inés Valduero",), ())
    assert article.text.split("\n") == list(TONGUES["en"])


@pytest.mark.parametrize("lang", TONGUES)
@pytest.mark.parametrize("first", [True, False])
def test_video_of_another_story_makes_no_video_of_a_short_article(lang: str, first: bool) -> None:
    own = {"@type": "NewsArticle", "headline": TITLES[lang], "datePublished": "2026-03-03T01:40:00Z"}
    other = {"@type": "VideoObject", "name": "Dry weather on the eastern coast", "uploadDate": "2026-02-25T11:00:00Z"}
    nodes = json.dumps({"@context": "https://schema.org", "@graph": [other, own] if first else [own, other]})
    head = f"<script type='application/ld+json'>{nodes}</script>"
    text = "".join(f"<p>{line}</p>" for line in TONGUES[lang][:2])
    article = read(f"<main>{headed(lang)}{text}</main>", head=head, lang=lang)
    assert f"{article.published:%Y-%m-%d}" == "2026-03-03"
