"""Sentences that a search found, as a file to cite from: each with its outlet, headline, date and address."""

from __future__ import annotations

import json
from collections.abc import Iterable

from corpus.decisions.kept import STANDS, KeptNote
from corpus.decisions.notes import Note
from corpus.exporters.collection import collection_file
from corpus.store.reader import Readable

Sentence = tuple[str, str]  # an article's id, and words of it


def sentences_file(db: Readable, name: str, sentences: Iterable[Sentence], form: str) -> bytes:
    """The sentences in one of `collection.FORMATS`, under a heading; those that may not leave are cited alone.

    Raises:
        Abort: Word is asked for and python-docx is not installed.
    """
    return collection_file(name, cited_sentences(db, name, list(sentences)), form)


def cited_sentences(db: Readable, name: str, sentences: list[Sentence]) -> list[KeptNote]:
    """The sentences with outlet, headline, date and address of their articles, as notes of a collection."""
    rows = db.query(
        "select a.id, a.title, a.published, a.url, a.noarchive, coalesce(o.name, a.outlet) as outlet"
        " from articles a left join outlets o on o.id = a.outlet where a.id in (select value from json_each(?))",
        [json.dumps([article for article, _ in sentences])],
    )
    articles = {row["id"]: row for row in rows}
    return [_note(name, sentence, articles[article]) for article, sentence in sentences if article in articles]


def _note(name: str, sentence: str, article: dict[str, str]) -> KeptNote:
    told = {key: article[key] or "" for key in ("title", "outlet", "published", "url")}
    return KeptNote(
        note=Note(collection=name, about=f"article:{article['id']}", quote=" ".join(sentence.split()), **told),
        **told,
        link=f"/article/{article['id']}",
        state=STANDS,
        at=None,
        noarchive=bool(article["noarchive"]),
    )
