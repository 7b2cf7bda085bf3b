"""An export's folder: written beside, then put in place in one step."""

from __future__ import annotations

import ctypes
import json
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from corpus.records import Abort

PACKAGE_FILE = "datapackage.json"
README_FILE = "README.md"
CURSOR = re.compile(r"[0-9]{1,12}-[0-9a-f]{8}")
_UNDER_WORK = ".jangmadang-export"  # in a folder that is being written: what a kill leaves can be told by it
_AT_FDCWD, _RENAME_EXCHANGE = -100, 2  # <fcntl.h>, <linux/fs.h>


@contextmanager
def replaced_folder(folder: Path) -> Iterator[Path]:
    """An empty folder to write into; when the block ends well, it takes the place of `folder` in one step.

    Whatever ends the block or this process before leaves the old folder as it was.

    Raises:
        Abort: `folder` holds something that no export has put there.
        OSError: it cannot be written.
    """
    folder = folder.resolve()
    check_replaceable(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    _clear_leftovers(folder)
    beside = folder.parent / f".{folder.name}-{os.getpid()}"
    try:
        beside.mkdir()
        (beside / _UNDER_WORK).touch()
        yield beside
        (beside / _UNDER_WORK).unlink()
        flush_folder(beside)
        _put_in_place(beside, folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def check_replaceable(folder: Path) -> None:
    """Make sure that a folder is missing, empty, or holds an export and nothing else.

    Raises:
        Abort: it holds something else, named in the message.
    """
    if folder.exists() and not folder.is_dir():
        raise Abort(f"{folder} is a file; name a folder")
    present = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()}
    strange = sorted(present - exported_files(folder))
    if strange:
        raise Abort(f"{folder} holds {strange[0]}, which is not from an export; name another folder")


def exported_files(folder: Path) -> set[str]:
    """The files that an export has put into a folder; none if it never did: others write such packages, too."""
    try:
        package = json.loads((folder / PACKAGE_FILE).read_text("utf-8"))
        if not bears_our_mark(package):
            return set()
        return {resource["path"] for resource in package["resources"]} | {PACKAGE_FILE, README_FILE}
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return set()


def bears_our_mark(package: Any) -> bool:
    """Whether a package says that an export of this program made it: its layout, and a cursor of our form."""
    ours = package.get("jangmadang") if isinstance(package, dict) else None
    if not isinstance(ours, dict) or type(ours.get("layout")) is not int:
        return False
    return isinstance(ours.get("cursor"), str) and CURSOR.fullmatch(ours["cursor"]) is not None


def _clear_leftovers(folder: Path) -> None:
    """Remove what exports into the same folder left when they were killed, or put back what they had moved away."""
    for path in sorted(folder.parent.iterdir()):
        process, _, old = path.name.removeprefix(f".{folder.name}-").partition("-")
        if not path.name.startswith(f".{folder.name}-") or not process.isdecimal() or _alive(int(process)):
            continue
        if not path.is_dir() or path.is_symlink() or not (exported_files(path) or (path / _UNDER_WORK).exists()):
            continue
        if old and not folder.exists():
            path.rename(folder)
        else:
            shutil.rmtree(path, ignore_errors=True)


def _alive(process: int) -> bool:
    if process == os.getpid():
        return False  # this one has just begun, so what bears its number is left from another of that number
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


def flush_folder(folder: Path) -> None:
    """Have the system write the files out, so that even a power cut after the rename finds them whole."""
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())


def _put_in_place(beside: Path, folder: Path) -> None:
    """Exchange the two folders, which Linux does in one step; elsewhere it takes two."""
    if not folder.exists():
        beside.rename(folder)
        return
    exchange = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    names = (os.fsencode(beside), os.fsencode(folder))
    if exchange and exchange(_AT_FDCWD, names[0], _AT_FDCWD, names[1], _RENAME_EXCHANGE) == 0:
        return
    old = beside.with_name(f"{beside.name}-old")
    folder.rename(old)
    beside.rename(folder)
    shutil.rmtree(old)
