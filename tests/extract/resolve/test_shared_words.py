"""What two sentences say in common of one name, what a body is of, and whether a name is used as a place or a good."""

from __future__ import annotations

import pytest

from extract.resolve.shared_words import owner_words, shared_words, telling_words, used_as


@pytest.mark.parametrize(
    ("a", "b", "shared"),
    [
        ("Kim Chol drives trains at Khasan", "the Khasan driver Kim Chol", {"drive", "khasa", "~ka.san"}),
        ("Kim Chol, an economist", "Kim Chol writes on the economy", {"econo"}),
        ("Kim Chol of the UN in 2019", "the UN sent Kim Chol in 2019", {"2019", "un", "~un"}),
        ("Kim Chol said on Monday", "Kim Chol said", set()),
    ],
)
def test_words_of_one_root_are_shared(a: str, b: str, shared: set[str]) -> None:
    assert shared_words(("Kim Chol", a), ("Kim Chol", b)) == shared


@pytest.mark.parametrize(
    ("sentence", "names", "words"),
    [
        ("Kim Chol of Rason's mill", ["kim"], "chol facto rason ~col ~na.son"),
        ("drivers of 2019 brought fertiliser and 5 kilns", [], "2019 broug drive ferti kiln"),
        ("of to up it", [], ""),
        ("a UN un bureau", [], "burea un ~un"),
        ("Директор завода Ынсан", [], "дирек завод ынсан"),
        # Korean: without particles, by the words inside and by sound
        ("대동강맥주공장의", [], "beer facto ~tae.tong ~tae.tong.kang 대동강"),
        ("김철수동지는 성천군", ["김철수"], "~song.con 성천"),
        ("평안남도", [], "~pyong.an ~pyong.an.nam 평안남"),
        ("강", [], ""),
    ],
)
def test_telling_words_stand_by_stem_meaning_or_sound(sentence: str, names: list[str], words: str) -> None:
    assert telling_words(sentence, names) == set(words.split())


@pytest.mark.parametrize(
    ("sentence", "owner"),
    [
        ("the Central Committee of the youth league met", {"youth", "union"}),
        ("the Central Committee under the state bank", {"bank"}),
        ("the Central Committee at Rason city hall in the old town", {"hall", "~na.son", "city", "rason"}),
        ("the Central Committee met", set()),
    ],
)
def test_a_body_is_of_what_its_sentence_says(sentence: str, owner: set[str]) -> None:
    assert owner_words(sentence, "Central Committee") == owner


@pytest.mark.parametrize(
    ("use", "sentences"),
    [
        ("PLACE", "Rason City grew|Rason town|in Rason|along the Rason|outside Rason|the river Rason|he went to Rason"),
        ("PLACE", "Rason in winter|Rason near Sonbong|Rason on the hill|Rason Street"),
        (
            "PRODUCT",
            "cans of Rason|a can of the Rason|two bottles Rason|a brand Rason|boxes of Rason|Rason smells good",
        ),
        ("", "Rason said|the Rason smells|Rason, which|Sinuiju|Rason Bank|Rason on 5 May|Rason is"),
    ],
)
def test_name_is_used_as_a_place_or_a_good(use: str, sentences: str) -> None:
    assert {sentence: used_as("Rason", sentence) for sentence in sentences.split("|")} == dict.fromkeys(
        sentences.split("|"), use
    )
