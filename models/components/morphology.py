"""Words of a text with their class, by the dictionaries of each language; all loaded when first asked for.

Korean: NK-HanDic (a MeCab dictionary of the North's language, over single letters); Japanese: IPADIC;
Chinese: jieba. (Russian: `models.components.russian_names`.)
"""

from __future__ import annotations

import importlib.util
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: offsets in code points, what it says, its class, and its finer class or ""."""

    start: int
    end: int
    form: str
    kind: str
    detail: str = ""


@cache
def _mecab(package: str) -> Callable[[str], str]:
    """The parser of the MeCab dictionary in a package. The package itself is not run: it asks for more than we need.

    Raises: ImportError in one line, when it is not installed.
    """
    import fugashi

    found = importlib.util.find_spec(package)
    if found is None or not found.submodule_search_locations:
        raise ImportError(f"the dictionary {package} is missing: pip install {package}")
    folder = Path(found.submodule_search_locations[0]) / "dicdir"
    tagger = fugashi.GenericTagger(f'-d "{folder}" -r /dev/null')
    parse: Callable[[str], str] = tagger.parse
    return parse


def _rows(parsed: str) -> list[tuple[str, list[str]]]:
    """(surface, features) of each line of MeCab's answer."""
    rows = []
    for line in parsed.split("\n"):
        surface, tab, features = line.partition("\t")
        if tab:
            rows.append((surface, features.split(",", 8)))
    return rows


def korean_words(text: str) -> list[Word]:
    """The words of a line of Korean. A syllable that two words share (선: 서 and ㄴ) belongs to the first."""
    syllable_of: list[int] = []
    letters: list[str] = []
    for index, char in enumerate(text):
        parts = unicodedata.normalize("NFD", char) if "\uac00" <= char <= "\ud7a3" else char
        letters.append(parts)
        syllable_of += [index] * len(parts)
    syllable_of.append(len(text))
    whole = "".join(letters)
    words: list[Word] = []
    position = taken = 0
    for surface, features in _rows(_mecab("nkhandic")(whole)):
        position = whole.find(surface, position)
        beyond = position + len(surface)
        start, end = max(taken, syllable_of[position]), syllable_of[beyond - 1] + 1
        position = beyond
        if end > start:
            kind = features[0] if features[1] == "*" else f"{features[0]}-{features[1]}"
            words.append(Word(start, end, text[start:end], kind, features[2].strip("*")))
            taken = end
    return words


def japanese_words(text: str) -> list[Word]:
    """The words of a line of Japanese."""
    words: list[Word] = []
    position = 0
    for surface, features in _rows(_mecab("ipadic")(text)):
        start = text.find(surface, position)
        position = start + len(surface)
        words.append(Word(start, position, surface, f"{features[0]}-{features[1]}", features[2].strip("*")))
    return words


def chinese_words(text: str) -> list[Word]:
    """The words of a line of Chinese."""
    words: list[Word] = []
    position = 0
    for form, kind in _jieba()(text):
        words.append(Word(position, position + len(form), form, kind))
        position += len(form)
    return words


@cache
def _jieba() -> Callable[[str], list[tuple[str, str]]]:
    import rjieba

    tag: Callable[[str], list[tuple[str, str]]] = rjieba.Jieba().tag
    return tag


# A line is asked for several times in a row.
_words = lru_cache(maxsize=8)
WORDS: dict[str, Callable[[str], Sequence[Word]]] = {
    "ko": _words(korean_words),
    "ja": _words(japanese_words),
    "zh": _words(chinese_words),
}
