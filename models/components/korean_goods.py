"""Goods in Korean with the word before them that says which they are, and what is an event and no good."""

from __future__ import annotations

import re
from collections.abc import Collection

Span = tuple[int, int, str]
# Words that make a good another one: 고농축 우라늄, 레이저 무기, 리튬이온 배터리. Size and age (대형, 중고) do not.
_MODIFIERS = (
    "고농축", "저농축", "무기급", "리튬이온", "전고체", "레이저", "요격", "지대공", "공대지", "대전차", "탄도",
    "탄도탄", "순항", "극초음속", "대륙간탄도", "고대역폭", "핵추진", "핵동력", "전동", "폴더블", "전기로",
)  # fmt: skip
_BEFORE = re.compile(rf"(?<![가-힣A-Za-z0-9])(?:(?:{'|'.join(_MODIFIERS)}) )+$")
# The number of a model before its kind: 현무-5 미사일.
_MODEL = re.compile(r"(?<![가-힣A-Za-z0-9-])[가-힣A-Za-z]{1,8}-\d{1,4}[A-Za-z]? $")
# A missile that is fired, tested or feared is an event; one that is made or handed over may be a good.
_FIRED = re.compile(r"(?: ?(?:시험)?발사(?!대|관|기|차)| ?도발| ?위협| ?실험| ?시험| 공격)")
_LONGEST = 24


def settle_good(line: str, span: Span, spans: Collection[Span]) -> Span | None:
    """A good whole (고농축 우라늄, 현무-5 미사일), or None for a missile that is fired; other spans as they are."""
    start, end, label = span
    if label != "PRODUCT":
        return span
    if line[start:end].endswith(("미사일", "로켓")) and _FIRED.match(line, end):
        return None
    before = line[max(0, start - _LONGEST) : start]
    found = _BEFORE.search(before) or _MODEL.search(before)
    first = start - len(found.group()) if found else start
    met = any(s < start and first < e for s, e, _ in spans if (s, e) != (start, end))
    return span if met else (first, end, label)
