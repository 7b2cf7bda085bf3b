"""`jangmadang_lexicon_v1`: takes back what the model said without reason, before the mentions are settled.

- A text that is not English keeps nothing: the model knows no other language.
- In a text that does not speak of Korea, a product must end in a word that goods end in, in lower case ("sleeping
  bags"), and a factory in a word that production units end in; a good that has many other senses ("water", "gold",
  "lights") must be traded there.

The words are those of the knowledge base, of the augmentation's lists and of the training texts.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from models.components.context import is_english, is_in_field, is_traded

# Where the span ruler of known names writes.
KNOWN_KEY = "known-name"
# Label -> lower-case words; "loose": the goods with many senses; "field": ids of known names that only our field has.
_OPENERS = frozenset((".", "!", "?", "“", '"', ":"))
Words = Mapping[str, Iterable[str]]


@Language.factory("jangmadang_lexicon_v1", requires=["doc.ents"], assigns=["doc.ents"])
def make_lexicon(nlp: Language, name: str) -> Lexicon:
    """A filter without words; `initialize` or `from_disk` fills it."""
    return Lexicon()


def _is_common_noun(ent: Span) -> bool:
    """Whether a good is written in lower case, but for a sentence's first word."""
    if len(ent) == 1 and ent.text.istitle():
        return ent.start == 0 or ent.doc[ent.start - 1].text in _OPENERS or ent.doc[ent.start - 1].is_space
    return ent[-1].is_lower


class Lexicon:
    """Keeps those of the model's entities that their last word, or their text as a whole, supports."""

    def __init__(self) -> None:
        self.words: dict[str, frozenset[str]] = {
            "PRODUCT": frozenset(),
            "FACTORY": frozenset(),
            "loose": frozenset(),
            "field": frozenset(),
        }

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
        elif not is_in_field(doc, self.words["field"], key=KNOWN_KEY):
            goods = {token.i for ent in doc.ents if ent.label_ == "PRODUCT" for token in ent}
            doc.set_ents([ent for ent in doc.ents if self._supports(ent, goods)])
        return doc

    def _supports(self, ent: Span, goods: set[int]) -> bool:
        if ent.label_ not in ("PRODUCT", "FACTORY"):
            return True
        last = ent[-1].lower_
        if last not in self.words[ent.label_] or (ent.label_ == "PRODUCT" and not _is_common_noun(ent)):
            return False
        return len(ent) > 1 or last not in self.words["loose"] or is_traded(ent, goods)

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
