"""Articles that a page's scripts hold as rows of elements, beside a frame without text."""

from __future__ import annotations

import json

import pytest

from tests.extract.article.test_foreign_layouts import TITLES, TONGUES, headed, read


def pushed(*rows: str) -> str:
    return "".join(f"<script>self.__next_f.push({json.dumps([1, row], ensure_ascii=False)})</script>" for row in rows)


def element(tag: str, held: object, **said: str) -> list[object]:
    return ["$", tag, None, {**said, "children": held}]


def row(name: str, value: object) -> str:
    return f"{name}:{json.dumps(value, ensure_ascii=False)}\n"


def a_row_a_paragraph(lang: str, by: str, day: str) -> str:
    texts = TONGUES[lang]
    head = [element("h1", TITLES[lang]), element("span", by), element("time", day), "$L6"]
    lines = [row(f"a{index}", element("p", text, className="S_p")) for index, text in enumerate(texts)]
    body = row("6", element("div", [f"$La{index}" for index in range(len(texts))]))
    return pushed('1:HL["/x.css","style"]\n2:I[95,[],""]\n', row("5", element("article", head)), *lines, body)


def one_row(lang: str, by: str, day: str) -> str:
    paragraphs = [element("$L9", element("p", text)) for text in TONGUES[lang]]
    head = element("header", [element("h1", TITLES[lang]), element("div", [element("b", by), " · ", day])])
    whole = row("0", element("$L4", element("main", [head, element("section", paragraphs)])))
    return pushed(whole[:200], whole[200:])


def markup_in_a_row(lang: str, by: str, day: str) -> str:
    held = "".join(f"<p>{text}</p>" for text in TONGUES[lang])
    raw = ["$", "div", "b", {"dangerouslySetInnerHTML": {"__html": held}}]
    head = [element("h1", TITLES[lang]), element("p", f"{by} | {day}"), raw]
    return pushed(row("3", element("main", head)), row("7", element("footer", "© Harbour")))


@pytest.mark.parametrize(
    ("lang", "made", "by", "day", "name"),
    [
        ("en", a_row_a_paragraph, "By Hanna Virtala", "10 November 2025", "Hanna Virtala"),
        ("ko", one_row, "민보라 기자", "2025.11.10", "민보라"),
        ("zh", markup_in_a_row, "记者 骆一宁", "2025-11-10", "骆一宁"),
    ],
)
def test_article_in_rows_of_elements_is_read_with_its_author_and_day(
    lang: str, made: object, by: str, day: str, name: str
) -> None:
    frame = f"<div><nav><a href='/a'>A</a></nav><main>{headed(lang)}<div class='skeleton'></div></main></div>"
    article = read(frame + made(lang, by, day), lang=lang)  # type: ignore[operator]
    assert article.text.split("\n") == list(TONGUES[lang])
    assert (article.authors, f"{article.published:%Y-%m-%d}") == ((name,), "2025-11-10")


def test_rows_beside_a_text_that_is_shown_are_not_read() -> None:
    shown = "".join(f"<p>{text}</p>" for text in TONGUES["en"])
    other = pushed(row("0", element("main", [element("p", text) for text in TONGUES["ko"]])))
    assert read(f"<main>{headed('en')}{shown}</main>{other}").text.split("\n") == list(TONGUES["en"])
