"""PageArchive: the raw pages, compressed, with the history of their fetches (pages.db)."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from corpus.data_dir import DataDir
from corpus.records import RawPage, article_id, digest
from corpus.schema import PAGES
from corpus.store.database import open_database
from corpus.times import parse_time, write_time

# a fetch that is stored already, or a page that was taken down
_NOT_WANTED = (
    "select exists (select 1 from fetches where page_id = ?1 and fetched_at = ?2)"
    " or exists (select 1 from forgotten where id = ?1)"
)
MOST_PARTS = 30  # pages of one article


class PageArchive:
    """The archive in a data directory, for the crawler and importers to write and for extraction to read."""

    def __init__(self, data: Path) -> None:
        """Open or make the archive. Raises `Abort` when it cannot be written or is of a newer schema."""
        self.path = DataDir(data).pages
        self.db = open_database(self.path, PAGES)

    def __enter__(self) -> PageArchive:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self.db.close()

    def save_page(self, page: RawPage) -> bool:
        """True if the page is new or its body differs from the last; saving one fetch twice changes nothing, and so
        does a page that was taken down.
        """
        return self.save_pages([page]) == 1

    def save_pages(self, pages: Sequence[RawPage]) -> int:
        """How many of the pages were new or changed; all are stored in one transaction."""
        with self.db.atomic():
            return sum(self._save(page) for page in pages)

    def _save(self, page: RawPage) -> bool:
        key = article_id(page.url)
        at = write_time(page.fetched_at)
        body_hash = _hash(page.body)
        execute = self.db.execute
        if execute(_NOT_WANTED, [key, at]).fetchone()[0]:
            return False
        execute(
            "insert into bodies values (?, ?, ?) on conflict (hash) do update set body = excluded.body"
            " where length(bodies.body) = 0",  # one that was dropped with age
            [body_hash, len(page.body), zlib.compress(page.body, 6)],
        )
        known = execute(
            "select p.revision, f.body_hash from pages p join fetches f on f.page_id = p.id"
            " where p.id = ? order by f.fetched_at desc limit 1",
            [key],
        ).fetchone()
        changed = known is None or known[1] != body_hash
        revision = digest(f"{known[0] if known else ''} {body_hash}") if changed else known[0]
        execute(
            "insert into pages values (?, ?, ?, ?, ?, ?, null, ?, ?) on conflict (id) do update"
            " set revision = excluded.revision, fetched_at = max(fetched_at, excluded.fetched_at), gone_at = null,"
            " noarchive = case when excluded.fetched_at >= fetched_at then excluded.noarchive else noarchive end,"
            " next_url = case when excluded.fetched_at >= fetched_at then excluded.next_url else next_url end",
            [key, page.url, page.outlet, revision, at, at, int(page.noarchive), page.next_url],
        )
        execute(
            "insert into fetches values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing",
            [
                key,
                at,
                page.status,
                page.requested_url,
                page.responded_url,
                page.content_type,
                body_hash,
                page.title,
                write_time(page.published) if page.published else None,
                page.found_in,
                json.dumps(page.headers, ensure_ascii=False) if page.headers else None,
            ],
        )
        return changed

    def mark_gone(self, url: str, at: datetime) -> None:
        """Note that a page once kept has left its address; the first such time stays."""
        self.db.execute(
            "update pages set gone_at = coalesce(gone_at, ?) where id = ?", [write_time(at), article_id(url)]
        ).close()

    def is_forgotten(self, url: str) -> bool:
        """Whether an address was taken down."""
        return self.db.execute("select 1 from forgotten where id = ?", [article_id(url)]).fetchone() is not None

    def has_page(self, url: str) -> bool:
        """Whether the address has ever been stored."""
        return self.db.execute("select 1 from pages where id = ?", [article_id(url)]).fetchone() is not None

    def has_fetch(self, url: str, at: datetime) -> bool:
        """Whether an address was stored with this very time."""
        wanted = [article_id(url), write_time(at)]
        return (
            self.db.execute("select 1 from fetches where page_id = ? and fetched_at = ?", wanted).fetchone() is not None
        )

    def has_body(self, url: str, body: bytes) -> bool:
        """Whether an address was ever stored with this very body."""
        return (
            self.db.execute(
                "select 1 from fetches where page_id = ? and body_hash = ?", [article_id(url), _hash(body)]
            ).fetchone()
            is not None
        )

    def versions(self, page_id: str) -> list[RawPage]:
        """The page's fetches with a body of their own, oldest first: one for each time that the body changed.

        Those whose stored body is damaged are left out.
        """
        return [page for page in self.bodies(page_id) if page is not None]

    def bodies(self, page_id: str) -> list[RawPage | None]:
        """As `versions`, with None for each that is damaged: its bytes cannot be unpacked any more.

        Those that were dropped with age are left out.
        """
        rows = self.db.execute(
            "select p.url, p.outlet, f.fetched_at, b.body, f.content_type, f.status, f.requested_url,"
            " f.responded_url, f.title, f.published, f.found_in, f.headers, p.noarchive, f.body_hash"
            " from fetches f join pages p on p.id = f.page_id join bodies b on b.hash = f.body_hash"
            " where f.page_id = ? and length(b.body) > 0 order by f.fetched_at",
            [page_id],
        )
        pages: list[RawPage | None] = []
        last = None
        for row in rows:
            if row[-1] != last:
                pages.append(_sound_page(row))
            last = row[-1]
        return pages

    def page_before(self, url: str) -> str | None:
        """The id of the page whose article goes on at an address."""
        row = self.db.execute("select id from pages where next_url = ?1 and url != ?1 limit 1", [url]).fetchone()
        return row[0] if row else None

    def later_parts(self, page_id: str) -> list[list[RawPage]]:
        """The bodies of the pages on which a page's article goes on, page by page in order; none that is not stored."""
        parts: list[list[RawPage]] = []
        seen = {page_id}
        while len(parts) < MOST_PARTS:
            row = self.db.execute(
                "select q.id from pages p join pages q on q.url = p.next_url and q.outlet = p.outlet where p.id = ?",
                [page_id],
            ).fetchone()
            if row is None or row[0] in seen:
                break
            page_id = row[0]
            seen.add(page_id)
            parts.append(self.versions(page_id))
        return parts

    def has_dropped(self, page_id: str) -> bool:
        """Whether a body of a page was dropped with age."""
        return (
            self.db.execute(
                "select 1 from fetches f join bodies b on b.hash = f.body_hash"
                " where f.page_id = ? and length(b.body) = 0 limit 1",
                [page_id],
            ).fetchone()
            is not None
        )

    def latest(self, *, outlet: str | None = None, limit: int = -1) -> Iterator[RawPage]:
        """The newest body of each page, newest page first; pages without a sound body are left out."""
        ids = self.db.execute(
            "select id from pages where ?1 is null or outlet = ?1 order by fetched_at desc, id limit ?2",
            [outlet, limit],
        ).fetchall()
        for (page_id,) in ids:
            yield from self.versions(page_id)[-1:]

    def count(self) -> int:
        """How many addresses are stored."""
        return int(self.db.execute("select count(*) from pages").fetchone()[0])


def _hash(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()[:32]


def _sound_page(row: Sequence[Any]) -> RawPage | None:
    try:
        return _page(row)
    except (zlib.error, ValueError, TypeError, OverflowError):  # a byte flipped in the file
        return None


def _page(row: Sequence[Any]) -> RawPage:
    url, outlet, fetched_at, body, content_type, status, requested, responded, title, published, *rest = row
    found_in, headers, noarchive, _ = rest
    return RawPage(
        url=url,
        outlet=outlet,
        fetched_at=parse_time(fetched_at),
        body=zlib.decompress(body),
        content_type=content_type,
        status=status,
        requested_url=requested,
        responded_url=responded,
        title=title,
        published=parse_time(published) if published else None,
        found_in=found_in,
        headers=tuple((name, value) for name, value in json.loads(headers)) if headers else (),
        noarchive=bool(noarchive),
    )
