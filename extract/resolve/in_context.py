"""Are two names one thing, when a sentence is known for each? The names first, then what the sentences say of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from corpus.names import fold, read_person, read_place, read_thing, script_of
from corpus.names.places import ADMIN
from extract.resolve.base import BaseIndex
from extract.resolve.bearers import ONE, OPEN, TWO, Told, compare_said
from extract.resolve.judge import DIFFERENT, SAME, UNSURE, Judgement, initials, judge
from extract.resolve.pair_weights import shipped_model, weigh_pair
from extract.resolve.said import COUNTRY_NAMES, NOTHING_SAID, Said, read_said
from extract.resolve.shared_words import owner_words, shared_words, telling_words, used_as
from extract.resolve.written_alike import written_alike

Named = tuple[str, str]  # a name and the sentence that holds it
# Offices of these walks of life are few: said of two people of one name, they are said of one.
_FEW = frozenset(("power", "province", "abroad", "sport"))


@dataclass(frozen=True, kw_only=True, slots=True)
class _Pair:
    """Two names with their sentences, what these say of them, and what they share."""

    a: Named
    b: Named
    said: tuple[Said, Said]
    told: Told
    shared: frozenset[str]


def judge_in_context(a: Named, b: Named, *, label: str | None = None, base: BaseIndex | None = None) -> Judgement:
    """Whether two (name, sentence that holds it) are one thing: the rules first, then what all that is said weighs."""
    a, b, ruled = ruled_alike(a, b, label=label, base=base)
    of = label or ruled.label
    if base is None or not (a[1] and b[1] and of):
        return ruled
    return weigh_pair(a, b, of, ruled, shipped_model())


def ruled_alike(
    a: Named, b: Named, *, label: str | None = None, base: BaseIndex | None = None
) -> tuple[Named, Named, Judgement]:
    """The two (name, sentence) with the names as one hand would write them, and what the rules say of these."""
    ruled = None if label else judge_by_rules(a, b, base=base)
    of = label or (ruled.label if ruled else "")
    if not of:
        return a, b, ruled or judge_by_rules(a, b, base=base)
    one, two = written_alike(a, b, of)
    if ruled is None or (one, two) != (a, b):
        ruled = judge_by_rules(one, two, label=label, base=base)
    return one, two, ruled


def judge_by_rules(a: Named, b: Named, *, label: str | None = None, base: BaseIndex | None = None) -> Judgement:
    """Whether two (name, sentence that holds it) are one thing: what the sentences say of them decides where the names
    do not.
    """
    by_name = judge(a[0], b[0], label=label, base=base)
    of = label or by_name.label
    if not (a[1] and b[1] and of):
        return by_name
    if label is None and by_name.verdict != DIFFERENT and (uses := _two_uses(a, b)):
        return replace(by_name, verdict=DIFFERENT, score=0.0, why=uses)
    if of in ("ORG", "FACTORY"):
        if told := _told_names(a, b, of, base):
            return told
        by_name = _of_their_countries(a, b, by_name, of, base)
    if by_name.verdict == DIFFERENT:
        return by_name
    said = (_said(*a, of), _said(*b, of))
    within = base.within if base else lambda one, other: False
    pair = _Pair(a=a, b=b, said=said, told=compare_said(*said, of, within), shared=shared_words(a, b))
    return _WEIGHED.get(of, _good)(by_name, pair)


def _said(name: str, sentence: str, label: str) -> Said:
    start = sentence.find(name)
    return read_said(sentence, start, start + len(name), label) if start >= 0 else NOTHING_SAID


def _weigh(by_name: Judgement, pair: _Pair) -> Judgement:
    """What the sentences told, else what the names say."""
    if pair.told.verdict == TWO:
        return replace(by_name, verdict=DIFFERENT, score=0.0, why=pair.told.why)
    if by_name.verdict == UNSURE and pair.told.verdict == ONE:
        return replace(by_name, verdict=SAME, score=0.7, why=f"{by_name.why}; {pair.told.why}")
    return by_name


def _person(by_name: Judgement, pair: _Pair) -> Judgement:
    """Of a Korean name, which many bear, the sentences must share something; of another full name they may not."""
    told, shared = pair.told, pair.shared
    if told.verdict == TWO and not (shared and told.soft):
        return replace(by_name, verdict=DIFFERENT, score=0.0, why=told.why)
    korean = all(read_person(name)[0].korean for name, _ in (pair.a, pair.b))
    one = bool(shared) or (told.verdict == ONE and (not korean or _single_office(pair)))
    if by_name.verdict == UNSURE:
        if one and "alike" not in by_name.why:
            why = told.why or f"both say {min(shared)}"
            return replace(by_name, verdict=SAME, score=0.7, why=f"{by_name.why}; {why}")
        return by_name
    sure = by_name.why.startswith("both name") and script_of(pair.a[0]) != script_of(pair.b[0])
    if not one and not sure and told.verdict in (OPEN, ONE) and _namesakes(pair):
        return replace(by_name, verdict=UNSURE, score=0.5, why=f"{by_name.why}; the sentences share nothing")
    return by_name


def _single_office(pair: _Pair) -> bool:
    one, other = pair.said
    apart = bool(one.places and other.places) and not one.places & other.places
    return not apart and any(sphere in _FEW for _, sphere in one.roles & other.roles)


def _namesakes(pair: _Pair) -> bool:
    """Whether two names are Korean ones, not in Han, of which both sentences say something."""
    (one, first), (other, second) = pair.a, pair.b
    if not {script_of(one), script_of(other)} <= {"latin", "hangul", "cyrillic", "kana"}:
        return False
    if not (read_person(one)[0].korean and read_person(other)[0].korean):
        return False
    names = {fold(word) for word in (*one.split(), *other.split(), one, other)}
    return all(
        telling_words(sentence, names) or said.roles for sentence, said in zip((first, second), pair.said, strict=True)
    )


def _body(by_name: Judgement, pair: _Pair) -> Judgement:
    """A body or firm: whose it is; of a name as any may bear it, the sentences must share something."""
    owners = owner_words(pair.a[1], pair.a[0]), owner_words(pair.b[1], pair.b[0])
    if (
        all(owners)
        and not owners[0] & owners[1]
        and not read_thing(pair.a[0]).runs
        and fold(pair.a[0]) == fold(pair.b[0])
    ):
        return replace(by_name, verdict=DIFFERENT, score=0.0, why=f"of {min(owners[0])} and of {min(owners[1])}")
    weighed = _weigh(by_name, pair)
    same_letters = fold(pair.a[0]) == fold(pair.b[0]) and pair.told.verdict == OPEN
    if weighed.verdict == SAME and same_letters and read_thing(pair.a[0]).runs and not pair.shared:
        return replace(weighed, verdict=UNSURE, score=0.5, why=f"{weighed.why}; the sentences share nothing")
    return weighed


def _plant(by_name: Judgement, pair: _Pair) -> Judgement:
    """A plant: where it lies, else what both sentences say of it."""
    weighed = _weigh(by_name, pair)
    if weighed.verdict == UNSURE and pair.shared:
        return replace(weighed, verdict=SAME, score=0.7, why=f"{weighed.why}; both say {min(pair.shared)}")
    return weighed


def _place(by_name: Judgement, pair: _Pair) -> Judgement:
    """A place: in which country, where it is no river or range that two countries share."""
    kinds = {read_place(name)[0].kind for name, _ in (pair.a, pair.b)}
    left, right = (said.countries for said in pair.said)
    if by_name.verdict == SAME and kinds <= {*ADMIN, ""} and _across_the_border(pair):
        return replace(by_name, verdict=DIFFERENT, score=0.0, why="one lies in the South")
    if kinds <= {*ADMIN, ""} and left and right and not left & right:
        return replace(by_name, verdict=DIFFERENT, score=0.0, why=f"in {min(left)} and in {min(right)}")
    return _weigh(by_name, replace(pair, told=Told(verdict=OPEN)) if kinds & {"river", "mountain", "sea"} else pair)


# A county that the border cuts has a part on either side: Kosong, Cholwon.
_IN_SOUTH = re.compile(
    r"(?:남측|남한|한국|South Korean?|South Korea['’]s)(?: 강원도)? (?:the )?\u0000"
    r"|\u0000.*(?:in the South\b|south of the DMZ|South Korea\b)"
)
_IN_NORTH = re.compile(
    r"(?:북측|북한|North Korean?|North Korea['’]s) (?:the )?\u0000|\bDPRK\b|조선민주주의|북강원도|Kumgang|금강산"
)


def _across_the_border(pair: _Pair) -> bool:
    marked = [sentence.replace(name, "\u0000", 1) for name, sentence in (pair.a, pair.b)]
    south, north = ([pattern.search(text) is not None for text in marked] for pattern in (_IN_SOUTH, _IN_NORTH))
    return any(south[i] and north[1 - i] and not north[i] for i in (0, 1))


def _good(by_name: Judgement, pair: _Pair) -> Judgement:
    """A good: a brand alone is the good that its sentence names beside it."""
    if by_name.verdict != UNSURE:
        return by_name
    both = {fold(word) for word in pair.a[0].split()} & {fold(word) for word in pair.b[0].split()}
    said = [telling_words(f"{name} {sentence}", both) for name, sentence in (pair.a, pair.b)]
    if shared := said[0] & said[1]:
        return replace(by_name, verdict=SAME, score=0.7, why=f"{by_name.why}; both say {min(shared)}")
    return by_name


_WEIGHED: dict[str, Callable[[Judgement, _Pair], Judgement]] = {
    "PERSON": _person,
    "ORG": _body,
    "FACTORY": _plant,
    "PLACE": _place,
}


def _two_uses(a: Named, b: Named) -> str | None:
    """Why a name without a label is two things: a brand in one sentence, a place in the other."""
    uses = {used_as(*a), used_as(*b)}
    return "a good in one sentence, a place in the other" if uses == {"PRODUCT", "PLACE"} else None


# A name that the sentence gives beside the one it uses: renamed from, formerly, once known as.
_OTHER_NAME = re.compile(
    r"(?:renamed from|formerly|previously|once(?: known as| called)?|then called|earlier called|renamed|now called"
    r"|also called|also known as|a\.k\.a\.) (?:the )?([A-Z][\w'’.-]*(?: [A-Z0-9][\w'’.-]*)*)"
    r"|([가-힣]{2,})의 (?:전신|후신)|(?:옛|구) ([가-힣]{3,})"
)
_BESIDE = r"(?:, (?:the )?| \()((?:[A-Z][\w-]+ ?(?:(?:of|for|and|the) )*){2,8})[,)]"


def _told_names(a: Named, b: Named, label: str, base: BaseIndex | None) -> Judgement | None:
    """What a sentence says of a name itself: what it was called, what its letters stand for; None if nothing."""
    for (name, sentence), (other, _) in ((a, b), (b, a)):
        for match in _OTHER_NAME.finditer(sentence):
            told = next(filter(None, match.groups()))
            if _is_it(told, other, label, base):
                return Judgement(verdict=SAME, score=0.8, why=f"{name} was called {told}", label=label)
        full = _spelled_out(name, sentence)
        if full and judge(full, other, label=label, base=base).verdict == DIFFERENT:
            return Judgement(verdict=DIFFERENT, score=0.0, why=f"{name} stands for {full}", label=label)
    return None


def _is_it(told: str, name: str, label: str, base: BaseIndex | None) -> bool:
    """Whether a name that a sentence tells is the other one, or its proper part."""
    if judge(told, name, label=label, base=base).verdict == SAME:
        return True
    short, long = read_thing(told), read_thing(name)
    return bool(short.runs) and not (short.heads | short.words) and short.runs == long.runs[: len(short.runs)]


def _spelled_out(name: str, sentence: str) -> str:
    """What a sentence says that the letters of a name stand for, "" if it says nothing of it."""
    if not (name.isupper() and name.isascii() and 2 < len(name) < 8):
        return ""
    match = re.search(re.escape(name) + _BESIDE, sentence)
    return match[1].strip() if match and name.casefold() in initials(match[1]) else ""


def _of_their_countries(a: Named, b: Named, by_name: Judgement, label: str, base: BaseIndex | None) -> Judgement:
    """The verdict on a ministry's name that many countries have, when the sentence says whose it is."""
    if base is None or label != "ORG" or by_name.verdict == SAME:
        return by_name
    named = [_with_country(name, sentence) for name, sentence in (a, b)]
    if named == [a[0], b[0]]:
        return by_name
    judged = judge(*named, label=label, base=base)
    return judged if judged.verdict == SAME else by_name


def _with_country(name: str, sentence: str) -> str:
    thing = read_thing(name)
    countries = _said(name, sentence, "ORG").countries - {"KP"}
    if thing.runs or not thing.heads or len(countries) != 1:
        return name
    return f"{name} of {COUNTRY_NAMES[min(countries)]}"
