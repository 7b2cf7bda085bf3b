"""Place names: direction, the name itself and what kind of place it says it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from corpus.names.foreign import cyrillic_words, hangul_of_han
from corpus.names.hangul import is_hangul
from corpus.names.lexicon import DIRECTIONS
from corpus.names.syllables import Syllable, hangul_syllables, read_latin, sound_keys
from corpus.names.tables import words as split_words
from corpus.names.text import fold_words, script_of, straighten

Reading = tuple[Syllable, ...]
# kind: English words; Romanised tails after a hyphen; Hangul tails
_KINDS = {
    "province": ("province prov oblast krai", "do to", "도"),
    "city": ("city municipality", "si shi", "특별시 직할시 시"),
    "county": ("county", "gun kun", "군"),
    "district": ("district ward guyok", "guyok guyeok kuyok gu ku", "구역 구"),
    "ri": ("village hamlet", "ri ni li", "리"),
    "town": ("town township", "up eup myon myeon", "읍 면"),
    "dong": ("neighbourhood neighborhood", "dong tong", "동"),
    "workers-district": ("", "nodongjagu rodongjagu", "로동자구 노동자구"),
    "river": ("river stream creek", "gang chon cheon", "강"),
    "mountain": ("mount mountain mountains mt peak hill", "san bong", "산 봉"),
    "island": ("island islands isle som", "som do", "섬"),
    "lake": ("lake reservoir", "ho", "호"),
    "sea": ("sea ocean", "", "해"),
    "bay": ("bay gulf", "man", "만"),
    "peninsula": ("peninsula", "", "반도"),
    "port": ("port harbour harbor", "hang", "항"),
    "station": ("station", "yok yeok", "역"),
    "bridge": ("bridge", "kyo gyo", "다리 대교 교"),
    "market": ("market jangmadang", "sijang", "시장 장마당"),
    "airport": ("airport airfield", "", "공항 비행장"),
    "street": ("street road avenue", "gori", "거리"),
    "square": ("square", "", "광장"),
    "pass": ("pass", "ryong", "령"),
    "dam": ("dam barrage", "", "언제 갑문"),
    "crossing": ("crossing customs checkpoint", "", "세관"),
    "zone": (
        "zone region park",
        "",
        "지대 특구 개발구 경제개발구 공업개발구 관광개발구 농업개발구 경제무역지대 공업지구 관광지구 국제경제지대",
    ),
    "hall": ("hall palace tower stadium monument", "", "궁전 경기장"),
    "cosmodrome": ("cosmodrome spaceport launch", "", "발사장"),
}
ADMIN = frozenset(("province", "city", "county", "district", "ri", "town", "dong", "workers-district"))
_WORD_KIND = {word: kind for kind, (words, _, _) in _KINDS.items() for word in words.split()}
_TAIL_KIND = {tail: kind for kind, (_, tails, _) in reversed(_KINDS.items()) for tail in tails.split()}
_HANGUL_KIND = sorted(
    ((tail, kind) for kind, (_, _, tails) in _KINDS.items() for tail in tails.split()),
    key=lambda pair: len(pair[0]),
    reverse=True,
)
_DIRECTED_PROVINCE = re.compile(r"^(.{3,}?)-?(puk|buk|nam)-?(do|to)$")
_FILLER = split_words("the of special and border international railway direct controlled")
_ZONE_WORDS = {
    **dict.fromkeys(("economic", "trade", "free", "development", "zones"), ""),
    **{"industrial": "industrial", "industry": "industrial", "tourist": "tourist", "tourism": "tourist"},
    **{"agricultural": "agricultural", "export": "export", "processing": "", "high": "", "tech": "tech"},
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """A place name taken apart. `kind` is "" when the name does not say; `marks` are directions, numbers and what a
    zone is for; `readings` the Korean readings of the name itself, `plain` its letters.
    """

    plain: str
    readings: tuple[Reading, ...]
    kind: str
    marks: frozenset[str]

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the name, best first: kinds of administration are left out, others are part of the key."""
        tail = sorted(self.marks | ({self.kind} if self.kind and self.kind not in ADMIN else set()))
        names = {key: None for reading in self.readings[:4] for key in sound_keys(reading, limit=2)}
        return tuple("_".join((name, *tail)) for name in [*names][:5] or [self.plain])


@lru_cache(maxsize=100_000)
def read_place(name: str) -> tuple[Place, ...]:
    """The ways to read a place name, likeliest first; at least one."""
    script = script_of(name)
    if script == "han":
        name = hangul_of_han(name) or name
        script = script_of(name)
    if script == "hangul":
        return _read_hangul(name)
    if script == "cyrillic":
        return tuple(place for words in cyrillic_words(name)[:6] for place in _read_latin(" ".join(words)))[:8]
    return _read_latin(name)


def _read_hangul(name: str) -> tuple[Place, ...]:
    text = "".join(character for character in name if is_hangul(character))
    numbers = frozenset(re.findall(r"\d+", name))
    places = []
    for province, mark in (("북도", "north"), ("남도", "south")):
        if text.endswith(province) and len(text) >= 4:
            places.append(_hangul_place(text[:-2], "province", numbers | {mark}))
    for tail, kind in _HANGUL_KIND:
        if not places and text.endswith(tail) and len(text) - len(tail) >= 2:
            places.append(_hangul_place(text[: -len(tail)], kind, numbers))
    if not places or places[0].kind not in ("province", "city", "county", "district"):
        places.append(_hangul_place(text, "", numbers))
    return tuple(places)


def _hangul_place(text: str, kind: str, marks: frozenset[str]) -> Place:
    return Place(plain=text, readings=(hangul_syllables(text),) if text else (), kind=kind, marks=marks)


def _read_latin(name: str) -> tuple[Place, ...]:
    plain = straighten(re.sub(r"\s*\([^)]*\)", "", name).strip() or name).replace("&", " and ")
    kind, marks, proper = "", set(), []
    words = [word.strip(".'") for word in re.split(r"[\s,/]+", plain) if word.strip(".'")]
    if len(words) == 1 and (match := _DIRECTED_PROVINCE.match(words[0])):
        words, kind = [match[1]], "province"
        marks.add("north" if match[2] != "nam" else "south")
    for index, word in enumerate(words):
        if word in _FILLER and len(words) > 1:
            continue
        if word in DIRECTIONS and len(words) > 1:
            marks.add(DIRECTIONS[word])
        elif word.isdigit():
            marks.add(word)
        elif word in _WORD_KIND and len(words) > 1 and (index or word in ("mt", "mount", "lake", "port", "city")):
            kind = _WORD_KIND[word]
        elif word in _ZONE_WORDS and index:
            marks.add(_ZONE_WORDS[word])
        else:
            proper.append(word)
    marks.discard("")
    if proper and not kind and "-" in proper[-1]:
        stem, tail = proper[-1].rsplit("-", 1)
        if tail in _TAIL_KIND and stem:
            kind, proper[-1] = _TAIL_KIND[tail], stem
    return _latin_places(proper or words, kind, frozenset(marks))


def _latin_places(proper: list[str], kind: str, marks: frozenset[str]) -> tuple[Place, ...]:
    parts = [part for word in proper for part in word.split("-") if part]
    choices = [read_latin(part)[:3] for part in parts]
    readings = tuple(sum(choice, ()) for choice in product(*choices))[:6] if parts and all(choices) else ()
    places = [
        Place(plain="".join(w for part in parts for w in fold_words(part)), readings=readings, kind=kind, marks=marks)
    ]
    tail = _run_together_tail(parts[-1]) if parts and not kind and readings else None
    if tail:
        shorter = tuple(reading[:-1] for reading in readings if len(reading) > 2)
        places.append(Place(plain=places[0].plain, readings=shorter, kind=tail, marks=marks))
    return tuple(places)


def _run_together_tail(word: str) -> str | None:
    """The kind that a word carries in its last syllable: Amnokgang is a river, Paektusan a mountain."""
    for tail, kind in (("gang", "river"), ("san", "mountain"), ("som", "island"), ("ri", "ri"), ("gun", "county")):
        if word.endswith(tail) and len(word) >= len(tail) + 4:
            return kind
    return None
