"""What each stage has done: on which articles, at which version, on what input, and when."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from corpus.store.reader import Readable
from corpus.store.report import shown_stage
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


def note_version(db: Any, stage: str, version: str, *, build: str | None = None) -> None:
    """Remember that this is the version of the stage that ran last, and the mark of the program that it is of."""
    db.execute(
        "insert into stage_versions(stage, version, since, build) values (?1, ?2, ?3, ?4) on conflict (stage) do update"
        " set version = excluded.version, build = excluded.build,"
        " since = iif(version is excluded.version, since, excluded.since)"
        " where (version, build) is not (excluded.version, excluded.build)",
        [stage, version, write_time(now()), build],
    ).close()


def is_noted(db: Readable, stage: str, *, build: str) -> bool:
    """Whether the version that is remembered of the stage is of this program, or nothing was ever done by any."""
    return bool(
        db.execute(
            "select exists (select 1 from stage_versions where stage = ?1 and build is ?2)"
            " or not exists (select 1 from progress where stage = ?1)",
            [stage, build],
        ).fetchone()[0]
    )


def note_first_version(db: Any, stage: str, version: str) -> None:
    """Remember this as the version of a stage that never ran here."""
    db.execute(
        "insert or ignore into stage_versions(stage, version, since) values (?, ?, ?)",
        [stage, version, write_time(now())],
    ).close()


def outdated_counts(db: Readable) -> dict[str, int]:
    """Stages with the number of articles or pages that were done by another version than the one that ran last.

    Pages that were loaded without their bodies cannot be done again, and do not count.
    """
    rows = db.execute(
        "select p.stage, count(*) from progress p join stage_versions v on v.stage = p.stage"
        " where p.version is not v.version and p.input not glob 'bulk:*' group by p.stage order by p.stage"
    ).fetchall()
    return {shown_stage(stage): count for stage, count in rows}
