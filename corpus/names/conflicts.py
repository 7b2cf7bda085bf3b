"""What two names say of each other: a hard conflict, one name, or nothing either way. No similarity is used here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from corpus.names import Good, Person, Place, Thing, fold, read_good, read_person, read_place, read_thing, script_of
from corpus.names.foreign import hangul_of_han
from corpus.names.people import CLASSES
from corpus.names.places import ADMIN, NATURAL
from corpus.names.runs import Run
from corpus.names.syllables import hangul_syllables, readings_clash, sound_key
from corpus.names.translated import parts_of_firm
from corpus.names.tsv import words
from corpus.names.vocabulary import ALIKE, OPTIONAL_HEADS
from corpus.names.western import INITIAL, compare_western, read_western

# Words that are as often left out as written; one more of them on one side is a doubt, any other word a difference.
_SOFT_WORDS = words(
    "youth state central trade industry development technology science economy people cooperation electric affair"
    " soldier disabled mining construction material finance international canned glass"
)
# Of these a name bears one at most: a city's works is not the county's, a hydroelectric station not a thermal one.
_EXCLUSIVE = (
    frozenset(("city", "county", "district", "province")),
    frozenset(("thermal", "hydro", "solar", "nuclear")),
    frozenset(("party", "people")),  # a county's Party Committee is not its People's Committee
)
# A farm where these are raised is called a factory too.
_RAISED = frozenset(("chicken", "duck", "pig", "goat", "catfish", "fish", "rabbit", "mushroom", "poultry", "terrapin"))


@dataclass(frozen=True, kw_only=True, slots=True)
class Comparison:
    """`relation`: "same" (one name), "conflict" (cannot be one thing), "near" (a short form, a missing word) or
    "none"; `why` is a line for a person.
    """

    relation: str
    why: str


def compare(a: str, b: str, label: str) -> Comparison:
    """What two names under one label say of each other."""
    if fold(a) and fold(a) == fold(b):
        return Comparison(relation="same", why="the same letters")
    if label == "PERSON":
        found = _best([_people(x, y) for x in read_person(a)[:6] for y in read_person(b)[:6]])
        return found if found.relation == "conflict" else _unless_read_apart(a, b, found)
    if label == "PLACE":
        return _best([_places(x, y) for x in read_place(a)[:4] for y in read_place(b)[:4]])
    if label == "PRODUCT":
        return _goods(read_good(a), read_good(b))
    found = _things(read_thing(a), read_thing(b), label)
    firms = parts_of_firm(a), parts_of_firm(b)
    if found.relation == "same" and firms[0] and firms[1]:
        return _unless_read_apart(firms[0][0], firms[1][0], found)
    return found


def _unless_read_apart(a: str, b: str, found: Comparison) -> Comparison:
    """What two names say of each other; where both are in Han, every way to read them must agree: 市 and 石
    are one in Chinese, and two in Korean.
    """
    read = [hangul_of_han(name) if script_of(name) == "han" else "" for name in (a, b)]
    if all(read) and sound_key(hangul_syllables(read[0])) != sound_key(hangul_syllables(read[1])):
        return Comparison(relation="conflict", why="other characters")
    return found


def hangul_conflict(name: str, aliases: Iterable[str], label: str) -> bool:
    """Whether a person's name in Hangul is none of those that a thing bears in Hangul: what Latin letters hide, 조용원
    and 조영원, the North's own letters show.
    """
    if label != "PERSON" or script_of(name) != "hangul":
        return False
    known = [alias for alias in aliases if script_of(alias) == "hangul"]
    return bool(known) and all(compare(name, alias, label).relation == "conflict" for alias in known)


_ORDER = {"same": 0, "near": 1, "conflict": 2, "none": 3}


def _best(found: list[Comparison]) -> Comparison:
    """Names can be read in several ways: one way in which they agree is enough."""
    return min(found, key=lambda comparison: _ORDER[comparison.relation])


def _people(a: Person, b: Person) -> Comparison:
    if not (a.korean and b.korean):
        return _western(a, b)
    if a.surname != b.surname:
        return Comparison(relation="conflict", why="another surname")
    if not a.given or not b.given:
        return Comparison(relation="near", why="a surname alone")
    shared = set(a.keys) & set(b.keys)
    if not shared:
        return Comparison(relation="conflict", why="other given-name syllables")
    clash = readings_clash(a.given, b.given, dropped=(a.seoul, b.seoul))
    if clash:
        return Comparison(relation="conflict", why=f"other given-name syllables: {clash}")
    if not _spelled_plainly(a, b):
        return Comparison(relation="near", why="the same syllables if a newspaper wrote “u” for ㅓ")
    return Comparison(relation="same", why="one surname, the same given-name syllables")


def _spelled_plainly(a: Person, b: Person) -> bool:
    """Whether the spellings meet without taking "u" for ㅓ in a name that no newspaper's habit marks."""
    if a.keys[0] == b.keys[0] or (a.keys[0] in b.keys and b.news) or (b.keys[0] in a.keys and a.news):
        return True
    return not a.spaced or not b.spaced


def _western(a: Person, b: Person) -> Comparison:
    if a.korean != b.korean:
        if read_western(a.words).words == read_western(b.words).words:  # 王亚军 and Wang Yajun
            return Comparison(relation="same", why="the same words")
        korean, other = (a, b) if a.korean else (b, a)
        return _by_korean_initials(korean, other) or Comparison(relation="none", why="one of them is a Korean name")
    if a.western is None or b.western is None:
        return Comparison(relation="same" if a.words == b.words else "none", why="")
    relation, why = compare_western(a.western, b.western)
    return Comparison(relation=relation, why=why)


# Letters that begin one Korean syllable in one spelling and another.
_INITIALS = ("kgh", "td", "pb", "jc", "rlny", "sh", "yi", "wuo")


def _by_korean_initials(korean: Person, other: Person) -> Comparison | None:
    """What a Korean name says of a surname with initials, Bang Yun-hui of Y. H. Bang; None for what is no such name."""
    western = other.western
    if western is None or not western.initials or len(western.words) != 1 or not korean.given:
        return None
    if CLASSES.get(western.words[0]) != korean.surname:
        return None
    letters = [letter for _, letter in western.initials]
    heads = [(syllable.onset or syllable.vowel)[:1] for syllable in korean.given]
    if not all(_begins_so(letter, head) for letter, head in zip(letters, heads, strict=False)):
        return Comparison(relation="conflict", why=INITIAL)
    if len(letters) == len(heads):
        return Comparison(relation="same", why="its initials")
    return Comparison(relation="near", why="an initial and a name")


def _begins_so(letter: str, head: str) -> bool:
    return letter == head or any(letter in group and head in group for group in _INITIALS)


def _places(a: Place, b: Place) -> Comparison:
    if a.marks != b.marks:
        return Comparison(relation="conflict", why=_marks_why(a.marks, b.marks))
    if a.qualifiers and b.qualifiers and a.qualifiers != b.qualifiers:
        return Comparison(relation="conflict", why=_marks_why(a.qualifiers, b.qualifiers))
    if "south korea" in a.qualifiers ^ b.qualifiers:
        return Comparison(relation="conflict", why="only one says South Korea")
    if a.kind and b.kind and a.kind != b.kind:
        return Comparison(relation="conflict", why=f"a {a.kind} is not a {b.kind}")
    dropped = (a.seoul and not b.seoul, b.seoul and not a.seoul)
    if not _names_meet((a.plain, a.readings), (b.plain, b.readings), dropped):
        return Comparison(relation="conflict", why="another name")
    odd = {a.kind, b.kind} - {""} - ADMIN
    if odd and a.kind != b.kind:
        return Comparison(relation="near" if odd <= NATURAL else "conflict", why=f"only one says {min(odd)}")
    return Comparison(relation="same", why="one name" if a.kind == b.kind else "one name, one does not say what it is")


def _names_meet(a: Run, b: Run, dropped: tuple[bool, bool] = (True, True)) -> bool:
    """Whether two proper names are one: the same letters, or a Korean reading in common. A whole name may have lost
    its first ㄹ wherever it was written.
    """
    if a[0] == b[0]:
        return True
    for left in a[1]:
        for right in b[1]:
            if sound_key(left) == sound_key(right):
                first = readings_clash(left[:1], right[:1], dropped=(True, True))
                if not first and not readings_clash(left[1:], right[1:], dropped=dropped):
                    return True
    return False


def _marks_why(a: frozenset[str], b: frozenset[str]) -> str:
    left, right = sorted(a - b), sorted(b - a)
    if left and right:
        return f"{' '.join(left)} against {' '.join(right)}"
    return f"only one says {' '.join(left or right)}"


def _things(a: Thing, b: Thing, label: str) -> Comparison:
    apart = _hard_conflict(a, b)
    if apart:
        return Comparison(relation="conflict", why=apart)
    left, right = a.words - b.words, b.words - a.words
    if left and right:
        relation = "near" if a.runs and _put_for(left, right) else "conflict"
        return Comparison(relation=relation, why=f"{min(left)} against {min(right)}")
    if left or right:
        extra = left | right
        if extra == {"cooperation"} and "farm" in a.heads & b.heads and a.runs:
            return _agreeing(a, b, label)  # the North's farms were called cooperative until 2021
        if extra == {"cooperation"} and a.marks and "factory" in a.heads & b.heads:
            return _agreeing(a, b, label)
        soft = len(extra) == 1 and extra <= _SOFT_WORDS and (bool(a.runs or a.marks) or extra == {"affair"})
        return Comparison(relation="near" if soft else "conflict", why=f"only one says {min(extra)}")
    if not (a.runs or a.words or a.marks):
        same = a.heads == b.heads and a.weak == b.weak and a.national == b.national
        return Comparison(relation="same" if same else "conflict", why="the same words" if same else "other words")
    return _agreeing(a, b, label)


def _agreeing(a: Thing, b: Thing, label: str) -> Comparison:
    """What two names say that have the same proper parts, heads and marks."""
    if "korea" in (a.national, b.national) and "" in (a.national, b.national) and not _stands_without_korea(a, b):
        return Comparison(relation="near", why="only one says Korea")
    if "holding" in a.weak ^ b.weak:
        return Comparison(relation="near", why="only one says holding")
    if set(a.keys) & set(b.keys) or [run[0] for run in a.runs] == [run[0] for run in b.runs] != []:
        if "general" in a.weak ^ b.weak and (label == "ORG" or "trade" in a.words):
            return Comparison(relation="near", why="only one says general")
        return Comparison(relation="same", why="one name, the same words")
    return Comparison(relation="near", why="only one says what it is")


def _put_for(left: frozenset[str], right: frozenset[str]) -> bool:
    """Whether the words of one name are such as writers put for those of the other: poultry for chicken."""
    return all(any(other in ALIKE.get(word, ()) or word in ALIKE.get(other, ()) for other in right) for word in left)


# Organs of a state, which name it or not as the place they speak from suggests.
_OF_STATE = frozenset(("ministry", "cabinet", "commission", "bureau", "assembly", "party", "army", "agency"))


def _stands_without_korea(a: Thing, b: Thing) -> bool:
    return bool(a.runs or a.marks or (a.heads | b.heads) & _OF_STATE or len(a.words) > 2)


def _hard_conflict(a: Thing, b: Thing) -> str | None:
    """Why two works or bodies cannot be one, or None."""
    if a.marks != b.marks:
        return _marks_why(a.marks, b.marks)
    if a.qualifiers and b.qualifiers and a.qualifiers != b.qualifiers:
        return _marks_why(a.qualifiers, b.qualifiers)
    if a.legal and b.legal and a.legal != b.legal:
        return f"{a.legal.upper()} against {b.legal.upper()}"
    for group in _EXCLUSIVE:
        left, right = ((thing.weak | thing.words | thing.heads) & group for thing in (a, b))
        if left and right and left != right:
            return f"{min(left)} against {min(right)}"
    if a.heads and b.heads and not a.heads & b.heads and not _heads_agree(a, b):
        return f"a {min(a.heads)} is not a {min(b.heads)}"
    return None if _runs_meet(a, b) else "another name"


def _heads_agree(a: Thing, b: Thing) -> bool:
    """A plant may be called a company and the other way round, and a chicken farm a factory."""
    if a.heads <= OPTIONAL_HEADS and b.heads <= OPTIONAL_HEADS:
        return True
    return a.heads | b.heads == {"farm", "factory"} and bool(a.words & b.words & _RAISED)


def _runs_meet(a: Thing | Good, b: Thing | Good) -> bool:
    if len(a.runs) != len(b.runs):
        return "".join(plain for plain, _ in a.runs) == "".join(plain for plain, _ in b.runs)
    rest = list(b.runs)
    for run in a.runs:
        match = next((other for other in rest if _names_meet(run, other)), None)
        if match is None:
            return False
        rest.remove(match)
    return True


def _goods(a: Good, b: Good) -> Comparison:
    if a.marks != b.marks:
        return Comparison(relation="conflict", why=_marks_why(a.marks, b.marks))
    if a.qualifiers and b.qualifiers and a.qualifiers != b.qualifiers:
        return Comparison(relation="conflict", why=_marks_why(a.qualifiers, b.qualifiers))
    if not _runs_meet(a, b):
        return Comparison(relation="conflict", why="another name")
    across = not a.words or not b.words
    left, right = (a.meanings, b.meanings) if across else (a.words, b.words)
    if left == right:
        return Comparison(relation="same", why="the same words")
    if a.runs and (not left or not right):
        return Comparison(relation="near", why="one gives the brand alone")
    if left - right and right - left and _put_for(left - right, right - left):
        return Comparison(relation="near", why=_marks_why(left, right))
    return Comparison(relation="conflict", why=_marks_why(left, right))
