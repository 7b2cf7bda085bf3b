"""The commands that run the whole pass: run, watch."""

from __future__ import annotations

import time
from contextlib import nullcontext
from datetime import datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from corpus.cli.options import Duration, Given, budget_option, data_option, json_option, time_option


class _Address(click.ParamType[tuple[str, int]]):
    """A port of this machine, or HOST:PORT."""

    name = "address"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, int]:
        """Host and port."""
        if isinstance(value, tuple):
            return value
        host, _, port = str(value).rpartition(":")
        if not (port.isascii() and port.isdigit()) or int(port[:6]) > 65535:
            self.fail(f"{value!r} is no port, nor HOST:PORT", param, ctx)
        return host.strip("[]") or "127.0.0.1", int(port)


@click.command()
@data_option
@click.option("--outlet", "outlets", type=Given(), multiple=True, help="Only this outlet; may be given several times.")
@time_option("--now", "Take this as the present time.")
@click.option("--stale", is_flag=True, help="After an upgrade: redo what older versions did, too, oldest first.")
@budget_option("With --stale: begin no more old work after so long in this pass. New work is always done.")
@json_option
@click.pass_context
def run(
    context: click.Context,
    data: Path,
    outlets: tuple[str, ...],
    now: datetime | None,
    stale: bool,
    budget: timedelta | None,
    as_json: bool,
) -> None:
    """Make one pass: crawl, extract, tag, resolve, cluster, facts, report.

    Safe to start as often as you like: it does only what is new, and never runs twice at once on one data
    directory. Exit codes: 0 fine, 1 an outlet broke its expectations, 2 could not run, 130 stopped by Ctrl-C, 143 by
    SIGTERM.

    \b
    Examples:
      jangmadang run
      jangmadang run --data /srv/jangmadang --outlet yonhap_en --outlet rodong
      jangmadang run --stale --budget 20m
      0 */6 * * *  JANGMADANG_CONTACT=desk@example.org jangmadang run --data /srv/jangmadang   (crontab)
    """
    from corpus import settings
    from corpus.cli.console import print_json, progress
    from corpus.cli.show_run import show_run
    from corpus.run.alarms import send_alert
    from corpus.run.whole_pass import RunOptions, run_pass

    options = RunOptions(outlets=outlets, now=now, stale=stale, budget=_seconds(budget))
    report = run_pass(data, options, watch=progress)
    if as_json:
        print_json(report.as_dict())
    else:
        show_run(report.as_dict())
    if report.broken:
        send_alert(report.as_dict(), settings.alerts())
        context.exit(1)


@click.command()
@data_option
@click.option("--every", type=Duration(), default="1h", show_default=True, help="From one pass's start to the next's.")
@click.option("--outlet", "outlets", type=Given(), multiple=True, help="Only this outlet; may be given several times.")
@click.option("--stale", is_flag=True, help="After an upgrade: redo what older versions did, too, oldest first.")
@budget_option("With --stale: begin no more old work after so long in each pass. New work is always done.")
@click.option("--healthz", metavar="[HOST:]PORT", type=_Address(), help="Answer GET /healthz and /metrics there.")
def watch(
    data: Path,
    every: timedelta,
    outlets: tuple[str, ...],
    stale: bool,
    budget: timedelta | None,
    healthz: tuple[str, int] | None,
) -> None:
    """Make a pass now and then one every so often, until Ctrl-C. A pass that fails is reported; the next one runs.

    With --healthz a monitor can ask how it is: 200 while the last pass was fine, 503 when something is broken or no
    pass has ended for three times as long as --every.

    \b
    Examples:
      jangmadang watch --every 30m
      jangmadang watch --every 6h --data /srv/jangmadang --stale --budget 1h
      jangmadang watch --every 30m --healthz 8086      # then: curl http://127.0.0.1:8086/healthz
    """
    from corpus import settings
    from corpus.cli.console import log, progress
    from corpus.cli.show_run import show_run
    from corpus.records import Abort
    from corpus.run.alarms import send_alert
    from corpus.run.healthz import answering
    from corpus.run.whole_pass import RunOptions, run_pass
    from corpus.store.outside import trouble

    options = RunOptions(outlets=outlets, stale=stale, budget=_seconds(budget))
    if outlets:  # an outlet that there is not will not be there in the next pass either
        import_module("crawler.plan").choose_outlets(data, outlets)
    with answering(data, healthz, patience=every * 3) if healthz else nullcontext():
        while True:
            started = time.monotonic()
            try:
                report = run_pass(data, options, watch=progress).as_dict()
                show_run(report)
                send_alert(report, settings.alerts())
            except Exception as error:
                said = str(error) if isinstance(error, Abort) else trouble(error)
                if said is None:
                    raise
                log.print(f"Error: {said}", markup=False)
            time.sleep(max(0.0, every.total_seconds() - (time.monotonic() - started)))


def _seconds(budget: timedelta | None) -> float | None:
    return None if budget is None else budget.total_seconds()
