"""Lines that stood in texts of outlets that nobody had met and are not the article's, each kind in other dress."""

from __future__ import annotations

import json

import pytest

from tests.extract.article.test_foreign_layouts import TITLES, TONGUES, headed, read, told


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("ko", "[항구일보 민보라 기자]"),
        ("ko", "단둥=민보라 특파원"),
        ("ko", "블라디보스토크 = 민보라·하도준 기자"),
        ("en", "By HANNA VIRTALA, Harbour staff writer"),
        ("zh", "本报驻丹东记者 骆一宁"),
    ],
)
@pytest.mark.parametrize("names", ["lead-by", "art_lead", "summary-top"])
def test_byline_in_a_box_named_for_the_lead_is_no_standfirst(lang: str, line: str, names: str) -> None:
    body = f"<div class='t'><span class='{names}'>{line}</span><br><br>{told(lang, '{}<br><br>')}</div>"
    article = read(f"<main>{headed(lang)}{body}</main>", lang=lang)
    assert article.text.split("\n") == list(TONGUES[lang])
    assert article.authors


@pytest.mark.parametrize(
    ("lang", "line", "names"),
    [
        ("en", "By staff reporter Kim Su Hyang", ("Kim Su Hyang",)),
        ("en", "By our special correspondent Hanna Virtala", ("Hanna Virtala",)),
        ("en", "Staff Writer Odo Brandt in Vladivostok", ("Odo Brandt",)),
        ("ko", "본사기자 민보라", ("민보라",)),
        ("zh", "本报记者 骆一宁", ("骆一宁",)),
    ],
)
def test_byline_with_a_post_at_the_end_is_no_line(lang: str, line: str, names: tuple[str, ...]) -> None:
    article = read(f"<main>{headed(lang)}<div>{told(lang, '{}<br><br>')}{line}</div></main>", lang=lang)
    assert article.text.split("\n") == list(TONGUES[lang])
    assert article.authors == names


@pytest.mark.parametrize("line", ["Hanna Virtala", "Hanna Virtala, Vladivostok", "HANNA VIRTALA | Harbour"])
@pytest.mark.parametrize("at_end", [True, False])
def test_line_that_names_the_stated_author_is_no_line(line: str, at_end: bool) -> None:
    node = {"@type": "NewsArticle", "headline": TITLES["en"], "author": {"@type": "Person", "name": "Hanna Virtala"}}
    head = f"<script type='application/ld+json'>{json.dumps(node)}</script>"
    said = f"<p class='m'>{line}</p>"
    body = f"<div>{told('en')}{said}</div>" if at_end else f"<div>{said}{told('en')}</div>"
    article = read(f"<main>{headed('en')}{body}</main>", head=head)
    assert article.text.split("\n") == list(TONGUES["en"])


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("en", "Reported by Hong Sera for the Korean Service. Translated by Ana Reyes. Edited by Odo Brandt."),
        ("en", "Our Standards: The Harbour Charter"),
        ("en", "Read our editorial standards"),
        ("en", "Our standards: How we check facts and correct mistakes"),
        ("en", "Reproduction, redistribution and use for AI training are prohibited."),
        ("en", "Unauthorised copying or distribution of this article is strictly forbidden."),
        ("ko", "이 기사의 무단 복제와 인공지능 학습 이용을 금합니다."),
        ("zh", "未经许可，不得转载或用于人工智能训练。"),
        ("en", "How did this story make you feel?"),
        ("en", "Was this article helpful?"),
        ("ko", "이 기사 어떠셨나요?"),
        ("ko", "이 기사에 대해 어떻게 생각하시나요?"),
        ("zh", "这篇文章对您有帮助吗？"),
        ("en", "-0-"),
        ("en", "- 30 -"),
        ("en", "###"),
        ("ko", "(끝)"),
    ],
)
def test_line_of_the_house_below_the_text_is_no_line(lang: str, line: str) -> None:
    body = f"<main><article>{headed(lang)}<div class='b'>{told(lang)}<p class='x'>{line}</p></div></article></main>"
    assert read(body, lang=lang).text.split("\n") == list(TONGUES[lang])


@pytest.mark.parametrize(
    ("lang", "box"),
    [
        ("en", "<h4>Get The Harbour Brief</h4><p>Our ports letter, every weekday. Unsubscribe with one click.</p>"
               "<button type='button'>Subscribe free</button>"),
        ("en", "<strong>Night Ferry</strong><p>Six stories before breakfast, by email, from our desk in Busan.</p>"
               "<a class='btn' href='/nl/night'>Sign up</a>"),
        ("ko", "<b>항구레터</b><p>매주 화요일 아침 항구의 소식을 메일로 보내 드립니다.</p><button>구독하기</button>"),
        ("zh", "<b>海港晨报</b><p>每个工作日清晨，把码头上的新闻送到您的手机里。</p><a href='/nl'>立即订阅</a>"),
    ],
)  # fmt: skip
def test_box_with_a_button_to_subscribe_is_no_text(lang: str, box: str) -> None:
    first, second, *rest = (f"<p>{text}</p>" for text in TONGUES[lang])
    body = (
        f"<main><article>{headed(lang)}<div>{first}{second}<div class='x7'>{box}</div>{''.join(rest)}</div></article>"
    )
    assert read(f"{body}</main>", lang=lang).text.split("\n") == list(TONGUES[lang])


@pytest.mark.parametrize("names", ["house-ad", "house-promo", "ad-house in-text", "inhouse-ad"])
def test_advertisement_of_the_house_is_no_text(names: str) -> None:
    first, second, *rest = (f"<p>{text}</p>" for text in TONGUES["en"])
    box = f"<div class='{names}'><p>The Harbour Wall Chart of Cold Ports: £35, rolled and not folded.</p></div>"
    body = f"<main><article>{headed('en')}<div>{first}{second}{box}{''.join(rest)}</div></article></main>"
    assert read(body).text.split("\n") == list(TONGUES["en"])


@pytest.mark.parametrize(
    ("lang", "heading", "items"),
    [
        ("en", "Box 1. Signs that a ferry is late", ("The tea has been drunk twice over.", "Gulls sit on the rail.")),
        ("en", "Box 2: Who owns the gangway?", ("Nobody has owned it since the county sold its harbour office.",)),
        ("ko", "[박스 1] 배표 한 장의 값", ("좌석표는 260달러, 침대표는 310달러이다.", "짐 한 개에 12달러를 더 낸다.")),
        ("zh", "专栏1 一张船票的由来", ("船票由两家公司轮流印制。", "退票须在开船前三天办理，逾期作废。")),
        ("ja", "コラム１ 桟橋は誰のものか", ("桟橋は郡の所有だったが、事務所とともに売られた。",)),
        ("ru", "Врезка 1. Кому принадлежит трап", ("С тех пор как округ продал контору порта, трап ничей.",)),
    ],
)  # fmt: skip
@pytest.mark.parametrize("tag", ["aside", "div"])
def test_numbered_box_of_an_article_is_its_text(tag: str, lang: str, heading: str, items: tuple[str, ...]) -> None:
    lang = lang if lang in ("ko", "zh") else "en"
    first, second, *rest = (f"<p>{text}</p>" for text in TONGUES[lang])
    told_in = (
        "<ol>" + "".join(f"<li>{item}</li>" for item in items) + "</ol>" if len(items) > 1 else f"<p>{items[0]}</p>"
    )
    box = f"<{tag} class='kasten'><h4>{heading}</h4>{told_in}</{tag}>"
    body = f"<main><article>{headed(lang)}<div>{first}{second}{box}{''.join(rest)}</div></article></main>"
    one, two, *others = TONGUES[lang]
    assert read(body, lang=lang).text.split("\n") == [one, two, heading, *items, *others]


@pytest.mark.parametrize("heading", ["Box office", "More on ports", "The Harbour shop"])
def test_other_box_beside_a_text_stays_out(heading: str) -> None:
    first, second, *rest = (f"<p>{text}</p>" for text in TONGUES["en"])
    box = f"<aside class='k'><h4>{heading}</h4><p>Nobody has owned it since the county sold its office.</p></aside>"
    body = f"<main><article>{headed('en')}<div>{first}{second}{box}{''.join(rest)}</div></article></main>"
    assert heading not in read(body).text
