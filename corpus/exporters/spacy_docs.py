"""spaCy: DocBin files of documents with entities and links, one document for each field of an article.

`ent.kb_id_` is the entity, `ent.id_` the mention; `doc.user_data` has `article`, `field` and `url`.
"""

from __future__ import annotations

from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any

from corpus.exporters.documents import Document, cut, documents
from corpus.exporters.package import Written
from corpus.exporters.source import Source

_PER_FILE = 2000  # a DocBin is written, and read, as one piece
_ATTRIBUTES = ("ENT_IOB", "ENT_TYPE", "ENT_KB_ID", "ENT_ID")


def write(source: Source, folder: Path) -> list[Written]:
    """Write `articles-0000.spacy` and so on; their rows are the documents."""
    # By name: this package stands below the one that is all about spaCy, and only this format wants it.
    spacy, spacy_tokens = import_module("spacy"), import_module("spacy.tokens")
    nlp = spacy.blank("xx")
    remaining = documents(source)
    written: list[Written] = []
    while batch := list(islice(remaining, _PER_FILE)):
        docs = spacy_tokens.DocBin(attrs=_ATTRIBUTES, store_user_data=True)
        for document in batch:
            docs.add(make_doc(nlp, document))
        path = f"articles-{len(written):04}.spacy"
        docs.to_disk(folder / path)
        written.append(Written(path=path, rows=len(batch), meaning="Articles' fields as spaCy documents"))
    return written


def make_doc(nlp: Any, document: Document) -> Any:
    """The spaCy Doc of a field, whose tokens end where mentions do and whose text is the field's."""
    words = [(token.idx, token.text) for token in nlp.make_doc(document.text)]
    words, spaces = import_module("spacy.util").get_words_and_spaces(list(cut(words, document.borders)), document.text)
    doc = import_module("spacy.tokens").Doc(nlp.vocab, words=words, spaces=spaces)
    doc.ents = [
        doc.char_span(
            mention["start"],
            mention["end"],
            label=mention["label"],
            kb_id=mention["entity_id"] or "",
            span_id=mention["id"],
            alignment_mode="expand",
        )
        for mention in document.mentions
    ]
    doc.user_data = {"article": document.article_id, "field": document.field, "url": document.url}
    return doc
