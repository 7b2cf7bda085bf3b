"""A run with a clock far ahead: what it stored is no page's last word."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from corpus.records import Link, RawPage
from crawler.ledger import Ledger, Validators

URL = "https://desk.example/n/1"


def keep(data: Path, at: datetime, text: str) -> None:
    with Ledger(data, fixed_now=at) as ledger:
        ledger.add_links([Link(url=URL, outlet="desk", found_in="feed")])
        (due,) = ledger.due_links("desk", limit=9)
        page = RawPage(url=URL, outlet="desk", fetched_at=ledger.time(), body=text.encode(), requested_url=URL)
        ledger.keep(page, due, validators=Validators())


@pytest.mark.parametrize("before", [True, False])
def test_bodies_stand_in_the_order_in_which_they_were_fetched(tmp_path: Path, before: bool) -> None:
    if before:
        keep(tmp_path, datetime(2026, 3, 2, tzinfo=UTC), "first")
    keep(tmp_path, datetime(2036, 3, 3, tzinfo=UTC), "ahead")
    with Ledger(tmp_path, fixed_now=datetime(2036, 3, 3, tzinfo=UTC)) as ledger:  # still ahead: nothing is amiss
        known = ledger.archive.db.execute("select revision from pages").fetchone()
    keep(tmp_path, datetime(2026, 3, 4, tzinfo=UTC), "last")
    with Ledger(tmp_path, fixed_now=datetime(2026, 3, 4, tzinfo=UTC)) as ledger:
        (page,) = ledger.archive.latest()
        bodies = [
            each.body
            for each in ledger.archive.versions(ledger.archive.db.execute("select id from pages").fetchone()[0])
        ]
        times = ledger.archive.db.execute("select first_fetched_at, fetched_at, revision from pages").fetchone()
    assert bodies == [*([b"first"] if before else []), b"ahead", b"last"]
    assert page.body == b"last"
    assert times[0] < "2026-03-04" and times[1] == "2026-03-04T00:00:00+00:00"
    assert times[2] != known[0], "it is read anew"
