"""Names of plants and bodies in Han characters and in Russian, turned into forms that are compared.

translated.tsv says what kinds of plants and bodies are called. A name in Han whose kind is known is read in Korean
(殷山鉱山: 은산광산); a Russian one
is a kind and a name in Kontsevich's letters (рудник Ынсан) or its adjective (Мусанский).
"""

from __future__ import annotations

import re

from corpus.names.foreign import chinese_syllables, cyrillic_words, hangul_of_han
from corpus.names.kana import japanese_surname
from corpus.names.tsv import read_rows

_ROWS = list(read_rows("translated.tsv"))
_KOREAN_OF_HAN = {han: row["korean"] for row in _ROWS for han in row["han"].split()}
_HAN = sorted(_KOREAN_OF_HAN, key=len, reverse=True)
_FIRM = re.compile(r"(?:公司|会社|會社|集团|集團|グループ|商会|商會)$")
_PRODUCER = re.compile(r"^(?:株式会社|有限会社|合同会社)")
_STATE = re.compile(r"^(?:朝鲜|朝鮮)")
# Russian: each word of a kind with any ending of case; what stands before or after it is the name.
_ENDING = r"(?:а|о|у|ом|е|и|ов|ы|ой|ей|ам|ами|ах|ого|ому|ым|ую|ая|ое|ый|ий|ью|ю|я|ем|ям|ия|ию|ии|ь)?"
_ADJECTIVE = re.compile(r"(?:ский|ского|скому|ским|ском|ская|ской|скую|ское)$")
_BODIES = ("성", "국", "위원회", "은행", "내각")  # of which a state has one, so that its name is all there is
_QUOTES = re.compile(r"[«»“”„\"]")


def _stem(word: str) -> str:
    return re.sub(r"(?:а|я|ь|ый|ий|ая|ое|ия|о|ие)$", "", word)


_RUSSIAN = [
    (
        re.compile(r"\b" + r"\s+".join(_stem(word) + _ENDING for word in form.split()) + r"\b", re.IGNORECASE),
        row["korean"],
    )
    for row in _ROWS
    for form in row["russian"].split("|")
    if form
]
_RUSSIAN.sort(key=lambda pair: -len(pair[0].pattern))


def korean_of_han(name: str) -> str:
    """A plant's or body's name in Han characters as it would be called in Korean; "" when its kind is not known."""
    rest = _STATE.sub("조선", name) if len(name) > 6 else name
    for han in _HAN:
        if rest.endswith(han) and len(rest) > len(han):
            proper, kind = rest[: -len(han)], _KOREAN_OF_HAN[han]
            while more := next((word for word in _HAN if proper.endswith(word) and len(proper) > len(word) + 1), None):
                proper, kind = proper[: -len(more)], f"{_KOREAN_OF_HAN[more]}{kind}"
            middle = "청년" if proper.endswith("青年") else ""
            proper = proper.removesuffix("青年")
            state = "조선" if proper.startswith("조선") else ""
            read = hangul_of_han(proper) if proper.removeprefix("조선") else ""
            return f"{state}{read}{middle}{kind}" if read or state else ""
    return ""


def parts_of_firm(name: str) -> tuple[str, str, list[str]] | None:
    """A Chinese or Japanese firm's own name in Han and as it is spelled there, and the Korean words for what it says it
    is and does; None for what is no firm, or is one of Korea.
    """
    turned = _PRODUCER.match(name)
    rest = f"{name[turned.end() :]}{turned[0]}" if turned else name
    if not _FIRM.search(rest) or _STATE.match(name):
        return None
    words: list[str] = []
    while han := next((han for han in _HAN if rest.endswith(han) and len(rest) > len(han) + 1), None):
        words.append(_KOREAN_OF_HAN[han])
        rest = rest[: -len(han)]
    japanese = re.search(r"[会會]社|商会", name)
    spelled = japanese_surname(rest)[:1] if japanese else []
    own = "".join(spelled or chinese_syllables(rest))
    return (rest, own, words[::-1]) if own else None


def korean_of_russian(name: str) -> tuple[str, str] | None:
    """The kind of a Russian plant or body in Korean, and its name without case; None if no kind is known."""
    plain = _QUOTES.sub(" ", name)
    for pattern, kind in _RUSSIAN:
        match = pattern.search(plain)
        if match:
            proper = f"{plain[: match.start()]} {plain[match.end() :]}".split()
            words = [_ADJECTIVE.sub("", word) for word in proper if word != "КНДР"]
            return (kind, " ".join(words)) if words or kind.endswith(_BODIES) else None
    return None


def latin_forms(cyrillic: str) -> list[str]:
    """The ways to read a name in Kontsevich's letters, in lower case."""
    return [" ".join(words) for words in cyrillic_words(cyrillic)][:4]
