"""What is read of a story: acts, days, counts, genre, wording; each rule by its example."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from corpus.store.event_records import StoryText
from extract.events.counting import counts_in
from extract.events.genre import COMMENT, DIGEST, NEWS, genre_of, has_voice
from extract.events.happenings import LANGUAGES, beginnings, happenings, what_happens
from extract.events.rarity import name_weight, word_weight
from extract.events.sketch import items_of
from extract.events.subjects import subject_rows, subjects_in
from extract.events.told_days import FORMS, told_days
from extract.events.word_likeness import meaning, overlap_of, wording


@pytest.mark.parametrize("kind", happenings(), ids=lambda kind: kind.name)
def test_happening_is_found_by_its_examples_in_every_language(kind) -> None:
    assert len(kind.examples) == len(LANGUAGES)
    for language, example in zip(LANGUAGES, kind.examples, strict=True):
        assert kind.name in what_happens(example, language), (language, example)


@pytest.mark.parametrize("language", LANGUAGES)
def test_kinds_are_those_whose_patterns_match(language: str) -> None:
    """Also in what begins as a pattern does and goes on otherwise, and in what no pattern has to do with."""
    begun = [word for kind in happenings() for word in sorted(beginnings(kind.patterns[language].pattern))]
    examples = [example for kind in happenings() for example in kind.examples]
    texts = [*examples, *(f"{a}s {b}ed" for a, b in pairwise(begun)), *map("".join, pairwise(examples)), "", "\n"]
    for text in texts:
        matching = {kind.name for kind in happenings() if kind.patterns[language].search(text.lower())}
        assert what_happens(text, language) == matching, text


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (r"\bleft (?:for|here)|(?:ris|fall)ing", {"left ", "ris", "fall"}),
        (r"(?:a(?:b|c)|\bd[|)]?e)+f|gh+", {"a", "d", "gh"}),
        ("tours?|ba?n|x{2}|zz{0,3}", {"tour", "b", "", "z"}),
        (r"(?:ab)?c|fire", {"", "fire"}),
        (r"[ab]|c\|d", {"", "c"}),
    ],
)
def test_what_a_pattern_begins_with(pattern: str, expected: set[str]) -> None:
    assert beginnings(pattern) == expected


def test_arrival_is_no_departure() -> None:
    assert "depart" not in what_happens("A delegation arrived here on Monday", "en")
    assert "arrive" not in what_happens("The delegation left for Moscow on Friday", "en")


@pytest.mark.parametrize("language", FORMS)
def test_day_is_read_by_its_example(language: str) -> None:
    assert told_days(FORMS[language][1], language, date(2026, 3, 4)) == {date(2026, 3, 2)}


@pytest.mark.parametrize(
    ("text", "language", "days"),
    [
        ("on Monday and again on 3 March", "en", {date(2026, 3, 2), date(2026, 3, 3)}),
        ("the plan of March 2025 and 12,000 tons", "en", set()),
        ("지난 28일부터 5일간", "ko", {date(2026, 2, 28)}),
        ("이달 24일 열며 오는 2일 끝난다", "ko", {date(2026, 3, 24), date(2026, 4, 2)}),
        ("в понедельник, 2 мая 1945 года", "ru", set()),
    ],
)
def test_days_near_publication_are_read(text: str, language: str, days: set[date]) -> None:
    assert told_days(text, language, date(2026, 3, 4)) == days


@pytest.mark.parametrize(
    ("text", "language", "counts"),
    [
        ("Five tankers and 12 lorries at 7:43 on 3 March, up 5%", "en", {5, 12, 3}),
        ("유조선 다섯 척과 식당 여섯 곳, 10월 3일", "ko", {5, 6}),
        ("차 열두 대와 마흔한 차례, 스무 명이 나흘간 한 곳에서", "ko", {12, 41, 20, 4}),
        ("五艘油轮，三百人", "zh", {5}),
        ("погибли четверо", "ru", {4}),
    ],
)
def test_small_numbers_are_counted_in_digits_and_words(text: str, language: str, counts: set[int]) -> None:
    assert counts_in(text, language) == counts


@pytest.mark.parametrize(
    ("title", "language", "genre"),
    [
        ("Opinion: why the grain shops stay shut", "en", COMMENT),
        ("[사설] 북한 경제를 보는 눈", "ko", COMMENT),
        ("社説　国境の再開", "ja", COMMENT),
        ("Weekly digest: coal, cement, a zoo", "en", DIGEST),
        ("The week on the border", "en", DIGEST),
        ("Comment: the price of silence", "en", COMMENT),
        ("Fire kills two at Hyesan sawmill", "en", NEWS),
    ],
)
def test_genre_is_told_by_the_headline(title: str, language: str, genre: str) -> None:
    assert genre_of(title, "", language) == genre


def test_word_for_comment_is_no_end_of_another_word() -> None:
    assert genre_of("개성에 폭우", "저지대 거리가 물에 잠기고 인삼밭이 피해를 입었다.", "ko") == NEWS
    assert genre_of("[기고] 국경의 아침", "", "ko") == COMMENT


def test_sentence_of_a_digest_is_of_what_it_names_counts_and_is_about() -> None:
    text = StoryText(
        story="s", article="s", outlet="o", outlet_name="O", medium=None, language="en", day=None, title="Week 7",
        text="A parade was held. Taxis have become rare since fuel is rationed to 15 liters.",
    )  # fmt: skip
    (_, first), (_, second) = items_of(text, [])
    assert "taxi" in second
    assert "fuel" in second
    assert second["15"] > 0
    assert not {"taxi", "15"} & {*first}


@pytest.mark.parametrize("row", subject_rows(), ids=lambda row: row["subject"])
def test_subject_is_found_by_each_of_its_words(row) -> None:
    assert 0 < float(row["weight"]) <= 1
    for language in LANGUAGES:
        for word in row[language].split("|"):
            assert row["subject"] in subjects_in(f"of {word.rstrip('*')} today", language), (language, word)


def test_word_of_a_subject_is_no_part_of_another_word() -> None:
    assert "car" in subjects_in("Cars were seized", "en")
    assert "car" not in subjects_in("the care of a cartel", "en")
    assert subjects_in("Cars were seized", "xx") == frozenset()


def test_market_is_no_flood_and_congress_no_contest() -> None:
    assert "flood" not in what_happens("장마당 상인", "ko")
    assert "flood" in what_happens("장마로 강물이 불었다", "ko")
    assert "contest" not in what_happens("9차 당대회", "ko")


def test_other_items_tell_a_digest() -> None:
    text = "MAIN: Samjiyon. A potato distribution of 60 kg a head. OTHER: wagons were seen at Kilju."
    assert genre_of("Potatoes", text, "en") == DIGEST
    assert genre_of("Potatoes", "Others said that 60 kg a head were handed out. Also, wagons came.", "en") == NEWS


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ja", "25日、竜城で指導。26日、長淵で竣工。27日、定平で竣工。"),
        ("zh", "25日视察龙城。26日长渊竣工！27日定平竣工。"),
        ("ko", "25일 룡성을 지도했다. 26일 장연에서 준공했다. 27일 정평에서 준공했다."),
        ("en", "On the 25th Ryongsong. On the 26th Jangyon! On the 27th Jongphyong."),
    ],
)
def test_items_of_a_digest_are_told_apart_with_and_without_spaces_between_sentences(language: str, text: str) -> None:
    story = StoryText(
        story="s", article="s", outlet="o", outlet_name="O", medium=None, language=language, day=date(2026, 3, 2),
        title="", text=text,
    )  # fmt: skip
    assert len([length for length, _ in items_of(story, []) if length > 1]) == 3


def test_writer_speaks_outside_of_quotations_only() -> None:
    assert has_voice("", "I do not believe it.", "en")
    assert not has_voice("", 'A trader said: "I do not believe it."', "en")


def test_rare_names_and_words_weigh_more() -> None:
    assert name_weight("factory/any", "FACTORY", "steel") > name_weight("place/any", "PLACE", "city")
    assert name_weight("place/pyongyang", "PLACE", "city") < name_weight("place/any", "PLACE", "city")
    assert word_weight("the") == 0
    assert word_weight("said") < word_weight("sawmill") <= 1


def test_wording_is_alike_for_the_same_thing_in_other_inflections() -> None:
    one, other = wording("The furnaces were lit", "en"), wording("A furnace was lit", "en")
    assert overlap_of(one, other) > 0.9
    assert overlap_of(one, wording("Rice prices fell", "en")) == 0
    assert overlap_of(wording("쌀값이 올랐다", "ko"), wording("쌀값은 올랐다고", "ko")) > 0.5


def test_meaning_of_like_texts_points_the_same_way() -> None:
    fire, blaze, price = (
        meaning(text) for text in ("a fire burned a mill", "a blaze gutted a factory", "rice price rose")
    )
    assert fire is not None and blaze is not None and price is not None
    assert fire @ blaze > fire @ price
    assert meaning("") is None
