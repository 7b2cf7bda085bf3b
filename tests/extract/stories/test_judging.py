"""Pairs of texts: one story, a quotation, two events in one formula, or nothing."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.stories.compare import measure, read_text, without_furniture
from extract.stories.event_guards import dateline_day, difference
from extract.stories.judging import QUOTATION, TRANSLATION, Verdict, judge, judge_translation

ARRIVES = (
    "A delegation of the Society for Studying Mountain Farming headed by its Chairman Ole Brandvik"
    " arrived here by plane on Tuesday."
)
REPORT = (
    "The Sunchon Cement Complex has begun to load trucks at night, a trader in Pyongsong said on Monday. He counted"
    " eleven of them at the northern gate between ten in the evening and three in the morning.\n"
    "Drivers told him that they carry the bags to a building site near the Chongchon River, where a dyke is being"
    " raised before the rainy season. The road was mended in the autumn with gravel from the river.\n"
    "The complex had stood still for most of the winter because its kiln lacked coal. A train of twenty wagons came"
    " from Kaechon in the first week of the month, according to a railway worker, and another was expected."
)


def verdict(one: str, other: str) -> Verdict | None:
    found = judge(read_text(one), read_text(other))
    assert found == judge(read_text(other), read_text(one))
    return found


def like(one: str, other: str) -> bool:
    found = verdict(one, other)
    return found is not None and found.likeness >= 500


def test_beginning_of_a_report_is_the_same_story() -> None:
    assert like(REPORT, REPORT.split("\n")[0])


def test_report_with_its_paragraphs_in_another_order_is_the_same_story() -> None:
    assert like(REPORT, "\n".join(REPORT.split("\n")[::-1]))


def test_report_in_another_house_style_is_the_same_story() -> None:
    assert like(REPORT, REPORT.replace("eleven", "11").replace("Monday", "Mon.").replace("Pyongsong", "Phyongsong"))


def test_report_in_korean_is_read_by_the_character() -> None:
    korean = (
        "순천시멘트연합기업소가 밤에 화물차에 시멘트를 싣기 시작했다고 평성의 한 상인이 월요일 전했다."
        " 그는 밤 열 시부터 새벽 세 시까지 북쪽 정문에서 열한 대를 세었다. 기사들은 장마철 전에 둑을 높이는"
        " 청천강 공사장으로 마대를 나른다고 했다."
    )
    assert like(korean, korean.replace("상인이 월요일", "상인이 지난 월요일"))
    assert verdict(korean, REPORT) is None


def test_one_word_changed_again_and_again_in_a_long_text_makes_no_other_event() -> None:
    lead = "The round is shown at 7 ET on the first channel, at 8 ET on the second and again at 9 ET by the river hall."
    rest = " ".join(f"Word{n} of the long report that stands around the list." for n in range(60))
    assert like(f"{lead}\n{rest}", f"{lead.replace(' ET ', ' MT ')}\n{rest}")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (("arrived here", "left here"), "act"),
        (("Tuesday", "Saturday"), "day"),
        (("Ole Brandvik", "Ruben Aaltonen"), "name"),
    ],
)
def test_short_report_with_another_act_day_or_name_is_another_event(change: tuple[str, str], why: str) -> None:
    found = verdict(ARRIVES, ARRIVES.replace(*change))
    assert found is not None
    assert found.likeness < 0
    assert why in found.why


def test_two_datelines_are_two_events() -> None:
    one = f"PYONGYANG, March 2 (MCT) -- {ARRIVES}"
    found = verdict(one, one.replace("March 2", "March 9"))
    assert found is not None
    assert "dateline" in found.why


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("PYONGYANG, March 2 (MCT) -- The", (3, 2)),
        ("Pyongyang, Sept. 15 (MCT) -- The", (9, 15)),
        ("SEOUL, 7 October (Northline) — The", (10, 7)),
        ("The plant, which opened on March 2 (a Monday), makes soap", (3, 2)),
        ("The plant opened on March 2", None),
        ("SEOUL (Northline) -- On March 2 the", None),
    ],
)
def test_dateline_names_a_day(text: str, day: tuple[int, int] | None) -> None:
    assert dateline_day(text) == day


def test_shared_quotation_is_a_link_and_no_merge() -> None:
    quote = (
        '"We were told that the trucks would come on the tenth, then on the twentieth, and in the end nobody could say'
        ' who had sent the message, and I sold my sewing machine to buy corn," a woman in Hyesan said.'
    )
    one = f"Rice has become dear in the north this spring. {quote} The station there keeps lists of families."
    other = f"Why do promises fail? {quote} A state that plans by rumour will be obeyed by rumour, and no better."
    found = verdict(one, other)
    assert found is not None
    assert (found.likeness, found.link) == (0, QUOTATION)


def test_item_in_a_digest_joins_no_story_by_itself() -> None:
    items = [REPORT.replace("Sunchon", name).split("\n")[place % 3] for place, name in enumerate("ABCDEFGHIJ")]
    others = " ".join(
        f"Item {place} of the day is about {item[20:120]} and nothing else." for place, item in enumerate(items)
    )
    digest = f"{others}\n{others[::-1]}\n{ARRIVES}"
    found = verdict(digest, ARRIVES)
    assert found is not None
    assert (found.likeness < 500, found.link) == (True, QUOTATION)


def test_lines_of_menus_are_no_part_of_a_text() -> None:
    page = f"Home | Politics\nSubscribe\n{REPORT}\nMost read\nFerry company cancels sailings"
    assert without_furniture(page) == REPORT


def test_difference_counts_what_is_said_otherwise_and_not_what_is_left_out() -> None:
    cut = REPORT.split("\n")[0]
    assert difference(read_text(REPORT), read_text(cut)).all == 0
    other = REPORT.replace("twenty wagons", "thirty wagons").replace("Kaechon", "Wonsan")
    assert difference(read_text(REPORT), read_text(other)).all == 2


WORDS = ("in", "March", "3", "5", "arrived", "left", "Rason", "Sinuiju", "the", "of")


@settings(max_examples=60)
@given(st.lists(st.sampled_from(WORDS), min_size=60, max_size=90))
def test_what_differs_is_the_same_whichever_comes_first(words: list[str]) -> None:
    # few different words: there are many ways to turn one text into the other
    one, other = read_text(" ".join(words[:50])), read_text(" ".join([*words[12:50], *words[50:]]))
    assert difference(one, other) == difference(other, one)


def words(name: str, count: int) -> str:
    """So many words that stand nowhere else."""
    return " ".join(f"{name}{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(count))


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [
        # eight shingles, and a third of the shorter
        (f"{words('s', 12)} {words('a', 8)}", f"{words('s', 12)} {words('b', 8)}", (500, "")),
        (f"{words('s', 11)} {words('a', 8)}", f"{words('s', 11)} {words('b', 8)}", None),
        (f"{words('s', 12)} {words('a', 14)}", f"{words('s', 12)} {words('b', 40)}", (364, "")),
        (f"{words('s', 12)} {words('a', 15)}", f"{words('s', 12)} {words('b', 40)}", None),
        # a passage of forty words, or of fifteen within quotation marks
        (f"{words('s', 40)} {words('a', 120)}", f"{words('s', 40)} {words('b', 120)}", (0, QUOTATION)),
        (f"{words('s', 39)} {words('a', 120)}", f"{words('s', 39)} {words('b', 120)}", None),
        (f'"{words("s", 15)}" {words("a", 60)}', f"{words('s', 15)} {words('b', 60)}", (0, QUOTATION)),
        (f'"{words("s", 14)}" {words("a", 60)}', f"{words('s', 14)} {words('b', 60)}", None),
        (f"{words('s', 15)} {words('a', 60)}", f"{words('s', 15)} {words('b', 60)}", None),
        # a fifth of the longer, where it is not its beginning
        (f"{words('a', 104)} {words('s', 30)}", words("s", 30), (1000, "")),
        (f"{words('a', 105)} {words('s', 30)}", words("s", 30), (300, QUOTATION)),
        (f"{words('s', 30)} {words('a', 140)}", words("s", 30), (1000, "")),
        (f"{words('b', 15)} {words('s', 30)} {words('a', 140)}", words("s", 30), (1000, "")),
        (f"{words('b', 35)} {words('s', 30)} {words('a', 140)}", words("s", 30), (300, QUOTATION)),
        (f"{words('b', 20)} {words('s', 30)} {words('a', 140)}", words("s", 30), (1000, "")),
        # what the other only quotes, but wholly
        (f'{words("a", 60)} "{words("s", 30)}"', words("s", 30), (1000, "")),
    ],
)
def test_so_much_in_common_is_enough(one: str, other: str, wanted: tuple[int, str] | None) -> None:
    found = verdict(one, other)
    assert (found and (found.likeness, found.link)) == wanted


@pytest.mark.parametrize(
    ("one", "other", "weight"),
    [
        ("15; 300; 2.5", "15; 300; 2.5", 5),
        ("300; 2.5", "300; 2.5", None),
        ("300; 400; 500; 600; 700", "300; 400; 500; 601; 701", 6),
        ("300; 400; 500; 600; 700; 15", "300; 400; 500; 601; 701; 17", None),
    ],
)
def test_so_many_figures_make_a_translation(one: str, other: str, weight: int | None) -> None:
    found = judge_translation(one, other)
    assert (found and found.shared) == weight
    assert found is None or found.strength == round(1000 * found.shared / (5 if weight == 5 else 10))


@pytest.mark.parametrize(
    ("text", "one_story"),
    [
        # of a long text three facts in the lead, of a short one a name or two numbers, and the day of all but long ones
        (f"{words('s', 70)} <15 16> {words('t', 40)} <25 26> {words('u', 40)} <35 36> {words('v', 60)}", True),
        (f"<15 16> {words('s', 20)} <25 26> {words('t', 20)} {words('u', 90)} <35 36> {words('v', 60)}", True),
        (f"{words('s', 10)} <15 16> {words('t', 20)} <25 26> {words('u', 20)} <35 36> {words('v', 150)}", False),
        (f"the man <Brandvik Aaltonen> {words('s', 85)}", False),
        (f"the man <15 16> {words('s', 85)}", True),
        (f"the man <15 16> {words('r', 10)} <25 26> {words('s', 85)}", False),
        (f"Rason, March <2 3> (KCNA) -- {words('s', 110)}", False),
        (f"Rason, March <2 3> (KCNA) -- {words('s', 152)}", False),
        (f"Rason, March <2 3> (KCNA) -- {words('s', 153)}", True),
    ],
)
def test_so_many_facts_changed_make_another_event(text: str, one_story: bool) -> None:
    one, other = (re.sub(r"<(\w+) (\w+)>", rf"\{side}", text) for side in (1, 2))
    found = verdict(one, other)
    assert found is not None
    assert (found.likeness > 900) if one_story else (found.likeness < -900)


def test_translation_shows_six_figures_the_strongest_first() -> None:
    told = "15; 300; 400; 500; 600; 700; 800; 901"
    found = judge_translation(told, told)
    assert found is not None
    assert found.why == "15 of 15 for figures such as 300, 400, 500, 600, 700, 800"


def two_of(text: str, tail: int = 0) -> tuple[str, str]:
    """Two texts of one: "<15 16>" is 15 in the first and 16 in the other; behind each so many words of its own."""
    one, other = (re.sub(r"<(\w+) (\w+)>", rf"\{side}", text) for side in (1, 2))
    return f"{one} {words('a', tail)}", f"{other} {words('b', tail)}"


@pytest.mark.parametrize(
    ("text", "tail", "why"),
    [
        # 95 of 100 shingles of a long text: what is changed again and again counts once, below that each time
        (f"{words('p', 10)} <15 16> {words('q', 10)} <15 16> {words('r', 10)} <15 16> {words('s', 200)} <15 16>"
         f" {words('t', 170)}", 0, "words in order"),
        (f"{words('p', 10)} <15 16> {words('q', 10)} <15 16> {words('r', 10)} <15 16> {words('s', 200)} <15 16>"
         f" {words('t', 169)}", 0, "number: 15 / 16"),
        # two that differ are another event, however alike the rest
        (f"{words('p', 10)} <15 16> {words('q', 10)} <15 16> {words('r', 10)} <25 26> {words('s', 400)}", 0,
         "number: 15 / 16"),
        # another day in the dateline, with 85 of 100 shingles in common and with 84
        (f"Rason, March <2 3> (KCNA) -- {words('s', 173)}", 27, "of the shorter"),
        (f"Rason, March <2 3> (KCNA) -- {words('s', 172)}", 28, "the datelines differ"),
        # two facts for 101 shingles in common are few, for 100 they are many
        (f"{words('s', 10)} <15 16> {words('t', 20)} <25 26> {words('u', 83)}", 0, "words in order"),
        (f"{words('s', 10)} <15 16> {words('t', 20)} <25 26> {words('u', 82)}", 0, "number: 15 / 16"),
        # one name in a lead makes another event of a text below 100 shingles
        (f"the man <Brandvik Aaltonen> {words('s', 101)}", 0, "words in order"),
        (f"the man <Brandvik Aaltonen> {words('s', 100)}", 0, "name: aaltonen / brandvik"),
        # one number may be corrected in a copy, if four fifths of it are the same
        (f"the man <15 16> {words('s', 64)}", 12, "of the shorter"),
        (f"the man <15 16> {words('s', 63)}", 13, "number: 15 / 16"),
        # of a long text two facts are enough where less than 60 of 100 shingles are in common
        (f"{words('s', 10)} <15 16> {words('t', 20)} <25 26> {words('u', 102)}", 70, "of the shorter"),
        (f"{words('s', 10)} <15 16> {words('t', 20)} <25 26> {words('u', 101)}", 71, "number: 15 / 16"),
    ],
)  # fmt: skip
def test_so_little_is_between_a_copy_and_another_event(text: str, tail: int, why: str) -> None:
    found = verdict(*two_of(text, tail))
    assert found is not None
    assert found.why.endswith(why)
    assert (found.likeness < 0) == ("number" in why or "name" in why or "datelines" in why)


@pytest.mark.parametrize(
    ("quoted", "told", "own", "wanted"),
    [
        # all that both have is one speaker's words: no common source
        (44, 4, 40, (QUOTATION, 524, 0.0)),
        # of what they tell themselves they share three tenths of what they share altogether
        (44, 24, 40, (QUOTATION, 615, 0.18)),
        (44, 25, 40, ("", 619, 0.2)),
        # what lies in the other so nearly whole is a cut of it, quotations and all
        (174, 0, 30, ("", 850, 0.0)),
        (174, 0, 31, (QUOTATION, 846, 0.0)),
    ],
)
def test_reports_that_share_a_speaker_are_no_copies(
    quoted: int, told: int, own: int, wanted: tuple[str, int, float]
) -> None:
    one, other = (f'"{words("q", quoted)}" {words("s", told)} {words(side, own)}' for side in "ab")
    found = verdict(one, other)
    assert found is not None
    overlap = measure(read_text(one), read_text(other))
    assert (found.link, found.strength, round(overlap.told, 2)) == wanted
    assert found.shared == overlap.shared
    assert found.likeness == (0 if found.link else found.strength)


HAN = "".join(chr(0x4E00 + n) for n in range(400))  # no two signs alike


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        # thirty signs of Chinese are as much as fifteen words, eighty as forty
        (f"「{HAN[:30]}」{HAN[100:220]}", f"{HAN[:30]}{HAN[240:360]}", "30 words in a row"),
        (f"「{HAN[:29]}」{HAN[100:220]}", f"{HAN[:29]}{HAN[240:360]}", None),
        (f"{HAN[:80]}{HAN[100:250]}", f"{HAN[:80]}{HAN[250:400]}", "80 words in a row"),
        (f"{HAN[:79]}{HAN[100:250]}", f"{HAN[:79]}{HAN[250:400]}", None),
        # a quotation within a passage: the passage is the longer one
        (f'"{words("q", 15)}". {words("s", 9)} {words("a", 60)}', f"{words('q', 15)} {words('s', 9)} {words('b', 60)}",
         "24 words in a row"),
    ],
)  # fmt: skip
def test_passage_is_as_long_as_it_is_said(one: str, other: str, why: str | None) -> None:
    found = verdict(one, other)
    assert (found and found.why) == why
    assert found is None or (found.likeness, found.link) == (0, QUOTATION)


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        (f"{words('s', 12)} {words('a', 8)}", f"{words('s', 12)} {words('b', 8)}", "50% of the shorter"),
        (f"{words('a', 105)} {words('s', 30)}", words("s", 30), "100% of the shorter, a part of the longer"),
        # every twelfth word is another one
        (" ".join(f"{words(p, 11)} x" for p in "cdefgh"), " ".join(f"{words(p, 11)} y" for p in "cdefgh"),
         "92% of the words in order"),
    ],
)  # fmt: skip
def test_verdict_says_what_it_rests_on(one: str, other: str, why: str) -> None:
    found = verdict(one, other)
    assert found is not None
    assert found.why == why


def test_translation_is_a_link_and_no_merge() -> None:
    found = judge_translation("15; 300; 2.5", "15; 300; 2.5")
    assert found is not None
    assert (found.likeness, found.link, found.strength) == (0, TRANSLATION, 1000)
