"""Texts to mentions: the spaCy pipeline run over the fields of articles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from corpus.records import Mention

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span


def tag_texts(nlp: Language, texts: Iterable[tuple[str, str]]) -> Iterator[tuple[Mention, ...]]:
    """The mentions of each (field, text), in order; offsets are code points of that text."""
    fields: list[str] = []

    def contents() -> Iterator[str]:
        for field, text in texts:
            fields.append(field)
            yield text

    for index, doc in enumerate(nlp.pipe(contents(), batch_size=64)):
        yield tuple(_mention(span, fields[index]) for span in doc.ents)


def _mention(span: Span, field: str) -> Mention:
    start, end = _sentence_bounds(span.doc, span)
    return Mention(
        field=field,
        start=span.start_char,
        end=span.end_char,
        text=span.text,
        label=span.label_,
        sent_start=start,
        sent_end=end,
        source=span._.source,
        score=round(float(span._.score), 4),
        hint=span._.known or None,
    )


def _sentence_bounds(doc: Doc, span: Span) -> tuple[int, int]:
    """Where the span's sentence stands in the text, without the white space around it."""
    first, last = span[0].sent, span[-1].sent
    start, end = first.start_char, last.end_char
    text = doc.text[start:end]
    return start + len(text) - len(text.lstrip()), start + len(text.rstrip())
