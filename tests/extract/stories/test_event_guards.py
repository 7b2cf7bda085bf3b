"""What tells two events from two versions of one report: acts, days, numbers and names that stand for one another."""

from __future__ import annotations

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
