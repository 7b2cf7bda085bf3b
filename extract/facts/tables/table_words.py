"""The words that say what a row or a column is, in five languages; they are data, in vocabulary.tsv."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

_DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
# kinds whose words are looked for within other words of a label, in the order in which they are read
SCANNED = ("veto", "shift", "total", "money", "scale", "flow", "role", "measure", "head", "other", "hedge")
_EDGE_LEFT = r"(?<![^\W\d_])"
_EDGE_RIGHT = r"(?-i:(?![^\W\d_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]))"  # "1kg당"
# a sign of one character is read beside a number, a bracket or a sign, never inside a word
_ALONE_LEFT = r"(?<![\u3040-\u30ff\u3400-\u4e00\u4e01-\u9fff\uac00-\ud7a3A-Za-z](?<![천만억千万亿億]))"
_ALONE_RIGHT = r"(?![\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3A-Za-z](?<![당]))"
# what a scale stands before: "単位は万ドル"
_SCALED = "米?ドル|美元|人民[币元]|달러|위안|톤|トン|吨"

# letters that are a measure ("yuan/m") or a scale ("US$ m"), by what stands before them
_OF_ONE = {
    "m": (r"(?:(?<=/)|(?<=\d)|(?<=\d )|(?<=per ))", r"(?:(?<=[$€])|(?<=[$€] )|(?<=USD)|(?<=USD ))"),
    "米": (r"(?:(?<=[/\d(])|(?<=\d )|(?<=每))", ""),  # else it is rice
    "k": (r"(?!)", r"(?:(?<=[$€])|(?<=[$€] )|(?<=USD)|(?<=USD ))"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Token:
    """A word of the vocabulary between `start` and `end` of a text: its kind, and what it means."""

    kind: str
    value: str
    start: int
    end: int
    text: str


@cache
def _rows() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    with resources.files("extract.facts.tables").joinpath("vocabulary.tsv").open(encoding="utf-8") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return tuple((row["kind"], row["value"], tuple(row["forms"].split("|"))) for row in rows)


@cache
def _meanings() -> dict[str, dict[str, str]]:
    """Kind to form in lower case to value; the first row that has a form gives its value."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for kind, value, forms in _rows():
        for form in forms:
            found[kind].setdefault(form.lower(), value)
    return dict(found)


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    forms = sorted(_meanings()[kind], key=len, reverse=True)
    words = [form for form in forms if _is_word(form)]  # their edges stand once, which is compiled faster
    parts = [_bounded(form, kind) for form in forms if not _is_word(form)]
    if words:
        parts.insert(0, f"{_EDGE_LEFT}(?:{'|'.join(map(re.escape, words))}){_EDGE_RIGHT}")  # "долл. США" before "долл."
    return re.compile("|".join(parts), re.IGNORECASE)


def _is_word(form: str) -> bool:
    return form not in _OF_ONE and not _DENSE.search(form) and form[0].isalpha() and form[-1].isalpha()


def _bounded(form: str, kind: str) -> str:
    escaped = re.escape(form)
    if form in _OF_ONE:
        return _OF_ONE[form][kind == "scale"] + form + _EDGE_RIGHT
    if not _DENSE.search(form):
        left = _EDGE_LEFT if form[0].isalpha() else ""
        return left + escaped + (_EDGE_RIGHT if form[-1].isalpha() else "")
    if len(form) > 1:
        return escaped
    if kind == "scale":
        return f"(?:{_ALONE_LEFT}{escaped}|{escaped}(?={_SCALED}))"
    return _ALONE_LEFT + escaped + _ALONE_RIGHT


def meaning(kind: str, text: str) -> str | None:
    """What a whole text means among the words of one kind, or None."""
    return _meanings()[kind].get(text.strip().lower())


@lru_cache(maxsize=4096)
def scan(text: str, kinds: tuple[str, ...] = SCANNED) -> tuple[Token, ...]:
    """The words of the vocabulary in a text, kind by kind; a place in the text is read once."""
    found: list[Token] = []
    taken = [False] * len(text)
    for kind in kinds:
        for match in _pattern(kind).finditer(text):
            if any(taken[match.start() : match.end()]):
                continue
            taken[match.start() : match.end()] = [True] * (match.end() - match.start())
            value = _meanings()[kind][match[0].lower()]
            found.append(Token(kind=kind, value=value, start=match.start(), end=match.end(), text=match[0]))
    return tuple(found)


@cache
def _head_words() -> dict[str, frozenset[str]]:
    """Which kinds of head a word may be, in lower case: "도시" a place, "amount" a unit."""
    found: dict[str, set[str]] = defaultdict(set)
    for kind, value, forms in _rows():
        if kind == "head":
            for form in forms:
                found[form.lower()].add(value)
    return {form: frozenset(values) for form, values in found.items()}


def head_kinds(text: str) -> frozenset[str]:
    """The kinds of head that a whole text, or all parts of it ("City, date"), may be."""
    words = _head_words()
    whole = words.get(text.strip().lower())
    if whole is not None:
        return whole
    parts = [part.strip().lower() for part in re.split(r"[,/·:]| - | and ", text) if part.strip()]
    if len(parts) > 1 and all(part in words for part in parts):
        return frozenset().union(*(words[part] for part in parts))
    return frozenset()


def without(text: str, kinds: tuple[str, ...]) -> str:
    """A text with blanks in place of its words of some kinds, so that all others keep their place."""
    for token in scan(text, kinds):
        text = text[: token.start] + " " * (token.end - token.start) + text[token.end :]
    return text
