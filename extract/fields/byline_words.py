"""The tokens of a short line and what each is: a word of those who write or edit, a part of a name, a mark.

A Korean, Chinese or Japanese letter is a token, elsewhere a word; a word of byline_words.tsv is one in any script.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from corpus.names.kana import japanese_surname
from corpus.names.surnames import SURNAMES

LONGEST_WORD = 12  # characters of a known word in a script without spaces
_TOKEN = re.compile(
    r"[A-Za-z0-9._+-]{1,64}@[\w.-]+|(?:https?://|www\.)\S+|@\w+|\d+|[\u3040-\u30fa\u30fc-\u30ff\u3400-\u9fff々가-힣]"
    r"|[^\W\d_\u3040-\u30ff\u3400-\u9fff々가-힣]+(?:['’‘-][^\W\d_\u3040-\u30ff\u3400-\u9fff々가-힣]+)*|\S"
)
_DENSE = re.compile(r"[\u3040-\u30fa\u30fc-\u30ff\u3400-\u9fff々가-힣]")
_INNER_CAPITAL = re.compile(r"[^\W\d_](?=[A-ZА-Я][^\W\d_])")
_POSSESSIVE = re.compile(r"(?<=\w)['’]s$")
_DOTS = "·・"  # within names of foreigners
_LABEL_MARK = re.compile(r"\s*[:：/／|｜・＝=丨]")


@dataclass(frozen=True, slots=True)
class Token:
    """A token of a line: its text in small letters, where it stands, its shape, and what kind of word it is, or "".

    Shapes: "H" Hangul, "C" Han, "K" kana, "X" capitals, "Xx", "x", "d" digits, "@" an address, else the mark itself.
    """

    word: str
    start: int
    end: int
    shape: str
    kind: str = ""
    spaced: bool = False


@cache
def byline_words() -> Mapping[str, str]:
    """Words and what kind they are: wrote, edited, desk, title, when, place, read, said, legal."""
    with resources.files("extract.fields").joinpath("byline_words.tsv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    return {word: row["kind"] for row in reversed(rows) if row["kind"] != "surname" for word in row["words"].split("|")}


@cache
def han_surnames() -> frozenset[str]:
    """Chinese and Korean family names in Chinese signs."""
    with resources.files("extract.fields").joinpath("byline_words.tsv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    return frozenset(word for row in rows if row["kind"] == "surname" for word in row["words"].split("|"))


@cache
def _surnames() -> frozenset[str]:
    return han_surnames() | {form for surname in SURNAMES for form in surname.hangul}


def tokens_of(line: str) -> list[Token]:
    """The tokens of a line, in order."""
    found: list[Token] = []
    at = 0
    while match := _TOKEN.search(line, at):
        start, end = match.span()
        kind = ""
        if _DENSE.match(match[0]):
            end, kind = _known(line, start)
        else:
            end = start + _first_word(match[0])
            kind = byline_words().get(line[start:end].lower(), "")
        at = end
        found.append(
            Token(
                line[start:end].lower(),
                start,
                end,
                _shape(line[start:end]),
                kind,
                start > 0 and line[start - 1].isspace(),
            )
        )
    return found


def _first_word(text: str) -> int:
    """How long the first of the words is that a page set without a space: "By" in "ByJi", a name in "StolzSenior"."""
    words = byline_words()
    if text.lower() not in words and not text.isupper():  # "YE-DAM" is one word, its end no "am"
        for match in _INNER_CAPITAL.finditer(text):
            at = match.end()
            if text[:at].lower() in words or text[at:].lower() in words:
                return at
    possessive = _POSSESSIVE.search(text)
    return possessive.start() if possessive else len(text)


def _known(line: str, start: int) -> tuple[int, str]:
    """The end and the kind of the longest known word from `start` on; of the letter alone where there is none."""
    for length in range(LONGEST_WORD, 0, -1):
        word = line[start : start + length]
        kind = byline_words().get(word)
        if len(word) < length or kind is None:
            continue
        beside = (
            _LABEL_MARK.match(line, start + length) or start + length == len(line) or line[start + length].isspace()
        )
        before = start == 0 or not line[start - 1].isalnum()
        if length > 1 or (beside and before):  # a letter alone is a label beside a mark
            return start + length, kind
    return start + 1, ""


def _shape(text: str) -> str:
    first = text[0]
    if "@" in text or "://" in text:
        return "@"
    if "가" <= first <= "힣":
        return "H"
    if "\u3040" <= first <= "\u30ff":
        return "K"
    if _DENSE.match(first):
        return "C"
    if first.isdigit():
        return "d"
    if not first.isalpha():
        return first
    if text.isupper():
        return "X" if len(text) > 1 else "I"
    return "Xx" if first.isupper() else "x"


@dataclass(frozen=True, slots=True)
class Run:
    """Tokens that stand together and may be one name: their first and last index, and how the first begins."""

    first: int
    last: int
    surname: str


def runs_of(tokens: Sequence[Token]) -> list[Run | None]:
    """For each token the run that it stands in: letters of one script, or capitalised words; None for the others."""
    runs: list[Run | None] = [None] * len(tokens)
    start = 0
    while start < len(tokens):
        end = start
        while end < len(tokens) and _joins(tokens, start, end):
            end += 1
        if end > start:
            run = Run(start, end - 1, _surname(tokens[start:end]))
            runs[start:end] = [run] * (end - start)
        start = max(end, start + 1)
    return runs


def _joins(tokens: Sequence[Token], start: int, index: int) -> bool:
    """Whether a token goes on with the run from `start`, or may begin one."""
    token = tokens[index]
    if token.word in _DOTS and start < index < len(tokens) - 1:
        beside = (tokens[index - 1], tokens[index + 1])
        return not beside[1].spaced and any(all(t.shape == of and not t.kind for t in beside) for of in "KC")
    if token.kind not in ("", "place") or token.shape not in ("H", "C", "K", "X", "Xx", "I"):
        return False
    if index == start:
        return True
    dense = token.shape in ("H", "C", "K")
    first = tokens[start].shape
    if dense:
        return not token.spaced and first in ("H", "C", "K") and (token.shape == "H") == (first == "H")
    return first not in ("H", "C", "K")


def _surname(tokens: Sequence[Token]) -> str:
    """How a run in Hangul or Han begins: "known" with a surname, "japanese" with one of Japan, "" with neither."""
    text = "".join(token.word for token in tokens[:4])
    if tokens[0].shape not in ("H", "C"):
        return ""
    known = "known" if text[:2] in _surnames() or text[:1] in _surnames() else ""
    japanese = any(japanese_surname(text[:cut]) for cut in (2, 3, 1)) if tokens[0].shape == "C" else False
    return known + ("+japanese" if japanese else "")
