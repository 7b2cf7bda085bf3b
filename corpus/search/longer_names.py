"""Longer names that hold a text, or begin with it: Rajin Port for "Rajin", Rason Crab Works for "Rason Works"."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Sequence

from corpus.names.runs import singular
from corpus.names.text import fold_words
from corpus.names.vocabulary import AMERICAN, BRITISH, american
from corpus.search.names_in_order import names_in_order
from corpus.search.slips import form_of
from corpus.search.suggestions import SUGGESTED, Suggestion
from corpus.store.reader import Readable

MOST_WORDS = 6  # of a text that is looked for in longer names
_FEWEST = 3  # letters of such a text, in Latin or Cyrillic; of others two syllables or signs
_A_QUERY = re.compile(r"[()*\"]|(?:^|\s)(?:AND|OR|NOT|-\S*)(?:\s|$)")


def longer_names(
    db: Readable, text: str, *, labels: Sequence[str] = (), without: Collection[str] = (), limit: int = SUGGESTED
) -> tuple[Suggestion, ...]:
    """The entities with a name that has every word of a text and more, in either spelling, the most told of first; of
    `labels`, if any are given, and none of those `without`.
    """
    words = _words(text)
    if not words:
        return ()
    asked = [{form_of(form) for form in (word, AMERICAN.get(word, word), BRITISH.get(word, word))} for word in words]
    own = {_word(word) for word in words}
    order = names_in_order(db)
    book = order.book
    # by the longest word, which the fewest names have; in the book's order, whose last name of an entity is told
    rarest = max(asked, key=lambda forms: min(map(len, forms)))
    found = {
        entity: alias
        for place in sorted({place for form in rarest for place in order.holding(form)})
        if all(any(each in book.forms[place] for each in forms) for forms in asked)
        for entity, alias in book.owners[place]
        if own < {_word(word) for word in fold_words(alias)}
    }
    return _told(db, found, labels=labels, without=without, limit=limit)


def names_begun(
    db: Readable, text: str, *, without: Collection[str] = (), limit: int = SUGGESTED
) -> tuple[Suggestion, ...]:
    """The entities that articles name, one of whose names begins with the words of a text and goes on, the most told of
    first; none of those `without`.
    """
    words, form = _words(text), form_of(text)
    if not words:
        return ()
    order = names_in_order(db)
    book = order.book
    found = {
        entity: alias
        for place in sorted(order.begun(form))
        if len(book.forms[place]) > len(form)
        for entity, alias in book.owners[place]
        if not form.isascii() or fold_words(alias)[: len(words)] == words
    }
    return tuple(each for each in _told(db, found, without=without, limit=limit) if each.stories)


def _words(text: str) -> list[str]:
    """A text's words; none of what is a query, or too short or long to be looked for."""
    words = list(fold_words(text))
    letters = sum(map(len, words))
    short = letters < (_FEWEST if text.isascii() else 2)
    return [] if short or len(words) > MOST_WORDS or _A_QUERY.search(text.strip()) else words


def _word(word: str) -> str:
    return american(singular(word))


def _told(
    db: Readable, found: dict[str, str], *, labels: Sequence[str] = (), without: Collection[str], limit: int
) -> tuple[Suggestion, ...]:
    ids: Iterable[str] = sorted(found.keys() - set(without))
    rows = db.execute(
        "select e.id, e.name, e.label, e.kind, e.stories from json_each(:ids) j cross join visible_entities e"
        " on e.id = j.value where :labels = '[]' or e.label in (select value from json_each(:labels))"
        " order by e.stories desc, e.status = 'known' desc, e.name limit :limit",
        {"ids": json.dumps(list(ids)), "labels": json.dumps(list(labels)), "limit": limit},
    ).fetchall()
    return tuple(
        Suggestion(text=name, cost=0.0, by=found[key], id=key, label=label, kind=kind, stories=stories)
        for key, name, label, kind, stories in rows
    )
