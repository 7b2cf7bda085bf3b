"""Decisions on stories, read from the lines labelled STORY."""

from __future__ import annotations

from corpus.decisions.file import Decision
from corpus.decisions.story_rulings import EVENT, LABEL, rulings_of


def decided(verdict: str, a: str, b: str) -> Decision:
    return Decision(verdict=verdict, a=a, b=b, label=LABEL)


def test_decisions_on_entities_are_no_rulings() -> None:
    assert rulings_of([Decision(verdict="same", a="place/rason", b="place/rajin", label="PLACE")]) == frozenset()


def test_later_ruling_on_a_pair_holds() -> None:
    rulings = rulings_of([decided("same", "b", "a"), decided("different", "a", "b")])
    assert rulings == {("different", "a", "b")}


def test_split_parts_articles_from_their_story_and_keeps_them_together() -> None:
    assert rulings_of([decided("split", "story", "x|y")]) == {
        ("split", "x", ""),
        ("split", "y", ""),
        ("different", "story", "x"),
        ("different", "story", "y"),
        ("same", "x", "y"),
    }


def test_merging_again_ends_a_split() -> None:
    assert rulings_of([decided("split", "story", "x"), decided("same", "story", "x")]) == {("same", "story", "x")}


def test_rulings_are_of_one_label_however_it_is_written() -> None:
    same = Decision(verdict="same", a="b", b="a", label="event")
    assert rulings_of([same]) == frozenset()
    assert rulings_of([same], label=EVENT) == {("same", "a", "b")}
    assert rulings_of([Decision(verdict="hide", a="a", label=LABEL)]) == frozenset()


def test_merging_one_of_a_split_leaves_the_others_apart() -> None:
    rulings = rulings_of([decided("split", "story", "z|x|y"), decided("same", "story", "y")])
    assert rulings == {
        ("split", "x", ""),
        ("split", "z", ""),
        ("different", "story", "x"),
        ("different", "story", "z"),
        ("same", "story", "y"),
        ("same", "x", "y"),
        ("same", "x", "z"),
    }
    parted = rulings_of([decided("split", "story", "x"), decided("different", "story", "x")])
    assert parted == {("split", "x", ""), ("different", "story", "x")}
