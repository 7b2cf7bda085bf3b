"""The figures in a text, whatever the language writes them in: what a translation keeps."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable

import numpy as np

from extract.stories.words import Hashes

_NUMBER = r"\d+(?:[, ]\d{3})*(?:\.\d+)?"
_FIGURE = re.compile(
    rf"(?:(?P<yi>{_NUMBER})\s?[억億亿]\s?)?(?:(?P<wan>{_NUMBER})\s?[만萬万])?(?P<rest>{_NUMBER})?"
    r"(?:\s?(?P<unit>thousand|million|billion|trillion|bn|тыс|млн|млрд))?"
)
_UNITS = {
    **{"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "bn": 1e9},
    **{"тыс": 1e3, "млн": 1e6, "млрд": 1e9},
}
STRONG, WEAK = 2, 1


def figures(text: str) -> dict[str, int]:
    """The different figures with their weight: 2 for one of 100 or more or with a decimal, 1 for one of 10 or more.

    "6만" and "60,000" are one figure, as are "1억9640만" and "196.4 million". Years and smaller numbers do not count.
    """
    found: dict[str, int] = {}
    for match in _FIGURE.finditer(unicodedata.normalize("NFKC", text).lower()):
        if not any(character.isdigit() for character in match[0]):
            continue
        value = (
            _value(match["yi"]) * 1e8
            + _value(match["wan"]) * 1e4
            + _value(match["rest"]) * _UNITS.get(match["unit"] or "", 1)
        )
        plain = match[0].isdigit()
        if (value < 10 and value == int(value)) or (plain and 1900 <= value <= 2100):
            continue
        found[f"{value:.6g}"] = WEAK if value < 100 and value == int(value) else STRONG
    return found


def strong_figures(text: str) -> list[str]:
    """The figures by which a translation is found."""
    return [name for name, weight in figures(text).items() if weight == STRONG]


def _value(digits: str | None) -> float:
    return float(re.sub(r"[, ]", "", digits)) if digits else 0.0


def figure_hashes(names: Iterable[str]) -> Hashes:
    """64 bits for each figure, sorted, in a range of their own among the shingles' hashes."""
    values = [int.from_bytes(hashlib.blake2b(f"figure {n}".encode(), digest_size=8).digest(), "big") for n in names]
    return np.array(sorted(set(values)), dtype=np.uint64)


_LETTERS = {
    "latin": re.compile(r"[A-Za-zÀ-ɏ]{2}"),
    "hangul": re.compile(r"[가-힣]"),
    "kana": re.compile(r"[ぁ-ヿ]{2}"),
    "han": re.compile(r"[一-鿿]"),
    "cyrillic": re.compile(r"[Ѐ-ӿ]{2}"),
}
SCRIPTS = tuple(_LETTERS)


def script_of(text: str) -> str:
    """The script that most of a text's letters are in, one of SCRIPTS."""
    if text.isascii():
        return "latin"
    sample = text[:1000]
    counts = {name: len(pattern.findall(sample)) for name, pattern in _LETTERS.items()}
    return max(counts, key=lambda name: counts[name])
