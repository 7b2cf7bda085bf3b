"""Known names in Russian text by their words' base forms, in any case and in capitals ("Северной Кореей", "МОСКВА").

pymorphy3 gives the base forms; it is loaded with the first Russian text.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pymorphy3 import MorphAnalyzer

WORD = re.compile(r"[\u0400-\u04ff]+(?:-[\u0400-\u04ff]+)*")
# What case adds to a foreign name that no dictionary has: "Ким Чен Ына", "Расоне", "Пак Чон Чхоном".
_ENDING = re.compile(r"(?:а|у|ом|ем|е|ы|и|ой|ей|ю|я|ями|ах)$")
_MAX_WORDS = 6
_analyser: list[MorphAnalyzer] = []


def analyser() -> MorphAnalyzer:
    """The one morphological analyser of this process."""
    if not _analyser:
        import pymorphy3

        _analyser.append(pymorphy3.MorphAnalyzer(lang="ru"))
    return _analyser[0]


@lru_cache(maxsize=100_000)
def base_forms(word: str) -> frozenset[str]:
    """The base forms that a word may have, and the word itself without a case ending; lower case."""
    lower = word.lower().replace("ё", "е")
    found = {lower}
    for parse in analyser().parse(lower):
        found.add(parse.normal_form.replace("ё", "е"))
        if not parse.is_known and len(lower) > 2:
            found.add(_ENDING.sub("", lower))
    return frozenset(found)


class RussianNames:
    """Finds names of one or several words; what is added is a name as it stands in the nominative."""

    def __init__(self) -> None:
        self._pending: list[tuple[str, str, str]] = []
        self._names: dict[str, list[tuple[list[frozenset[str]], str, str, bool]]] = defaultdict(list)

    def add(self, name: str, label: str, known: str) -> None:
        """Adds a name; its words are read when the first text comes."""
        self._pending.append((name, label, known))

    def _read(self) -> None:
        for name, label, known in self._pending:
            words = WORD.findall(name)
            forms = [base_forms(word) for word in words]
            if not forms or " ".join(words) != name.replace("«", "").replace("»", ""):
                continue
            for first in forms[0]:
                self._names[first].append((forms, label, known, name.isupper() and len(name) < 5))
        self._pending = []

    def find(self, text: str) -> Iterator[tuple[int, int, str, str]]:
        """(start, end, label, known id) of each name, the longest at each place."""
        if self._pending:
            self._read()
        words = [(match.start(), match.end(), match.group()) for match in WORD.finditer(text)]
        free = 0
        for index, (start, _, word) in enumerate(words):
            if start < free:
                continue
            best = self._longest(text, words[index : index + _MAX_WORDS], goods=not word[0].isupper())
            if best:
                free = best[0]
                yield start, *best

    def _longest(self, text: str, words: list[tuple[int, int, str]], *, goods: bool) -> tuple[int, str, str] | None:
        """(end, label, known id) of the longest name that the words begin with; in lower case only goods count."""
        best: tuple[int, str, str] | None = None
        first = words[0][2]
        if len(first) > 3 and first.isupper():
            first = first.title()
        for form in base_forms(first):
            for forms, label, known, initials in self._names.get(form, ()):
                if (
                    (goods and label != "PRODUCT")
                    or len(forms) > len(words)
                    or (initials and not words[0][2].isupper())
                ):
                    continue
                pairs = zip(forms, words, strict=False)
                if not all(ours & base_forms(theirs[2]) for ours, theirs in pairs):
                    continue
                end = words[len(forms) - 1][1]
                gaps = (text[left[1] : right[0]] for left, right in pairwise(words[: len(forms)]))
                if all(gap in (" ", "\u00a0") for gap in gaps) and (best is None or end > best[0]):
                    best = (end, label, known)
        return best


def add_all(patterns: Iterable[dict[str, str]]) -> RussianNames:
    """A matcher with all Cyrillic names among the patterns."""
    names = RussianNames()
    for pattern in patterns:
        if WORD.search(pattern["pattern"]):
            names.add(pattern["pattern"], pattern["label"], pattern.get("id", ""))
    return names
