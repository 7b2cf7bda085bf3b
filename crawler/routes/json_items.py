"""The items of a JSON listing: what follows a broken one is lost, and said; what stands before it is not."""

from __future__ import annotations

import json
import re
from typing import Any

from corpus.records import Skip

_ITEMS = re.compile(r'"items"\s*:\s*\[')
_BETWEEN = re.compile(r"[\s,]*")
_DECODER = json.JSONDecoder(strict=False)  # line breaks in texts, as they are sent


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
