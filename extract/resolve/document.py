"""Inside one article: short forms take the full name before them, acronyms their expansion."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from corpus.names import fold, read_person, read_place, read_thing
from corpus.names.places import ADMIN
from corpus.names.text import fold_words
from extract.resolve.judge import initials, is_acronym

_FIELDS = {"title": 0, "text": 1, "caption": 2}


@dataclass(frozen=True, kw_only=True, slots=True)
class NameState:
    """What a spelling means by itself. `known` says that the base has it; `candidates` may be chosen by context."""

    entity_id: str | None
    score: float
    why: str
    known: bool = False
    candidates: tuple[str, ...] = ()


class Spot(NamedTuple):
    """A mention as resolution sees it: a row of the corpus, of which there are millions, hence a tuple."""

    id: str
    field: str
    start: int
    text: str
    label: str
    entity_id: str | None = None
    score: float | None = None
    why: str | None = None


class Resolution(NamedTuple):
    """The entity of a mention, or None with the reason why it stays open."""

    entity_id: str | None
    score: float | None
    why: str


Named = tuple[int, Spot, NameState]


def resolve_document(spots: Sequence[Spot], state_of: Callable[[str, str], NameState]) -> dict[str, Resolution]:
    """The resolution of each mention of an article, by mention id; `state_of(label, text)` is a name's own meaning."""
    ordered = sorted(spots, key=lambda spot: (_FIELDS.get(spot.field, 3), spot.start, spot.id))
    answer = {}
    waiting: list[Named] = []
    full: dict[str, list[Named]] = {}
    headlines: list[Spot] = []
    plants: list[tuple[Spot, NameState]] = []
    for index, spot in enumerate(ordered):
        state = state_of(spot.label, spot.text)
        is_open = _is_open(spot, state)
        if spot.label == "FACTORY" and spot.field == "title" and not state.known and is_any_plant(spot.text):
            headlines.append(spot)
            continue
        if spot.label == "FACTORY" and state.entity_id is not None:
            plants.append((spot, state))
        if is_open:
            waiting.append((index, spot, state))
        else:
            answer[spot.id] = Resolution(entity_id=state.entity_id, score=state.score, why=state.why)
        if state.entity_id is not None and (not is_open or may_lack_surname(spot.text, spot.label)):
            for mark in (*name_marks(spot.text, spot.label), state.entity_id):
                full.setdefault(mark, []).append((index, spot, state))
    places = {fold(spot.text) for spot in ordered if spot.label == "PLACE"}
    for index, spot, state in waiting:
        if spot.label == "PERSON" and fold(spot.text) in places:
            answer[spot.id] = Resolution(entity_id=None, score=None, why="the name of a place in this article")
            continue
        marks = (*name_marks(spot.text, spot.label), *state.candidates) if full else ()
        near = {named[0]: named for mark in marks for named in full.get(mark, ())}
        answer[spot.id] = _by_context(index, spot, state, [near[key] for key in sorted(near)])
    for spot in headlines:
        answer[spot.id] = _in_the_text(spot, plants)
    return answer


@lru_cache(maxsize=20_000)
def is_any_plant(text: str) -> bool:
    """Whether a plant's name says what it makes and is, and has no name of its own: "Vegetable Farm" in a headline."""
    thing = read_thing(text)
    return bool(thing.heads or thing.words) and not (_is_named(text) or thing.marks or thing.national)


def _is_named(text: str) -> bool:
    """Whether a name has a Korean name in it, beside its words of meaning."""
    return any(readings for _, readings in read_thing(text).runs)


def _in_the_text(spot: Spot, plants: Sequence[tuple[Spot, NameState]]) -> Resolution:
    """The one plant of the text that a headline means by what it makes; else nothing in particular."""
    thing = read_thing(spot.text)
    fits = {}
    for other, state in plants:
        whole = read_thing(other.text)
        if thing.words <= whole.words and (not thing.heads or thing.heads & whole.heads):
            fits[state.entity_id] = (other, state)
    if len(fits) == 1:
        [(other, state)] = fits.values()
        return Resolution(
            entity_id=state.entity_id,
            score=round(0.9 * state.score, 4),
            why=f"short for {other.text}, named in the text",
        )
    return Resolution(entity_id=None, score=None, why="no name: a headline's word for a plant")


def _is_open(spot: Spot, state: NameState) -> bool:
    """Whether the article may say more of a name than the name does itself."""
    if state.known and not state.candidates:
        return False
    return state.entity_id is None or bool(state.candidates) or is_short(spot.text, spot.label)


def _by_context(index: int, spot: Spot, state: NameState, full: Sequence[tuple[int, Spot, NameState]]) -> Resolution:
    fits = [
        (other, other_spot, other_state)
        for other, other_spot, other_state in full
        if other_spot.label == spot.label and _fits(spot, other_spot, state, other_state)
    ]
    earlier = [fit for fit in fits if fit[0] < index]
    # a headline comes before the text that explains it; a full name that lost its surname may come anywhere
    chosen = earlier or (fits if spot.field == "title" or " " in spot.text.strip() else [])
    entities = {other_state.entity_id for _, _, other_state in chosen}
    if len(entities) == 1:
        _, nearest, nearest_state = chosen[-1]
        return Resolution(
            entity_id=nearest_state.entity_id,
            score=round(0.9 * nearest_state.score, 4),
            why=f"short for {nearest.text}, named {'before' if earlier else 'in the text'}",
        )
    if len(entities) > 1:
        names = ", ".join(sorted({other.text for _, other, _ in chosen}))
        return Resolution(entity_id=None, score=None, why=f"unsure: may be short for any of {names}")
    if state.entity_id is None:
        return Resolution(entity_id=None, score=None, why=state.why)
    return Resolution(entity_id=state.entity_id, score=state.score, why=state.why)


def _fits(spot: Spot, other: Spot, state: NameState, other_state: NameState) -> bool:
    if other_state.entity_id in state.candidates:
        return True
    if state.candidates and state.known:
        return False
    if spot.label == "PLACE" and not state.candidates:
        return False
    return fits_short(spot.text, other.text, spot.label)


@lru_cache(maxsize=100_000)
def name_marks(text: str, label: str) -> tuple[str, ...]:
    """What a short form and its full name have in common, whatever else they say: only such pairs are compared."""
    if label == "PERSON":
        marks = {word for part in text.split() for word in fold_words(part)}
        for person in read_person(text):
            marks |= {f"surname {person.surname}"} if person.surname else set(person.words)
        return tuple(f"{label} {mark}" for mark in (*marks, *_tails(text)))
    if label == "PLACE":
        place = read_place(text)[0]
        return tuple(f"{label} {key}" for key in place.keys[:1]) if place.kind in ADMIN or not place.kind else ()
    if label in ("ORG", "FACTORY"):
        runs = {key.split("_")[0] for key in read_thing(text).keys}
        own = (*runs, *initials(text), text.replace(".", "").casefold(), *_heads_of(text))
        return tuple(f"{label} {mark}" for mark in own)
    return ()


_OF = re.compile(r" of (?=the |[A-Z])|, (?=[A-Z])")
_ARM = re.compile(r"(?:[A-Z][\w.’']+ ){1,3}(?P<arm>Air Force|Navy|Army|General Staff|Marine Corps|Coast Guard)")


def _heads_of(text: str) -> list[str]:
    """What a body is called for short without whose it is: "general staff" of the General Staff of the KPA, "navy"."""
    plain = text.removeprefix("the ").removeprefix("The ")
    heads = [plain[: whose.start()] for whose in _OF.finditer(plain)]
    if arm := _ARM.fullmatch(plain):
        heads.append(arm["arm"])
    return [f"head {fold(head)}" for head in (*heads, plain)] if heads or len(plain.split()) <= _SHORT_WORDS else []


_SHORT_WORDS = 3


def _tails(text: str) -> list[str]:
    """A person's name without its first word, run together: "jongun" of Kim Jong Un."""
    words = fold_words(text)
    return ["".join(words[1:])] if len(words) > 2 else ["".join(words)]


@lru_cache(maxsize=100_000)
def is_short(text: str, label: str) -> bool:
    """Whether a name may be a short form: one word of a person's, an acronym, a name without its last words."""
    if label == "PERSON":
        return len(text.replace("-", " ").split()) == 1 or not _full_person(text) or may_lack_surname(text, label)
    if label in ("ORG", "FACTORY"):
        return len(text.split()) <= 3
    return label == "PLACE" and not read_place(text)[0].kind


@lru_cache(maxsize=100_000)
def may_lack_surname(text: str, label: str) -> bool:
    """Whether a name of two Korean syllables may be a full one or a given name that lost its surname: Jong Un."""
    person = read_person(text)[0] if label == "PERSON" and len(text.split()) == 2 else None
    return person is not None and bool(person.surname) and len(person.given) == 1


def _full_person(text: str) -> bool:
    person = read_person(text)[0]
    return bool(person.surname and person.given) or len(person.words) > 1


@lru_cache(maxsize=200_000)
def fits_short(short: str, full: str, label: str) -> bool:
    """Whether a short form can stand for a full name: "Jeong" for Jeong Eunlee, "KINU" for its long name."""
    if fold(short) == fold(full):
        return False
    if label == "PERSON":
        return _person_fits(short, full)
    if label == "PLACE":
        return _place_fits(short, full)
    if label in ("ORG", "FACTORY"):
        return is_acronym(short, full) or _thing_fits(short, full) or (label == "ORG" and _is_head_of(short, full))
    return False


def _person_fits(short: str, full: str) -> bool:
    for whole in read_person(full)[:2]:
        if whole.korean and not whole.given:
            continue
        for part in read_person(short):
            if part.korean and whole.korean:
                if part.surname and not part.given and part.surname == whole.surname:
                    return True
            elif not part.korean and not whole.korean and set(part.words) < set(whole.words):
                return True
    return _given_alone(short, full)


def _given_alone(short: str, full: str) -> bool:
    """A given name without its surname: "Eunlee" for Jeong Eunlee, "Jong Un" for Kim Jong Un."""
    return len(fold(short)) > 3 and fold(full).endswith(fold(short)) and " " in full.strip()


def _place_fits(short: str, full: str) -> bool:
    part, whole = read_place(short)[0], read_place(full)[0]
    if part.kind or whole.kind not in ADMIN or not whole.kind:
        return False
    return part.marks == whole.marks and part.keys[0] == whole.keys[0]


def _is_head_of(short: str, full: str) -> bool:
    """A body without whose it is: "General Staff" for the General Staff of the KPA, "Navy" for the KPA Navy."""
    return f"head {fold(short)}" in _heads_of(full)[:-1]


def _thing_fits(short: str, full: str) -> bool:
    """Words left out, none changed: "Hwanghae Iron" for Hwanghae Iron and Steel Complex."""
    part, whole = read_thing(short), read_thing(full)
    if not part.runs or not part.marks <= whole.marks:
        return False
    if part.heads and not part.heads & whole.heads:
        return False
    if fold(full).endswith(fold(short)):
        return False  # the Communist Party is not its Central Committee
    if not part.heads and not part.words and not fold(full).startswith(fold(short)):
        return False
    if not part.words <= whole.words or (part.words == whole.words and part.heads == whole.heads):
        return False
    return {key.split("_")[0] for key in part.keys} == {key.split("_")[0] for key in whole.keys}
