"""How a pass's report looks in a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from rich.text import Text

from corpus.cli.console import out, rows, table
from corpus.store.report import shown_stage

if TYPE_CHECKING:
    from corpus.read.outlet_health import OutletHealth, WeekOfRoutes

_COLOURS = {"ok": "green", "broken": "red", "failed": "red", "interrupted": "yellow", "running": "cyan"}


def show_run(report: dict[str, Any]) -> None:
    """Print a run's report: outlets, stages, and what went against expectations."""
    out.print(Text.assemble("run ", report["id"], "  ", (report["status"], _COLOURS.get(report["status"], ""))))
    outlets = report["crawl"].get("outlets", {})
    if outlets:
        grid = table("outlet", ">listed", ">fetched", ">new", ">refused", "status")
        out.print()
        # one warning speaks of all that want a contact address
        asked = [(name, counts) for name, counts in sorted(outlets.items()) if counts.get("status") != "no-contact"]
        out.print(rows(grid, [_outlet_row(name, counts) for name, counts in asked]))
    grid = table("stage", ">pending", ">done", ">seconds", "what came of it")
    out.print()
    out.print(rows(grid, [_stage_row(stage) for stage in report["stages"]]))
    for item in report.get("news", []):
        out.print(Text.assemble(("new: ", "cyan"), f"{item['search']}: {item['new']:,}"))
        for hit in item["hits"][:5]:
            out.print(f"  {hit['outlet']}  {hit['title']}", markup=False)
    for item in report.get("listed", []):
        doubt = f" (? {item['doubt']})" if item.get("doubt") else ""
        told = f"{item['entity']} is named; {item['title']}, {item['entry_id']}{doubt}"
        out.print(Text.assemble(("listed: ", "red"), told))
    show_broken(report["broken"])
    for line in report["warnings"]:
        out.print(Text.assemble(("warning: ", "yellow"), line))


def show_broken(lines: Sequence[str]) -> None:
    """Print what is broken, a line an outlet."""
    for line in lines:
        out.print(Text.assemble(("broken: ", "red"), line))


def show_health(outlets: Sequence[OutletHealth]) -> None:
    """Print how each outlet that was ever crawled is doing: faults, silence, pages kept and gone."""
    if not outlets:
        return
    grid = table("outlet", "status", ">faults", "last new", "parked until", ">pages", ">gone", ">missed by feeds")
    lines = [
        [
            *(health.outlet, health.status, health.score, _minute(health.last_new_at), _minute(health.parked_until)),
            *(health.pages, health.gone, _missed(health.completeness)),
        ]
        for health in outlets
    ]
    out.print()
    out.print(rows(grid, lines))


def _missed(weeks: Sequence[WeekOfRoutes]) -> str:
    """The share that the feeds missed in the last week, and in the one before."""
    shares = [f"{week.share:.0%}" for week in reversed(weeks[-2:])]
    return f"{shares[0]} (before {shares[1]})" if len(shares) > 1 else "".join(shares)


def _minute(time: str | None) -> str:
    return time[:16].replace("T", " ") if time else ""


def _outlet_row(name: str, counts: dict[str, Any]) -> tuple[object, ...]:
    refused = ", ".join(f"{reason} {n}" for reason, n in counts.get("refused", {}).items())
    return name, counts.get("listed"), counts.get("fetched"), counts.get("new"), refused, counts.get("status")


def _stage_row(stage: dict[str, Any]) -> tuple[object, ...]:
    found, refused = (
        ", ".join(f"{name} {count:,}" for name, count in stage[key].items() if count) for key in ("found", "refused")
    )
    result = "; ".join([*([found] if found else []), *([f"refused: {refused}"] if refused else [])])
    return shown_stage(stage["stage"]), f"{stage['pending']:,}", f"{stage['done']:,}", f"{stage['seconds']:.1f}", result
