"""What is in the corpus, as counts; what the last run said."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from corpus.store.progress import outdated_counts
from corpus.store.reader import Readable
from corpus.store.report import shown_stage


@dataclass(frozen=True, kw_only=True, slots=True)
class Stats:
    """Counts of a corpus, by id or name, the highest first, with the time span of its articles.

    What it names as JSON is what the terminal and the page show. `outcomes` are by "stage: reason";
    `outdated` counts what an older version of a stage did.
    """

    articles: int
    first_published: str | None
    last_published: str | None
    outlets: dict[str, int]
    languages: dict[str, int]
    mentions: dict[str, int]
    entities: dict[str, int]
    stories: int
    outdated: dict[str, int]
    outcomes: dict[str, int]


@dataclass(frozen=True, kw_only=True, slots=True)
class Run:
    """A pass as the table `runs` has it."""

    id: str
    started_at: str
    finished_at: str | None
    status: str
    report: dict[str, Any]


def corpus_stats(db: Readable) -> Stats:
    """The counts of articles, mentions, entities, stories and outcomes by their kinds."""

    def count(sql: str) -> dict[str, int]:
        return dict(db.execute(sql).fetchall())

    outcomes = "select stage, reason, count(*) as n from outcomes group by 1, 2 order by 1, 3 desc"
    first, last = db.execute("select min(published), max(published) from articles").fetchone()
    return Stats(
        articles=db.execute("select count(*) from articles").fetchone()[0],
        first_published=first,
        last_published=last,
        outlets=count("select outlet, count(*) as n from articles group by outlet order by n desc, outlet"),
        languages=count("select coalesce(language, '?'), count(*) as n from articles group by 1 order by n desc"),
        mentions=count("select label, count(*) as n from mentions group by label order by n desc"),
        entities=count(
            "select label, count(*) as n from visible_entities where mentions > 0 group by label order by n desc"
        ),
        stories=db.execute("select count(*) from stories").fetchone()[0],
        outdated=outdated_counts(db),
        outcomes={f"{shown_stage(stage)}: {reason}": n for stage, reason, n in db.execute(outcomes).fetchall()},
    )


def last_run(db: Readable, *, ended: bool = False) -> Run | None:
    """The newest run with its report, or None when there was none; with `ended` the newest that is not under way."""
    row = next(
        db.query(
            "select id, started_at, finished_at, status, report from runs where status != ?"
            " order by started_at desc limit 1",
            ["running" if ended else ""],
        ),
        None,
    )
    return Run(**{**row, "report": json.loads(row["report"])}) if row else None
