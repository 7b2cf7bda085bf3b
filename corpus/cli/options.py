"""What all commands share: the data directory, the stage options, and the error that a person can act on."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import fields
from datetime import date, datetime, timedelta
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar, cast

import click

from corpus import settings
from corpus.cli.calling import as_typed

Command = TypeVar("Command", bound=Callable[..., Any])
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
MOST = 1_000_000_000
LONGEST = timedelta(days=3660)


class CliError(click.ClickException):
    """What cannot be done, as one line on stderr and exit code 2."""

    exit_code = 2

    def format_message(self) -> str:
        """The line, with its commands as they are typed here."""
        return as_typed(self.message)


class Count(click.IntRange):
    """A whole number from `least` on. What no corpus has so many of is refused: SQLite takes 64 bits."""

    def __init__(self, least: int = 1) -> None:
        super().__init__(least, MOST)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number."""
        number = click.INT.convert(value, param, ctx)
        if number > MOST:
            self.fail(f"{value} is more than {MOST:,}", param, ctx)
        return super().convert(number, param, ctx)

    def _describe_range(self) -> str:
        return f"x>={self.min}"


def data_option(command: Command) -> Command:
    """Add `--data DIR`, given to the command as a Path."""
    return click.option(
        "--data",
        type=click.Path(file_okay=False, path_type=Path),
        default=settings.data_dir,
        show_default="JANGMADANG_DATA, or ./data",
        help="The data directory.",
    )(command)


def json_option(command: Command) -> Command:
    """Add `--json`, given to the command as `as_json`."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON for a program to read.")(command)


def stage_options(command: Command) -> Command:
    """Add `--limit`, `--stale`, `--budget` and `--dry-run`, given to the command as one `options: StageOptions`.

    Other options of the command that are named like a field of `StageOptions` are taken into it too.
    """

    @wraps(command)
    def with_options(*args: Any, budget: timedelta | None = None, **given: Any) -> Any:
        from corpus.store.stage import StageOptions

        names = {field.name for field in fields(StageOptions)} & given.keys()
        options = StageOptions(
            deadline=deadline_of(budget),
            **{name: given.pop(name) for name in names},
        )
        return command(*args, options=options, **given)

    wrapped: Any = with_options
    for option in (
        click.option("--dry-run", is_flag=True, help="Say what is pending and do nothing."),
        budget_option("With --stale: begin no more old work after so long. New work is always done."),
        click.option("--stale", is_flag=True, help="Redo what an older version of the stage did, too, oldest first."),
        click.option("--limit", type=Count(), help="Work on so many items at most."),
    ):
        wrapped = option(wrapped)
    return cast("Command", wrapped)


def budget_option(help: str) -> Callable[[Command], Command]:
    """Add `--budget`, a duration such as 20m."""
    return click.option("--budget", type=Duration(), help=help)


def deadline_of(budget: timedelta | None) -> float | None:
    """The `time.monotonic` at which a budget that begins now is spent; None for none."""
    return None if budget is None else time.monotonic() + budget.total_seconds()


class Duration(click.ParamType[timedelta]):
    """A number of seconds, minutes, hours or days: 45s, 30m, 6h, 1d."""

    name = "duration"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> timedelta:
        """The duration."""
        units = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
        text = str(value)
        number = text[:-1]
        if text[-1:] not in units or not (number.isascii() and number.isdigit()) or int(number[:12]) == 0:
            self.fail(f"{text!r} is no duration; write 30m, 6h or 1d", param, ctx)
        if len(number) > 12 or (duration := timedelta(**{units[text[-1]]: int(number)})) > LONGEST:
            self.fail(f"{text!r} is longer than ten years", param, ctx)
        return duration


def time_option(name: str, help: str) -> Callable[[Command], Command]:
    """An option that takes a day or a time (ISO 8601, UTC when it names no zone) and gives an aware datetime."""
    return click.option(name, type=_Time(), help=help)


def span_options(since: str, until: str) -> Callable[[Command], Command]:
    """Add `--from` and `--to`, with these helps, given as `span`: the first may not be after the other."""

    def add(command: Command) -> Command:
        @wraps(command)
        def in_order(*args: Any, **given: Any) -> Any:
            check_order("--from", given["from"], "--to", given["to"])
            return command(*args, **given)

        return time_option("--from", since)(time_option("--to", until)(cast("Command", in_order)))

    return add


def check_order(first: str, since: Any, last: str, until: Any) -> None:
    """Raise `CliError` where what one option gives comes after what the other does; either may be left out."""
    if since and until and since > until:
        raise CliError(f"{first} is after {last}: nothing lies between them")


class Given(click.ParamType[str]):
    """Some text: an empty one, which would narrow nothing, is refused."""

    name = "text"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The text."""
        if not str(value).strip():
            self.fail("it is empty: say a name", param, ctx)
        return str(value)


class Label(Given):
    """A label in any case."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The label as it is stored."""
        return super().convert(value, param, ctx).upper()


class Day(click.ParamType[date]):
    """A day: 2026-03-02."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day."""
        found = _day_of(str(value))
        if found is None:
            self.fail(f"{value!r} is no day; write 2026-03-02", param, ctx)
        return found


class Month(click.ParamType[str]):
    """A month, 2026-03; a day means its month."""

    name = "month"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The month as it is stored."""
        found = _day_of(str(value)) or _day_of(f"{value}-01")
        if found is None:
            self.fail(f"{value!r} is no month; write 2026-03", param, ctx)
        return f"{found:%Y-%m}"


def _day_of(text: str) -> date | None:
    from corpus.times import asked_day

    try:
        return asked_day(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return None


class _Time(click.ParamType[datetime]):
    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        from corpus.times import asked_time

        try:
            return asked_time(value)
        except (TypeError, ValueError):
            self.fail(f"{value!r} is no time; write 2026-03-02 or 2026-03-02T09:30:00+09:00", param, ctx)
