"""How names are written: capitals made small, a Japanese name's space kept, each person once."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from corpus.names.kana import japanese_surname
from extract.page.blocks import text_key

NO_BREAK = "\u2060"  # stands for the space within a name while a list is parted
_SPACED = re.compile(
    r"(?<![\u3040-\u30ff\u3400-\u9fff々])([\u3400-\u9fff々]{1,3})[ \u3000]"
    r"([\u3040-\u30ff\u3400-\u9fff々]{1,4})(?![\u3040-\u30ff\u3400-\u9fff々])"
)
# A word without a vowel, initials with stops, houses that are known by their letters.
_LETTERS = re.compile(
    r"(?!MRS\b)[B-DF-HJ-NP-TV-XZ]{3,}|(?:[A-ZА-ЯЁ]\.){2,}|ABC|AFP|ANSA|DPA|IANS|KCNA|RFA|RFE|TASS|UPI|VOA|ТАСС|ЦТАК"
)
SHORTEST = 4  # characters: fewer in capitals may be initials


def kept_together(value: str) -> str:
    """A list of names in which the space within a Japanese name is `NO_BREAK`: "佐久間 史子" is one person.

    A surname alone, or a letter alone, before a space is the beginning of a name.
    """
    return _SPACED.sub(
        lambda match: f"{match[1]}{NO_BREAK}{match[2]}" if _is_one(match[1], match[2]) else match[0], value
    )


def _is_one(first: str, second: str) -> bool:
    return len(first) == 1 or (bool(japanese_surname(first)) and not japanese_surname(second))


def as_names(names: Iterable[str], sites: Collection[str] = ()) -> tuple[str, ...]:
    """Names in capitals alone written as names are; a family name in capitals stays: "Yuki SATO".

    So do a house's letters and words that name a site, whose text keys are `sites`: "KCNA Watch".
    """
    return tuple(
        " ".join(word if _is_house(word, sites) else _small(word) for word in name.split())
        if name.isupper() and len(name) >= SHORTEST
        else name
        for name in names
    )


def _is_house(word: str, sites: Collection[str]) -> bool:
    return _LETTERS.fullmatch(word) is not None or text_key(word) in sites


def _small(word: str) -> str:
    # "YEONG-GYO": the part after a hyphen of a Korean given name is written small
    return "-".join(p[:1] + p[1:].lower() if i == 0 else p.lower() for i, p in enumerate(word.split("-")))


def distinct(names: Iterable[str]) -> tuple[str, ...]:
    """The names, each person once: of "RYU Eun-sil" and "Ryu Eun-sil" the one with fewer capitals."""
    chosen: dict[str, str] = {}
    for name in names:
        other = chosen.get(name.casefold(), name)
        chosen[name.casefold()] = min(other, name, key=lambda each: sum(map(str.isupper, each)))
    return tuple(chosen.values())
