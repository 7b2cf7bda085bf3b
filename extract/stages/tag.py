"""Texts to mentions: the spaCy pipeline run over the fields of articles.

What is read is the text with the spaces that pages lose beside names in bold ("theKim Jong Unvisited"); the offsets and
words of a mention are those of the text as it stands.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from corpus.records import WHOLE_NAME, Mention
from models.components.token_splits import missing_spaces

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
    read: list[_Spaced] = []

    def contents() -> Iterator[Doc]:
        for field, text, *beside in texts:
            fields.append(field)
            read.append(_Spaced(text))
            doc = nlp.make_doc(read[-1].spaced)
            if beside and beside[0]:
                doc._.beside = [token.text for token in nlp.make_doc(_Spaced(beside[0][:_BESIDE]).spaced)]
            yield doc

    for index, doc in enumerate(nlp.pipe(contents(), batch_size=64)):
        sentences = _Sentences(doc)
        yield tuple(_mention(span, fields[index], sentences, read[index]) for span in doc.ents)
        read[index] = _NOTHING_READ


class _Spaced:
    """A text with the spaces that it lost, and where its characters stood before."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lost = missing_spaces(text)
        bounds = [0, *self.lost, len(text)]
        self.spaced = " ".join(text[start:end] for start, end in pairwise(bounds)) if self.lost else text
        self._added = [offset + number for number, offset in enumerate(self.lost)]

    def offset(self, spaced: int) -> int:
        """Where a character of the spaced text stands in the text itself."""
        return spaced - bisect_left(self._added, spaced) if self._added else spaced


_NOTHING_READ = _Spaced("")


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


def _mention(span: Span, field: str, sentences: _Sentences, read: _Spaced) -> Mention:
    first, last = sentences.around(span)
    start, end = read.offset(span.start_char), read.offset(span.end_char)
    text = read.text[start:end]
    spaced = span.text if span.text != text else ""
    whole = "" if span._.known and not spaced else span._.whole or spaced
    return Mention(
        field=field,
        start=start,
        end=end,
        text=text,
        label=span.label_,
        sent_start=read.offset(first),
        sent_end=read.offset(last),
        source=span._.source,
        score=round(float(span._.score), 4),
        hint=f"{WHOLE_NAME}{whole}" if whole else span._.known or None,
    )
