"""What speaks for and against two names with their sentences meaning one thing, as the figures that a judge weighs."""

from __future__ import annotations

import csv
import math
import re
import unicodedata
from collections.abc import Iterable, Mapping
from importlib import resources

from rapidfuzz import fuzz

from corpus.names import script_of
from corpus.names.foreign import chinese_syllables
from corpus.names.hangul import is_hangul
from extract.resolve.base import base_index
from extract.resolve.heard import alike, worst_of_best
from extract.resolve.judge import DIFFERENT, SAME, Judgement
from extract.resolve.pair_known import known_figures
from extract.resolve.pair_signs import signs_of
from extract.resolve.pair_units import Unit, joined, known_in, skeleton, spell_out, units_of
from extract.resolve.shared_words import shared_words
from extract.resolve.translated_units import meet_in_meaning

_NEAR = 80.0  # of 100: letters differ as by a slip


def align(
    a: Iterable[Unit], b: Iterable[Unit], *, slips: bool
) -> tuple[list[tuple[Unit, Unit]], list[Unit], list[Unit]]:
    """The words that two names share, in pairs, and what is left of each; with `slips` also words of a few other
    letters.
    """
    rest, met, left = list(b), [], []
    for unit in a:
        other = next((u for u in rest if unit.forms & u.forms), None)
        if other is None and slips and len(unit.spelled) > 3 and unit.kind != "number":
            other = next((u for u in rest if len(u.spelled) > 3 and fuzz.ratio(unit.spelled, u.spelled) >= _NEAR), None)
        if other is None:
            left.append(unit)
        else:
            rest.remove(other)
            met.append((unit, other))
    return met, left, rest


def _met(
    one: tuple[Unit, ...], two: tuple[Unit, ...], *, slips: bool
) -> tuple[list[tuple[Unit, Unit]], list[Unit], list[Unit]]:
    """How two names meet, word by word or with their proper parts run together, whichever leaves less."""
    ways = [align(one, two, slips=slips), align(joined(one), joined(two), slips=slips)]
    way = min(ways, key=lambda way: sum(len(unit.spelled) for unit in (*way[1], *way[2])))
    met, left, right = meet_in_meaning(*way)
    told = [{form for pair in met for form in pair[side].forms if form[0] == "="} for side in (0, 1)]
    return met, [u for u in left if not _said_by(u, told[1])], [u for u in right if not _said_by(u, told[0])]


def _said_by(unit: Unit, told: set[str]) -> bool:
    """Whether a word of one name is already a part of what a word of the other means: 건재 is building materials."""
    return unit.kind in ("word", "head") and bool(unit.forms & told)


def sentence_forms(sentence: str, names: Iterable[Unit], ids: frozenset[str]) -> set[str]:
    """The forms of what a sentence says beside the names."""
    own = {form for unit in names for form in unit.forms}
    found: set[str] = set()
    for unit in units_of(sentence):
        if unit.kind != "small" and not unit.forms & own and not (unit.kind == "proper" and _places_of(unit.spelled)):
            found |= unit.forms  # a place is known by its id, whatever its letters
    return found | {f"@{key}" for key in known_in(sentence) - ids}


def evidence(
    a: tuple[str, str], b: tuple[str, str], label: str, ruled: Judgement, common: Mapping[str, float]
) -> dict[str, float]:
    """The figures of a pair of (name, sentence); `ruled` is what the rules say, `common` how many of the sentences
    that were learned from hold a form.
    """
    one, two = units_of(spell_out(a[0], b[0])), units_of(spell_out(b[0], a[0]))
    met, left, right = _met(one, two, slips=script_of(a[0]) == script_of(b[0]))
    names = [*one, *two]
    ids = known_in(a[0]) | known_in(b[0])
    said = sentence_forms(a[1], names, ids), sentence_forms(b[1], names, ids)

    def rare(form: str) -> float:
        return math.log(2000 / (2 + common.get(form, 0.0))) / 7

    both = _apart(form for form in said[0] & said[1] if not form.startswith("@place/"))
    weights = sorted(map(rare, both), reverse=True)
    shared = sum(weights[:6])
    out: dict[str, float] = {f"label {label}": 1.0, "shared": shared, "shared best": weights[0] if weights else 0.0}
    out["place shared"] = max((rare(form) for form in said[0] & said[1] if form.startswith("@place/")), default=0.0)
    out["shared rare"] = float(sum(w > 0.8 for w in weights[:5]))
    out["shared none"] = float(not weights)
    out["shared words"] = float(min(3, len(shared_words(a, b))))
    scripts = {_script(a[0]), _script(b[0])}
    out["across scripts"] = float(len(scripts) > 1)
    if len(scripts) > 1 or _script(a[1]) != _script(b[1]):
        out["shared across"] = shared
    out |= _of_names(met, left, right, said)
    out |= _of_spelling(a[0], b[0], one, two)
    out |= _of_sound(one, two, left, right)
    out |= _of_what_is_said(said, weights)
    out |= _of_places(said)
    out["junior"] = float(bool(_JUNIOR.search(a[0])) != bool(_JUNIOR.search(b[0])))
    out |= _of_goods(a, b)
    out |= _of_names_told(a, b)
    out |= _of_other_names(a, b, left, right, said)
    ids_apart = [{key for key in known_in(name) if not key.startswith("place/")} for name in (a[0], b[0])]
    out["names share known"] = float(bool(ids_apart[0] & ids_apart[1]))
    out["all met"] = out["nothing left"] * float(out["proper met"] + out["left number"] > 0)
    out["sides differ"] = float(_southern(a[1]) != _southern(b[1]))
    out |= _of_rules(ruled)
    out |= known_figures(a, b, label, ruled, said)
    if ruled.verdict == DIFFERENT and "told apart" not in out and not ruled.why.startswith("known apart"):
        out["soft"] = 1.0
        for key in (
            "shared",
            "nothing left",
            "told left",
            "shared none",
            "whole alike",
            "left proper",
            "left word",
            "left head",
            "left number",
        ):
            out[f"soft, {key}"] = out[key]
    for key in _BY_LABEL:
        out[f"{label} {key}"] = out.get(key, 0.0)
    if ruled.verdict == SAME:
        for key in ("other places", "other provinces", "other goods", "shared none", "sides differ", "shared"):
            out[f"joined, {key}"] = out[key]
    return out | signs_of(out, label, ruled)


_WHOLE = frozenset(("place/north-korea", "place/south-korea"))
_ARABIC = re.compile(r"[\u0621-\u06ff]")


def _script(text: str) -> str:
    return "arabic" if _ARABIC.search(text) else script_of(text)


# Figures that speak differently of people than of goods.
_BY_LABEL = (
    "one side left", "shared", "shared none", "proper met", "left head", "left word", "nothing left", "one place",
    "other places",
    "both left proper", "other goods", "other provinces", "both named",
)  # fmt: skip


def _apart(forms: Iterable[str]) -> list[str]:
    """Forms, those of one word (its sound, its consonants) once."""
    found = sorted(forms)
    sounds = [form for form in found if form[0] in "~sh"]
    known = any(form[0] == "@" for form in found)
    rest = [form for form in found if form[0] not in "~sh"]
    return rest + sounds[: max(0, len(sounds) - (2 if known else 0))][: max(1, len(sounds) // 2) if sounds else 0]


def _of_names(
    met: list[tuple[Unit, Unit]], left: list[Unit], right: list[Unit], said: tuple[set[str], set[str]]
) -> dict[str, float]:
    rest = [*left, *right]
    told = [u for u in left if u.forms & said[1]] + [u for u in right if u.forms & said[0]]
    untold = [u for u in rest if u not in told]
    out = {
        "proper met": float(min(3, sum("proper" in (x.kind, y.kind) for x, y in met))),
        "words met": float(min(3, sum("proper" not in (x.kind, y.kind) for x, y in met))),
        "exact met": float(bool(met) and all(x.spelled == y.spelled for x, y in met if x.kind != "small")),
        "nothing met": float(not met),
        "one side left": float(bool(left) != bool(right)),
        "both sides left": float(bool(left) and bool(right)),
        "nothing left": float(all(unit.kind == "small" for unit in rest)),
        "told left": float(min(3, len(told))),
    }
    for kind in ("proper", "head", "word", "number"):
        out[f"left {kind}"] = float(min(2, sum(u.kind == kind for u in untold)))
        out[f"both left {kind}"] = float(any(u.kind == kind for u in left) and any(u.kind == kind for u in right))
    places = [{key for u in units if u.kind == "proper" for key in _named_places(u)} for units in (left, right)]
    out["left places"] = float(all(places) and not places[0] & places[1])
    out["left place"] = float(any(places) and not all(places))
    spelled = ["".join(u.spelled for u in units if u.kind == "proper") for units in (left, right)]
    out["left alike"] = fuzz.ratio(*spelled) / 100 if all(spelled) else 0.0
    return out


_JUNIOR = re.compile(r"\b(?:Jr|Sr|Junior|Senior|II|III)\.?(?=,|\s|$)")
_SOUTHERN = re.compile(
    r"South Korea|the South\b|south of the DMZ|Seoul|ROK\b|Busan|Incheon|Gangwon"
    r"|남측|남한|한국|서울|부산|韩国|韓国|南朝鮮|Южн\w+ Коре"
)


def _southern(sentence: str) -> bool:
    return _SOUTHERN.search(sentence) is not None


def _of_spelling(a: str, b: str, one: tuple[Unit, ...], two: tuple[Unit, ...]) -> dict[str, float]:
    """How alike the names' own parts are as a whole, in the letters of English, and whether one script spells them
    in two ways.
    """
    ways = [_own_parts(units) for units in (one, two)]
    pairs = [(x, y) for x in ways[0] for y in ways[1] if x and y]
    whole = max((fuzz.ratio(x, y) for x, y in pairs), default=0.0) / 100
    bare = (
        max((fuzz.ratio(skeleton(x), skeleton(y)) for x, y in pairs if skeleton(x) and skeleton(y)), default=0.0) / 100
    )
    out = {"whole alike": whole, "consonants alike": bare, "whole met": float(whole == 1.0 or bare == 1.0)}
    signs = script_of(a) == script_of(b) in ("hangul", "han", "kana")
    out["other signs"] = float(signs and not _one_spelling(a, b))
    out["other han"] = float(bool(out["other signs"]) and script_of(a) == "han")
    return out


def _of_sound(one: tuple[Unit, ...], two: tuple[Unit, ...], left: list[Unit], right: list[Unit]) -> dict[str, float]:
    """How alike the names' own parts sound: as a whole, word by word, and what is left of either."""
    own = [[unit for unit in units if unit.kind == "proper"] for units in (one, two)]
    rest = [[unit for unit in units if unit.kind == "proper"] for units in (left, right)]
    whole = [_run_together(units) for units in own]
    return {
        "heard": alike(*whole),
        "heard least": worst_of_best(*[[unit.readings() for unit in units] for units in own]),
        "heard left": alike(*[_run_together(units) for units in rest]),
        "own words": float(min(3, min(map(len, own)))),
    }


def _run_together(units: Iterable[Unit]) -> list[str]:
    said = [""]
    for unit in units:
        said = [before + reading for before in said for reading in unit.readings()[:6]][:24]
    return said


def _of_what_is_said(said: tuple[set[str], set[str]], weights: list[float]) -> dict[str, float]:
    """How much of what either sentence says the other says, and whether they count alike."""
    numbers = [{form for form in forms if form[0] == "#"} for forms in said]
    size = math.sqrt(max(1, len(said[0])) * max(1, len(said[1])))
    return {
        "shared part": min(1.0, sum(weights) * 4 / size),
        "one number": float(bool(numbers[0] & numbers[1])),
        "other numbers": float(all(numbers) and not numbers[0] & numbers[1]),
    }


def _own_parts(units: tuple[Unit, ...]) -> set[str]:
    own = [unit for unit in units if unit.kind == "proper"]
    return {"".join(unit.spelled for unit in own), "".join(unit.chinese or unit.spelled for unit in own)}


def _one_spelling(a: str, b: str) -> bool:
    """Whether two names in Hangul or Han do not differ in a sign or two: 은빛, 은빗. Signs of one sound in Chinese, and
    initials as North and South write them (리, 이), count as one.
    """
    if len(a) != len(b):
        return True
    apart = [pair for pair in zip(a, b, strict=True) if pair[0] != pair[1]]
    return len(apart) > 2 or all(_as_one(one, other) for one, other in apart)


def _as_one(one: str, other: str) -> bool:
    if is_hangul(one) and is_hangul(other):
        heard = [unicodedata.normalize("NFD", sign) for sign in (one, other)]
        return heard[0][1:] == heard[1][1:] and {heard[0][0], heard[1][0]} <= set("\u1102\u1105\u110b")
    spelled = [chinese_syllables(sign) for sign in (one, other)]
    return bool(spelled[0]) and spelled[0] == spelled[1]


def _of_places(said: tuple[set[str], set[str]]) -> dict[str, float]:
    places = [{form for form in forms if form.startswith("@place/")} for forms in said]
    provinces = [{key for place in named for key in _provinces(place[1:])} for named in places]
    return {
        "one place": float(bool(places[0] & places[1])),
        "two places": float(len(places[0] & places[1]) > 1),
        "other places": float(all(places) and not places[0] & places[1]),
        "other provinces": float(all(provinces) and not provinces[0] & provinces[1]),
        "one known": float(any(form[0] == "@" and not form.startswith("@place/") for form in said[0] & said[1])),
    }


def _provinces(place: str) -> set[str]:
    """The province that a place lies in, or is; the country for a place abroad of which the base knows no more."""
    entities, found = base_index().entities, ""
    while place in entities and not found:
        entity = entities[place]
        if entity.kind in ("province", "country"):
            found = "" if entity.id in _WHOLE else entity.id
            break
        place = entity.parent_id or ""
    return {found} if found else set()


def _of_goods(a: tuple[str, str], b: tuple[str, str]) -> dict[str, float]:
    """What goods the sentences speak of: a brand of noodles is not a brand of lamps."""
    goods = [
        {form for unit in units_of(sentence.replace(name, " ")) for form in unit.forms if form.startswith("@product/")}
        for name, sentence in (a, b)
    ]
    named = any(_is_good(form) for name, _ in (a, b) for unit in units_of(name) for form in unit.forms)
    apart = bool(all(goods) and not goods[0] & goods[1])
    return {
        "one good": float(bool(goods[0] & goods[1])),
        "other goods": float(apart),
        "brand of other goods": float(apart and not named),
    }


def _is_good(form: str) -> bool:
    """Whether a form is that of a good, not of a brand, which may be put on any."""
    return form.startswith("@product/") and base_index().entities[form[1:]].kind != "brand"


def _renaming() -> re.Pattern[str]:
    """How sentences say that a thing is called otherwise: renamed.tsv, by language."""
    lines = resources.files("extract.resolve").joinpath("renamed.tsv").read_text("utf-8").splitlines()
    rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    return re.compile("|".join(row["pattern"] for row in rows), re.IGNORECASE)


_RENAMED = _renaming()


def _of_names_told(a: tuple[str, str], b: tuple[str, str]) -> dict[str, float]:
    """Whether a sentence holds both names, and says that one is called the other."""
    out = {"both named": 0.0, "renamed": 0.0}
    for (name, sentence), (other, _) in ((a, b), (b, a)):
        rest = sentence.replace(name, "\u0000", 1)
        if other.casefold() in name.casefold() or name.casefold() in other.casefold():
            continue
        if _stem(other) and _stem(other) in rest.casefold():
            out["both named"] = 1.0
            if _RENAMED.search(rest):
                out["renamed"] = 1.0
    return out


def _of_other_names(
    a: tuple[str, str], b: tuple[str, str], left: list[Unit], right: list[Unit], said: tuple[set[str], set[str]]
) -> dict[str, float]:
    """Whether a sentence says that a thing is called otherwise, and which of the other name's own words it holds."""
    told, renames = 0.0, 0.0
    for units, forms, (name, sentence) in ((right, said[0], a), (left, said[1], b)):
        own = [unit for unit in units if unit.kind in ("proper", "word")]
        part = sum(bool(unit.forms & forms) for unit in own) / len(own) if own else 0.0
        told = max(told, part)
        if _RENAMED.search(sentence.replace(name, "\u0000", 1)):
            renames = max(renames, part, 0.2)
    return {"told part": told, "renames": renames}


def _stem(name: str) -> str:
    """What of a name stands in a sentence in whatever case: a Russian one without its last letters."""
    plain = name.casefold()
    return plain[:-2] if re.search(r"[\u0400-\u04ff]$", plain) and len(plain) > 6 else plain


def _named_places(unit: Unit) -> set[str]:
    return {form[1:] for form in unit.forms if form.startswith("@place/")} or _places_of(unit.spelled)


def _places_of(spelled: str) -> set[str]:
    return {key for key in known_in(spelled) if key.startswith("place/")}


_WHYS = {
    "known apart": "known apart", "both name": "known same", "the same letters": "same letters", "one name": "one name",
    "only one says": "only one says", "another name": "another name", "other given-name": "other given name",
    "another surname": "another surname", "alike": "alike", "may be short": "short", "one surname": "one surname",
    "its initials": "initials", "spelled almost": "alike",
}  # fmt: skip


def _of_rules(ruled: Judgement) -> dict[str, float]:
    why = next(
        (name for start, name in _WHYS.items() if ruled.why.startswith(start)),
        "against" if " against " in ruled.why else "other why",
    )
    out = {f"rules {ruled.verdict}": 1.0, f"why {ruled.verdict} {why}": 1.0, "rules' score": ruled.score}
    if ruled.verdict == DIFFERENT and (" and in " in ruled.why or " and a " in ruled.why or " and of " in ruled.why):
        out["told apart"] = 1.0
    if ruled.verdict != SAME and "share nothing" in ruled.why:
        out["share nothing"] = 1.0
    return out
