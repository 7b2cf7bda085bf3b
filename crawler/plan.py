"""Plan: which outlets a crawl takes part in, with what limits; and why the others do not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from urllib.parse import urlsplit

from corpus.data_dir import DataDir
from corpus.records import Abort
from crawler.outlets import Outlet, load_outlets
from crawler.routes.services import LIMITS

MAX_PAGES = 2000


@dataclass(frozen=True, kw_only=True, slots=True)
class CrawlOptions:
    """How a crawl is to be run. `outlets` are ids, empty for all enabled ones; `limit` bounds the pages of each.

    `since` and `until` turn the crawl into a backfill of `via` ("sitemap" or "wayback"); `now` stands for the clock.
    """

    outlets: tuple[str, ...] = ()
    now: datetime | None = None
    limit: int | None = None
    timeout: float | None = None
    since: date | None = None
    until: date | None = None
    via: str = "sitemap"
    dry_run: bool = False
    contact: str | None = None
    log_level: str = "WARNING"
    log_json: bool = False
    settings: tuple[tuple[str, str], ...] = ()


def choose_outlets(data: Path, wanted: Iterable[str]) -> tuple[dict[str, Outlet], tuple[Outlet, ...]]:
    """Every known outlet by id, and those that were asked for; without names all enabled ones.

    Raises:
        Abort: an outlet file is wrong, or there is no such outlet.
    """
    try:
        every = load_outlets(DataDir(data).outlets)
    except ValueError as error:
        raise Abort(str(error)) from error
    names = tuple(dict.fromkeys(wanted))
    check_known(every, names)
    chosen = tuple(every[name] for name in names) if names else tuple(o for o in every.values() if o.enabled)
    routeless = [outlet.id for outlet in chosen if not outlet.routes]
    if routeless:
        raise Abort(f"the outlet {routeless[0]!r} has no feed, sitemap or section that could be read")
    return every, chosen


def check_known(every: Mapping[str, Outlet], names: Iterable[str]) -> None:
    """Raise `Abort` for the first of some ids that no outlet has."""
    unknown = next((name for name in names if name not in every), None)
    if unknown is not None:
        raise Abort(f"there is no outlet {unknown!r}; `jangmadang outlets list` names them")


def private_hosts(outlets: Iterable[Outlet]) -> frozenset[str]:
    """The hosts that outlets with `allow_private` name: these alone may be private."""
    found: set[str] = set()
    for outlet in outlets:
        if outlet.allow_private:
            for address in (outlet.homepage, *outlet.routes, *(f"http://{host}/" for host in outlet.hosts)):
                found.add((urlsplit(address).hostname or "").lower())
    return frozenset(found - {""})


def named_ports(outlets: Iterable[Outlet]) -> frozenset[str]:
    """The hosts with a port of their own (host:port) that outlets' files name: these may be fetched from."""
    addresses = [urlsplit(address) for outlet in outlets for address in (outlet.homepage, *outlet.routes)]
    return frozenset(f"{parts.hostname}:{parts.port}" for parts in addresses if parts.port is not None)


def own_delays(outlets: Iterable[Outlet]) -> Mapping[str, float]:
    """The delay that an outlet's file asks for, by host and port, the longest where two outlets share one; and the
    services'.
    """
    found: dict[str, float] = dict(LIMITS)
    for outlet in outlets:
        for address in (outlet.homepage, *outlet.routes):
            host = urlsplit(address).netloc.lower()
            if outlet.delay is not None:
                found[host] = max(found.get(host, 0.0), outlet.delay)
    return found
