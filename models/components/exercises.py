"""What is no place, person or thing though it has a name: military exercises, operations, peoples and languages."""

from __future__ import annotations

import re

from spacy.tokens import Span

from models.components.implausible import names_no_thing
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
NO_GOOD_ENDS = word_list("no_good_ends")
_EQUIPMENT, _PLAYING = word_list("equipment_of"), word_list("playing")
# Of these and of words in -ly none is a name alone.
NO_NAMES = word_list("adverbs") | word_list("joining")
# What follows makes an event of a name: "Fatherland Liberation War".
_EVENTS = frozenset(("War", "Cup", "Day", "Olympics", "Treaty", "Declaration", "Movement", "Uprising"))
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
    """Whether a good is a word for goods of any kind ("accessories", "construction equipment"), ends in one for no good
    ("power stations"), or is people ("women players").
    """
    if ent.label_ != "PRODUCT":
        return False
    before, last = (ent[-2].lower_ if len(ent) > 1 else ""), ent[-1].lower_
    if before and last == "equipment":
        return before not in _EQUIPMENT
    return ent.text.lower() in ANY_GOODS or last in NO_GOOD_ENDS or (last == "players" and before in _PLAYING)


def is_no_noun(ent: Span) -> bool:
    """Whether an entity of one word is an adverb or joins others ("Herein")."""
    return len(ent) == 1 and ent.text.isalpha() and not ent.text.isupper() and ent.text.lower() in NO_NAMES


def is_part_of_event(ent: Span) -> bool:
    """Whether the word after a name makes an event of it: "Fatherland Liberation" before "War"."""
    return ent.label_ in ("PERSON", "PLACE") and ent.end < len(ent.doc) and ent.doc[ent.end].text in _EVENTS


def is_people(ent: Span) -> bool:
    """Whether an entity is a people, one of its members, or a language."""
    return ent.text in PEOPLES


# Each looks at one entity alone, and says whether it is nothing that has a label.
REFUSALS = (is_any_good, is_no_noun, is_people, is_happening, names_no_thing)
