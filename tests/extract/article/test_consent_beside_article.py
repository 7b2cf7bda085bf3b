"""Boxes that ask for consent and have no name that says so, before and behind articles."""

from __future__ import annotations

import pytest

from tests.extract.article.test_foreign_layouts import TITLES, TONGUES, headed, read, told

ASKED = {
    "en": (
        "We and our 84 partners keep cookies on your device and read them to measure how this site is used.",
        "If you agree, your identifiers and your IP address may be processed in countries with weaker laws.",
        "You may withdraw your consent at any time under the link at the foot of each page of the site.",
    ),
    "ko": (
        "저희와 84개 파트너는 이 사이트의 이용을 재기 위하여 쿠키를 저장하고 읽습니다.",
        "동의하시면 식별자와 IP 주소 같은 개인정보가 해외에서 처리될 수 있습니다.",
        "동의는 모든 쪽 아래의 링크에서 언제든지 철회하실 수 있습니다.",
    ),
    "zh": (
        "我们和八十四家合作伙伴会在您的设备上保存Cookie，用来统计本网站的使用情况。",
        "点击同意之后，您的个人信息可能会在其他国家得到处理，也可能提供给第三方。",
        "您可以随时在每一页的下方撤回您的同意，并且查看我们的隐私说明。",
    ),
}
BUTTONS = {"en": ("Accept all", "Reject"), "ko": ("모두 동의", "거부"), "zh": ("全部接受", "拒绝")}


def plain(lang: str) -> str:
    yes, no = BUTTONS[lang]
    said = "".join(f"<p>{text}</p>" for text in ASKED[lang])
    return f"<div><div>{said}<button>{yes}</button><button>{no}</button></div></div>"


def parted(lang: str) -> str:
    yes, no = BUTTONS[lang]
    said = "".join(f"<div>{text}</div>" for text in ASKED[lang])
    return f"<section><div><div>{said}</div></div><div><a role='button'>{yes}</a> <a href='#n'>{no}</a></div></section>"


@pytest.mark.parametrize("lang", TONGUES)
@pytest.mark.parametrize("box", [plain, parted])
@pytest.mark.parametrize("heading", ["h1", "h2"])
def test_box_that_asks_for_consent_is_no_text_of_a_brief(lang: str, box: object, heading: str) -> None:
    brief = "".join(f"<p>{text}</p>" for text in TONGUES[lang][:2])
    head = f"<{heading}>{TITLES[lang]}</{heading}>"
    asked = box(lang)  # type: ignore[operator]
    for body in (f"<div>{asked}<div>{head}{brief}</div></div>", f"<div>{head}{brief}</div>{asked}"):
        assert read(body, lang=lang).text.split("\n") == list(TONGUES[lang][:2])


@pytest.mark.parametrize("lang", TONGUES)
def test_article_about_consent_stays_beside_a_placeholder_that_asks_for_it(lang: str) -> None:
    yes = BUTTONS[lang][0]
    about = "".join(f"<p>{text}</p>" for text in ASKED[lang])
    holder = f"<div><p>{ASKED[lang][0]}</p><button>{yes}</button></div>"
    text = read(f"<div>{headed(lang)}<div>{told(lang)}{about}{holder}</div></div>", lang=lang).text
    assert [line for line in (*TONGUES[lang], *ASKED[lang]) if line not in text.split("\n")] == []
