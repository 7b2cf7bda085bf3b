"""Spans of the Chinese tagger that are no whole name, or of another kind, told by jieba's classes of their words."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from models.components.morphology import WORDS, Word

Span = tuple[int, int, str]
_NAMES = ("nr", "ns", "nz", "nt", "x", "eng", "j")
_BRACKETS = (("【", "】"), ("《", "》"), ("“", "”"), ("（", "）"), ("(", ")"), ("「", "」"))
# 河南中南部, 云南东部和南部: a part of a place; 中东部 alone is a part of whatever was named before.
_PART = re.compile(r"(?P<place>[\u3400-\u9fff]{2,}?)[东西南北中]{1,2}部(?:[和、][东西南北中]{1,2}部)*")
_PART_ALONE = re.compile(r"[东西南北中]{1,3}部(?:[和、][东西南北中]{1,3}部)*")
_STOPS = re.compile(r"[！？。：；!?;]")
# Letters and numbers that belong to the good after them (5G手机, LED灯), unless they are an amount (10kg大米).
_MODEL = re.compile(r"(?<![A-Za-z0-9])[A-Za-z0-9][A-Za-z0-9+\-]{0,11} ?$")
_AMOUNT = re.compile(r"[\d.,]+(?:kg|g|mg|t|L|l|ml|mm|cm|m|km|GB|TB|W|kW|MW|V|Hz|kHz|MHz|GHz|nm)? ?")
_PEOPLE = re.compile(r"人(?![民大寿保员才口士工权类物气均造行质情])")
_KIN = ("奶奶", "爷爷", "妈妈", "爸爸", "叔叔", "阿姨", "老师", "同学", "先生", "女士")


def whole_name(line: str, span: Span, heads: Mapping[str, Collection[str]], places: Collection[str]) -> Span | None:
    """A span put right (距离|杭州; 小花|奶奶, a person; 湖北省, no body), or None for one of common words alone."""
    start, end, label = span
    surface = line[start:end]
    if any((left in surface) != (right in surface) for left, right in _BRACKETS) or _STOPS.search(surface):
        return None
    if label in ("ORG", "PLACE") and (part := _PART.fullmatch(surface)):
        end = start + len(part["place"])
        common = any((word.start, word.end, word.kind) == (start, end, "n") for word in WORDS["zh"](line))
        return None if common else (start, end, "PLACE")
    if label in ("ORG", "PLACE") and _PART_ALONE.fullmatch(surface):
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


def with_model(line: str, span: Span, spans: Collection[Span]) -> Span:
    """A good with the letters and numbers before it that say which it is (5G|手机), unless they are a name."""
    start, end, label = span
    model = _MODEL.search(line, max(0, start - 14), start)
    if label != "PRODUCT" or model is None or _AMOUNT.fullmatch(model.group()):
        return span
    met = any(first < start and model.start() < last for first, last, _ in spans if (first, last) != (start, end))
    return span if met else (model.start(), end, label)


def is_people(line: str, span: Span) -> bool:
    """Whether a place stands for its people: 英国 in 英国人; 中国人民 and a town's people (揭阳人) are of the place."""
    return span[2] == "PLACE" and line[span[1] - 1] == "国" and _PEOPLE.match(line, span[1]) is not None


def _all_common(words: list[Word]) -> bool:
    return not any(word.kind.startswith(_NAMES) for word in words)
