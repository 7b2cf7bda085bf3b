"""What is no place, person or thing though it has a name: military exercises, operations, peoples and languages."""

from __future__ import annotations

import re

from spacy.tokens import Span

from models.components.token_splits import KOREAN_SURNAMES
from models.components.word_lists import word_list

# Of exercises that news on the peninsula names; an example of each stands in the tests.
EXERCISES = re.compile(
    r"(?:Ul[cj]hi[ -])?Freedom (?:Shield|Edge|Guardian|Flag)|Ulji Freedom Shield|Ul[cj]hi(?: Focus Lens)?|"
    r"Key Resolve|Foal Eagle|Team Spirit|Vigilant (?:Ace|Storm|Defense)|Max Thunder|Ssangyong|Hoguk|Hwarang|Taegeuk|"
    r"Talisman Sab(?:re|er)|Cobra Gold|RIMPAC|Rim of the Pacific|Pacific (?:Vanguard|Dragon)|Iron Mace|Warrior Shield|"
    r"Steadfast (?:Defender|Noon|Dart)|Zapad|Vostok|Tsentr|Kavkaz|Ocean Shield|Joint Sea|Malabar|Balikatan|Kamandag|"
    r"Soaring Eagle|Buddy Wing|Double Dragon|Resolute (?:Force Pacific|Dragon)|Northern Edge|Valiant Shield|Red Flag|"
    r"Defender Europe|Keen (?:Sword|Edge)"
)
PEOPLES = word_list("peoples")
ANY_GOODS = word_list("any_goods")
_DRILL = re.compile(
    r"(?:military |joint |naval |air |annual |war |live-fire )*(?:exercises?|drills?|manoeuvres|maneuvers|war ?games?)"
)
_NAMING = "called|named|dubbed|codenamed|code-named|known as"
_CALLED = re.compile(
    rf"(?:(?:exercises?|drills?|operations?|war games?)(?: that (?:is|was))?,? (?:{_NAMING})(?: the)?|"
    r"exercise|operation)"
    r"(?: [\"“‘'])? ?$",
    re.IGNORECASE,
)


def is_happening(ent: Span) -> bool:
    """Whether an entity is an exercise or an operation: by its name, or by what is said right beside it."""
    if EXERCISES.fullmatch(ent.text):
        return True
    if ent.label_ in ("ORG", "FACTORY") or not ent.text[0].isupper() or ent[0].text in KOREAN_SURNAMES:
        return False
    return _CALLED.search(ent.doc[max(0, ent.start - 5) : ent.start].text_with_ws) is not None


def is_followed_by_drill(ent: Span) -> bool:
    """Whether a name in capitals is that of the exercise whose word follows it ("Zapad drills")."""
    after = ent.doc[ent.end : ent.end + 3].text
    return ent.text[0].isupper() and _DRILL.match(after) is not None


def is_any_good(ent: Span) -> bool:
    """Whether a good is a word for goods of any kind ("accessories")."""
    return ent.label_ == "PRODUCT" and ent.text.lower() in ANY_GOODS


def is_people(ent: Span) -> bool:
    """Whether an entity is a people, one of its members, or a language."""
    return ent.text in PEOPLES
