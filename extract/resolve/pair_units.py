"""The words of a name or a sentence in forms that meet across scripts: meaning, sound, known things, consonants."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from corpus.labels import label_names
from corpus.names import fold
from corpus.names.foreign import chinese_syllables, cyrillic_words, hangul_of_han, russian_words
from corpus.names.hangul import romanise
from corpus.names.kana import hepburn, korean_of_kana
from corpus.names.runs import singular, take_korean
from corpus.names.syllables import hangul_syllables, read_latin, sound_key
from corpus.names.text import fold_words
from corpus.names.translated import korean_of_han
from corpus.names.tsv import read_rows
from corpus.names.vocabulary import DIRECTIONS, FILLERS, HEADS, LEGAL_FORMS, MONTHS, WEAK, WORDS, american
from extract.resolve.base import base_index
from models.components.russian_names import analyser

_STEM = 6
_TOKEN = re.compile(
    r"\d+(?:[.]\d+)*|[A-Za-z\u00c0-\u024f]+(?:['’][a-z]+)?|[가-힣]+|[\u0400-\u04ff]+|[\u3400-\u9fff々]+|[ァ-ヺー]+"
)
_PARTICLES = re.compile(
    r"(?:에서|에게|으로|까지|부터|에는|하는|했던|하던|이라|에서는|의|을|를|은|는|이|가|에|로|와|과|도|씨|동지|씨는|씨가|씨의)+$"
)
_SAME_SOUND = str.maketrans("gdbjzrvfqc", "ktpcclppkk")
_DROPPED = re.compile(r"[aeiouwyh'ьъ]")
_SMALL = frozenset(("of", "the", "and", "for", "in", "on", "at", "to", "a", "an", "de", "al", "el", "is", "was", "it"))


@dataclass(frozen=True, kw_only=True, slots=True)
class Unit:
    """A word: as spelled in Latin letters, the forms under which it meets others, and what it is: "number", "head",
    "word", "small" or "proper".
    """

    spelled: str
    forms: frozenset[str]
    kind: str
    chinese: str = ""  # a name in Han as Chinese spell it


def skeleton(latin: str) -> str:
    """The consonants of a word in Latin letters, those that romanisations exchange as one; "" for fewer than three."""
    plain = latin.replace("ch", "z").replace("ts", "z").replace("x", "s")
    bare = re.sub(r"(.)\1+", r"\1", _DROPPED.sub("", plain).translate(_SAME_SOUND))
    return bare if len(bare) > 2 else ""


@lru_cache(maxsize=50_000)
def units_of(text: str) -> tuple[Unit, ...]:
    """The words of a text in order, Korean compounds and names in Han taken apart."""
    return tuple(unit for token in _TOKEN.findall(_dated(text)) for unit in _read(token))


_MONTH = re.compile(rf"\b({'|'.join(MONTHS)})\.? (\d{{1,2}})(?!\d)", re.IGNORECASE)
_KOREAN_DATE = re.compile(r"(\d{1,2})\s?월\s?(\d{1,2})\s?일")


def _dated(text: str) -> str:
    text = _MONTH.sub(lambda match: f"{MONTHS[match[1].casefold()]}.{match[2]}", text)
    return _KOREAN_DATE.sub(r"\1.\2", text)


@lru_cache(maxsize=100_000)
def _read(token: str) -> tuple[Unit, ...]:
    first = token[0]
    if first.isdigit():
        return (Unit(spelled=token, forms=frozenset((f"#{token.lstrip('0')}",)), kind="number"),)
    if first.isascii() or first < "\u0250":
        return (_latin(token),)
    if "가" <= first <= "힣":
        return tuple(_korean(_PARTICLES.sub("", token) or token))
    if "\u0400" <= first <= "\u04ff":
        return (_russian(token),)
    if "\u30a1" <= first <= "\u30ff":
        return (_kana(token),)
    return tuple(_han(token))


def _kind(word: str) -> str:
    if word in LEGAL_FORMS or HEADS.get(word) == "company":
        return "small"
    if word in HEADS:
        return "head"
    if word in DIRECTIONS:
        return "number"
    return "word" if word in WORDS else "small" if word in WEAK or word in FILLERS else "proper"


def _latin(token: str) -> Unit:
    plain = "".join(fold_words(re.sub(r"['’]s$", "", token)))
    word = american(plain)
    word = word if _kind(word) != "proper" else singular(word)
    meaning = HEADS.get(word) or WORDS.get(word) or WEAK.get(word) or DIRECTIONS.get(word)
    meaning = "company" if word in LEGAL_FORMS else meaning
    forms = {f"={meaning}"} if meaning else {f"w{word[:_STEM]}"}
    kind = _kind(word)
    if token[0].isupper() and len(plain) > 2:
        forms |= _sounds(plain)
    if kind == "proper" and token[0].islower():
        kind = "small" if plain in _SMALL else "word"
    return Unit(spelled=plain, forms=frozenset(forms), kind=kind)


def _sounds(latin: str) -> set[str]:
    forms = {"~" + sound_key(reading) for reading in read_latin(latin)[:3]}
    return forms | ({f"s{bare}"} if (bare := skeleton(latin)) else set())


def _korean(word: str) -> Iterator[Unit]:
    proper, forms = take_korean(word)
    if proper is not None:
        name = re.sub(r"(?<=..)(?:시|군|구역|도|리)$", "", proper[0])
        latin = "".join(romanise(name)).replace(" ", "")
        said = {f"h{name}", "~" + sound_key(hangul_syllables(name))} | ({f"s{s}"} if (s := skeleton(latin)) else set())
        said |= {"~" + sound_key(hangul_syllables(name[:length])) for length in (2, 3) if len(name) > length}
        yield Unit(spelled=latin, forms=frozenset(said), kind="proper")
    for form in forms:
        meaning = HEADS.get(form) or WORDS.get(form) or WEAK.get(form) or form
        yield Unit(spelled=meaning, forms=frozenset((f"={meaning}",)), kind=_kind(form))


@lru_cache(maxsize=50_000)
def lemma(word: str) -> str:
    """A Russian word without its case, in lower case."""
    return str(analyser().parse(word)[0].normal_form)


@lru_cache(maxsize=1)
def _russian_kinds() -> dict[str, str]:
    """Russian words for kinds of plants and bodies -> their meaning."""
    found = {}
    for row in read_rows("translated.tsv"):
        forms = take_korean(row["korean"])[1]
        for russian in row["russian"].split("|"):
            if russian and " " not in russian and len(forms) == 1:
                found[lemma(russian)] = HEADS.get(forms[0]) or WORDS.get(forms[0]) or WEAK.get(forms[0]) or forms[0]
    return found


def _russian(token: str) -> Unit:
    if token in ("ООО", "ОАО", "ЗАО", "ПАО", "АО"):
        return Unit(spelled="company", forms=frozenset(("=company",)), kind="small")
    base = lemma(token)
    if meaning := _russian_kinds().get(base):
        return Unit(spelled=meaning, forms=frozenset((f"={meaning}", f"w{base[:_STEM]}")), kind=_kind(meaning))
    forms = {f"w{base[:_STEM]}"}
    spelled = "".join(russian_words(base))
    if len(token) > 3:
        for said in {token.casefold(), base}:
            forms |= {f"s{s}" for latin in russian_words(said) if (s := skeleton(latin))}
            readings = [r for words in cyrillic_words(said)[:4] for r in read_latin("".join(words))[:2]]
            forms |= {"~" + sound_key(reading) for reading in readings}
    return Unit(spelled=spelled, forms=frozenset(forms), kind="proper" if token[0].isupper() else "word")


def _kana(token: str) -> Unit:
    spelled = hepburn(token).replace(" ", "").casefold()
    forms = {f"k{token}"} | ({f"s{s}"} if (s := skeleton(spelled)) else set())
    readings = [r for words in korean_of_kana(token)[:6] for r in read_latin("".join(words))[:1]]
    return Unit(spelled=spelled, forms=frozenset(forms | {"~" + sound_key(r) for r in readings}), kind="proper")


def _han(run: str) -> Iterator[Unit]:
    """A name in Han as its Korean reading; what is too long for one, by pairs of characters."""
    korean = korean_of_han(run) if len(run) < 16 else ""
    if korean:
        for unit in _korean(korean):
            if unit.kind == "proper":
                own = "".join(chinese_syllables(run[: _own(run)]))
                forms = unit.forms | _chinese(own) | {f"c{run[: _own(run)]}"}
                yield Unit(spelled=unit.spelled, forms=forms, kind="proper", chinese=own)
            else:
                yield unit
        return
    if len(run) < 5:
        yield _han_name(run)
        return
    for start in range(len(run) - 1):
        yield _han_name(run[start : start + 2])


def _han_name(run: str) -> Unit:
    korean = hangul_of_han(run)
    forms = {f"c{run}"} | ({"~" + sound_key(hangul_syllables(korean)), f"h{korean}"} if korean else set())
    pinyin = "".join(chinese_syllables(run))
    forms |= _chinese(pinyin)
    latin = "".join(romanise(korean)).replace(" ", "") if korean else ""
    return Unit(spelled=latin or pinyin, forms=frozenset(forms), kind="proper", chinese=pinyin)


def _own(run: str) -> int:
    """How many of the characters of a plant's or body's name are its own."""
    read = korean_of_han(run)
    proper = take_korean(read)[0]
    return len(proper[0]) if proper is not None else 0


def joined(units: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """The words with proper names that stand side by side as one: Chang Bai Xue is Changbaixue."""
    out: list[Unit] = []
    for unit in units:
        if out and unit.kind == "proper" and out[-1].kind == "proper":
            spelled = out[-1].spelled + unit.spelled
            chinese = out[-1].chinese + unit.chinese if out[-1].chinese and unit.chinese else ""
            out[-1] = Unit(spelled=spelled, forms=frozenset(_sounds(spelled)), kind="proper", chinese=chinese)
        else:
            out.append(unit)
    return tuple(out)


def _chinese(spelled: str) -> set[str]:
    return {f"s{bare}"} if (bare := skeleton(spelled)) else set()


@lru_cache(maxsize=20_000)
def known_in(text: str) -> frozenset[str]:
    """The ids of the things of the base whose name stands in a text, whatever its script; not countries of the beat."""
    found: set[str] = set()
    words = re.findall(r"[A-Za-z\u00c0-\u024f'’-]+|[\u0400-\u04ff]+|[가-힣]+|[\u3400-\u9fff々]+|[ァ-ヺー]+", text)
    for at, word in enumerate(words):
        for name in _candidates(words, at, word):
            for label in label_names():
                ids = base_index().exact.get((label, name), ())
                if 0 < len(ids) < 4:
                    found |= set(ids)
    return frozenset(found)


def _candidates(words: list[str], at: int, word: str) -> Iterator[str]:
    if "가" <= word[0] <= "힣":
        stem = _PARTICLES.sub("", word) or word
        yield from {word, stem, *(stem[:n] for n in range(2, len(stem))), *(stem[n:] for n in range(1, len(stem) - 1))}
    elif word[0] >= "\u30a0":
        yield from {word[i:j] for i in range(len(word)) for j in range(i + 2, min(i + 7, len(word)) + 1)}
    elif word[0] >= "\u0400":
        yield lemma(word)
        yield word.casefold()
        if at + 1 < len(words) and words[at + 1][0] >= "\u0400":
            yield fold(f"{word} {words[at + 1]}")
    else:
        for count in (1, 2, 3):
            name = fold(" ".join(words[at : at + count]))
            yield name
            if count == 1 and len(name) > 3:
                yield singular(name)
