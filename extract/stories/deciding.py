"""Decisions on stories: written to decisions.csv like those on entities."""

from __future__ import annotations

from pathlib import Path

from corpus.data_dir import DataDir
from corpus.decisions.file import Decision, add_decisions, read_decisions, undo_decision
from corpus.decisions.story_rulings import LABEL
from corpus.read.story import find_story
from corpus.records import Abort
from corpus.store.reader import open_readonly
from corpus.times import now, write_time


def decide(data: Path, verdict: str, a: str, b: str) -> Decision:
    """The decision, written down: "same" or "split" on two articles, given by their own or their stories' ids.

    Raises:
        Abort: one of the two is not in the corpus, both are the same, or the file cannot be written.
    """
    known = []
    with open_readonly(DataDir(data).corpus) as db:
        for key in (a, b):
            article = db.execute("select id from articles where id = ?1 or url = ?1", [key]).fetchone()
            found = article[0] if article else find_story(db, key)
            if found is None:
                raise Abort(f"there is no story or article {key!r}; `jangmadang stories` lists stories")
            known.append(found)
    if known[0] == known[1]:
        raise Abort(f"{a} and {b} are the same article; decide on two")
    decision = Decision(verdict=verdict, a=known[0], b=known[1], label=LABEL, at=write_time(now()))
    add_decisions(data, [decision])
    return decision


def take_back(data: Path, key: str) -> Decision | None:
    """The decision on stories with this id, taken out of the file; None when there is none."""
    if not any(decision.id == key and decision.label == LABEL for decision in read_decisions(data)):
        return None
    return undo_decision(data, key)
