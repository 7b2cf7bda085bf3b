"""A firm that a text names in full is that firm where it stands short: 龙湖 beside 龙湖集团 is no place.

A tagger reads a line at a time; what it took for a place, a person or a good is a firm if the text has the same word
before a word that firms end in. Known places and persons stay (平壤 beside 平壤集团).
"""

from __future__ import annotations

from collections.abc import Callable, Collection

Found = tuple[int, int, str, str]  # start, end, label, known id
# What firms end in and are also called without: 锦宸置业, 코스맥스그룹, ミナト製菓グループ.
FIRM_ENDS = (
    "股份有限公司", "有限公司", "集团", "公司", "股份", "控股", "科技", "置业", "地产", "电子", "汽车", "证券", "能源",
    "그룹", "홀딩스", "전자", "주식회사", "グループ", "ホールディングス",
)  # fmt: skip
_LEAST = 2


def firms_in(text: str, found: Collection[Found]) -> frozenset[str]:
    """What the firms of a text are called without their last word."""
    names = (text[start:end] for start, end, label, _ in found if label in ("ORG", "FACTORY"))
    short = (name[: len(name) - len(end)] for name in names for end in FIRM_ENDS if name.endswith(end))
    return frozenset(name for name in short if len(name) >= _LEAST)


def as_firms(text: str, found: list[Found], known: Callable[[str, str], bool]) -> list[Found]:
    """The spans, a firm's short name as a body; `known` says whether a name is known under a label."""
    firms = firms_in(text, found)
    if not firms:
        return found
    return [
        (start, end, "ORG", "")
        if label in ("PLACE", "PERSON", "PRODUCT")
        and text[start:end] in firms
        and not (known(text[start:end], "PLACE") or known(text[start:end], "PERSON"))
        else (start, end, label, known_id)
        for start, end, label, known_id in found
    ]
