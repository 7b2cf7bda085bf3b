"""Names to entities in spellings that nobody has written yet."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.search import suggestions
from corpus.search.candidates import entities_called
from corpus.search.did_you_mean import search_names
from corpus.search.hits import Query, search
from corpus.search.longer_names import longer_names, names_begun
from corpus.search.names_in_order import in_order
from corpus.search.slips import form_of
from corpus.store import settled
from corpus.store.summaries import refresh_pending


@pytest.fixture
def known(rason):
    """The corpus about Rason, with the keys of its names."""
    refresh_pending(rason.data)
    return rason.db


@pytest.mark.parametrize("name", ["Rason", "raseon", "라선", "place/rason", "Rasŏn", "Ra-seon"])
def test_place_is_called_by_every_spelling_of_its_name(known, name):
    assert entities_called(known, name) == ["place/rason"]


def test_name_of_nothing_calls_nothing(known):
    assert entities_called(known, "Nasun") == []


def test_name_as_it_is_written_comes_first(known):
    known.execute(
        "insert into entities(id, label, name, status) values ('place/x', 'PLACE', 'Raseon', 'known')"
    ).close()
    known.execute("insert into entity_aliases values ('place/x', 'Rasŏn', 'latin', 'seen')").close()
    assert entities_called(known, "Rasŏn") == ["place/x"]


def test_articles_are_found_by_a_spelling_that_none_of_them_has(known):
    found = search(known, Query(text="Ra-seon"))
    assert (found.total, found.entities) == (1, ("place/rason",))
    assert "Rason" in found.hits[0].snippets[0].text
    assert search(known, Query(text="Ra-seon", label="PERSON")).total == 0
    assert search(known, Query(text="nowhere at all")).total == 0


@pytest.mark.parametrize("query", ["Ra-seon OR coal", 'Ra-seon "port staff"', "Ra-seon -coal", "(Ra-seon)", "Ra-seon*"])
def test_what_asks_for_more_than_a_name_is_searched_as_words(known, query):
    assert search(known, Query(text=query)).entities == ()


def test_hardly_any_article_is_asked_whether_another_was_meant(known):
    found = search_names(known, Query(text="Rsaon"))
    assert found.total == 0
    assert [(each.text, each.id) for each in found.suggestions] == [("Rason", "place/rason")]
    assert search_names(known, Query(text="Rason")).suggestions == ()


@pytest.fixture
def port(known):
    for key, name, stories in (("place/port", "Rason Port", 2), ("place/works", "Rason Crab Processing Works", 0)):
        known.execute(
            "insert into entities(id, label, name, status, mentions, stories) values (?, 'PLACE', ?, 'known', ?, ?)",
            [key, name, stories, stories],
        ).close()
    known.execute("insert into entity_aliases values ('place/port', '라선항', 'hangul', 'seen')").close()
    return known


@pytest.mark.parametrize(
    ("text", "longer"),
    [("Rason", ["Rason Port"]), ("라선", ["Rason Port"]), ("Ras", []), ("Rason Port", []), ("Port", [])],
)
def test_longer_names_that_begin_with_the_text_are_told(port, text, longer):
    assert [each.text for each in search_names(port, Query(text=text)).longer] == longer


@pytest.mark.parametrize(
    "text", ["Rason Works", "rason works", "Works of Rason Crab Processing Rason", "rason OR works"]
)
def test_a_name_with_all_the_words_is_meant_where_hardly_any_article_is_found(port, text):
    meant = ["Rason Crab Processing Works"] if "OR" not in text and "of" not in text else []
    assert [each.text for each in search_names(port, Query(text=text)).suggestions] == meant


@pytest.mark.parametrize("text", ["Zephyr", "zephyr"])
def test_a_longer_name_that_may_have_been_meant_is_told_once(port, text):
    for key, name in (("place/z", "Zephyr Port"), ("place/ze", "Zephyr Port East")):
        port.execute(
            "insert into entities(id, label, name, status, mentions, stories) values (?, 'PLACE', ?, 'known', 1, 1)",
            [key, name],
        ).close()
    found = search_names(port, Query(text=text))
    assert [each.text for each in found.suggestions] == ["Zephyr Port", "Zephyr Port East"]
    assert found.longer == ()


class Walked(tuple):
    """Names that count how often somebody goes through them all."""

    times = 0

    def __iter__(self):
        Walked.times += 1
        return super().__iter__()


def test_longer_names_go_through_all_names_once_for_each_state_of_the_corpus(port, monkeypatch):
    book = suggestions.name_book(port)
    monkeypatch.setattr(suggestions, "_read_names", lambda db: book._replace(forms=Walked(book.forms)))
    monkeypatch.setattr(settled, "_kept", {})
    assert [each.text for each in names_begun(port, "Rason")] == ["Rason Port"]
    walked = Walked.times
    assert [each.text for each in names_begun(port, "Rason")] == ["Rason Port"]
    assert [each.text for each in longer_names(port, "works crab")] == ["Rason Crab Processing Works"]
    assert names_begun(port, "zzz") == longer_names(port, "zzz") == ()
    assert walked == Walked.times
    port.execute(
        "insert into entities(id, label, name, status, mentions, stories) values ('place/n', 'PLACE', 'Rason North',"
        " 'known', 1, 1)"
    ).close()
    monkeypatch.setattr(suggestions, "_read_names", lambda db: suggestions.book_of([("place/n", "Rason North")]))
    assert [each.text for each in names_begun(port, "Rason")] == ["Rason North"]


@given(st.lists(st.text(alphabet="ab c", min_size=1, max_size=7), max_size=6), st.text(alphabet="ab c", max_size=4))
def test_names_that_hold_and_begin_with_a_form_are_all_found(names, text):
    order = in_order(suggestions.book_of((name, name) for name in names))
    form = form_of(text)
    if form:
        forms = {form_of(name) for name in names}
        assert {order.book.forms[place] for place in order.holding(form)} == {each for each in forms if form in each}
        begun = {order.book.forms[place] for place in order.begun(form)}
        assert begun == {each for each in forms if each.startswith(form)}
