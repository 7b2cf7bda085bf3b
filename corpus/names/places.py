"""Place names: direction, the name itself and what kind of place it says it is."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice, product

from corpus.names.foreign import chinese_syllables, cyrillic_words, hangul_of_han, russian_words
from corpus.names.hangul import is_hangul
from corpus.names.runs import Reading, split_brackets
from corpus.names.syllables import hangul_syllables, looks_korean, read_latin, sound_key
from corpus.names.text import fold_words, script_of, straighten
from corpus.names.tsv import read_rows
from corpus.names.tsv import words as split_words
from corpus.names.vocabulary import DIRECTIONS, american

ADMIN = frozenset(("province", "city", "county", "district", "ri", "town", "dong", "workers-district"))
# Written with the name as often as without: the Yalu, Mt Myohyang, Hwanggumpyong.
NATURAL = frozenset(("river", "mountain", "island", "lake", "sea", "peninsula", "plateau", "crossing"))
_ROWS = list(read_rows("places.tsv"))
_WORD_KIND = {word: row["kind"] for row in _ROWS for word in row["english"].split()}
_TAILS = frozenset(tail for row in _ROWS for tail in row["tails"].split())
_JOINED = sorted(
    ((tail, row["kind"]) for row in _ROWS for tail in row["joined"].split()), key=lambda pair: -len(pair[0])
)
_HANGUL_KIND = sorted(
    ((tail, row["kind"]) for row in _ROWS for tail in row["korean"].split()), key=lambda pair: -len(pair[0])
)
_RUSSIAN_KIND = {word: row["kind"] for row in _ROWS for word in row["russian"].split()}
_HAN_KIND = sorted(
    ((tail, row["kind"]) for row in _ROWS for tail in row["han"].split()), key=lambda pair: -len(pair[0])
)
_ADJECTIVE = re.compile(r"(?:ский|ская|ское|цкий|цкая|цкое)$")
_LEADING = split_words("mt mtn mount lake port city county bay gulf cape village town river island")
_DIRECTED_PROVINCE = re.compile(r"^(.{3,}?)-?(puk|buk|nam)-?(do|to)$")
_WORKERS = re.compile(r"\b(?:workers'?'?s?'?|worker's) district\b|\b-?(?:no|ro|lo)dongj?j?agu\b")
_FILLER = split_words("the of special direct controlled and a")
# What a zone is for tells it from its neighbours; that it is economic, free or special does not.
_ZONE_WORDS = {
    **dict.fromkeys(split_words("economic trade free development zones processing technology"), ""),
    **dict.fromkeys(split_words("industrial industry"), "industrial"),
    **dict.fromkeys(split_words("tourist tourism tour"), "tourist"),
    **{"agricultural": "agricultural", "export": "export"},
}
_HANGUL_ZONE = re.compile(
    r"^(.{2,}?)((?:경제|무역|국제|공업|농업|관광|수출|가공|첨단기술|자유|특수|행정)+)(?:개발)?(?:구|지구|지대|특구)$"
)
_HANGUL_PURPOSE = {"공업": "industrial", "농업": "agricultural", "관광": "tourist", "수출": "export"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """A place name taken apart. `kind` is "" when the name does not say; `marks` are directions, numbers and what a
    zone is for; `readings` the Korean readings of the name itself, `plain` its letters; `qualifiers` what stood in
    brackets; `seoul` whether it is spelled as in the South, where an initial ㄹ may be lost inside a name too.
    """

    plain: str
    readings: tuple[Reading, ...]
    kind: str
    marks: frozenset[str]
    qualifiers: frozenset[str] = frozenset()
    seoul: bool = False

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the name, best first: kinds of administration are left out, others are part of the key."""
        tail = sorted(self.marks | ({self.kind} if self.kind and self.kind not in ADMIN else set()))
        names = {sound_key(reading): None for reading in self.readings[:4]}
        return tuple("_".join((name, *tail)) for name in [*names][:5] or [self.plain])


@lru_cache(maxsize=100_000)
def read_place(name: str) -> tuple[Place, ...]:
    """The ways to read a place name, likeliest first; at least one."""
    text, qualifiers = split_brackets(name)
    script = script_of(text)
    if script == "han":
        hangul = hangul_of_han(text)
        korean = _read_hangul(hangul, qualifiers) if hangul else ()
        return (*korean, *_read_chinese(text, qualifiers)) or _read_latin(text, qualifiers)
    if script == "hangul":
        return _read_hangul(text, qualifiers)
    if script == "cyrillic":
        return _read_cyrillic(text, qualifiers)
    return _read_latin(text, qualifiers)


def _read_chinese(name: str, qualifiers: frozenset[str]) -> tuple[Place, ...]:
    """A place in Han as Chinese spell it: 珲春口岸 is a crossing called Hunchun."""
    found = next(
        (
            (name.removesuffix(tail), kind)
            for tail, kind in _HAN_KIND
            if len(name) - len(tail) > 1 and name.endswith(tail)
        ),
        (name, ""),
    )
    spelled = "".join(chinese_syllables(found[0]))
    return (_as_place([spelled], found[1], frozenset(), qualifiers),) if spelled else ()


def _read_cyrillic(text: str, qualifiers: frozenset[str]) -> tuple[Place, ...]:
    """A place in Cyrillic: посёлок Рябиновый Ключ is a town, Мусанский уезд a county called Musan."""
    words = re.findall(r"[\u0400-\u04ff]+", text)
    kinds = [_RUSSIAN_KIND[word.casefold()] for word in words if word.casefold() in _RUSSIAN_KIND]
    own = [word for word in words if word.casefold() not in _RUSSIAN_KIND]
    if not kinds or not own:
        own, kinds = words, []
    elif len(own) == 1:
        own = [_ADJECTIVE.sub("", own[0])]
    spelled = [*cyrillic_words(" ".join(own))[:6], russian_words(" ".join(own))]
    places = (place for parts in spelled for place in _read_latin(" ".join(parts), qualifiers))
    return tuple(replace(place, kind=kinds[0]) if kinds and not place.kind else place for place in places)


def _read_hangul(name: str, qualifiers: frozenset[str]) -> tuple[Place, ...]:
    text = "".join(character for character in name if is_hangul(character))
    numbers = frozenset(re.findall(r"\d+", name))
    for province, mark in (("북도", "north"), ("남도", "south")):
        if text.endswith(province) and len(text) >= 4:
            return (_hangul_place(text[:-2], "province", numbers | {mark}, qualifiers),)
    if zone := _HANGUL_ZONE.match(text):
        purposes = {mark for word, mark in _HANGUL_PURPOSE.items() if word in zone[2]}
        return (_hangul_place(zone[1], "zone", numbers | purposes, qualifiers),)
    places: list[Place] = []
    for tail, kind in _HANGUL_KIND:
        if not places and text.endswith(tail) and len(text) - len(tail) >= 2:
            places.append(_hangul_place(text[: -len(tail)], kind, numbers, qualifiers))
    if not places or places[0].kind not in ("province", "city", "county", "district", "workers-district"):
        places.append(_hangul_place(text, "", numbers, qualifiers))
    first = places[0]
    if not first.marks and len(first.plain) > 2 and first.plain[0] in _HANGUL_DIRECTED:
        direction = frozenset((_HANGUL_DIRECTED[first.plain[0]],))
        places.append(_hangul_place(first.plain[1:], first.kind, direction, qualifiers))
    return tuple(places)


_HANGUL_DIRECTED = {"서": "west", "동": "east", "북": "north", "남": "south"}


def _hangul_place(text: str, kind: str, marks: frozenset[str], qualifiers: frozenset[str]) -> Place:
    readings = (hangul_syllables(text),) if text else ()
    return Place(plain=text, readings=readings, kind=kind, marks=marks, qualifiers=qualifiers, seoul=True)


def _read_latin(text: str, qualifiers: frozenset[str]) -> tuple[Place, ...]:
    plain = _WORKERS.sub(" workersdistrict ", straighten(text).replace("&", " and "))
    words = [american(word.strip(".'")) for word in re.split(r"[\s,/]+", plain) if word.strip(".'-")]
    if len(words) == 1 and (match := _DIRECTED_PROVINCE.match(words[0])):
        direction = "south" if match[2] == "nam" else "north"
        return _latin_places([match[1]], "province", frozenset((direction,)), qualifiers)
    kind, marks, proper = _take_words(words)
    if kind == "city" and proper and len(words) > len(proper) and words[-1] == "city" and not _korean(proper):
        kind, proper = "", [*proper, "city"]  # Mexico City is not Mexico; Rason City is Rason
    if proper and not kind and "-" in proper[-1]:
        stem, tail = proper[-1].rsplit("-", 1)
        if tail in _TAILS and stem:
            kinds = [row["kind"] for row in _ROWS if tail in row["tails"].split()]
            shorter = [*proper[:-1], stem]
            return tuple(p for kind in kinds for p in _latin_places(shorter, kind, frozenset(marks), qualifiers))
    return _latin_places(proper or words, kind, frozenset(marks), qualifiers)


def _korean(proper: list[str]) -> bool:
    return all(looks_korean(part) for word in proper for part in word.split("-") if part)


def _take_words(words: list[str]) -> tuple[str, set[str], list[str]]:
    """The kind, the marks and the proper words; of several words for a kind the last is the kind, the others mark."""
    kind, marks, proper = "", set(), []
    for index, word in enumerate(words):
        if word in _FILLER and len(words) > 1:
            continue
        if word in DIRECTIONS and len(words) > 1:
            marks.add(DIRECTIONS[word])
        elif word.isdigit():
            marks.add(word)
        elif word in ("no", "railway") and len(words) > 1:
            marks |= {"railway"} if word == "railway" and words[-1] != "station" else set()
        elif word in _WORD_KIND and len(words) > 1 and (index or word in _LEADING):
            marks |= {kind} if kind and kind != _WORD_KIND[word] else set()
            kind = _WORD_KIND[word]
        elif word in _ZONE_WORDS and index:
            marks.add(_ZONE_WORDS[word])
        else:
            proper.append(word)
    return kind, marks - {""}, proper


def _latin_places(proper: list[str], kind: str, marks: frozenset[str], qualifiers: frozenset[str]) -> tuple[Place, ...]:
    parts = [part for word in proper for part in word.split("-") if part]
    places = [_as_place(parts, kind, marks, qualifiers)]
    first = places[0]
    tail = _run_together_tail(parts[-1]) if parts and not kind and first.readings else None
    if tail and (shorter := tuple(r[: -tail[1]] for r in first.readings if len(r) > tail[1] + 1)):
        places.append(replace(first, readings=shorter, kind=tail[0]))
    if len(parts) == 1 and not marks and (directed := _directed(parts[0])):
        places.append(_as_place([directed[1]], kind, frozenset((directed[0],)), qualifiers))
    return tuple(places)


def _as_place(parts: list[str], kind: str, marks: frozenset[str], qualifiers: frozenset[str]) -> Place:
    choices = [read_latin(part)[:3] for part in parts]
    readings = tuple(sum(choice, ()) for choice in islice(product(*choices), 6)) if parts and all(choices) else ()
    plain = "".join(word for part in parts for word in fold_words(part))
    seoul = any(mark in part for part in parts for mark in ("eo", "eu", "ŏ", "ŭ"))
    return Place(plain=plain, readings=readings, kind=kind, marks=marks, qualifiers=qualifiers, seoul=seoul)


def _run_together_tail(word: str) -> tuple[str, int] | None:
    """The kind that a word carries in its last syllables, and how many these are: Amnokgang is a river, Paektusan a
    mountain.
    """
    for tail, kind in _JOINED:
        if word.endswith(tail) and len(word) >= len(tail) + 4:
            return kind, len(read_latin(tail)[0])
    return None


# Written as the first syllable of a name as often as translated before it: Sopyongyang is West Pyongyang.
_DIRECTED = {
    **dict.fromkeys(("so", "seo", "sŏ"), "west"),
    **dict.fromkeys(("tong", "dong"), "east"),
    **dict.fromkeys(("puk", "buk"), "north"),
    "nam": "south",
}


def _directed(word: str) -> tuple[str, str] | None:
    """(direction, the rest) of a word that may begin with a direction and has two syllables or more after it."""
    for prefix, direction in _DIRECTED.items():
        rest = word.removeprefix(prefix)
        if rest != word and len(rest) > 4 and any(len(reading) > 1 for reading in read_latin(rest)):
            return direction, rest
    return None
