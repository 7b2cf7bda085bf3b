"""A backup: one moment of the corpus, then one of the archive, and what people wrote, checked before it has its name.

The corpus is copied first. Pages are only ever added, so the archive as it is a moment later has every page of which
the corpus holds an article. Each copy is read in one transaction: whoever writes meanwhile neither waits nor shows.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import shutil
import sqlite3
import tarfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from corpus.data_dir import CORPUS, FILES, PAGES, SEARCHES_SEEN, DataDir, File
from corpus.records import Abort
from corpus.store.reader import readonly_uri
from corpus.times import now, write_time

MANIFEST = "backup.json"
PACKED = (".tar", ".tar.gz", ".tgz")
# what a person who ends a name so wants is one file, of a kind that we do not write
_OTHERS = frozenset((
    *(".zip", ".7z", ".rar", ".gz", ".bz2", ".xz", ".zst", ".lz4", ".tbz", ".tbz2", ".txz", ".tzst"),
    *(".db", ".sqlite", ".sql"),
))  # fmt: skip
_CHUNK = 1024 * 1024
_WAIT = 30.0  # seconds that a reader waits for a file that another has locked whole


@dataclass(frozen=True, kw_only=True, slots=True)
class Backup:
    """What a backup holds: `files` by name below the data directory, each with its bytes and SHA-256."""

    program: str
    made_at: str
    files: dict[str, dict[str, Any]]

    @property
    def size(self) -> int:
        """The bytes of all files together."""
        return sum(file["bytes"] for file in self.files.values())

    def as_dict(self) -> dict[str, Any]:
        """The backup as its manifest has it."""
        return asdict(self)


def is_backed_up(file: File) -> bool:
    """Whether a backup holds a file: what nothing makes again, the corpus, and what was told of saved searches."""
    return not file.again or file in (CORPUS, SEARCHES_SEEN)


def back_up(data: Path, target: Path) -> Backup:
    """Write a backup as a folder, or as one file where `target` ends in .tar, .tar.gz or .tgz; whole or not at all.

    Raises:
        Abort: there is no data, `target` is there already, its name is one of another kind of file, it
            cannot be written, or a copy is not sound.
    """
    if target.suffix.lower() in _OTHERS and not _is_packed(target):
        raise Abort(f"no backup is made as {target.suffix}: name a folder, or a file that ends in {', '.join(PACKED)}")
    if not DataDir(data).pages.is_file():
        raise Abort(f"there is nothing to back up: {data} has no {PAGES.name}")
    if target.exists():
        raise Abort(f"{target} is there already; name a new folder or file for each backup")
    beside = target.with_name(f".{target.name}.{secrets.token_hex(4)}.new")
    try:
        beside.mkdir(parents=True)
        backup = _fill(DataDir(data), beside)
        if _is_packed(target):
            _pack(beside, backup, target)
        else:
            _flush(beside)
            beside.rename(target)
    except (OSError, sqlite3.Error) as error:
        raise Abort(f"cannot write {target}: {error}") from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return backup


def _is_packed(target: Path) -> bool:
    """Whether a backup of that name is one file."""
    return target.name.lower().endswith(PACKED)


def _fill(data: DataDir, folder: Path) -> Backup:
    """The files of a backup in a folder: the corpus, then the archive, then the rest."""
    names = []
    for file in (CORPUS, PAGES):
        if data.path(file).is_file():
            copy_database(data.path(file), folder / file.name)
            names.append(file.name)
    for path in _plain_files(data):
        name = path.relative_to(data.root).as_posix()
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, folder / name)
        names.append(name)
    files = {name: {"bytes": (folder / name).stat().st_size, "sha256": sha256_of(folder / name)} for name in names}
    backup = Backup(program=version("jangmadang"), made_at=write_time(now()), files=files)
    (folder / MANIFEST).write_text(json.dumps(backup.as_dict(), ensure_ascii=False, indent=1) + "\n", "utf-8")
    return backup


def _plain_files(data: DataDir) -> Iterator[Path]:
    """What a backup holds beside the two databases; drafts that others are writing just now are none of it."""
    for file in FILES:
        if is_backed_up(file) and not file.sqlite:
            yield from (path for path in sorted(data.root.glob(file.name)) if path.is_file())


def copy_database(source: Path, target: Path) -> None:
    """One moment of a database that others may be writing, as a file of its own.

    Raises:
        Abort: the copy does not pass SQLite's integrity check.
    """
    with (
        closing(sqlite3.connect(readonly_uri(source), uri=True, timeout=_WAIT)) as read,
        closing(sqlite3.connect(target)) as copy,
    ):
        read.backup(copy)
        copy.execute("pragma journal_mode = delete")
        wrong = copy.execute("pragma integrity_check(1)").fetchone()[0]
    if wrong != "ok":
        raise Abort(f"{source} is damaged ({wrong}): what can be read of it is kept in an earlier backup only")


def _pack(folder: Path, backup: Backup, target: Path) -> None:
    draft = folder / "packed.new"
    with tarfile.open(draft, "w" if target.name.lower().endswith(".tar") else "w:gz") as packed:
        for name in (MANIFEST, *backup.files):
            packed.add(folder / name, arcname=name)
    _flush(folder)
    draft.rename(target)


def _flush(folder: Path) -> None:
    """Have the system write all files out, so that a power cut after the rename finds them whole."""
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file in hex digits."""
    found = hashlib.sha256()
    with path.open("rb") as file:
        while part := file.read(_CHUNK):
            found.update(part)
    return found.hexdigest()
