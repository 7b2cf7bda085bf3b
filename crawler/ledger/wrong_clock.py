"""Pages that a run with a clock far ahead stored: brought back to a time before the present one."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import groupby

from corpus.records import digest
from corpus.schema.sqlite_library import Database
from corpus.times import write_time


def bring_back_pages(db: Database, *, ahead_of: datetime, at: datetime) -> None:
    """Date what was fetched after `ahead_of` to just before `at`, in its order, and have its pages read anew.

    Else such a body would stay a page's last one until the clock comes there, and no later edit would be seen.
    """
    ahead = db.execute(
        "select page_id, fetched_at from fetches where page_id in (select id from pages where fetched_at > ?1)"
        " and fetched_at > ?1 order by page_id, fetched_at",
        [write_time(ahead_of)],
    ).fetchall()
    for page, fetches in groupby(ahead, key=lambda row: row[0]):
        times = [said for _, said in fetches]
        for left, said in zip(range(len(times), 0, -1), times, strict=True):
            values = [write_time(at - timedelta(seconds=left)), page, said]
            db.execute("update fetches set fetched_at = ? where page_id = ? and fetched_at = ?", values).close()
        db.execute(
            "update pages set revision = ?, fetched_at = (select max(f.fetched_at) from fetches f where page_id = id),"
            " first_fetched_at = (select min(f.fetched_at) from fetches f where page_id = id) where id = ?",
            [digest(f"{page} {times[-1]} {write_time(at)}"), page],
        ).close()
    db.execute("update pages set gone_at = ? where gone_at > ?", [write_time(at), write_time(ahead_of)]).close()
