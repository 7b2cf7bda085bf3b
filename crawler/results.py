"""What a crawl saw of each outlet: counted while it runs, judged when it ends."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypedDict

from corpus.records import Link

HARD, SOFT, TEMPORARY = 1.0, 0.5, 0.25

# what a fault of a listing weighs; anything else is temporary
FAULT_WEIGHTS = {
    **dict.fromkeys(
        ("http-404", "http-410", "http-401", "http-451", "dns", "tls", "robots", "tdm-reserved", "private-address",
         "bad-address", "credentials", "redirect-loop", "not-a-sitemap"), HARD),
    **dict.fromkeys(
        ("http-403", "challenge", "empty-feed", "not-a-feed", "unparsable", "too-large", "not-modified-unasked",
         "homepage", "not-html", "redirected-offsite"), SOFT),
}  # fmt: skip
# what a route that brought links is noted as; a damaged one brought some
WORKING = ("ok", "unchanged", "damaged")
MOST_EXAMPLES = 20
OPTED_OUT = frozenset(("robots", "tdm-reserved"))


class Dropped(TypedDict):
    """Links that a listing named and that were not taken: how many, and the first of them."""

    count: int
    examples: list[str]


class OutletReport(TypedDict):
    """One outlet's part in a crawl as JSON values; times in ISO 8601."""

    outlet: str
    status: str
    listed: int
    new: int
    fetched: int
    kept: int
    changed: int
    unchanged: int
    gone: int
    waiting: int
    refused: dict[str, int]
    routes: dict[str, str]
    details: dict[str, str]
    dropped: dict[str, Dropped]
    score: float
    parked_until: str | None
    last_new_at: str | None
    recall: float | None
    covered: int
    missed: int
    broken: list[str]
    warnings: list[str]


class CrawlReport(TypedDict):
    """A crawl as JSON values: how it ended, its outlets by id, the expectations that were broken."""

    finished: str
    outlets: dict[str, OutletReport]
    broken: list[str]
    warnings: list[str]


@dataclass(slots=True)
class OutletResult:
    """One outlet's part in a crawl. `listed` counts links at discovery, `kept` new pages, `changed` new bodies."""

    outlet: str
    listed: int = 0
    listings: int = 0
    new: int = 0
    requested: int = 0
    fetched: int = 0
    kept: int = 0
    changed: int = 0
    unchanged: int = 0
    gone: int = 0
    waiting: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    missing: dict[str, str] = field(default_factory=dict)  # new pages that failed and are asked again later, with why
    routes: dict[str, str] = field(default_factory=dict)
    details: dict[str, str] = field(default_factory=dict)
    dropped: dict[str, Dropped] = field(default_factory=dict)
    failures_in_a_row: int = 0
    status: str = "ok"
    score: float = 0.0
    parked_until: datetime | None = None
    last_new_at: datetime | None = None
    recall: float | None = None
    covered: int = 0  # articles that the other routes date within the time that the feeds reach back
    missed: int = 0  # of these the feeds did not list
    broken: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    by_feed: set[str] = field(default_factory=set)
    by_other: dict[str, datetime | None] = field(default_factory=dict)
    oldest_in_feed: datetime | None = None

    def route_ok(self, url: str, *, listed: int, note: str = "ok") -> None:
        """A listing that was read."""
        self.routes[url] = note
        self.listed += listed

    def route_failed(self, url: str, reason: str, detail: str = "") -> None:
        """A listing that could not be read."""
        self.routes[url] = reason
        if detail:
            self.details[url] = detail

    def dropped_link(self, reason: str, url: str) -> None:
        """A listed link that is none of the outlet's articles by its address."""
        known = self.dropped.setdefault(reason, {"count": 0, "examples": []})
        known["count"] += 1
        if len(known["examples"]) < MOST_EXAMPLES:
            known["examples"].append(url)

    def saw(self, kind: str, links: Iterable[Link]) -> None:
        """Remember a route's links, to measure the feeds against the outlet's other routes."""
        if kind == "feed":
            self.by_feed.update(link.url for link in links)
            dates = [link.published for link in links if link.published]
            self.oldest_in_feed = min([*dates, *([self.oldest_in_feed] if self.oldest_in_feed else [])], default=None)
        else:
            self.by_other.update({link.url: link.published or link.modified for link in links})

    @property
    def faults(self) -> list[str]:
        """The reasons of the routes that failed."""
        return [note for note in self.routes.values() if note not in (*WORKING, "held", "stopped")]

    @property
    def damaged(self) -> list[str]:
        """The routes that were read only in part."""
        return [url for url, note in self.routes.items() if note == "damaged"]

    @property
    def weight(self) -> float:
        """What the run's faults weigh: an outlet with a route that works has none that count."""
        if not self.routes or any(note in WORKING for note in self.routes.values()):
            return 0.0
        return max((FAULT_WEIGHTS.get(reason, TEMPORARY) for reason in self.faults), default=0.0)

    def as_dict(self) -> OutletReport:
        """The result as JSON values."""
        return {
            "outlet": self.outlet,
            "status": self.status,
            "listed": self.listed,
            "new": self.new,
            "fetched": self.fetched,
            "kept": self.kept,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "gone": self.gone,
            "waiting": self.waiting,
            "refused": dict(self.refused.most_common()),
            "routes": self.routes,
            "details": self.details,
            "dropped": self.dropped,
            "score": self.score,
            "parked_until": self.parked_until.isoformat() if self.parked_until else None,
            "last_new_at": self.last_new_at.isoformat() if self.last_new_at else None,
            "recall": self.recall,
            "covered": self.covered,
            "missed": self.missed,
            "broken": self.broken,
            "warnings": self.warnings,
        }
