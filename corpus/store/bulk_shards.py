"""Which shards of a bulk read were loaded, and what is known here of a page that one of them brings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from corpus.records import article_id
from corpus.store.reader import Readable
from corpus.times import now, write_time

# What extraction worked on, where the pages did not come along: no stage can read these again.
PAGELESS = "bulk:"


@dataclass(frozen=True, kw_only=True, slots=True)
class PageState:
    """A page as it is here: its `revision` and how many different `bodies` it has (None, 0: it is not in the archive),
    and what extraction did: at which `version`, on what `input`, when (`at`).
    """

    revision: str | None
    bodies: int
    version: str | None
    input: str | None
    at: str | None

    @property
    def last_fetched(self) -> str | None:
        """When the page was last fetched of which no body is here, None of any other."""
        return self.input.removeprefix(PAGELESS).rpartition("|")[0] if self.is_pageless and self.input else None

    @property
    def is_pageless(self) -> bool:
        """Whether what is here of the page was loaded without its bodies."""
        return (self.input or "").startswith(PAGELESS)


def pageless_input(fetched_at: str, bodies: str) -> str:
    """What progress has as the input of a page without bodies here: its last fetch, and a digest of its bodies."""
    return f"{PAGELESS}{fetched_at}|{bodies}"


def page_state(corpus: Readable, archive: Readable, url: str) -> PageState:
    """What is here of an address."""
    key = article_id(url)
    page = archive.execute(
        "select p.revision, (select count(distinct body_hash) from fetches f where f.page_id = p.id)"
        " from pages p where p.id = ?",
        [key],
    ).fetchone()
    done = corpus.execute(
        "select version, input, at from progress where stage = 'extract' and article_id = ?", [key]
    ).fetchone()
    revision, bodies = page or (None, 0)
    version, input, at = done or (None, None, None)
    return PageState(revision=revision, bodies=bodies, version=version, input=input, at=at)


def is_loaded(db: Readable, shard: str, mark: str) -> bool:
    """Whether this very shard was loaded before."""
    return db.execute("select 1 from bulk_shards where shard = ? and mark = ?", [shard, mark]).fetchone() is not None


def note_loaded(db: Any, shard: str, mark: str, *, bodies: bool) -> None:
    """Note that a shard is loaded, with its pages or without."""
    db.execute(
        "insert into bulk_shards(shard, mark, bodies, at) values (?, ?, ?, ?) on conflict (shard) do update"
        " set mark = excluded.mark, bodies = excluded.bodies, at = excluded.at",
        [shard, mark, int(bodies), write_time(now())],
    ).close()
