"""The queue of doubts as the browser walks it: what waits, in what order, and what a verdict needs."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from corpus.decisions.file import Decision, add_decisions, read_decisions
from corpus.decisions.queue import Doubt, Reviewer, current_sides, open_doubts, two_sides
from corpus.store.articles import Corpus
from corpus.store.summaries import refresh

REVIEWER = Reviewer(who="A. Reader", at=datetime(2026, 3, 2, tzinfo=UTC))


@pytest.fixture
def doubtful(rason: Corpus) -> Corpus:
    """Three provisional names beside Rason, each of which may be it; more sentences stand behind some than others."""
    for number, mentions in enumerate((1, 9, 4)):
        key = f"place/x{number}"
        rason.db.execute(
            "insert into entities(id, label, name, status, mentions) values (?, 'PLACE', ?, 'provisional', ?)",
            [key, f"Raso{number}", mentions],
        ).close()
        rason.db.execute("insert into doubts values ('place/rason', ?, 'PLACE', .8, 'near')", [key]).close()
    return rason


def queue(corpus: Corpus) -> list[str]:
    return [doubt.b for doubt in open_doubts(corpus.db, read_decisions(corpus.data))]


def test_pair_with_most_mentions_comes_first(doubtful: Corpus) -> None:
    assert queue(doubtful) == ["place/x1", "place/x2", "place/x0"]
    doubt = open_doubts(doubtful.db, ())[0]
    assert doubt == Doubt(a="place/rason", b="place/x1", label="PLACE", score=0.8, why="near")


@pytest.mark.parametrize(
    ("decision", "left"),
    [
        (Decision(verdict="same", a="place/x1", b="place/rason"), ["place/x2", "place/x0"]),
        (Decision(verdict="different", a="place/rason", b="place/x2"), ["place/x1", "place/x0"]),
        (Decision(verdict="hide", a="place/x0"), ["place/x1", "place/x2"]),
        (Decision(verdict="hide", a="place/rason"), []),
        (Decision(verdict="rename", a="place/rason", b="Rason City"), ["place/x1", "place/x2", "place/x0"]),
    ],
)
def test_decided_pair_waits_no_longer(doubtful: Corpus, decision: Decision, left: list[str]) -> None:
    add_decisions(doubtful.data, [decision])
    assert queue(doubtful) == left


def test_side_shows_names_by_script_and_newest_sentences(rason: Corpus) -> None:
    refresh(rason.db)
    sides = two_sides(rason.db, "place/rason", "product/coal")
    assert sides is not None
    assert [alias.alias for alias in sides[0].aliases if alias.script == "hangul"] == ["라선"]
    (quote,) = sides[1].quotes
    assert quote.snippets[0].text == "Cranes moved coal in Rason on Monday."
    assert two_sides(rason.db, "place/rason", "place/atlantis") is None


def test_sides_right_after_resolution_are_those_of_the_refreshed_tables(rason: Corpus) -> None:
    doubt = Doubt(a="place/rason", b="product/coal", label="PLACE", score=0.5, why="")
    assert two_sides(rason.db, doubt.a, doubt.b) != current_sides(rason.db, doubt, sentences=3)
    early = current_sides(rason.db, doubt, sentences=3)
    refresh(rason.db)
    assert two_sides(rason.db, doubt.a, doubt.b) == early == current_sides(rason.db, doubt, sentences=3)
    assert early[1].contexts == ("Cranes moved coal in Rason on Monday. (wire, 2026-03-02)",)


@pytest.mark.parametrize(
    ("verdict", "a", "b"),
    [
        ("join", "place/rason", "Rajin"),
        ("split", "place/rason", ""),
        ("same", "place/rason", "place/rason"),
        ("same", "", "place/rason"),
        ("different", "place/rason", ""),
        ("rename", "place/rason", "  "),
        ("hide", "", ""),
    ],
)
def test_verdict_that_lacks_something_is_refused(verdict: str, a: str, b: str) -> None:
    with pytest.raises(ValueError, match=verdict):
        REVIEWER.decide(verdict, a, b)


def test_decision_carries_who_and_when() -> None:
    decision = REVIEWER.decide("rename", "place/rason", " Rason City ", why=" as signs say ")
    assert (decision.b, decision.who, decision.why) == ("Rason City", "A. Reader", "as signs say")
    assert decision.at == "2026-03-02T00:00:00+00:00"
