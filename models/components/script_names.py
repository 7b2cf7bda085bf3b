"""`jangmadang_script_names_v1`: known names in Korean, Chinese, Japanese and Russian text, character by character.

Korean particles stand on their noun without a space (라선에서, "in Rason") and Chinese has no spaces at all, so that a
matcher over tokens sees neither. This one runs an Aho-Corasick automaton over the text, takes the longest name at each
place, tests its borders by the rules of its script, cuts the tokens there and writes `doc.spans["script-name"]`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import ahocorasick
from spacy.language import Language
from spacy.tokens import Doc, Span

from models.components.token_splits import split_tokens

SPANS_KEY = "script-name"
NON_LATIN = re.compile(r"[\u0400-\u04ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_HANGUL = re.compile(r"[\uac00-\ud7a3]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
# What may follow a name within its Korean word: case and topic particles, alone or two of them, and "들", "측".
_PARTICLES = (
    "은|는|이|가|을|를|의|에|에서|에게|께|께서|와|과|도|만|로|으로|로서|으로서|로부터|까지|부터|마저|조차|에는|에서는|에서도|에도|으로의|에서의|와의|과의|이나|나|이다|이며|"
    "이고|보다|처럼|같은|등|측|산|제|발|행|내|시민|주민|당국|정부|지역|일대|시내|주재|소재"
)
_PARTICLE = re.compile(rf"(?:{_PARTICLES})?(?![\uac00-\ud7a3])")
# An administrative word glued to the name belongs to it: 라선시, 羅先市, 新義州市.
_TAIL = {"hangul": re.compile(r"특별시|직할시|시|군|도|구역"), "han": re.compile(r"特別市|直轄市|市|郡|县|縣|省|道")}
# Russian: at most a case ending of three letters after the name's stem.
_CASE_ENDING = re.compile(r"[\u0430-\u044f]{0,3}(?![\u0400-\u04ff])")


def _hangul_end(text: str, end: int, label: str) -> int | None:
    """Where a Korean name that ends at `end` ends with its administrative word, or None if no word ends there."""
    tail = _TAIL["hangul"].match(text, end) if label == "PLACE" else None
    if tail and _PARTICLE.match(text, tail.end()):
        return tail.end()
    return end if _PARTICLE.match(text, end) else None


def _name_end(text: str, start: int, end: int, label: str) -> int | None:
    """Where the name at `start` ends, or None where its script's borders forbid a name."""
    name = text[start:end]
    before = text[start - 1 : start]
    if _HANGUL.search(name):
        if _HANGUL.match(before) and end - start < 3:
            return None  # two syllables inside a longer word are mostly another word
        return _hangul_end(text, end, label)
    if _CYRILLIC.search(name):
        if before.isalpha():
            return None
        ending = _CASE_ENDING.match(text, end)
        return ending.end() if ending else None
    tail = _TAIL["han"].match(text, end) if label == "PLACE" else None
    return tail.end() if tail else end


@Language.factory("jangmadang_script_names_v1", assigns=["doc.spans"])
def make_script_names(nlp: Language, name: str) -> ScriptNames:
    """A matcher without names; `initialize` or `from_disk` fills it."""
    return ScriptNames(nlp)


class ScriptNames:
    """Finds known names by characters. Patterns are `{"label", "pattern", "id"}` as the span ruler's are."""

    def __init__(self, nlp: Language) -> None:
        self.vocab = nlp.vocab
        self.patterns: list[dict[str, str]] = []
        self._automaton = ahocorasick.Automaton()

    def initialize(
        self,
        get_examples: Callable[[], Iterable[Any]],
        *,
        nlp: Language | None = None,
        patterns: list[dict[str, str]] | None = None,
    ) -> None:
        """Sets the names; called by spaCy's initialisation."""
        self.set_patterns(patterns or [])

    def set_patterns(self, patterns: list[dict[str, str]]) -> None:
        """Replaces all names."""
        self.patterns = patterns
        automaton = ahocorasick.Automaton()
        for pattern in patterns:
            automaton.add_word(pattern["pattern"], (pattern["pattern"], pattern["label"], pattern.get("id", "")))
        automaton.make_automaton()
        self._automaton = automaton

    def find(self, text: str) -> Iterator[tuple[int, int, str, str]]:
        """(start, end, label, known id) of each name in the text, longest first at each place, without overlaps."""
        if not self.patterns or not NON_LATIN.search(text):
            return
        found = []
        for last, (name, label, known) in self._automaton.iter(text):
            start = last + 1 - len(name)
            end = _name_end(text, start, last + 1, label)
            if end is not None:
                found.append((start, end, label, known, len(name)))
        free = 0
        for start, end, label, known, _ in sorted(found, key=lambda row: (row[0], -row[4])):
            if start >= free:
                free = end
                yield start, end, label, known

    def __call__(self, doc: Doc) -> Doc:
        found = list(self.find(doc.text))
        if not found:
            return doc
        split_tokens(doc, [offset for start, end, _, _ in found for offset in (start, end)])
        spans = []
        for start, end, label, known in found:
            span = doc.char_span(start, end, label=label, span_id=known)
            if span is not None:
                spans.append(Span(doc, span.start, span.end, label=label, span_id=known))
        doc.spans[SPANS_KEY] = spans
        return doc

    def to_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> None:
        """Writes the names as JSON Lines into the component's folder."""
        path = Path(path)
        path.mkdir(parents=True, exist_ok=True)
        lines = (json.dumps(pattern, ensure_ascii=False) for pattern in self.patterns)
        (path / "patterns.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")

    def from_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> ScriptNames:
        """The matcher with the names that `to_disk` wrote."""
        lines = (Path(path) / "patterns.jsonl").read_text(encoding="utf-8").splitlines()
        self.set_patterns([json.loads(line) for line in lines if line])
        return self
