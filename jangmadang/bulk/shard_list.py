"""What a bulk read is given, as shards: the pieces of work that are done, or not done, as a whole."""

from __future__ import annotations

import gzip
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import urljoin

from corpus.data_dir import DataDir
from corpus.records import Abort, digest
from crawler.intake.saved_files import kind_of, shown
from jangmadang.bulk.remote_files import is_remote, read_remote

LISTS = (".paths", ".paths.gz", ".list")
PARQUET = ".parquet"
READ = f".warc, .warc.gz, .warc.zst, .jsonl, .jsonl.gz, {PARQUET}, a list of these ({', '.join(LISTS)}), a folder"
_PARTS = "0123456789abcdef"  # an archive is parted by the first digit of its pages' ids


@dataclass(frozen=True, kw_only=True, slots=True)
class Shard:
    """One shard: a file or address, or the `part` of a data directory's archive whose ids begin with a digit.

    The name is the file's with a few digits of where it lies, so that it is the same in every run over the same files.
    """

    name: str
    source: str
    part: str = ""


def list_shards(sources: Sequence[str], *, base: str = "") -> list[Shard]:
    """The shards of files, addresses, lists of either, folders of files and data directories, in the order given.

    A list has a path or an address a line; one that is relative is below `base`, else beside the list.

    Raises:
        Abort: a source is missing, or no file that can be read.
    """
    shards = [shard for source in sources for shard in _shards_of(source, base)]
    twice = [name for name, count in Counter(shard.name for shard in shards).items() if count > 1]
    if twice:
        raise Abort(f"{twice[0]} is named twice among the sources")
    if not shards:
        raise Abort(f"nothing to read: name {READ}, or a data directory")
    return shards


def _shards_of(source: str, base: str) -> Iterator[Shard]:
    if source.lower().endswith(LISTS):
        for line in _lines(source):
            yield from _shards_of(_beside(line, base or source, folder=bool(base)), base)
        return
    if is_remote(source):
        yield _file_shard(source)
        return
    path = Path(source).absolute()
    if not path.exists():
        raise Abort(f"there is no {shown(path)}")
    if path.is_dir() and DataDir(path).pages.is_file():
        named = _named(str(path), path.name)
        yield from (Shard(name=f"{named}-{part}", source=str(path), part=part) for part in _PARTS)
    elif path.is_dir():
        found = sorted(each for each in path.rglob("*") if each.is_file() and _is_pages(each.name))
        yield from (_file_shard(str(each)) for each in found)
    else:
        yield _file_shard(str(path))


def _file_shard(source: str) -> Shard:
    name = PurePosixPath(source).name
    if not _is_pages(name):
        raise Abort(f"{shown(source)}: none of {READ}")
    return Shard(
        name=_named(source, re.sub(r"(?i)(\.warc|\.jsonl)?(\.gz|\.zst)?$|\.parquet$", "", name)), source=source
    )


def _is_pages(name: str) -> bool:
    return kind_of(Path(name)) in ("warc", "jsonl") or name.lower().endswith(PARQUET)


def _named(source: str, stem: str) -> str:
    return f"{re.sub('[^A-Za-z0-9_-]+', '-', stem).strip('-')[:80] or 'shard'}-{digest(source)[:6]}"


def _lines(source: str) -> list[str]:
    data = read_remote(source) if is_remote(source) else _read(Path(source))
    text = gzip.decompress(data) if source.lower().endswith(".gz") else data
    lines = (line.strip() for line in text.decode("utf-8", "replace").splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Abort(f"cannot read {shown(path)}: {error.strerror}") from error


def _beside(line: str, base: str, *, folder: bool) -> str:
    """Where a list's line leads."""
    if is_remote(line) or line.startswith("/"):
        return line
    if is_remote(base):
        scheme, _, rest = (base.rstrip("/") + "/" if folder else base).partition("://")
        return f"{scheme}://{urljoin(f'//{rest}', line).removeprefix('//')}"
    return str((Path(base) if folder else Path(base).parent) / line)
