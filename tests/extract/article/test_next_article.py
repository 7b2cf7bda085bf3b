"""An article that a page goes on with, and a live page that is one article, each in three languages."""

from __future__ import annotations

import pytest

from tests.extract.article.test_foreign_layouts import TITLES, TONGUES, headed, read, told

NEXT = {
    "en": (
        "Skating rinks open in twenty courtyards",
        "5 March 2026, 18:20",
        "The largest ice is promised at the stadium.",
    ),
    "ko": (
        "시내 스케이트장 스무 곳 문 열어",
        "2026.03.05 18:20",
        "가장 큰 얼음판은 종합운동장에 마련된다고 시는 밝혔다.",
    ),
    "zh": ("二十个院子的溜冰场开放", "2026-03-05 18:20", "最大的一块冰面将设在体育场，冰鞋可以在现场租用。"),
}


@pytest.mark.parametrize("lang", ["en", "ko", "zh"])
def test_next_article_below_the_text_is_not_read(lang: str) -> None:
    title, day, text = NEXT[lang]
    glued = (
        f"<div class='c'><h1>{title}</h1><span class='d'>{day}</span>{f'<p>{text}</p>' * 1}<p>{text[::-1]}</p></div>"
    )
    body = (
        f"<div class='page'><div class='c'>{headed(lang)}<div class='d'>2026-03-06</div>{told(lang)}</div>{glued}</div>"
    )
    assert read(body, lang=lang).text.split("\n") == list(TONGUES[lang])


def test_an_h1_within_the_text_is_a_subhead() -> None:
    parts = [f"<p>{text}</p>" for text in TONGUES["en"]]
    body = f"<main>{headed('en')}<p>6 March 2026</p>{''.join(parts[:4])}<h1>On board</h1>{''.join(parts[4:])}</main>"
    assert TONGUES["en"][-1] in read(body).text


@pytest.mark.parametrize("lang", ["en", "ko", "zh"])
def test_live_page_whose_entries_are_told_at_length_is_an_article(lang: str) -> None:
    long = " ".join if lang != "zh" else "".join
    entries = "".join(
        f"<section><h3>{hour}:15</h3><p>{long(TONGUES[lang][hour % 4 : hour % 4 + 3])}</p></section>"
        for hour in (9, 10, 11, 12)
    )
    head = f"<title>Live: {TITLES[lang]}</title>"
    live = f"<main>{headed(lang)}<p>6 March 2026</p><div class='live-blog'>{entries}</div></main>"
    assert len(read(live, lang=lang, head=head, title=False).text) > 300
