"""Korean names in Cyrillic letters (Kontsevich's system and older habits) and in Han characters."""

from __future__ import annotations

import re
from itertools import islice, product

from corpus.names.surnames import SURNAMES
from corpus.names.tsv import read_rows

# Longest first. ㄱ ㄷ ㅂ ㅈ are voiced inside a word; н may be ㄴ or ㅇ.
_CYRILLIC = (
    *(("дж", "j"), ("чж", "j"), ("кх", "kh"), ("тх", "th"), ("пх", "ph"), ("чх", "ch'")),
    *(("вэ", "wae"), ("ва", "wa"), ("во", "wo"), ("вё", "wo"), ("ве", "we"), ("ви", "wi"), ("ый", "ui"), ("ыи", "ui")),
    *(("ие", "ye"), ("йе", "ye"), ("йо", "yo")),
    *(("а", "a"), ("б", "b"), ("в", "b"), ("г", "g"), ("д", "d"), ("е", "e"), ("ё", "yo"), ("ж", "j"), ("з", "j")),
    *(("и", "i"), ("й", "i"), ("к", "k"), ("л", "l"), ("м", "m"), ("н", "n"), ("о", "o"), ("п", "p"), ("р", "r")),
    *(("с", "s"), ("т", "t"), ("у", "u"), ("ф", "ph"), ("х", "h"), ("ц", "ch"), ("ч", "ch"), ("ш", "s"), ("щ", "s")),
    *(("ъ", ""), ("ы", "u"), ("ь", ""), ("э", "ae"), ("ю", "yu"), ("я", "ya")),
)
_CYRILLIC_TABLE = dict(_CYRILLIC)
_CYRILLIC_UNIT = re.compile("|".join(sorted(_CYRILLIC_TABLE, key=len, reverse=True)))
_FINAL_N = re.compile(r"n(?![aeiouwy])")
# Chen, Ten, En: older habits write ㅓ as "е" and ㅡ as "ы" or "е".
_OLD_E = re.compile(r"(?<=[a-z'])e(?=n|ng|k|l|m|p|t)")

_SURNAMES = {russian: surname.spelled[0].lower() for surname in SURNAMES for russian in surname.cyrillic}


def cyrillic_words(name: str) -> list[list[str]]:
    """A Korean name in Cyrillic letters as lower-case Latin words, in each way that its "н" and "е" can be meant."""
    words = re.findall(r"[\u0400-\u04ff]+", name.casefold())
    choices = [_cyrillic_word(word) for word in words]
    return [list(choice) for choice in islice(product(*choices), 24)]  # of many words there are billions


_RUSSIAN_SPELLED = "a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch - y - e yu ya"
_RUSSIAN = dict(zip("абвгдеёжзийклмнопрстуфхцчшщъыьэюя", _RUSSIAN_SPELLED.split(), strict=True))


def russian_words(name: str) -> list[str]:
    """A name in Cyrillic letters as lower-case Latin words, as English papers write Russian names."""
    words = re.findall(r"[\u0400-\u04ff]+", name.casefold())
    spelled = ("".join(_RUSSIAN.get(letter, letter) for letter in word).replace("-", "") for word in words)
    return [re.sub(r"[iy]y$", "y", word) for word in spelled]


def _cyrillic_word(word: str) -> list[str]:
    if word in _SURNAMES:
        return [_SURNAMES[word]]
    latin = _CYRILLIC_UNIT.sub(lambda match: _CYRILLIC_TABLE[match.group()], word)
    forms = [latin]
    if _FINAL_N.search(latin):
        forms.append(_FINAL_N.sub("ng", latin))
    if _OLD_E.search(latin):
        forms += [_OLD_E.sub("o", form) for form in forms]
    return forms


# han.tsv: Korean readings of the characters that surnames, given names and place names are mostly made of.
_HANGUL_OF_HAN = {han: row["hangul"] for row in read_rows("han.tsv") for han in row["han"]}


def hangul_of_han(name: str) -> str:
    """The Korean reading of a name in Han characters, or "" when a character of it is not in the table."""
    characters = [character for character in name if "\u3400" <= character <= "\u9fff"]
    read = [_HANGUL_OF_HAN.get(character, "") for character in characters]
    return "".join(read) if read and all(read) else ""


# pinyin.tsv: how the characters of Chinese names are spelled, a surname as a surname.
_PINYIN = {han: row["pinyin"] for row in read_rows("pinyin.tsv") for han in row["han"]}
_AS_SURNAME = {han: row["pinyin"] for row in read_rows("pinyin.tsv") for han in row["as_surname"]}
_DOUBLE = frozenset(("歐陽", "欧阳", "司馬", "司马", "諸葛", "诸葛", "上官", "尉遲", "東方"))


def chinese_syllables(text: str) -> list[str]:
    """Han characters as Chinese spell them, in lower case; none when one is not in the table."""
    spelled = [_PINYIN.get(character, "") for character in text]
    return spelled if spelled and all(spelled) else []


def chinese_words(name: str) -> list[str]:
    """A Chinese person's name as lower-case Latin words, surname first; none when one is not in the table."""
    characters = [character for character in name if "\u3400" <= character <= "\u9fff"]
    spelled = [_PINYIN.get(character, "") for character in characters]
    if not 2 <= len(spelled) <= 4 or not all(spelled):
        return []
    spelled[0] = _AS_SURNAME.get(characters[0], spelled[0])
    cut = 2 if "".join(characters[:2]) in _DOUBLE else 1
    return [word for word in ("".join(spelled[:cut]), "".join(spelled[cut:])) if word]
