"""`jangmadang_settle_v1`: one flat set of mentions out of what the model, the gazetteer and the rules say.

The rules, in order:

1. Spans are trimmed: no outer quotes, no leading article, no trailing possessive, no line break inside.
2. What the English model finds in a line of another language is dropped; there the tagger of that language counts
   (`models.components.language_tagger`). So is a span of its with no Latin letter, wherever it stands.
3. A guarded name (a homograph: "Song", "Orang", "Sol") counts only where the model agrees on the label, or a word
   beside it does ("Orang county"). A known good that the model did not find counts only among words of trade, price
   and making ("tons of", "prices of", "imported"), or in a list with a good that the model found.
4. A model's place that only joins known places ("DPRK-Russia"), or a span of its that puts a title before a known
   person's full name, gives way to them. Then the longest span wins; between equal spans: known name, suffix rule,
   model, commodity.
5. A mention on the span of a known name of its label takes that name's id.
6. A name in a dateline is a place (`models.components.datelines`).
7. Firms and brands have the label that the words around them give (`models.components.makers`); well-known firms are
   organisations, and words that are no part of a name are left out (`models.components.firms`). A trained judge says
   of what the model took for a person whether it is a firm (`models.components.person_or_firm`).
8. A name means one thing throughout a document (`models.components.consistency`).
9. What is called after a person is one name (`models.components.named_after`), and so is what is called by the body
   that it is of (`models.components.bodies_of`).
10. A known name that means something else there is none (`models.components.senses`).
11. Plants named together under one noun are a mention each (`models.components.coordinations`); places named together
    know the name that they share (`models.components.places_together`).

`span._.source` says what found it, `span._.known` the known entity ("" if none, or if several share the name),
`span._.score` the share of such mentions that was right on the test split, and `span._.whole` the whole name of a plant
or a place that is named together with others ("" of any other mention).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc, Span

from models.components import language_tagger, script_names, suffix_rules
from models.components.address_spans import addresses
from models.components.bodies_of import follow_abroad, follow_heads
from models.components.consistency import settle_names
from models.components.coordinations import follow_coordinations, follow_short_forms
from models.components.cues import is_traded
from models.components.datelines import follow_datelines
from models.components.firms import follow_firms, follow_words
from models.components.lexicon import GUARDED_KEY, KNOWN_KEY
from models.components.makers import follow_makers
from models.components.mentions import TITLES, Candidate, trim, trim_title
from models.components.named_after import follow_persons
from models.components.parting import parts_of
from models.components.person_or_firm import follow_judge
from models.components.places_together import follow_places
from models.components.senses import follow_senses

COMMODITY_KEY = "commodity"

for _name, _default in (("source", ""), ("score", 0.0), ("known", ""), ("whole", "")):
    if not Span.has_extension(_name):
        Span.set_extension(_name, default=_default)

_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_PLACE_WORDS = frozenset((
    "county", "county's", "district", "city", "province", "ri", "township", "village", "port", "island",
    "mountain", "river", "station", "market",
))  # fmt: skip
_HYPHENS = frozenset(("-", "–", "—", "/"))
_JOINERS = _HYPHENS | {"and", ",", "&", "the"}
_SHOWN = {"script": "gazetteer", "commodity": "gazetteer", "tagger": "model"}
Key = tuple[int, int, str]  # first token, token after the last, label
_RANK = {"script": 0, "tagger": 0, "gazetteer": 1, "suffix-rule": 2, "model": 3, "commodity": 4}


def _spans(doc: Doc, key: str) -> list[Span]:
    return list(doc.spans[key]) if key in doc.spans else []


def _key(span: Span) -> Key:
    return span.start, span.end, span.label_


def _has_cue(span: Span) -> bool:
    """Whether the word beside a guarded name says that it is what the gazetteer takes it for."""
    doc = span.doc
    before = doc[span.start - 1].text if span.start else ""
    after = doc[span.end].lower_ if span.end < len(doc) else ""
    if span.label_ == "PLACE":
        return after in _PLACE_WORDS
    return span.label_ == "PERSON" and before in TITLES


def _only_joins(doc: Doc, item: Candidate, known: Iterable[Key]) -> bool:
    """Whether a model's span is nothing but known places and what joins them, or a title and a known person."""
    if item.source != "model":
        return False
    inner = [key for key in known if item.start <= key[0] and key[1] <= item.end and key[:2] != (item.start, item.end)]
    if any(label == "PERSON" and end == item.end and end - start > 1 for start, end, label in inner):
        return True
    places = [(start, end) for start, end, label in inner if label == "PLACE"]
    covered = {index for start, end in places for index in range(start, end)}
    between = [doc[index].lower_ for index in range(item.start, item.end) if index not in covered]
    joiners = _JOINERS if item.label == "PLACE" else _HYPHENS
    return len(places) > 1 and all(word in joiners for word in between)


def _in_tagged_line(doc: Doc, ent: Span) -> bool:
    return any(start <= ent.start_char < end for start, end in doc._.tagged_lines)


def candidates(doc: Doc) -> list[Candidate]:
    """Every span that is allowed to be a mention (rules 1 to 3 and 5), overlaps included."""
    found = []
    for ent in doc.ents:
        start, end = trim(doc, ent.start, ent.end)
        if ent.label_ == "PERSON":
            start = trim_title(doc, start, end)
        if start < end and _LATIN.search(doc[start:end].text) and not _in_tagged_line(doc, ent):
            found += _parted(doc, Candidate(start=start, end=end, label=ent.label_, source="model"))
    names = [_key(span) for key in (KNOWN_KEY, GUARDED_KEY) for span in _spans(doc, key)]
    joined = [item for item in found if _only_joins(doc, item, names)]
    agreed = {(item.start, item.end, item.label) for item in found}
    agreed |= {key for key in names for item in joined if item.start <= key[0] and key[1] <= item.end}
    found = [item for item in found if item not in joined]
    ids: dict[Key, str] = {}
    for span in _spans(doc, KNOWN_KEY):
        ids[_key(span)] = span.id_
        found.append(_candidate(span, "gazetteer"))
    for span in _spans(doc, GUARDED_KEY):
        if (span.start, span.end, span.label_) in agreed or _has_cue(span):
            ids[_key(span)] = span.id_
            found.append(_candidate(span, "gazetteer"))
    found += [_candidate(span, "script") for span in _spans(doc, script_names.SPANS_KEY)]
    found += [_candidate(span, "tagger") for span in _spans(doc, language_tagger.TAGGED_KEY)]
    found += [_candidate(span, "suffix-rule") for span in _spans(doc, suffix_rules.SPANS_KEY)]
    goods = {index for item in found if item.label == "PRODUCT" for index in range(item.start, item.end)}
    ids |= {_key(span): span.id_ for span in _spans(doc, COMMODITY_KEY)}
    found += [_candidate(span, "commodity") for span in _spans(doc, COMMODITY_KEY) if is_traded(span, goods)]
    found = _outside(doc, found, addresses(doc.text))
    return [replace(item, known=item.known or ids.get((item.start, item.end, item.label), "")) for item in found]


def _outside(doc: Doc, found: list[Candidate], places: list[tuple[int, int]]) -> list[Candidate]:
    """The candidates that stand in none of the places (start, end)."""
    if not places:
        return found
    spans = [(doc[item.start : item.end].start_char, doc[item.start : item.end].end_char) for item in found]
    met = [any(start < last and first < end for first, last in places) for start, end in spans]
    return [item for item, inside in zip(found, met, strict=True) if not inside]


def _parted(doc: Doc, item: Candidate) -> list[Candidate]:
    """The candidate, or each of the names that it takes for one."""
    span = doc[item.start : item.end]
    spans = [span.char_span(*offsets) for offsets in parts_of(span.text, item.label)]
    return [replace(item, start=part.start, end=part.end) for part in spans if part is not None]


def _candidate(span: Span, source: str) -> Candidate:
    return Candidate(start=span.start, end=span.end, label=span.label_, source=source, known=span.id_)


def choose(found: list[Candidate]) -> list[Candidate]:
    """The mentions among the candidates, without overlaps, in order of the text (rule 4)."""
    taken: set[int] = set()
    chosen = []
    for item in sorted(found, key=lambda item: (item.start - item.end, _RANK[item.source], item.start)):
        tokens = range(item.start, item.end)
        if taken.isdisjoint(tokens):
            taken.update(tokens)
            chosen.append(item)
    return sorted(chosen, key=lambda item: item.start)


@Language.factory(
    "jangmadang_settle_v1",
    assigns=["doc.ents", "span._.source", "span._.score", "span._.known", "span._.whole"],
    requires=["doc.ents"],
    default_config={"scores": {}},
)
def make_settle(nlp: Language, name: str, scores: dict[str, float]) -> Settle:
    """The component that settles mentions; `scores` maps "source" or "source/LABEL" to a score."""
    return Settle(scores)


class Settle:
    """Writes `doc.ents` anew, with source, score and known id on each."""

    def __init__(self, scores: dict[str, float]) -> None:
        self.scores = scores

    def __call__(self, doc: Doc) -> Doc:
        found = candidates(doc)
        backed = {(item.start, item.end, item.label) for item in found if item.source == "model"}
        ents = []
        chosen = follow_words(doc, follow_datelines(doc, choose(found)))
        settled = settle_names(doc, follow_judge(doc, follow_firms(doc, follow_makers(doc, chosen))))
        whole = follow_abroad(doc, follow_heads(doc, follow_persons(doc, settled)))
        told = follow_senses(doc, whole)
        named = follow_places(doc, follow_coordinations(doc, told))
        for item in follow_short_forms(doc, named):
            both = item.source != "model" and (item.start, item.end, item.label) in backed
            span = Span(doc, item.start, item.end, label=item.label, span_id=item.known)
            source = _SHOWN.get(item.source, item.source)
            span._.source = source
            span._.known = item.known
            span._.whole = item.whole
            read = item.source in ("tagger", "script") and _in_tagged_line(doc, span)
            score_of = "tagger" if read else f"{source}+model" if both else source
            span._.score = self._score(score_of, item.label)
            ents.append(span)
        doc.set_ents(ents)
        return doc

    def _score(self, source: str, label: str) -> float:
        return self.scores.get(f"{source}/{label}", self.scores.get(source, 0.5))
