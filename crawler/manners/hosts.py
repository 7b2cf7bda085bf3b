"""What a host allows: its robots.txt, its reservations against text mining, and how long it asked to be left alone."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from protego import Protego

from corpus.records import Skip
from corpus.times import parse_time, write_time
from crawler.ledger import Ledger
from crawler.routes.json_items import read_json

AGENT = "jangmadang"
FRESH_FOR = timedelta(hours=12)  # RFC 9309 allows a day
MAX_CRAWL_DELAY = 300.0


@dataclass(frozen=True, kw_only=True, slots=True)
class HostRules:
    """A host's rules as read at a time. `opt_out` is a robots-like text of the paths reserved against text mining."""

    host: str
    read_at: datetime
    robots_status: int
    robots: str = ""
    opt_out: str = ""
    hold_until: datetime | None = None

    @property
    def is_reachable(self) -> bool:
        """False where robots.txt could not be had for a fault of the server: then everything counts as forbidden."""
        return self.robots_status < 500 and self.robots_status not in (0, 429)

    def allows(self, url: str) -> bool:
        """Whether robots.txt lets us fetch an address. A missing robots.txt (4xx) allows everything (RFC 9309)."""
        return self.is_reachable and bool(_parsed(plain_agents(self.robots)).can_fetch(url, AGENT))

    def reserves(self, url: str) -> bool:
        """Whether an address is reserved against text mining."""
        return bool(self.opt_out) and not _parsed(self.opt_out).can_fetch(url, AGENT)

    @property
    def crawl_delay(self) -> float:
        """The seconds between requests that robots.txt asks for, 0 if none."""
        delay = _parsed(plain_agents(self.robots)).crawl_delay(AGENT) or 0.0
        return min(float(delay), MAX_CRAWL_DELAY)


_AGENTS_LINE = re.compile(r"(?i)\s*user[- ]?agent(?:\s*:|\s)([^#]*)")
_PRODUCT = re.compile(r"""["']?([A-Za-z_-]+)""")


def plain_agents(robots: str) -> str:
    """A robots.txt with each user agent as its product token alone, one a line.

    A rule for "jangmadang/0.1.0 (news monitor; …)", as a server's log has it, is meant for us: of RFC 9309's product
    token neither a version nor what comes after is a part. So is one of several agents with commas between them, and
    a pattern that our name fits. A name with which ours begins is another's.
    """
    return "\n".join(plain for line in robots.splitlines() for plain in _one_agent_a_line(line))


def _one_agent_a_line(line: str) -> list[str]:
    agents = _AGENTS_LINE.match(line)
    if agents is None:
        return [line]
    return [f"User-agent: {_plain_agent(name.strip())}" for name in agents[1].split(",")]


def _plain_agent(name: str) -> str:
    product = _PRODUCT.match(name)
    token = product[1].lower() if product else ""
    pattern = name.strip("\"'").lower()
    if "*" in pattern and pattern.strip("*") and fnmatchcase(AGENT, pattern):
        return AGENT
    if token != AGENT and token and token in AGENT:  # Protego looks for the rule's name within ours
        return f"not-{AGENT}-{token}"
    return token or name


@lru_cache(maxsize=512)
def _parsed(text: str) -> Protego:
    return Protego.parse(text)


def read_ai_txt(text: str) -> str:
    """The part of an ai.txt that speaks of text, as a robots-like text; empty if it reserves nothing.

    ai.txt lists file kinds: `Disallow: *.txt` or `*.html` reserves text.
    """
    if "disallow" not in text.lower() or "<html" in text[:500].lower():
        return ""
    if re.search(r"(?im)^\s*disallow:\s*(?:/?\*?\.(?:txt|html?)\b|/\*?\s*$|\*\s*$)", text):
        return "User-agent: *\nDisallow: /\n"
    return text


_FLAT = re.compile(r"\{[^{}]*\}")


def read_tdmrep(text: str) -> str:
    """The reserved locations of a /.well-known/tdmrep.json, as a robots-like text; empty if there are none.

    Of a file with a slip in it those entries count that can be read.

    Raises:
        Skip: `unparsable`, where nothing can be read of what may reserve something.
    """
    try:
        said = read_json(text)
        entries = said if isinstance(said, list) else [said]
    except ValueError as error:
        entries = [entry for part in _FLAT.findall(text) if (entry := _entry(part)) is not None]
        if not entries and "tdm-reservation" in text.lower():
            raise Skip("unparsable", f"a tdmrep.json that is not JSON: {error}"[:200]) from error
    locations = [
        str(entry.get("location") or "/").strip()
        for entry in entries
        if isinstance(entry, dict) and str(entry.get("tdm-reservation")).strip() in ("1", "1.0", "True", "true")
    ]
    lines = [f"Disallow: {location if location.startswith(('/', '*')) else '/' + location}" for location in locations]
    return "\n".join(["User-agent: *", *lines, ""]) if lines else ""


def _entry(text: str) -> Any:
    """An entry by itself, without a comma too many; None where it cannot be read."""
    try:
        return read_json(re.sub(r",\s*}\Z", "}", text))
    except ValueError:
        return None


def load_rules(ledger: Ledger, host: str) -> HostRules | None:
    """A host's rules as they were last read, or None if that is too long ago."""
    row = ledger.db.execute(
        "select read_at, robots_status, robots, opt_out, hold_until from hosts where host = ?", [host]
    ).fetchone()
    if row is None or row[0] is None:
        return None
    read_at = parse_time(row[0])
    if not timedelta(0) <= ledger.time() - read_at < FRESH_FOR:
        return None
    rules = HostRules(host=host, read_at=read_at, robots_status=row[1], robots=row[2] or "", opt_out=row[3] or "")
    return replace(rules, hold_until=parse_time(row[4]) if row[4] else None)


def save_rules(ledger: Ledger, rules: HostRules) -> None:
    """Keep a host's rules for the next runs; a server's fault is not kept."""
    if rules.is_reachable:
        ledger.write(
            "insert into hosts(host, read_at, robots_status, robots, opt_out) values (?, ?, ?, ?, ?)"
            " on conflict (host) do update set read_at = excluded.read_at, robots_status = excluded.robots_status,"
            " robots = excluded.robots, opt_out = excluded.opt_out",
            [rules.host, write_time(rules.read_at), rules.robots_status, rules.robots, rules.opt_out],
        )


def held_until(ledger: Ledger, host: str) -> datetime | None:
    """Until when a host asked to be left alone, if that is still to come."""
    row = ledger.db.execute("select hold_until from hosts where host = ?", [host]).fetchone()
    until = parse_time(row[0]) if row and row[0] else None
    return until if until and until > ledger.time() else None


def hold(ledger: Ledger, host: str, seconds: float) -> None:
    """Leave a host alone for so many seconds from now, over the runs."""
    until = write_time(ledger.time() + timedelta(seconds=seconds))
    ledger.write(
        "insert into hosts(host, hold_until) values (?, ?) on conflict (host) do update set"
        " hold_until = max(coalesce(hold_until, ''), excluded.hold_until)",
        [host, until],
    )


def host_of(url: str) -> str:
    """Host and port of an address, the key of its rules."""
    return urlsplit(url).netloc.lower()
