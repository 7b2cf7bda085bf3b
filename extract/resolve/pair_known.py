"""What the base knows of the one that two names may both mean, how many bear such a name, and what initials say."""

from __future__ import annotations

import math
import re
from collections import Counter
from functools import lru_cache

from corpus.names import fold, read_person, read_thing
from corpus.names.foreign import russian_words
from corpus.names.syllables import sound_key
from corpus.names.text import fold_words, script_of
from extract.resolve.base import base_index
from extract.resolve.heard import alike
from extract.resolve.judge import Judgement
from extract.resolve.pair_units import known_in, units_of
from extract.resolve.said import countries_in, read_said

_ID = re.compile(r"\((\w+/[\w.-]+)\)")
_OF_STATE = frozenset(("ministry", "cabinet", "commission", "assembly", "army", "agency"))
_ALIKE = 0.85  # so alike the surnames sound where initials stand for the rest
_KONTSEVICH = {"v": "w", "d": "zh", "y": "e", "e": "y"}  # letters by which one first name begins in two scripts


def known_figures(
    a: tuple[str, str], b: tuple[str, str], label: str, ruled: Judgement, said: tuple[set[str], set[str]]
) -> dict[str, float]:
    """What is known of the thing that the rules find in both names, and of people how common the name is."""
    out = {"known": 0.0, "known namesakes": 0.0, "known names": 0.0, "office told": 0.0}
    key = match[1] if (match := _ID.search(ruled.why)) else ""
    if key in base_index().entities:
        entity = base_index().entities[key]
        out["known"] = 1.0
        out["known namesakes"] = float(entity.homonym)
        out["known names"] = math.log1p(len(entity.aliases))
        own = _told_of(entity.id)
        out["office told"] = float(sum(bool(own & forms) for forms in said))
    out["other countries"] = float(label == "ORG" and _of_two_countries(a, b))
    out["a part"] = float(_is_part(a[0], b[0]) or _is_part(b[0], a[0]))
    if label == "PERSON":
        out["given common"] = min(_common(a[0]), _common(b[0]))
        people = [read_person(name)[0] for name, _ in (a, b)]
        out["surnames alone"] = float(all(person.korean and not person.given for person in people))
        out["initials agree"], out["initials clash"] = _initials(a[0], b[0])
    return out


_PART = re.compile(r"^(?:the )?[\w-]+(?: [\w-]+){0,2} (?:of|at) (?:the )?(.{5,})$", re.IGNORECASE)


def _is_part(part: str, whole: str) -> bool:
    """Whether one name is of what the other names: the smelting shop of the Kumsong Works."""
    found = _PART.match(part)
    return found is not None and fold(found[1]) == fold(whole)


def _of_two_countries(a: tuple[str, str], b: tuple[str, str]) -> bool:
    """Whether two names, one at least of an organ that every state has, are said to be of two states."""
    said, organ = [], False
    for name, sentence in (a, b):
        thing, start = read_thing(name), sentence.find(name)
        if start < 0:
            return False
        organ = organ or (not thing.runs and bool(thing.heads & _OF_STATE))
        said.append(read_said(sentence, start, start + len(name), "ORG").countries | countries_in(name))
    return organ and bool(said[0] and said[1] and not said[0] & said[1])


@lru_cache(maxsize=2_000)
def _told_of(key: str) -> frozenset[str]:
    """The forms of what the base says of a person's office, or of where and what another thing is."""
    entity = base_index().entities[key]
    text = f"{entity.affiliation} {entity.kind.replace('_', ' ')}"
    forms = {form for unit in units_of(text) if unit.kind != "small" for form in unit.forms if form[0] in "=@"}
    if entity.parent_id:
        forms.add(f"@{entity.parent_id}")
    return frozenset(forms | {f"@{known}" for known in known_in(text)} | {f"@{known}" for known in entity.product_ids})


@lru_cache(maxsize=1)
def _given_names() -> Counter[str]:
    """How many people of the base bear a given name, by its sound, and its single syllables."""
    found = Counter[str]()
    for entity in base_index().entities.values():
        if entity.label == "PERSON" and (given := read_person(entity.name)[0].given):
            found[sound_key(given)] += 1
            found.update("." + sound_key((syllable,)) for syllable in given)
    return found


@lru_cache(maxsize=20_000)
def _common(name: str) -> float:
    """How common a Korean given name is; 0 for what is no Korean name."""
    given = read_person(name)[0].given
    if not given:
        return 0.0
    table = _given_names()
    syllables = sum(math.log1p(table["." + sound_key((syllable,))]) for syllable in given) / len(given)
    return math.log1p(table[sound_key(given)]) + syllables / 2


def _words(name: str) -> list[str]:
    return russian_words(name) if script_of(name) == "cyrillic" else fold_words(name)


def _initials(a: str, b: str) -> tuple[float, float]:
    """(agree, clash): whether one name's initials are those of the other's full names, the surnames sounding alike."""
    for short, full in ((_words(a), _words(b)), (_words(b), _words(a))):
        letters = [word for word in short if len(word) == 1]
        rest = [word for word in short if len(word) > 1]
        if not letters or len(rest) != 1 or len(full) < 2 or any(len(word) == 1 for word in full):
            continue
        last = next((word for word in full if alike([word], rest) >= _ALIKE), "")
        names = [word for word in full if word != last]
        if not last or not names:
            continue
        agree = all(_begins(letter, word) for letter, word in zip(letters, names, strict=False))
        return (1.0, 0.0) if agree else (0.0, 1.0)
    return 0.0, 0.0


def _begins(letter: str, word: str) -> bool:
    return word.startswith(letter) or word[0] == _KONTSEVICH.get(letter, letter)
