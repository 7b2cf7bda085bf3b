"""`jangmadang_lexicon_v1`: takes back what the model said without reason, before the mentions are settled.

- A text that is not English keeps nothing: the model knows no other language.
- A factory must end in a word that production units end in; else it is an organisation by its last word, or nothing.
- A product in lower case must end in a word that goods end in, or be traded there ("tons of …").
- A good is no abbreviation, no process and no quality, and no verb; an event, a policy or an idea is nothing at all.
- In a headline whose words have capitals, a product must end in a word that goods end in, and a name of one word is
  none if the text has that word in lower case.
- In a text that does not speak of Korea, a product must end in a word that goods end in, in lower case ("sleeping
  bags"); a good that has many other senses ("water", "gold", "lights") must be traded there.

The words are those of the knowledge base, of the augmentation's lists and of the training texts.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from models.components.cues import does_harm, is_english, is_in_field, is_traded, stands_as_verb
from models.components.exercises import REFUSALS, is_followed_by_drill, is_part_of_event
from models.components.implausible import (
    IDEAS,
    is_abstract,
    is_in_title,
    is_initials,
    is_plain_word,
    kind_by_last_word,
    lower_words,
)

# Where the span rulers of known names write.
KNOWN_KEY, GUARDED_KEY = "known-name", "guarded-name"
_OPENERS = frozenset((".", "!", "?", "“", '"', ":"))
# Verbs, judgements and prepositions that the model takes along before a good.
_NO_PART_OF_A_GOOD = frozenset((
    "exporting", "importing", "selling", "sells", "buying", "making", "makes", "producing", "produces",
    "sewing", "sews", "transporting", "smuggling", "carrying", "growing", "catching", "gathering", "hanging",
    "drying", "burning", "bought", "consume", "shipping", "bottles", "cans", "common", "cheap", "cheaper",
    "expensive", "tasty", "scarce", "additional", "extra", "new", "inside", "using", "wearing", "throwing",
    "damp", "wet", "lower", "higher", "sophisticated", "good", "bad", "best", "better", "great", "nice", "own", "same",
    "different", "several", "many", "few", "more", "most", "less", "big", "huge", "old", "competing", "similar",
    "heavier", "warmer", "longer", "shorter", "larger", "smaller", "thicker", "thinner", "stronger", "finer",
    "popular", "favorite", "favourite", "whole", "other", "such", "fine", "simple", "ordinary", "entire", "beautiful",
    "lovely", "dirty", "broken", "empty", "enough", "some", "any", "these", "those", "inexpensive", "gorgeous",
    "versatile", "worn", "custom", "global", "remove", "use", "buy", "sell", "make", "wear", "carry", "drink", "eat",
    "burn", "grow", "U.S.", "US", "UK", "U.K.", "EU", "various", "quality", "fragrant", "smart", "modern",
    "preliminary", "latest", "high-quality", "sow", "sowed", "sowing", "reap", "harvest", "pack", "display", "lethal",
    "silo-type", "lots",
    "tasteful", "delicious", "colourful", "colorful", "brand-new", "plentiful",
))  # fmt: skip
_NATIONAL = re.compile(
    r"(?:[A-Z][a-z]+(?:ian|ean|ese|ish|ican|stani|uelan)|Dutch|French|German|Swiss|Czech|Greek|Thai|Iraqi|Israeli|Saudi|"
    r"Qatari|Omani|Emirati|Yemeni|Somali|Nepali|Kenyan|Ugandan|Cuban|Moroccan|Afghan|Tibetan|Uzbek|Kazakh|Basotho)"
)
# After a good in lower case these make it part of another noun: "clothes airers", "drug dealer".
_DOER = re.compile(
    r"(?!(?:after|other|over|under|either|whether|rather|never|ever|later|earlier|together|per)$)[a-z]{3,}ers?"
)
_LONG_NAME = 8  # tokens; in a headline so long a factory is half the headline
# Lower-case last words per label; the goods with many senses; the goods of several words that end in one of those
# ("fish oil"); first words in -ing that are part of a good ("sleeping bags"); the ids of names that only our field has.
WORD_LISTS = ("PRODUCT", "FACTORY", "ORG", "loose", "phrases", "first", "field")
Words = Mapping[str, Iterable[str]]


@Language.factory("jangmadang_lexicon_v1", requires=["doc.ents"], assigns=["doc.ents"])
def make_lexicon(nlp: Language, name: str) -> Lexicon:
    """A filter without words; `initialize` or `from_disk` fills it."""
    return Lexicon()


def _opens_sentence(ent: Span) -> bool:
    return ent.start == 0 or ent.doc[ent.start - 1].text in _OPENERS or ent.doc[ent.start - 1].is_space


def _is_common_noun(ent: Span) -> bool:
    """Whether a good is written in lower case, but for a sentence's first word."""
    if len(ent) == 1 and ent.text.istitle():
        return _opens_sentence(ent)
    return ent[-1].is_lower


def _last_word(ent: Span) -> str:
    """A name's last word in lower case, before a number ("Power Station No. 3": "station")."""
    words = [token.lower_ for token in ent if token.is_alpha and token.lower_ != "no"]
    return words[-1] if words else ent[-1].lower_


def _known_spans(doc: Doc) -> set[tuple[int, int]]:
    return {(span.start, span.end) for key in (KNOWN_KEY, GUARDED_KEY) if key in doc.spans for span in doc.spans[key]}


class Lexicon:
    """Keeps those of the model's entities that their last word, or their text as a whole, supports."""

    def __init__(self) -> None:
        self.words: dict[str, frozenset[str]] = dict.fromkeys(WORD_LISTS, frozenset())

    def initialize(
        self, get_examples: Callable[[], Iterable[Any]], *, nlp: Language | None = None, words: Words | None = None
    ) -> None:
        """Sets the words; called by spaCy's initialisation."""
        self.set_words(words or {})

    def set_words(self, words: Words) -> None:
        """Replaces all words."""
        self.words |= {key: frozenset(entries) for key, entries in words.items()}

    def __call__(self, doc: Doc) -> Doc:
        if not is_english(doc):
            doc.set_ents([])
            return doc
        lower, known = lower_words(doc), _known_spans(doc)
        ents = [ent for ent in map(self._corrected, doc.ents) if ent is not None]
        # A word that opens a sentence has its capital from there ("Riot police"), unless it is a person's surname.
        names = {ent[-1].text for ent in ents if ent.label_ == "PERSON" and len(ent) > 1}
        lower -= {name.lower() for name in names}
        ents = [ent for ent in ents if (ent.start, ent.end) in known or not self._is_doubtful(ent, lower)]
        goods = {token.i for ent in ents if ent.label_ == "PRODUCT" for token in ent}
        supports = self._may_be_good if is_in_field(doc, self.words["field"], key=KNOWN_KEY) else self._is_good
        ents = [ent for ent in ents if ent.label_ != "PRODUCT" or supports(ent, goods)]
        doc.set_ents(ents)
        return doc

    def _corrected(self, ent: Span) -> Span | None:
        """The entity, with another label or without its first word where its words ask for it; or nothing."""
        last = ent[-1].lower_
        if any(refuses(ent) for refuses in REFUSALS) or (len(ent) == 1 and ent.text.lower() in IDEAS):
            return None
        if ent.label_ == "PRODUCT" and ent[0].is_lower and (stands_as_verb(ent) or does_harm(ent)):
            return None
        if len(ent) > 1 and self._is_no_part(ent):
            rest = Span(ent.doc, ent.start + 1, ent.end, label=ent.label_)
            return None if len(rest) == 1 and last in self.words["loose"] else self._corrected(rest)
        if ent.label_ == "PERSON" and (label := "ORG" if is_initials(ent) else kind_by_last_word(ent)):
            return Span(ent.doc, ent.start, ent.end, label=label)
        if ent.label_ == "FACTORY" and len(ent) > _LONG_NAME and is_in_title(ent):
            return None
        if ent.label_ != "FACTORY" or _last_word(ent) in self.words["FACTORY"]:
            return ent
        return Span(ent.doc, ent.start, ent.end, label="ORG") if last in self.words["ORG"] else None

    def _is_no_part(self, ent: Span) -> bool:
        """Whether the first word belongs to the sentence: "throwing bottles", "Juche Korea"."""
        first = ent[0].text
        if ent.label_ == "PLACE":
            return first.lower() in IDEAS
        if ent.label_ != "PRODUCT":
            return False
        if _NATIONAL.fullmatch(first) and ent[1].is_lower:
            return True
        plain = first.lower() if ent[1].is_lower else first
        return (
            plain in _NO_PART_OF_A_GOOD
            or first in _NO_PART_OF_A_GOOD
            or (first.endswith("ing") and first.lower() not in self.words["first"])
        )

    def _is_doubtful(self, ent: Span, lower: frozenset[str]) -> bool:
        """Whether a name or a good is more likely an ordinary word, or an exercise."""
        if ent.label_ == "FACTORY":
            return False
        if is_part_of_event(ent) or (ent.label_ in ("PERSON", "PRODUCT") and is_followed_by_drill(ent)):
            return True
        if ent.label_ != "PRODUCT":
            if ent.label_ != "PERSON" and len(ent) == 1 and _NATIONAL.fullmatch(ent.text):
                return True
            opens = ent.label_ == "PERSON" and _opens_sentence(ent)
            return is_plain_word(ent, lower) and (opens or is_in_title(ent))
        last = ent[-1].lower_
        if last in self.words["PRODUCT"]:
            return False
        return (
            ((ent[-1].is_lower or len(ent) == 1) and is_abstract(last))
            or is_initials(ent)
            or ent.text.isupper()
            or is_in_title(ent)
        )

    def _may_be_good(self, ent: Span, goods: set[int]) -> bool:
        return not ent.text.islower() or ent[-1].lower_ in self.words["PRODUCT"] or is_traded(ent, goods)

    def _is_good(self, ent: Span, goods: set[int]) -> bool:
        last = ent[-1].lower_
        if last not in self.words["PRODUCT"] or not _is_common_noun(ent):
            return False
        if ent.end < len(ent.doc) and _DOER.fullmatch(ent.doc[ent.end].text):
            return False
        return last not in self.words["loose"] or ent.text.lower() in self.words["phrases"] or is_traded(ent, goods)

    def to_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> None:
        """Writes the words as JSON into the component's folder."""
        path = Path(path)
        path.mkdir(parents=True, exist_ok=True)
        words = {key: sorted(entries) for key, entries in self.words.items()}
        (path / "words.json").write_text(json.dumps(words, ensure_ascii=False, indent=0), encoding="utf-8")

    def from_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> Lexicon:
        """The filter with the words that `to_disk` wrote."""
        self.set_words(json.loads((Path(path) / "words.json").read_text(encoding="utf-8")))
        return self
