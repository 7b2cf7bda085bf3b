"""Notes beside the corpus as it is now: what each is about, where that is, and whether its sentence stands."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from corpus.decisions.notes import Note
from corpus.read.entity import find_entity
from corpus.search.candidates import entities_called
from corpus.store.reader import Readable

STANDS, EDITED, GONE = "stands", "edited", "gone"


@dataclass(frozen=True, kw_only=True, slots=True)
class KeptNote:
    """A note as it is shown: `link` is a page of the desk, "" where what it is about is not there.

    `state` of a sentence: "stands" so in the article, "edited" out of it, or "gone" with it; `at` are its bounds in the
    article's text. With `noarchive` the sentence may not leave this machine.
    """

    note: Note
    title: str
    outlet: str
    published: str
    url: str
    link: str
    state: str
    at: tuple[str, int, int] | None
    noarchive: bool


def collections_of(notes: Iterable[Note]) -> dict[str, list[Note]]:
    """Notes by collection, in the order in which these begin; "" are those in none."""
    found: dict[str, list[Note]] = {}
    for note in notes:
        found.setdefault(note.collection, []).append(note)
    return found


def kept(db: Readable, notes: Iterable[Note]) -> tuple[KeptNote, ...]:
    """The notes beside the corpus."""
    return tuple(_of_article(db, note) if note.kind == "article" else _of_entity(db, note) for note in notes)


def _of_entity(db: Readable, note: Note) -> KeptNote:
    # what was made from names alone may have another id when the corpus is made anew
    called = (find_entity(db, key) for key in entities_called(db, note.title or note.key))
    entity = find_entity(db, note.key) or next((one for one in called if one), None)
    return KeptNote(
        note=note, title=entity.name if entity else note.title or note.key, outlet="", published="", url="",
        link=f"/entity/{entity.id}" if entity else "", state=STANDS if entity else GONE, at=None, noarchive=False,
    )  # fmt: skip


_COLUMNS = (
    "a.id, a.title, a.text, a.captions, a.published, a.url, a.noarchive, a.outlet as outlet, o.name as outlet_name"
)


def _of_article(db: Readable, note: Note) -> KeptNote:
    """By its id, else by its address: an id is made of the address, which may have been written otherwise."""
    rows = db.query(
        f"select {_COLUMNS} from articles a left join outlets o on o.id = a.outlet where a.id = :id or a.url = :url"
        " order by a.id = :id desc limit 1",
        {"id": note.key, "url": note.url or "-"},
    )
    row = next(rows, None)
    if row is None:
        return KeptNote(
            note=note, title=note.title, outlet=note.outlet, published=note.published, url=note.url, link="",
            state=GONE, at=None, noarchive=False,
        )  # fmt: skip
    at = _found(row, note.quote)
    link = f"/article/{row['id']}" + (f"?at={at[0]}.{at[1]}-{at[2]}#at" if at else "")
    return KeptNote(
        note=note, title=row["title"],
        # a corpus made anew knows an outlet's name after the next crawl only
        outlet=row["outlet_name"] or note.outlet or row["outlet"], published=row["published"] or note.published,
        url=row["url"], link=link, state=STANDS if at or not note.quote else EDITED, at=at,
        noarchive=bool(row["noarchive"]),
    )  # fmt: skip


def _found(row: dict[str, str], quote: str) -> tuple[str, int, int] | None:
    """Where a sentence stands in an article, whatever spaces and line ends are between its words."""
    return find_quote({"text": row["text"], "caption": row["captions"], "title": row["title"]}, quote)


def find_quote(texts: dict[str, str], quote: str) -> tuple[str, int, int] | None:
    """The field and the bounds of a sentence in texts by field; None where it is "" or in none."""
    words = quote.split()
    if not words:
        return None
    pattern = re.compile(r"\s+".join(map(re.escape, words)))
    for field, text in texts.items():
        if match := pattern.search(text):
            return field, match.start(), match.end()
    return None


def new_note(db: Readable, about: str, quote: str = "") -> Note:
    """A note on an article or an entity ("entity:Rason" by any name), still without words; `quote` is a sentence of it.

    Raises:
        LookupError: there is no such thing; the message says so.
        ValueError: the sentence does not stand in the article.
    """
    kind, _, key = about.partition(":")
    if kind == "entity" and key:
        called = (find_entity(db, each) for each in entities_called(db, key))
        entity = find_entity(db, key) or next((one for one in called if one), None)
        if entity is not None:
            return Note(collection="", about=f"entity:{entity.id}", title=entity.name)
    row = next(
        db.query(f"select {_COLUMNS} from articles a left join outlets o on o.id = a.outlet where a.id = ?", [key]),
        None,
    )
    if kind != "article" or row is None:
        raise LookupError(f"nothing is called {about}")
    if quote and _found(row, quote) is None:
        raise ValueError("the article has no such sentence")
    return Note(
        collection="", about=f"article:{row['id']}", quote=quote, title=row["title"],
        outlet=row["outlet_name"] or row["outlet"],
        published=row["published"] or "", url=row["url"],
    )  # fmt: skip
