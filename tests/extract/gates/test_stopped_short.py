"""A long text that stops in mid-sentence right before a wall is a first part; one that ends is whole."""

from __future__ import annotations

import pytest

from tests.extract.article.test_foreign_layouts import TONGUES, headed, read

WALLED = {
    "en": (
        "The harbour office keeps a second register, and in it the names of those who",
        "<div class='c7'><h3>This story is for subscribers</h3><p>Log in or subscribe to read the rest.</p></div>",
    ),
    "ko": (
        "항만 사무소에는 또 하나의 장부가 있는데 거기에는 그 이름들이 적혀 있는…",
        "<div class='box'><strong>회원 전용 기사입니다</strong><p>로그인하시면 전문을 보실 수 있습니다.</p></div>",
    ),
    "zh": (
        "港口办公室里还有另一本登记簿，上面写着那些",
        "<form action='/login'><p>登录后阅读全文</p><input type='password' name='p'><button>登录</button></form>",
    ),
}


@pytest.mark.parametrize("lang", WALLED)
@pytest.mark.parametrize("cut", [True, False])
def test_long_text_is_partial_where_it_stops_before_a_wall(lang: str, cut: bool) -> None:
    stop, wall = WALLED[lang]
    texts = [*TONGUES[lang], *(text.replace(text[:6], f"{n}: ") for n, text in enumerate(TONGUES[lang] * 3))]
    told = "".join(f"<p>{text}</p>" for text in ([*texts, stop] if cut else texts))
    assert read(f"<article>{headed(lang)}{told}{wall}</article>", lang=lang).partial is cut
