"""Ledger: what the crawl knows and writes down. Pages and the links they came by change in one transaction.

A link is noted before it is fetched, and a page is stored together with the note that it was: a kill at any moment
leaves either a link that is still waiting or a page that is kept, never neither and never both.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic
from typing import Self

from corpus.records import Link, Outcome, RawPage
from corpus.store.articles import Corpus
from corpus.store.page_archive import PageArchive
from corpus.times import now, parse_time, write_time
from crawler.addresses import session_free
from crawler.ledger.due_links import Due, Validators, due_of
from crawler.ledger.wrong_clock import bring_back_pages
from crawler.outlets import Outlet

__all__ = ["Due", "Ledger", "Validators"]

STAGE = "crawl"
REVISITS = (timedelta(days=1), timedelta(days=1), timedelta(days=1), timedelta(days=4))
"""An edit mostly comes soon: a page once kept is fetched again after these, and then left alone."""
RETRIES = (timedelta(hours=2), timedelta(hours=6), timedelta(days=1), timedelta(days=2))
UNCONDITIONAL_AFTER = timedelta(hours=20)
_SLACK = timedelta(hours=1)  # a daily timer that fires a little early still finds yesterday's pages due
_BATCH = 256
_BATCH_SECONDS = 1.0


class Ledger:
    """The archive and the corpus of a data directory as the crawl uses them. `fixed_now` stands for the clock."""

    def __init__(self, data: Path, *, fixed_now: datetime | None = None) -> None:
        """Open or make both files. Raises `Abort` if one cannot be written or is of a newer schema."""
        with ExitStack() as opened:
            self.archive = opened.enter_context(PageArchive(data))
            self.corpus = opened.enter_context(Corpus(data))
            self._files = opened.pop_all()
        self.db = self.archive.db
        self._fixed_now = fixed_now
        self._outcomes: dict[str, tuple[Outcome | None, str | None]] = {}
        self._writes = 0
        self._since = monotonic()
        self._mend_clock()

    def _mend_clock(self) -> None:
        """Take back times that lie further ahead than any of ours can: a run was made with a clock that was wrong."""
        day = write_time(self.time() + timedelta(days=1))
        month = write_time(self.time() + timedelta(days=31))
        past = write_time(datetime(1970, 1, 1, tzinfo=UTC))
        at = write_time(self.time())
        for table, column, latest, instead in (
            ("links", "next_at", month, at),
            ("listings", "checked_at", day, past),
            ("listings", "read_at", day, past),
            ("hosts", "read_at", day, None),
            ("hosts", "hold_until", month, None),
            ("outlet_health", "parked_until", month, None),
            ("outlet_health", "last_new_at", day, at),
        ):
            self.write(f"update {table} set {column} = ? where {column} > ?", [instead, latest])
        bring_back_pages(self.db, ahead_of=self.time() + timedelta(days=1), at=self.time())
        self.settle(force=True)

    def time(self) -> datetime:
        """The present time in UTC, or the one that the run was given."""
        return self._fixed_now or now()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def close(self) -> None:
        """Settle and close both files."""
        with self._files:
            self.settle(force=True)

    def settle(self, *, force: bool = False) -> None:
        """Commit what has gathered, if it is much, old, or forced."""
        if not force and self._writes < _BATCH and monotonic() - self._since < _BATCH_SECONDS:
            return
        if self._outcomes:
            with self.corpus.atomic():
                self.corpus.clear_outcomes(STAGE, [url for url, (outcome, _) in self._outcomes.items() if not outcome])
                for outcome, outlet in self._outcomes.values():
                    if outcome is not None:
                        self.corpus.save_outcome(outcome, outlet=outlet)
            self._outcomes.clear()
        if self.db.conn.in_transaction:
            self.db.conn.execute("commit")
        self._writes = 0
        self._since = monotonic()

    def write(self, sql: str, values: Sequence[object]) -> None:
        """Execute one statement on pages.db as part of the open batch."""
        self._open()
        self.db.execute(sql, values).close()

    def _open(self) -> None:
        if not self.db.conn.in_transaction:
            self.db.conn.execute("begin immediate")
            self._since = monotonic()
        self._writes += 1

    def save_outlets(self, outlets: Iterable[Outlet]) -> None:
        """Bring the corpus's table of outlets up to date, expectations (JSON) included."""
        with self.corpus.atomic():
            for outlet in outlets:
                self._save_outlet(outlet)

    def _save_outlet(self, outlet: Outlet) -> None:
        row = {name: getattr(outlet, name) for name in ("id", "name", "homepage", "country", "language", "kind")}
        self.corpus.save_outlets([{**row, "family": outlet.family}])
        expect = outlet.expect
        silence = expect.max_silence.total_seconds() / 3600 if expect.max_silence else None
        known = {
            "min_articles": expect.min_articles,
            "max_skipped_share": expect.max_skipped_share,
            "max_silence_hours": silence,
        }
        text = json.dumps({name: value for name, value in known.items() if value is not None})
        self.corpus.db.execute("update outlets set expect = ? where id = ?", [text, outlet.id]).close()

    # listings

    def listing_validators(self, url: str) -> Validators:
        """The validators of a listing's last body; none if that is long ago.

        Once a day a listing is asked for without conditions: some answer "not modified" for ever.
        """
        row = self.db.execute(
            "select etag, last_modified from listings where url = ? and read_at > ?",
            [url, write_time(self.time() - UNCONDITIONAL_AFTER)],
        ).fetchone()
        return Validators(etag=row[0], last_modified=row[1]) if row else Validators()

    def listing_checked(self, url: str) -> datetime | None:
        """When a listing was last read."""
        row = self.db.execute("select checked_at from listings where url = ?", [url]).fetchone()
        return parse_time(row[0]) if row else None

    def listing_links(self, url: str) -> int:
        """How many links a listing held when it was last read."""
        row = self.db.execute("select links from listings where url = ?", [url]).fetchone()
        return int(row[0]) if row else 0

    def touch_listing(self, url: str) -> None:
        """Note that a listing was read and had not changed."""
        self.write("update listings set checked_at = ? where url = ?", [write_time(self.time()), url])

    def save_listing(self, url: str, outlet: str, body: bytes, *, validators: Validators, links: int) -> None:
        """Note a listing that was read, after its links were added."""
        at = write_time(self.time())
        self.write(
            "insert into listings values (?, ?, ?, ?, ?, ?, ?, ?) on conflict (url) do update set outlet ="
            " excluded.outlet, etag = excluded.etag, last_modified = excluded.last_modified, body_hash ="
            " excluded.body_hash, checked_at = excluded.checked_at, read_at = excluded.read_at,"
            " links = excluded.links",
            [url, outlet, validators.etag, validators.last_modified, _hash(body), at, at, links],
        )
        self.settle()

    # links

    def add_links(self, links: Iterable[Link]) -> list[Due]:
        """Note listed links; gives those that are new, or by their listing's word modified since we fetched them."""
        at = write_time(self.time())
        due = []
        for link in links:
            row = self.db.execute(
                "select state, visits, next_at, etag, last_modified, page_url from links where url = ?", [link.url]
            ).fetchone()
            if row is None and self.archive.is_forgotten(link.url):
                continue  # taken down
            published = write_time(link.published) if link.published else None
            plain = session_free(link.url)
            session = plain if plain != link.url else None
            if row is None and session is not None and self._knows_session(session):
                continue  # the page was listed before, under another visit's address
            if row is None and self._is_alias(link.url):
                self.write(
                    "insert into links(url, outlet, found_in, found_at, title, published, state, page_url)"
                    " values (?, ?, ?, ?, ?, ?, 'alias', ?)",
                    [link.url, link.outlet, link.found_in, at, link.title, published, link.url],
                )
            elif row is None:
                self.write(
                    "insert into links(url, outlet, found_in, found_at, title, published, next_at, session_free)"
                    " values (?, ?, ?, ?, ?, ?, ?, ?)",
                    [link.url, link.outlet, link.found_in, at, link.title, published, at, session],
                )
                due.append(due_of(link, visits=0))
            elif row[0] == "kept" and row[2] is not None and self._is_stale(row[5] or link.url, link.modified):
                self.write("update links set next_at = ? where url = ?", [at, link.url])
                due.append(due_of(link, visits=row[1], validators=Validators(etag=row[3], last_modified=row[4])))
        return due

    def _is_alias(self, url: str) -> bool:
        """Whether a page is kept under an address to which another, already listed one has led."""
        return self.db.execute("select 1 from links where page_url = ? limit 1", [url]).fetchone() is not None

    def _knows_session(self, plain: str) -> bool:
        """Whether an address that differs by its session id only, or has none, is listed."""
        known = "select 1 from links where session_free = ?1 or url = ?1 limit 1"
        return self.db.execute(known, [plain]).fetchone() is not None

    def _is_stale(self, page_url: str, modified: datetime | None) -> bool:
        if modified is None or modified > self.time():
            return False
        row = self.db.execute("select fetched_at from pages where url = ?", [page_url]).fetchone()
        return row is not None and modified > parse_time(row[0])

    def due_links(self, outlet: str, *, limit: int) -> list[Due]:
        """The outlet's links whose time has come, the newest first; never fetched ones before re-visits."""
        rows = self.db.execute(
            "select url, found_in, title, published, visits, tries, etag, last_modified from links"
            " where outlet = ? and next_at <= ? order by visits > 0, coalesce(published, found_at) desc, url limit ?",
            [outlet, write_time(self.time() + _SLACK), limit],
        ).fetchall()
        return [
            Due(
                url=row[0],
                found_in=row[1],
                title=row[2],
                published=parse_time(row[3]) if row[3] else None,
                visits=row[4],
                tries=row[5],
                etag=row[6],
                last_modified=row[7],
            )
            for row in rows
        ]

    def named_link(self, url: str, outlet: str) -> Due:
        """The link of an address that a person names, noted if it is new; no gate refuses its page, as an import's."""
        self.write(
            "insert or ignore into links(url, outlet, found_in, found_at) values (?, ?, 'import', ?)",
            [url, outlet, write_time(self.time())],
        )
        row = self.db.execute("select visits, tries from links where url = ?", [url]).fetchone()
        return Due(url=url, found_in="import", title=None, published=None, visits=row[0], tries=row[1])

    def part_link(self, url: str, outlet: str) -> Due | None:
        """The link of a later page of an article, noted if it is new; None if it is known as one already."""
        at = write_time(self.time())
        row = self.db.execute("select found_in from links where url = ?", [url]).fetchone()
        if self.archive.is_forgotten(url) or (row is not None and row[0] == "part"):
            return None
        self.write(
            "insert into links(url, outlet, found_in, found_at, next_at) values (?, ?, 'part', ?, ?)"
            " on conflict (url) do update set found_in = 'part', state = 'waiting', visits = 0, next_at = ?4",
            [url, outlet, at, at],
        )
        return Due(url=url, found_in="part", title=None, published=None, visits=0, tries=0)

    def add_archived(self, links: Iterable[tuple[str, str]]) -> None:
        """Note addresses (with their outlets) that an archive has. A scheduled crawl never asks the outlet for them."""
        at = write_time(self.time())
        for url, outlet in links:
            self.write(
                "insert or ignore into links(url, outlet, found_in, found_at) values (?, ?, 'archive', ?)",
                [url, outlet, at],
            )
        self.settle()

    def knows_link(self, url: str) -> bool:
        """Whether any listing ever named an address."""
        return self.db.execute("select 1 from links where url = ?", [url]).fetchone() is not None

    def knows_title(self, outlet: str, title: str) -> bool:
        """Whether an outlet listed an article under this headline."""
        row = self.db.execute("select 1 from links where outlet = ? and title = ? limit 1", [outlet, title])
        return row.fetchone() is not None

    def is_kept(self, url: str) -> bool:
        """Whether an address has a page in the archive."""
        return self.archive.has_page(url)

    def awaits(self, url: str) -> bool:
        """Whether an address is listed itself and still to be fetched."""
        return self.db.execute("select 1 from links where url = ? and state = 'waiting'", [url]).fetchone() is not None

    # results of a fetch

    def keep(self, page: RawPage, due: Due, *, validators: Validators, revisit: bool = True) -> bool:
        """Store a page and note when it is to be seen again; True if its body is new."""
        self._open()
        changed = self.archive.save_page(page)
        visits = due.visits + 1
        again = REVISITS[due.visits] if revisit and due.visits < len(REVISITS) else None
        self.write(
            "update links set state = 'kept', visits = ?, tries = 0, next_at = ?, etag = ?, last_modified = ?,"
            " page_url = ? where url = ?",
            [visits, self._after(again), validators.etag, validators.last_modified, page.url, due.url],
        )
        self._outcomes[due.url] = None, None
        self.settle()
        return changed

    def keep_feed_text(self, page: RawPage) -> bool:
        """Store a page whose text came with the feed; True if it is new or changed. Nothing is left to fetch."""
        self._open()
        changed = self.archive.save_page(page)
        self.write("update links set state = 'kept', visits = 1, next_at = null where url = ?", [page.url])
        self._outcomes[page.url] = None, None
        self.settle()
        return changed

    def unchanged(self, due: Due) -> None:
        """Note a re-visit that the server answered with "not modified"."""
        again = REVISITS[due.visits] if due.visits < len(REVISITS) else None
        self.write(
            "update links set visits = ?, tries = 0, next_at = ? where url = ?",
            [due.visits + 1, self._after(again), due.url],
        )
        self.settle()

    def refuse(self, due: Due, outlet: str, reason: str, detail: str = "", *, retry: bool) -> None:
        """Note why an address gave no page. With `retry` it is tried again later, a few times."""
        again = RETRIES[due.tries] if retry and due.tries < len(RETRIES) else None
        if due.visits and again is None:
            again = REVISITS[due.visits] if due.visits < len(REVISITS) else None
        self.write(
            "update links set state = case visits when 0 then ? else state end, tries = tries + 1, next_at = ?"
            " where url = ?",
            ["waiting" if again else "refused", self._after(again), due.url],
        )
        self.note(due.url, outlet, reason, detail)

    def failed_since(self, outlet: str, since: datetime | None) -> dict[str, str]:
        """Addresses that have given no page so far and failed after this time (ever, for None), each with why.

        When one failed is worked out from when it is asked again, since outcomes know the clock alone.
        """
        self.settle(force=True)
        rows = self.db.execute(
            "select url, next_at, tries from links"
            " where outlet = ? and next_at is not null and state = 'waiting' and visits = 0 and tries > 0",
            [outlet],
        ).fetchall()
        failed = [
            url for url, again, tries in rows
            if since is None or parse_time(again) - RETRIES[min(tries, len(RETRIES)) - 1] > since
        ]  # fmt: skip
        why = "select reason from outcomes where stage = ? and url = ?"
        reasons = {url: self.corpus.db.execute(why, [STAGE, url]).fetchone() for url in failed}
        return {url: row[0] if row else "unknown" for url, row in reasons.items()}

    def alias(self, due: Due, outlet: str, page_url: str) -> None:
        """Note that an address leads to a page that is kept under another one."""
        self.write("update links set state = 'alias', next_at = null, page_url = ? where url = ?", [page_url, due.url])
        self.note(due.url, outlet, "duplicate-url", page_url)

    def gone(self, due: Due, outlet: str, reason: str) -> None:
        """Note that a page once kept has left its address; it is looked for once more a day later."""
        row = self.db.execute("select page_url, state from links where url = ?", [due.url]).fetchone()
        self._open()
        self.archive.mark_gone(row[0] if row and row[0] else due.url, self.time())
        again = timedelta(days=1) if row and row[1] != "gone" else None
        self.write(
            "update links set state = 'gone', visits = visits + 1, next_at = ? where url = ?",
            [self._after(again), due.url],
        )
        self.note(due.url, outlet, "gone", reason)

    def note(self, url: str, outlet: str, reason: str, detail: str = "") -> None:
        """Write down an outcome of the crawl."""
        self._outcomes[url] = Outcome(stage=STAGE, url=url, reason=reason, detail=detail[:300]), outlet
        self.settle()

    def forget_note(self, url: str) -> None:
        """Take back an outcome."""
        self._outcomes[url] = None, None

    def _after(self, wait: timedelta | None) -> str | None:
        return write_time(self.time() + wait) if wait is not None else None


def _hash(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()[:32]
