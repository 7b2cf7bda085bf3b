"""Plants named together under one noun: "Unryul and Jaeryong mines", "Huichon Power Stations No. 1 and 2".

Each member is a mention on its own words ("Unryul", "Jaeryong mines"), and knows its whole name ("Unryul Mine"). A rule
is data: a pattern with an example, and what the example gives.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from corpus.names.syllables import looks_korean
from models.components.mentions import Candidate
from models.components.plant_nouns import KINDS, PLANT_HEADS, PLURALS, VAGUE_PLURALS
from models.components.word_lists import word_list


@dataclass(frozen=True, kw_only=True, slots=True)
class Member:
    """One of several plants: where its words stand in the text, and its whole name."""

    start: int
    end: int
    whole: str


Reader = Callable[[re.Match[str]], list[Member]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Coordination:
    """A pattern, how its matches are read, and an example with each member's words and whole name."""

    pattern: re.Pattern[str]
    read: Reader
    example: str
    members: tuple[tuple[str, str], ...]


_NOUNS = {**PLURALS, **VAGUE_PLURALS}
_NAME = r"(?:[A-Z][\w’']*(?:-[\w’']+)*|\d+\.\d+)(?: (?:[A-Z][\w’']*(?:-[\w’']+)*|\d+\.\d+)){0,5}"
# Not the "and" inside one name: "Kim Chaek Iron and Steel Complex".
_AND = r"(?<!\bIron),? and (?!Steel\b)(?:the )?"
_SEP = rf"(?:{_AND}|,? nor (?:the )?|,? & |,? as well as (?:the )?|, (?:the )?)"
_LAST_SEP = rf"(?:{_AND}|,? nor (?:the )?|,? & |,? as well as (?:the )?)"
_PLURAL = "|".join(noun for plural in _NOUNS for noun in (plural, plural.title()))
_WHOLE = re.compile(rf" (?:{PLANT_HEADS}|Complex|Plant|Station|Works)$")
_NUMBER = r"(?:No\. ?)?\d+"
# Words with which a sentence or a list begins, and that are no part of the first name.
_NO_NAMES = word_list("no_plant_names")
_NATIONAL = re.compile(
    r"(?:North |South )?(?:[A-Z][a-z]+(?:ian|ean|ese|ish|ican|stani)|Dutch|French|German|Swiss|Czech|Greek|Thai|Iraqi|"
    r"Israeli|Saudi|Western|Eastern|Northern|Southern|European|State|Local|Regional|Provincial|County|City|Large|Small|Old|New|"
    r"Modern|Other|U\.S|US|UK|EU|China|Russia|Japan|India|Ukraine|Iran|Vietnam|America|Britain|Germany|France)"
)


def _together(match: re.Match[str]) -> list[Member]:
    """Members of "A, B and C coal mines"."""
    names = _plants_among([*re.finditer(_NAME, match["names"])], match)
    if len(names) < 2:
        return []
    base = match.start("names")
    kinds = [word for word in match["kinds"].split() if word != "and"]
    last = names[-1].group().split()
    while len(last) > 1 and last[-1].lower() in KINDS:
        kinds.insert(0, last.pop())
    firsts = [_trimmed(name.group()) for name in names]
    noun = match["noun"].lower()
    vague = noun in VAGUE_PLURALS and not kinds and not match["the"]
    if vague or not _say_what(kinds) or any(_is_no_name(text) for _, text in firsts):
        return []
    tail = " ".join(word[0].upper() + word[1:] for word in (*kinds, _NOUNS[noun]))
    members = []
    for name, (skipped, text) in zip(names, firsts, strict=True):
        if _WHOLE.search(text):
            continue  # "A Silk Mill and the B and C silk mills"
        is_last = name is names[-1]
        start = base + name.start() + skipped
        end = match.end("noun") if is_last else base + name.end()
        members.append(Member(start=start, end=end, whole=f"{' '.join(last) if is_last else text} {tail}"))
    return members if len(members) > 1 else []


# A place that another plant lies in: "the Kosan Farm in Anbyon County and Ogye and Wollang farms".
_ADMIN = re.compile(r" (?:County|City|District|Province|Municipality|Township|Town|Region)$")
_PLACED = re.compile(r"(?:\b(?:in|of|at|near|from|to)(?: the)?|,) $")


def _plants_among(names: list[re.Match[str]], match: re.Match[str]) -> list[re.Match[str]]:
    """The names without the places before them that a plant named earlier lies in."""
    before = match.string[max(0, match.start("names") - 12) : match.start("names")]
    if not _PLACED.search(before):
        return names
    first = next((n for n, name in enumerate(names) if not _ADMIN.search(name.group())), len(names))
    return names[first:] if len(names) - first > 1 else names


# No kinds of plants, though they stand before a noun: "Sinuiju and Kaesong host textile mills".
_NO_KINDS = word_list("no_plant_kinds")


def _say_what(words: list[str]) -> bool:
    """Whether the words before a noun are those of its kind; beside those that are known, one may be new."""
    new = [word for word in words if word.lower() not in KINDS]
    return not new or (len(new) == 1 < len(words) and not _NO_KINDS & {*new} and not new[0].endswith("ly"))


def _trimmed(text: str) -> tuple[int, str]:
    """How much of a name's beginning is no part of it, and the rest."""
    skipped = 0
    while text.split()[0] in _NO_NAMES and " " in text:
        cut = text.index(" ") + 1
        skipped, text = skipped + cut, text[cut:]
    return skipped, text


def _is_no_name(text: str) -> bool:
    return text in _NO_NAMES or _NATIONAL.fullmatch(text) is not None


def _singular(stem: str, noun: str) -> str:
    return f"{stem} {_NOUNS.get(noun.lower(), noun)}"


def _numbered_after(match: re.Match[str]) -> list[Member]:
    """Members of "Huichon Power Stations No. 1 and 2"."""
    numbers = [*re.finditer(_NUMBER, match["numbers"])]
    base = match.start("numbers")
    skipped, stem = _trimmed(match["stem"])
    name = _singular(stem, match["noun"])
    first = numbers[0]
    members = [
        Member(
            start=match.start("stem") + skipped, end=base + first.end(), whole=f"{name} No. {_digits(first.group())}"
        )
    ]
    members += [
        Member(start=base + number.start(), end=base + number.end(), whole=f"{name} No. {_digits(number.group())}")
        for number in numbers[1:]
    ]
    return members


def _numbered_before(match: re.Match[str]) -> list[Member]:
    """Members of "Nos. 3 and 4 Huichon Power Stations"."""
    numbers = [*re.finditer(r"(?:Nos?\. ?)?\d+", match["numbers"])]
    base = match.start("numbers")
    name = _singular(match["stem"], match["noun"])
    ends = [*(base + number.end() for number in numbers[:-1]), match.end("noun")]
    return [
        Member(start=base + number.start(), end=end, whole=f"{name} No. {_digits(number.group())}")
        for number, end in zip(numbers, ends, strict=True)
    ]


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


_SINGULARS = frozenset(_NOUNS.values()) | {"Works"}
_WHERE = frozenset(("in", "near", "to", "from", "around", "of", "outside", "through", "between"))
_STEM = rf"(?P<stem>{_NAME})"
_NUMBERED_NOUN = rf"(?P<noun>{_PLURAL}|Station|Factory|Mine|Plant|Mill|Pit|Complex)"
COORDINATIONS = (
    Coordination(
        pattern=re.compile(
            rf"(?<![\w’'-])(?P<the>[Tt]he )?(?P<names>{_NAME}(?:{_SEP}{_NAME})*{_LAST_SEP}{_NAME}) "
            rf"(?P<kinds>(?:[a-z][\w-]*(?: and)? ){{0,4}}?)(?P<noun>{_PLURAL})(?![\w-])(?! No)"
        ),
        read=_together,
        example="Unryul and Jaeryong mines",
        members=(("Unryul", "Unryul Mine"), ("Jaeryong mines", "Jaeryong Mine")),
    ),
    Coordination(
        pattern=re.compile(
            rf"(?<![\w’'-]){_STEM} {_NUMBERED_NOUN} "
            rf"(?P<numbers>Nos?\. ?\d+(?:(?:,? and |,? & |, ){_NUMBER})+)(?![\w.]\w)"
        ),
        read=_numbered_after,
        example="Huichon Power Stations No. 1 and 2",
        members=(
            ("Huichon Power Stations No. 1", "Huichon Power Station No. 1"),
            ("2", "Huichon Power Station No. 2"),
        ),
    ),
    Coordination(
        pattern=re.compile(
            rf"(?<![\w’'-])(?P<numbers>Nos?\. ?\d+(?:, {_NUMBER})*(?:,? and |,? & ){_NUMBER}) "
            rf"{_STEM} {_NUMBERED_NOUN}(?![\w-])"
        ),
        read=_numbered_before,
        example="Nos. 3 and 4 Huichon Power Stations",
        members=(
            ("Nos. 3", "Huichon Power Station No. 3"),
            ("4 Huichon Power Stations", "Huichon Power Station No. 4"),
        ),
    ),
)


# A text without such a word holds no plants named together.
_HINT = re.compile(rf"\b(?:{_PLURAL}|Nos?\.)")


def coordinated(text: str) -> Iterator[Member]:
    """The members of all coordinations of a text."""
    for rule in COORDINATIONS:
        for match in rule.pattern.finditer(text):
            yield from rule.read(match)


def follow_coordinations(doc: Doc, mentions: list[Candidate]) -> list[Candidate]:
    """The mentions, each plant of several under one noun being one; in order of the text.

    Where an organisation or a person is among the names ("Ford and Toyota plants"), they stay as they are.
    """
    text = doc.text
    if not _HINT.search(text):
        return mentions
    for rule in COORDINATIONS:
        for match in rule.pattern.finditer(text):
            found = [_candidate(doc, member) for member in rule.read(match)]
            members = [item for item in found if item is not None]
            met = [item for item in mentions if any(item.start < m.end and m.start < item.end for m in members)]
            met_others = [item for item in met if not _is_korean_plant(doc, item, match)]
            if not members or len(members) < len(found) or any(_is_other(item, members) for item in met_others):
                continue
            mentions = sorted([*(item for item in mentions if item not in met), *members], key=lambda item: item.start)
    return mentions


def follow_short_forms(doc: Doc, mentions: list[Candidate]) -> list[Candidate]:
    """The mentions, a place that nobody knows being the plant that the document calls so before ("Only Oryong …").

    After "in" and the like it stays a place.
    """
    plants = {name: item for item in mentions if item.label == "FACTORY" and (name := _proper(doc, item))}
    found = []
    for item in mentions:
        plant = plants.get(doc[item.start : item.end].text) if item.label in ("PLACE", "PERSON") else None
        unknown = item.source == "model" and not item.known
        if plant and plant.start < item.start and (unknown or _acts(doc, item, plant)) and not _lies_in(doc, item):
            whole = plant.whole or doc[plant.start : plant.end].text
            item = replace(item, label="FACTORY", whole=whole, known="")
        found.append(item)
    return found


# What a plant does and a town hardly: "Ragwon is to deliver excavators".
_DOES = re.compile(
    r" (?:is to|has|had|will|must|failed|met|exceeded|delivers|delivered|sends|sent|makes|made|turned|turns|ships"
    r"|shipped|stayed|produces|produced|mines|mined|smelts|rolled|runs|ran|promised|owes|owed|got|lacks|lacked) "
)


def _acts(doc: Doc, item: Candidate, plant: Candidate) -> bool:
    """Whether a known place's name is said of a plant: of one named together with others, or of one that does what
    plants do.
    """
    if item.label != "PLACE":
        return False
    before = doc[item.start - 1].lower_ if item.start else ""
    if plant.whole and before in ("only", "but", "for", "with"):
        return True
    span = doc[item.start : item.end]
    return before in (".", "") and _DOES.match(span.doc.text[span.end_char : span.end_char + 16]) is not None


def _proper(doc: Doc, item: Candidate) -> str:
    """The words of a plant's name before those that say what it is; "" where there are none."""
    words = [token.text for token in doc[item.start : item.end]]
    while len(words) > 1 and (words[-1].lower() in KINDS or words[-1].lower() in _NOUNS or words[-1] in _SINGULARS):
        words.pop()
    return " ".join(words)


def _lies_in(doc: Doc, item: Candidate) -> bool:
    before = doc[item.start - 1].lower_ if item.start else ""
    after = doc[item.end].lower_ if item.end < len(doc) else ""
    return before in _WHERE or after in ("county", "city", "province", "district", ",")


def _candidate(doc: Doc, member: Member) -> Candidate | None:
    span = doc.char_span(member.start, member.end)
    if span is None:
        return None
    return Candidate(start=span.start, end=span.end, label="FACTORY", source="suffix-rule", whole=member.whole)


# No firms are named together under these: who "Hyonnae and Kyejong" are before them is told.
_NEVER_FIRMS = frozenset(("farms", "mines", "collieries", "ranches"))


def _is_korean_plant(doc: Doc, item: Candidate, match: re.Match[str]) -> bool:
    """Whether what the model took for an organisation is a Korean word before a noun that no firm's plants have."""
    words = doc[item.start : item.end].text.split()
    unknown = item.source == "model" and not item.known and len(words) == 1
    return unknown and match["noun"].lower() in _NEVER_FIRMS and looks_korean(words[0].lower())


def _is_other(item: Candidate, members: list[Candidate]) -> bool:
    """Whether a mention is an organisation on the very words of a member, or reaches over the edge of them all."""
    if item.start < members[0].start or item.end > members[-1].end:
        return True
    return item.label == "ORG" and any((item.start, item.end) == (m.start, m.end) for m in members)
