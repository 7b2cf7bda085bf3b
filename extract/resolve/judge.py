"""Are two names one thing? Base and keys first, hard conflicts next, likeness last and never alone."""

from __future__ import annotations

from dataclasses import dataclass, replace

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from corpus.labels import label_names
from corpus.names import fold, read_person, read_thing, script_of
from corpus.names.conflicts import compare
from corpus.names.text import fold_words
from corpus.names.western import WESTERN_CONFLICTS
from extract.resolve.base import BaseIndex, Found, kind_clashes
from extract.resolve.shape import likely_labels

SAME, DIFFERENT, UNSURE = "same", "different", "unsure"
# Above this likeness two names without a conflict are worth a person's look.
DOUBTFUL = 88.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Judgement:
    """`verdict` is "same", "different" or "unsure"; `score` between 0 and 1 says how surely they are one thing."""

    verdict: str
    score: float
    why: str
    label: str = ""


def judge(a: str, b: str, *, label: str | None = None, base: BaseIndex | None = None) -> Judgement:
    """Whether two names mean one thing. Without a label it is worked out from the base and the names' shape; without
    a base, keys and conflicts decide alone.
    """
    if base is not None:
        known = _by_base(a, b, label, base)
        if known is not None:
            return known
    labels = [label] if label else likely_labels(a, b)
    if label is None and (is_acronym(a, b) or is_acronym(b, a)):
        labels = ["ORG"]
    found = [_by_name(a, b, each) for each in labels]
    best = max(found, key=lambda judgement: (judgement.verdict != DIFFERENT, judgement.score))
    if label is None and best.verdict == SAME and (kinds := _of_two_kinds(a, b)):
        return replace(best, verdict=UNSURE, score=0.5, why=f"{best.why}, but {kinds}")
    return best


def _of_two_kinds(a: str, b: str) -> str | None:
    """Why names that agree may still be of two kinds: a beer and its brewery, a man and a city."""
    left, right = likely_labels(a, a)[0], likely_labels(b, b)[0]
    if "PRODUCT" in (left, right) and {left, right} & {"FACTORY", "ORG"}:
        return f"one looks like a {left}, the other like a {right}"
    if "PERSON" in (left, right) and left != right and fold(a) == fold(b):
        return "one is written like a person's name"
    return None


def _by_base(a: str, b: str, label: str | None, base: BaseIndex) -> Judgement | None:
    """What the base says, or None when it does not know both names."""
    labels = [label] if label else list(label_names())
    left, right = _find(a, labels, base), _find(b, labels, base)
    if not left.ids or not right.ids:
        return _half_known(a, b, left, right, base, label)
    shared = set(left.ids) & set(right.ids)
    known = base.entities[min(shared or left.ids)]
    score = min(left.score, right.score)
    if not shared:
        other = base.entities[right.ids[0]]
        return Judgement(
            verdict=DIFFERENT, score=0.0, why=f"known apart: {known.name} ({known.id}), {other.name} ({other.id})"
        )
    apart = compare(a, b, known.label)
    if known.label == "PERSON" and apart.relation == "conflict" and apart.why in WESTERN_CONFLICTS:
        return Judgement(verdict=DIFFERENT, score=0.0, why=apart.why, label=known.label)
    brackets = [read_thing(name).qualifiers for name in (a, b)]
    if known.label == "ORG" and all(brackets) and not brackets[0] & brackets[1]:  # a bank's houses in two countries
        return Judgement(verdict=DIFFERENT, score=0.0, why=apart.why or "other brackets", label=known.label)
    if len(shared) == 1 and (len(left.ids) == len(right.ids) == 1 or known.label != "PERSON"):
        return Judgement(verdict=SAME, score=score, why=f"both name {known.name} ({known.id})", label=known.label)
    if set(left.ids) == set(right.ids) and compare(a, b, known.label).relation == "same":
        return Judgement(
            verdict=SAME, score=0.7 * score, why=f"one name; {len(shared)} known things bear it", label=known.label
        )
    return Judgement(verdict=UNSURE, score=0.5, why=f"a name of {len(left.ids)} and {len(right.ids)} known things")


def _find(name: str, labels: list[str], base: BaseIndex) -> Found:
    """A name written so comes before one spaced otherwise, and that before one that is only spelled alike: without a
    label, Song Rim is the man and Songrim the city.
    """
    likely = labels if len(labels) == 1 else likely_labels(name, name)
    for look, tried in ((base.find_written, labels), (base.find_exact, labels), (base.find, likely)):
        found = [result for label in tried if (result := look(name, label)).ids]
        if found:
            ids = {key for result in found for key in result.ids}
            return Found(ids=tuple(sorted(ids)), score=max(result.score for result in found))
    return Found()


def _half_known(a: str, b: str, left: Found, right: Found, base: BaseIndex, label: str | None) -> Judgement | None:
    """The base knows one name only. If the other were a spelling of any of its names, it would have been found."""
    if not left.ids and not right.ids:
        return None
    if label is not None and compare(a, b, label).relation == "conflict":
        return None
    stranger = b if left.ids else a
    for key in left.ids or right.ids:
        known = base.entities[key]
        if kind_clashes(stranger, known):
            return Judgement(verdict=DIFFERENT, score=0.0, why=f"{known.name} is a {known.kind}", label=known.label)
        relations = {compare(stranger, name, known.label).relation for name in known.names}
        if "near" in relations:
            return Judgement(verdict=UNSURE, score=0.5, why=f"may be short for {known.name} ({key})", label=known.label)
    return None


def _by_name(a: str, b: str, label: str) -> Judgement:
    if fold(a) and fold(a) == fold(b):
        return Judgement(verdict=SAME, score=1.0, why="the same letters", label=label)
    comparison = compare(a, b, label)
    if comparison.relation == "same":
        return Judgement(verdict=SAME, score=0.9, why=comparison.why, label=label)
    if label in ("ORG", "FACTORY") and (is_acronym(a, b) or is_acronym(b, a)):
        return Judgement(verdict=SAME, score=0.8, why="its initials", label=label)
    if comparison.relation == "near":
        return Judgement(verdict=UNSURE, score=0.5, why=comparison.why, label=label)
    if comparison.why in _SPELLED_APART and _slipped(a, b, label):
        return Judgement(verdict=UNSURE, score=0.4, why="spelled almost alike", label=label)
    likeness = fuzz.token_sort_ratio(a.casefold(), b.casefold())
    if comparison.relation == "none" and likeness >= DOUBTFUL and " " in a.strip() and " " in b.strip():
        return Judgement(verdict=UNSURE, score=0.4, why=f"alike ({likeness:.0f} of 100)", label=label)
    return Judgement(verdict=DIFFERENT, score=0.0, why=comparison.why or "nothing in common", label=label)


# What names that are no Korean ones say of each other when a letter differs: a slip, or another name.
_SPELLED_APART = ("other words", "another name", "the same names in another order", "", "only one says")


def _slipped(a: str, b: str, label: str) -> bool:
    """Whether one name may be a slip for the other: some letters differ, and neither is a Korean name, in which each
    letter may tell two apart.
    """
    if label == "PERSON":
        if all(read_person(name)[0].korean for name in (a, b)):
            return False
        spelled = [["".join(p.western.words) for p in read_person(name) if p.western] for name in (a, b)]
    elif label in ("ORG", "FACTORY") and script_of(a) == script_of(b):
        if any(readings for name in (a, b) for _, readings in read_thing(name).runs):
            return False
        spelled = [[fold(a)], [fold(b)]]
    else:
        return False
    return any(OSA.distance(x, y) <= min(len(x), len(y), 12) // 4 for x in spelled[0] for y in spelled[1])


_SMALL = frozenset(("of", "the", "and", "for", "in", "on", "to", "de"))


def is_acronym(short: str, full: str) -> bool:
    """Whether `short` is the initials of `full`: KINU of Korea Institute for National Unification."""
    letters = short.replace(".", "").strip()
    if not (3 <= len(letters) <= 8 and letters.isalpha() and letters.isupper() and letters.isascii()):
        return False
    return letters.casefold() in initials(full)


def initials(full: str) -> tuple[str, ...]:
    """The initials of a name of three words or more, with and without its small words."""
    words = fold_words(full.replace("-", " "))
    if len(words) < 3:
        return ()
    return "".join(word[0] for word in words), "".join(word[0] for word in words if word not in _SMALL)
