"""How an outlet stands: what it broke, how faulty it is, when it is left out, and what it failed to say."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from statistics import median

from corpus.records import Abort
from corpus.times import parse_time, write_time
from crawler.ledger import Ledger
from crawler.outlets import Outlet
from crawler.results import OPTED_OUT, WORKING, CrawlReport, OutletResult

CONTACT_NOTE = (
    "JANGMADANG_CONTACT is not set: {} not fetched, since no one on the internet is asked without a contact address"
    " (export JANGMADANG_CONTACT=desk@example.org)"
)
SLOW_AT, PARK_AT = 1.0, 3.0
MAX_SCORE = 8.0
_SLOW_FOR = timedelta(hours=6)
_PARK_FOR = timedelta(days=1)
_PARK_AT_MOST = timedelta(days=7)
HISTORY = timedelta(days=28)
LATELY = timedelta(days=5)  # reaches over a weekend
LOW_SHARE = 0.25
LOW_RECALL, RECALL_DROP = 0.5, 0.25
MOST_CHANCE, LEAST_COVERED = 20, 5  # articles: a share of fewer may be chance
REFUSED_FOR = timedelta(days=7)
REFUSED_AT = 3  # pages: of fewer it may be chance
NO_REFUSALS = frozenset(("held", "stopped", "duplicate-url", "forgotten"))
_SLACK = timedelta(minutes=30)


def who_takes_part(
    ledger: Ledger, chosen: Iterable[Outlet], *, contact: str | None, asked_for: bool
) -> tuple[list[Outlet], dict[str, OutletResult]]:
    """The outlets that are to be crawled now, and the results of those that are not, by id."""
    taking_part: list[Outlet] = []
    left_out: dict[str, OutletResult] = {}
    for outlet in chosen:
        status = standing(ledger, outlet, contact=contact, asked_for=asked_for)
        if status is None:
            taking_part.append(outlet)
        else:
            left_out[outlet.id] = status
    return taking_part, left_out


def report_crawl(
    ledger: Ledger, chosen: Iterable[Outlet], results: dict[str, OutletResult], *, finished: str, dry_run: bool
) -> CrawlReport:
    """The report of a crawl that has ended, in the order of the outlets' ids; their health is kept for the next one."""
    for outlet in chosen:
        judge(ledger, outlet, results[outlet.id], dry_run=dry_run)
    ledger.settle(force=True)
    ordered = [results[key] for key in sorted(results)]
    missing = sum(result.status == "no-contact" for result in ordered)
    return {
        "finished": finished,
        "outlets": {result.outlet: result.as_dict() for result in ordered},
        "broken": [in_one_line(result) for result in ordered if result.broken],
        "warnings": [
            *([without_contact(missing)] if missing else []),
            *(in_one_line(result) for result in ordered if result.warnings and not result.broken),
        ],
    }


def in_one_line(result: OutletResult) -> str:
    """All that is wrong with an outlet, what it broke first, as one line that begins with its id."""
    said = [line.removeprefix(f"{result.outlet}: ") for line in (*result.broken, *result.warnings)]
    return f"{result.outlet}: {'; '.join(said)}"


def without_contact(count: int) -> str:
    """The line that says that so many outlets were not asked for want of a contact address, and what helps."""
    return CONTACT_NOTE.format("1 outlet was" if count == 1 else f"{count} outlets were")


def refuse_without_contact(taking_part: Sequence[Outlet], left_out: Mapping[str, OutletResult]) -> None:
    """Ends a crawl in which no outlet can be fetched, and one at least for want of a contact address.

    Raises:
        Abort: it is such a crawl; the message is the line that helps.
    """
    missing = sum(result.status == "no-contact" for result in left_out.values())
    if missing and not taking_part:
        raise Abort(without_contact(missing))


def standing(ledger: Ledger, outlet: Outlet, *, contact: str | None, asked_for: bool) -> OutletResult | None:
    """The result of an outlet that takes no part in this crawl, or None if it does. One asked for by name does."""
    result = OutletResult(outlet.id)
    row = ledger.db.execute(
        "select score, parked_until, fault, last_new_at from outlet_health where outlet = ?", [outlet.id]
    ).fetchone()
    if row is not None:
        result.score = row[0]
        result.last_new_at = parse_time(row[3]) if row[3] else None
    if not outlet.allow_private and not contact:
        result.status = "no-contact"
        ledger.note(outlet.homepage, outlet.id, "no-contact", "JANGMADANG_CONTACT is not set")
        return result
    if row is not None and row[1] and not asked_for and parse_time(row[1]) > ledger.time() + _SLACK:
        result.status = "parked" if row[0] >= PARK_AT else "slowed"
        result.parked_until = parse_time(row[1])
        result.details["fault"] = row[2] or ""
        return result
    ledger.forget_note(outlet.homepage)
    return None


def judge(ledger: Ledger, outlet: Outlet, result: OutletResult, *, dry_run: bool = False) -> None:
    """Give a result its status, broken expectations and warnings, and keep the outlet's health for the next run."""
    at = ledger.time()
    took_part = bool(result.routes) or result.status == "ok"
    row = ledger.db.execute(
        "select score, first_run_at, last_ok_at, last_new_at, last_run_at from outlet_health where outlet = ?",
        [outlet.id],
    ).fetchone()
    first_run = parse_time(row[1]) if row else at
    result.waiting = int(
        ledger.db.execute(
            "select count(*) from links where outlet = ? and state = 'waiting' and next_at is not null", [outlet.id]
        ).fetchone()[0]
    )
    if result.kept:
        result.last_new_at = at
    elif row and row[3]:
        result.last_new_at = parse_time(row[3])
    if took_part:
        _set_score(result, row[0] if row else 0.0, at)
        # what failed in a crawl that was killed has been in no report
        result.missing = ledger.failed_since(outlet.id, parse_time(row[4]) if row else None) | result.missing
        result.status = _status(result)
        unread = sum(note == "stopped" for note in result.routes.values())
        if unread:
            result.warnings.append(
                f"{outlet.id}: {unread} of its listings were left unread: its time or number was over"
            )
        if result.missing:
            counts = Counter(result.missing.values()).most_common()
            reasons = ", ".join(f"{reason} {count}" for reason, count in counts)
            result.warnings.append(f"{outlet.id}: new pages failed and are asked again later ({reasons})")
        _measure_recall(result)
    _check_expectations(outlet, result, since=first_run, at=at, took_part=took_part)
    _check_volume(ledger, outlet, result, at)
    _check_refusals(ledger, outlet, result, at)
    _check_recall(ledger, outlet, result, at)
    if not dry_run and took_part:
        _save(ledger, outlet, result, first_run=first_run, last_ok=row[2] if row else None, at=at)


def _set_score(result: OutletResult, before: float, at: datetime) -> None:
    """Faults add up while nothing works; one route that works forgives them all."""
    working = any(note in WORKING for note in result.routes.values())
    result.score = 0.0 if working else min(MAX_SCORE, before + result.weight)
    if result.score >= PARK_AT:
        doublings = int(result.score - PARK_AT)
        result.parked_until = at + min(_PARK_FOR * 2**doublings, _PARK_AT_MOST)
    elif result.score >= SLOW_AT:
        result.parked_until = at + _SLOW_FOR


def _status(result: OutletResult) -> str:
    """ok, the reason of the fault if no route worked, `partly` if some did or listings were left unread, `damaged` if
    one lost entries, `held` if its host was to be left alone, `pages-missing` if new pages failed.
    """
    faults = result.faults
    if result.damaged and not faults:
        return "damaged"
    if not faults:
        if set(result.routes.values()) == {"held"}:
            return "held"
        blocked = sum(
            result.refused[reason] for reason in ("challenge", "http-403", "rate-limited", "timeout", "http-503")
        )
        if blocked and blocked >= result.requested / 2 and not result.kept:
            return "pages-fail"
        if "stopped" in result.routes.values():
            return "partly"
        return "pages-missing" if result.missing else "ok"
    if any(note in WORKING for note in result.routes.values()):
        return "partly"
    return "opted-out" if set(faults) <= OPTED_OUT else faults[0]


def _measure_recall(result: OutletResult) -> None:
    """Count what the other routes list, over the time that the feeds cover, and how much of it the feeds missed."""
    if not result.by_feed or result.oldest_in_feed is None:
        return
    covered = [url for url, dated in result.by_other.items() if dated is not None and dated >= result.oldest_in_feed]
    result.covered = len(covered)
    result.missed = sum(url not in result.by_feed for url in covered)
    result.recall = round(1 - result.missed / result.covered, 3) if covered else None


def _check_recall(ledger: Ledger, outlet: Outlet, result: OutletResult, at: datetime) -> None:
    """Raise an alarm if the feeds list far less of what the other routes list than in the weeks before."""
    if result.recall is None:
        return
    covered, missed = ledger.db.execute(
        "select coalesce(sum(json_extract(report, '$.covered')), 0), coalesce(sum(json_extract(report, '$.missed')), 0)"
        " from outlet_runs where outlet = ? and at >= ?",
        [outlet.id, write_time(at - HISTORY)],
    ).fetchone()
    before = 1 - missed / covered if covered >= MOST_CHANCE else None
    said = f"{outlet.id}: the feeds list only {result.recall:.0%} of what its other routes list"
    if before is not None and result.covered >= LEAST_COVERED and before - result.recall > RECALL_DROP:
        result.broken.append(f"{said}, {before:.0%} before")
    elif result.recall < LOW_RECALL:
        result.warnings.append(said)


def _check_expectations(
    outlet: Outlet, result: OutletResult, *, since: datetime, at: datetime, took_part: bool
) -> None:
    if result.status == "no-contact":
        return
    expect = outlet.expect
    if took_part and expect.min_articles is not None and result.listed < expect.min_articles:
        why = "" if result.status == "ok" else f" ({result.status})"
        result.broken.append(f"{outlet.id}: {result.listed} links listed, {expect.min_articles} expected{why}")
    silence = at - (result.last_new_at or since)
    if expect.max_silence is not None and silence > expect.max_silence:
        hours = round(silence.total_seconds() / 3600)
        result.broken.append(
            f"{outlet.id}: no new article for {hours} h, {_hours(expect.max_silence)} h expected at most"
        )
        result.status = "silent" if result.status in ("ok", "pages-missing") else result.status
    if not took_part:
        result.warnings.append(
            f"{outlet.id}: {result.status} until {result.parked_until} after {result.details['fault']}"
        )
    if result.status == "held":
        result.warnings.append(f"{outlet.id}: nothing was read, its host asked to be left alone for a while")
    for route, note in result.routes.items():
        if note not in (*WORKING, "held", "stopped") and result.status == "partly":
            result.warnings.append(f"{outlet.id}: {route}: {note}")
    result.broken += [f"{outlet.id}: {route}: {result.details[route]}" for route in result.damaged]


def _check_volume(ledger: Ledger, outlet: Outlet, result: OutletResult, at: datetime) -> None:
    """Raise an alarm if far less that is new was found lately than on a usual day of the weeks before."""
    rows = ledger.db.execute(
        "select substr(at, 1, 10), sum(json_extract(report, '$.kept')) from outlet_runs"
        " where outlet = ? and at >= ? group by 1",
        [outlet.id, write_time(at - HISTORY)],
    ).fetchall()
    days: dict[str, int] = {day: int(kept or 0) for day, kept in rows}
    today = at.date().isoformat()
    days[today] = days.get(today, 0) + result.kept
    start = (at - LATELY).date().isoformat()
    before = [kept for day, kept in days.items() if day <= start]
    lately = [kept for day, kept in days.items() if day > start]
    if len(before) < 5:
        return
    usual = median(sorted(before))
    mean = sum(lately) / len(lately)
    if usual >= 2 and mean < usual * LOW_SHARE:
        result.broken.append(f"{outlet.id}: {mean:.1f} new articles a day lately, {usual:g} a day before")
        result.status = "low-volume" if result.status == "ok" else result.status


def _check_refusals(ledger: Ledger, outlet: Outlet, result: OutletResult, at: datetime) -> None:
    """Raise an alarm if every page that was asked for of late was refused, by us or by the outlet."""
    row = ledger.db.execute(
        "select coalesce(sum(json_extract(report, '$.fetched') - json_extract(report, '$.unchanged')), 0),"
        " coalesce(sum(json_extract(report, '$.kept') + json_extract(report, '$.changed')), 0) from outlet_runs"
        " where outlet = ? and at >= ?",
        [outlet.id, write_time(at - REFUSED_FOR)],
    ).fetchone()
    final = Counter({reason: n for reason, n in result.refused.items() if reason not in NO_REFUSALS})
    asked = int(row[0]) + max(result.fetched - result.unchanged, final.total())
    if final and not int(row[1]) + result.kept + result.changed + result.unchanged and asked >= REFUSED_AT:
        reasons = ", ".join(f"{reason} {count}" for reason, count in final.most_common())
        result.broken.append(f"{outlet.id}: every page is refused ({reasons})")
        result.status = "pages-refused" if result.status == "ok" else result.status


def _save(
    ledger: Ledger, outlet: Outlet, result: OutletResult, *, first_run: datetime, last_ok: str | None, at: datetime
) -> None:
    now = write_time(at)
    ledger.write(
        "insert or replace into outlet_health values (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            outlet.id,
            result.score,
            write_time(result.parked_until) if result.parked_until else None,
            result.faults[0] if result.faults else None,
            write_time(first_run),
            now,
            now if result.score == 0.0 else last_ok,
            write_time(result.last_new_at) if result.last_new_at else None,
        ],
    )
    ledger.write(
        "insert or replace into outlet_runs values (?, ?, ?, ?, ?)",
        [outlet.id, now, result.status, result.listed, json.dumps(result.as_dict(), ensure_ascii=False)],
    )


def _hours(span: timedelta) -> int:
    return round(span.total_seconds() / 3600)
