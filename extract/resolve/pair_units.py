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
from corpus.names.kana import hepburn, japanese_words, korean_of_kana, short_vowels
from corpus.names.runs import singular, take_korean
from corpus.names.syllables import hangul_syllables, read_latin, sound_key
from corpus.names.text import fold_words
from corpus.names.translated import korean_of_han
from corpus.names.tsv import read_rows
from corpus.names.vocabulary import DIRECTIONS, FILLERS, HEADS, LEGAL_FORMS, MONTHS, SPLIT, WEAK, WORDS, american
from extract.resolve.base import base_index
from extract.resolve.common_nouns import arabic_letters, meanings_of, place_of, take_apart, take_place, without_article
from extract.resolve.number_words import in_figures
from extract.resolve.said import country_of
from models.components.russian_names import analyser

_STEM = 6
_TOKEN = re.compile(
    r"\d+(?:[.]\d+)*|[A-Za-z\u00c0-\u024f]+(?:['’][a-z]+)?|[가-힣]+|[\u0400-\u04ff]+|[\u3400-\u9fff々]+|[ァ-ヺー]+|[ぁ-ゖ]{2,}|[\u0621-\u06ff]+"
)
_PARTICLES = re.compile(
    r"(?:에서|에게|으로|까지|부터|에는|하는|했던|하던|이라|에서는|의|을|를|은|는|이|가|에|로|와|과|도|씨|동지|씨는|씨가|씨의)+$"
)
_SAME_SOUND = str.maketrans("gdbjzrvfqc", "ktpcclppkk")
_DROPPED = re.compile(r"[aeiouwyh'ьъ]")
# Words that part two of one name, as numbers do.
_WHICH = frozenset(("upper", "lower", "inner", "outer", "old", "new", "first", "second", "third", "greater", "lesser"))
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
    heard: tuple[str, ...] = ()  # a name in each way that its signs can be read, where that is not as it is spelled

    def readings(self) -> tuple[str, ...]:
        """The ways to say it, in Latin letters."""
        return tuple(dict.fromkeys(filter(None, (self.spelled, self.chinese, *self.heard))))


def skeleton(latin: str) -> str:
    """The consonants of a word in Latin letters, those that romanisations exchange as one; "" for fewer than three."""
    plain = latin.replace("ch", "z").replace("ts", "z").replace("x", "s")
    bare = re.sub(r"(.)\1+", r"\1", _DROPPED.sub("", plain).translate(_SAME_SOUND))
    return bare if len(bare) > 2 else ""


@lru_cache(maxsize=50_000)
def units_of(text: str) -> tuple[Unit, ...]:
    """The words of a text in order, Korean compounds and names in Han taken apart."""
    return tuple(unit for token in _TOKEN.findall(_dated(text)) for unit in _read(token))


def spell_out(name: str, other: str) -> str:
    """A name, a group of capitals in it as the words of the other name that begin so: the SEZ of "Special Economic
    Zone".
    """
    words = re.findall(r"[A-Za-z][a-z]+", other)
    for letters in re.findall(r"\b[A-Z]{2,6}\b", name):
        for start in range(len(words) - len(letters) + 1):
            spelled = words[start : start + len(letters)]
            if "".join(word[0] for word in spelled).upper() == letters:
                return name.replace(letters, " ".join(spelled), 1)
    return name


_MONTH = re.compile(rf"\b({'|'.join(MONTHS)})\.? (\d{{1,2}})(?!\d)", re.IGNORECASE)
_KOREAN_DATE = re.compile(r"(\d{1,2})\s?월\s?(\d{1,2})\s?일")


def _dated(text: str) -> str:
    text = in_figures(text)
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
    if "\u0600" <= first <= "\u06ff":
        return (_arabic(token),)
    if "\u3041" <= first <= "\u30ff":
        return tuple(_kana(token))
    return tuple(_han(token))


def _kind(word: str) -> str:
    if word in LEGAL_FORMS or HEADS.get(word) == "company":
        return "small"
    if word in HEADS:
        return "head"
    if word in DIRECTIONS or word in _WHICH:
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
    said = meanings_of(plain) or meanings_of(word)
    forms |= said | (place_of(plain) if token[0].isupper() else frozenset())
    if token[0].isupper() and len(plain) > 2:
        forms |= _sounds(plain) | _of_country(token)
    if kind == "proper" and token[0].islower():
        kind = "small" if plain in _SMALL else "word"
    if kind == "proper" and any(form[0] == "=" for form in said):
        kind = "word"  # Rainbow Street
    return Unit(spelled=plain, forms=frozenset(forms), kind=kind)


def _of_country(word: str) -> set[str]:
    """The form of the country that a word says something is of: Russian, Россия."""
    country = country_of(re.sub(r"['’]s$", "", word))
    return {f"={country}"} if country else set()


def _sounds(latin: str) -> set[str]:
    forms = {"~" + sound_key(reading) for reading in read_latin(latin)[:3]}
    return forms | ({f"s{bare}"} if (bare := skeleton(latin)) else set())


def _korean(word: str) -> Iterator[Unit]:
    proper, forms = take_korean(word)
    if proper is not None and forms and (said := meanings_of(proper[0] + forms[0])) and len(proper[0]) == 1:
        yield _meant(proper[0] + forms[0], said)  # 농기계: what seems a name is a part of the word
        proper, forms = None, forms[1:]
    if proper is not None:
        place, where, rest = take_place(proper[0]) if forms else ("", frozenset(), proper[0])
        if place:
            own = _own_korean(place)
            yield Unit(spelled=own.spelled, forms=own.forms | where, kind="proper")
        parts = list(take_apart(rest, least=2))
        if place or any(said for _, said in parts):
            yield from (_meant(part, said) if said else _own_korean(part) for part, said in parts)
        else:
            own = _own_korean(proper[0])
            yield Unit(spelled=own.spelled, forms=own.forms | place_of(proper[0]), kind="proper")
    for form in forms:
        meaning = HEADS.get(form) or WORDS.get(form) or WEAK.get(form) or form
        yield Unit(spelled=meaning, forms=frozenset((f"={meaning}",)) | meanings_of(form), kind=_kind(form))


def _meant(part: str, said: frozenset[str]) -> Unit:
    """A common noun, which may be a brand's name too: then it is known by its sound."""
    latin = "".join(romanise(part)).replace(" ", "")
    forms = {f"h{part}", "~" + sound_key(hangul_syllables(part))} | ({f"s{s}"} if (s := skeleton(latin)) else set())
    return Unit(spelled=latin, forms=said | forms, kind="word")


def _own_korean(own: str) -> Unit:
    name = re.sub(r"(?<=..)(?:시|군|구역|도|리)$", "", own)
    latin = "".join(romanise(name)).replace(" ", "")
    said = {f"h{name}", "~" + sound_key(hangul_syllables(name))} | ({f"s{s}"} if (s := skeleton(latin)) else set())
    said |= {"~" + sound_key(hangul_syllables(name[:length])) for length in (2, 3) if len(name) > length}
    return Unit(spelled=latin, forms=frozenset(said), kind="proper")


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
            if russian and " " not in russian and len(forms) == 1 and forms[0] not in SPLIT:
                found[lemma(russian)] = HEADS.get(forms[0]) or WORDS.get(forms[0]) or WEAK.get(forms[0]) or forms[0]
    return found


def _russian(token: str) -> Unit:
    if token in ("ООО", "ОАО", "ЗАО", "ПАО", "АО"):
        return Unit(spelled="company", forms=frozenset(("=company",)), kind="small")
    base = lemma(token)
    if meaning := _russian_kinds().get(base):
        return Unit(spelled=meaning, forms=frozenset((f"={meaning}", f"w{base[:_STEM]}")), kind=_kind(meaning))
    forms = {f"w{base[:_STEM]}"} | (meanings_of(base) or meanings_of(token)) | _of_country(token)
    spelled = "".join(russian_words(base))
    heard = [*russian_words(token), *("".join(words) for said in (token, base) for words in cyrillic_words(said)[:4])]
    if len(token) > 3:
        of_place = re.sub(r"ский$", "", base) if token[0].isupper() else base  # Кымсонский завод
        for said in {token.casefold(), base, of_place}:
            forms |= {
                f"s{s}" for latin in russian_words(said) for way in {latin, _japanese(latin)} if (s := skeleton(way))
            }
            readings = [r for words in cyrillic_words(said)[:4] for r in read_latin("".join(words))[:2]]
            forms |= {"~" + sound_key(reading) for reading in readings}
    kind = "proper" if token[0].isupper() and not (token.isupper() and meanings_of(token)) else "word"
    return Unit(spelled=spelled, forms=frozenset(forms), kind=kind, heard=tuple(dict.fromkeys(heard)))


def _arabic(token: str) -> Unit:
    spelled = arabic_letters(token)
    said = meanings_of(without_article(token)) or meanings_of(token)
    forms = {f"w{spelled[:_STEM]}"} | said | ({f"s{s}"} if (s := skeleton(spelled)) else set())
    return Unit(spelled=spelled, forms=frozenset(forms), kind="word" if said else "proper")


def _japanese(latin: str) -> str:
    """A Russian's spelling of a Japanese name as English has it: Кадзуко is Kazuko."""
    for russian, english in (("dz", "z"), ("v", "w"), ("si", "shi"), ("ti", "chi")):
        latin = latin.replace(russian, english)
    return latin


def _kana(token: str) -> Iterator[Unit]:
    parts = list(take_apart(token, least=3))
    for part, said in parts:
        spelled = hepburn(part).replace(" ", "").casefold()
        forms = {f"k{part}"} | said | ({f"s{s}"} if (s := skeleton(spelled)) else set())
        readings = [r for words in korean_of_kana(part)[:6] for r in read_latin("".join(words))[:1]]
        forms |= {"~" + sound_key(r) for r in readings}
        heard = tuple(dict.fromkeys("".join(words) for words in korean_of_kana(part)[:8]))
        kind = "word" if said or token[0] < "ァ" else "proper"
        yield Unit(spelled=spelled, forms=frozenset(forms), kind=kind, heard=heard)


# What a mine digs, said of any mine: 茂山铁矿 is the Musan Mine.
_DUG = re.compile(r"(?<=..)(?P<dug>[铁鉄鐵铜銅金银銀锌铅煤钼]|菱镁|石墨|萤石)(?:矿|礦|鉱)山?$")


def _han(run: str) -> Iterator[Unit]:
    """A name in Han as its Korean reading; what is too long for one, by pairs of characters."""
    if mine := _DUG.search(run):
        yield from _han(run[: mine.start()])
        yield Unit(spelled=mine["dug"], forms=meanings_of(mine["dug"]) | {f"c{mine['dug']}"}, kind="word")
        yield Unit(spelled="mine", forms=frozenset(("=mine",)), kind="head")
        return
    place, where, rest = take_place(run)
    if place and len(run) > 3:
        there = _han_name(place)
        yield Unit(spelled=there.spelled, forms=there.forms | where, kind="proper", chinese=there.chinese)
        yield from _han(rest)
        return
    korean = korean_of_han(run) if len(run) < 16 else ""
    if korean and not any(said for _, said in take_apart(run[: _own(run)], least=2)):
        for unit in _korean(korean):
            if unit.kind == "proper":
                own = "".join(chinese_syllables(run[: _own(run)]))
                forms = unit.forms | _chinese(own) | {f"c{run[: _own(run)]}"}
                yield Unit(spelled=unit.spelled, forms=forms, kind="proper", chinese=own)
            else:
                yield unit
        return
    if japanese := japanese_words(run):
        yield from _japanese_person(run, japanese)
        return
    for part, said in take_apart(run, least=2):
        if said:
            yield Unit(spelled=part, forms=said | {f"c{part}"}, kind="word")
        elif len(part) < 5:
            name = _han_name(part)
            yield Unit(spelled=name.spelled, forms=name.forms | place_of(part), kind="proper", chinese=name.chinese)
        else:
            yield from (_han_name(part[start : start + 2]) for start in range(len(part) - 1))


def _japanese_person(run: str, readings: list[list[str]]) -> Iterator[Unit]:
    """Surname and given name as Japanese say them, and the whole in Han."""
    for part, spelled in enumerate(zip(*readings, strict=True)):
        forms = {f"w{short_vowels(word)[:_STEM]}" for word in spelled} | ({f"c{run}"} if part == 0 else set())
        forms |= {f"s{s}" for word in spelled if (s := skeleton(word))} | {"~" + word for word in spelled}
        korean = hangul_of_han(run)
        heard = ("".join(romanise(korean)).replace(" ", ""),) if korean and not part else ()
        yield Unit(spelled=short_vowels(spelled[0]), forms=frozenset(forms), kind="proper", heard=heard)


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
            heard = tuple(dict.fromkeys(x + y for x in out[-1].readings()[:4] for y in unit.readings()[:4]))[:12]
            out[-1] = Unit(
                spelled=spelled, forms=frozenset(_sounds(spelled)), kind="proper", chinese=chinese, heard=heard
            )
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
