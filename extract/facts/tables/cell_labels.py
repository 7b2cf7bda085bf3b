"""What a head, a row's label or the words of a cell say: a good, a place, a time, a currency, a measure, a veto."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from extract.facts.tables.flows import ABBREVIATED, Flow, read_flow
from extract.facts.tables.known import Known, head_good, names_within, whole_name
from extract.facts.tables.quantities import number_of, plain
from extract.facts.tables.table_notes import without_marks
from extract.facts.tables.table_words import Token, head_kinds, meaning, scan
from extract.facts.tables.told_times import Told, read_times

# kinds of places that prices are told of
SETTLED = ("city", "county", "province", "district", "town", "ri", "sez", "region", "market", "border_crossing", "port")
LONGEST_GOOD = 7  # words
_BRACKETS = re.compile(r"[(\[【〔（<《]([^()\[\]【】（）]*)[)\]】〕）>》]")
_SEPARATOR = re.compile(r"[,;/|·:：、，()\[\]【】<>《》=]+")
_LETTERS = re.compile(r"[^\W\d_]")
_NUMBER_BEFORE = re.compile(r"(?<![\d.,])(\d(?:[\d.,]*\d)?)[\s-]?$")
_MARKET = re.compile(
    r"^(?:[^\W\d_][\w'’. -]{0,30}\s)?(?P<name>[읍군]|[^\W\d_][\w'’-]{1,20}?)\s?"
    r"(?P<kind>시장|장마당|市场|市場|[Mm]arket|рынок)$"
    r"|^(?P<ru>[Рр]ынок\s[\w«»\"-]{3,24})$"
)
_NO_MARKET = re.compile(
    r"^(?:자유|농민|암|현지|국내|도매|종합|일반|지역|북한|전국|지방|自由|黑|农贸|当地|国内|批发|闇|現地|自由|卸売|black|free|local|private|street"
    r"|market|open|general|wholesale|retail|parallel|main|farmers?|чёрный|частный|внутренний)$",
    re.IGNORECASE,
)
_ROUND = re.compile(r"(?<![\d.,])(10{1,2})\s?$")
_ONE = re.compile(r", (?:one|a piece|each)$", re.IGNORECASE)
_COUNT = re.compile(r"\((\d{1,3})\)$")
_LOT_AFTER = re.compile(r"^\s?(?:[(,×x]|за|на|per|по)\s?(10{1,3})\s?(?:ед\.?|единиц|units?|개|)\)?$")
_THOUSANDS_AFTER = re.compile(r"\s?(?:1[,. ]?)?000(?!\d)")
_THOUSANDS_BEFORE = re.compile(r"(?<!\d)(?:1[,. ]?)?000\s?$")
_SHORT_THOUSANDS = re.compile(r"(?<![\d.,])(10{0,2})k\s?$", re.IGNORECASE)  # "10k yuan"
_FILLER = re.compile(
    r"\b(?:in|of|for|the|a|an|at|on|per|by|and|to|from|with|one|each|as|в|на|за|по|из|от|с|и|к)\b|당$|[の的]$",
    re.IGNORECASE,
)


@dataclass(kw_only=True, slots=True)
class Label:
    """What one label says; what it does not say is empty. `rest` are its words that the vocabulary does not hold."""

    text: str
    good: str | None = None
    good_id: str | None = None
    place: str | None = None
    place_id: str | None = None
    countries: list[Known] = field(default_factory=list)
    times: list[Told] = field(default_factory=list)
    money: list[str] = field(default_factory=list)
    units: float = 1.0  # of its money: 100 in "100 yuan"
    lot: bool = False  # whether it says so, be it 1
    scale: float = 1.0
    measures: list[tuple[float, str]] = field(default_factory=list)
    flow: Flow | None = None
    role: str | None = None
    vetoes: list[str] = field(default_factory=list)
    total: bool = False
    other: bool = False
    shift: str | None = None
    heads: set[str] = field(default_factory=set)
    rest: str = ""


@lru_cache(maxsize=4096)
def read_label(text: str) -> Label:
    """What a label says. Unknown words are left in `rest`, and are no good until the table says that they are."""
    text = plain(without_marks(text))
    label = Label(text=text)
    kinds = [kind for kind in ("good", "place", "date", "partner", "flow", "unit", "currency", "index", "note", "price",
                               "quantity", "rate") if kind in _heads_of(text)]  # fmt: skip
    label.heads.update(kinds)
    if meaning("level", text):  # "Highest", "Sell": which of several prices or rates it is
        label.heads.add("price")
        return label
    if not _LETTERS.search(text):
        label.times = read_times(text, cell=True)
        for token in scan(text, ("money",)):  # "$1,000"
            _take_token(label, token, text)
        return label
    shift = next(iter(scan(text, ("shift",))), None)
    if shift is not None:  # "지난해 같은 날 평양 사동시장": the time, and then the market
        label.shift = shift.value
        text = " ".join((text[: shift.start] + " " + text[shift.end :]).split())
    if (one := _ONE.search(text)) is not None:  # "Pollack, one"
        label.measures.append((1.0, "piece"))
        text = text[: one.start()]
    bare = _BRACKETS.sub(" ", text).strip(" ,;:*")
    if _read_whole(label, bare):
        count = _COUNT.search(text)
        if count and label.good:  # "Eggs (10)"
            label.measures.append((float(count[1]), "piece"))
        rest = " ".join(_BRACKETS.findall(text))
        if rest:
            _read_words(label, rest, inside=True)
        return label
    _read_words(label, text)
    return label


@lru_cache(maxsize=2048)
def _heads_of(text: str) -> frozenset[str]:
    bare = _BRACKETS.sub(" ", text).strip(" ,;:*№#") or text
    return head_kinds(bare)


def _read_whole(label: Label, bare: str) -> bool:
    """Reads a label that is one known name, or a market's name."""
    if meaning("total", bare) or any(
        meaning(kind, bare) for kind in ("veto", "money", "role", "head", "other", "shift")
    ):
        return False
    market = _MARKET.match(bare)
    if market and not (market["name"] and _NO_MARKET.match(market["name"])) and not meaning("role", bare):
        town = names_within(bare, "PLACE")
        if market["name"] is None or not whole_name(market["name"], "PLACE") or len(bare.split()) == 1:
            label.place, label.place_id = bare, town[0].id if town else None
            label.role = "market"
            return True
    place = whole_name(bare, "PLACE")
    if place is not None and (place.kind == "country" or place.kind in SETTLED) and not meaning("head", bare):
        _take_place(label, place)
        label.flow = read_flow(bare) if place.kind == "country" else None  # "북한으로"
        return True
    good = whole_name(bare, "PRODUCT")
    if good is not None and not read_times(bare, cell=True):
        label.good, label.good_id = bare, good.id
        return True
    return False


def _take_place(label: Label, place: Known) -> None:
    if place.kind == "country":
        label.countries.append(place)
    elif label.place is None and place.kind in SETTLED:
        label.place, label.place_id = place.text, place.id


def _read_words(label: Label, text: str, *, inside: bool = False) -> None:
    label.flow = read_flow(text) if scan(text, ("flow",)) or not scan(text, ("level", "money")) else None
    left = text
    for told in read_times(text, cell=not inside):
        label.times.append(told)
        left = _blank(left, told.start, told.end)
    tokens = sorted(scan(left), key=lambda token: token.start)
    said = left  # without its times: no year is a number of tonnes
    for token in tokens:
        _take_token(label, token, said)
        before = _NUMBER_BEFORE.search(said[: token.start]) if token.kind in ("measure", "money") else None
        left = _blank(left, before.start() if before else token.start, token.end)
    places = [known for known in names_within(left, "PLACE") if known.kind == "country" or known.kind in SETTLED]
    # the town before its province, and before a namesake in the South: "Pohang market, Chongjin"
    for known in sorted(places, key=lambda known: ("KP" not in known.country, known.kind == "province")):
        _take_place(label, known)
    for known in places:
        left = _blank(left, known.start, known.end)
    left = ABBREVIATED.sub(" ", left)
    if not inside:
        _read_rest(label, left)


def own_money(value: str) -> str:
    """A currency by its code, where a sign is shared by several."""
    return "CNY" if value == "元" else value


def _blank(text: str, start: int, end: int) -> str:
    return text[:start] + "\x00" * (end - start) + text[end:]


def _take_token(label: Label, token: Token, text: str) -> None:
    if token.kind == "money":
        before = _NUMBER_BEFORE.search(text[: token.start].removesuffix("元"))
        if before and label.units == 1:
            label.units, label.lot = number_of(before[1]), True
        elif label.units == 1 and (behind := _LOT_AFTER.match(text[token.end :])):  # "Rouble (10)"
            label.units = float(behind[1])
        label.money.append(token.value)
        if _THOUSANDS_AFTER.match(text[token.end :]) or _THOUSANDS_BEFORE.search(text[: token.start]):
            label.scale = 1e3
        elif (short := _SHORT_THOUSANDS.search(text[: token.start])) is not None:
            label.scale = float(short[1]) * 1e3
    elif token.kind == "scale":
        label.scale *= float(token.value) * _lot_before(text[: token.start])
    elif token.kind == "measure":
        before = _NUMBER_BEFORE.search(text[: token.start])
        label.measures.append((number_of(before[1]) if before else 1.0, token.value))
    elif token.kind == "flow":
        label.heads.add("flowing")
    elif token.kind == "role":
        label.role = label.role or token.value
    elif token.kind == "veto":
        label.vetoes.append(token.value)
    elif token.kind == "total":
        label.total = True
    elif token.kind == "other":
        label.other = True
    elif token.kind == "shift":
        label.shift = token.value
    elif token.kind == "head":
        label.heads.add(token.value)


def _lot_before(text: str) -> float:
    """The 100 of "RMB 100 million", the 10 of "10k yuan"; 1 where no round number stands before a scale."""
    found = _ROUND.search(text)
    return float(found[1]) if found else 1.0


def _read_rest(label: Label, left: str) -> None:
    """The words that are left: a known good or a kind of one, else `rest`."""
    bare = _BRACKETS.sub(" ", left)
    parts = [part.replace("\x00", " ") for part in _SEPARATOR.split(bare)]
    parts = [_FILLER.sub(" ", part) if len(parts) > 1 or "\x00" in left else part for part in parts]
    parts = [" ".join(part.split()).strip(" -–—*'\"“”«».") for part in parts]
    parts = [
        part
        for part in parts
        if len(_LETTERS.findall(part)) > 1
        or part in ("쌀", "콩", "무", "파", "감", "배", "꿀", "떡", "米", "盐", "鱼", "煤", "糖")
    ]
    parts = [part for part in parts if not re.match(r"\d", part)]
    phrase = ", ".join(parts)
    if not phrase or meaning("level", phrase):
        return
    whole = whole_name(phrase, "PRODUCT") or head_good(parts[0]) or head_good(phrase)
    if whole is not None and len(phrase.split()) <= LONGEST_GOOD:
        label.good, label.good_id = _as_told(label.text, phrase), whole.id
    else:
        label.rest = _as_told(label.text, phrase)


def _as_told(text: str, phrase: str) -> str:
    """A phrase with the quotes that it has in the label, where it is found there whole."""
    bare = _BRACKETS.sub(" ", text).strip(" ,;:*")
    first, last = phrase.split(", ")[0], phrase.split(", ")[-1]
    start, end = bare.find(first), bare.rfind(last)
    if 0 <= start <= end:
        told = bare[start : end + len(last)]
        if bare[end + len(last) : end + len(last) + 1] in '"”»' and any(quote in told for quote in '"“«'):
            told += bare[end + len(last) : end + len(last) + 1]
        if len(told) <= len(phrase) + 4:
            return told
    return phrase


def merged_times(labels: Iterable[Label]) -> Told | None:
    """One time of several labels, each filling in what the others leave out; None where two contradict."""
    told: Told | None = None
    for label in labels:
        for other in label.times[:1]:
            if told is None:
                told = other
            elif told.whole_year or (told.month is None and other.month is not None and other.day is None):
                told = other.filled(told) if told.whole_year else told.filled(other)
            elif other.whole_year or other.day is None:
                told = told.filled(other)
            else:
                return None
    return told
