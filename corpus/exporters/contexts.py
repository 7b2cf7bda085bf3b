"""Contexts: the few words around a mention that may be shown where the article's text may not."""

from __future__ import annotations

import re

MAX_WORDS = 25
# Chinese and Japanese are written without spaces: each of their characters counts as a word.
_CJ = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORD = re.compile(f"[{_CJ}]|[^\\s{_CJ}]+")
_REACH = 300  # characters on each side, more than 25 words take; what is no prose is cut there


def context(text: str, start: int, end: int, *, sentence: tuple[int, int]) -> str:
    """At most 25 words of the sentence around `text[start:end]`, on one line; all offsets are code points.

    The mention stands in the middle unless its sentence begins or ends before. One that is longer itself is cut.
    """
    sent_start, sent_end = sentence
    inside = [match.span() for match in _WORD.finditer(text, start, min(end, start + _REACH))][:MAX_WORDS]
    left = [match.span() for match in _WORD.finditer(text, max(sent_start, start - _REACH, 0), start)]
    right = [match.span() for match in _WORD.finditer(text, end, max(end, min(sent_end, end + _REACH)))]
    room = MAX_WORDS - len(inside)
    before = min(len(left), max(room // 2, room - len(right)))
    shown = left[len(left) - before :] + inside + right[: room - before]
    return " ".join(text[shown[0][0] : shown[-1][1]].split()) if shown else ""


def shorten(text: str) -> str:
    """The first 25 words of a text, on one line."""
    return context(text, 0, 0, sentence=(0, len(text)))
