"""The figures in a text, whatever the language writes them in: what a translation keeps."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator

import numpy as np

from extract.stories.words import Hashes

_FIGURE = re.compile(
    r"([0-9][0-9]*(?:[, ][0-9]{3})*(?:\.[0-9]+)?)"
    r"(\s?(?:[억億亿만萬万]|thousand|million|billion|trillion|bn|тыс|млн|млрд))?"
)
_UNITS = {
    **{"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "bn": 1e9},
    **{"тыс": 1e3, "млн": 1e6, "млрд": 1e9},
    **{"억": 1e8, "億": 1e8, "亿": 1e8, "만": 1e4, "萬": 1e4, "万": 1e4},
}
STRONG, WEAK = 2, 1


def figures(text: str) -> dict[str, int]:
    """The different figures with their weight: 2 for one of 100 or more or with a decimal, 1 for one of 10 or more.

    "6만" and "60,000" are one figure, as are "1억9640만" and "196.4 million". Years and smaller numbers do not count.
    """
    return {name: weight for name, weight, _, _ in figures_in_place(text)}


def figures_in_place(text: str) -> Iterator[tuple[str, int, str, str]]:
    """Each figure where it stands: (name, weight, what stands before it, what stands after it), in small letters."""
    if not text.isascii():
        text = in_digits(unicodedata.normalize("NFKC", text))
    value, end = 0.0, -1
    text = text.lower()
    for match in _FIGURE.finditer(text):
        digits, unit = match[1], (match[2] or "").strip()
        # "1억6120만" is one figure in two parts
        goes_on = match.start() == end or (match.start() == end + 1 and text[end] == " ")
        value = (value if goes_on else 0.0) + float(digits.replace(",", "").replace(" ", "")) * _UNITS.get(unit, 1)
        end = match.end() if unit and unit in "억億亿만萬万" else -1
        following = text[match.end() : match.end() + 2].strip()[:1]
        if end > 0 and following and following in "0123456789":
            continue
        if value < 10 and value == int(value):
            continue
        if not unit and digits.isdigit() and not goes_on and 1900 <= value <= 2100:
            continue
        weight = WEAK if value < 100 and value == int(value) else STRONG
        # as little around it as may say what it counts
        yield (
            _name(value),
            weight,
            text[max(0, match.start() - 2) : match.start()],
            text[match.end() : match.end() + 16],
        )


# numbers of several parts, as Korean and Chinese write them: "2억5천370만", "1만 6천 2백", "1천500"
_HUNDREDS = {"십": 10, "백": 100, "천": 1000, "十": 10, "百": 100, "千": 1000}
_MYRIADS = {"만": 10**4, "万": 10**4, "억": 10**8, "亿": 10**8, "億": 10**8, "조": 10**12, "兆": 10**12}
_PARTS = re.compile(r"(\d+(?:,\d{3})*(?:\.\d+)?)\s?([십백천十百千만万억亿億조兆]+)?\s?")
_IN_PARTS = re.compile(
    r"(?<![\d.,])(?:\d+(?:,\d{3})*(?:\.\d+)?\s?[십백천十百千][만万억亿億조兆]?\s?"
    r"|\d+(?:,\d{3})*(?:\.\d+)?\s?[만万억亿億조兆]\s?(?=\d))+(?:\d+(?:,\d{3})*[만万억亿億조兆]?)?"
)


def in_digits(text: str) -> str:
    """The text with numbers of several parts written in digits: "2억5천370만" is 253700000."""
    return _IN_PARTS.sub(lambda match: f"{_value_in_parts(match[0]):.0f} ", text)


def _value_in_parts(written: str) -> float:
    total = section = 0.0
    for match in _PARTS.finditer(written):
        number = float(match[1].replace(",", ""))
        for unit in match[2] or "":
            if unit in _HUNDREDS:
                number *= _HUNDREDS[unit]
            else:
                total += (section + number) * _MYRIADS[unit]
                section = number = 0.0
        section += number
    return total + section


def _name(value: float) -> str:
    """A figure to six places, as a person writes it."""
    return f"{float(f'{value:.6g}'):,.10g}"


def strong_figures(text: str) -> list[str]:
    """The figures by which a translation is found."""
    return [name for name, weight in figures(text).items() if weight == STRONG]


def figure_sketch(text: str) -> Hashes:
    """The hashes by which a translation of a text is found."""
    return figure_hashes(strong_figures(text))


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
