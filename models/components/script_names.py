"""`jangmadang_script_names_v1`: known names in Korean, Chinese, Japanese and Russian text, character by character.

Korean particles stand on their noun without a space (라선에서, "in Rason") and Chinese has no spaces at all, so that a
matcher over tokens sees neither. This one runs an Aho-Corasick automaton over the text, takes the longest name at each
place, tests its borders by the rules of its script, cuts the tokens there and writes `doc.spans["script-name"]`.
Russian names are found by their words' base forms.
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

from models.components import korean_borders
from models.components.russian_names import RussianNames, add_all
from models.components.token_splits import split_tokens

SPANS_KEY = "script-name"
NON_LATIN = re.compile(r"[\u0400-\u04ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
# An administrative word glued to the name belongs to it: 羅先市, 新義州市.
_HAN_TAIL = re.compile(r"特別市|直轄市|特别市|直辖市|市|郡|县|縣|省|道")
_HAN_TAIL_KINDS = frozenset(("", "city", "county", "province", "district"))
# A place that opens a longer name of a plant, a firm or a body is a part of that name (大同江啤酒厂).
_NAME = r"[\u3400-\u9fffァ-ヶー]"
_HAN_UNIT = re.compile(
    rf"(?:(?!的|和|与|與|及|在|将|將|从|從|向|对|對|是|等|把|被|由|为|為|有|了){_NAME}){{0,9}}?(?:工厂|工廠|工場|啤酒厂|厂|廠|煤矿|煤礦|矿山|礦山|鉱山|炭鉱|农场|農場|"
    r"发电站|發電站|発電所|发电厂|电站|联合企业|聯合企業|連合企業所|企業所|企业所|造船所|造船厂|製鉄所|製鋼所|制铁所|制钢所|钢铁厂|公司|会社|银行|銀行|"
    r"大学|大學|大桥|大橋|车站|車站|酒店|饭店|通信社|通讯社|新闻社|新聞)"
)
Found = tuple[int, int, str, str]  # start, end, label, known id


def _han_end(text: str, start: int, end: int, label: str, kind: str) -> int | None:
    """Where a name in Han or Kana ends with its administrative word, or None inside a longer name."""
    tail = _HAN_TAIL.match(text, end) if label == "PLACE" and kind in _HAN_TAIL_KINDS else None
    if label == "PLACE" and kind != "country" and (unit := _HAN_UNIT.match(text, end)) and unit.end() > end:
        return None
    return tail.end() if tail else end


@Language.factory("jangmadang_script_names_v1", assigns=["doc.spans"])
def make_script_names(nlp: Language, name: str) -> ScriptNames:
    """A matcher without names; `initialize` or `from_disk` fills it."""
    return ScriptNames(nlp)


class ScriptNames:
    """Finds known names by characters. Patterns are `{"label", "pattern", "id"}` as the span ruler's are, and may
    say the place's "kind", and "guarded" where a name is also a word.
    """

    def __init__(self, nlp: Language) -> None:
        self.vocab = nlp.vocab
        self.patterns: list[dict[str, str]] = []
        self._automaton = ahocorasick.Automaton()
        self._russian = RussianNames()

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
            if not _CYRILLIC.search(pattern["pattern"]):
                automaton.add_word(pattern["pattern"], pattern)
        automaton.make_automaton()
        self._automaton = automaton
        self._russian = add_all(patterns)

    def matches(self, text: str) -> Iterator[tuple[int, int, str, str, bool]]:
        """(start, end, label, known id, whether its surroundings let it be meant) of the longest name at each place."""
        if len(self._automaton):
            found = []
            for last, pattern in self._automaton.iter(text):
                start = last + 1 - len(pattern["pattern"])
                found.append((start, last + 1, pattern))
            free = 0
            for start, end, pattern in sorted(found, key=lambda row: (row[0], -row[1])):
                if start < free:
                    continue
                meant = self._end(text, start, end, pattern)
                if meant is not None:
                    free = meant
                yield start, meant or end, pattern["label"], pattern.get("id", ""), meant is not None
        if _CYRILLIC.search(text):
            for start, end, label, known in self._russian.find(text):
                yield start, end, label, known, True

    def _end(self, text: str, start: int, end: int, pattern: dict[str, str]) -> int | None:
        label, kind = pattern["label"], pattern.get("kind", "")
        if korean_borders.HANGUL.search(pattern["pattern"]):
            meant = korean_borders.name_end(text, start, end, label, kind)
            small = end - start == 1  # has a rule of its own
            if (
                meant == end
                and not small
                and "guarded" in pattern
                and not korean_borders.has_cue(text, start, end, label)
            ):
                return None
            return meant
        return _han_end(text, start, end, label, kind)

    def find(self, text: str) -> Iterator[Found]:
        """(start, end, label, known id) of each name in the text, longest first at each place, without overlaps."""
        if not self.patterns or not NON_LATIN.search(text):
            return
        free = 0
        for start, end, label, known, meant in sorted(self.matches(text)):
            if meant and start >= free:
                free = end
                yield start, end, label, known

    def __call__(self, doc: Doc) -> Doc:
        found = list(self.find(doc.text))
        if found:
            doc.spans[SPANS_KEY] = mark_spans(doc, found)
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


def mark_spans(doc: Doc, found: list[Found]) -> list[Span]:
    """The spans of a document at character offsets, its tokens cut there."""
    split_tokens(doc, [offset for start, end, _, _ in found for offset in (start, end)])
    spans = []
    for start, end, label, known in found:
        span = doc.char_span(start, end, label=label, span_id=known)
        if span is not None:
            spans.append(Span(doc, span.start, span.end, label=label, span_id=known))
    return spans
