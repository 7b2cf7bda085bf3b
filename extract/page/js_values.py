"""Values as scripts write them that are no JSON: names without quotes, single quotes, templates, a comma too many."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

MAX_DEPTH = 40
_BLANK = re.compile(r"(?:\s+|/\*.*?\*/|//[^\n]*)*", re.DOTALL)
_NAME = re.compile(r"[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*")
_NUMBER = re.compile(r"-?(?:0x[\da-fA-F]+|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\.\d+)")
_CONSTANTS: Mapping[str, Any] = {"true": True, "false": False, "null": None, "undefined": None, "NaN": None}
_ESCAPE = re.compile(r"\\(u\{[\da-fA-F]{1,6}\}|u[\da-fA-F]{4}|x[\da-fA-F]{2}|\r?\n|.)", re.DOTALL)
_SIGNS = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": ""}
_STRINGS = {mark: re.compile(rf"{mark}((?:[^{mark}\\]|\\.)*){mark}", re.DOTALL) for mark in "\"'`"}
_CALLED = re.compile(r"\(?function\s*\(([\w$,\s]*)\)\s*\{\s*(?:return\s*)?(?=[{\[])")
_AFTER_BODY = re.compile(r"\s*;?\s*\}\s*\)?\s*(?=\()")
_CONCATENATED = re.compile(r"\s*\+\s*(?=[\"'`])")


def read_value(text: str, start: int, names: Mapping[str, Any] | None = None) -> tuple[Any, int]:
    """The object, list, text, number or constant that begins at `start`, and where it ends.

    `names` are the values that names stand for; others stand for None.

    Raises:
        ValueError: no such value begins there.
    """
    return _Reader(text, names or {}).value(start, 0)


def called_state(text: str, start: int) -> Any:
    """What a function that is called at once returns, as `(function(a){return {title:a}}("Rice rises"))`.

    Raises:
        ValueError: none stands there, or it is written otherwise.
    """
    head = _CALLED.match(text, start)
    if head is None:
        raise ValueError(start)
    names = [name.strip() for name in head[1].split(",") if name.strip()]
    _, end = read_value(text, head.end())
    tail = _AFTER_BODY.match(text, end)
    if tail is None:
        raise ValueError(end)
    given, _ = _Reader(text, {}).items(tail.end(), ")", 0)
    return read_value(text, head.end(), dict(zip(names, given, strict=False)))[0]


class _Reader:
    __slots__ = ("names", "text")

    def __init__(self, text: str, names: Mapping[str, Any]) -> None:
        self.text = text
        self.names = names

    def value(self, at: int, depth: int) -> tuple[Any, int]:
        at = self._blank(at)
        sign = self.text[at : at + 1]
        if depth > MAX_DEPTH or not sign:
            raise ValueError(at)
        if sign in _STRINGS:
            return self._text(at)
        if sign == "{":
            return self._object(at, depth)
        if sign == "[":
            return self.items(at, "]", depth)
        if sign == "!":
            return self.text[at + 1 : at + 2] == "0", at + 2
        if number := _NUMBER.match(self.text, at):
            return _as_number(number[0]), number.end()
        if name := _NAME.match(self.text, at):
            return _CONSTANTS.get(name[0], self.names.get(name[0])), name.end()
        raise ValueError(at)

    def _blank(self, at: int) -> int:
        match = _BLANK.match(self.text, at)
        return match.end() if match else at

    def _text(self, at: int) -> tuple[str, int]:
        """A text, and those that are added to it."""
        said = ""
        while True:
            match = _STRINGS[self.text[at]].match(self.text, at)
            if match is None:
                raise ValueError(at)
            said += _ESCAPE.sub(_unescaped, match[1])
            more = _CONCATENATED.match(self.text, match.end())
            if more is None:
                return said, match.end()
            at = more.end()

    def _object(self, at: int, depth: int) -> tuple[dict[str, Any], int]:
        found: dict[str, Any] = {}
        at = self._blank(at + 1)
        while self.text[at : at + 1] != "}":
            if self.text[at : at + 1] in _STRINGS:
                key, at = self._text(at)
            elif (name := _NAME.match(self.text, at) or _NUMBER.match(self.text, at)) is not None:
                key, at = name[0], name.end()
            else:
                raise ValueError(at)
            at = self._blank(at)
            if self.text[at : at + 1] != ":":
                raise ValueError(at)
            found[key], at = self.value(at + 1, depth + 1)
            at = self._next(at, "}")
        return found, at + 1

    def items(self, at: int, end: str, depth: int) -> tuple[list[Any], int]:
        """The values of a list, or those that a function is called with, and where they end."""
        found: list[Any] = []
        at = self._blank(at + 1)
        while self.text[at : at + 1] != end:
            item, at = self.value(at, depth + 1)
            found.append(item)
            at = self._next(at, end)
        return found, at + 1

    def _next(self, at: int, end: str) -> int:
        """Where what follows a part begins: the next part, or the end."""
        at = self._blank(at)
        if self.text[at : at + 1] == ",":
            return self._blank(at + 1)
        if self.text[at : at + 1] != end:
            raise ValueError(at)
        return at


def _as_number(written: str) -> int | float:
    if written.lower().startswith("0x"):
        return int(written, 16)
    return json.loads(written) if written[0] != "." else float(written)


def _unescaped(escape: re.Match[str]) -> str:
    said = escape[1]
    if len(said) > 1 and said[0] in "ux":
        code = int(said.strip("ux{}"), 16)
        return chr(code) if code < 0x110000 else ""
    if said.endswith("\n"):
        return ""
    return _SIGNS.get(said, said)
