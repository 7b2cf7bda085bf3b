"""People's names that are not Korean: words, initials and the father's name, and what two of them say of each other.

given_names.tsv holds names that are spelled in several ways, one row each with an example.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.names.text import fold_words
from corpus.names.tsv import read_rows, words

_ROWS = list(read_rows("given_names.tsv"))
_GIVEN = {spelled: row["name"] for row in _ROWS for spelled in (row["name"], *row["spellings"].split())}
_ARABIC = frozenset(row["name"] for row in _ROWS if row["people"] == "arabic")
_PARTICLES = words("de la van von der den bin ibn bint al el da di du")
_SONS = words("bin ibn")
_SERVANTS = words("abd abdel abdul abdal abdool abdoul")  # of one of God's names, which follows: one name
_FATHERS = words("abu abou aboul abul")
# A Russian's father's name is as often left out as written; where both write one, it must be one.
_PATRONYMIC = ("ovich", "evich", "ovitch", "evitch", "ovna", "evna", "yich", "ichna", "inichna")
_SPELLED_ALIKE = (("x", "ks"), ("iy", "y"), ("ii", "y"), ("ei", "ey"), ("yu", "iu"), ("ya", "ia"), ("ph", "f"))


FATHERS_NAME, FATHERS_INITIAL, INITIAL, ORDER = (
    "another father's name",
    "another father's initial",
    "another initial",
    "the same names in another order",
)
# What no knowledge of either name outweighs.
WESTERN_CONFLICTS = frozenset((FATHERS_NAME, FATHERS_INITIAL, INITIAL, ORDER))


@dataclass(frozen=True, kw_only=True, slots=True)
class Western:
    """A name as its `words` in order, without particles; `initials` as (which word they stood before, letter);
    `father` the stem of a patronymic; `son` whether it says whose son one is.
    """

    words: tuple[str, ...]
    initials: tuple[tuple[int, str], ...] = ()
    father: str = ""
    son: bool = False


def read_western(parts: Sequence[str]) -> Western:
    """A name of these lower-case words as it is compared; one without any word keeps what there is."""
    spelled = _joined([folded for part in parts for folded in fold_words(part)])
    chosen: list[str] = []
    initials: list[tuple[int, str]] = []
    fathers: list[str] = []
    full = sum(len(word) > 1 and word not in _PARTICLES for word in spelled)
    for word in spelled:
        if len(word) == 1:
            initials.append((len(chosen), word))
        elif word in _PARTICLES and full:
            continue
        elif word.endswith(_PATRONYMIC) and full + len(initials) > 2 and chosen:
            fathers.append(_stem(word))
        else:
            chosen.append(_one_spelling(word))
    if len(chosen) > 2:
        chosen = list(dict.fromkeys(chosen))  # Sergey Sergey Shoigu
    return Western(
        words=tuple(chosen) or tuple(spelled) or tuple(parts) or ("",),
        initials=tuple(initials) if chosen else (),
        father=fathers[0] if fathers else "",
        son=bool(_SONS.intersection(spelled)),
    )


def _joined(spelled: list[str]) -> list[str]:
    """The words with names that are written in two as one: Abdel Rahman, Aboul Gheit."""
    joined: list[str] = []
    index = 0
    while index < len(spelled):
        word, rest = spelled[index], spelled[index + 1 :]
        if word in _SERVANTS | _FATHERS and rest:
            skip = 1 if rest[0] in ("al", "el", "ul") and len(rest) > 1 else 0
            stem = "abdul" if word in _SERVANTS else "abu"
            joined.append(stem + rest[skip].replace("ei", "ay").replace("ai", "ay"))
            index += 2 + skip
            continue
        for long in ("abdel", "abdul", "abdal"):
            if word.startswith(long) and len(word) > len(long) + 2:
                word = "abdul" + word.removeprefix(long)
        joined.append(word)
        index += 1
    return joined


def _one_spelling(word: str) -> str:
    """A word in one of its transliterations."""
    if word in _GIVEN:
        return _GIVEN[word]
    for spelled, other in _SPELLED_ALIKE:
        word = word.replace(spelled, other)
    return word


def _stem(patronymic: str) -> str:
    """What a father's name is made of, whatever the transliteration: Sergeevich is Sergeyevich."""
    stem = next(patronymic.removesuffix(end) for end in _PATRONYMIC if patronymic.endswith(end))
    return stem.replace("x", "ks").translate(str.maketrans("", "", "yiej"))


def compare_western(a: Western, b: Western) -> tuple[str, str]:
    """(relation, why) of two names: "same", "near", "conflict" or "none"."""
    if a.father and b.father and a.father != b.father:
        shared = set(a.words) & set(b.words)
        return ("conflict", FATHERS_NAME) if shared else ("none", "")
    if a.words == b.words or (set(a.words) == set(b.words) and _turned(a, b)):
        return _by_initials(a, b)
    if set(a.words) == set(b.words):
        return "conflict", ORDER
    short, long = (a, b) if len(a.words) < len(b.words) else (b, a)
    if set(short.words) < set(long.words):
        return _shorter(short, long)
    shared = set(a.words) & set(b.words)
    if len(shared) > 1 or _servants_apart(a) == _servants_apart(b):
        return "near", "alike in most words"
    return ("conflict", "other words") if shared else ("none", "")


def _servants_apart(name: Western) -> list[str]:
    """The words with the servant of God as the name it is one of: Abdul Hanif may be called Hanif."""
    return sorted(word.removeprefix("abdul") or word for word in name.words)


def _turned(a: Western, b: Western) -> bool:
    """Whether two orders of the same words can be one name: the surname first or last, and no more than that. Arabic
    names have no surname that moves: who is named first is the son.
    """
    if len(a.words) == 2:
        return not set(a.words) <= _ARABIC
    return b.words in ((*a.words[1:], a.words[0]), (a.words[-1], *a.words[:-1]))


def _by_initials(a: Western, b: Western) -> tuple[str, str]:
    left, right = ({letter for _, letter in name.initials} for name in (a, b))
    if left and right and not (left <= right or right <= left):
        return "conflict", INITIAL
    for one, other in ((a, b), (b, a)):
        letters = {letter for _, letter in other.initials}
        if one.father and letters and not (one.initials or any(_begins(letter, one.father) for letter in letters)):
            return "conflict", FATHERS_INITIAL
    return "same", "the same words"


def _begins(letter: str, stem: str) -> bool:
    """Whether a father's stem, whose soft vowels are gone, may begin with a letter."""
    return stem.startswith(letter) or letter in "yiej"


def _shorter(short: Western, long: Western) -> tuple[str, str]:
    """What a name with fewer words says: the middle name left out, or written as an initial, or the family's added."""
    missing = [word for word in long.words if word not in short.words]
    letters = [letter for _, letter in short.initials]
    if letters:
        wanted = [*(word[0] for word in missing), *((long.father[:1],) if long.father else ())]
        if len(letters) == len(wanted) + 1 and not long.father:  # В. С. Дудник and Vasily Dudnik: a father's name more
            letters = letters[:1] if letters[0] in {word[0] for word in missing} else letters
        if len(letters) <= len(wanted) and all(letter in wanted or letter in "yiej" for letter in letters):
            enough = len(short.initials) > 1 or len(short.words) > 1
            return ("same", "its initials") if enough else ("near", "an initial and a name")
        return "conflict", INITIAL
    if len(short.words) == 1:
        return "near", "one name alone"
    if short.words[0] == long.words[0] and short.words[-1] == long.words[-1] and len(missing) == 1:
        return "same", "the middle name left out"
    if short.son and long.words[: len(short.words)] == short.words:
        return "same", "the family's name added"
    if short.words[0] == long.words[0] or short.words[-1] == long.words[-1]:
        return "near", "one name more"
    return "conflict", "other words"
