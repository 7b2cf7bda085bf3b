"""What people decided about stories and events: the lines of decisions.csv whose label is STORY or EVENT.

verdict    a, b (ids of stories or articles; a story's id is its first article's)
same       the two articles tell one story, and so do those that go with either
different  the two articles tell two stories
split      the articles b ("|" between several) tell a story of their own, not that of a

Under EVENT the same is said of stories, by their ids, and of the events that they tell.
"""

from __future__ import annotations

from collections.abc import Iterable

from corpus.decisions.file import Decision
from corpus.schema.sqlite_library import Database

LABEL = "STORY"
EVENT = "EVENT"

# ("same" or "different", article, article) or ("split", article, "")
Ruling = tuple[str, str, str]


def rulings_of(decisions: Iterable[Decision], *, label: str = LABEL) -> frozenset[Ruling]:
    """The rulings of one label on pairs of articles (for events, of stories); of two that contradict each other the
    later one holds.
    """
    pairs: dict[tuple[str, str], str] = {}
    split: set[str] = set()
    for decision in decisions:
        if decision.label.upper() != label:
            continue
        if decision.verdict in ("same", "different"):
            pair = (min(decision.a, decision.b), max(decision.a, decision.b))
            pairs[pair] = decision.verdict
            if decision.verdict == "same":
                split -= {*pair}
        elif decision.verdict == "split":
            articles = sorted(decision.b.split("|"))
            split.update(articles)
            for article in articles:
                pairs[min(decision.a, article), max(decision.a, article)] = "different"
            pairs.update({(articles[0], other): "same" for other in articles[1:]})
    return frozenset(
        {(verdict, a, b) for (a, b), verdict in pairs.items()} | {("split", article, "") for article in split}
    )


def applied_rulings(db: Database) -> frozenset[Ruling]:
    """The rulings that the stored stories follow."""
    return frozenset(db.execute("select verdict, a, b from story_rulings").fetchall())


def save_rulings(db: Database, rulings: Iterable[Ruling]) -> None:
    """Make these the rulings that the stored stories follow."""
    db.execute("delete from story_rulings").close()
    db.conn.executemany("insert into story_rulings(verdict, a, b) values (?, ?, ?)", sorted(rulings))
