"""Place names: direction, the name itself and what kind of place it says it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from corpus.names.foreign import cyrillic_words, hangul_of_han, russian_words
from corpus.names.hangul import is_hangul
from corpus.names.runs import Reading, split_brackets
from corpus.names.syllables import hangul_syllables, looks_korean, read_latin, sound_key
from corpus.names.text import fold_words, script_of, straighten
from corpus.names.tsv import read_rows
from corpus.names.tsv import words as split_words
from corpus.names.vocabulary import DIRECTIONS

ADMIN = frozenset(("province", "city", "county", "district", "ri", "town", "dong", "workers-district"))
# Written with the name as often as without: the Yalu, Mt Myohyang, Hwanggumpyong.
NATURAL = frozenset(("river", "mountain", "island", "lake", "sea", "peninsula", "plateau", "crossing"))
_ROWS = list(read_rows("places.tsv"))
_WORD_KIND = {word: row["kind"] for row in _ROWS for word in row["english"].split()}
_TAIL_KIND = {tail: row["kind"] for row in reversed(_ROWS) for tail in row["tails"].split()}
_HANGUL_KIND = sorted(
    ((tail, row["kind"]) for row in _ROWS for tail in row["korean"].split()), key=lambda pair: -len(pair[0])
)
_LEADING = split_words("mt mount lake port city county bay gulf cape village town")
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
        text = hangul_of_han(text) or text
        script = script_of(text)
    if script == "hangul":
        return _read_hangul(text, qualifiers)
    if script == "cyrillic":
        spelled = [*cyrillic_words(text)[:6], russian_words(text)]
        return tuple(place for words in spelled for place in _read_latin(" ".join(words), qualifiers))
    return _read_latin(text, qualifiers)


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
    return tuple(places)


def _hangul_place(text: str, kind: str, marks: frozenset[str], qualifiers: frozenset[str]) -> Place:
    readings = (hangul_syllables(text),) if text else ()
    return Place(plain=text, readings=readings, kind=kind, marks=marks, qualifiers=qualifiers, seoul=True)


def _read_latin(text: str, qualifiers: frozenset[str]) -> tuple[Place, ...]:
    plain = _WORKERS.sub(" workersdistrict ", straighten(text).replace("&", " and "))
    words = [word.strip(".'") for word in re.split(r"[\s,/]+", plain) if word.strip(".'-")]
    if len(words) == 1 and (match := _DIRECTED_PROVINCE.match(words[0])):
        direction = "south" if match[2] == "nam" else "north"
        return _latin_places([match[1]], "province", frozenset((direction,)), qualifiers)
    kind, marks, proper = _take_words(words)
    if kind == "city" and proper and len(words) > len(proper) and words[-1] == "city" and not _korean(proper):
        kind, proper = "", [*proper, "city"]  # Mexico City is not Mexico; Rason City is Rason
    if proper and not kind and "-" in proper[-1]:
        stem, tail = proper[-1].rsplit("-", 1)
        if tail in _TAIL_KIND and stem:
            kind, proper[-1] = _TAIL_KIND[tail], stem
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
    choices = [read_latin(part)[:3] for part in parts]
    readings = tuple(sum(choice, ()) for choice in product(*choices))[:6] if parts and all(choices) else ()
    plain = "".join(word for part in parts for word in fold_words(part))
    seoul = any(mark in part for part in parts for mark in ("eo", "eu", "ŏ", "ŭ"))
    first = Place(plain=plain, readings=readings, kind=kind, marks=marks, qualifiers=qualifiers, seoul=seoul)
    tail = _run_together_tail(parts[-1]) if parts and not kind and readings else None
    shorter = tuple(reading[:-1] for reading in readings if len(reading) > 2)
    if not tail or not shorter:
        return (first,)
    return first, Place(plain=plain, readings=shorter, kind=tail, marks=marks, qualifiers=qualifiers, seoul=seoul)


def _run_together_tail(word: str) -> str | None:
    """The kind that a word carries in its last syllable: Amnokgang is a river, Paektusan a mountain."""
    tails = (
        ("gang", "river"),
        ("san", "mountain"),
        ("som", "island"),
        ("ri", "ri"),
        ("gun", "county"),
        ("do", "island"),
    )
    return next((kind for tail, kind in tails if word.endswith(tail) and len(word) >= len(tail) + 4), None)
