"""What two texts share, in numbers: shingles, the longest run of words, the longest stretch of a quotation."""

from __future__ import annotations

import numpy as np
import pytest

from extract.stories.compare import (
    common,
    longest_quoted,
    longest_run,
    measure,
    most_in_a_row,
    passages_of,
    read_text,
    without_furniture,
)
from extract.stories.judging import judge_translation
from extract.stories.words import read_words, winnow

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


def plain(name: str, count: int) -> str:
    """So many words that stand nowhere else."""
    return " ".join(f"{name}{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(count))


@pytest.mark.parametrize(
    ("line", "stays"),
    [
        # sixty letters, or the end of a sentence whatever closes behind it
        *(("x" * 60, True), ("x" * 59, False), ("Prices fell.", True), ("Why?", True), ("He said “no.”", True)),
        *(("쌀값이 올랐다。", True), ("Prices fell…", True), ("(Prices fell!)  ", True), ("Read more:", False)),
        *(("Photo: J. Doe", False), ("", False), ("3.5", False)),
    ],
)
def test_line_is_a_sentence_by_its_length_or_its_end(line: str, stays: bool) -> None:
    raw = f"{PROSE.strip()}\n{line}\nHome\nTrade"
    assert without_furniture(raw) == (f"{PROSE.strip()}\n{line}" if stays else PROSE.strip())


@pytest.mark.parametrize(("length", "goes"), [(200, True), (199, False)])
def test_menus_stay_where_hardly_anything_else_is(length: int, goes: bool) -> None:
    prose = "x" * (length - 1) + "."
    raw = f"Home\nTrade\nPorts\n{prose}"
    assert without_furniture(raw) == (prose if goes else raw)


@pytest.mark.parametrize(
    ("said", "apart"),
    [
        *((f'"{plain("q", 8)}". ', 4), (f'"{plain("q", 7)}". ', 0)),  # eight words make a long quotation
        *((f"“{plain('q', 9)}”. ", 5), (f"„{plain('q', 9)}“. ", 5), (f"„{plain('q', 9)}”. ", 5)),
        *((f"«{plain('q', 9)}» ", 5), (f"「{plain('q', 9)}」 ", 5), (f"『{plain('q', 9)}』 ", 5)),
        (f"'{plain('q', 9)}'. ", 0),
        # one that nobody closed ends with its paragraph
        *((f'"{plain("q", 9)}\n', 5), (f"«{plain('q', 9)}\n", 0)),
        # straight marks take turns
        (f'"{plain("q", 9)}". He went. "{plain("r", 10)}". ', 5 + 6),
    ],
)
def test_long_quotations_are_told_apart_by_their_marks(said: str, apart: int) -> None:
    text = read_text(f"{said}{plain('s', 30)}")
    assert text.size - len(text.told) == apart  # shingles of five words that lie wholly within
    assert set(text.told.tolist()) <= set(text.words.shingles.tolist())


def test_who_said_it_belongs_to_a_quotation() -> None:
    said = f'"{plain("q", 9)}" said one of the men.'
    text = read_text(f"{said} {plain('s', 30)}")
    # all fourteen words of the sentence, and each of the shingles that reach over its end is told
    assert text.size - len(text.told) == 14 - 5 + 1


@pytest.mark.parametrize(("own", "told"), [(27, 0.0), (26, 16 / 38)])
def test_what_is_nearly_all_quotation_is_compared_as_a_whole(own: int, told: float) -> None:
    a = read_text(f'"{plain("q", 20)}" {plain("s", own)}')
    b = read_text(f"{plain('q', 20)} {plain('t', 40)}")
    assert len(a.told) == own - 15  # below twelve shingles nothing can be said of them
    assert measure(a, b).told == measure(b, a).told
    assert round(measure(a, b).told, 6) == round(told and 16 / a.size, 6)


@pytest.mark.parametrize(("count", "window"), [(83, 4), (84, 10)])
def test_short_texts_are_found_by_shorter_passages(count: int, window: int) -> None:
    # 79 shingles are a short text
    text = read_text(plain("s", count))
    assert text.size == count - 4
    assert text.sketch.tolist() == passages_of(text.raw).tolist() == winnow(text.words.ordered, window).tolist()


@pytest.mark.parametrize(
    ("a", "b", "shared"),
    [([], [], 0), ([], [1], 0), ([1, 2, 3], [2], 1), ([2], [1, 2, 3], 1), ([5, 9], [1, 5, 7], 1), ([9], [1, 5], 0),
     ([9], [5], 0), ([1, 2], [1, 2], 2), ([0, 7], [0, 8], 1)],
)  # fmt: skip
def test_hashes_that_two_sets_share_are_counted(a: list[int], b: list[int], shared: int) -> None:
    assert common(np.array(a, dtype=np.uint64), np.array(b, dtype=np.uint64)) == shared


def test_name_is_a_word_that_never_stands_in_small_letters() -> None:
    text = read_text("Trucks came to Rason. The trucks left McRae for Rason-si and the Île-de-France with 5 IT men.")
    words = ["trucks", "rason", "the", "left", "mcrae", "rae", "men", "si", "île", "it", "came"]
    assert text.names_among(words) == ["rason", "mcrae", "it"]  # "IT" is one, as far as this text goes
    assert text.names_among(iter(["rason", "rason"])) == ["rason", "rason"]


def test_empty_text_shares_nothing() -> None:
    empty, some = read_text(""), read_text(text(*GOODS))
    assert (measure(empty, empty).contained, measure(empty, empty).told, measure(empty, some).shared) == (0, 0, 0)
    assert longest_run(empty.words, some.words) == longest_run(some.words, empty.words) == 0
    assert longest_quoted(empty, some) == 0
