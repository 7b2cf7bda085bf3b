"""A span that wants to be a mention, and its trimming."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc

from models.components.token_splits import KOREAN_SURNAMES

_OUTER = frozenset("\"'“”‘’«»()[]{}<>,;:!?–—-•*|/")
_ARTICLES = frozenset(("the", "The", "THE", "a", "an", "A", "An"))
_POSSESSIVES = frozenset(("'s", "’s", "'S", "’S", "'", "’"))
# Words in lower case that no mention begins or ends with.
_LINKS = frozenset(("of", "and", "for", "the", "in", "at", "on", "to", "by", "or", "with", "from", "as", "near"))
TITLES = frozenset((
    "Mr.", "Ms.", "Mrs.", "Dr.", "President", "Premier", "Chairman", "General", "Comrade", "Marshal",
    "Minister", "Director",
))  # fmt: skip
_BEFORE, _AFTER = _OUTER | _ARTICLES | _LINKS, _OUTER | _POSSESSIVES | _LINKS
# Titles that never are a part of a name; "King" and "Bishop" are surnames, too.
PERSON_TITLES = TITLES | frozenset((
    "Mr", "Ms", "Mrs", "Dr", "Deputies", "Deputy", "Adv", "Advocate", "HE", "Excellency", "Senator", "Sen.", "Rep.",
    "Gov.", "Governor", "Prof", "Prof.", "Professor", "Justice", "Col.", "Colonel", "Capt.", "Lt.", "Sgt.", "Detective",
    "Inspector", "Councillor", "Cllr", "Ambassador", "Secretary", "Chairwoman", "Chairperson", "Vice-Chairman",
    "Commander", "Admiral", "Sheriff", "Puppet", "Traitor", "Impeach", "Arrest", "Punish", "Oust",
    "Spokesman", "Spokeswoman", "Spokesperson", "Grandma", "Grandmother", "Granny", "Grandpa", "Grandfather", "Farmer",
))  # fmt: skip
# After these, wherever they stand in a span, the name begins ("UiPath CEO Bob Enslin").
_OFFICES = frozenset(("CEO", "CFO", "CTO", "COO", "Chairman", "Spokesman", "Spokeswoman", "Spokesperson"))


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """A span that wants to be a mention: token indices, label, what found it, and the known id.

    `whole` is the name that it is short for where its words do not say so: "Unryul" in "Unryul and Jaeryong mines".
    """

    start: int
    end: int
    label: str
    source: str
    known: str = ""
    whole: str = ""


def trim(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """Token indices of the comparable core of a span; start == end when nothing is left."""
    for index in range(start, end):
        if doc[index].is_space and "\n" in doc[index].text:
            # Keep the part before the line break, unless it breaks at once.
            if index > start:
                end = index
                break
            start = index + 1
    while start < end and (doc[start].is_space or doc[start].text in _BEFORE):
        start += 1
    while start < end and (doc[end - 1].is_space or doc[end - 1].text in _AFTER):
        if doc[end - 1].text in _LINKS and end - 1 > start and doc[end - 2].text == "-":
            break  # a syllable: "Hae-on"
        end -= 1
    return start, end


def trim_title(doc: Doc, start: int, end: int) -> int:
    """The first token of a person's name after the titles that it was taken with.

    Whatever stands before a whole Korean name is one ("Umpire Kim Chol Su").
    """
    start = max([start, *(index + 1 for index in range(start, end - 1) if doc[index].text in _OFFICES)])
    while start < end - 1 and doc[start].text in PERSON_TITLES:
        start += 1
    if end - start > 3 and doc[start].text not in KOREAN_SURNAMES and doc[start + 1].text in KOREAN_SURNAMES:
        start += doc[start + 2].text.istitle() and doc[start + 3].text != "."
    return start
