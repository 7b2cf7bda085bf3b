"""Everybody whom an English article lets speak: all that is said of one speaker is a chain of mentions.

"A source in Hyesan" and "the source" are one chain, "Natural Resources Minister Alexander Kozlov" and "the minister"
too; "another source" begins a new one. `speaker_options.py` weighs which chain tells a figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.facts.passage.grammar import Grammar
from extract.facts.passage.marks import Line, is_home
from extract.facts.passage.speakers import find_speaker, named_teller, says

BESIDE = 80  # characters on either side of a speaker's name in which his office stands
STATISTICS = re.compile(
    r"\b(?:customs|data|figures|statistics|tables?|records|registry|ministry|bureau|office|agency|administration|"
    r"association|institute|bank|KITA|KOTRA|KDI|GACC|UNCTAD|database)\b",
    re.I,
)
_SORTS = (
    ("source", re.compile(r"\b(?:sources?|contacts?|informants?|partners?|collaborators?|correspondents?)\b", re.I)),
    ("person", re.compile(r"\b(?:residents?|traders?|merchants?|wom[ae]n|m[ae]n|sellers?|vendors?|brokers?|drivers?|"
                          r"dealers?|businessm[ae]n|changers?|wholesalers?|defectors?|farmers?|officials?|travell?ers?|"
                          r"forwarders?|importers?|managers?|owners?|visitors?|housewi(?:fe|ves))\b", re.I)),
    ("customs", re.compile(r"\b(?:customs|GACC)\b", re.I)),
    ("figures", re.compile(r"\b(?:data|figures|statistics|tables?|records|database|survey|index)\b", re.I)),
    ("body", re.compile(r"\b(?:ministry|bureau|office|agency|administration|association|institute|bank|center|centre|"
                        r"council|committee|service|company|university|KITA|KOTRA|KDI|UNCTAD)\b", re.I)),
    ("expert", re.compile(r"\b(?:expert|analyst|professor|researcher|fellow|economist|scholar|observer)s?\b", re.I)),
    ("paper", re.compile(r"\b(?:report|statement|paper|study|brief|bulletin|article|document|review)s?\b", re.I)),
)  # fmt: skip
_OTHER = re.compile(r"\b(?:another|second|third|different|other|separate)\s(?:[\w-]+\s){0,2}$", re.I)
_OTHER_WORDS = re.compile(r"(?:an?other|(?:a )?(?:second|third|different|separate))\b", re.I)
_DEFINITE = re.compile(r"\b(?:the|that|this|same)\s(?:[\w-]+\s){0,2}$", re.I)
_FILLERS = frozenset(("a", "an", "the", "one", "two", "another", "of", "in", "from", "at", "'s", "s"))
_CURRENCY = re.compile(r"KPW|USD|CNY|RMB|RUB|EUR|U\.?S\.?|U\.?N\.?")
_BARE = re.compile(r"(?:latest |new |official |provisional |trade |monthly )*(?:data|figures|statistics|tables?)", re.I)
_NOBODY = frozenset(
    [
        "country",
        "region",
        "province",
        "area",
        "north",
        "south",
        "state",
        "capital",
        "city",
        "town",
        "him",
        "her",
        "them",
        "it",
        "himself",
        "herself",
        "this",
        "that",
        "certificate",
        "price",
        "prices",
        "everyone",
        "somebody",
        "someone",
        "people",
        "others",
    ]
)
_IN_PLACE = re.compile(
    r"\b(?:an?|the|one|another|our|its|\w+'s) (?P<who>(?:[\w-]+ ){0,3}[\w-]+ (?:in|from|of|at|near) (?:the )?)$", re.I
)
_PLURAL = re.compile(
    r"(?:^|[,”\"] )(?P<who>(?:(?!and|but|as|which|who)[a-z][\w-]+ ){0,2}[a-z]{3,}s) (?:said|say|told)\b"
)
_NOT_OURS = re.compile(r"\b(?:its|their|whose)\s$", re.I)  # "its partners trade in cars"
_ADDRESSED = re.compile(r"\b(?:told|tells|to) (?:the )?(?:[A-Z][\w.]*(?: [A-Z]\w+)?(?:'s|’s) )?$")
_SHORT = re.compile(r"[A-Z][A-Z&]{2,7}")
_STATES = re.compile(
    r"\b(?:according to|citing|quoting|cited by|quoted by|data (?:from|of|by)|figures (?:from|of|by)|statistics "
    r"(?:from|of|by)|published by|released by|compiled by|reported by|issued by|provided by)\s(?:the |an? |its )?"
    r"(?:[\w'’-]+ ){0,2}$",
    re.I,
)
_SPEAKS = re.compile(
    r"(?:'s?|’s?)?,?(?: \([^)]{2,12}\))?(?:, [^,.;]{3,70},| (?:of|at|from|with|in) [^.;,]{3,50}?)? (?:[\w-]+ ){0,2}?"
    r"(?:said|says|told|reports?|reported|added|adds|wrote|writes|noted|notes|shows?|showed|indicates?|indicated|"
    r"estimates?|estimated|puts?|found|finds|recalled|explained|listed|lists|recorded|announced|confirmed|disclosed|"
    r"published|released|posted|gave|registered|registers|claims?|reckons?|have shown|has shown)\b",
    re.I,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Speech:
    """One mention of a speaker: its words, where they begin, the number of their line, and whether they speak there."""

    words: str
    start: int
    at: int
    speaks: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Chain:
    """A speaker with all mentions in order; `words` are the fullest of them."""

    words: str
    mentions: tuple[Speech, ...]
    label: str

    @property
    def sort(self) -> str:
        """What kind of speaker it is: source, person, customs, figures, body, expert, paper, or the tagger's label."""
        return next((name for name, pattern in _SORTS if pattern.search(self.words)), self.label)

    def holds(self, words: str) -> bool:
        """Whether words are a wording of this speaker."""
        return any(words == each.words for each in self.mentions) or _is_part(words, self.words)


def chains_of(lines: Sequence[Line], grammar: Grammar) -> list[Chain]:
    """The speakers of an article in the order of their first mentions."""
    found: list[list[Speech]] = []
    labels: list[str] = []
    for at, line in enumerate(lines):
        for speech, label in _speeches(line, at, grammar):
            own = _chain_of(speech, line, found, lines)
            long = next(
                (i for i, each in enumerate(found) if i != own and _is_short_for(speech, each[-1], lines)), None
            )
            if own is not None and long is not None:  # "the agency (KOTRA)", and KOTRA was in the title
                found[own] = sorted([*found[own], *found[long]], key=lambda each: (each.at, each.start))
                del found[long], labels[long]
                own -= long < own
            if own is None:
                found.append([speech])
                labels.append(label)
            else:
                found[own].append(speech)
                labels[own] = labels[own] if labels[own] != "words" else label
    pairs = zip(found, labels, strict=True)
    return _without_bare([Chain(words=_fullest(each), mentions=tuple(each), label=label) for each, label in pairs])


def _without_bare(chains: Sequence[Chain]) -> list[Chain]:
    """The chains, with "data" and "the figures" those of the one body whose statistics an article goes by."""
    bare = [chain for chain in chains if _BARE.fullmatch(chain.words)]
    bodies = [chain for chain in chains if chain.sort in ("customs", "figures", "body") and chain not in bare
              and any(each.speaks for each in chain.mentions)]  # fmt: skip
    customs = [chain for chain in bodies if chain.sort == "customs"] or bodies
    if not bare or len(customs) != 1:
        return list(chains)
    mentions = [each for chain in (customs[0], *bare) for each in chain.mentions]
    whole = Chain(words=customs[0].words, mentions=tuple(sorted(mentions, key=lambda each: (each.at, each.start))),
                  label=customs[0].label)  # fmt: skip
    return [whole if chain is customs[0] else chain for chain in chains if chain not in bare]


def _fullest(mentions: Sequence[Speech]) -> str:
    short = [each.words for each in mentions if _SHORT.fullmatch(each.words)]
    if len(short) * 2 >= len(mentions):  # a body that goes by its short name
        return short[0]
    return max(mentions, key=lambda each: (len(_words(each.words)), -each.at)).words


def _speeches(line: Line, at: int, grammar: Grammar) -> Iterator[tuple[Speech, str]]:
    """The speakers that a line names, each once, in order, with the labels of names."""
    told = {words for words in (find_speaker(line, grammar), named_teller(line, grammar)) if words}
    found: dict[tuple[int, int], tuple[bool, str]] = {}
    for words in told:
        start = line.text.find(words)
        if start >= 0:
            found[_trimmed(line.text, start, start + len(words))] = (True, "words")
    spans = [
        match.span(next(name for name, value in match.groupdict().items() if value))
        for match in grammar.cue("speaker_by_form").finditer(line.text)
    ]
    spans += [match.span("who") for match in _PLURAL.finditer(line.text)]
    spans += [match.span("said") for match in grammar.cue("speaker").finditer(line.text)]
    for each in spans:
        span = _trimmed(line.text, *each)
        words = line.text[slice(*span)]
        if words.casefold() in _NOBODY or any(name.text == words for name in line.labelled("PRODUCT")):
            continue
        if any(name.text == words and is_home(name) for name in line.labelled("PLACE")):
            continue
        if _NOT_OURS.search(line.text[: span[0]]) and not _speaks(line, *span, grammar):
            continue
        found.setdefault(span, (_speaks(line, *span, grammar), "words"))
    for name in line.labelled("ORG", "PERSON", "FACTORY"):
        if _CURRENCY.fullmatch(name.text) or _ADDRESSED.search(line.text[: name.start - line.start]):
            continue
        span = name.start - line.start, name.end - line.start
        found[span] = (_speaks(line, *span, grammar) or found.get(span, (False, ""))[0], name.label)
    for (start, end), (speaks, label) in sorted(found.items()):
        inside = any(a <= start and end <= b and (a, b) != (start, end) for a, b in found)
        if not inside and line.text[start:end].strip(" ,"):
            words = line.text[start:end].strip(" ,")
            speaks = speaks or any(start <= a and b <= end and found[a, b][0] for a, b in found)
            yield Speech(words=words, start=line.start + start, at=at, speaks=speaks), label


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The bounds without the verb or article that words begin with ("said a woman"), with whoever is in a place."""
    match = re.match(r"(?:(?:said|says|added|according to|a|an|the) )+", text[start:end], re.I)
    start = start + match.end() if match else start
    if text[start:end].casefold() in _NOBODY and (whose := _IN_PLACE.search(text[:start])):
        start = whose.start("who")  # "a forwarder in the city"
    return start, end


def _speaks(line: Line, start: int, end: int, grammar: Grammar) -> bool:
    if says(line.text, start, end, grammar, reach=60):
        return True
    return bool(_SPEAKS.match(line.text, end) or _STATES.search(line.text[:start]))


def _chain_of(speech: Speech, line: Line, found: Sequence[Sequence[Speech]], lines: Sequence[Line]) -> int | None:
    """The number of the chain that a mention goes on with, the latest that may be meant; None where it is a new one."""
    first = speech.start - line.start
    before = line.text[:first]
    if _OTHER.search(before) or _OTHER_WORDS.match(speech.words):
        return None
    order = sorted(range(len(found)), key=lambda number: -found[number][-1].start - 10**6 * found[number][-1].at)
    for number in order:
        if any(_is_part(speech.words, each.words) or _is_part(each.words, speech.words) for each in found[number]):
            return number
    for number in order:
        if any(_is_short_for(speech, each, lines) or _is_short_for(each, speech, lines) for each in found[number]):
            return number
    if _DEFINITE.search(before) and len(speech.words.split()) <= 2 and speech.words.islower():
        noun = re.compile(rf"\b{re.escape(speech.words.split()[-1])}\b", re.I)
        for number in order:
            if any(noun.search(_beside(each, lines)) for each in found[number] if each.speaks and each.at < speech.at):
                return number
    return None


def _is_short_for(one: Speech, other: Speech, lines: Sequence[Line]) -> bool:
    """Whether one mention is the short name in brackets behind the other: "the trade association (KITA)"."""
    if not _SHORT.fullmatch(one.words):
        return False
    if one.at == other.at:
        line = lines[one.at]
        between = line.text[other.start - line.start + len(other.words) : max(0, one.start - line.start)]
        if re.fullmatch(r" ?[(,] ?(?:or )?", between):
            return True
    letters = "".join(each[0] for each in re.findall(r"[A-Z][\w]*", other.words))
    return len(letters) > 2 and letters == one.words


def _beside(speech: Speech, lines: Sequence[Line]) -> str:
    line = lines[speech.at]
    first = speech.start - line.start
    return line.text[max(0, first - BESIDE) : first + len(speech.words) + BESIDE]


def _words(words: str) -> set[str]:
    return {each.rstrip("s") for each in re.findall(r"[\w']+", words.casefold()) if each not in _FILLERS}


def _is_part(one: str, other: str) -> bool:
    """Whether one wording has no word that the other has not."""
    own = _words(one)
    return bool(own) and own <= _words(other)
