"""What the Russian tagger sees in a line: its words, their base forms and grammar (pymorphy3), known names."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib import resources

from models.components.char_features import Mark, place_in
from models.components.morphology import Word
from models.components.russian_names import analyser
from models.components.script_names import ScriptNames
from models.components.word_marks import WordMarks

_UNIT = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|\d+(?:[.,]\d+)*|[^\w\s]|_")
_NAMES = ("Name", "Surn", "Patr", "Geox", "Orgn", "Abbr")
_EDGE = ("_", "_", "_", "", "_")
_HEADS_FILE = resources.files("models").joinpath("configs/heads.toml")


def units_of(line: str) -> list[tuple[int, int]]:
    """(start, end) of each word, number and mark of a line."""
    return [match.span() for match in _UNIT.finditer(line)]


@cache
def _head_words() -> dict[str, str]:
    """Base form -> what it is: the last noun of a unit (F), a body (O) or a place (L), or a person's title (P)."""
    lists: dict[str, str] = tomllib.loads(_HEADS_FILE.read_text(encoding="utf-8"))["ru"]
    return {word: kind for kind, words in lists.items() for word in words.split()}


@lru_cache(maxsize=100_000)
def grammar(word: str) -> tuple[str, str, str, str, str]:
    """(base form, part of speech, case and number, kinds of name, what it is the head of) of a word."""
    if not word[0].isalpha():
        return (word if not word.isdigit() else "0", "-", "-", "", "")
    parses = analyser().parse(word)
    best = parses[0]
    kinds = "".join(kind[0] for kind in _NAMES if any(kind in parse.tag for parse in parses[:4]))
    base = best.normal_form
    head = _head_words().get(base, "")
    known = "" if best.is_known else "?"
    return base, f"{best.tag.POS}{known}", f"{best.tag.case}{best.tag.number}", kinds, head


def heads_in(text: str) -> set[str]:
    """What the words of a text are heads of: units (F), bodies (O), places (L), titles (T), persons (P)."""
    return {grammar(text[start:end])[4] for start, end in units_of(text)} - {""}


def is_common_word(word: str) -> bool:
    """Whether the dictionary knows a word and knows it as no part of a name of a person."""
    parses = analyser().parse(word)[:4]
    return parses[0].is_known and not any(kind in parse.tag for parse in parses for kind in ("Name", "Surn", "Patr"))


def _shape(word: str) -> str:
    if word.isdigit() or not word[0].isalpha():
        return "0" if word[0].isdigit() else word
    if word.isupper():
        return "A" if len(word) == 1 else "AA"
    if word[0].isupper():
        return "A-A" if "-" in word and word.rpartition("-")[2][:1].isupper() else "Aa"
    return "aA" if any(char.isupper() for char in word) else "a"


def _turned(words: Sequence[str]) -> list[str]:
    """The words, with straight quotes turned as they open and close."""
    turned, inside = [], False
    for word in words:
        if word == '"':
            word, inside = "»" if inside else "«", not inside
        turned.append(word)
    return turned


def word_features(line: str, units: Sequence[tuple[int, int]], marks: Sequence[Mark]) -> list[list[str]]:
    """For each unit of a line its features."""
    words = _turned([line[start:end] for start, end in units])
    facts = [_EDGE, _EDGE, *map(grammar, words), _EDGE, _EDGE]
    shapes = ["_", "_", *map(_shape, words), "_", "_"]
    known = ["", "", *_marked(units, marks), "", ""]
    rows: list[list[str]] = []
    quoted = False
    for i, word in enumerate(words):
        at = i + 2
        quoted = (quoted or word in "«“„") and word not in "»”"
        row = [f"w{word}", f"q{int(quoted)}", f"s{shapes[at]}", f"sss{shapes[at - 1]}{shapes[at]}{shapes[at + 1]}"]
        for near in (-2, -1, 0, 1, 2):
            base, part, case, kinds, head = facts[at + near]
            row += [f"{near}b{base}", f"{near}p{part}{case}", f"{near}k{kinds}", f"{near}s{shapes[at + near]}"]
            row.append(f"{near}K{known[at + near]}")
            if head:
                row.append(f"{near}h{head}")
        here, before, after = facts[at], facts[at - 1], facts[at + 1]
        lower = word.lower()
        row += [f"e2{lower[-2:]}", f"e3{lower[-3:]}", f"e4{lower[-4:]}", f"f3{lower[:3]}", f"f4{lower[:4]}"]
        row += [f"bb{before[0]}|{here[0]}", f"ba{here[0]}|{after[0]}", f"pp{before[1]}{here[1]}{after[1]}"]
        row += [f"hk{before[4]}{here[3]}", f"hs{before[4]}{shapes[at]}", f"c{here[2]}|{after[2]}"]
        row += [f"KK{known[at - 1]}|{known[at]}", f"kk{before[3]}|{here[3]}|{after[3]}"]
        rows.append(row)
    _add_heads(words, facts, rows)
    return rows


def _marked(units: Sequence[tuple[int, int]], marks: Sequence[Mark]) -> list[str]:
    found = [""] * len(units)
    for first, last, what in marks:
        inside = [index for index, (start, end) in enumerate(units) if first <= start and end <= last]
        for index in inside:
            found[index] = place_in(inside[0], inside[-1] + 1, index) + what
    return found


def _add_heads(words: Sequence[str], facts: Sequence[tuple[str, ...]], rows: list[list[str]]) -> None:
    """Adds to each word in quotes what is named so (the noun before the quotes), and its distance.

    Quotes that follow others in a list have the noun of the first: фильмы «Голубь», «Берег» и «Мост».
    """
    head, depth, listed = "", 0, ""
    for index, word in enumerate(words):
        if word in "«“„":
            head, depth = facts[index + 1][4], 1
            if not head and index > 1 and words[index - 1] in (",", "и") and words[index - 2] in "»”":
                head = listed
            listed = head
        elif word in "»”":
            head, depth = "", 0
        elif depth:
            rows[index] += [f"Q{head}", f"Q{head}{min(depth, 4)}"]
            depth += 1


@lru_cache(maxsize=8)
def russian_words(line: str) -> Sequence[Word]:
    """The words, numbers and marks of a line: base form, part of speech, and which kinds of names a word may be."""
    words = []
    for start, end in units_of(line):
        base, part, case, kinds, _ = grammar(line[start:end])
        words.append(Word(start, end, base, part, kinds or case))
    return words


class WordReader:
    """Features of a line in Russian, by words."""

    def __init__(self, names: ScriptNames, goods: WordMarks, heads: WordMarks) -> None:
        self.names, self.words = names, russian_words

    def read(self, line: str) -> tuple[list[tuple[int, int]], list[list[str]]]:
        """The words of a line as (start, end), and for each a list of features."""
        units = units_of(line)
        marks = [(start, end, label) for start, end, label, _, _ in self.names.matches(line)]
        return units, word_features(line, units, marks)
