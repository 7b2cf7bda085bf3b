"""How reports of the crawl and of an import look in a terminal."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from rich.text import Text

from corpus.cli.console import out, print_json, rows, table
from corpus.read.counted import count_words

if TYPE_CHECKING:  # what makes the reports loads Scrapy
    from crawler.checking import DiscoveryReport
    from crawler.intake.importing import ImportReport
    from crawler.results import CrawlReport


_SHOWN = ("status", "listed", "new", "fetched", "kept", "changed", "gone", "waiting")


def show_crawl(report: CrawlReport, *, with_dropped: bool = False) -> None:
    """Print a crawl's report: a line an outlet, then what was broken and what is to be looked at.

    `with_dropped` adds the listed links that an outlet's pattern, or its site, left out.
    """
    grid = table("outlet", *(name if name == "status" else f">{name}" for name in _SHOWN), "refused")
    for column in grid.columns[:-1]:
        column.no_wrap = True
    lines = []
    for name, found in report["outlets"].items():
        if found["status"] == "no-contact":
            continue  # one warning speaks of them all
        refused = ", ".join(f"{reason} {count}" for reason, count in found["refused"].items())
        counts = dict(found)
        lines.append((name, *(counts[key] for key in _SHOWN), refused))
    out.print(rows(grid, lines))
    if with_dropped:
        _show_dropped(report)
    for word, colour, said in (("broken", "red", report["broken"]), ("warning", "yellow", report["warnings"])):
        for line in said:
            out.print(Text.assemble((f"{word}: ", colour), line))


def _show_dropped(report: CrawlReport) -> None:
    for name, found in report["outlets"].items():
        for reason, dropped in found["dropped"].items():
            said = "do not fit article_url" if reason == "not-article" else "lie on another site"
            out.print(Text.assemble((f"{name}: ", "bold"), f"{dropped['count']:,} listed links {said}"))
            for url in dropped["examples"]:
                out.print(f"  {url}", markup=False)


def show_import(report: ImportReport, *, as_json: bool) -> None:
    """Print an import's counts; what could not be read goes to stderr."""
    from corpus.cli.console import log

    if as_json:
        # field by field: what asdict makes of a Counter in Python 3.11 is none that JSON could hold
        print_json({field.name: getattr(report, field.name) for field in fields(report)})
        return
    sieved = f", {report.sieved} without the North" if report.sieved else ""
    out.print(f"{count_words(report.read, 'page')} read, {report.stored} new or changed, {report.known} known{sieved}")
    if report.unknown_outlet:
        log.print(
            f"no file describes the outlet {report.unknown_outlet!r}: its pages are kept under this id", markup=False
        )
    for label, counts in (("skipped", report.skipped), ("no pages", report.ignored)):
        if counts:
            out.print(f"{label}: " + ", ".join(f"{name} {count}" for name, count in sorted(counts.items())))
    for line in report.unreadable:
        log.print(f"not read: {line}", markup=False)
    if report.damaged > len(report.unreadable):
        log.print(f"not read: {report.damaged - len(report.unreadable)} more, damaged too", markup=False)


def show_discovery(report: DiscoveryReport) -> None:
    """Print what the services named of each outlet, and what could not be asked."""
    grid = table("outlet", ">known", ">missed", ">recall")
    out.print(rows(grid, [(key, *seen.values()) for key, seen in report["outlets"].items()]))
    for site, count in list(report["unknown_sites"].items())[:10]:
        out.print(f"no outlet of ours: {site} {count}")
    for url, why in report["failures"].items():
        out.print(Text.assemble(("failed: ", "red"), f"{url}: {why}"))
