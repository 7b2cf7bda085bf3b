"""What each stage has done: on which articles, at which version, on what input, and when."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from corpus.store.reader import Readable
from corpus.times import now, write_time

_MARK = (
    "insert into progress(article_id, stage, version, input, at) values (?, ?, ?, ?, ?)"
    " on conflict (stage, article_id) do update"
    " set version = excluded.version, input = excluded.input, at = excluded.at"
)
# The columns of `progress p` in the order in which outdated rows are done again: those done longest ago first.
OLDEST_FIRST = "p.at is not null, p.at, p.article_id"


def mark_done(db: Any, stage: str, done: Iterable[tuple[str, str]], *, version: str) -> None:
    """Note that a stage has worked, at a version, on these articles or pages, each an id with its input."""
    at = write_time(now())
    for key, input in done:
        db.execute(_MARK, [key, stage, version, input, at]).close()


def note_version(db: Any, stage: str, version: str) -> None:
    """Remember that this is the version of the stage that ran last."""
    db.execute(
        "insert into stage_versions values (?1, ?2, ?3) on conflict (stage) do update"
        " set version = excluded.version, since = excluded.since where version is not excluded.version",
        [stage, version, write_time(now())],
    ).close()


def note_first_version(db: Any, stage: str, version: str) -> None:
    """Remember this as the version of a stage that never ran here."""
    db.execute("insert or ignore into stage_versions values (?, ?, ?)", [stage, version, write_time(now())]).close()


def outdated_counts(db: Readable) -> dict[str, int]:
    """Stages with the number of articles or pages that were done by another version than the one that ran last.

    Pages that were loaded without their bodies cannot be done again, and do not count.
    """
    rows = db.execute(
        "select p.stage, count(*) from progress p join stage_versions v on v.stage = p.stage"
        " where p.version is not v.version and p.input not glob 'bulk:*' group by p.stage order by p.stage"
    ).fetchall()
    return dict(rows)
