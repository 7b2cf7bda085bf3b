"""What two texts share, in numbers: shingles, the longest run of words, the longest stretch of a quotation."""

from __future__ import annotations

import pytest

from extract.stories.compare import (
    common,
    longest_quoted,
    longest_run,
    measure,
    most_in_a_row,
    read_text,
    without_furniture,
)
from extract.stories.judging import judge_translation
from extract.stories.words import read_words

GOODS = [
    "barley",
    "copper",
    "timber",
    "salt",
    "glass",
    "cotton",
    "rubber",
    "paint",
    "honey",
    "flour",
    "wool",
    "soap",
    "paper",
    "brick",
    "nails",
    "rope",
    "tea",
    "sugar",
    "lamps",
    "ink",
    "cork",
    "wax",
    "tin",
    "lead",
    "chalk",
    "silk",
    "hemp",
    "oats",
    "rye",
    "peas",
    "beans",
    "corn",
    "pears",
    "plums",
    "figs",
    "dates",
    "leeks",
    "onions",
]


def text(*parts: str) -> str:
    return " ".join(parts) + "."


def test_longest_run_is_the_shorter_of_what_each_has_in_a_row() -> None:
    whole, other = GOODS[:20], GOODS[24:34]
    twice = [*whole[:12], *other, *whole[8:]]  # all of the whole stands in it, but no more than twelve words in a row
    a, b = read_words(text(*whole)), read_words(text(*twice))
    assert longest_run(a, b) == longest_run(b, a) == 12
    assert longest_run(a, a) == 20
    assert longest_run(a, read_words(text(*other))) == 0
    assert longest_run(a, read_words("평양에서 쌀값이 다시 올랐다고 상인이 전했다.")) == 0


def test_no_run_is_longer_than_what_is_said_of_the_most() -> None:
    again = [*GOODS[:10], *GOODS[:10], *GOODS[30:]]
    a, b = read_text(text(*again)), read_text(text(*GOODS[:10], *GOODS[20:30]))
    shared = common(a.words.shingles, b.words.shingles)
    repeated = len(a.words.ordered) - a.size
    assert repeated > 0
    assert most_in_a_row(a, b, shared) == most_in_a_row(b, a, shared) == shared + repeated + a.words.per_shingle - 1


def test_quotation_counts_by_the_words_of_it_that_the_other_has() -> None:
    said = " ".join(GOODS[:18])
    a = read_text(f"A trader in the town said on Monday when asked: “{said}”")
    b = read_text(f"Nobody there knows whether {' '.join(GOODS[:11])} came by rail.")
    assert longest_quoted(a, b) == longest_quoted(b, a) == 11
    assert longest_quoted(b, b) == 0  # nothing is quoted there


def test_what_is_contained_counts_against_the_shorter() -> None:
    a, b = read_text(text(*GOODS)), read_text(text(*GOODS[:20]))
    assert measure(a, b).contained == measure(b, a).contained == 1.0
    assert measure(a, b).shared == b.size
    assert measure(a, read_text("")).contained == 0.0


PROSE = "The mill by the river has two presses, and both were running when a buyer came to see them in March. " * 4


@pytest.mark.parametrize(("menu", "goes"), [(("Home", "Trade", "Ports"), True), (("Home", "Trade"), False)])
def test_menus_go_from_texts_of_four_lines(menu: tuple[str, ...], goes: bool) -> None:
    raw = "\n".join((*menu, PROSE.strip()))
    assert without_furniture(raw) == (PROSE.strip() if goes else raw)


ENGLISH = "Exports rose to 41.7 million dollars from 28.3 million; 1,940 tons of coal were sold at 96.5 dollars a ton."
KOREAN = "수출은 2,830만 달러에서 4,170만 달러로 늘었고 석탄 1,940톤이 톤당 96.5달러에 팔렸다."


def test_figures_of_another_story_make_no_translation() -> None:
    assert judge_translation(ENGLISH, KOREAN) is not None
    assert judge_translation(ENGLISH, KOREAN.replace("1,940", "7,310").replace("96.5", "12.8")) is None
    assert judge_translation("Nothing was counted.", "아무것도 세지 않았다.") is None


def test_few_of_many_figures_make_no_translation() -> None:
    more = " ".join(f"{n}.{n + 1} tons went to port {n}." for n in range(31, 60, 2))
    less = " ".join(f"{n}.{n + 1}톤." for n in range(62, 90, 2))
    assert judge_translation(f"{ENGLISH} {more}", f"{KOREAN} {less}") is None
