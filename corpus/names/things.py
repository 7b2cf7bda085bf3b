"""Names of plants, organisations and goods: proper name, words of meaning, head and marks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from corpus.names.foreign import hangul_of_han
from corpus.names.lexicon import (
    DIRECTIONS,
    FILLERS,
    HEADS,
    KOREAN,
    MONTHS,
    OPTIONAL_HEADS,
    ORDINALS,
    SPLIT,
    WEAK,
    WORDS,
)
from corpus.names.syllables import Syllable, hangul_syllables, read_latin, sound_keys
from corpus.names.text import fold_words, script_of, straighten

Reading = tuple[Syllable, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Thing:
    """A name taken apart. `runs` are its proper parts, each with its Korean readings (none: it is no Korean) and its
    plain letters; `words` the words of meaning; `heads` what it is; `marks` directions, dates and numbers; `weak`
    words that may be missing; `national` whether it calls itself Korean.
    """

    runs: tuple[tuple[str, tuple[Reading, ...]], ...]
    words: frozenset[str]
    heads: frozenset[str]
    marks: frozenset[str]
    weak: frozenset[str]
    national: bool = False

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the name, best first."""
        words = set(self.words | self.marks) | {head for head in self.heads if head not in OPTIONAL_HEADS}
        if not self.runs and not self.words - {"trade"} and not self.marks:
            words |= self.heads | self.weak | ({"korea"} if self.national else set())
        tail = "_".join(sorted(words))
        names = [_run_keys(plain, readings) for plain, readings in self.runs]
        found = {"+".join(sorted(choice)): None for choice in product(*names)} if names else {"": None}
        return tuple("_".join(part for part in (name, tail) if part) for name in list(found)[:6])


def _run_keys(plain: str, readings: tuple[Reading, ...]) -> list[str]:
    keys = {key: None for reading in readings[:3] for key in sound_keys(reading, limit=2)}
    return [*keys][:4] or [plain]


_DATE = re.compile(r"\b(\d{1,2})\s?월\s?(\d{1,2})\s?일|\b(\d{1,2})\.(\d{1,2})\b")
_NUMBER = re.compile(r"(?:제\s?)?(\d+)(?:\s?호|st|nd|rd|th)?")
_TOKEN = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_BRACKETS = re.compile(r"\s*[(（\[][^)）\]]*[)）\]]")
_POWER = re.compile(r"\bpower (?:station|plant|complex|house)s?\b")
_DPRK = re.compile(r"\b(?:democratic people's republic of|north|people's republic of) korean?\b")
_POSSESSIVE = re.compile(r"'s\b|s'(?=\s|$)")


class _Parts:
    """What has been read of a name so far."""

    def __init__(self) -> None:
        self.runs: list[list[tuple[str, tuple[Reading, ...]]]] = []
        self.words: set[str] = set()
        self.heads: set[str] = set()
        self.marks: set[str] = set()
        self.weak: set[str] = set()
        self.national = False
        self._open = False

    def close(self) -> None:
        self._open = False

    def proper(self, plain: str, readings: tuple[Reading, ...]) -> None:
        if not self._open:
            self.runs.append([])
        self.runs[-1].append((plain, readings))
        self._open = True

    def meaning(self, form: str) -> bool:
        """Take a word of the vocabulary; False when it is none."""
        pieces = SPLIT.get(form) or (form,)
        known = [self._place(piece) for piece in pieces]
        if all(known):
            self.close()
        return all(known)

    def _place(self, form: str) -> bool:
        if form in WEAK:
            canonical = WEAK[form]
            if canonical == "national":
                self.national = True
            else:
                self.weak.add(canonical)
        elif form in HEADS:
            self.heads.add(HEADS[form])
        elif form in WORDS:
            self.words.add(WORDS[form])
        else:
            return form in FILLERS
        return True

    def thing(self) -> Thing:
        runs = tuple(_join(run) for run in self.runs)
        return Thing(
            runs=runs,
            words=frozenset(self.words),
            heads=frozenset(self.heads),
            marks=frozenset(self.marks),
            weak=frozenset(self.weak),
            national=self.national,
        )


def _join(run: list[tuple[str, tuple[Reading, ...]]]) -> tuple[str, tuple[Reading, ...]]:
    plain = "".join(part for part, _ in run)
    if not all(readings for _, readings in run):
        return plain, ()
    combined = [sum(choice, ()) for choice in product(*(readings[:3] for _, readings in run))]
    return plain, tuple(combined[:6])


@lru_cache(maxsize=100_000)
def read_thing(name: str, *, good: bool = False) -> Thing:
    """A name of a plant, organisation or (`good`) product taken apart."""
    text = _BRACKETS.sub("", name).strip() or name
    script = script_of(text)
    parts = _Parts()
    if script == "han":
        text = hangul_of_han(text) or text
        script = script_of(text)
    for match in _DATE.finditer(text):
        month, day = (int(number) for number in match.groups() if number)
        parts.marks.add(f"{month:02}-{day:02}")
    text = _DATE.sub(" ", text)
    if script == "hangul":
        for word in re.findall(r"[가-힣]+|\d+호?|[A-Za-z]+", text):
            _read_korean(word, parts)
            if not "가" <= word[0] <= "힣":
                parts.close()
    else:
        _read_latin(text, parts, good=good)
    return parts.thing()


def _read_korean(word: str, parts: _Parts) -> None:
    """Take words of the vocabulary from the end of a Korean word; what remains in front is the proper name."""
    if word[0].isdigit():
        parts.marks.add(str(int(_NUMBER.match(word)[1])))  # type: ignore[index]
        return
    if not "가" <= word[0] <= "힣":
        parts.proper(word.casefold(), read_latin(word.casefold()))
        return
    found: list[str] = []
    rest = word
    while rest:
        form = next((form for form in KOREAN if rest.endswith(form) and _may_end(form, rest, found)), None)
        if form is None:
            break
        found.append(form)
        rest = rest[: -len(form)]
    if not rest and len(found) == 1 and found[0] not in HEADS and len(word) > 2 and word not in WORDS:
        rest, found = word, []
    for form in ("조선", "북조선"):
        if rest.startswith(form) and len(rest) > len(form):
            parts.national, rest = True, rest[len(form) :]
    if rest:
        parts.proper(rest, (hangul_syllables(rest),))
    for form in reversed(found):
        parts.meaning(form)


def _may_end(form: str, rest: str, found: list[str]) -> bool:
    """One syllable is a word only at the very end of a longer name, and then only as a head."""
    if len(form) > 1:
        return True
    return not found and form in HEADS and len(rest) > 3


def _read_latin(text: str, parts: _Parts, *, good: bool) -> None:
    plain = straighten(text).replace("&", " and ").replace("#", " no. ")
    plain = _DPRK.sub(" dprk ", plain)
    plain = _POWER.sub(" power ", plain)
    plain = _POSSESSIVE.sub(lambda match: "s" if match.group().startswith("s") else "", plain)
    tokens = _TOKEN.findall(plain.replace("-", " "))
    capitals = {
        token for word in _TOKEN.findall(text.replace("-", " ")) if word[:1].isupper() for token in fold_words(word)
    }
    index = 0
    while index < len(tokens):
        index += _take(tokens, index, parts, good=good, capitals=capitals)


def _take(tokens: list[str], index: int, parts: _Parts, *, good: bool, capitals: set[str]) -> int:
    """Read what stands at `index`; how many tokens that were."""
    token = tokens[index]
    following = tokens[index + 1] if index + 1 < len(tokens) else ""
    if token in MONTHS and (day := _NUMBER.fullmatch(following)):
        parts.marks.add(f"{MONTHS[token]:02}-{int(day[1]):02}")
        parts.close()
        return 2
    if (day := _NUMBER.fullmatch(token)) and following in MONTHS:
        parts.marks.add(f"{MONTHS[following]:02}-{int(day[1]):02}")
        parts.close()
        return 2
    if number := _NUMBER.fullmatch(token):
        parts.marks.add(str(int(number[1])))
    elif token in ORDINALS:
        parts.marks.add(str(ORDINALS[token]))
    elif token in ("no", "nos", "number") and _NUMBER.fullmatch(following):
        return 1
    elif token in DIRECTIONS and len(token) > 1:
        parts.marks.add(DIRECTIONS[token])
    elif not (parts.meaning(token) or parts.meaning(_singular(token))):
        plain = "".join(fold_words(token))
        lower = good and plain not in capitals
        if lower:
            parts.words.add(_singular(plain))
        else:
            parts.proper(plain, read_latin(token))
            return 1
    parts.close()
    return 1


def _singular(word: str) -> str:
    """An English noun without its plural ending."""
    if len(word) < 4 or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes", "oes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") else word
