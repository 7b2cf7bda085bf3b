"""What a data directory may hold. The one place that names its files: a new file is a row in the table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path


@dataclass(frozen=True, kw_only=True, slots=True)
class File:
    """One file, or files of one pattern: `name` is its path below the directory, where "*" stands for anything.

    `writer` are the commands that write it, `yours` is set where people write or edit it too; `again` says what makes
    it again when it is lost, "" where nothing does. An SQLite file has others beside it while it is open; only its
    owner may read a `secret` one.
    """

    name: str
    meaning: str
    writer: str
    again: str
    yours: bool = False
    sqlite: bool = False
    secret: bool = False

    def fits(self, path: str) -> bool:
        """Whether this row is about the file that lies there, below the data directory."""
        names = (self.name, *(f"{self.name}{end}" for end in _BESIDE)) if self.sqlite else (self.name,)
        return any(fnmatchcase(path, name) for name in names)


_BESIDE = ("-wal", "-shm", "-journal")

PAGES = File(
    name="pages.db",
    meaning="every page as it was fetched, compressed, with the history of its fetches, and what the crawler knows of"
    " hosts and links",
    writer="the crawl, `jangmadang import`",
    again="",
    sqlite=True,
)
CORPUS = File(
    name="corpus.db",
    meaning="what analysts get: articles, mentions, entities, stories; it can be copied and served alone",
    writer="every later stage",
    again="the stages, from `pages.db` and `decisions.csv`",
    sqlite=True,
)
OUTLET_FILES = File(
    name="outlets/*.toml",
    meaning="your own [outlets](outlets.md)",
    writer="`jangmadang outlets add`",
    again="",
    yours=True,
)
DECISIONS = File(
    name="decisions.csv",
    meaning="what people decided on [entities](resolution.md) and [stories and events](stories.md)",
    writer="`jangmadang review`, `cluster`, `group` and `serve --review`",
    again="",
    yours=True,
)
SEARCHES = File(
    name="searches.csv",
    meaning="[saved searches](desk.md#saved-searches-and-alerts)",
    writer="`jangmadang serve --review`",
    again="",
    yours=True,
    secret=True,
)
SEARCHES_SEEN = File(
    name="searches-seen.json",
    meaning="what was told of each saved search",
    writer="`jangmadang run`",
    again="the next run, which then tells nothing as new",
    secret=True,
)
NOTES = File(
    name="notes.csv",
    meaning="[notes, tags and collections](desk.md#notes-and-collections) of sentences",
    writer="`jangmadang notes` and `serve --review`",
    again="",
    yours=True,
    secret=True,
)
STORY_INDEX = File(
    name="stories/index.db",
    meaning="the [index of clustering](stories.md)",
    writer="`jangmadang cluster`",
    again="the next `cluster`",
    sqlite=True,
)
STORY_RUNS = File(
    name="stories/*.run",
    meaning="its shingles, sorted",
    writer="`jangmadang cluster`",
    again="the next `cluster`",
)
EXPORTS = File(
    name="exports.db",
    meaning="a digest of each row at each [export](datasets.md)",
    writer="`jangmadang export`",
    again="the next export, whose cursors then begin anew",
    sqlite=True,
)
FAULTS = File(
    name="faults/*",
    meaning="pages and records on which a stage broke, each with the error's trace: send them with a report",
    writer="`jangmadang import`, and every stage",
    again="nobody needs it: delete it",
)
RUN_LOCK = File(
    name="run.lock", meaning="held by a run while it is at work", writer="`jangmadang run`", again="the next run"
)
CRAWL_LOCK = File(
    name="crawl.lock",
    meaning="held by a crawl while it is at work",
    writer="`jangmadang crawl`, `run`, `outlets check`",
    again="the next crawl",
)
DEMO_MARKER = File(
    name=".jangmadang-demo",
    meaning="says that the demo made this folder and may empty it",
    writer="`jangmadang demo`",
    again="the next demo",
)
BACKUPS = File(
    name="*.csv.bak",
    meaning="the version before of a file that people edit",
    writer="whoever writes the file of that name",
    again="nobody needs it: delete it",
)
DRAFTS = File(
    name="*.new",
    meaning="a file that was being written when its process was killed",
    writer="whoever writes the file of that name",
    again="nobody needs it: delete it",
)

FILES = (
    *(PAGES, CORPUS, OUTLET_FILES, DECISIONS, SEARCHES, SEARCHES_SEEN, NOTES, STORY_INDEX, STORY_RUNS, EXPORTS),
    *(FAULTS, RUN_LOCK, CRAWL_LOCK, DEMO_MARKER, BACKUPS, DRAFTS),
)


@dataclass(frozen=True, slots=True)
class DataDir:
    """A data directory, and where each of its files lies. It need not be there, nor need they."""

    root: Path

    def path(self, file: File) -> Path:
        """Where a file lies; of a pattern, where the files that fit it do."""
        return self.root / (file.name.rpartition("/")[0] if "*" in file.name else file.name)

    @property
    def pages(self) -> Path:
        """The archive of pages."""
        return self.path(PAGES)

    @property
    def corpus(self) -> Path:
        """The corpus."""
        return self.path(CORPUS)

    @property
    def outlets(self) -> Path:
        """The folder of outlet files."""
        return self.path(OUTLET_FILES)

    @property
    def decisions(self) -> Path:
        """What people decided."""
        return self.path(DECISIONS)

    @property
    def searches(self) -> Path:
        """The saved searches."""
        return self.path(SEARCHES)

    @property
    def searches_seen(self) -> Path:
        """What was told of them."""
        return self.path(SEARCHES_SEEN)

    @property
    def notes(self) -> Path:
        """The notes and collections."""
        return self.path(NOTES)

    @property
    def story_index(self) -> Path:
        """The index of clustering; its runs lie beside it."""
        return self.path(STORY_INDEX)

    @property
    def exports(self) -> Path:
        """The ledger of exports."""
        return self.path(EXPORTS)

    @property
    def faults(self) -> Path:
        """The folder of what stages broke on."""
        return self.path(FAULTS)

    @property
    def run_lock(self) -> Path:
        """The lock of a run."""
        return self.path(RUN_LOCK)

    @property
    def crawl_lock(self) -> Path:
        """The lock of a crawl."""
        return self.path(CRAWL_LOCK)

    @property
    def demo_marker(self) -> Path:
        """What marks a demo's folder."""
        return self.path(DEMO_MARKER)

    def files(self) -> Iterator[tuple[Path, File | None]]:
        """Every file that is there, with its row in the table; None for one that is none of ours."""
        for path in sorted(self.root.rglob("*")):
            if not path.is_dir():
                below = path.relative_to(self.root).as_posix()
                yield path, next((file for file in FILES if file.fits(below)), None)

    def outlet_file(self, outlet: str) -> Path:
        """The file of one outlet."""
        return self.root / OUTLET_FILES.name.replace("*", outlet)


def as_table() -> str:
    """The table of files in Markdown, as docs/data-model.md holds it."""
    lines = ["| file | what | who writes it | what makes it again |", "| --- | --- | --- | --- |"]
    for file in FILES:
        beside = ", with `-wal` and `-shm` while it is open" if file.sqlite else ""
        writer = f"{'you, ' if file.yours else ''}{file.writer}"
        lines.append(f"| `{file.name}`{beside} | {file.meaning} | {writer} | {file.again or '**nothing**'} |")
    return "\n".join(lines) + "\n"
