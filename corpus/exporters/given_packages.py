"""A package that somebody gives us: what it names is ours, stays in its folder, and is a file of its own there."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from corpus.exporters.folder import CURSOR, PACKAGE_FILE, bears_our_mark
from corpus.records import Abort

MOST_BYTES = 50_000_000  # of the description: years of months have a few thousand files
_PATH = re.compile(r"(?![.])[A-Za-z0-9_=.-]{1,100}(/(?![.])[A-Za-z0-9_=.-]{1,100}){0,3}")
_NAMES = {"name": str, "type": str, "description": str}


def read_package(folder: Path) -> dict[str, Any]:
    """The package of an export, every part of it that we use checked.

    Raises:
        Abort: the folder holds none of this program's, or one that names what it must not.
    """
    path = folder / PACKAGE_FILE
    try:
        if path.stat().st_size > MOST_BYTES:
            raise Abort(f"{path} is larger than a package's description")
        package: dict[str, Any] = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise Abort(f"{folder} holds no export of this program") from error
    if not bears_our_mark(package):
        raise Abort(f"{folder} holds no export of this program")
    wrong = _wrong(package, folder)
    if wrong:
        raise Abort(f"{path}: {wrong}")
    return package


def _wrong(package: dict[str, Any], folder: Path) -> str:
    """What is wrong with a package; "" where nothing is."""
    ours = package["jangmadang"]
    if not isinstance(ours.get("format"), str) or not isinstance(ours.get("text"), bool):
        return "it does not say its format, or whether it has texts"
    since = ours.get("since")
    if since is not None and (not isinstance(since, str) or not CURSOR.fullmatch(since)):
        return f"{since!r} is no cursor"
    resources = package.get("resources")
    if not isinstance(resources, list):
        return "it names no resources"
    return next((found for resource in resources if (found := _wrong_resource(resource, folder))), "")


def _wrong_resource(resource: Any, folder: Path) -> str:
    if not isinstance(resource, dict) or not isinstance(resource.get("path"), str):
        return "a resource has no path"
    path = resource["path"]
    if not _PATH.fullmatch(path):
        return f"the path {path[:100]!r} is none of an export's"
    if not _lies_in(folder, path):
        return f"{path} is no file of its own in {folder}"
    if type(resource.get("records")) is not int or not isinstance(resource.get("description"), str):
        return f"{path} lacks its number of records or its description"
    schema = resource.get("schema", {"fields": [], "primaryKey": []})
    fields = schema.get("fields") if isinstance(schema, dict) else None
    if not isinstance(fields, list) or not all(_is_field(field) for field in fields):
        return f"the fields of {path} are not described"
    keys = schema.get("primaryKey", [])
    names = {field["name"] for field in fields}
    if not isinstance(keys, list) or not all(isinstance(key, str) and key in names for key in keys):
        return f"the key of {path} is none of its fields"
    return ""


def _is_field(field: Any) -> bool:
    return isinstance(field, dict) and all(isinstance(field.get(name), kind) for name, kind in _NAMES.items())


def _lies_in(folder: Path, path: str) -> bool:
    """Whether a path is a plain file in the folder, by no link."""
    root = folder.resolve()
    return (root / path).is_file() and (root / path).resolve() == root / path
