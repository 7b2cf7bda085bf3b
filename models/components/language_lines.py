"""The lines of a text that a trained tagger of another language than English reads, and what it sees in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from models.components.char_features import line_features
from models.components.morphology import WORDS
from models.components.russian_lines import WordReader
from models.components.script_names import ScriptNames
from models.components.stems import Stems
from models.components.word_marks import WordMarks

_LINE = re.compile(r"[^\n]+")
_HANGUL, _KANA = re.compile(r"[\uac00-\ud7a3]"), re.compile(r"[\u3041-\u30fa]")
_HAN, _CYRILLIC = re.compile(r"[\u3400-\u9fff]"), re.compile(r"[\u0400-\u04ff]")
# So many of its letters make a line one of that language; a Korean name in brackets does not.
_SHARE = 0.3


def language_of(line: str, *, japanese: bool = False) -> str:
    """ "ko", "ja", "zh" or "ru" by the letters of a line, or "". In a Japanese text a line of Han alone is Japanese."""
    letters = sum(char.isalpha() for char in line)
    counts = {"ko": len(_HANGUL.findall(line)), "ru": len(_CYRILLIC.findall(line))}
    kana, han = len(_KANA.findall(line)), len(_HAN.findall(line))
    counts["ja" if kana or japanese else "zh"] = kana + han
    best = max(counts, key=lambda language: counts[language])
    return best if counts[best] > _SHARE * letters else ""


def lines_of(text: str) -> Iterator[tuple[int, str, str]]:
    """(start, line, language) of each line that is in another language than English."""
    japanese = len(_KANA.findall(text)) > 0.1 * max(1, len(_HAN.findall(text)))
    for match in _LINE.finditer(text):
        language = language_of(match.group(), japanese=japanese)
        if language:
            yield match.start(), match.group(), language


class LineReader:
    """Features of a line in one language; `names` gives the known names."""

    def __init__(
        self, language: str, names: ScriptNames, goods: WordMarks, heads: WordMarks, stems: Stems | None = None
    ) -> None:
        self.words = WORDS[language]
        self.names, self.goods, self.heads, self.stems = names, goods, heads, stems

    def read(self, line: str) -> tuple[list[tuple[int, int]], list[list[str]]]:
        """The units of a line, here characters, as (start, end), and for each a list of features."""
        marks = [(start, end, label + "!?"[not meant]) for start, end, label, _, meant in self.names.matches(line)]
        marks += self.goods.marks(line)
        heads = [(start, end, kind + line[start:end]) for start, end, kind in self.heads.marks(line)]
        units = [(index, index + 1) for index in range(len(line))]
        rows = line_features(line, self.words(line), marks, heads)
        if self.stems:
            self.stems.add(line, rows, heads)
        return units, rows


Reader = LineReader | WordReader
# What is shipped beside a model: `goods` and `heads`, each kind -> words; in Korean `people`, what names are made of.
WordLists = dict[str, dict[str, list[str]]]


def make_line_reader(language: str, names: ScriptNames, words: WordLists) -> Reader:
    """What reads the lines of a language: by words in Russian, else by characters. `words` are its lists of words."""
    goods, heads = WordMarks(words["goods"]), WordMarks(words["heads"])
    if language == "ru":
        return WordReader(names, goods, heads)
    return LineReader(language, names, goods, heads, Stems(**words["people"]) if "people" in words else None)


def read_labels(tags: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """(start, end, label) of each span that BIES tags of characters spell."""
    start, open_ = 0, ""
    for index, tag in enumerate(tags):
        where, _, label = tag.partition("-")
        if where in "BS":
            start, open_ = index, label
        if where in "ES" and open_ and open_ == label:
            yield start, index + 1, label
        if where in "ESO":
            open_ = ""


def write_labels(length: int, spans: Sequence[tuple[int, int, str]]) -> list[str]:
    """The BIES tags of spans without overlaps in a line of so many characters."""
    tags = ["O"] * length
    for start, end, label in spans:
        tags[start:end] = span_tags(end - start, label)
    return tags


def span_tags(length: int, label: str) -> list[str]:
    """The BIES tags of one span of so many units."""
    if length == 1:
        return [f"S-{label}"]
    return [f"B-{label}", *[f"I-{label}"] * (length - 2), f"E-{label}"]
