"""Notes beside the corpus as it is now: found again by id, by address, by name, or gone; and what a new note takes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from corpus.decisions.kept import KeptNote, collections_of, find_quote, kept, new_note
from corpus.decisions.notes import Note
from corpus.records import Article
from corpus.store.articles import Corpus

SENTENCE = "Cranes moved coal in Rason on Monday."
ADDRESS = "https://wire.example/rason"


def beside(corpus: Corpus, note: Note) -> KeptNote:
    (found,) = kept(corpus.db, [note])
    assert found.note is note
    return found


def rason_id(corpus: Corpus) -> str:
    return str(corpus.db.execute("select id from articles where url = ?", [ADDRESS]).fetchone()[0])


def test_notes_lie_in_their_collections_in_the_order_in_which_these_begin() -> None:
    told = [("Ports", "entity:a"), ("", "entity:b"), ("Mines", "entity:c"), ("Ports", "entity:d")]
    notes = [Note(collection=collection, about=about) for collection, about in told]
    found = collections_of(notes)
    assert [(name, [note.key for note in of]) for name, of in found.items()] == [
        ("Ports", ["a", "d"]),
        ("", ["b"]),
        ("Mines", ["c"]),
    ]


@pytest.mark.parametrize(
    ("about", "title", "shown", "state"),
    [
        ("entity:place/rason", "", ("Rason", "/entity/place/rason"), "stands"),
        # the name it has now, not the one of the day of the note
        ("entity:place/rason", "Raseon", ("Rason", "/entity/place/rason"), "stands"),
        # another id in a corpus made anew: found by the note's name, or by what its key says
        ("entity:seen/17", "라선", ("Rason", "/entity/place/rason"), "stands"),
        ("entity:Raseon", "", ("Rason", "/entity/place/rason"), "stands"),
        # the id counts before the name
        ("entity:product/coal", "Rason", ("coal", "/entity/product/coal"), "stands"),
        # nothing is called so: as the note has it
        ("entity:seen/17", "Nowhereville", ("Nowhereville", ""), "gone"),
        ("entity:seen/17", "", ("seen/17", ""), "gone"),
    ],
)
def test_entity_is_found_by_its_id_or_by_its_name(
    rason: Corpus, about: str, title: str, shown: tuple[str, str], state: str
) -> None:
    found = beside(rason, Note(collection="", about=about, title=title))
    assert ((found.title, found.link), found.state, found.at) == (shown, state, None)
    assert (found.outlet, found.published, found.url, found.noarchive) == ("", "", "", False)


def test_what_is_gone_is_shown_as_it_was_kept(rason: Corpus) -> None:
    note = Note(
        collection="", about="article:x", quote="Said once.", title="Once", outlet="The Wire", published="2026-01-05",
        url="https://wire.example/once",
    )  # fmt: skip
    found = beside(rason, note)
    assert (found.title, found.outlet, found.published, found.url) == (
        note.title,
        note.outlet,
        note.published,
        note.url,
    )
    assert (found.link, found.state, found.at, found.noarchive) == ("", "gone", None, False)


def test_article_is_found_by_its_id_before_its_address(rason: Corpus, article: Callable[..., Article]) -> None:
    for number in range(5):  # whichever comes first in the table
        other = article(url=f"https://wire.example/other-{number}", title=f"Other {number}")
        rason.save_article(other, page_url=other.url)
    key = rason_id(rason)
    for number in range(5):
        note = Note(collection="", about=f"article:{key}", url=f"https://wire.example/other-{number}")
        assert beside(rason, note).title == "Rason port busy again"
        lost = Note(collection="", about="article:lost", url=f"https://wire.example/other-{number}")
        assert beside(rason, lost).title == f"Other {number}"


@pytest.mark.parametrize(
    ("quote", "state", "anchor"),
    [
        ("", "stands", ""),  # the article as a whole
        (SENTENCE, "stands", f"?at=text.0-{len(SENTENCE)}#at"),
        ("The  Sunchon\nCement Complex", "stands", "?at=text.38-64#at"),
        ("Two cranes at the pier.", "stands", "?at=caption.0-23#at"),
        ("Rason port busy again", "stands", "?at=title.0-21#at"),
        ("Rason on Monday! The", "edited", ""),
    ],
)
def test_link_leads_to_the_sentence_wherever_it_stands(rason: Corpus, quote: str, state: str, anchor: str) -> None:
    rason.db.execute("update articles set captions = 'Two cranes at the pier.'").close()
    key = rason_id(rason)
    found = beside(rason, Note(collection="", about=f"article:{key}", quote=quote))
    assert (found.state, found.link) == (state, f"/article/{key}{anchor}")
    assert (found.at is not None) == bool(anchor)


def test_outlet_and_date_are_the_corpus_own_and_else_the_notes(rason: Corpus) -> None:
    note = Note(collection="", about=f"article:{rason_id(rason)}", outlet="The Wire", published="2026-01-05")
    bare = Note(collection="", about=note.about)
    # an outlet without a name yet: the note knows it from before
    assert (beside(rason, note).outlet, beside(rason, bare).outlet) == ("The Wire", "wire")
    assert datetime.fromisoformat(beside(rason, note).published) == datetime.fromisoformat("2026-03-02T09:30Z")
    rason.db.execute("insert into outlets (id, name) values ('wire', 'The Daily Wire')").close()
    assert beside(rason, note).outlet == "The Daily Wire"
    rason.db.execute("update articles set published = null, noarchive = 1").close()
    assert (beside(rason, note).published, beside(rason, note).noarchive) == ("2026-01-05", True)


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("coal  rose", ("text", 3, 12)),  # whatever blanks are between its words
        ("so coal", ("text", 0, 7)),
        ("(tin).", ("caption", 0, 6)),  # signs are no pattern
        ("ti", ("caption", 1, 3)),
        ("gold", None),
        ("", None),
        (" \n", None),
    ],
)
def test_quote_is_found_in_the_first_text_that_has_it(quote: str, found: tuple[str, int, int] | None) -> None:
    assert find_quote({"text": "so coal\nrose", "caption": "(tin). coal rose"}, quote) == found


def test_new_note_cites_the_article_as_it_is_today(rason: Corpus) -> None:
    key = rason_id(rason)
    note = new_note(rason.db, f"article:{key}", SENTENCE)
    assert note == Note(
        collection="", about=f"article:{key}", quote=SENTENCE, title="Rason port busy again", outlet="wire",
        published=note.published, url=ADDRESS,
    )  # fmt: skip
    assert note.published.startswith("2026-03-02")
    rason.db.execute("insert into outlets (id, name) values ('wire', 'The Daily Wire')").close()
    rason.db.execute("update articles set published = null").close()
    bare = new_note(rason.db, f"article:{key}")
    assert (bare.quote, bare.outlet, bare.published) == ("", "The Daily Wire", "")


def test_new_note_on_an_entity_takes_its_id_and_name(rason: Corpus) -> None:
    wanted = Note(collection="", about="entity:place/rason", title="Rason")
    assert [new_note(rason.db, f"entity:{name}") for name in ("place/rason", "Raseon", "라선")] == [wanted] * 3


def test_nothing_is_noted_of_what_is_not_there(rason: Corpus) -> None:
    key = rason_id(rason)
    for about in ("entity:", "entity:Nowhereville", f"entity:{key}", "article:", f"story:{key}", key, ""):
        with pytest.raises(LookupError, match=f"nothing is called {about}"):
            new_note(rason.db, about)
