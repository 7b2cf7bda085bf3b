"""Where a known name ends in a Korean word, and whether the words around it let it be meant at all.

Particles, titles and words of trade stand on a name without a space (라선에서, 김정은동지께서, 휘발유값); an
administrative word glued to a place belongs to it (라선시). A name that is also a word ("무산이 되다": come to nothing)
needs a cue.
"""

from __future__ import annotations

import re
import tomllib
from importlib import resources

HANGUL = re.compile(r"[\uac00-\ud7a3]")


def _words(key: str) -> str:
    """A list of `configs/korean.toml` as alternatives of a regular expression."""
    return "|".join(_LISTS[key].split())


_LISTS = tomllib.loads(resources.files("models").joinpath("configs/korean.toml").read_text(encoding="utf-8"))
_CASES, _AFTER_PLACE, _AFTER_GOOD = _words("cases"), _words("after_place"), _words("after_good")
_TITLES = _words("titles") + "|[가-힣]{1,4}(?:상|장|위원장|비서)"
_CASE = rf"(?:(?:{_CASES})(?:{_CASES})?)?"
_END = rf"{_CASE}(?![\uac00-\ud7a3])"
_ENDS = {
    "PLACE": re.compile(rf"(?:{_AFTER_PLACE})?{_END}"),
    "PERSON": re.compile(rf"(?:{_TITLES}){{0,2}}{_END}"),
    "PRODUCT": re.compile(rf"(?:{_AFTER_GOOD})?{_END}"),
}
_PLAIN_END = re.compile(_END)
# What an administrative word may follow, by the kind of the place; a country takes none (북한군: its army).
_TAILS = {
    "city": re.compile(r"특별시|직할시|시(?!내|민|장)"),
    "county": re.compile(r"군"),
    "province": re.compile(r"도"),
    "district": re.compile(r"구역"),
    "": re.compile(r"특별시|직할시|시(?!내|민|장)|군|도|구역"),
}
_WITHIN = re.compile(r"내|민|장")
_NO_TAIL = re.compile(r"(?!)")
# A place is named beside a name that is also a word: the level above before it, or what places have after it.
_PLACE_BEFORE = re.compile(r"(?:[가-힣]{2,}(?:남도|북도|강도|도|시|군)|북한|조선|평안도|함경도|황해도|[가-힣]{2,}·) ?$")
_PLACE_AFTER = re.compile(
    r"(?:시내|시민|주민|당국|지역|일대|시장|장마당|세관|현지"
    r"| (?:지역|주민|일대|시장|장마당|세관|현지|소식통|인근|출신)|·[가-힣]{2}|군|시|읍|역|항)"
)
_QUOTED_BEFORE, _QUOTED_AFTER = re.compile(r"[《‘“'\"「]$"), re.compile(r"[》’”'\"」]")
_TITLE_AFTER = re.compile(rf" ?(?:{_TITLES}){_END}")
# A good of one syllable is meant where it is priced, counted, made or traded.
_SMALL_GOOD_AFTER = re.compile(
    rf"(?:값|가격|장사|생산|수출|수입|밀수|시세|배급|농사|판매|공급){_END}"
    rf"|(?:{_CASES})? ?(?:한|두|세|네|약|각각|1인당)? ?[0-9０-９][0-9,.만천백 ]*"
    r"(?:kg|g|t|톤|㎏|킬로|키로|상자|포대|병|자루|섬|말|되|마리|켤레|벌|리터|ℓ)"
    r"|(?:을|를) (?:[가-힣]+ )?(?:수입|수출|사들|팔|샀|사서|사고|밀수|구입|생산|공급|심|거두|나르|실)"
    r"|(?:과|와|,|·|이나|나) ?[가-힣]{1,6}(?:을|를|의|은|는|이|가)? ?(?:값|가격|등|수출|수입|생산|판매)"
    r"| (?:값|가격|시세|수입|수출|생산|배급|한 (?:병|자루|포대|말|되))"
)
_SMALL_GOOD_BEFORE = re.compile(r"(?:[0-9](?:kg|g|t|톤|㎏)의|(?:쌀|콩|옥수수|강냉이|감자|밀가루|석탄)(?:과|와|,|·)) ?$")
_WINDOW = 24


def name_end(text: str, start: int, end: int, label: str, kind: str) -> int | None:
    """Where a Korean name that stands at `start` to `end` ends with its administrative word; None if none is meant."""
    if HANGUL.match(text[start - 1 : start]) and end - start < 3:
        return None  # two syllables inside a longer word are mostly another word
    if label == "PRODUCT" and end - start == 1:
        return end if is_small_good(text, start, end) else None
    if label == "PLACE" and text[end - 1] == "시" and _WITHIN.match(text, end):
        return None  # 평양시내: "within Pyongyang"; the shorter name is tried next
    tail = _TAILS.get(kind, _NO_TAIL).match(text, end) if label == "PLACE" else None
    pattern = _ENDS.get(label, _PLAIN_END)
    if tail and pattern.match(text, tail.end()):
        return tail.end()
    return end if pattern.match(text, end) else None


def is_small_good(text: str, start: int, end: int) -> bool:
    """Whether a good that is mostly another word is priced, counted, made, traded or listed with a good here."""
    before = text[max(0, start - _WINDOW) : start]
    return bool(
        _SMALL_GOOD_AFTER.match(text, end) or (_SMALL_GOOD_BEFORE.search(before) and _PLAIN_END.match(text, end))
    )


def has_cue(text: str, start: int, end: int, label: str) -> bool:
    """Whether the words around a name that is also a word say that the name is meant; `end` is before its own tail."""
    before = text[max(0, start - _WINDOW) : start]
    if label == "PLACE":
        return bool(_PLACE_AFTER.match(text, end) or _PLACE_BEFORE.search(before))
    if label == "PERSON":
        return bool(_TITLE_AFTER.match(text, end))
    if label == "PRODUCT":
        return bool(_QUOTED_BEFORE.search(before) and _QUOTED_AFTER.match(text, end))
    return end - start > 3
