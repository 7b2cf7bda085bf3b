"""What two sentences say in common of a name that both hold: words, places and works, across languages.

Said of one person they share something ("the Khasan stationmaster", "runs Khasan station"); said of two of one name
they rarely do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from importlib import resources

from corpus.names import fold
from corpus.names.runs import singular, take_korean
from corpus.names.syllables import hangul_syllables, read_latin, sound_key
from corpus.names.text import fold_words
from corpus.names.vocabulary import HEADS, KOREAN, WORDS, american

_STEM = 5  # letters by which words of one root are one: drives, driver; economist, economy
_TOKEN = re.compile(r"[A-Za-z\u00c0-\u024f]+(?:['’][a-z]+)?|[가-힣]+|[\u0400-\u04ff]+|\d{2,}")
_PARTICLES = re.compile(
    r"(?:에서|에게|으로|까지|부터|에는|하는|했던|하던|이라|에서는|의|을|를|은|는|이|가|에|로|와|과|도|씨|동지|씨는|씨가|씨의)+$"
)
_ENDINGS = re.compile(r"(?:시|군|구역|도|리)$")


@lru_cache(maxsize=1)
def _empty_words() -> frozenset[str]:
    """Words that any sentence may hold, and offices that thousands hold."""
    text = resources.files("extract.resolve").joinpath("empty_words.tsv").read_text("utf-8")
    words = (word for line in text.splitlines()[1:] for word in line.split())
    return frozenset(word[:_STEM] if word.isascii() else word for word in words)


def shared_words(a: tuple[str, str], b: tuple[str, str]) -> frozenset[str]:
    """What two (name, sentence) say alike, the names themselves left out; each by its stem, meaning or sound."""
    names = [fold(part) for name, _ in (a, b) for part in fold_words(name)]
    return frozenset(telling_words(a[1], names) & telling_words(b[1], names))


def telling_words(sentence: str, names: Iterable[str]) -> set[str]:
    """The words of a sentence that tell something, by stem, meaning or sound; `names` are folded words left out."""
    left_out = set(names)
    found: set[str] = set()
    for token in _TOKEN.findall(sentence):
        plain = "".join(fold_words(re.sub(r"['’]s$", "", token)))
        if plain in left_out or any(
            plain.startswith(name) for name in left_out if len(name) > 2 and not name.isascii()
        ):
            continue
        found |= _korean(token) if "가" <= token[0] <= "힣" else _latin(token, plain)
    return found - _empty_words()


def _latin(token: str, plain: str) -> set[str]:
    if (len(plain) < 3 and not (len(plain) == 2 and token.isupper())) or plain[:_STEM] in _empty_words():
        return set()
    word = singular(american(plain))
    meaning = WORDS.get(plain) or WORDS.get(word) or HEADS.get(plain) or HEADS.get(word)
    found = {(meaning or word)[:_STEM]}
    if token[0].isupper() and meaning is None and (readings := read_latin(plain)):
        found.add("~" + sound_key(readings[0]))
    return found


@lru_cache(maxsize=50_000)
def _korean(token: str) -> frozenset[str]:
    stem = _PARTICLES.sub("", token) or token
    proper, forms = take_korean(stem)
    inside = [form for form in KOREAN if len(form) > 1 and form in stem]
    found = {(WORDS.get(form) or HEADS.get(form) or form)[:_STEM] for form in (*forms, *inside)}
    found |= {"~" + sound_key(hangul_syllables(stem[:length])) for length in (2, 3) if len(stem) > length}
    name = _ENDINGS.sub("", proper[0]) if proper is not None else ""
    if len(name) > 1:
        found |= {name, "~" + sound_key(hangul_syllables(name))}
    return frozenset(found)


def owner_words(sentence: str, name: str) -> frozenset[str]:
    """The words of what a sentence says a body is of: the Central Committee *of the youth league*."""
    match = re.search(rf"{re.escape(name)} (?:of|under|at) (?:the )?((?:[\w'’-]+ ?){{1,4}})", sentence)
    return frozenset(telling_words(match[1], ())) if match else frozenset()


_AS_PLACE = re.compile(
    r"^ (?:City|County|District|Province|Street|Bridge|Market|Station|Island|River|Port|town|area|region|square)\b"
)
_IN_PLACE = re.compile(
    r"(?:\b(?:in|at|near|from|to|on|on the|of|around|through|outside|toward|towards|along the|town|city|county"
    r"|village|river) )$",
    re.IGNORECASE,
)
_OF_GOODS = re.compile(
    r"\b(?:cans?|bottles?|glass|cartons?|packs?|packets?|boxe?s?|bars?|cakes?|pairs?|tubes?|jars?|brand|crates?|cases?)"
    r"(?: of)? (?:the )?$",
    re.IGNORECASE,
)


def used_as(name: str, sentence: str) -> str:
    """ "PRODUCT" or "PLACE" for how a sentence uses a name: before a word for goods, or as where something is; "" if it
    does not show.
    """
    start = sentence.find(name)
    if start < 0:
        return ""
    before, after = sentence[:start], sentence[start + len(name) :]
    if _AS_PLACE.match(after):
        return "PLACE"
    if _OF_GOODS.search(before):
        return "PRODUCT"
    if _IN_PLACE.search(before) or re.match(r" (?:in|on|near) [A-Za-z]", after):
        return "PLACE"
    following = re.match(r" ([a-z]{4,})", after)
    return "PRODUCT" if following and not before.strip() and following[1][:_STEM] not in _empty_words() else ""
