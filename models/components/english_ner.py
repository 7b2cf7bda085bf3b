"""`jangmadang_english_ner_v1`: spaCy's entity recognizer, which leaves out documents of which little is English.

In a line of another language what it finds does not count, and it takes half the time that such a text takes. What it
reads are the words in the case that they have in running text (`models.components.casing`).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.pipeline import EntityRecognizer
from spacy.tokens import Doc
from spacy.util import minibatch

from models.components.casing import read_in_case

_WORDS = "ordinary_words.json"
# A text is left out when lines in other languages hold more than this share of it.
_OTHER = 0.8


def is_other(doc: Doc) -> bool:
    """Whether nearly all of a text is in lines that the taggers of other languages have read."""
    other: int = sum(end - start for start, end in doc._.tagged_lines)
    return other > _OTHER * len(doc.text.strip())


class EnglishNer(EntityRecognizer):  # type: ignore[misc]
    """The recognizer of English names. `ordinary` are the words that are no names, in lower case."""

    ordinary: frozenset[str] = frozenset()

    def __call__(self, doc: Doc) -> Doc:
        if not is_other(doc):
            self._read([doc])
        return doc

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 128) -> Iterator[Doc]:
        """The documents in their order; those in English with their entities."""
        for batch in minibatch(stream, size=batch_size):  # type: ignore[no-untyped-call]
            docs = list(batch)
            english = [doc for doc in docs if not is_other(doc)]
            if english:
                self._read(english)
            yield from docs

    def _read(self, docs: list[Doc]) -> None:
        # Token for token the same, so that what is found in the one stands in the other.
        self.set_annotations(docs, self.predict([read_in_case(doc, self.ordinary) for doc in docs]))

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Writes spaCy's files and the ordinary words into the component's folder."""
        super().to_disk(path, exclude=exclude)
        (Path(path) / _WORDS).write_text(json.dumps(sorted(self.ordinary), indent=0), encoding="utf-8")

    def from_disk(self, path: str | Path, exclude: Iterable[str] = ()) -> EnglishNer:
        """The recognizer as `to_disk` wrote it."""
        super().from_disk(path, exclude=exclude)
        self.ordinary = frozenset(json.loads((Path(path) / _WORDS).read_text(encoding="utf-8")))
        return self


@Language.factory(
    "jangmadang_english_ner_v1",
    assigns=["doc.ents", "token.ent_iob", "token.ent_type"],
    default_config={
        "moves": None,
        "update_with_oracle_cut_size": 100,
        "incorrect_spans_key": None,
        "scorer": {"@scorers": "spacy.ner_scorer.v1"},
    },
)
def make_english_ner(
    nlp: Language,
    name: str,
    model: Any,
    moves: Any,
    update_with_oracle_cut_size: int,
    incorrect_spans_key: str | None,
    scorer: Callable[..., Any] | None,
) -> EnglishNer:
    """The recognizer with the settings of spaCy's `ner`."""
    return EnglishNer(
        nlp.vocab,
        model,
        name=name,
        moves=moves,
        update_with_oracle_cut_size=update_with_oracle_cut_size,
        incorrect_spans_key=incorrect_spans_key,
        scorer=scorer,
    )
