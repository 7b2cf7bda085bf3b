"""What the words around a span say: trade, verbs, harm, the field, the language."""

from __future__ import annotations

from collections.abc import Container

from spacy.tokens import Doc, Span

from models.components.token_splits import KOREAN_SURNAMES

_JOINTS = frozenset((",", "and", "or", "as", "including"))
_TRADE_WORDS = frozenset((
    "kilogram", "kilograms", "kilo", "kilos", "kg", "ton", "tons", "tonne", "tonnes", "liter", "liters",
    "litre", "litres", "barrel", "barrels", "sack", "sacks", "bags", "bottles", "boxes", "crates", "pairs",
    "export", "exports", "exported", "import", "imports", "imported", "importing", "exporting", "price",
    "prices", "sell", "sells", "sold", "selling", "buy", "buys", "bought", "buying", "smuggle", "smuggled",
    "smuggling", "produce", "produces", "produced", "producing", "output", "shipments", "sales", "purchases",
    "manufacture", "manufactures",
))  # fmt: skip
# What is told of a good right after it: "rice prices", "the cocoon harvest".
_TRADE_HEADS = frozenset((
    "price", "prices", "export", "exports", "import", "imports", "output", "production", "sales", "shipments",
    "futures", "deliveries", "harvest", "harvests", "smuggling",
))  # fmt: skip
# After these a word in lower case is a verb: "he lashes out", "you can zip them up".
_BEFORE_A_VERB = frozenset((
    "i", "you", "he", "she", "we", "they", "who", "can", "could", "will", "would", "may", "might", "must", "should",
    "cannot", "n't", "n’t",
))  # fmt: skip
# Before these, too: "and cement its place", "to zip them up".
_AFTER_A_VERB = frozenset(("its", "his", "her", "their", "our", "my", "your", "him", "them", "us", "me"))
# Before these a substance is what does harm: "carbon dioxide emissions".
_HARM = frozenset(("emission", "emissions", "pollution", "poisoning"))
_FIELD_WORDS = frozenset((
    "Korea", "Korean", "Koreans", "Koreas", "KOREA", "DPRK", "ROK", "Pyongyang", "PYONGYANG", "KCNA", "Rodong",
))  # fmt: skip
_ENGLISH = frozenset((
    "the", "of", "and", "to", "in", "a", "is", "was", "for", "on", "that", "with", "as", "by", "at", "from", "it",
    "be", "are", "were", "has", "have", "had", "an", "which", "this", "he", "she", "they", "his", "her", "its", "their",
    "not", "but", "or", "said", "will", "been", "who",
))  # fmt: skip
# A text with fewer tokens than this is too short to judge its subject; one with fewer words than that, its language.
_SHORT, _SHORT_WORDS = 40, 100
# A text on another subject may name Korea once; one on it does so at least this often.
_TOKENS_A_SIGN = 300


def is_traded(span: Span, goods: set[int]) -> bool:
    """Whether the words around a good speak of trade, or a list joins it to a good at one of the tokens `goods`."""
    doc = span.doc
    if span.end < len(doc) and doc[span.end].lower_ in _TRADE_HEADS:
        return True
    if any(token.lower_ in _TRADE_WORDS for token in doc[max(0, span.start - 4) : span.start]):
        return True
    joined = {span.start - 2 if span.start > 1 and doc[span.start - 1].lower_ in _JOINTS else -1}
    if span.end + 1 < len(doc) and doc[span.end].lower_ in _JOINTS:
        joined.add(span.end + 1)
    return not goods.isdisjoint(joined)


def stands_as_verb(span: Span) -> bool:
    """Whether the words beside a span in lower case make a verb of it ("he lashes out")."""
    doc = span.doc
    before = doc[span.start - 1].lower_ if span.start else ""
    return before in _BEFORE_A_VERB or (span.end < len(doc) and doc[span.end].lower_ in _AFTER_A_VERB)


def does_harm(span: Span) -> bool:
    """Whether the word after a substance tells of harm ("carbon dioxide emissions")."""
    return span.end < len(span.doc) and span.doc[span.end].lower_ in _HARM


def is_english(doc: Doc) -> bool:
    """Whether a text is English by its function words; a short one is taken to be."""
    # English news has a share of 25 to 45 %, tables of prices of 5 %, Zulu and Swahili news of none.
    words = [token.lower_ for token in doc if token.is_alpha]
    return len(words) < _SHORT_WORDS or sum(word in _ENGLISH for word in words) > 0.03 * len(words)


def is_in_field(doc: Doc, known: Container[str], *, key: str) -> bool:
    """Whether a text speaks of Korea, at least once in 300 tokens; a short one is taken to.

    It does by a word, by a known name of there (ids in `known`, spans under `key`), or by a person with a Korean name.
    """
    if len(doc) < _SHORT:
        return True
    signs = sum(token.text in _FIELD_WORDS for token in doc)
    signs += sum(span.id_ in known for span in doc.spans[key]) if key in doc.spans else 0
    signs += sum(ent.label_ == "PERSON" and len(ent) > 2 and ent[0].text in KOREAN_SURNAMES for ent in doc.ents)
    return signs * _TOKENS_A_SIGN >= len(doc)
