"""Terminal output: progress on stderr, tables on stdout, colours only where a terminal shows them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from rich.console import Console, JustifyMethod, RenderableType
from rich.padding import Padding
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from corpus.data_dir import DataDir
from corpus.store.reader import must_be_there
from corpus.store.report import OnProgress, StageReport

if TYPE_CHECKING:
    from corpus.store.stage import StageOptions

# What is piped is data: no line of it is folded, however long a row is.
_PIPED_WIDTH = 1_000_000


def data_console(file: IO[str] | None = None) -> Console:
    """A console for results: as wide as the terminal, or without end where no terminal reads them."""
    probe = Console(file=file)
    return (
        Console(file=file, highlight=False)
        if probe.is_terminal
        else Console(file=file, highlight=False, soft_wrap=True, width=_PIPED_WIDTH)
    )


_WHOLE = ("outlet", "date", "date_end", "month", "newest")  # columns that stay whole however narrow a terminal is

out = data_console()
log = Console(stderr=True, highlight=False)


def print_json(value: Any) -> None:
    """Print a value as one indented JSON document on stdout, untouched by colours or wrapping."""
    print(json.dumps(value, ensure_ascii=False, indent=2))


def indented(text: Text) -> RenderableType:
    """The text two columns in: wrapped under itself on a terminal, one whole line elsewhere."""
    return Padding(text, (0, 0, 0, 2)) if out.is_terminal else Text("  ").append_text(text)


def table(*columns: str, title: str | None = None) -> Table:
    """An empty table without a frame; a column whose name starts with ">" is aligned to the right.

    Days, numbers, and an outlet's id, which one copies, are not broken over two lines; other columns are.
    """
    grid = Table(title=title, title_justify="left", box=None, header_style="bold", pad_edge=False, padding=(0, 2, 0, 0))
    for column in columns:
        right = column.startswith(">")
        justify: JustifyMethod = "right" if right else "left"
        grid.add_column(column.removeprefix(">"), justify=justify, overflow="fold", no_wrap=right or column in _WHOLE)
    return grid


def rows(grid: Table, values: Sequence[Sequence[object]]) -> Table:
    """The table with these rows; None is shown as nothing."""
    for row in values:
        grid.add_row(*("" if value is None else str(value) for value in row))
    return grid


def fits(grid: Table) -> bool:
    """Whether the terminal is wide enough to show a table without folding a cell."""
    return out.measure(grid, options=out.options.update(width=_PIPED_WIDTH)).maximum <= out.width


@contextmanager
def progress(title: str) -> Iterator[OnProgress]:
    """A progress bar on stderr while the block runs; silent when stderr is no terminal."""
    columns = (
        TextColumn("{task.description:<8}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=log, transient=True, disable=not log.is_terminal) as bar:
        task = bar.add_task(title, total=None)

        def advance(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        yield advance


def show_stage(
    title: str, work: Callable[..., StageReport], data: Path, options: StageOptions, *, as_json: bool
) -> None:
    """Run a stage's function with a progress bar, and print its report."""
    if options.dry_run:
        must_be_there(DataDir(data).corpus)
    with progress(title) as on_progress:
        report = work(data, options, on_progress=on_progress)
    if as_json:
        print_json(report.as_dict())
    else:
        print_stage(report)


def print_stage(report: StageReport) -> None:
    """One line of what a stage did, and one for each of its kinds of counts."""
    out.print(f"[bold]{report.stage}[/bold]  {report.done:,} of {report.pending:,} pending, {report.seconds:.1f} s")
    if report.left:
        out.print(f"  left     {report.left:,} of {report.outdated:,} outdated, for the next pass")
    for name, counts in (("found", report.found), ("refused", report.refused)):
        shown = ", ".join(f"{key} {count:,}" for key, count in counts.most_common() if count)
        if shown:
            out.print(f"  {name:<8} {shown}", markup=False)
