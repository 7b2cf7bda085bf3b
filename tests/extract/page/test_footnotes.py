"""Footnotes: marks stay out of the words, notes out of the text; lists that are the article's stay."""

from __future__ import annotations

import pytest

from tests.extract.article.test_foreign_layouts import TONGUES, headed, read

NOTED = {
    "en": ("Port register, consulted in May.", "Interview with an agent, 3 June."),
    "ko": ("항만 등록부, 5월 열람.", "대리점 관계자 면담, 6월 3일."),
    "zh": ("港口登记簿，五月查阅。", "与代理人的谈话，六月三日。"),
}
LINKED = "<sup id='r{n}'><a href='#fn{n}'>{n}</a></sup>"
CITED = "<sup class='reference' id='cite_ref-{n}'>[<a href='#cite_note-{n}'>{n}</a>]</sup>"
WORD = "<a href='#_ftn{n}' name='_ftnref{n}'>[{n}]</a>"
RAISED = ("", "¹", "²")


def page(lang: str, mark: str, notes: str) -> str:
    """A page with a mark after its second and within its fourth paragraph, and what stands below the text."""
    told = list(TONGUES[lang])
    told[1] += mark.format(n=1, r=RAISED[1])
    told[3] = told[3][:-9] + mark.format(n=2, r=RAISED[2]) + told[3][-9:]
    one, two = NOTED[lang]
    below = notes.replace("ONE", one).replace("TWO", two)
    return f"<article>{headed(lang)}{''.join(f'<p>{text}</p>' for text in told)}{below}</article>"


@pytest.mark.parametrize(
    ("lang", "mark", "notes"),
    [
        ("en", LINKED, "<ol><li id='fn1'>ONE <a href='#r1'>↩</a></li><li id='fn2'>TWO <a href='#r2'>↩</a></li></ol>"),
        (
            "ko",
            WORD,
            "<hr><h4>각주</h4><div><p><a href='#_ftnref1' name='_ftn1'>[1]</a> ONE</p>"
            "<p><a href='#_ftnref2' name='_ftn2'>[2]</a> TWO</p></div>",
        ),
        (
            "zh",
            CITED,
            "<h2>注释</h2><div class='reflist'><ol><li id='cite_note-1'><b><a href='#cite_ref-1'>^</a></b> ONE</li>"
            "<li id='cite_note-2'><b><a href='#cite_ref-2'>^</a></b> TWO</li></ol></div>",
        ),
        (
            "en",
            "<a href='#e{n}' id='b{n}'>{n}</a>",
            "<div><p id='e1'><a href='#b1'>↑</a> ONE</p><p id='e2'><a href='#b2'>↑</a> TWO</p></div>",
        ),
        ("ko", "<sup>{n}</sup>", "<section class='post-footnotes'><ol><li>ONE</li><li>TWO</li></ol></section>"),
        ("zh", "{r}", "<p>¹ ONE</p><p>² TWO</p>"),
        ("en", " [{n}]", "<p>[1] ONE</p><p>[2] TWO</p>"),
        ("ko", "[{n}]", "<h3>참고 자료</h3><ol><li>ONE</li><li>TWO</li></ol>"),
        ("zh", "<sup>[{n}]</sup>", "<p><sup>[1]</sup>ONE</p><p><sup>[2]</sup>TWO</p>"),
    ],
)
def test_marks_and_notes_are_left_out_of_the_text(lang: str, mark: str, notes: str) -> None:
    article = read(page(lang, mark, notes), lang=lang)
    assert article.text.split("\n") == list(TONGUES[lang])
    left_out = " ".join(item.text for item in article.removed if item.reason == "footnotes")
    assert all(note in left_out for note in NOTED[lang])


@pytest.mark.parametrize(
    ("lang", "below"),
    [
        ("en", "<ol><li>ONE</li><li>TWO</li></ol>"),
        ("ko", "<ul class='points'><li>ONE</li><li>TWO</li></ul>"),
        ("zh", "<ol class='steps'><li id='s1'>ONE</li><li id='s2'>TWO</li></ol>"),
        ("en", "<p>1. ONE</p><p>2. TWO</p>"),
    ],
)
def test_list_that_no_mark_leads_to_stays(lang: str, below: str) -> None:
    lines = read(page(lang, "", below), lang=lang).text.split("\n")
    assert all(any(line.endswith(note) for line in lines) for note in NOTED[lang])


def test_raised_figures_of_units_stay_beside_notes() -> None:
    told = "The yard covers 1,200 m<sup>2</sup> and the shed 40 m², which the register calls small.<sup>1</sup>"
    prose = "".join(f"<p>{text}</p>" for text in TONGUES["en"])
    notes = "<div class='footnotes'><ol><li>Port register.</li><li>Map of the harbour.</li></ol></div>"
    text = read(f"<article>{headed('en')}<p>{told}</p>{prose}{notes}</article>").text
    assert text.split("\n")[0] == "The yard covers 1,200 m2 and the shed 40 m², which the register calls small."


def test_contents_that_lead_to_chapters_are_no_marks() -> None:
    told = "".join(f"<p id='c{n}'>{text}</p>" for n, text in enumerate(TONGUES["en"], 1))
    text = read(f"<article>{headed('en')}<p><a href='#c2'>1</a> <a href='#c4'>2</a></p>{told}</article>").text
    assert [line for line in text.split("\n") if line in TONGUES["en"]] == list(TONGUES["en"])
