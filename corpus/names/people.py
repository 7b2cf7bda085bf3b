"""People's names: Korean ones by surname class and given syllables, others by their words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from corpus.names.foreign import chinese_words, cyrillic_words, hangul_of_han, russian_words
from corpus.names.hangul import romanise
from corpus.names.kana import japanese_words, korean_of_kana
from corpus.names.surnames import SURNAMES
from corpus.names.syllables import Syllable, hangul_syllables, read_latin, sound_keys
from corpus.names.text import fold_words, script_of, straighten
from corpus.names.tsv import words
from corpus.names.western import Western, read_western

_NEVER_GIVEN = frozenset(spelled for surname in SURNAMES for spelled in surname.settling)
_SEOUL = frozenset(spelled for surname in SURNAMES for spelled in surname.seoul)
_NORTHERN = frozenset(surname.northern for surname in SURNAMES) - {""}
_TITLES = words(
    "mr mrs ms dr prof professor president chairman chairwoman premier minister marshal general comrade sir vice "
    "secretary director gen supreme leader ambassador king queen prince princess pope speaker senator rep governor ceo"
)
# What may stand before a name with further words before it: Foreign Minister, Vice Department Director.
_OFFICES = words(
    "minister president premier chairman chairwoman secretary director ambassador governor leader commander"
)
_KOREAN_TITLES = (
    *("위원장", "총비서", "비서", "부장", "상", "총리", "장관", "대통령", "대표", "의원", "국장", "과장"),
    *(
        "지배인",
        "대사",
        "사령관",
        "동지",
        "씨",
        "의장",
        "교수",
        "소장",
        "사장",
        "기사장",
        "박사",
        "기자",
        "선생",
        "장군",
        "총장",
    ),
)
_QUOTES = str.maketrans(dict.fromkeys('"“”„«»《》〈〉「」『』', " "))


def _surname_classes() -> tuple[dict[str, str], dict[str, str]]:
    """Spelling -> class, for Latin and for Hangul surnames."""
    latin: dict[str, str] = {}
    hangul: dict[str, str] = {}
    for surname in SURNAMES:
        cls = "".join(sound_keys(hangul_syllables(surname.hangul[0]))[0].split("."))
        for form in surname.hangul:
            hangul[form] = cls
            for system in ("dprk", "rr", "mr"):
                spelled = straighten("".join(romanise(form, system)))
                latin.setdefault(spelled, cls)
                latin.setdefault(fold_words(spelled)[0], cls)
    for surname in SURNAMES:
        latin |= dict.fromkeys(surname.newspapers, hangul[surname.hangul[0]])
    return latin, hangul


CLASSES, CLASSES_HANGUL = _surname_classes()


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """One way to read a person's name. A Korean one has a `surname` class ("" for a given name alone) and given
    syllables; any other has its `words` only, and `western` what else it says. `seoul`: written the South's way, so
    that an initial ㄹ may be lost; `spaced`: the given syllables were written apart; `news`: written as newspapers do,
    so that "u" may be ㅓ.
    """

    surname: str
    given: tuple[Syllable, ...]
    words: tuple[str, ...]
    seoul: bool = False
    spaced: bool = False
    news: bool = False
    western: Western | None = None

    @property
    def korean(self) -> bool:
        """Whether the name was read as Korean."""
        return bool(self.given) or bool(self.surname)

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of this reading, best first."""
        if self.given:
            return tuple(f"{self.surname}-{given}" for given in sound_keys(self.given))
        return (f"{self.surname}-",) if self.surname else ("_".join(sorted(self.words)),)


@lru_cache(maxsize=100_000)
def read_person(name: str) -> tuple[Person, ...]:
    """The ways to read a person's name, likeliest first; at least one."""
    name = name.translate(_QUOTES).strip() or name
    script = script_of(name)
    if script == "hangul":
        return _read_hangul(_without_title(name))
    if script == "kana":
        words = [person for spelled in korean_of_kana(name) for person in _read_words(spelled, False) if person.given]
        return tuple(words[:8]) or (_plain([name]),)
    if script == "han":
        chinese = chinese_words(name)
        spelled = tuple(_plain(words) for words in (chinese, *japanese_words(name)) if words)
        hangul = hangul_of_han(name)
        if hangul:
            return (*_read_hangul(hangul), *spelled)
        if spelled:
            return spelled
    if script == "cyrillic":
        korean = [person for spelled in cyrillic_words(name) for person in _read_words(spelled, False) if person.given]
        return (*korean[:7], _plain(russian_words(name)))
    inverted = name.count(",") == 1
    names = [word for word in straighten(name).replace(",", " ").split() if word.strip("'.")]
    names = [word.removesuffix("'s").strip("'.") for word in names]
    if inverted:
        head, tail = (straighten(part).split() for part in name.split(","))
        if len(head) > 2:
            names = tail + head
    names = _after_office(names)
    return _read_words(names, "-" in name)


def _after_office(names: list[str]) -> list[str]:
    """The words without the titles before a name: Foreign Minister Choi Sun-hui, Mr. Kim."""
    last = max((place for place, word in enumerate(names[:-1]) if word in _OFFICES), default=-1)
    names = names[last + 1 :]
    while len(names) > 1 and names[0] in _TITLES:
        names = names[1:]
    return names


def _without_title(name: str) -> str:
    """A Korean name without the title after it: 최선희 외무상, 김정은동지."""
    first, _, rest = name.strip().partition(" ")
    titled = rest.replace(" ", "").endswith(_KOREAN_TITLES)
    if titled and (2 <= len(first) <= 4 or first in CLASSES_HANGUL):
        return first
    return name.removesuffix("동지")


def _read_hangul(name: str) -> tuple[Person, ...]:
    text = "".join(character for character in name if "가" <= character <= "힣")
    people = []
    for length in (2, 1) if len(text) > 3 else (1, 2):
        surname, given = text[:length], text[length:]
        if surname in CLASSES_HANGUL and 1 <= len(given) <= (2 if length == 2 else 3):
            people.append(
                Person(
                    surname=CLASSES_HANGUL[surname],
                    given=hangul_syllables(given),
                    words=(text,),
                    # a surname that only the North writes so rules the South's habits out
                    seoul=surname not in _NORTHERN,
                    spaced=True,
                )
            )
    if text in CLASSES_HANGUL:
        people.append(Person(surname=CLASSES_HANGUL[text], given=(), words=(text,)))
    return tuple(people) or (Person(surname="", given=(), words=(text or name,)),)


def _read_words(spelled: list[str], hyphen: bool) -> tuple[Person, ...]:
    parts = [part for word in spelled for part in word.split("-") if part]
    people = [*_korean(spelled, parts, hyphen)] if 1 <= len(parts) <= 4 else []
    if not people or not _is_short_korean(people[0]):
        people.append(_plain(parts or spelled))
    return tuple(people)


def _plain(parts: list[str]) -> Person:
    """A name as words and no more."""
    western = read_western(parts)
    return Person(surname="", given=(), words=western.words, western=western)


def _is_short_korean(person: Person) -> bool:
    return bool(person.surname) and len(person.given) <= 2


def _korean(spelled: list[str], parts: list[str], hyphen: bool) -> Iterator[Person]:
    """Korean readings: surname first, surname last, or run together in one word."""
    orders = []
    if len(spelled) == 1 and len(parts) == 1:
        yield from _run_together(parts[0])
        return
    first, last = parts[0], parts[-1]
    hyphened = len(spelled) > 1 and "-" in spelled[0]
    if _surname(first) and (len(spelled) > 1 or len(parts) == 3) and not (hyphened and _surname(last)):
        orders.append((first, parts[1:]))
    surname_leads = first in _NEVER_GIVEN and spelled[0] == first
    if len(spelled) > 1 and _surname(last) and spelled[-1] == last and not (surname_leads and last not in _NEVER_GIVEN):
        orders.append((last, parts[:-1]))
    if len(orders) == 2 and _last_is_surname(spelled, first, last):
        orders.reverse()
    news = hyphen or any(part in _SEOUL for part in (first, last))
    for surname, given in orders:
        for reading in _given(given):
            yield Person(
                surname=CLASSES[_surname(surname)],
                given=reading,
                words=tuple(spelled),
                seoul=news or any("eo" in part or "eu" in part for part in parts),
                spaced=len(given) > 1,
                news=news,
            )


def _surname(part: str) -> str:
    """The part as a key of CLASSES, or ""."""
    if part in CLASSES:
        return part
    folded = "".join(fold_words(part))
    return folded if folded in CLASSES else ""


def _last_is_surname(spelled: list[str], first: str, last: str) -> bool:
    if first in _NEVER_GIVEN or last not in _NEVER_GIVEN:
        return "-" in spelled[0] and first not in _NEVER_GIVEN
    return True


def _given(parts: list[str]) -> list[tuple[Syllable, ...]]:
    """Given names of one to three syllables, one word or several."""
    choices = [[r for r in read_latin(part) if len(r) <= 3] for part in parts]
    readings = [sum(choice, ()) for choice in product(*choices)] if all(choices) and len(parts) <= 3 else []
    return [reading for reading in readings if 1 <= len(reading) <= 3 and (len(reading) < 3 or len(parts) == 1)][:4]


def _run_together(word: str) -> Iterator[Person]:
    """Kimjongun, and a bare surname."""
    for cut in range(2, len(word) - 2):
        surname = word[:cut]
        if surname in _NEVER_GIVEN:
            for reading in read_latin(word[cut:]):
                if len(reading) == 2:
                    yield Person(surname=CLASSES[surname], given=reading, words=(word,))
    if _surname(word):
        yield Person(surname=CLASSES[_surname(word)], given=(), words=(word,))
