"""Files that lie elsewhere (s3://, https://), brought to a worker piece by piece. Needs fsspec, of the extra ray."""

from __future__ import annotations

import os
import shutil
from pathlib import Path, PurePosixPath
from typing import Any

from corpus.records import Abort

_PIECE = 1 << 20


def is_remote(source: str) -> bool:
    """Whether a source is an address."""
    return "://" in source


def read_remote(source: str) -> bytes:
    """The bytes of a small file at an address. Raises `Abort` when they cannot be had."""
    try:
        with _fsspec().open(source, "rb") as file:
            data: bytes = file.read()
            return data
    except (OSError, ValueError, ImportError) as error:
        raise Abort(f"cannot read {source}: {error}") from error


def bring(source: str, folder: Path) -> Path:
    """A file at an address, copied into a folder a mebibyte at a time.

    Its time is that of its last change where that can be asked, else the same in every run.

    Raises:
        OSError, ValueError: it cannot be read.
        Abort: a library that it needs is missing.
    """
    path = folder / PurePosixPath(source).name
    fsspec = _fsspec()
    try:
        system, inner = fsspec.core.url_to_fs(source)
        with system.open(inner, "rb") as remote, path.open("wb") as local:
            shutil.copyfileobj(remote, local, _PIECE)
    except ImportError as error:
        raise Abort(f"{source}: {error}") from error
    at = _changed(system, inner)
    os.utime(path, (at, at))
    return path


def _changed(system: Any, inner: str) -> float:
    try:
        return float(system.modified(inner).timestamp())
    except (NotImplementedError, OSError, KeyError, ValueError, AttributeError):
        return 0.0


def _fsspec() -> Any:
    try:
        import fsspec
    except ImportError as error:
        raise Abort("addresses are read with fsspec: pip install 'jangmadang[ray]'") from error
    return fsspec
