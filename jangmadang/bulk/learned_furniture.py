"""Page furniture learned over all shards, by outlet and year: a first pass samples pages, a merge learns from them.

The sample of an outlet's year are the pages whose addresses have the smallest digests: whichever shard a page is in and
in whatever order shards are read, the same pages are chosen, no more than an ordinary pass learns from.
"""

from __future__ import annotations

import base64
import gzip
import json
import shutil
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from heapq import nsmallest
from pathlib import Path
from typing import Any

from corpus.data_dir import DataDir
from corpus.records import RawPage, digest
from corpus.store.articles import Corpus
from corpus.store.furniture import save_furniture
from corpus.store.page_archive import PageArchive
from corpus.store.reader import Readable, open_readonly
from corpus.times import parse_time, write_time
from extract.furniture.recurring import learn_furniture
from extract.furniture.relearning import LEAST_PAGES, SAMPLE, yearly

_FOLDER, _SAMPLES, _SETTLED = ".learned", "samples", "settled"
_OF_YEAR = "select url, outlet, substr(fetched_at, 1, 4), fetched_at, id from pages order by id"


@dataclass(frozen=True, slots=True, order=True)
class _Chosen:
    """A page that may be learned from; those of the smallest marks are."""

    mark: str
    fetched_at: str
    page_id: str


def is_settled(out: Path) -> bool:
    """Whether furniture was learned for the shards of this folder."""
    return (out / _FOLDER / _SETTLED).is_dir()


def sample_path(out: Path, shard: str) -> Path:
    """Where a shard's sample lies."""
    return out / _FOLDER / _SAMPLES / f"{shard}.jsonl.gz"


def write_sample(data: Path, path: Path) -> int:
    """How many pages of a shard were put into its sample, with how many there are of each outlet."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}")
    with PageArchive(data) as archive:
        counts, chosen = _choose(archive.db)
        with gzip.open(beside, "wt", encoding="utf-8", compresslevel=3) as out:
            print(json.dumps({"counts": counts}), file=out)
            for page_id in chosen:
                for page in archive.versions(page_id)[-1:]:
                    print(json.dumps(_as_line(page)), file=out)
    beside.replace(path)
    return len(chosen)


def _choose(pages: Readable) -> tuple[dict[str, int], list[str]]:
    found: dict[tuple[str, str], list[_Chosen]] = defaultdict(list)
    for url, outlet, year, fetched_at, page_id in pages.execute(_OF_YEAR).fetchall():
        found[outlet, year].append(_Chosen(digest(url), fetched_at, page_id))
    counts: Counter[str] = Counter()
    for (outlet, _), each in found.items():
        counts[outlet] += len(each)
    return dict(sorted(counts.items())), [c.page_id for key in sorted(found) for c in nsmallest(SAMPLE, found[key])]


def _as_line(page: RawPage) -> dict[str, Any]:
    return {
        "url": page.url,
        "outlet": page.outlet,
        "fetched_at": write_time(page.fetched_at),
        "content_type": page.content_type,
        "body": base64.b64encode(page.body).decode(),
    }


def settle(out: Path, shards: Iterable[str]) -> int:
    """Learn from the samples of these shards, as far as they could be read; how many outlets' years were learned."""
    paths = [path for shard in sorted(shards) if (path := sample_path(out, shard)).is_file()]
    counts: Counter[str] = Counter()
    candidates: dict[tuple[str, int], set[tuple[str, str]]] = defaultdict(set)
    for path in paths:
        for line in _lines(path):
            if "counts" in line:
                counts.update(line["counts"])
            else:
                candidates[_key(line)].add((digest(line["url"]), line["fetched_at"]))
    chosen = {key: set(nsmallest(SAMPLE, found)) for key, found in candidates.items() if len(found) >= LEAST_PAGES}
    beside = out / _FOLDER / f".{_SETTLED}"
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    prefix = "jangmadang-bulk-learn-"
    with tempfile.TemporaryDirectory(prefix=prefix) as scratch, PageArchive(Path(scratch)) as archive:
        _gather(archive, paths, chosen)
        _learn(archive, sorted(chosen), counts, beside)
    beside.rename(out / _FOLDER / _SETTLED)
    shutil.rmtree(out / _FOLDER / _SAMPLES, ignore_errors=True)
    return len(chosen)


def _gather(archive: PageArchive, paths: Iterable[Path], chosen: dict[tuple[str, int], set[tuple[str, str]]]) -> None:
    """The chosen pages into an archive on disk, each outlet's year as an outlet: no more is held than one of them."""
    for path in paths:
        for line in _lines(path):
            if "counts" in line or (digest(line["url"]), line["fetched_at"]) not in chosen.get(_key(line), ()):
                continue
            outlet, year = _key(line)
            archive.save_page(
                RawPage(
                    url=f"{year}:{line['url']}",
                    outlet=yearly(outlet, year),
                    fetched_at=parse_time(line["fetched_at"]),
                    body=base64.b64decode(line["body"]),
                    content_type=line["content_type"],
                )
            )


def _learn(archive: PageArchive, keys: list[tuple[str, int]], counts: Counter[str], folder: Path) -> None:
    """A file for each outlet: what was learned of its years, in the order of the years."""
    for outlet, year in keys:
        furniture = learn_furniture(archive.latest(outlet=yearly(outlet, year)))
        path = _path(folder, outlet)
        new: dict[str, Any] = {"outlet": outlet, "pages": counts[outlet], "years": {}}
        known = json.loads(path.read_text("utf-8")) if path.exists() else new
        known["years"][str(year)] = {"version": furniture.version, "blocks": furniture.to_json()}
        path.write_text(json.dumps(known, ensure_ascii=False), "utf-8")


def _key(line: dict[str, Any]) -> tuple[str, int]:
    return line["outlet"], int(line["fetched_at"][:4])


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _path(folder: Path, outlet: str) -> Path:
    return folder / f"{digest(outlet)[:16]}.json"


@dataclass(frozen=True, kw_only=True, slots=True)
class Learned:
    """What was learned of an outlet: by year its version and blocks as JSON; it has so many `pages`."""

    outlet: str
    pages: int
    years: dict[str, dict[str, str]]

    @property
    def newest(self) -> dict[str, str]:
        """The version and blocks of the last year, which an ordinary pass goes on with."""
        return self.years[max(self.years)]


def learned_of(out: Path, outlet: str) -> Learned | None:
    """What was learned of an outlet over the shards in this folder, if there was enough to learn from."""
    path = _path(out / _FOLDER / _SETTLED, outlet)
    return Learned(**json.loads(path.read_text("utf-8"))) if path.is_file() else None


def use_furniture(data: Path, out: Path) -> None:
    """Give a shard's data directory what was learned of its outlets."""
    with open_readonly(DataDir(data).pages) as pages:
        outlets = [row[0] for row in pages.execute("select distinct outlet from pages order by 1").fetchall()]
    with Corpus(data) as corpus, corpus.atomic() as db:
        for outlet in outlets:
            learned = learned_of(out, outlet)
            if learned is None:
                continue
            for year, found in learned.years.items():
                key = yearly(outlet, int(year))
                save_furniture(db, key, version=found["version"], pages=learned.pages, blocks=found["blocks"])
