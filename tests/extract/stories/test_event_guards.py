"""What tells two events from two versions of one report: acts, days, numbers and names that stand for one another."""

from __future__ import annotations

from itertools import product

import pytest

from extract.stories.compare import read_text
from extract.stories.event_guards import dateline_day, difference

MONTHS = ("January", "February", "March", "April", "May", "June")
LATER = ("July", "August", "September", "October", "November", "December")
# rivals, and the words for each
ACTS = """
arrives arrival arrived | leaves left departs departed departure | returns returned | visits visited tours inspected
sends sent | receives received
opens opened opening inaugurated | closes closed closing shut
begins began begun started | finishes finished completed completion ended
rises rose climbed gained increased higher | falls fell dropped declined decreased lower
wins won beat | loses lost
buys bought purchased imported | sells sold exported
approves approved adopted | rejects rejected refused
appointed named elected | dismissed sacked removed
arrested detained | sentenced convicted | released freed acquitted
first | second | third | fourth | fifth
"""


def told(one: str, other: str, before: str = "the man who", after: str = "at the mill by the river") -> str:
    """What two short reports say differently, as "kind: one / other"."""
    found = difference(read_text(f"{before} {one} {after}"), read_text(f"{before} {other} {after}"))
    assert bool(found.all) == bool(found.example)
    return found.example


@pytest.mark.parametrize("rivals", [line for line in ACTS.split("\n") if line])
def test_acts_of_which_only_one_can_have_happened(rivals: str) -> None:
    acts = [words.split() for words in rivals.split(" | ")]
    for place, words in enumerate(acts):
        others = [word for at, row in enumerate(acts) if at != place for word in row]
        assert [word for word in words if not told(word, others[0]).startswith("act: ")] == []
        assert [word for word in words if told(word, words[0])] == []  # one act in other words


@pytest.mark.parametrize(
    ("one", "other", "what"),
    [
        ("came Monday", "came Friday", "day: friday / monday"),
        ("came in May", "came in June", "day: june / may"),
        ("had 15 lorries", "had 17 lorries", "number: 15 / 17"),
        ("had 15 lorries", "had many lorries", ""),
        ("met Brandvik there", "met Aaltonen there", "name: aaltonen / brandvik"),
        ("met Phyongsong there", "met Pyongsong there", ""),
        ("met Brandvik there", "met nobody there", ""),
        ("saw North Korea there", "saw DPRK there", ""),
        ("saw Korea there", "saw DPRK there", ""),
        ("came Monday", "came soon", ""),
        ("arrived slowly", "walked slowly", ""),
        # one common word between two is part of what stands for one another, two are not
        ("had 15 good 17 lorries", "had 16 good 18 lorries", "number: 15 good 17 / 16 good 18"),
        ("had 15 very good 17 lorries", "had 16 very good 18 lorries", "number: 15 / 16"),
        # of nine words all is looked at, of more what follows first
        ("had a b c d 15 f g h", "had i j k l 16 n o p", "number: a b c d 15 f g h / i j k l 16 n o p"),
        ("had a b c d 15 f g h i j", "had k l m n 16 o p q r s t", ""),
        ("had 15 a b c d e f g h i", "had 16 j k l m n o p q r", "number: 15 a b c / 16 j k l"),
        ("arrived and left", "left and arrived", ""),
    ],
)
def test_what_stands_for_one_another_is_a_fact_of_a_kind(one: str, other: str, what: str) -> None:
    assert told(one, other) == told(other, one) == what


def test_months_and_weekdays_are_days() -> None:
    for months in (MONTHS, LATER):
        assert all(told(f"in {month}", f"in {months[place - 1]}")[:3] == "day" for place, month in enumerate(months))
    week = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    assert all(told(f"on {day}", f"on {week[place - 1]}")[:3] == "day" for place, day in enumerate(week))


def test_what_is_said_elsewhere_too_is_moved_and_not_changed() -> None:
    one = "He met Brandvik at the northern gate of the old mill. Later Aaltonen came to the southern gate with a bag."
    other = one.replace("Brandvik", "X").replace("Aaltonen", "Brandvik").replace("X", "Aaltonen")
    assert difference(read_text(one), read_text(other)).all == 0


def test_differences_are_counted_where_they_stand() -> None:
    lead = "On Monday the mill had 15 lorries at the gate and Brandvik opened the door for all of them again. " * 2
    rest = "Nothing else was seen by the drivers who waited along the road until the evening came to the town. " * 3
    one = f"{lead}{rest}There were 31 sacks in the yard."
    other = one.replace("15", "16").replace("31", "32")
    found = difference(read_text(one), read_text(other))
    assert (found.lead, found.all, found.distinct) == (("number", "number"), 3, 2)
    assert found.example == "number: 15 / 16"
    assert 0.9 < found.aligned < 1
    assert difference(read_text(one), read_text(one[:90])).aligned == 0.0
    assert difference(read_text(one), read_text(one)).aligned == 1.0


@pytest.mark.parametrize(
    ("raw", "day"),
    [
        *(("PYONGYANG, March 2 (KCNA) -- Ships", (3, 2)), ("PYONGYANG, 2 March (KCNA) -- Ships", (3, 2))),
        *(
            ("Rason, Mar. 2 /Yonhap/ Ships", (3, 2)),
            ("Rason, Sept. 12, 2026 — Ships", (9, 12)),
            ("Rason 2 Dec – x", (12, 2)),
        ),
        *(("Seoul, Foobar 2 (Yonhap)", None), ("On March 2 the ships", None), ("Ships\nRason, March 2 (KCNA)", None)),
    ],
)
def test_dateline_names_a_day(raw: str, day: tuple[int, int] | None) -> None:
    assert dateline_day(raw) == day


@pytest.mark.parametrize(("place", "month"), [*enumerate((*MONTHS, *LATER), 1)])
def test_dateline_knows_each_month(place: int, month: str) -> None:
    assert dateline_day(f"Rason, {month} 2 (KCNA)") == (place, 2)


@pytest.mark.parametrize(("day", "dated"), [("March 9", True), ("March 2", False)])
def test_two_datelines_name_two_days(day: str, dated: bool) -> None:
    one = "RASON, March 2 (KCNA) -- Ships came."
    assert difference(read_text(one), read_text(one.replace("March 2", day))).dated is dated
    assert not difference(read_text(one), read_text("Ships came.")).dated


FILLER = [f"{one}{two}o" for one, two in product("bcdfghklmnprstvz", "abcdefghijklmnopqrstuvwxyz")]


def texts(place: int, behind: int = 20, more: int = 0) -> tuple[str, str]:
    """Two texts that differ at the word of that place alone; the second has `more` words before it."""
    before, after = FILLER[:place], FILLER[place : place + behind]
    return " ".join([*before, "15", *after]), " ".join([*["zzz"] * more, *before, "16", *after])


@pytest.mark.parametrize(
    ("place", "more", "lead"),
    [
        (59, 0, ("number",)),  # the sixtieth word is the last of a lead
        (60, 0, ()),
        (58, 4, ("number",)),  # it is enough that it stands in the lead of one of them
        (60, 4, ()),
    ],
)
def test_lead_is_the_first_sixty_words(place: int, more: int, lead: tuple[str, ...]) -> None:
    one, other = texts(place, more=more)
    assert difference(read_text(one), read_text(other)).lead == lead


@pytest.mark.parametrize(("length", "share"), [(10, 1.0), (9, 0.0), (11, 1.0)])
def test_text_of_half_the_length_is_aligned_and_a_shorter_one_is_not(length: int, share: float) -> None:
    one, other = " ".join(FILLER[:20]), " ".join(FILLER[:length])
    assert difference(read_text(one), read_text(other)).aligned == share
    assert difference(read_text(other), read_text(one)).aligned == share


def test_share_of_aligned_words_is_of_the_shorter_text() -> None:
    one, other = texts(9, behind=10)  # twenty words, of which one is another
    assert difference(read_text(one), read_text(other)).aligned == 0.95
    assert difference(read_text("mill"), read_text("mill")).aligned == 1.0
    assert difference(read_text(""), read_text("")).aligned == 0.0


@pytest.mark.parametrize(
    ("one", "other", "what"),
    [
        # a single common word at the start or at the end is no part of what is replaced
        ("Had 15 lorries at the mill", "Had 16 lorries at the mill", "number: 15 / 16"),
        ("At the mill stood 15 lorries", "At the mill stood 16 lorries", "number: 15 / 16"),
        # texts that begin with sentences of their own are two texts, not one with a replaced beginning
        ("15 ba ca da fa ga ha ka la ma at the mill", "16 be ce de fe ge he ke le me at the mill", ""),
        ("15 ba ca da fa ga ha ka la at the mill", "16 be ce de fe ge he ke le at the mill",
         "number: 15 ba ca da fa ga ha ka la / 16 be ce de fe ge he ke le"),
        # of a long replacement four words are looked at, of its short counterpart no word beyond its end
        ("At the mill 15 ba rose by night", "At the mill 16 be ce de fe ge he ke le me ne pe rose by night",
         "number: 15 ba / 16 be ce de"),
        ("At the mill ba ca da 15 fa ga ha ka la ma by night", "At the mill be ce de 16 fe ge he ke le me by night",
         "number: ba ca da 15 / be ce de 16"),
        ("At the mill ba ca da fa 15 ga ha ka la ma by night", "At the mill be ce de fe 16 ge he ke le me by night",
         ""),
        # one word of many is enough for a kind
        ("the men came Monday early by boat", "the men came Friday late by boat", "day: friday late / monday early"),
        ("the men came early May by boat", "the men came late June by boat", "day: early may / late june"),
        ("the men had 15 red lorries there", "the men had 16 blue lorries there", "number: 15 red / 16 blue"),
        ("the men had red lorries there", "the men had 16 lorries there", ""),
        # names of which seven letters in ten are the same are one name in two spellings
        ("the men met Abcdefgxyz there again", "the men met Abcdefgklm there again", ""),
        ("the men met Abcdefwxyz there again", "the men met Abcdefiklm there again", "name: abcdefiklm / abcdefwxyz"),
        # no name of the North is anybody's
        *((f"the men met {north} drivers there", "the men met Brandvik drivers there", "")
          for north in ("DPRK", "North", "Korea", "Korean")),
        ("the men met Korean Aaltonen in town", "the men met Brandvik in town", "name: brandvik / korean aaltonen"),
    ],
)  # fmt: skip
def test_where_a_replacement_begins_and_ends(one: str, other: str, what: str) -> None:
    found = [difference(read_text(a), read_text(b)).example for a, b in ((one, other), (other, one))]
    assert found == [what, what]


def test_fifteen_hundred_words_are_looked_at() -> None:
    words = [f"{word}{ending}" for ending in ("", "n", "r", "s") for word in FILLER]
    before, after = " ".join(words[:1499]), "zzz yyy xxx"
    assert difference(read_text(f"{before} 15 {after}"), read_text(f"{before} 16 {after}")).all == 1
    before += " vvv"
    assert difference(read_text(f"{before} 15 {after}"), read_text(f"{before} 16 {after}")).all == 0
