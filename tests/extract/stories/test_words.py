"""Words in one spelling; shingles; the winnowing by which a common passage is sure to be met."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.stories.compare import passages_of, read_text
from extract.stories.spelling import name_words, normal_words, spell_words
from extract.stories.words import SHINGLE_CHARACTERS, SHINGLE_WORDS, hash_words, read_words, shingle, winnow

WORDS = st.lists(st.sampled_from([f"word{number}" for number in range(60)]), min_size=40, max_size=80)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kim Jong-un", "Kim Jong Un"),
        ("5,000 tons", "5 000 tonnes"),
        ("N. Korea's exports", "North Korea’s exports"),
        ("the U.S. Treasury", "the US Treasury"),
        ("on Sept. 3", "on September 3"),
        ("twelve per cent", "12%"),
        ("organised labour at the centre", "organized labor at the center"),
        ("a 240mm launcher", "a 240 mm launcher"),
        ("“Yes,” she said", '"Yes," she said'),
    ],
)
def test_words_of_two_house_styles_are_the_same(one: str, other: str) -> None:
    assert normal_words(one) == normal_words(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("3,500 tons", "3,600 tons"), ("in 2024 300 people", "in 2024300 people"), ("our hour", "or hor")],
)
def test_words_of_two_meanings_are_not(one: str, other: str) -> None:
    assert normal_words(one) != normal_words(other)


def test_korean_and_chinese_are_read_by_the_character() -> None:
    assert normal_words("라선에서 rice 大米") == ["라", "선", "에", "서", "rice", "大", "米"]
    assert read_words("라선에서 쌀값이 올랐다고 소식통이 전했다").per_shingle == SHINGLE_CHARACTERS
    assert read_words("Rice rose in Rason (라선), a source said").per_shingle == SHINGLE_WORDS


def test_text_shorter_than_a_shingle_has_one() -> None:
    assert len(read_words("Photo news").shingles) == 1
    assert len(read_words("").shingles) == 0


@given(WORDS, WORDS, WORDS, st.integers(2, 12))
def test_texts_that_share_a_passage_share_a_winnowed_hash(
    passage: list[str], before: list[str], after: list[str], window: int
) -> None:
    run = passage[: window + SHINGLE_WORDS - 1]
    one = read_words(" ".join([*before, *run, *after]))
    other = read_words(" ".join([*after[::-1], *run, *before[::-1]]))
    assert np.intersect1d(winnow(one.ordered, window), winnow(other.ordered, window)).size


@given(WORDS, st.integers(2, 12), st.integers(2, 12))
def test_narrower_window_keeps_all_that_a_wider_one_keeps(words: list[str], a: int, b: int) -> None:
    ordered = read_words(" ".join(words)).ordered
    wide, narrow = winnow(ordered, max(a, b)), winnow(ordered, min(a, b))
    assert set(wide.tolist()) <= set(narrow.tolist())


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    words = read_words(text)
    assert len(words.shingles) <= len(words.ordered) <= max(1, len(words.words))


@given(
    st.lists(st.one_of(st.text(max_size=12), st.sampled_from(["tonnes", "tons", "ton", "12", "twelve"])), max_size=30)
)
def test_words_have_the_same_hash_when_they_are_the_same(texts: list[str]) -> None:
    spelled = spell_words(" ".join(texts))
    words, hashes = name_words(spelled), hash_words(spelled).tolist()
    assert len(words) == len(hashes)
    assert len(set(words)) == len(set(hashes)) == len(set(zip(words, hashes, strict=True)))


def test_word_has_the_same_hash_wherever_it_stands() -> None:
    long = hash_words(spell_words(" ".join(["Rason", *["word"] * 40_000, "Rason"])))
    assert long[0] == long[-1] == hash_words(spell_words("In Rason"))[1]


def test_passages_of_a_text_are_those_of_the_text_as_it_is_compared() -> None:
    said = '"' + " ".join(f"the mill of ward {number} grinds again" for number in range(9)) + '," he said. '
    told = "\n".join(
        f"Lorry {number} left the depot for the river at dawn with forty sacks of meal." for number in range(20)
    )
    for raw in ("", "Short.", said, said + told, f"{told}\nRead more\nBy a reporter\n{said}"):
        assert passages_of(raw).tolist() == read_text(raw).sketch.tolist()


def test_hashes_are_those_that_lie_in_the_files_of_every_corpus() -> None:
    # they are stored: by another hash a text of today would meet none of those before it
    assert hash_words(" rason ").tolist() == [13678338890609187231]
    coal = hash_words(" coal came to rason by rail ")
    assert shingle(coal, 5).tolist() == [2428976515932202004, 13168374682310238790]
    assert read_words("라선에서 쌀값이 올랐다고").shingles.tolist() == [3117608802203364168, 4567497171486254336]


@pytest.mark.parametrize(
    ("text", "per_shingle"),
    [
        *(("", SHINGLE_WORDS), ("Rason", SHINGLE_WORDS), ("Rason port", SHINGLE_WORDS)),
        # signs of Korean or Chinese are more than half of the words
        *(("라 port", SHINGLE_WORDS), ("라선 port", SHINGLE_CHARACTERS), ("라선 port by rail", SHINGLE_WORDS)),
    ],
)
def test_text_is_read_by_what_most_of_it_is(text: str, per_shingle: int) -> None:
    assert read_words(text).per_shingle == per_shingle


@pytest.mark.parametrize(
    ("hashes", "window", "kept"),
    [
        ([5, 3, 8, 1, 9, 7], 3, [1, 3]),
        ([5, 3, 8, 1, 9, 7], 5, [1]),
        ([5, 3, 8, 1, 9, 7], 6, [1]),
        # fewer than a window: the least of them
        *(([5, 3, 8], 4, [3]), ([5, 3, 8], 3, [3]), ([5, 3, 8], 2, [3]), ([5], 4, [5]), ([], 4, [])),
        ([5, 3, 8, 9, 9, 9, 9, 9], 3, [3, 8, 9]),
        ([5, 3, 8], 1, [3, 5, 8]),
    ],
)
def test_least_of_each_window_is_kept(hashes: list[int], window: int, kept: list[int]) -> None:
    assert winnow(np.array(hashes, dtype=np.uint64), window).tolist() == kept


def test_shingle_is_of_its_words_in_their_order() -> None:
    one, other = (hash_words(f" {text} ") for text in ("coal came to rason", "rason came to coal"))
    assert len(shingle(one, 4)) == 1 and shingle(one, 4)[0] != shingle(other, 4)[0]
    assert shingle(one, 9).tolist() == shingle(one, 4).tolist()  # all of a text that is shorter
    assert len(shingle(one, 2)) == 3
