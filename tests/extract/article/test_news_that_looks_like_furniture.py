"""Lines and boxes of news that are worded like a house's own lines, as first and last lines of a text; and the day."""

from __future__ import annotations

import json

import pytest

from extract.furniture.line_rules import line_reason
from tests.extract.article.test_foreign_layouts import CHINESE, KOREAN, TITLES, TONGUES, headed, read, told

NEWS = [
    "Distribution of South Korean films is strictly forbidden.",
    "Use of foreign currency in state shops is prohibited, residents of the town say.",
    "Any use of Chinese phones near the river is strictly prohibited.",
    "Unauthorised use of fishing boats is forbidden.",
    "Distribution of this material is prohibited in schools.",
    "Copying of South Korean songs is not allowed, a teacher said.",
    "Use of computers for AI training is prohibited.",
    "당국은 한국 영상물의 배포를 금지했다",
    "남한 드라마 복제와 유포가 전면 금지됐다",
    "당국은 외국 기사의 복제를 금지했다",
    "상표 도용을 금지하는 법",
    "未经许可，居民不得离开本郡。",
    "未经许可，不得复制韩国电影",
    "未经批准和许可，禁止在市场出售进口药品。",
    "未经许可转载外国报道的人不得离开平壤。",
    "Использование иностранной валюты в магазинах запрещено.",
    "Использование строительных материалов из Китая запрещено.",
    "Копирование южнокорейских фильмов строго запрещено.",
    "当局は韓国映画の複製を禁止",
    "外国の記事の転載を禁止する法律",
    "How do you think it will end?",
    "How did you find a job in Dandong?",
    "How do you feel about leaving Hyesan?",
    "How do you rate the harvest this year?",
    "What do you think of this report by the ministry of trade?",
    "이 기사는 시장 분석에 도움이 됐다.",
    "Понравилась ли ему новость о новом рынке в городе, не знает никто.",
    "Our principles: independence, peace and friendship",
    "Our standards - how rice is graded at Rajin port",
    "Our ethics: work, work and more work",
]


@pytest.mark.parametrize("line", NEWS)
def test_line_of_news_is_no_line_of_the_house(line: str) -> None:
    assert line_reason(line, "any", "edge") is None


@pytest.mark.parametrize("line", NEWS[::3])
@pytest.mark.parametrize("at_end", [True, False])
def test_line_of_news_stays_at_the_edge_of_a_text(line: str, at_end: bool) -> None:
    said = f"<p>{line}</p>"
    body = f"<div>{told('en')}{said}</div>" if at_end else f"<div>{said}{told('en')}</div>"
    texts = [*TONGUES["en"], line] if at_end else [line, *TONGUES["en"]]
    assert read(f"<main>{headed('en')}{body}</main>").text.split("\n") == texts


@pytest.mark.parametrize(
    "line",
    [
        "Any unauthorized use of our content is prohibited.",
        "Reproduction in whole or in part is prohibited without written permission.",
        "Republication is not permitted without the consent of the publisher.",
        "무단 전재 및 재배포 금지",
        "본 기사의 복제와 배포를 금합니다.",
        "무단 전재-재배포, AI 학습 및 활용 금지",
        "未经授权，严禁转载、摘编。",
        "未经本报许可，不得复制或使用本文。",
        "本記事の複製およびAI学習への利用を禁じます。",
        "無断転載を禁じます",
        "Копирование и использование материалов сайта без согласия редакции запрещено.",
        "Перепечатка запрещена.",
        "How do you like this article?",
        "How did this report make you feel?",
        "이 기사가 도움이 되었나요?",
        "この記事は役に立ちましたか？",
        "Вам понравилась эта статья?",
        "Our Standards: The Harbour Charter",
        "Our journalistic principles | Accuracy, fairness and corrections",
        "Our ethics: editorial independence",
    ],
)
def test_line_of_the_house_is_told_still(line: str) -> None:
    assert line_reason(line, "any", "edge")


@pytest.mark.parametrize(
    ("line", "stays"),
    [
        ("Hanna Virtala's own account", True),
        ("Hanna Virtala answers", True),
        ("Hanna Virtala’s four winters", True),
        ("Hanna Virtala-Korhonen", True),
        ("Hanna Virtala, who left", True),
        ("Hanna Virtala in her berth", True),
        ("Hanna Virtala: No answer", True),
        ("Hanna Virtala in Vladivostok", False),
        ("Hanna Virtala – Vladivostok", False),
    ],
)
def test_what_follows_the_authors_name_must_be_parted_from_it(line: str, stays: bool) -> None:
    node = {"@type": "NewsArticle", "headline": TITLES["en"], "author": {"@type": "Person", "name": "Hanna Virtala"}}
    head = f"<script type='application/ld+json'>{json.dumps(node)}</script>"
    article = read(f"<main>{headed('en')}<div>{told('en')}<p>{line}</p></div></main>", head=head)
    assert article.text.split("\n") == [*TONGUES["en"], *([line] if stays else [])]


@pytest.mark.parametrize("button", ["订阅", "구독하기", "로그인", "Subscribe", "Sign up"])
@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("zh", (f"{CHINESE[0]}{CHINESE[1]}{CHINESE[2]}", "2026年3月2日")),
        ("ko", (f"{KOREAN[0]} {KOREAN[1]} {KOREAN[2]}", "2026년 3월 2일")),
        ("zh", (CHINESE[0], CHINESE[1], "2026年3月2日")),
        ("ko", (KOREAN[0], KOREAN[2])),
        ("en", (TONGUES["en"][0], "March 2, 2026")),
    ],
)
def test_short_article_that_ends_in_a_button_is_no_offer(lang: str, said: tuple[str, ...], button: str) -> None:
    told_in = "".join(f"<p>{text}</p>" for text in said)
    body = f"<div><h2>{TITLES[lang]}</h2>{told_in}<a href='/s'>{button}</a></div>"
    assert said[0] in read(f"<main>{body}</main>", lang=lang).text


@pytest.mark.parametrize("lang", ["zh", "ko", "en"])
def test_brief_within_an_article_is_no_offer(lang: str) -> None:
    first, second, *rest = TONGUES[lang]
    heading = {"zh": "背景", "ko": "배경", "en": "Background"}[lang]
    box = f"<div><h3>{heading}</h3><p>{second}</p><a href='/s'>{'Subscribe' if lang == 'en' else '구독하기'}</a></div>"
    body = f"<p>{first}</p>{box}{''.join(f'<p>{text}</p>' for text in rest)}"
    article = read(f"<main><article>{headed(lang)}<div>{body}</div></article></main>", lang=lang)
    assert not any(second in gone.text for gone in article.removed)


@pytest.mark.parametrize(
    ("url", "node"),
    [
        ("https://harbour.example/news/4411?from=rss", {"url": "https://harbour.example/news/4411"}),
        ("https://harbour.example/?p=4411", {"url": "https://harbour.example/news/4411"}),
        ("https://harbour.example/?p=4411", {"url": "/news/4411"}),
        ("https://harbour.example/news/4411", {"@id": "urn:uuid:12"}),
        ("https://harbour.example/%EA%B8%B0%EC%82%AC", {"url": "https://harbour.example/기사"}),
        ("https://harbour.example/news/ferry", {"url": "https://harbour.example/news/ferry/amp"}),
        ("https://harbour.example/news/ferry", {"url": "https://harbour.example/en/news/ferry.html"}),
    ],
)
@pytest.mark.parametrize("named", [True, False])
def test_page_whose_address_is_written_otherwise_dates_its_article(url: str, node: dict[str, str], named: bool) -> None:
    if not named and "?p=" in url:
        pytest.skip("neither its name nor its address tells that it is the page")
    stated = {"@type": "WebPage", **({"name": TITLES["en"]} if named else {}), **node}
    script = json.dumps(stated | {"datePublished": "2026-03-02"})
    article = read(
        f"<main>{headed('en')}{told('en')}</main>",
        head=f"<script type='application/ld+json'>{script}</script>",
        url=url,
    )
    assert article.published is not None
    assert article.published.date().isoformat() == "2026-03-02"
