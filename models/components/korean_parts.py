"""Names that a Korean tagger's span runs together, parted: 현대차·LG엔솔, 美필리조선소, 조현 외교부.

Each rule looks at one span; its pieces keep the span's label unless the words say otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from models.components.morphology import Word

Span = tuple[int, int, str]
# Whether a surface is a name of a label: known, or by the word that it ends in.
IsName = Callable[[str, str], bool]

_DOT = re.compile(r"[·ㆍ・]")
# 美필리조선소: a country in one Chinese character before a name in Hangul or capitals.
_COUNTRY = re.compile(r"([美日中北韓露英獨佛印臺])(?=[\uac00-\ud7a3A-Z]{2})")
# 도널드 트럼프 미 (대통령), 로이 프라이스 미 (하원의원)
_COUNTRY_AFTER = re.compile(r" ([미중일러영독불북한])$")
_OFFICE_AFTER = re.compile(r" ?(?:대통령|총리|국무|국방|재무|상무|외무|연방|하원|상원|주석|국가주석|정부|법무|에너지)")
_CAPITALS = re.compile(r"[A-Z][A-Z0-9&]+[\uac00-\ud7a3]*")
_SURNAME, _GIVEN, _BODY = "姓", "名", "組織"
_LANDS = ("国", "地名", "都", "地")


def part_names(line: str, spans: Sequence[Span], words: Sequence[Word], is_name: IsName) -> Iterator[tuple[int, Span]]:
    """The spans of a line, names that were run together parted; each with the index of the span that it comes from."""
    for index, span in enumerate(spans):
        for piece in _pieces(line, span, words, is_name):
            yield index, piece


def _pieces(line: str, span: Span, words: Sequence[Word], is_name: IsName) -> Iterator[Span]:
    start, end, label = span
    if label != "PLACE" and (country := _COUNTRY.match(line, start)) and end - start > 2:
        yield start, country.end(), "PLACE"
        start = country.end()
    if label in ("ORG", "FACTORY") and (cut := _two_bodies(line, (start, end, label), words, is_name)):
        yield start, cut, label
        start = cut + 1
    if label in ("ORG", "PERSON") and (cut := _person_and_body(line, start, end, words, is_name)):
        yield start, cut, "PERSON"
        start, label = cut + 1, "ORG"
    if label == "PERSON" and (country := _COUNTRY_AFTER.search(line[start:end])) and _OFFICE_AFTER.match(line, end):
        yield start, start + country.start(), "PERSON"
        start, label = end - 1, "PLACE"
    yield start, end, label


def _two_bodies(line: str, span: Span, words: Sequence[Word], is_name: IsName) -> int | None:
    """Where the dot between two names stands, or None in one name with a dot (아시아·태평양경제협력체)."""
    start, end, label = span
    dots = [match.start() for match in _DOT.finditer(line, start, end)]
    if len(dots) != 1:
        return None
    dot = dots[0]
    first, second = line[start:dot], line[dot + 1 : end]
    if min(len(first), len(second)) < 2:
        return None
    named = _CAPITALS.fullmatch(first) or is_name(first, label) or (is_name(second, label) and is_name(first, "ORG"))
    bodies = any(word.detail == _BODY and (word.end == dot or word.start == dot + 1) for word in words)
    land = any((word.start, word.end) == (start, dot) and word.detail.startswith(_LANDS) for word in words)
    return dot if (named or bodies) and not land else None


def _person_and_body(line: str, start: int, end: int, words: Sequence[Word], is_name: IsName) -> int | None:
    """Where the space between a person and the body that they belong to stands (조현 | 외교부), or None."""
    for match in re.finditer(" ", line[start:end]):
        space = start + match.start()
        if not is_name(line[space + 1 : end], "ORG"):
            continue
        inner = [word for word in words if start <= word.start and word.end <= space]
        details = [word.detail for word in inner]
        whole = bool(inner) and inner[0].start == start and inner[-1].end == space
        if is_name(line[start:space], "PERSON") or (whole and details[0] == _SURNAME and _GIVEN in details[1:]):
            return space
    return None
