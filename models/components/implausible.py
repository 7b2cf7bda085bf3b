"""What a name of the model's cannot be, by its own words: events, ideas, abbreviations that name nobody, processes.

Each function looks at one span, or at one line of a text, and knows nothing of other mentions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from spacy.tokens import Doc, Span

from models.components.token_splits import KOREAN_SURNAMES

# Last words of what takes place or is agreed on: no thing, place or person is called so.
_EVENTS = frozenset((
    "war", "cup", "olympics", "championship", "championships", "contest", "tournament", "marathon", "policy", "act",
    "treaty", "agreement", "pact", "accord", "accords", "award", "awards", "prize", "uprising", "brexit",
    "delegation", "delegations", "day",
))  # fmt: skip
# The same, but organisations are called so, too.
_EVENTS_OR_BODIES = frozenset(("games", "festival", "movement", "revolution", "campaign", "congress", "drive"))
# Words of the state's own thought; what they stand before is a thing ("Juche iron") or a country ("Juche Korea").
IDEAS = frozenset(("juche", "songun", "chollima", "mallima", "socialism", "kimilsungism"))
_NO_NAMES = frozenset((
    "AI", "IT", "TV", "PR", "HR", "CEO", "CFO", "GDP", "GPS", "ID", "IQ", "PM", "MP", "MPs", "VIP", "DNA", "RNA", "HIV",
    "AIDS", "COVID", "Covid", "PhD", "LGBT", "LGBTQ", "ICBM", "ICBMs", "UFO", "MRI", "CV", "DJ", "DIY", "FAQ", "OK",
    "RIMPAC", "THAAD", "Hurrah", "Abroad", "Fig",
))  # fmt: skip
# Last words that no person is called by, and what they say the name is.
_KINDS = {
    "FACTORY": """
    factory plant mine farm complex refinery smelter shipyard brewery distillery tannery works colliery cannery
    creamery dairy winery foods cashmere textiles knitwear sawmill foundry motors""",
    "ORG": """
    company corporation ministry bank university institute association union party committee technologies holdings group
    agency council commission department bureau federation foundation college police""",
    "PLACE": """
    province county city district river peak glacier island islands airport stadium valley peninsula region strait
    square bridge mountains zone volcano falls""",
}
_KIND_OF = {word: label for label, words in _KINDS.items() for word in words.split()}
# Nouns that name a process, a state or a quality, never a good, unless a good is known to end so ("insulation").
_ABSTRACT = re.compile(r"\w{3,}(?:tion|sion|ment|ness|ity|ism|ance|ence|ing|ship|hood|itis|algia|osis)s?")
_PLACE_NAME = re.compile(r"(?:Mt\.?|Mount|Lake|Cape) .*|.*\w-(?:dong|ri|gun|gu)")
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_MIN_TITLE_WORDS, _MIN_TITLE_SHARE = 3, 0.75


def names_no_thing(ent: Span) -> bool:
    """Whether the words of an entity say that it is an event, a date, a field of a page or a mere abbreviation."""
    last = ent[-1].lower_
    if last in _EVENTS or (last in _EVENTS_OR_BODIES and ent.label_ != "ORG"):
        return True
    if len(ent) == 1 and ent.label_ != "PRODUCT" and ent.text in _NO_NAMES:
        return True
    if ent.label_ == "PERSON" and any(character.isdigit() for character in ent.text):
        return True
    if ent.label_ == "PRODUCT" and ":" in ent.text:
        return True
    return ent.text.startswith(("anti-", "Anti-", "pro-"))


def kind_by_last_word(ent: Span) -> str:
    """The label that the words of a name give it ("Shigri Glacier", "Mt Ryongak": PLACE), or ""."""
    if _PLACE_NAME.fullmatch(ent.text):
        return "PLACE"
    return _KIND_OF.get(ent[-1].lower_, "") if len(ent) > 1 and ent[-1].text[0].isupper() else ""


def is_abstract(word: str) -> bool:
    """Whether a lower-case word is, by its ending, the name of a process or a quality."""
    return _ABSTRACT.fullmatch(word) is not None


def is_initials(ent: Span) -> bool:
    """Whether an entity is one word of three to six capitals in a line that has small letters, and no surname."""
    if len(ent) > 1 or not ent.text.isalpha() or not ent.text.isupper() or not 2 < len(ent.text) < 7:
        return False
    return ent.text.title() not in KOREAN_SURNAMES and any(token.is_lower for token in _line(ent))


def _line(ent: Span) -> Span:
    """The line of the text that an entity begins in."""
    doc, start, end = ent.doc, ent.start, ent.end
    while start > 0 and "\n" not in doc[start - 1].text:
        start -= 1
    while end < len(doc) and "\n" not in doc[end].text:
        end += 1
    return doc[start:end]


def is_in_title(ent: Span) -> bool:
    """Whether an entity stands in a headline whose words all begin with a capital."""
    words = [token.text for token in _line(ent) if _LONG_WORD.fullmatch(token.text)]
    upper = sum(word[0].isupper() for word in words)
    return len(words) >= _MIN_TITLE_WORDS and upper >= _MIN_TITLE_SHARE * len(words)


def is_plain_word(ent: Span, lower: Iterable[str]) -> bool:
    """Whether a name of one word is an ordinary one of the document; `lower` holds its words in lower case."""
    return len(ent) == 1 and ent.text.istitle() and ent.text not in KOREAN_SURNAMES and ent.text.lower() in lower


def lower_words(doc: Doc) -> frozenset[str]:
    """The words of a document that stand in lower case."""
    return frozenset(token.text for token in doc if token.is_lower)
