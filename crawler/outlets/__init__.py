"""The registry: one TOML file an outlet, its stem the id, read strictly. Standard library only."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path
from urllib.parse import urlsplit

from crawler.outlets.countries import check_country
from crawler.outlets.toml_tables import Table, read_table

KINDS = (
    "wire",
    "daily",
    "specialist",
    "state media",
    "think tank",
    "broadcaster",
    "magazine",
    "business",
    "government",
    "aggregator",
)


COUNTRY_ZONES = {
    "kr": "Asia/Seoul", "kp": "Asia/Pyongyang", "jp": "Asia/Tokyo", "cn": "Asia/Shanghai", "hk": "Asia/Hong_Kong",
    "tw": "Asia/Taipei", "sg": "Asia/Singapore", "in": "Asia/Kolkata", "vn": "Asia/Ho_Chi_Minh", "th": "Asia/Bangkok",
    "gb": "Europe/London", "ie": "Europe/Dublin", "de": "Europe/Berlin", "fr": "Europe/Paris", "at": "Europe/Vienna",
    "ch": "Europe/Zurich", "nl": "Europe/Amsterdam", "it": "Europe/Rome", "pl": "Europe/Warsaw", "cz": "Europe/Prague",
}  # fmt: skip
"""The countries with one time zone in which outlets on our topic are made. Others must name theirs."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ExtractRules:
    """Where the generic extractor errs: XPaths and line patterns, for pages fetched until `valid_until`."""

    drop: tuple[str, ...] = ()
    keep_lines: tuple[re.Pattern[str], ...] = ()
    drop_lines: tuple[re.Pattern[str], ...] = ()
    valid_until: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Expectations:
    """What a run should see: links listed, share of pages refused (0 to 1), time since the last new article."""

    min_articles: int | None = None
    max_skipped_share: float | None = None
    max_silence: timedelta | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Outlet:
    """One outlet as its file describes it; docs/add-an-outlet.md explains every key."""

    id: str
    name: str
    homepage: str
    country: str
    language: str
    kind: str
    languages: tuple[str, ...] = ()
    family: str | None = None
    hosts: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    wordpress: str | None = None
    article_url: re.Pattern[str] | None = None
    drop_params: tuple[str, ...] = ()
    full_text_feed: bool = False
    enabled: bool = True
    allow_private: bool = False
    delay: float | None = None
    max_pages: int | None = None
    max_minutes: float | None = None
    max_age: timedelta | None = None
    topic_gate: float = 0.0
    timezone: str | None = None
    extract: ExtractRules = field(default_factory=ExtractRules)
    expect: Expectations = field(default_factory=Expectations)
    notes: str = ""

    @property
    def zone(self) -> str | None:
        """The time zone of clock times that name none: the outlet's, or its country's where that has one; else None."""
        return self.timezone or COUNTRY_ZONES.get(self.country)

    @property
    def routes(self) -> tuple[str, ...]:
        """Every address at which the outlet lists its articles."""
        wordpress = (self.wordpress,) if self.wordpress else ()
        return self.feeds + self.sitemaps + self.sections + wordpress

    def writes_in(self, language: str) -> bool:
        """Whether a page in a language (ISO 639-1) may be one of its articles."""
        return language in (self.languages or (self.language,))

    def is_article_url(self, url: str) -> bool:
        """Whether an address can be an article of this outlet; without a pattern every address can."""
        return self.article_url is None or self.article_url.search(url) is not None

    def owns(self, url: str) -> bool:
        """Whether an address lies at the homepage's host and port, at one of `hosts`, or below one of them."""
        site = _site(url)
        return any(site == name or site.endswith(f".{name}") for name in self._sites if name)

    def is_at_home(self, url: str) -> bool:
        """Whether an address lies at one of the outlet's hosts itself, not below it."""
        return _site(url) in self._sites

    @property
    def _sites(self) -> frozenset[str]:
        return frozenset((_site(self.homepage), *map(_bare, self.hosts)))


def load_outlets(extra: Path | None = None) -> dict[str, Outlet]:
    """The shipped outlets by id, with those of the folder `extra` added; a file of a shipped id overrides its keys.

    Raises:
        ValueError: a file is not TOML, lacks a key, or has an unknown key or a value that cannot be meant.
    """
    tables: dict[str, Table] = {}
    for resource in sorted(files(__name__).iterdir(), key=lambda found: found.name):
        if resource.name.endswith(".toml"):
            table = read_table(resource.name, resource.read_text("utf-8"))
            if table.values.get("allow_private"):
                raise ValueError(f"{table.file}: allow_private is for a user's own outlets, not for shipped ones")
            tables[table.id] = table
    for path in sorted(extra.glob("*.toml")) if extra and extra.is_dir() else ():
        try:
            table = read_table(str(path), path.read_text("utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            raise ValueError(f"{path}: cannot be read: {error}") from error
        tables[table.id] = table.over(tables[table.id]) if table.id in tables else table
    return {key: _outlet(tables[key]) for key in sorted(tables)}


def outlet_for(url: str, outlets: Mapping[str, Outlet] | Iterable[Outlet]) -> Outlet | None:
    """The outlet that an address belongs to: by host, then by article pattern, then by the homepage's path."""
    every = outlets.values() if isinstance(outlets, Mapping) else outlets
    try:
        path = urlsplit(url).path
        owners = [outlet for outlet in every if outlet.owns(url)]
    except ValueError:
        return None

    def fit(outlet: Outlet) -> tuple[bool, bool, int]:
        home = urlsplit(outlet.homepage).path
        matches = outlet.article_url is not None and outlet.is_article_url(url)
        return matches, outlet.is_at_home(url), len(home) if path.startswith(home or "/") else 0

    return max(owners, key=fit, default=None)


def _site(url: str) -> str:
    """An address's host without "www.", and its port unless it is its scheme's own."""
    parts = urlsplit(url)
    return _bare((parts.hostname or "") + ("" if parts.port in (None, 80, 443) else f":{parts.port}"))


def _bare(host: str) -> str:
    return host.lower().removeprefix("www.")


def _outlet(table: Table) -> Outlet:
    """The checked record of a table."""
    outlet = Outlet(
        id=table.id,
        name=table.text("name"),
        homepage=table.address("homepage"),
        country=_country(table),
        language=(languages := _languages(table))[0],
        languages=languages,
        kind=table.choice("kind", KINDS),
        family=table.optional_text("family"),
        hosts=table.texts("hosts"),
        feeds=table.addresses("feeds"),
        sitemaps=table.addresses("sitemaps"),
        sections=table.addresses("sections"),
        wordpress=table.optional_address("wordpress"),
        article_url=table.regex("article_url"),
        drop_params=table.texts("drop_params"),
        full_text_feed=table.flag("full_text_feed", default=False),
        enabled=table.flag("enabled", default=True),
        allow_private=table.flag("allow_private", default=False),
        delay=table.number("delay", low=0),
        max_pages=table.whole("max_pages"),
        max_minutes=table.number("max_minutes", low=0),
        max_age=table.duration("max_age"),
        topic_gate=table.number("topic_gate", low=0, high=1) or 0.0,
        timezone=table.timezone("timezone"),
        notes=table.optional_text("notes") or "",
        extract=_extract_rules(table.part("extract")),
        expect=_expectations(table.part("expect")),
    )
    table.refuse_unknown()
    if outlet.enabled and not outlet.routes:
        raise ValueError(f"{table.file}: an enabled outlet needs feeds, sitemaps, sections or wordpress")
    if outlet.sections and outlet.article_url is None:
        raise ValueError(f"{table.file}: sections need article_url, to tell an article's address from the others")
    return outlet


def _country(table: Table) -> str:
    code = table.pattern_text("country", r"[a-z]{2}", "two lower-case letters")
    try:
        return check_country(code)
    except ValueError as error:
        raise ValueError(f"{table.file}: {error}") from error


def _languages(table: Table) -> tuple[str, ...]:
    """Its languages, the main one first: `language`, and those of the list `languages` beside or instead of it."""
    several = table.texts("languages")
    wrong = [code for code in several if not re.fullmatch(r"[a-z]{2}", code)]
    if wrong:
        raise ValueError(f"{table.file}: languages has {wrong[0]!r}; two lower-case letters are wanted")
    if several and "language" not in table.values:
        table.optional_text("language")
        return tuple(dict.fromkeys(several))
    main = table.pattern_text("language", r"[a-z]{2}", "two lower-case letters")
    return tuple(dict.fromkeys((main, *several)))


def _extract_rules(table: Table) -> ExtractRules:
    rules = ExtractRules(
        drop=table.texts("drop"),
        keep_lines=table.regexes("keep_lines"),
        drop_lines=table.regexes("drop_lines"),
        valid_until=table.day("valid_until"),
    )
    table.refuse_unknown()
    return rules


def _expectations(table: Table) -> Expectations:
    expect = Expectations(
        min_articles=table.whole("min_articles"),
        max_skipped_share=table.number("max_skipped_share", low=0, high=1),
        max_silence=table.duration("max_silence"),
    )
    table.refuse_unknown()
    return expect
