"""A JSON array in place of JSON Lines: its items one by one, however they are broken over lines."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator

from corpus.records import Skip

_CHUNK = 1 << 16
_BETWEEN = re.compile(r"[\s,\[\]]*")
_NEXT = re.compile(r"(?:\}\s*,|\n)\s*(?=\{)")  # where behind a broken item another may begin
_LONGEST_WORD = 12  # of an escape, "true", "-Infinity"
_DECODER = json.JSONDecoder(strict=False)


def array_items(read: Callable[[int], str], *, longest: int) -> Iterator[str | Skip]:
    """The items of the arrays that `read` gives piece by piece, each as its JSON text; a broken one as a `Skip`.

    Behind a broken item it goes on where the next one begins. An item of more than `longest` characters is broken, and
    so is an array without an end.
    """
    text, at, ended, open_ones = read(_CHUNK), 0, False, 0
    while True:
        between = _BETWEEN.match(text, at)
        assert between is not None
        open_ones += between[0].count("[") - between[0].count("]")
        at = between.end()
        try:
            _, end = _DECODER.raw_decode(text, at)
        except (ValueError, RecursionError) as error:
            if not ended and len(text) - at <= longest and _may_go_on(error, len(text)):
                # as much again as there is: an item is tried a few times only, however long it is
                more = read(max(_CHUNK, len(text) - at))
                text, at, ended = text[at:] + more, 0, not more
                continue
            if at == len(text):
                if open_ones > 0:
                    yield Skip("bad-line", "the list has no end")
                return
            yield Skip("bad-line", f"not JSON: {error}"[:200])
            following = _NEXT.search(text, at)
            at = following.end() if following else len(text)
            open_ones = open_ones if following else 0
        else:
            yield text[at:end]
            at = end


def _may_go_on(error: Exception, length: int) -> bool:
    """Whether what broke an item may be that the text ends in it."""
    if not isinstance(error, json.JSONDecodeError):
        return False
    return error.msg.startswith("Unterminated") or error.pos >= length - _LONGEST_WORD
