"""Marks of words in a line: goods, and what names end in or have after them."""

from __future__ import annotations

import ahocorasick

from models.components.char_features import Mark


class WordMarks:
    """Words that mark a line: goods, and what names end in or have after them."""

    def __init__(self, words: dict[str, list[str]]) -> None:
        self._automaton = ahocorasick.Automaton()
        kinds: dict[str, str] = {}
        for kind, entries in words.items():
            for entry in entries:
                kinds[entry] = f"{kinds.get(entry, '')}{kind}"
        for entry, kind in kinds.items():
            self._automaton.add_word(entry, (entry, kind))
        self._automaton.make_automaton()

    def marks(self, text: str) -> list[Mark]:
        """The longest word at each place, without overlaps."""
        if not len(self._automaton):
            return []
        found = [(last + 1 - len(word), last + 1, kind) for last, (word, kind) in self._automaton.iter(text)]
        marks: list[Mark] = []
        free = 0
        for start, end, kind in sorted(found, key=lambda mark: (mark[0], -mark[1])):
            if start >= free:
                marks.append((start, end, kind))
                free = end
        return marks
