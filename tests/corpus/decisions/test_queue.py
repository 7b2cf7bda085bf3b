"""The queue of doubts as the browser walks it: what waits, in what order, and what a verdict needs."""

from __future__ import annotations

import pytest

from corpus.decisions.file import Decision, add_decisions, read_decisions
from corpus.decisions.queue import decide, next_doubt, two_sides
from corpus.store.articles import Corpus
from corpus.store.summaries import refresh


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
    first = next_doubt(corpus.db, corpus.data)
    waiting = first.waiting if first else 0
    shown = (next_doubt(corpus.db, corpus.data, skip=skip) for skip in range(waiting))
    return [doubt.b.entity["id"] for doubt in shown if doubt]


def test_pair_with_most_mentions_comes_first_and_after_the_last_the_first(doubtful: Corpus) -> None:
    assert queue(doubtful) == ["place/x1", "place/x2", "place/x0"]
    again = next_doubt(doubtful.db, doubtful.data, skip=3)
    assert again is not None and again.b.entity["id"] == "place/x1"


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
    assert [name for name, _ in sides[0].aliases["hangul"]] == ["라선"]
    (quote,) = sides[1].quotes
    assert quote.snippets[0].text == "Cranes moved coal in Rason on Monday."
    assert two_sides(rason.db, "place/rason", "place/atlantis") is None


@pytest.mark.parametrize(
    ("verdict", "a", "b"),
    [
        ("split", "place/rason", "Rajin"),
        ("same", "place/rason", "place/rason"),
        ("same", "", "place/rason"),
        ("different", "place/rason", ""),
        ("rename", "place/rason", "  "),
        ("hide", "", ""),
    ],
)
def test_verdict_that_lacks_something_is_not_written(corpus: Corpus, verdict: str, a: str, b: str) -> None:
    with pytest.raises(ValueError, match=verdict):
        decide(corpus.data, verdict=verdict, a=a, b=b)
    assert read_decisions(corpus.data) == ()
