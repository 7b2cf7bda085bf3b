"""What all commands share: the data directory, the stage options, and the error that a person can act on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from corpus import settings

Command = TypeVar("Command", bound=Callable[..., Any])


class CliError(click.ClickException):
    """What cannot be done, as one line on stderr and exit code 2."""

    exit_code = 2


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
    """Add `--limit`, `--stale` and `--dry-run`."""
    for option in (
        click.option("--dry-run", is_flag=True, help="Say what is pending and do nothing."),
        click.option("--stale", is_flag=True, help="Redo what an older version of the stage did, too."),
        click.option("--limit", type=click.IntRange(min=1), help="Work on so many items at most."),
    ):
        command = option(command)
    return command


def time_option(name: str, help: str) -> Callable[[Command], Command]:
    """An option that takes a day or a time (ISO 8601, UTC when it names no zone) and gives an aware datetime."""
    return click.option(name, type=_Time(), help=help)


class _Time(click.ParamType):
    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        from corpus.times import parse_time

        try:
            return parse_time(value)
        except (TypeError, ValueError):
            self.fail(f"{value!r} is no time; write 2026-03-02 or 2026-03-02T09:30:00+09:00", param, ctx)
