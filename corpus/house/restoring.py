"""A backup put back: every file is read and checked first, and only then takes its place."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import tarfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Protocol

from corpus.data_dir import CORPUS, EXPORTS, FILES, PAGES, STORY_INDEX, STORY_RUNS, DataDir, File
from corpus.house.backing_up import MANIFEST, Backup, is_backed_up
from corpus.records import Abort
from corpus.run.lock import hold_lock

# what belongs to the data that was there before: the index is made again, and cursors of exports begin anew
_OF_OTHER_DATA = (STORY_INDEX, STORY_RUNS, EXPORTS)
_CHUNK = 1024 * 1024


class _Source(Protocol):
    def open(self, name: str) -> IO[bytes]: ...


def restore(data: Path, source: Path, *, replace: bool = False) -> Backup:
    """Put a backup (a folder or a packed file) into a data directory; `replace` what is there.

    Until the archive is in its place there is no corpus, and the corpus comes last: a restore that is killed leaves
    nothing that does not fit together, and is started again.

    Raises:
        Abort: it is no backup of ours, a file of it is damaged, data is there that is not to be replaced, a run or
            crawl is at work, or the directory cannot be written.
    """
    there = [path.name for path in (DataDir(data).pages, DataDir(data).corpus) if path.exists()]
    if there and not replace:
        raise Abort(f"{data} holds {there[0]} already; --replace puts the backup in its place")
    with _opened(source) as files:
        backup = _manifest(files, source)
        try:
            with (
                hold_lock(DataDir(data).run_lock, for_a="run"),
                hold_lock(DataDir(data).crawl_lock, for_a="crawl"),
                _checked_drafts(DataDir(data), backup, files) as drafts,
            ):
                _put_in_place(DataDir(data), drafts)
        except OSError as error:
            raise Abort(f"cannot write {data}: {error.strerror or error}") from error
    return backup


class _Folder:
    def __init__(self, root: Path) -> None:
        self._root = root

    def open(self, name: str) -> IO[bytes]:
        """A file of the backup."""
        return (self._root / name).open("rb")


class _Packed:
    def __init__(self, packed: tarfile.TarFile) -> None:
        self._packed = packed

    def open(self, name: str) -> IO[bytes]:
        """A file of the backup."""
        try:
            found = self._packed.extractfile(name)
        except KeyError:
            found = None
        if found is None:
            raise FileNotFoundError(2, f"there is no {name} in it")
        return found


@contextmanager
def _opened(source: Path) -> Iterator[_Source]:
    """A backup's files by name."""
    with ExitStack() as opened:
        if source.is_dir():
            yield _Folder(source)
            return
        try:
            packed = opened.enter_context(tarfile.open(source))
        except tarfile.TarError as error:  # whose words are a line for each way of packing that it tried
            raise Abort(f"{source} is no backup of this program: neither a folder nor a packed one") from error
        except OSError as error:
            raise Abort(f"{source} cannot be read: {error.strerror or error}") from error
        yield _Packed(packed)


def _manifest(files: _Source, source: Path) -> Backup:
    """What a backup says of itself; each name is of a file that a backup can hold."""
    try:
        with files.open(MANIFEST) as file:
            backup = Backup(**json.load(file))
        strange = [name for name, known in backup.files.items() if _row(name) is None or "sha256" not in known]
    except (OSError, ValueError, TypeError, AttributeError, tarfile.TarError, EOFError) as error:
        raise Abort(f"{source} is no backup of this program") from error
    if strange:
        raise Abort(f"{source} holds {strange[0]}, which no backup of this program does")
    return backup


def _row(name: str) -> File | None:
    """The row of the table of files that a name in a backup belongs to, if it is one that a backup holds."""
    plain = ".." not in name.split("/")
    return next((file for file in FILES if file.fits(name) and is_backed_up(file)), None) if plain else None


@contextmanager
def _checked_drafts(data: DataDir, backup: Backup, files: _Source) -> Iterator[dict[str, Path]]:
    """Every file of a backup beside the place that it is for, by name, when all of them are as they were written."""
    drafts: dict[str, Path] = {}
    try:
        for name, known in backup.files.items():
            place = data.root / name
            place.parent.mkdir(parents=True, exist_ok=True)
            drafts[name] = place.with_name(f".{place.name}.{secrets.token_hex(4)}.new")
            if _copied(files, name, drafts[name]) != known["sha256"]:
                raise Abort(f"{name} in the backup is damaged: its SHA-256 is not the one that was noted")
        yield drafts
    finally:
        for draft in drafts.values():
            draft.unlink(missing_ok=True)


def _copied(files: _Source, name: str, draft: Path) -> str:
    """The SHA-256 of what was copied."""
    found = hashlib.sha256()
    try:
        with files.open(name) as source, draft.open("xb") as target:
            while part := source.read(_CHUNK):
                found.update(part)
                target.write(part)
            target.flush()
            os.fsync(target.fileno())
    except (FileNotFoundError, tarfile.TarError, EOFError) as error:
        raise Abort(f"{name} in the backup cannot be read: {error}") from error
    return found.hexdigest()


def _put_in_place(data: DataDir, drafts: dict[str, Path]) -> None:
    for file in (CORPUS, *_OF_OTHER_DATA, PAGES):
        _remove(data, file)
    # the corpus last: what was killed before has the archive, of which the next pass makes it again
    for name in sorted(drafts, key=lambda name: name == CORPUS.name):
        drafts[name].replace(data.root / name)


def _remove(data: DataDir, file: File) -> None:
    """Take a file away with those beside it, itself first: an old log must never lie beside another file."""
    found = [path for path, row in data.files() if row is file]
    for path in sorted(found, key=lambda path: path.name != file.name):
        path.unlink(missing_ok=True)
