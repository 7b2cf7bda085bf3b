"""The version of a stage: a revision, raised by hand when its code changes what comes out, and a digest of its rules.

The digest covers the data files of the stage's packages and the constants of their modules: patterns, tables,
settings. So changing a rule changes the version, and `--stale` finds what was made by the old one.
"""

from __future__ import annotations

import enum
import hashlib
import os
import pkgutil
import re
import sys
import sysconfig
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import fields, is_dataclass
from functools import cache
from importlib import import_module, resources
from importlib.resources.abc import Traversable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

_CONSTANT = re.compile(r"_?[A-Z][A-Z0-9_]*\Z")
_CODE = (".py", ".pyc", ".pyi")
_OURS = ("corpus", "crawler", "extract", "models")


def stage_version(revision: str, *packages: str) -> str:
    """The revision with eight hex digits over the rules of these packages (or single modules), subpackages included."""
    return f"{revision}.{rules_digest(packages)[:8]}"


@cache
def rules_digest(packages: tuple[str, ...]) -> str:
    """The SHA-256, in hex, of all data files and constants of these packages, whatever order they are found in."""
    parts = sorted(part for package in packages for part in _parts(package))
    return hashlib.sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()


@cache
def build_mark() -> str:
    """Sixteen hex digits of the files of this program, by size and time, and of the libraries that are installed.

    While they stay the same, every stage has the version that it had: a pass with nothing to do asks this in place of
    the version itself, for which all the rules would have to be loaded.
    """
    specs = (find_spec(name) for name in _OURS)
    roots = [root for spec in specs if spec for root in spec.submodule_search_locations or ()]
    files = sorted(f"{path} {size} {time}" for root in roots for path, size, time in _files_below(root))
    folders = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    installed = sorted({path.name for folder in folders for path in Path(folder).glob("*.dist-info")})
    return hashlib.sha256("\n".join([sys.version, *installed, *files]).encode("utf-8", "replace")).hexdigest()[:16]


def _files_below(folder: str) -> Iterator[tuple[str, int, int]]:
    """Path, size and time of change of each file, but for what Python compiled."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                if entry.name != "__pycache__":
                    yield from _files_below(entry.path)
            else:
                stat = entry.stat()
                yield entry.path, stat.st_size, stat.st_mtime_ns


def _parts(package: str) -> Iterator[str]:
    """One line for each constant and each data file."""
    module = import_module(package)
    names = [package]
    if hasattr(module, "__path__"):
        names += [found.name for found in pkgutil.walk_packages(module.__path__, f"{package}.")]
        for path, file in _data_files(resources.files(package)):
            yield f"{package}/{path} {hashlib.sha256(file.read_bytes()).hexdigest()}"
    for name in names:
        for key, value in vars(import_module(name)).items():
            if _CONSTANT.match(key):
                yield f"{name}.{key} {plain(value)}"


def _data_files(folder: Traversable, prefix: str = "") -> Iterator[tuple[str, Traversable]]:
    for entry in folder.iterdir():
        path = f"{prefix}{entry.name}"
        if entry.is_dir():
            if entry.name != "__pycache__":
                yield from _data_files(entry, f"{path}/")
        elif not entry.name.endswith(_CODE):
            yield path, entry


def plain(value: Any) -> str:
    """A value as text that is the same on every machine: sets are sorted, patterns written out, functions named.

    What is none of these counts by its type alone, so that no path or address of memory gets in.
    """
    if value is None or isinstance(value, bool | int | float | str | bytes):
        return repr(value)
    if isinstance(value, re.Pattern):
        return f"pattern({value.pattern!r}, {value.flags})"
    if isinstance(value, enum.Enum):
        return f"{type(value).__name__}.{value.name}"
    if is_dataclass(value) and not isinstance(value, type):
        shown = ", ".join(f"{field.name}={plain(getattr(value, field.name))}" for field in fields(value))
        return f"{type(value).__name__}({shown})"
    if isinstance(value, Mapping):
        return "{" + ", ".join(sorted(f"{plain(key)}: {plain(item)}" for key, item in value.items())) + "}"
    if isinstance(value, Set):
        return "{" + ", ".join(sorted(plain(item) for item in value)) + "}"
    if isinstance(value, Sequence):
        return "(" + ", ".join(plain(item) for item in value) + ")"
    return str(getattr(value, "__qualname__", type(value).__qualname__))
