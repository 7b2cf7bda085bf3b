"""What a sentence says of someone or something it names: the office of a person, where a plant lies, whose a body is.

offices.tsv and nationalities.tsv hold the words, one row each with an example. Nothing here decides what is one thing;
extract/resolve/bearers.py does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from corpus.names import read_place
from corpus.names.runs import singular
from corpus.names.vocabulary import HEADS, WORDS, american

WIDE = 90  # characters on either side of a name in which its office may stand
_DOMAINS = frozenset(WORDS.values()) - {"affair", "people", "industry", "state", "central", "general", "land"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """What a sentence says: `roles` as (role, sphere), `domains` what these are about, `countries` as codes, `places`
    as keys of counties, cities and provinces; `provinces` those with a direction in their name; `counties` are those
    that stand right at the name and say what they are, `at` those that do not say so.
    """

    roles: frozenset[tuple[str, str]] = frozenset()
    domains: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    provinces: frozenset[str] = frozenset()
    counties: frozenset[str] = frozenset()
    at: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.roles or self.countries or self.places)

    @property
    def spheres(self) -> frozenset[str]:
        """The walks of life of its roles."""
        return frozenset(sphere for _, sphere in self.roles if sphere)


NOTHING_SAID = Said()


def _rows(name: str) -> list[dict[str, str]]:
    lines = resources.files("extract.resolve").joinpath(name).read_text("utf-8").splitlines()
    columns = lines[0].split("\t")
    return [dict(zip(columns, line.split("\t"), strict=True)) for line in lines[1:]]


def _pattern(words: Iterable[str]) -> str:
    """Any of the words or phrases: Latin ones whole, others where they stand; "*" is up to three words."""
    ordered = sorted(words, key=lambda word: -len(word))
    parts = [rf"(?<!\w){re.escape(word)}(?!\w)" if word.isascii() else re.escape(word) for word in ordered]
    return "|".join(part.replace(r"\*\ ", r"(?:[^\s,.]+ ){0,3}") for part in parts)


_OFFICES = [
    (row["role"], row["sphere"], [*row["english"].split("|"), *row["korean"].split("|")])
    for row in _rows("offices.tsv")
]
_ROLE_OF = {word: n for n, (_, _, spelled) in reversed([*enumerate(_OFFICES)]) for word in spelled if word}
_STARRED = [(re.compile(_pattern([word])), n) for word, n in _ROLE_OF.items() if "*" in word]
_ROLE = re.compile(_pattern(word for word in _ROLE_OF if "*" not in word))
_COUNTRIES = {word: row["country"] for row in _rows("nationalities.tsv") for word in row["words"].split("|")}
COUNTRIES, COUNTRY_WORDS = _COUNTRIES, _pattern(_COUNTRIES)
COUNTRY_NAMES = {row["country"]: row["words"].partition("|")[0].title() for row in _rows("nationalities.tsv")}
_LANDS = {word: row["country"] for row in _rows("nationalities.tsv") for word in row["regions"].split("|") if word}
_LAND = re.compile(_pattern(_LANDS))
_COUNTRY = re.compile(COUNTRY_WORDS)
_CLAUSE = re.compile(
    r"\.(?=\s)|[;:()\n“”\"]|\b(?:who|which|while|after|before|because|and then)\b(?! (?:has run|runs|heads))"
)
_PLACE = re.compile(
    r"(?<!\w)([A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?) (County|City|Province|District|county|city|province|district)(?!\w)"
    r"|(?<!\w)(?:in|of|at|near|off|outside|below|beside|from|,) ([A-Z][\w’'-]+)(?!\w)|(?<!\w)([A-Z][\w-]+)['’]s(?!\w)"
    r"|([가-힣]{2,4}(?:시|군|구역|도))(?![가-힣]{3,})"
)


def read_said(sentence: str, start: int, end: int, label: str) -> Said:
    """What a sentence says of the name that stands at `start` to `end` in it."""
    if label == "PERSON":
        return _of_person(sentence, start, end)
    around = f"{sentence[max(0, start - WIDE) : start]} \u0000 {sentence[end : end + WIDE]}"
    if label == "ORG":
        return Said(countries=_countries(_near(sentence, start, end)))
    before, after = sentence[:start], _TOGETHER.sub("", sentence[end:])
    return Said(
        places=_places(around),
        provinces=frozenset(" ".join(match).casefold() for match in _PROVINCE.findall(around)),
        counties=_counties(before, after),
        at=_at(before, after),
        countries=_countries(around) | _lands(around) if label == "PLACE" else frozenset(),
    )


# "Yanggok and Manjong farms in Paekam County": where those lie that are named together with it, it lies too
_TOGETHER = re.compile(
    r"^(?:(?:,| and|, and) [A-Z][\w-]+)+(?: [a-z-]+)?"
    r" (?:farms|mines|factories|mills|stations|plants|works|complexes)(?!\w)"
)
_PROVINCE = re.compile(r"(North|South) ((?:Ph?yo?ng|Hamg|Hwangh)\w+)")
_PLACE_AFTER = re.compile(r"(?: in| of| at| near) ?([A-Z][\w-]+)(?!\w)(?! (?:County|City|District|Province))")
_PLACE_BEFORE = re.compile(r"([A-Z][\w-]+)['’]s (?:new )?$")
_COUNTY_AFTER = re.compile(r"(?:,| in| of| at)? ?(?:the )?([A-Z][\w'’-]+) (?:County|City|District)(?!\w)")
_COUNTY_BEFORE = re.compile(r"([A-Z][\w-]+) (?:County|City|District)['’]s? $")


# "farms in Anbyon County, including Ogye and Wollang farms"
_COUNTY_INCLUDING = re.compile(
    r"(?:farms|mines|factories|mills|stations|plants|works|complexes|units) (?:in|of) "
    r"([A-Z][\w'’-]+) (?:County|City|District)"
    r"(?:,? (?:of )?[A-Z]\w+(?: [A-Z]\w+)* Province)?,? "
    r"(?:including|such as) (?:the )?(?:[A-Z][\w-]+(?:, | and |, and ))*$"
)
# "Yonggwang Farm and the Tonghung Farm in Hoesang District, Hamhung City": what is farther out holds for both
_BESIDE = re.compile(
    r"(?:,| and|, and) (?:at |of )?(?:the )?(?:[A-Z][\w-]+ ){1,4}"
    r"(?:Farm|Mine|Factory|Mill|Station|Plant|Works|Complex|Smelter|Smeltery)s?"
    r",? (?:in|of) (?P<county>[A-Z][\w'’-]+) (?:County|City|District)(?:(?:,| of) (?P<city>[A-Z][\w'’-]+) City)?(?!\w)"
)


def _keys_of_names(name: str) -> frozenset[str]:
    return frozenset(key for key in (place_key(name),) if key)


def county_of_first(text: str) -> str:
    """The key of the one county or city that the first sentences of a text name with what it is, or ""."""
    first = text[:_LEAD].partition("\n")[0]
    keys = {place_key(match[1]) for match in _WITH_KIND.finditer(first)} - {""}
    return keys.pop() if len(keys) == 1 else ""


_LEAD = 500  # characters in which a dispatch tells where it takes place
_WITH_KIND = re.compile(r"([A-Z][\w'’-]+) (?:County|City)(?!\w)")


def _counties(before: str, after: str) -> frozenset[str]:
    """The county, city or district that a sentence names right before or after a plant."""
    own = _keys_of(_COUNTY_AFTER.match(after), _COUNTY_BEFORE.search(before), _COUNTY_INCLUDING.search(before))
    beside = _BESIDE.match(after)
    return own or (_keys_of_names(beside["city"] or beside["county"]) if beside else own)


def _at(before: str, after: str) -> frozenset[str]:
    """The place that stands right before or after a plant without saying what kind of place it is."""
    return _keys_of(_PLACE_AFTER.match(after), _PLACE_BEFORE.search(before))


def _keys_of(*matches: re.Match[str] | None) -> frozenset[str]:
    return frozenset(key for match in matches if match and (key := place_key(match[1])))


def _near(sentence: str, start: int, end: int) -> str:
    """The few words on either side of a body's name that say whose it is."""
    before = " ".join(sentence[:start].split()[-4:])
    after = " ".join(sentence[end:].split()[:6])
    return f"{before} \u0000 {after}"


def _of_person(sentence: str, start: int, end: int) -> Said:
    before = _CLAUSE.split(sentence[max(0, start - WIDE) : start])[-1]
    before = _OTHERS.split(before)[-1]
    after = _CLAUSE.split(sentence[end : end + WIDE].lstrip(" ,"))[0]
    if not sentence[end : end + 2].lstrip().startswith((",", "of", "(")) and not after.startswith(_TELLING):
        after = _beginning(after)
    text = _KIN.sub("", f"{before} \u0000 {after}").casefold()
    found = {_ROLE_OF[match[0]] for match in _ROLE.finditer(text)}
    found |= {n for pattern, n in _STARRED if pattern.search(text)}
    roles = frozenset(_OFFICES[n][:2] for n in found)
    return Said(
        roles=roles,
        domains=_domains(text) if roles else frozenset(),
        countries=_countries(text),
        places=_places(f"{before} \u0000 {after}") if roles else frozenset(),
    )


# "the leader's sister" is no leader
_KIN = re.compile(
    r"\b[\w-]+['’]s (?=(?:\w+ )?(?:sister|brother|wife|husband|son|daughter|father|mother|uncle|nephew|aide|doctor"
    r"|bodyguard|translator|spokesman|spokeswoman)\b)"
)
# What stands before one of these says something of somebody else, or of what was done.
_OTHERS = re.compile(r",(?!\s*$)|\b(?:and|with|told|said|met|by|from|that|as|when|where|under|led)\b")
_TELLING = ("of ", "who ", "has run", "runs ", "in ", "at ", "from ", "씨", "동지")


def _beginning(after: str) -> str:
    """What follows a name without a comma says what it did, not what it is: only a title straight after it counts."""
    return after.strip()[:12] if after[:1] and not after[:1].isascii() else ""


def _domains(text: str) -> frozenset[str]:
    """What the words of an office are about: railways, coal, foreign."""
    found = set()
    for word in re.findall(r"[^\W\d_]+", text):
        plain = american(word)
        meaning = WORDS.get(plain) or WORDS.get(singular(plain))
        if meaning in _DOMAINS and plain not in HEADS:
            found.add(meaning)
    return frozenset(found)


def _countries(text: str) -> frozenset[str]:
    return frozenset(_COUNTRIES[match[0]] for match in _COUNTRY.finditer(text.casefold()))


def country_of(word: str) -> str:
    """The code of the country that a word names or belongs to, "" for any other word."""
    return _COUNTRIES.get(word.casefold(), "")


def countries_in(text: str) -> frozenset[str]:
    """The codes of the countries that a text names, or says that something is of."""
    return _countries(text)


def _lands(text: str) -> frozenset[str]:
    """The countries of the provinces and large cities that a text names."""
    return frozenset(_LANDS[match[0]] for match in _LAND.finditer(text.casefold()))


def _places(text: str) -> frozenset[str]:
    return frozenset(key for match in _PLACE.finditer(text) if (key := place_key(next(filter(None, match.groups())))))


@lru_cache(maxsize=20_000)
def place_key(name: str) -> str:
    """The key of a place's own name, without what kind of place it is; "" for what is no Korean name."""
    place = read_place(name)[0]
    return place.keys[0] if place.readings and not place.marks else ""
