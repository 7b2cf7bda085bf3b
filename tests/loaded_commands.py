"""What the server of `tests/forked_commands.py` loads before it forks the first command."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests import forked_commands

CRAWL = ["-m", "corpus.cli.child"]
CRAWLS = "import runpy; runpy.run_module('corpus.cli.child', run_name='__main__', alter_sys=True)"
PAGE = (
    "<html><head><title>Cement for Rason</title></head><body><article><h1>Cement for Rason</h1><p>The cement works in"
    " Sunchon sent 640 tonnes to Rason port in December, port officials told the agency on Monday.</p></article></body>"
)


class _WithForks:
    """`subprocess` for whoever starts a crawl as a child: that is forked, and ends as ever, when its stdin does."""

    def __getattr__(self, name: str) -> Any:
        return getattr(subprocess, name)

    def Popen(self, args: list[str], **options: Any) -> subprocess.Popen[Any]:
        if args[:3] == [sys.executable, *CRAWL]:
            return forked_commands.Forked(["-c", *args[3:]], code=CRAWLS, outlives=True, **options)
        return subprocess.Popen(args, **options)


def fork_crawls() -> None:
    from corpus.run import whole_pass

    whole_pass.subprocess = _WithForks()  # type: ignore[attr-defined]


def load() -> None:
    """Load what commands load: their modules, and what every stage reads before its first page."""
    from importlib import import_module

    from corpus.cli import COMMANDS
    from corpus.records import RawPage
    from corpus.run.whole_pass import STAGES
    from corpus.store.page_archive import PageArchive
    from corpus.store.stage import StageOptions

    import_module("crawler.one_crawl")
    for place, _ in COMMANDS.values():
        if not place.startswith(("jangmadang.bulk", "jangmadang.mcp")):
            import_module(place.partition(":")[0])
    with tempfile.TemporaryDirectory() as folder:
        page = RawPage(
            url="https://invented.example/1", outlet="invented", fetched_at=datetime(2026, 3, 2, tzinfo=UTC),
            body=PAGE.encode(), found_in="import",
        )  # fmt: skip
        with PageArchive(Path(folder)) as archive:
            archive.save_pages([page])
        for place in STAGES.values():
            module, _, name = place.partition(":")
            getattr(import_module(module), name)(Path(folder), StageOptions(processes=1))
    fork_crawls()
