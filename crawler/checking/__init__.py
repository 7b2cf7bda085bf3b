"""Trying outlets: are its listings readable, what does a home page announce, what does one page look like."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypedDict
from urllib.parse import urljoin, urlsplit

from corpus.data_dir import DataDir
from corpus.files import replace_file
from corpus.records import Abort
from corpus.run.lock import hold_lock
from corpus.settings import contact
from crawler.addresses import canonical_url
from crawler.checking.finding import Found, guessed_addresses, put_together
from crawler.fetch import fetch_pages
from crawler.ledger import Ledger
from crawler.one_crawl import crawl_with
from crawler.outlets import load_outlets
from crawler.outlets.countries import UNKNOWN
from crawler.plan import CrawlOptions, check_known, choose_outlets
from crawler.process import run_spider
from crawler.results import CrawlReport
from crawler.spiders.services_spider import DiscoverySpider


class Recall(TypedDict):
    """How many of the articles that services named of an outlet we had; `recall` is None where they named none."""

    known: int
    missed: int
    recall: float | None


class DiscoveryReport(TypedDict):
    """What services named: outlets by id, what could not be asked, sites that are no outlet of ours."""

    outlets: dict[str, Recall]
    failures: dict[str, str]
    unknown_sites: dict[str, int]
    address_hidden: int


def check_outlets(data: Path, names: Sequence[str]) -> CrawlReport:
    """The report of a crawl that only reads the listings of these outlets (all enabled ones if none is named)."""
    every, chosen = choose_outlets(data, names)
    options = CrawlOptions(outlets=tuple(outlet.id for outlet in chosen), contact=contact(), dry_run=True)
    with TemporaryDirectory() as folder, Ledger(Path(folder)) as ledger:
        return crawl_with(ledger, every, chosen, options)


def discover_articles(
    data: Path, services: Sequence[str], *, hours: int, options: CrawlOptions | None = None
) -> DiscoveryReport:
    """What services named of each outlet: `known` and `missed` articles, and their recall; failures; unknown sites.

    Raises:
        Abort: there is no contact address, or another crawl is at work on the data.
    """
    options = options or _options(False)
    with hold_lock(DataDir(data).crawl_lock, for_a="crawl"), Ledger(data, fixed_now=options.now) as ledger:
        outlets = load_outlets(DataDir(data).outlets)
        spider, _ = run_spider(
            DiscoverySpider,
            outlets=outlets.values(),
            options=options,
            ledger=ledger,
            services=tuple(services),
            hours=hours,
            known=outlets,
        )
    report = spider.report
    return {
        "outlets": {
            key: {"known": seen.known, "missed": seen.missed, "recall": seen.recall}
            for key, seen in sorted(report.outlets.items())
        },
        "failures": report.failures,
        "unknown_sites": dict(report.unknown_sites.most_common()),
        "address_hidden": report.hidden,
    }


def add_outlet(data: Path, url: str, *, name: str | None, allow_private: bool) -> Path:
    """The outlet file written for a home page, with the listings that it announces or that lie where they often do.

    Raises:
        Abort: the page cannot be had, or an outlet of that id exists.
    """
    _check_address(url)
    known = load_outlets(DataDir(data).outlets)
    key = name or re.sub(r"[^a-z0-9]+", "_", (urlsplit(url).hostname or "").removeprefix("www.")).strip("_")
    path = DataDir(data).outlet_file(key)
    if key in known or path.exists():
        raise Abort(f"there is an outlet {key!r} already; name another id with --id")
    robots = urljoin(url, "/robots.txt")
    answers = fetch_pages(
        [url, robots], outlets=known, options=_options(allow_private), private=allow_private, then=guessed_addresses
    )
    home = answers[url]
    if home.failure:
        raise Abort(f"{url}: {home.failure}")
    rules = "" if answers[robots].failure else answers[robots].body.decode("utf-8", "replace")
    replace_file(path, _draft(put_together(home, rules, answers), allow_private=allow_private))
    return path


def remove_outlet(data: Path, name: str) -> Path:
    """The file by which an outlet takes part no more: its own is deleted, a shipped one is disabled by one of ours.

    What the crawl knows of its listings and of pages that were never fetched goes; pages and articles stay.

    Raises:
        Abort: there is no such outlet, or a crawl is at work on the data.
    """
    every, _ = choose_outlets(data, [])
    check_known(every, [name])
    path = DataDir(data).outlet_file(name)
    with hold_lock(DataDir(data).crawl_lock, for_a="crawl"), Ledger(data) as ledger:
        if name in load_outlets():
            own = path.read_text("utf-8") if path.exists() else ""
            kept = re.sub(r"(?m)^\s*enabled\s*=.*\n?", "", own)
            replace_file(path, f"enabled = false\n{kept}")
        else:
            path.unlink(missing_ok=True)
        for table in ("listings", "outlet_health", "outlet_runs"):
            ledger.write(f"delete from {table} where outlet = ?", [name])
        ledger.write("delete from links where outlet = ? and visits = 0 and state = 'waiting'", [name])
        with ledger.corpus.atomic():
            ledger.corpus.db.execute(
                "delete from outlets where id = ? and not exists (select 1 from articles where outlet = ?)",
                [name, name],
            ).close()
    return path


def _check_address(url: str) -> None:
    """Raise `Abort` for what is no address of a page, before anything is asked for."""
    try:
        canonical_url(url)
    except ValueError as error:
        raise Abort(f"{url!r} is no address of a page: write it as https://www.example.org/") from error


def _options(allow_private: bool) -> CrawlOptions:
    address = contact()
    if not address and not allow_private:
        raise Abort("JANGMADANG_CONTACT is not set: nothing on the internet is fetched without a contact address")
    return CrawlOptions(contact=address)


def _draft(found: Found, *, allow_private: bool) -> str:
    def text(value: object) -> str:
        return json.dumps(value, ensure_ascii=False)

    country = f"country = {text(found.country)}"
    pattern = f"article_url = '{found.article_url}'" if found.article_url else "# article_url = '/\\d{4}/\\d{2}/'"
    lines = [
        f"name = {text(found.name)}",
        f"homepage = {text(found.homepage)}",
        f"{country} # two letters of ISO 3166" if found.country == UNKNOWN else country,
        f'language = {text(found.language)} # or languages = ["ko", "en"]',
        'kind = "daily" # wire, daily, specialist, state media, think tank, broadcaster, magazine, business, …',
        f"feeds = {text(list(found.feeds))}",
        f"sitemaps = {text(list(found.sitemaps))}",
        *([f"wordpress = {text(found.wordpress)}"] if found.wordpress else []),
        f"{pattern} # a pattern that the addresses of articles, and only these, fit",
        f"enabled = {'true' if found.listed else 'false # nothing was found that lists articles'}",
        *(["allow_private = true"] if allow_private else []),
        "",
        "[expect]",
        "min_articles = 1",
        'max_silence = "72h"',
    ]
    return "\n".join(lines) + "\n"


def record_page(data: Path, name: str, url: str, folder: Path) -> Path:
    """The folder's recorded page of an outlet: page.html and expected.json beside it.

    Raises:
        Abort: there is no such outlet, or the page cannot be had.
    """
    _check_address(url)
    every, (outlet,) = choose_outlets(data, [name])
    options = replace(_options(outlet.allow_private), outlets=(name,))
    answer = fetch_pages([url], outlets=every, options=options)[url]
    if answer.failure:
        raise Abort(f"{url}: {answer.failure}")
    target = folder / name
    target.mkdir(parents=True, exist_ok=True)
    page = target / "page.html"
    page.write_bytes(answer.body)
    expected = {"url": answer.url, "content_type": answer.content_type, "title": "", "contains": [], "absent": []}
    (target / "expected.json").write_text(json.dumps(expected, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return page
