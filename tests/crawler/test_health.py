"""What an outlet's own history says of today."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from corpus.records import Link
from crawler.health import judge
from crawler.ledger import Ledger
from crawler.outlets import Outlet
from crawler.results import OutletResult

MONDAY = datetime(2026, 3, 2, 6, tzinfo=UTC)
FEED = "https://daily.example/rss"


def crawl_days(data: Path, kept: list[int]) -> list[OutletResult]:
    """The results of crawls on so many days in a row that kept so many new articles each, from a Monday on."""
    home = "https://daily.example/"
    outlet = Outlet(id="daily", name="Daily", homepage=home, country="kr", language="en", kind="daily")
    results = []
    for day, count in enumerate(kept):
        ledger = Ledger(data, fixed_now=MONDAY + timedelta(days=day))
        result = OutletResult("daily", kept=count)
        result.route_ok(FEED, listed=20)
        judge(ledger, outlet, result)
        ledger.close()
        results.append(result)
    return results


def test_a_volume_far_under_its_own_history_is_an_alarm(tmp_path: Path) -> None:
    *_, last = crawl_days(tmp_path, [9] * 10 + [1, 0, 1, 1, 1])
    assert last.status == "low-volume"
    assert last.broken == ["daily: 0.8 new articles a day lately, 9 a day before"]


def test_a_quiet_weekend_is_none(tmp_path: Path) -> None:
    results = crawl_days(tmp_path, [9, 8, 9, 10, 9, 0, 0] * 3)
    assert [result.broken for result in results] == [[]] * 21


def test_a_new_outlet_has_no_history_to_fall_under(tmp_path: Path) -> None:
    results = crawl_days(tmp_path, [40, 0, 0, 0, 0])
    assert all(result.status == "ok" for result in results)


def test_an_outlet_that_never_brought_much_is_left_alone(tmp_path: Path) -> None:
    results = crawl_days(tmp_path, [1] * 10 + [0] * 5)
    assert all(not result.broken for result in results)


def test_an_outlet_whose_host_asked_to_be_left_alone_is_not_fine(tmp_path: Path) -> None:
    home = "https://daily.example/"
    outlet = Outlet(id="daily", name="Daily", homepage=home, country="kr", language="en", kind="daily")
    result = OutletResult("daily")
    result.route_failed(FEED, "held", "daily.example asked to be left alone")
    with Ledger(tmp_path, fixed_now=MONDAY) as ledger:
        judge(ledger, outlet, result)
    assert result.status == "held"
    assert result.warnings == ["daily: nothing was read, its host asked to be left alone for a while"]


def test_what_failed_in_a_crawl_that_was_killed_is_told_by_the_next_one_once(tmp_path: Path) -> None:
    home = "https://daily.example/"
    outlet = Outlet(id="daily", name="Daily", homepage=home, country="kr", language="en", kind="daily")
    crawl_days(tmp_path, [2])
    tuesday, story = MONDAY + timedelta(days=1), f"{home}rice-climbs"
    with Ledger(tmp_path, fixed_now=tuesday) as killed:  # no report was written
        (due,) = killed.add_links([Link(url=story, outlet="daily", found_in="feed")])
        killed.refuse(due, "daily", "http-500", retry=True)
    said = []
    for hour in (0, 1):
        result = OutletResult("daily", kept=2)
        result.route_ok(FEED, listed=20)
        with Ledger(tmp_path, fixed_now=tuesday + timedelta(hours=hour)) as ledger:
            judge(ledger, outlet, result)
        said.append((result.status, result.warnings))
    assert said == [
        ("pages-missing", ["daily: new pages failed and are asked again later (http-500 1)"]),
        ("ok", []),
    ]
