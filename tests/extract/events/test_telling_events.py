"""From ties to events: what is drawn in, what time and decisions keep apart, who said it first, who counts."""

from __future__ import annotations

from typing import Any

from corpus.store.event_records import Evidence, ToldStory
from extract.events.telling_events import Ruled, Tied, roots, tell_events


def told(key: str, day: int, **changes: Any) -> ToldStory:
    values: dict[str, Any] = {
        "title": f"title {key}", "articles": 1, "outlets": frozenset({key}), "origin": f"Outlet {key}", "family": key,
        "language": "en", "source": None, "cites": frozenset(),
    }  # fmt: skip
    at = f"2026-03-{day:02}T06:00:00+00:00"
    return ToldStory(id=key, first_published=at, last_published=at, **{**values, **changes})


def tied(*stories: ToldStory, ruled: Ruled | None = None, **likenesses: int) -> Tied:
    pairs = [(Evidence(story=key[0], other=key[1], likeness=value, why="")) for key, value in likenesses.items()]
    return Tied(
        stories={story.id: story for story in stories},
        evidence={(each.story, each.other): each for each in pairs},
        ruled=ruled or Ruled(),
    )


def groups(found: Tied) -> list[list[str]]:
    return [[member.story for member in event.members] for event in tell_events(found)]


def test_story_like_two_events_joins_one_and_bridges_none() -> None:
    found = tied(told("a", 1), told("b", 2), told("c", 3), ab=900, bc=600)
    assert groups(found) == [["a", "b"], ["c"]]


def test_two_events_that_many_tell_are_two_though_alike() -> None:
    """A visit told by three, and the rally that answers it by three; a story more or less joins either."""
    within = dict.fromkeys(("ab", "ac", "bc", "de", "df", "ef"), 900)
    between = dict.fromkeys((one + other for one in "abc" for other in "def"), 500)
    stories = [told(key, 1) for key in "abcdef"]
    assert groups(tied(*stories, **within, **between)) == [["a", "b", "c"], ["d", "e", "f"]]
    few = {pair: value for pair, value in (within | between).items() if "f" not in pair}
    assert groups(tied(*stories[:5], **few)) == [["a", "b", "c", "d", "e"]]
    alike = dict.fromkeys(between, 700)
    assert groups(tied(*stories, **within, **alike)) == [["a", "b", "c", "d", "e", "f"]]


def test_rule_against_a_pair_outweighs_likeness_to_a_third() -> None:
    found = tied(told("a", 1), told("b", 1), told("c", 2), ab=900, bc=900, ac=-900)
    assert groups(found) == [["a", "b"], ["c"]]


def test_event_is_no_longer_than_its_bound() -> None:
    days = {"a": 1, "b": 5, "c": 9}
    likely = {"ab": 990, "bc": 980, "ac": 990}
    assert groups(tied(*(told(key, day) for key, day in days.items()), **likely)) == [["a", "b"], ["c"]]
    near = {"a": 1, "b": 3, "c": 5}
    assert groups(tied(*(told(key, day) for key, day in near.items()), **likely)) == [["a", "b", "c"]]


def test_decisions_join_and_part() -> None:
    apart, together = Ruled(apart=(("a", "b"),)), Ruled(together=(("a", "b"),))
    assert groups(tied(told("a", 1), told("b", 2), ruled=apart, ab=990)) == [["a"], ["b"]]
    assert groups(tied(told("a", 1), told("b", 28), ruled=together)) == [["a", "b"]]


def test_title_is_that_of_the_story_most_outlets_tell() -> None:
    big = told("b", 2, outlets=frozenset({"b", "x", "y"}), articles=3)
    (event,) = tell_events(tied(told("a", 1), big, ab=900))
    assert (event.id, event.story, event.title) == ("a", "b", "title b")
    assert (event.articles, event.outlets) == (4, 4)


def test_who_cites_another_is_not_independent_and_did_not_say_it_first() -> None:
    wire = told("a", 1, cites=frozenset({"org/nk"}))
    own = told("b", 2, source="org/nk", origin="Daily NK")
    third = told("c", 2)
    (event,) = tell_events(tied(wire, own, third, ab=900, ac=900, bc=900))
    assert event.independent == 2
    assert (event.first_told_by, event.first_why) == ("Daily NK", "cited")


def test_those_who_cite_a_medium_that_is_not_here_count_once() -> None:
    one, other = (told(key, 1, cites=frozenset({"org/kcna"})) for key in "ab")
    (event,) = tell_events(tied(one, other, ab=900))
    assert event.independent == 1
    assert event.first_told_by == "org/kcna"


def test_two_that_cite_each_other_end() -> None:
    a = told("a", 1, source="org/a", cites=frozenset({"org/b"}))
    b = told("b", 1, source="org/b", cites=frozenset({"org/a"}))
    assert roots(a, [a, b]) == {"org/a"}
    assert roots(b, [a, b]) == {"org/b"}


def test_a_translation_is_no_report_of_its_own() -> None:
    korean = told("b", 2, language="ko", translates=frozenset({"a"}))
    (event,) = tell_events(tied(told("a", 1, translates=frozenset({"b"})), korean, ab=900))
    assert event.independent == 1
    third = told("c", 3, translates=frozenset({"b"}))
    (event,) = tell_events(tied(told("a", 1, translates=frozenset({"b"})), korean, third, ab=900, bc=900, ac=900))
    assert event.independent == 1


def test_a_translation_that_cites_another_medium_has_it_from_there() -> None:
    korean = told("b", 2, translates=frozenset({"a"}), cites=frozenset({"org/agency"}))
    (event,) = tell_events(tied(told("a", 1), korean, ab=900))
    assert event.independent == 2


def test_a_story_translated_of_another_event_is_a_report_of_its_own() -> None:
    (event,) = tell_events(tied(told("a", 1, translates=frozenset({"z"})), told("b", 2), ab=900))
    assert event.independent == 2
