"""`jangmadang_english_ner_v1`: spaCy's entity recognizer, which leaves out documents of which little is English.

In a line of another language what it finds does not count, and it takes half the time that such a text takes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from spacy.language import Language
from spacy.pipeline import EntityRecognizer
from spacy.tokens import Doc
from spacy.util import minibatch

# A text is left out when lines in other languages hold more than this share of it.
_OTHER = 0.8


def is_other(doc: Doc) -> bool:
    """Whether nearly all of a text is in lines that the taggers of other languages have read."""
    other: int = sum(end - start for start, end in doc._.tagged_lines)
    return other > _OTHER * len(doc.text.strip())


class EnglishNer(EntityRecognizer):  # type: ignore[misc]
    """The recognizer of English names."""

    def __call__(self, doc: Doc) -> Doc:
        return doc if is_other(doc) else super().__call__(doc)

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 128) -> Iterator[Doc]:
        """The documents in their order; those in English with their entities."""
        for batch in minibatch(stream, size=batch_size):  # type: ignore[no-untyped-call]
            docs = list(batch)
            english = [doc for doc in docs if not is_other(doc)]
            if english:
                self.set_annotations(english, self.predict(english))
            yield from docs


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
