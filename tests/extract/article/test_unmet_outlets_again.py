"""More of what outlets that nobody had met did, by its kind, each in three more templates and languages."""

from __future__ import annotations

import json

import pytest

from corpus.records import Skip
from tests.extract.article.test_foreign_layouts import TITLES, TONGUES, headed, read, told


def state(lang: str) -> str:
    return json.dumps({"page": {"headline": TITLES[lang], "body": [{"type": "p", "text": t} for t in TONGUES[lang]]}})


@pytest.mark.parametrize(
    ("lang", "script"),
    [
        ("en", "<script id='__NEXT_DATA__' type='application/json'>{}</script>"),
        ("ko", "<script>window.__STATE__ = {};</script>"),
        ("zh", "<script type='application/json' id='page'>{}</script>"),
    ],
)
def test_text_that_goes_on_in_script_state_where_the_page_breaks_off_is_read_whole(lang: str, script: str) -> None:
    first = "".join(f"<p>{text}</p>" for text in TONGUES[lang][: 3 if lang == "en" else 2])
    body = f"<main>{headed(lang)}{first}</main>{script.format(state(lang))}"
    assert read(body, lang=lang).text.split("\n") == list(TONGUES[lang])


@pytest.mark.parametrize(
    ("lang", "by", "edited", "editor", "names"),
    [
        (
            "zh",
            "<p>2025年11月12日 10:15 | 港口 | 记者 欧阳文 朴正勋</p>",
            "（责任编辑：王晓波）",
            "王晓波",
            ("欧阳文", "朴正勋"),
        ),
        ("en", "<p class='by'>By Edith Moran</p>", "Edited by Paul Adjei", "Paul Adjei", ("Edith Moran",)),
        ("ko", "<p>정다운 기자</p>", "[편집: 한서준]", "한서준", ("정다운",)),
    ],
)
def test_author_of_the_meta_tags_whom_the_page_calls_the_editor_is_no_author(
    lang: str, by: str, edited: str, editor: str, names: tuple[str, ...]
) -> None:
    body = f"<div>{headed(lang)}{by}<div>{told(lang)}</div></div><p>{edited}</p>"
    assert read(body, lang=lang, head=f"<meta name='author' content='{editor}'>").authors == names


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("<span class='w-by'>北尾悠、ワシントン＝立花紗希</span><time>2025年11月20日</time>", ("北尾悠", "立花紗希")),
        ("<em class='writer'>欧阳文</em><span>2025-11-20</span><span>浏览 1204</span>", ("欧阳文",)),
        ("<div>By Edith Moran and Paul Adjei in Jakarta and Ho Chi Minh City</div>", ("Edith Moran", "Paul Adjei")),
        ("<div>时间：2025-11-18 08:26:31　来源：港口在线　作者：欧阳文　【字号：大 中 小】</div>", ("欧阳文",)),
    ],
)
def test_names_among_days_and_places_by_the_headline_are_read(line: str, names: tuple[str, ...]) -> None:
    lang = "en" if "By " in line else "zh"
    assert read(f"<main>{headed(lang)}<div class='m'>{line}</div>{told(lang)}</main>", lang=lang).authors == names


@pytest.mark.parametrize(
    ("lang", "signed", "after", "name"),
    [
        (
            "en",
            "<p align='right'><b>{}</b></p>",
            "<div>Send to a friend</div><div>Poll</div><div>By bus</div>",
            "Edith Moran",
        ),
        ("ko", "<p style='text-align: right'>{}</p>", "<div>설문</div><div>버스로</div>", "Edith Moran"),
        ("zh", "<p><em>{}, «Гавань»</em></p>", "<p>Опрос</p><p>На автобусе</p>", "Ольга Тищенко"),
    ],
)
def test_what_follows_the_signature_and_is_no_paragraph_is_no_text(
    lang: str, signed: str, after: str, name: str
) -> None:
    article = read(f"<td>{headed(lang)}{told(lang)}{signed.format(name)}{after}</td>", lang=lang)
    assert article.text.split("\n") == list(TONGUES[lang])
    assert article.authors == (name,)


@pytest.mark.parametrize(("lang", "word"), [("en", "Sign in"), ("ko", "로그인"), ("zh", "登录")])
def test_form_to_log_in_at_an_articles_address_is_no_article(lang: str, word: str) -> None:
    form = "<form><input type='email'><input type='password'></form>"
    head = f"<title>{word}</title><meta property='og:type' content='article'>"
    with pytest.raises(Skip) as refused:
        read(f"<main><h1>{word}</h1><p>{TONGUES[lang][0]}</p>{form}</main>", lang=lang, head=head, title=False)
    assert refused.value.reason == "other-page"


@pytest.mark.parametrize("zone", ["+10:00", "+09:00", "-05:00"])
def test_midnight_in_a_zone_of_its_own_is_a_day(zone: str) -> None:
    ld = f'<script type="application/ld+json">{{"@type": "NewsArticle", "datePublished": "2025-11-24T00:00:00{zone}"}}'
    article = read(f"<main>{headed('en')}{told('en')}</main>", head=f"{ld}</script>")
    assert (f"{article.published:%Y-%m-%d}", article.published_precision) == ("2025-11-24", "day")


@pytest.mark.parametrize(
    ("lang", "stamp", "hour"),
    [("en", "24 November, 14:05", "14:05"), ("ko", "11월 24일 오후 2:05", "05:05"), ("zh", "11-24 14:05", "14:05")],
)
def test_day_without_a_year_by_the_headline_is_the_latest_one(lang: str, stamp: str, hour: str) -> None:
    article = read(f"<main><p class='d'>{stamp}</p>{headed(lang)}{told(lang)}</main>", lang=lang)
    assert article.published is not None
    assert f"{article.published:%Y-%m-%d %H:%M}" == f"2025-11-24 {hour}"


@pytest.mark.parametrize(("lang", "label"), [("en", "About the author"), ("ko", "관련기사"), ("zh", "作者简介")])
def test_box_labelled_for_those_who_hear_the_page_is_read_by_its_label(lang: str, label: str) -> None:
    said = {
        "en": "Edith Moran joined in 2013 and writes on ferries.",
        "ko": "통영 굴 값이 두 배로 뛰었다고 한다.",
        "zh": "她写轮渡。",
    }
    box = f"<section aria-label='{label}'><p>{said[lang]}</p></section>"
    assert read(f"<article>{headed(lang)}{told(lang)}{box}</article>", lang=lang).text.split("\n") == list(
        TONGUES[lang]
    )
