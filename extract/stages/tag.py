"""Texts to mentions: the spaCy pipeline run over the fields of articles."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from corpus.records import WHOLE_NAME, Mention

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span


# Of the text under a headline so much says in which case a word stands there: characters.
_BESIDE = 8_000


def tag_texts(nlp: Language, texts: Iterable[tuple[str, str] | tuple[str, str, str]]) -> Iterator[tuple[Mention, ...]]:
    """The mentions of each (field, text), in order; offsets are code points of that text.

    A third item is the text that a headline stands over: it says in which case the headline's words are to be read.
    """
    fields: list[str] = []

    def contents() -> Iterator[Doc]:
        for field, text, *beside in texts:
            fields.append(field)
            doc = nlp.make_doc(text)
            if beside and beside[0]:
                doc._.beside = [token.text for token in nlp.make_doc(beside[0][:_BESIDE])]
            yield doc

    for index, doc in enumerate(nlp.pipe(contents(), batch_size=64)):
        sentences = _Sentences(doc)
        yield tuple(_mention(span, fields[index], sentences) for span in doc.ents)


class _Sentences:
    """Where the sentences of a document stand; walked once, since `Span.sent` walks the document each time."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.starts = [sentence.start for sentence in doc.sents] if doc.ents else []

    def around(self, span: Span) -> tuple[int, int]:
        """Where the span's sentence stands in the text, without the white space around it."""
        first, beyond = bisect_right(self.starts, span.start) - 1, bisect_left(self.starts, span.end)
        end = self.starts[beyond] if beyond < len(self.starts) else len(self.doc)
        sentence = self.doc[self.starts[first] : end]
        start, text = sentence.start_char, sentence.text
        return start + len(text) - len(text.lstrip()), start + len(text.rstrip())


def _mention(span: Span, field: str, sentences: _Sentences) -> Mention:
    start, end = sentences.around(span)
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
        hint=span._.known or (f"{WHOLE_NAME}{span._.whole}" if span._.whole else None),
    )
