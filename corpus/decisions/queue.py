"""The one queue of what waits for a person: doubtful merges, and the decisions on them, on entities and on stories.

Whoever reviews in the browser, with keys in a terminal or in a spreadsheet sees these doubts in this order, and what
they decide goes into decisions.csv; the next run applies it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from pathlib import Path

from corpus.data_dir import DataDir
from corpus.decisions.file import Decision, add_decisions, checked, read_decisions, undo_decision
from corpus.decisions.story_rulings import EVENT, LABEL
from corpus.files import plain_cell, safe_cell
from corpus.read.entity import Alias, Entity, Quote, aliases, quotes, stored_entity
from corpus.read.event import find_event
from corpus.read.story import find_story
from corpus.records import Abort
from corpus.schema.sqlite_library import Database
from corpus.store.reader import Readable, open_readonly
from corpus.store.resolution import Entities
from corpus.store.summary_rows import up_to_date
from corpus.times import now, shown_day, write_time

SHEET = (
    *("verdict", "label", "a", "name_a", "mentions_a", "context_a"),
    *("b", "name_b", "mentions_b", "context_b", "score", "why", "note"),
)
SHEET_VERDICTS = {"same": "same", "different": "different", "hide a": "hide", "hide b": "hide"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Doubt:
    """A pair of entities that may be one thing: how likely (0 to 1), and why. Ids sort `a` before `b` in the store."""

    a: str
    b: str
    label: str
    score: float
    why: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Side:
    """One of the two as it is shown: its row, its names, what the newest stories say of it."""

    entity: Entity
    aliases: tuple[Alias, ...]
    quotes: tuple[Quote, ...]

    @property
    def contexts(self) -> tuple[str, ...]:
        """A sentence of each quote with its outlet and day, on one line."""
        return tuple(
            f"{quote.snippets[0].text} ({quote.outlet}, {shown_day(quote.published, quote.published_precision)})"
            for quote in self.quotes
            if quote.snippets
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Reviewer:
    """Who decides, and when: what each decision carries."""

    who: str
    at: datetime

    def decide(self, verdict: str, a: str, b: str = "", *, label: str = "", why: str = "") -> Decision:
        """A decision by this person at this time.

        Raises:
            ValueError: the verdict is not one of ours, or lacks what it needs.
        """
        return checked(
            Decision(
                verdict=verdict, a=a, b=b.strip(), label=label, who=self.who, at=write_time(self.at), why=why.strip()
            )
        )


# doubts


def open_doubts(db: Readable, decided: Iterable[Decision]) -> list[Doubt]:
    """The doubts that no decision answers yet, the most mentioned first."""
    decided = tuple(decided)
    answered = {frozenset((d.a, d.b)) for d in decided if d.verdict in ("same", "different")}
    hidden = {d.a for d in decided if d.verdict == "hide"}
    doubts = [Doubt(**row) for row in Entities(Database(db.conn)).doubts()]
    return [
        doubt for doubt in doubts if frozenset((doubt.a, doubt.b)) not in answered and not hidden & {doubt.a, doubt.b}
    ]


def two_sides(db: Readable, a: str, b: str, *, sentences: int = 3) -> tuple[Side, Side] | None:
    """Any two entities side by side; None when one of them is not there."""
    one, other = stored_entity(db, a), stored_entity(db, b)
    return (_side(db, one, sentences), _side(db, other, sentences)) if one and other else None


def current_sides(db: Readable, doubt: Doubt, *, sentences: int = 2) -> tuple[Side, Side]:
    """The two sides of a doubt as the mentions have them now, also right after names were resolved."""
    one, other = (stored_entity(db, key) for key in (doubt.a, doubt.b))
    assert one and other, doubt
    with up_to_date(db, one.id):
        first = _side(db, one, sentences)
    with up_to_date(db, other.id):
        return first, _side(db, other, sentences)


def _side(db: Readable, entity: Entity, sentences: int) -> Side:
    return Side(entity=entity, aliases=aliases(db, entity), quotes=quotes(db, entity.id, limit=sentences))


# decisions on stories and events


def decide_on_stories(data: Path, verdict: str, a: str, b: str, *, label: str = LABEL) -> Decision:
    """The decision, written down: "same" or "split" on two articles, given by their own or their stories' ids; with the
    label EVENT on two stories, given by their own, their events' or their articles' ids.

    Raises:
        Abort: one of the two is not in the corpus, both are the same, or the file cannot be written.
    """
    known = []
    find, what = (_find_story, "story or event") if label == EVENT else (_find_article, "story or article")
    with open_readonly(DataDir(data).corpus) as db:
        for key in (a, b):
            found = find(db, key)
            if found is None:
                raise Abort(f"there is no {what} {key!r}; `jangmadang stories` lists stories")
            known.append(found)
    if known[0] == known[1]:
        raise Abort(f"{a} and {b} are the same {'story' if label == EVENT else 'article'}; decide on two")
    decision = Reviewer(who="", at=now()).decide(verdict, *known, label=label)
    add_decisions(data, [decision])
    return decision


def _find_article(db: Readable, key: str) -> str | None:
    article = db.execute("select id from articles where id = ?1 or url = ?1", [key]).fetchone()
    return article[0] if article else find_story(db, key)


def _find_story(db: Readable, key: str) -> str | None:
    return find_story(db, key) or find_event(db, key)


def take_back_on_stories(data: Path, key: str, *, label: str = LABEL) -> Decision | None:
    """The decision of this label with this id, taken out of the file; None when there is none."""
    if not any(decision.id == key and decision.label == label for decision in read_decisions(data)):
        return None
    return undo_decision(data, key)


# the spreadsheet


def write_sheet(path: Path, db: Readable, doubts: Sequence[Doubt]) -> None:
    """Write the doubts as CSV for a spreadsheet, with an empty column `verdict`, up to two sentences for each side."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(SHEET)
        for doubt in doubts:
            values = {field.name: str(getattr(doubt, field.name)) for field in fields(Doubt)}
            for letter, side in zip("ab", current_sides(db, doubt), strict=True):
                values[f"name_{letter}"] = side.entity.name
                values[f"mentions_{letter}"] = str(side.entity.mentions)
                values[f"context_{letter}"] = " / ".join(side.contexts)
            writer.writerow([safe_cell(values.get(column, "")) for column in SHEET])


def read_sheet(path: Path, reviewer: Reviewer) -> list[Decision]:
    """The decisions that a filled sheet holds; lines without a verdict are left open.

    Raises:
        ValueError: a column is missing, a verdict is unknown or lacks what it needs; the message names the line.
    """
    decisions = []
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        missing = {"verdict", "a", "b"} - set(reader.fieldnames or ())
        if missing:
            raise ValueError(f"column {min(missing)!r} is missing")
        for row in reader:
            written = (row["verdict"] or "").strip().lower()
            if not written:
                continue
            if written not in SHEET_VERDICTS:
                known = ", ".join(SHEET_VERDICTS)
                raise ValueError(f"line {reader.line_num}: unknown verdict {written!r}; known are {known}")
            a, b = (row["b"], "") if written == "hide b" else (row["a"], "" if written == "hide a" else row["b"])
            why = plain_cell((row.get("note") or "").strip())
            try:
                decisions.append(
                    reviewer.decide(SHEET_VERDICTS[written], a or "", b or "", label=row.get("label") or "", why=why)
                )
            except ValueError as error:
                raise ValueError(f"line {reader.line_num}: {error}") from error
    return decisions
