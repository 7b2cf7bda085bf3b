"""JSON as servers send it, and the items of a listing: what follows a broken one is lost, and said; the rest is not."""

from __future__ import annotations

import json
import re
from typing import Any

from corpus.records import Skip

_ITEMS = re.compile(r'"items"\s*:\s*\[')
_BETWEEN = re.compile(r"[\s,]*")
_LONGEST_NUMBER = 300  # digits; Python refuses to read numbers of more than 4,300


def _whole_number(digits: str) -> int | float:
    """A whole number; one that no counter reaches, as the endless number it is nearest to."""
    return int(digits) if len(digits) <= _LONGEST_NUMBER else float(digits)


_DECODER = json.JSONDecoder(strict=False, parse_int=_whole_number)  # line breaks in texts, as they are sent
LOST = "\ufdd0"  # stands for a character that was named and is none, until it is known what it stands in
_HALVES = re.compile(f"[\ud800-\udfff{LOST}]")


def whole_characters(text: str) -> str:
    """The text with U+FFFD for each half of a character, which JSON can name and no other format holds, and `LOST`."""
    return _HALVES.sub("\ufffd", text)


def read_json(text: str) -> Any:
    """What a text of JSON says, whatever stands behind it.

    Raises:
        ValueError: it is no JSON, or too deep to be read.
    """
    try:
        found, _ = _DECODER.raw_decode(text.replace("\0", "").strip().removeprefix("\ufeff").lstrip())
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    return found


def read_items(text: str, cut: str) -> tuple[list[Any], str]:
    """The items of a JSON Feed, or of a bare list, and what cut them short, if anything (`cut` where that is known).

    Raises:
        Skip: `unparsable` where no item can be read of what is no JSON, `not-a-feed` of JSON without items.
    """
    text = text.replace("\0", "").strip()
    try:
        found, _ = _DECODER.raw_decode(text)
    except (ValueError, RecursionError) as error:
        items, ended = _one_by_one(text)
        if not items:
            raise Skip("unparsable", f"a JSON feed that is not JSON: {error}"[:200]) from error
        return items, cut or ("" if ended else f"it breaks off behind {len(items)} entries")
    listed: Any = found.get("items") if isinstance(found, dict) else found
    if not isinstance(listed, list):
        raise Skip("not-a-feed", "JSON without items")
    return listed, cut


def _one_by_one(text: str) -> tuple[list[Any], bool]:
    """The items up to the first that is none, and whether the list ends there."""
    begins = _ITEMS.search(text)
    if begins is None and not text.startswith("["):
        return [], False
    at = begins.end() if begins else 1
    items: list[Any] = []
    while True:
        at = _BETWEEN.match(text, at).end()  # type: ignore[union-attr]
        try:
            item, at = _DECODER.raw_decode(text, at)
        except (ValueError, RecursionError):
            return items, text.startswith("]", at)
        items.append(item)
