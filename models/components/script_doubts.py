"""What a trained tagger of another language than English says without reason, taken back or put right.

The taggers learned from texts about the North's economy; in ordinary news they call firms plants, abstract nouns goods
and words that begin with a surname persons. Each rule looks at one span and its line; the words are in
`configs/doubts.toml`. Known names are left, but for goods that are mostly another word.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from models.components.chinese_kinds import is_people, whole_name, with_model
from models.components.korean_borders import is_small_good
from models.components.korean_goods import settle_good
from models.components.morphology import WORDS, Word
from models.components.russian_kinds import is_event, persons_in, with_first_name
from models.components.russian_lines import grammar, heads_in, is_common_word, units_of

Span = tuple[int, int, str]
# How sure a tagger must be of a good that nobody knows, by language; see docs/models.md.
SURE_OF_GOOD = {"ko": 0.5, "zh": 0.4, "ja": 0.4, "ru": 0.5}

_LATIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9 .&+\-/]*")
_GROUP = re.compile(r"G(?:7|8|20|77)")
_TO_CAPITALS = re.compile(r"(?: [A-Z][A-Za-z]+)*")
_WAR = re.compile(r"[전戰]")
_OPEN, _CLOSE = "\"“‘'「『《〈«", "\"”’'」』》〉»"
_NEAR, _BESIDE = 24, 4
_HAN_TITLE = re.compile(r"([\u3400-\u9fff])(?:대통령|총리|의원|지사|시장|장관|대표|위원장|주석|정부|측|前대통령)")
_JAPANESE_COUNTRY = re.compile(r"[ロ国側朝韓中独仏英欧露]|大統領|政府|軍|報道")
_SURE_PERSON, _SURE_BRAND, _SURE_NAME = 0.8, 0.95, 0.9
# Classes of jieba's that names have.
_NAMES = ("nr", "ns", "nz", "nt", "x", "eng", "j")
_KINDS = {"FACTORY": "F", "ORG": "O"}
_JOINER = re.compile(r"[·\-‧ ]")
_DERIVED = frozenset("화성적력권률론제")
_COMMON = ("Noun-普通", "Verb-自立", "Adverb-一般")
# A name may stand before these, but so may anything: 안정화라는 측면.
_CALLED = ("라는", "라고", "이란")
_HAN = re.compile(r"[\u3400-\u9fff]")
# The head of a column: [비즈톡톡] at the beginning of a line.
_COLUMN = re.compile(r"(?:^\[|(?<=^\[))[\uac00-\ud7a3A-Z ]{2,10}\]")
_HANGUL = re.compile(r"[\uac00-\ud7a3]+")


@dataclass(frozen=True, kw_only=True, slots=True)
class DoubtWords:
    """The words of one language; `ends` by label, `heads` by kind (F plants, O bodies, L places, P titles)."""

    countries: frozenset[str]
    country: frozenset[str]
    homonyms: frozenset[str]
    plants: tuple[str, ...]
    brand_cues: tuple[str, ...]
    titles: tuple[str, ...]
    armies: frozenset[str]
    trades: tuple[str, ...]
    trade: tuple[str, ...]
    carriers: tuple[str, ...]
    beat: tuple[str, ...]
    surnames: frozenset[str]
    joined: tuple[str, ...]
    ends: dict[str, tuple[str, ...]]
    heads: dict[str, tuple[str, ...]]


@cache
def _lists() -> dict[str, dict[str, object]]:
    source = resources.files("models").joinpath("configs/doubts.toml").read_text(encoding="utf-8")
    return tomllib.loads(source)


@cache
def _latin(key: str) -> frozenset[str]:
    """A list of Latin words that holds whatever the language around them."""
    return frozenset(str(_lists()["latin"][key]).split())


def doubt_words(language: str, heads: dict[str, Collection[str]]) -> DoubtWords:
    """The words of a language; `heads` are those that its model is shipped with."""
    lists = _lists()[language]
    ends = lists["ends"]
    assert isinstance(ends, dict)
    return DoubtWords(
        countries=frozenset(str(lists["countries"]).split()),
        country=frozenset(str(lists["country"]).split()),
        homonyms=frozenset(str(lists["homonyms"]).split()),
        plants=tuple(str(lists["plants"]).split()),
        brand_cues=tuple(str(lists["brand_cues"]).split()),
        titles=tuple(str(lists.get("titles", "")).split()),
        armies=frozenset(str(lists.get("armies", "")).split()),
        trade=tuple(str(lists.get("trade", "")).split()),
        carriers=tuple(str(lists.get("carriers", "")).split()),
        beat=tuple(str(lists.get("beat", "")).split()),
        trades=tuple(str(lists.get("trades", "")).split()),
        surnames=frozenset(str(lists.get("surnames", "")).split()),
        joined=tuple(str(lists.get("joined", "")).split()),
        ends={label: tuple(words.split()) for label, words in ends.items()},
        heads={kind: tuple(sorted(words, key=len, reverse=True)) for kind, words in heads.items()},
    )


class Doubts:
    """The rules of one language. `labels` gives the label of a known name, with "?" where the name is also a word."""

    def __init__(self, language: str, words: DoubtWords, labels: Mapping[str, str]) -> None:
        self.language, self.words, self.labels = language, words, labels
        self._places = frozenset(name for name, label in labels.items() if label == "PLACE")

    def known(self, surface: str, label: str) -> bool:
        """Whether a surface is a known name of a label."""
        return self.labels.get(surface, "").rstrip("?") == label

    def is_name(self, surface: str, label: str) -> bool:
        """Whether a surface is a known name of a label, or a plant or body by the word that it ends in."""
        return self.known(surface, label) or (label in _KINDS and self._ends_in(surface, _KINDS[label]))

    def kinds_of(self, surface: str) -> str:
        """What a surface ends in: F a plant, O a body, L a place, P a title; in Russian what its words are."""
        return "".join(kind for kind in "FOLP" if self._ends_in(surface, kind))

    def is_certain(self, line: str, span: Span) -> bool:
        """Whether a span needs no second look: a known name, a letter for a country, a surname with a title."""
        surface = line[span[0] : span[1]]
        if span[2] == "PLACE" and (surface in self.words.country or self._joins_countries(surface)):
            return True
        if span[2] == "PERSON" and len(surface) == 1:
            return line[span[1] :].lstrip().startswith(self.words.heads.get("P", ()))
        if span[2] == "PRODUCT" and self.language in ("ko", "zh", "ru"):
            return False
        return self.known(surface, span[2]) or surface in self.words.armies

    def label_of(self, surface: str) -> str:
        """The label of a known name of a person, place or body that is no other word, or ""."""
        label = self.labels.get(surface, "")
        return label if label in ("PERSON", "PLACE", "ORG") and len(surface) > 2 else ""

    def settle(self, line: str, spans: Sequence[Span], sure: Callable[[int], float]) -> list[Span]:
        """The spans of a line that hold; `sure` gives the model's probability of the span with an index."""
        surfaces = [line[start:end] for start, end, label in spans if label == "FACTORY"]
        plants = [surface for surface in surfaces if self._ends_in(surface, "F")]
        settled: list[Span] = []
        for index, (start, end, label) in enumerate(spans):
            found: Span | None = (start, end, label)
            if (whole := self._joined(line, (start, end, label), spans)) is not None:
                found = whole
            elif self.known(line[start:end], label):
                if label == "PRODUCT" and not self._known_good(line, start, end, spans):
                    continue
            elif self.language == "ru" and (persons := list(persons_in(line, (start, end, label)))):
                settled += persons[:-1]
                found = persons[-1]
            else:
                found = self._unknown(line, (start, end, label), sure(index), spans, plants)
            if found and self.language != "ja":
                found = self._bounded(line, found, spans)
            if found and settled and settled[-1][1] > found[0]:
                settled.pop()  # the half of a name that has become whole
            if found:
                settled.append(found)
        return settled

    def _bounded(self, line: str, span: Span, spans: Sequence[Span]) -> Span | None:
        """A span with what belongs to it before it, or None for a people (英国人) or an event."""
        if self.language == "ko":
            return settle_good(line, span, spans)
        if self.language == "zh":
            return None if is_people(line, span) else with_model(line, span, spans)
        if not self.known(line[span[0] : span[1]], span[2]) and is_event(line, span):
            return None
        return with_first_name(line, span, spans)

    def _joined(self, line: str, span: Span, spans: Sequence[Span]) -> Span | None:
        """The whole of a name with a dot in it of which a span holds one half (인도·태평양), or None."""
        start, end, label = span
        for name in self.words.joined if label in ("PLACE", "ORG") else ():
            first, _, second = name.partition("·")
            longer = any(s == end + 1 and e > start + len(name) for s, e, _ in spans)
            if line[start:end] == first and line.startswith(name, start) and not longer:
                return start, start + len(name), label
            if line.startswith(second, start) and line[:start].endswith(first + "·"):
                return start - len(first) - 1, end, label
        return None

    def _known_good(self, line: str, start: int, end: int, spans: Sequence[Span]) -> bool:
        """Whether a known good that is mostly another word is the good here."""
        if line[start:end] not in self.words.homonyms:
            return True
        listed = any(
            label == "PRODUCT" and (s, e) != (start, end) and s - end < _BESIDE and start - e < _BESIDE
            for s, e, label in spans
        )
        return listed or is_small_good(line, start, end) or self._is_brand(line, start, end, spans)

    def _unknown(self, line: str, span: Span, sure: float, spans: Sequence[Span], plants: Sequence[str]) -> Span | None:
        start, end, label = span
        if label == "PRODUCT" and sure < SURE_OF_GOOD[self.language]:
            return None
        if self.language == "zh":
            whole = whole_name(line, span, self.words.heads, self._places)
            if whole is None or (whole[2] == "PERSON" and label != "PERSON"):
                return whole
            start, end, label = whole
        surface = line[start:end]
        if label == "PERSON" and any(char.isdigit() for char in surface):
            return None
        other = self.label_of(surface) if label != "FACTORY" and not _is_quoted(line, start, end) else ""
        if other and other != label:
            return start, end, other
        if _LATIN.fullmatch(surface):
            if surface in _latin("no_names") or (
                label != "PRODUCT" and (surface in _latin("goods") or surface.islower())
            ):
                return None
            if _GROUP.fullmatch(surface):
                return start, end, "ORG"
            if label != "PRODUCT":
                end = _TO_CAPITALS.match(line, end).end()  # type: ignore[union-attr]
                surface = line[start:end]
            if surface in _latin("networks") and label in ("PLACE", "PERSON"):
                return start, end, "ORG"
        if surface in self.words.armies:
            return start, end, "ORG"
        if self.language == "ko" and (_is_plain_character(line, start, end, self.words) or _COLUMN.match(line, start)):
            return None
        if label == "FACTORY" and self._is_kind_of_plant(surface):
            return None
        if self.language == "ko" and label != "PLACE" and _WAR.match(surface, len(surface) - 1):
            return (start, end - 1, "PLACE") if self.known(surface[:-1], "PLACE") else (start, end, label)
        if self._joins_countries(surface) or self._is_cut_from_countries(line, start, end):
            return None
        if surface in self.words.country and (self.language != "ja" or _JAPANESE_COUNTRY.match(line, end)):
            return start, end, "PLACE"
        if self.language == "ko" and (title := _HAN_TITLE.match(line, start)) and title.end() == end:
            return start, start + 1, "PERSON"
        if label in ("ORG", "FACTORY"):
            end = self._without_title(line, start, end)
            surface = line[start:end]
        if label == "FACTORY" and not self._may_be_plant(line, start, end, plants):
            label = "ORG" if self._ends_in(surface, "O") else "PLACE" if self._ends_in(surface, "L") else ""
        if not label or surface.endswith(self.words.ends.get(label, ())):
            return None
        if label == "PLACE" and self.language == "zh" and not self._ends_in(surface, "L"):
            return None if _cuts_words(line, start, end, whole=True) else (start, end, "PLACE")
        if label == "PERSON":
            return self._person(line, start, end, sure)
        if label == "PRODUCT" and sure < _SURE_BRAND and _is_quoted(line, start, end):
            return (start, end, label) if self._is_brand(line, start, end, spans) else None
        return start, end, label

    def _joins_countries(self, surface: str) -> bool:
        rest = _JOINER.sub("", surface)
        return 1 < len(rest) < 5 and all(char in self.words.countries for char in rest)

    def _is_cut_from_countries(self, line: str, start: int, end: int) -> bool:
        """한미정 in 한미정상회담: two countries and a piece of the word after them."""
        inside = self.language == "ko" and _HANGUL.match(line, end) is not None
        return inside and end - start == 3 and self._joins_countries(line[start : start + 2]) and line[end - 1] == "정"

    def _ends_in(self, surface: str, kind: str) -> bool:
        if self.language == "ru":
            return kind in heads_in(surface)
        heads = self.words.heads.get(kind, ())
        return any(surface.endswith(head) and len(surface) > len(head) for head in heads)

    def _may_be_plant(self, line: str, start: int, end: int, plants: Sequence[str]) -> bool:
        surface = line[start:end]
        heads = self.words.heads.get("F", ())
        around = line[max(0, start - _NEAR) : end + _NEAR]
        if self.language == "ru":
            bases = {grammar(around[first:last])[0] for first, last in units_of(around)}
            return "F" in heads_in(around) or not bases.isdisjoint(self.words.plants)
        if surface.endswith(self.words.plants):
            return True
        return any(head in around for head in heads) or any(plant.startswith(surface) for plant in plants)

    def _is_kind_of_plant(self, surface: str) -> bool:
        """Whether a surface is a noun for a plant, alone or after what such plants make or run on (원자력발전소)."""
        heads = self.words.heads.get("F", ()) if self.words.trades else ()
        head = next((head for head in (*heads, *self.words.plants) if surface.endswith(head)), "") if heads else ""
        made = surface[: len(surface) - len(head)].strip()
        return bool(head) and (not made or made in self.words.trades or self.labels.get(made, "") == "PRODUCT")

    def _without_title(self, line: str, start: int, end: int) -> int:
        """Where a name ends without the title glued to it: 하원 in 하원의장."""
        surface = line[start:end]
        if self._ends_in(surface, "F") or self._ends_in(surface, "O"):
            return end
        for title in self.words.heads.get("P", ()):
            if surface.endswith(title) and len(surface) - len(title) > 1 and len(title) > 1:
                return end - len(title)
        return end

    def _is_brand(self, line: str, start: int, end: int, spans: Sequence[Span]) -> bool:
        """Whether a name in quotes stands near a good or a word of brands and selling."""
        if not self.words.brand_cues:
            return True
        if not _is_quoted(line, start, end):
            return False
        first, last = start - _NEAR, end + _NEAR
        goods = any(
            label == "PRODUCT" and first < s and e < last and (e <= start or s >= end) and not _is_quoted(line, s, e)
            for s, e, label in spans
        )
        around = line[max(0, first) : start - 1] + " " + line[end + 1 : last]
        return goods or any(cue in around.lower() for cue in self.words.brand_cues)

    def _person(self, line: str, start: int, end: int, sure: float) -> Span | None:
        if self.language == "ru":
            return _russian_person(line, start, end)
        if self.language == "ko":
            titles = (title for title in self.words.heads.get("P", ()) if not title.endswith(_CALLED))
            titled = line[end:].lstrip().startswith(("후보", *titles))
            plain = not titled and _is_derived(line, start, end, sure)
            return None if plain else (start, end, "PERSON")
        return self._chinese_person(line, start, end, sure) if self.language == "zh" else (start, end, "PERSON")

    def _chinese_person(self, line: str, start: int, end: int, sure: float) -> Span | None:
        """A person without the title (陈校长), or None where the span cuts words (推动人|类文明)."""
        titles = (*self.words.titles, *(title for title in self.words.heads.get("P", ()) if len(title) > 1))
        for title in titles:
            if line[start:end].endswith(title) and end - len(title) > start:
                return start, end - len(title), "PERSON"
        return None if _cuts_words(line, start, end, whole=sure < _SURE_PERSON) else (start, end, "PERSON")


def _is_derived(line: str, start: int, end: int, sure: float) -> bool:
    """Whether a Korean span is, by the dictionary, a noun with an ending (고도화, 안정성) or two nouns (강제북송); or
    common nouns at all, where the tagger is not sure (우호국).
    """
    inner: list[Word] = [word for word in WORDS["ko"](line) if start <= word.start and word.end <= end]
    if not inner or inner[0].start != start or inner[-1].end != end:
        return False
    noun = inner[-2] if len(inner) > 1 else inner[0]
    if len(inner) > 1 and inner[-1].form in _DERIVED and noun.kind == "Noun-普通":
        return noun.end - noun.start > 1 or (noun.form == "핵" and inner[-1].kind == "Suffix-名詞派生")
    common = [word for word in inner if word.kind in _COMMON]
    long = [word for word in common if word.end - word.start > 1]
    if len(common) < len(inner) or not long:
        return False
    return (len(inner) > 1 and len(long) == len(inner)) or (sure < _SURE_NAME and end - start > 2)


def _is_plain_character(line: str, start: int, end: int, words: DoubtWords) -> bool:
    """Whether a span is one Chinese character for no country and no surname (野, the opposition)."""
    alone = end - start == 1 and _HAN.match(line, start) is not None
    return alone and line[start] not in words.country and line[start] not in words.surnames


def _is_quoted(line: str, start: int, end: int) -> bool:
    return line[start - 1 : start] in tuple(_OPEN) and line[end : end + 1] in tuple(_CLOSE)


def _russian_person(line: str, start: int, end: int) -> Span:
    """A person without the words before the name: «Внучка Ван Цзюня», «Татарстана Минтимера Шаймиева»."""
    units = units_of(line[start:end])
    while len(units) > 1 and units[0][1] - units[0][0] > 4 and is_common_word(line[start:end][slice(*units[0])]):
        units = units[1:]
    return start + units[0][0], end, "PERSON"


def _cuts_words(line: str, start: int, end: int, *, whole: bool) -> bool:
    """Whether a Chinese span begins or ends within a common word (推动人|类文明), or, with `whole`, is one (巨大)."""
    for word in WORDS["zh"](line):
        if word.end - word.start < 2 or word.kind.startswith(_NAMES):
            continue
        if word.start < start < word.end or word.start < end < word.end:
            return True
        if whole and (word.start, word.end) == (start, end):
            return True
    return False
