"""The files that an import is given: which it reads, and the address of a page that has none but its file's name."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

_SUFFIXES = {
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".shtml": "html",
    ".txt": "text",
    ".jsonl": "jsonl",
    ".jsonl.gz": "jsonl",
    ".ndjson": "jsonl",
    ".warc": "warc",
    ".warc.gz": "warc",
    ".warc.zst": "warc",
}
READ = ", ".join(_SUFFIXES)


@dataclass(frozen=True, kw_only=True, slots=True)
class SavedFile:
    """A file to read: its `kind` ("html", "text", "jsonl", "warc"; None: none of these) and the name of its page."""

    path: Path
    kind: str | None
    name: str


def kind_of(path: Path) -> str | None:
    """What a file is by its name."""
    name = path.name.lower()
    return next((kind for suffix, kind in _SUFFIXES.items() if name.endswith(suffix)), None)


def saved_files(paths: Sequence[Path], ignored: Counter[str]) -> list[SavedFile]:
    """The files to read, folders opened in the order of their names; others are counted by suffix in `ignored`,
    as are links that lead nowhere or to folders, which are not followed, and what is no file: pipes and the like.

    A page in a folder is named by its path below the folder that was given, so that a hundred index.html are a
    hundred pages. Where two names would be one, more folders are named.
    """
    found = [pair for path in paths for pair in _below(path, ignored)]
    named = Counter(name for _, name in found)
    return [
        SavedFile(path=path, kind=kind_of(path), name=name if named[name] == 1 else _longer(path, found))
        for path, name in dict(found).items()
    ]


def _below(path: Path, ignored: Counter[str]) -> Iterator[tuple[Path, str]]:
    if not path.is_dir():
        yield path, path.name
        return
    for found in sorted(path.rglob("*")):
        if not found.is_file():
            if what := _unread(found):
                ignored[what] += 1
            continue
        if found.name.startswith("._"):
            ignored["._"] += 1  # what macOS keeps of a file beside it
        elif kind_of(found):
            yield found, found.relative_to(path).as_posix()
        else:
            ignored[shown(found.suffix) or "no suffix"] += 1


def _unread(path: Path) -> str:
    """What that is no file is called where something is passed over by it; "" for a folder that is looked through."""
    if path.is_dir():
        if path.is_symlink():
            return "link to a folder"
        return "" if os.access(path, os.R_OK | os.X_OK) else "closed folder"
    return "broken link" if path.is_symlink() and not path.exists() else "no file"


def _longer(path: Path, found: Sequence[tuple[Path, str]]) -> str:
    """As many of a path's last parts as tell it from the other files of its name."""
    own = path.resolve().parts
    others = {other.resolve().parts for other, _ in found if other.name == path.name} - {own}
    for count in range(1, len(own) + 1):
        if all(other[-count:] != own[-count:] for other in others):
            return "/".join(own[-count:]).lstrip("/")
    return "/".join(own).lstrip("/")


def file_url(name: str) -> str:
    """The address of a page that has none, "file:NAME": the same from any folder; a foreign name is kept as bytes."""
    return f"file:{quote(os.fsencode(name))}"


def shown(path: Path | str) -> str:
    """A path as text that any terminal takes: bytes that are no text in it are written out."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")
