"""Names of plants and organisations: proper name, words of meaning, head and marks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from corpus.names.bodies import plain_body
from corpus.names.foreign import hangul_of_han
from corpus.names.runs import Reading, Run, join_run, joined_keys, singular, split_brackets, take_korean
from corpus.names.syllables import hangul_syllables, read_latin
from corpus.names.text import fold_words, script_of, straighten
from corpus.names.translated import korean_of_han, korean_of_russian, latin_forms, parts_of_firm
from corpus.names.vocabulary import (
    CARDINALS,
    DIRECTIONS,
    FILLERS,
    HEADS,
    LEGAL_FORMS,
    MONTHS,
    OPTIONAL_HEADS,
    ORDINALS,
    PHRASE,
    PHRASES,
    SPLIT,
    WEAK,
    WORDS,
    american,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Thing:
    """A name taken apart. `runs` are its proper parts; `words` the words of meaning; `heads` what it is; `marks`
    directions, dates and numbers; `weak` words that may be missing; `national` whether it calls itself Korean;
    `qualifiers` what stood in brackets.
    """

    runs: tuple[Run, ...]
    words: frozenset[str]
    heads: frozenset[str]
    marks: frozenset[str]
    weak: frozenset[str]
    national: str = ""  # "dprk" where it names the state, "korea" where Korea is part of the name
    qualifiers: frozenset[str] = frozenset()
    legal: str = ""  # the legal form, where it says more than that it is a company

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the name, best first."""
        own = self.words - {"cooperation"} if "farm" in self.heads else self.words
        words = set(own | self.marks) | {head for head in self.heads if head not in OPTIONAL_HEADS}
        if not self.runs and not self.words - {"trade"} and not self.marks:
            words |= self.heads | self.weak | ({"korea"} if self.national == "korea" else set())
        tail = "_".join(sorted(words))
        names = joined_keys(self.runs, most=6) if self.runs else [""]
        return tuple("_".join(part for part in (name, tail) if part) for name in names)


_DATE = re.compile(r"\b(\d{1,2})\s?월\s?(\d{1,2})\s?일|\b(\d{1,2})\.(\d{1,2})(?!\d)")
_NUMBER = re.compile(r"(?:제\s?)?(\d+)(?:\s?호|st|nd|rd|th)?")
_TOKEN = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_POWER = re.compile(r"\bpower (?:station|plant|complex|house)s?\b|\bpowerplant\b")
_DPRK = re.compile(r"\b(?:democratic people's republic of|north|people's republic of) korean?\b")
_COOP = re.compile(r"\bco-op\b")
_POSSESSIVE = re.compile(r"'s\b|s'(?=\s|$)")
# "Paekma Shipping Co." and "Co Ltd" end alike; "Co-HKG" says where it is registered.
_US = re.compile(r"\b(?:united states|u\.s\.|u\.s)(?=\s|$)")


_ADMIN = re.compile(r"([가-힣]{2,})(?:시|군|구역)")


class _Parts:
    """What has been read of a name so far."""

    def __init__(self) -> None:
        self.runs: list[list[tuple[str, tuple[Reading, ...]]]] = []
        self.words: set[str] = set()
        self.heads: set[str] = set()
        self.marks: set[str] = set()
        self.weak: set[str] = set()
        self.national = ""
        self.legal = ""
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
            if WEAK[form] == "national":
                self.national = "dprk" if form == "dprk" else self.national or "korea"
            else:
                self.weak.add(WEAK[form])
        elif form in HEADS:
            self.heads.add(HEADS[form])
        elif form in WORDS:
            self.words.add(WORDS[form])
        else:
            return form in FILLERS
        return True

    def thing(self, qualifiers: frozenset[str]) -> Thing:
        return Thing(
            runs=tuple(join_run(run) for run in self.runs),
            words=frozenset(self.words),
            heads=frozenset(self.heads),
            marks=frozenset(self.marks),
            weak=frozenset(self.weak),
            national=self.national,
            qualifiers=qualifiers,
            legal=self.legal,
        )


@lru_cache(maxsize=100_000)
def read_thing(name: str) -> Thing:
    """The name of a plant or an organisation taken apart."""
    text, qualifiers = split_brackets(name)
    script = script_of(text)
    parts = _Parts()
    if script in ("han", "kana") and (firm := parts_of_firm(text)):
        korean = hangul_of_han(firm[0])
        parts.proper(firm[1], (*([hangul_syllables(korean)] if korean else []), *read_latin(firm[1])[:2]))
        for word in firm[2]:
            _read_korean(word, parts)
        return parts.thing(qualifiers)
    if script in ("han", "kana"):
        text = korean_of_han(text) or hangul_of_han(text) or text
        script = script_of(text)
    elif script == "cyrillic" and (russian := korean_of_russian(text)):
        kind, text = russian
        _read_russian(text, parts)
        _read_korean(kind, parts)
        return parts.thing(qualifiers)
    for match in _DATE.finditer(text):
        month, day = (int(number) for number in match.groups() if number)
        parts.marks.add(f"{month:02}-{day:02}")
    text = _DATE.sub(" ", text)
    if script == "hangul":
        for word in re.findall(r"[가-힣]+|\d+호?|[A-Za-z]+", text):
            _read_korean(word, parts)
    else:
        _read_latin(text, parts)
    return parts.thing(qualifiers)


def _read_korean(word: str, parts: _Parts) -> None:
    """Take words of the vocabulary from the end of a Korean word; what remains in front is the proper name."""
    if number := _NUMBER.fullmatch(word):
        parts.marks.add(str(int(number[1])))
        parts.close()
        return
    if not "가" <= word[0] <= "힣":
        parts.proper(word.casefold(), ())
        parts.close()
        return
    for form in ("조선", "북조선"):
        if word.startswith(form) and len(word) > len(form) + 1:
            parts.national, word = "korea", word[len(form) :]
    proper, forms = take_korean(word)
    if proper is not None and forms and (place := _ADMIN.fullmatch(proper[0])):
        proper = take_korean(place[1])[0]  # 성천군식료공장 is the Songchon Foodstuff Factory
    if proper is not None:
        parts.proper(*proper)
    for form in forms:
        parts.meaning(form)


def _read_russian(name: str, parts: _Parts) -> None:
    """Take a name in Kontsevich's letters, in each way that it can be read; a body may have none of its own."""
    if not name:
        return
    readings = [reading for form in latin_forms(name) for reading in read_latin(form.casefold())]
    parts.proper("".join(fold_words(name)), tuple(dict.fromkeys(readings))[:8])
    parts.close()


_DOTTED = re.compile(r"\b(?:[a-z]\.){2,}(?:[a-z]\b)?")
# Letters that may be a name, or a word, where they are not written as a form is: "SE Asia", "As Safa".
_WRITTEN = re.compile(
    r"(?:S\.?E|A\.?S|A\.?B|A\.?G|N\.?V|B\.?V|S\.?A|K\.?G|A\.?O|K\.?K|L\.?P|S\.?p\.?A|Oy|SpA|TOO|SPA)\.?"
)


def _without_legal_form(plain: str, text: str) -> tuple[str, str]:
    """The name without the legal form before or after it, and that form; "" where it has none."""
    words = (
        _DOTTED.sub(lambda match: match[0].replace(".", "") + " ", plain).replace(",", " ").replace(".", " ").split()
    )
    written = text.split()
    for count in range(min(5, len(words) - 1), 0, -1):
        for head, rest in ((words[-count:], words[:-count]), (words[:count], words[count:])):
            form = LEGAL_FORMS.get(" ".join(head))
            if form is None or (count == 1 and head == words[:1] and form not in ("jsc", "llc")):
                continue
            spelled = written[-1] if head == words[-count:] else written[0]
            if count == 1 and len(head[0]) < 4 and not _WRITTEN.fullmatch(spelled) and form in _SHORT:
                continue
            return " ".join(rest), form
    return plain, ""


_SHORT = frozenset(("se", "as", "ab", "sa", "ag", "kg", "nv", "bv", "oy", "spa"))


def _read_latin(text: str, parts: _Parts) -> None:
    plain = plain_body(straighten(text)).replace("&", " and ").replace("#", " no. ")
    plain = _US.sub(" us ", _DPRK.sub(" dprk ", plain))
    plain = _POWER.sub(" powerstation ", plain)
    plain = _COOP.sub("coop", plain)
    plain = _POSSESSIVE.sub(lambda match: "s" if match.group().startswith("s") else "", plain)
    plain = PHRASE.sub(lambda match: PHRASES[match.group()], plain)
    plain, legal = _without_legal_form(plain, text)
    if legal:
        parts.heads.add("company")
        parts.legal = "" if legal == "company" else legal
    tokens = [american(token) for token in _TOKEN.findall(plain.replace("-", " "))]
    acronyms = {word.casefold() for word in re.findall(r"\b[A-Z]{2,6}\b", text)} if not text.isupper() else set(tokens)
    index = 0
    while index < len(tokens):
        index += _take(tokens, index, parts, acronyms)


def _take(tokens: list[str], index: int, parts: _Parts, acronyms: set[str]) -> int:
    """Read what stands at `index`; how many tokens that were."""
    token = tokens[index]
    following = tokens[index + 1] if index + 1 < len(tokens) else ""
    for month, day in ((token, following), (following, token)):
        if month in MONTHS and (number := _NUMBER.fullmatch(day)):
            parts.marks.add(f"{MONTHS[month]:02}-{int(number[1]):02}")
            parts.close()
            return 2
    if number := _NUMBER.fullmatch(token):
        parts.marks.add(str(int(number[1])))
    elif token in ORDINALS:
        parts.marks.add(str(ORDINALS[token]))
    elif token in ("no", "nos", "number") and (_NUMBER.fullmatch(following) or following in CARDINALS):
        if following in CARDINALS:
            parts.marks.add(str(CARDINALS[following]))
        parts.close()
        return 2 if following in CARDINALS else 1
    elif token in CARDINALS and index and not following:
        parts.marks.add(str(CARDINALS[token]))
    elif token in DIRECTIONS and len(token) > 1:
        parts.marks.add(DIRECTIONS[token])
    elif token == "ri" and parts.runs and following:
        parts.close()  # the farm of a ri is called with it or without
    elif not (parts.meaning(token) or parts.meaning(singular(token))):
        plain = "".join(fold_words(token))
        # NATO and Nato are one: a short name that stands alone is letters
        alone = len(tokens) == 1 and len(plain) <= 5
        parts.proper(plain, () if alone or token in acronyms else read_latin(token))
        return 1
    parts.close()
    return 1
