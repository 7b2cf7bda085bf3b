"""Did you mean: names and words that a text which finds nothing may be a slip of, and names that begin as it does."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from corpus.search.near_names import NameWords, words_of
from corpus.search.slips import form_of, nearest, slips_allowed
from corpus.store.reader import Readable
from corpus.store.settled import settled
from corpus.store.word_forms import word_forms

SUGGESTED = 5
# A name this much dearer than the cheapest is no suggestion beside it.
_SPREAD = 1.3
_WORD = re.compile(r"[^\W\d_]{4,}")
_OPERATORS = frozenset(("AND", "OR", "NOT"))


@dataclass(frozen=True, kw_only=True, slots=True)
class Suggestion:
    """What to ask instead: `text`, which is what the entity `id` is called, or other words (no id). `cost` counts the
    slips from what was typed to `by`, a name of the entity.
    """

    text: str
    cost: float
    by: str = ""
    id: str | None = None
    label: str | None = None
    kind: str | None = None
    stories: int = 0


class NameBook(NamedTuple):
    """All names of a corpus's entities by form; `owners` are (entity, name) of the form at the same place."""

    forms: tuple[str, ...]
    owners: tuple[tuple[tuple[str, str], ...], ...]


class WordBook(NamedTuple):
    """The words of a corpus's articles, with how many articles have each."""

    words: tuple[str, ...]
    articles: dict[str, int]


def suggest_names(db: Readable, typed: str, *, labels: Sequence[str] = (), limit: int = SUGGESTED) -> list[Suggestion]:
    """The entities one of whose names the text may be a slip of, the cheapest first; of equal ones the most told of.
    Where there is none, those of whose names it may be the beginning.
    """
    form = form_of(typed)
    if not slips_allowed(form):
        return []
    book = name_book(db)
    found = _suggested(db, _owned(book, nearest(form, book.forms)), labels)
    if not found and len(form) > 7:
        found = _suggested(db, _owned(book, _nearest_beginnings(form, book)), labels)
    return found[:limit]


def complete_name(db: Readable, typed: str, *, limit: int = 8) -> list[Suggestion]:
    """Entities for a text that is still being typed: those with a name that begins so, then with a word that does, then
    with a beginning that the text may be a slip of; in each the most told of first.
    """
    form = form_of(typed)
    if not form:
        return []
    book = name_book(db)
    begun = [(0.0, place) for place, name in enumerate(book.forms) if name.startswith(form)]
    inside = re.compile(rf"(?:^|[\s\-(]){re.escape(typed.strip().casefold())}")
    held = [
        (0.1, place)
        for place, name in enumerate(book.forms)
        if form in name and any(inside.search(alias.casefold()) for _, alias in book.owners[place])
    ]
    found = _suggested(db, _owned(book, [*begun, *held]), ())
    if len(found) < limit and len(form) > 3:
        slips = [*nearest(form, book.forms), *_nearest_beginnings(form, book)]
        there = {known.id for known in found}
        found += [each for each in _suggested(db, _owned(book, slips), ()) if each.id not in there]
    return found[:limit]


def _nearest_beginnings(form: str, book: NameBook) -> list[tuple[float, int]]:
    """(cost, place) of the names whose beginning the text may be a slip of."""
    return nearest(form, [name[: len(form)] for name in book.forms], slips=min(2, slips_allowed(form)))


def suggest_words(db: Readable, query: str) -> Suggestion | None:
    """The query with each word that no article has replaced by the likeliest that some have; None when nothing is to be
    replaced, or some word has no such neighbour.
    """
    book = word_book(db)
    if not book.words:
        return None
    cost, lost = 0.0, False

    def corrected(match: re.Match[str]) -> str:
        nonlocal cost, lost
        word = match.group()
        if word in _OPERATORS or any(form.casefold() in book.articles for form in word_forms(word)):
            return word
        found = nearest(word.casefold(), book.words, slips=min(2, slips_allowed(word)))
        if not found:
            lost = True
            return word
        slip, place = min(found, key=lambda pair: (round(pair[0]), -book.articles[book.words[pair[1]]], pair[0]))
        cost += slip
        return book.words[place]

    text = _WORD.sub(corrected, query)
    return None if lost or text == query else Suggestion(text=text, cost=round(cost, 3))


def _owned(book: NameBook, places: Iterable[tuple[float, int]]) -> dict[str, tuple[float, str]]:
    """Entity -> (cost, the name by which it was found), the cheapest of its names."""
    found: dict[str, tuple[float, str]] = {}
    for cost, place in places:
        for entity, name in book.owners[place]:
            found[entity] = min((cost, name), found.get(entity, (cost, name)))
    return found


def _suggested(db: Readable, found: dict[str, tuple[float, str]], labels: Sequence[str]) -> list[Suggestion]:
    given = [key for _, key in sorted((pair, key) for key, pair in found.items())[:400]]
    rows = db.execute(
        "select id, name, label, kind, stories, status = 'known' from visible_entities"
        f" where id in ({', '.join('?' * len(given))})",
        given,
    ).fetchall()
    rows = [row for row in rows if not labels or row[2] in labels]
    least = min((found[row[0]][0] for row in rows), default=0.0)
    rows = [row for row in rows if found[row[0]][0] <= least + _SPREAD]
    rows.sort(key=lambda row: (found[row[0]][0], -row[4], -row[5], row[1]))
    return [
        Suggestion(text=name, cost=found[key][0], by=found[key][1], id=key, label=label, kind=kind, stories=stories)
        for key, name, label, kind, stories, _ in rows
    ]


def name_book(db: Readable) -> NameBook:
    """All names of the corpus, read again after it was written to."""
    return settled(db, "names", lambda: _read_names(db))


def name_words(db: Readable) -> NameWords:
    """The words that the corpus's names are made of."""
    return settled(db, "name words", lambda: _read_name_words(db))


def word_book(db: Readable) -> WordBook:
    """The words of the corpus's articles, as of the last refresh that counted them."""
    return settled(db, "words", lambda: _read_words(db))


def book_of(names: Iterable[tuple[str, str]]) -> NameBook:
    """The book of (entity, a name of it)."""
    owners: dict[str, dict[tuple[str, str], None]] = {}
    for entity, name in names:
        owners.setdefault(form_of(name), {})[entity, name] = None
    return NameBook(tuple(owners), tuple(tuple(each) for each in owners.values()))


def _read_names(db: Readable) -> NameBook:
    rows = db.execute("select entity_id, alias from entity_aliases union all select id, name from entities").fetchall()
    return book_of((row[0], row[1]) for row in rows)


def _read_name_words(db: Readable) -> NameWords:
    rows = db.execute(
        "select a.alias, e.status = 'known' and a.source != 'corpus' from entity_aliases a join entities e"
        " on e.id = a.entity_id union select name, status = 'known' from entities"
    ).fetchall()
    return words_of((name for name, known in rows if known), (name for name, known in rows if not known))


def _read_words(db: Readable) -> WordBook:
    articles = dict(db.execute("select word, articles from search_words").fetchall())
    return WordBook(tuple(articles), articles)
