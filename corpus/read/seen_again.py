"""How many pages were seen more than once: of the others no change after publication can have been noticed."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from corpus.data_dir import DataDir
from corpus.read.counted import count_words
from corpus.store.reader import readonly_uri

LOOKED_AT = 5000  # pages, whichever come first by their ids, which are digests: as good as drawn by lot


@dataclass(frozen=True, kw_only=True, slots=True)
class SeenAgain:
    """Of so many `pages` so many were fetched `again`, or found unchanged; `sampled` where there are more pages."""

    pages: int
    again: int
    sampled: bool

    @property
    def words(self) -> str:
        """A sentence that says so."""
        if not self.again:
            of = f"Of a sample of {self.pages:,} pages each" if self.sampled else "Each page that is kept"
            return f"{of} was seen only once so far, so that a change could not have been noticed."
        some = f"{self.again:,} of {count_words(self.pages, 'page')}{' of a sample' if self.sampled else ''}"
        rest = "; of the others no change can have been noticed" if self.again < self.pages else ""
        return f"{some} {'was' if self.again == 1 else 'were'} seen more than once{rest}."


def pages_seen_again(data: Path, *, outlets: Collection[str] | None = None) -> SeenAgain | None:
    """How many pages, of these outlets if they are given, were seen again; None where there is no archive of pages, or
    none of theirs.
    """
    path = DataDir(data).pages
    if not path.is_file():
        return None
    narrowed = "" if outlets is None else "where outlet in (select value from json_each(?)) "
    values = [] if outlets is None else [json.dumps(sorted(outlets))]
    # by id whatever finds them: an index by outlet has those first that were fetched longest ago
    sql = (
        "select count(*), coalesce(sum(p.fetched_at > p.first_fetched_at or exists (select 1 from links l"
        " where l.page_url = p.url and l.visits > 1)), 0)"
        f" from (select id from pages {narrowed}order by id limit {{}}) s cross join pages p on p.id = s.id"
    )
    try:
        with closing(sqlite3.connect(readonly_uri(path), uri=True)) as db:
            pages, again = db.execute(sql.format(LOOKED_AT), values).fetchone()
            more = db.execute(f"select 1 from pages {narrowed}limit 1 offset {LOOKED_AT}", values).fetchone()
    except sqlite3.Error:
        return None
    return SeenAgain(pages=pages, again=again, sampled=more is not None) if pages else None
