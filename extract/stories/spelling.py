"""A text's words in one spelling: what house styles write differently is made alike."""

from __future__ import annotations

import re
import unicodedata
from string import digits

_CJK = r"\u1100-\u11ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff"
CJK_CHARACTER = re.compile(f"[{_CJK}]")
# in a text with such characters each is a word of its own: spacing and particles then matter little
_WORD_OR_CHARACTER = re.compile(rf"[{_CJK}]|(?:(?![{_CJK}])[^\W_])+")
_WORD = re.compile(r"[^\W_]+")
# plain spaces separate thousands in North Korean English: "5 000 tons"
_THOUSANDS = re.compile(r"[0-9][0-9]{0,2}(?:[, ][0-9]{3})+(?![0-9])")
_ACRONYM = re.compile(r"\.([a-z])(?=\.)")
_UNIT = re.compile(r"([0-9])(?=[^\W\d_])")
_PLAIN = {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "...", "\u00a0": " ", "\u2009": " "}
_SEPARATORS = str.maketrans({code: " " for code in range(128) if not chr(code).isalnum()})

_STYLES = """
1 one
2 two
3 three
4 four
5 five
6 six
7 seven
8 eight
9 nine
10 ten
11 eleven
12 twelve
20 twenty
30 thirty
january jan
february feb
march mar
april apr
june jun
july jul
august aug
september sep sept
october oct
november nov
december dec
monday mon
tuesday tues tue
wednesday wed
thursday thurs thu
friday fri
saturday sat
sunday sun
kilometers kilometres kilometer kilometre km
meters metres meter metre
tons tonnes tonne ton
kilograms kilogrammes kilogram kg
center centre centres centers
theater theatre
gray grey
program programme programmes programs
defense defence
"""
STYLES = {style: first for first, *others in map(str.split, _STYLES.strip().split("\n")) for style in others}
# in words between spaces; each begins with plain letters, which are searched for faster than what must stand before
_LEADING_ZEROS = re.compile(r" 0+(?=[0-9])")
_SPELLINGS = (
    (re.compile(r"is(?<=[^ ]{3}is)(?=(?:e|ed|es|er|ers|ing|ation|ations) )"), "iz"),
    (re.compile(r"our(?<=[^ ]{2}[^ aeiou]our)(?=(?:s|ed|ing|able|ite)? )"), "or"),
)


def normal_words(text: str) -> list[str]:
    """The words of a text in the spellings that stand for all styles."""
    return name_words(spell_words(text))


def name_words(spelled: str) -> list[str]:
    """The words of what `spell_words` gives, each style of a numeral, month or unit as the one that stands for all."""
    return [STYLES.get(word, word) for word in spelled.split()]


def spell_words(text: str) -> str:
    """A text's words, a space before and behind each: numbers without leading zeros, British spelled as American."""
    spelled = space_words(text)
    for pattern, spelling in _SPELLINGS:
        spelled = pattern.sub(spelling, spelled)
    return _LEADING_ZEROS.sub(" ", spelled)


def space_words(text: str) -> str:
    """A text's words, a space before and behind each; each Korean, Chinese or Japanese character is one."""
    text = normal_text(text)
    if text.isascii():
        return f"{text.translate(_SEPARATORS)} "
    words = (_WORD_OR_CHARACTER if CJK_CHARACTER.search(text) else _WORD).findall(text)
    return f" {' '.join(words)} "


def normal_text(text: str) -> str:
    """A text in lower case and one form of Unicode, its numbers without separators, its acronyms without dots.

    It begins with a space.
    """
    if not text.isascii():
        for styled, plain in _PLAIN.items():
            text = text.replace(styled, plain)
        if not unicodedata.is_normalized("NFKC", text):
            text = unicodedata.normalize("NFKC", text)
    text = text.lower()
    has_digits = any(digit in text for digit in digits)
    if has_digits:
        text = _THOUSANDS.sub(_join_digits, text)
    text = _ACRONYM.sub(r"\1", text)
    if has_digits:
        text = _UNIT.sub(r"\1 ", text)
    text = f" {text}".replace(" n. korea", " north korea").replace(" s. korea", " south korea")
    return text.replace("%", " percent ").replace("per cent", "percent")


def _join_digits(match: re.Match[str]) -> str:
    before = match.string[match.start() - 1 : match.start()]
    if before and before in "0123456789.,":
        return match[0]
    return match[0].replace(",", "").replace(" ", "")
