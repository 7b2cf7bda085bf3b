"""Where and how outlets that nobody had met name their authors, each kind in three more templates and languages."""

from __future__ import annotations

import pytest

from tests.extract.article.test_foreign_layouts import ENGLISH, KOREAN, TONGUES, headed, read, told

STANDFIRST = {
    "en": "She has counted stalls for sixteen years. The age of the big private trader, she thinks, is over.",
    "ko": "네 해 동안 항구에 묶여 있던 배가 돌아왔다. 부두에서 만난 사람들은 저마다 다른 이야기를 했다.",
    "zh": "停航四年，船票没有涨价，码头上的人却少了一半。她说，这条航线的生意要从头做起，谁也说不准能做多久。",
}


@pytest.mark.parametrize(
    ("lang", "line", "names"),
    [
        (
            "en",
            "<p class='x-info'>Interview by Hanna Virtala · November 2025 · Photographs by Odo Brandt</p>",
            ("Hanna Virtala",),
        ),
        (
            "en",
            "<div class='q1'><img alt=''><span>By <a href='/people/hv'>Hanna Virtala</a></span>"
            "<time datetime='2025-11-20T06:00'>November 20, 2025 at 6:00 AM GMT+9</time></div>",
            ("Hanna Virtala",),
        ),
        ("ko", "<div class='i2'>글·사진 = 민보라 | 그래픽 = 하도준 | 2025.11.20</div>", ("민보라",)),
        ("zh", "<div class='mt'>撰文 骆一宁　摄影 沈小舟　2025年11月20日</div>", ("骆一宁",)),
    ],
)
def test_byline_under_a_standfirst_as_long_as_a_paragraph_is_read(lang: str, line: str, names: tuple[str, ...]) -> None:
    body = f"<main>{headed(lang)}<p class='deck'>{STANDFIRST[lang]}</p>{line}<div>{told(lang)}</div></main>"
    assert read(body, lang=lang).authors == names


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("2025-11-20 18:26　本报记者　王&nbsp;&nbsp;磊　丹东报道", ("王磊",)),
        ("记者 孙 燕 通讯员 李晓峰", ("孙燕", "李晓峰")),
        ("作者：赵　敏　　2025年11月20日", ("赵敏",)),
    ],
)
def test_chinese_name_of_two_signs_set_wide_is_one_name(line: str, names: tuple[str, ...]) -> None:
    body = f"<div>{headed('zh')}<div class='src'>{line}</div>{told('zh')}</div>"
    assert read(body, lang="zh").authors == names


@pytest.mark.parametrize(
    ("lang", "line", "names"),
    [
        ("zh", "2025年11月　文丨骆一宁　来源：海港冷知识（公众号）", ("骆一宁",)),
        ("zh", "【作者】骆一宁　【编辑】沈小舟", ("骆一宁",)),
        ("ko", "등록 2025.11.20 [글] 민보라 [사진] 하도준", ("민보라",)),
        ("ko", "글ㅣ민보라 사진ㅣ하도준", ("민보라",)),
        ("en", "[Words] Hanna Virtala [Pictures] Odo Brandt", ("Hanna Virtala",)),
    ],
)
def test_label_in_brackets_or_before_a_bar_is_a_label(lang: str, line: str, names: tuple[str, ...]) -> None:
    body = f"<div>{headed(lang)}<p class='inf'>{line}</p>{told(lang)}</div>"
    assert read(body, lang=lang).authors == names


@pytest.mark.parametrize(
    ("lang", "signed", "note", "names"),
    [
        ("zh", "（文／骆一宁　欧阳文）", "（应受访者要求，老王为化名）", ("骆一宁", "欧阳文")),
        ("ko", "(글=민보라)", "※ 취재원 보호를 위해 일부 이름을 바꾸었습니다.", ("민보라",)),
        ("en", "(Text: Hanna Virtala)", "Some names have been changed.", ("Hanna Virtala",)),
        ("en", "[Reporting by Hanna Virtala]", "This interview has been edited for length.", ("Hanna Virtala",)),
    ],
)
def test_signature_in_brackets_before_a_note_is_read_and_no_text(
    lang: str, signed: str, note: str, names: tuple[str, ...]
) -> None:
    body = f"<div>{headed(lang)}<div>{told(lang)}<p>{signed}</p><p>{note}</p></div></div>"
    article = read(body, lang=lang)
    assert article.authors == names
    assert article.text.split("\n") == list(TONGUES[lang])


@pytest.mark.parametrize(
    ("lang", "signed", "name"),
    [
        ("zh", "<p class='qm'>（骆一宁）</p>", "骆一宁"),
        ("ko", "<p class='sgn'>〈민보라〉</p>", "민보라"),
        ("en", "<div class='sig'>[Hanna Virtala]</div>", "Hanna Virtala"),
    ],
)
def test_name_in_brackets_right_below_the_text_is_the_authors(lang: str, signed: str, name: str) -> None:
    body = f"<div>{headed(lang)}<div class='b'>{told(lang)}</div>{signed}<p><a href='/t'>PDF</a></p></div>"
    assert read(body, lang=lang).authors == (name,)


@pytest.mark.parametrize("machine", ["Harbour Robot", "Harbour AI", "Auto Bot", "Harbour Automation"])
def test_machine_that_a_page_states_is_no_author(machine: str) -> None:
    line = "<div class='top'><span>Hanna Virtala</span> <b>·</b> <span>Rason</span> <b>·</b> 20 November 2025</div>"
    body = f"<main>{headed('en')}{line}{told('en')}</main>"
    assert read(body, head=f"<meta name='author' content='{machine}'>").authors == ("Hanna Virtala",)


@pytest.mark.parametrize("line", ["Narantsetseg G.", "By Narantsetseg G.", "By Narantsetseg G., special to Harbour"])
def test_initial_at_the_end_of_a_name_keeps_its_stop(line: str) -> None:
    body = f"<main>{headed('en')}<div class='byline'>{line}</div>{told('en')}</main>"
    assert read(body).authors == ("Narantsetseg G.",)


@pytest.mark.parametrize(
    ("label", "said", "names"),
    [
        ("Authors", "VIRTALA, Hanna (HRI); BRANDT, Odo (University of Turku)", ("Hanna Virtala", "Odo Brandt")),
        ("Authors", "CHOE, Un-byol; Virtala, Hanna", ("Choe Un-byol", "Hanna Virtala")),
        ("Authors", "Virtala, H. E.; Brandt, O.", ("H. E. Virtala", "O. Brandt")),
    ],
)
def test_list_of_family_names_first_is_turned(label: str, said: str, names: tuple[str, ...]) -> None:
    row = f"<div class='rec'><div><b>{label}</b> <span>{said}</span></div><div><b>Pages</b> <span>37</span></div></div>"
    assert read(f"<main>{headed('en')}{row}{told('en')}</main>").authors == names


def test_brackets_around_what_is_no_name_stay() -> None:
    last = "(The ferry's owners did not answer.)"
    body = f"<div>{headed('en')}<div>{told('en')}<p>{last}</p></div></div>"
    assert read(body).text.split("\n") == [*ENGLISH, last]
    korean = "(배의 주인은 답하지 않았다.)"
    assert read(f"<div>{headed('ko')}<div>{told('ko')}<p>{korean}</p></div></div>", lang="ko").text.split("\n") == [
        *KOREAN,
        korean,
    ]
