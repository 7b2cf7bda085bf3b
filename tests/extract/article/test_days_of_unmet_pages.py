"""Where outlets that nobody had met say when an article came out, each kind in three more templates and languages."""

from __future__ import annotations

import json

import pytest

from tests.extract.article.test_bylines_of_unmet_pages import STANDFIRST
from tests.extract.article.test_foreign_layouts import TITLES, headed, read, told


def stated(day: str) -> str:
    node = {"@type": "NewsArticle", "datePublished": day}
    return f"<script type='application/ld+json'>{json.dumps(node)}</script>"


@pytest.mark.parametrize("names", ["node node--promoted", "post-promoted is-latest", "entry latest"])
def test_article_that_its_system_promotes_is_no_advertisement(names: str) -> None:
    line = "<div class='i'><div class='w'>by Hanna Virtala</div><span class='d'>7 Dec 2025 · 08:00 · 5 min</span></div>"
    article = read(f"<main><div class='{names}'><header>{headed('en')}{line}</header>{told('en')}</div></main>")
    assert f"{article.published:%Y-%m-%d}" == "2025-12-07"


@pytest.mark.parametrize(
    ("lang", "stamp", "url"),
    [
        ("zh", "发布时间：2025年10月15日", "https://harbour.example/economy/20251015-33876.html"),
        ("ko", "입력 2025.10.15", "https://harbour.example/2025/10/15/4411"),
        ("en", "Published 15 October 2025", "https://harbour.example/news/2025-10-15/ferry"),
    ],
)
def test_day_of_stamp_and_address_is_believed_before_what_metadata_state(lang: str, stamp: str, url: str) -> None:
    body = f"<article>{headed(lang)}<p class='i'>{stamp}</p>{told(lang)}</article>"
    article = read(body, lang=lang, head=stated("2025-11-02T03:11:00+09:00"), url=url)
    assert f"{article.published:%Y-%m-%d}" == "2025-10-15"


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("en", "Originally published 2 September 2025"),
        ("ko", "최초 게재 2025년 9월 2일"),
        ("zh", "首发于2025年9月2日"),
    ],
)
def test_day_of_the_first_publication_is_believed_before_the_last(lang: str, line: str) -> None:
    body = f"<article>{headed(lang)}<div><p>{line}</p></div>{told(lang)}</article>"
    article = read(body, lang=lang, head=stated("2026-02-18T04:00:12+00:00"))
    assert f"{article.published:%Y-%m-%d}" == "2025-09-02"


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("en", "Interview by Hanna Virtala · March 2025 · Photographs by Odo Brandt"),
        ("ko", "대담·정리 민보라 | 2025년 3월 | 사진 하도준"),
        ("zh", "撰文 骆一宁 / 2025年3月 / 摄影 沈小舟"),
    ],
)
def test_month_under_a_long_standfirst_is_the_articles(lang: str, line: str) -> None:
    above = f"{headed(lang)}<p class='deck'>{STANDFIRST[lang]}</p><p class='m'>{line}</p>"
    body = f"<main>{above}<div>{told(lang)}</div></main>"
    article = read(body, lang=lang)
    assert (f"{article.published:%Y-%m}", article.published_precision) == ("2025-03", "month")


@pytest.mark.parametrize(
    ("lang", "frame", "line"),
    [
        ("en", "New: <a href='/d'>Mirror data, release of 1 October 2025</a>", "Publication date February 2025"),
        ("ko", "새 자료: <a href='/d'>2025년 10월 1일판</a>", "발행 2025년 2월"),
        ("zh", "公告：<a href='/d'>2025年10月1日起改版</a>", "出版 2025年2月"),
    ],
)
def test_month_by_the_headline_is_believed_before_a_day_in_the_frame(lang: str, frame: str, line: str) -> None:
    story = f"<article>{headed(lang)}<div class='f'>{line}</div>{told(lang)}</article>"
    body = f"<div class='bar'>{frame}</div><main>{story}</main>"
    article = read(body, lang=lang)
    assert (f"{article.published:%Y-%m}", article.published_precision) == ("2025-02", "month")


@pytest.mark.parametrize(
    ("lang", "node"),
    [
        ("en", {"@type": "WebPage", "name": "Harbour News", "datePublished": "2014-06-01T00:00:00Z"}),
        ("ko", {"@type": ["WebPage", "CollectionPage"], "name": "북한 경제", "datePublished": "2014-06-01"}),
        ("zh", {"@type": "WebPage", "name": "口岸频道", "url": "https://harbour.example/ports/",
                "datePublished": "2014-06-01T08:00:00+08:00"}),
        ("en", {"@type": "WebPage", "headline": "Ports and ferries", "dateCreated": "2014-06-01"}),
    ],
)  # fmt: skip
def test_day_of_a_page_of_another_name_does_not_date_the_article(lang: str, node: dict[str, object]) -> None:
    head = f"<script type='application/ld+json'>{json.dumps({'@graph': [node]})}</script>"
    body = (
        f"<article>{headed(lang)}<div><time datetime='2025-10-23T14:05:00-04:00'>23 Oct 2025</time></div>{told(lang)}"
    )
    article = read(f"<main>{body}</article></main>", lang=lang, head=head)
    assert f"{article.published:%Y-%m-%d}" == "2025-10-23"


@pytest.mark.parametrize("lang", ["en", "ko", "zh"])
@pytest.mark.parametrize(
    "named", [{}, {"name": "own"}, {"url": "https://harbour.example/news/4411", "name": "Harbour"}]
)
def test_day_of_the_page_itself_dates_the_article(lang: str, named: dict[str, str]) -> None:
    own = {key: TITLES[lang] if value == "own" else value for key, value in named.items()}
    node = {"@type": "WebPage", "datePublished": "2025-10-22", **own}
    head = f"<script type='application/ld+json'>{json.dumps(node)}</script>"
    article = read(f"<main><article>{headed(lang)}{told(lang)}</article></main>", lang=lang, head=head)
    assert f"{article.published:%Y-%m-%d}" == "2025-10-22"
