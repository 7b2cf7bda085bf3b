"""A search that says what may have been meant where it finds hardly anything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus.search.hits import Query, Results, find, search
from corpus.search.longer_names import longer_names, names_begun
from corpus.search.suggestions import Suggestion, suggest_names, suggest_words
from corpus.store.reader import Readable

FEW = 2  # articles: a text that so few have may be mistyped in them as well


def search_names(db: Readable, query: Query) -> Results:
    """The articles that match and, where hardly any does, what may have been meant."""
    results = search(db, query)
    return with_names(db, query, results)


def with_names(db: Readable, query: Query, results: Results) -> Results:
    """Results with what may have been meant, and the other longer names that begin with the text."""
    meant = did_you_mean(db, query, results.total, results.entities)
    told = {*results.entities, *(each.id for each in meant if each.id)}
    return replace(results, suggestions=meant, longer=names_begun(db, query.text, without=told))


def did_you_mean(db: Readable, query: Query, total: int, named: Sequence[str]) -> tuple[Suggestion, ...]:
    """What may have been meant by a text that names nothing and that hardly any article has."""
    text = query.text.strip().strip('"')
    if named or total > FEW or not text:
        return ()
    found = suggest_names(db, text, limit=3)
    words = suggest_words(db, query.text)
    if words is not None and words.text.casefold() not in {each.text.casefold() for each in found}:
        meant = replace(query, text=words.text, limit=1, offset=0)
        found += [words] if find(db, meant, seen=1).total > total else []
    return tuple(found) or longer_names(db, text, limit=3)
