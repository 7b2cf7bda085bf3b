"""Plain forms of a name: its script, its words, and the form under which two names are the same at a glance."""

from __future__ import annotations

import re
import unicodedata

# Latin is what remains. The order matters: a Japanese name with one kana is Japanese, and 데일리NK is Korean.
_SIGNS = (
    ("hangul", re.compile(r"[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")),
    ("kana", re.compile(r"[\u3041-\u30ff]")),
    ("han", re.compile(r"[\u3005\u3400-\u9fff\uf900-\ufaff]")),
    ("cyrillic", re.compile(r"[\u0400-\u04ff]")),
)
_APOSTROPHES = str.maketrans(dict.fromkeys("\u2018\u2019\u02bc\u02bb\u02b9\u2032\u00b4`\u201b", "'"))
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212\u00b7\u30fb", "-"))
_WORD = re.compile(r"[^\W_]+")
# Lists typed in ASCII write a breve as an apostrophe after its vowel: Pyo'ng-ch'o'l. Not so O'Brien.
_TYPED_BREVE = re.compile(r"(?<=[a-z'])[ou]'(?=ng|[nklmp-]|\b)")
_LATIN_BREVE = str.maketrans({"ǒ": "ŏ", "ǔ": "ŭ", "ō": "ŏ", "ū": "ŭ"})


SCRIPTS = ("latin", "hangul", "han", "kana", "cyrillic")


def script_of(text: str) -> str:
    """The script of a name, one of SCRIPTS: the first other than Latin that it holds a sign of."""
    if text.isascii():
        return "latin"
    return next((script for script, pattern in _SIGNS if pattern.search(text)), "latin")


def straighten(text: str) -> str:
    """The text in NFKC, lower case, with straight apostrophes and hyphens; breves stay, other accents go."""
    plain = unicodedata.normalize("NFKC", text).translate(_APOSTROPHES).translate(_DASHES).casefold()
    plain = unicodedata.normalize("NFC", plain).translate(_LATIN_BREVE)
    if "'" in plain:
        plain = _TYPED_BREVE.sub(lambda match: {"o'": "ŏ", "u'": "ŭ"}[match.group()], plain)
    if plain.isascii():
        return plain
    return "".join(character if character in "ŏŭ" else _bare(character) for character in plain)


def _bare(character: str) -> str:
    """A Latin letter without its accent; any other character as it is."""
    parts = unicodedata.normalize("NFKD", character)
    return parts[0] if len(parts) > 1 and parts[0].isascii() else character


def fold_words(text: str) -> list[str]:
    """The words of a name, straightened, without breves, apostrophes and punctuation."""
    plain = straighten(text).replace("ŏ", "o").replace("ŭ", "u").replace("'", "")
    return _WORD.findall(plain)


def fold(text: str) -> str:
    """The form under which two spellings are one at a glance: case, spaces, hyphens, apostrophes and breves gone."""
    return "".join(fold_words(text))
