"""Spans of the Chinese tagger that are no whole name, or of another kind, told by jieba's classes of their words."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from models.components.morphology import WORDS, Word

Span = tuple[int, int, str]
_NAMES = ("nr", "ns", "nz", "nt", "x", "eng", "j")
_BRACKETS = (("【", "】"), ("《", "》"), ("“", "”"), ("（", "）"), ("(", ")"), ("「", "」"))
_KIN = ("奶奶", "爷爷", "妈妈", "爸爸", "叔叔", "阿姨", "老师", "同学", "先生", "女士")


def whole_name(line: str, span: Span, heads: Mapping[str, Collection[str]], places: Collection[str]) -> Span | None:
    """A span put right (距离|杭州; 小花|奶奶, a person; 湖北省, no body), or None for one of common words alone."""
    start, end, label = span
    surface = line[start:end]
    if any((left in surface) != (right in surface) for left, right in _BRACKETS):
        return None
    kin = next((word for word in _KIN if surface.endswith(word) and surface != word), "")
    if kin and label != "FACTORY":
        return start, end - len(kin), "PERSON"
    words = [word for word in WORDS["zh"](line) if word.start < end and start < word.end]
    inside = bool(words) and words[0].start == start and words[-1].end == end
    more = label == "PLACE" and inside and len(words) > 1 and not words[0].kind.startswith(_NAMES)
    if more and (line[words[1].start : end] in places or [word.kind for word in words[1:]] == ["ns"]):
        return words[1].start, end, label
    if label == "PLACE" and inside and len(words) == 1 and words[0].kind in ("n", "t", "a", "v", "l", "i"):
        return None
    ends = {kind for kind in "FOL" if any(surface.endswith(head) and surface != head for head in heads.get(kind, ()))}
    if label == "ORG" and "L" in ends and (not ends & {"F", "O"} or surface[:-1] in places):
        return start, end, "PLACE"
    common = label == "ORG" and not ends & {"F", "O"} and inside and _all_common(words)
    return None if common else span


def _all_common(words: list[Word]) -> bool:
    return not any(word.kind.startswith(_NAMES) for word in words)
