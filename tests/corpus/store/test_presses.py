"""Which outlets are state media."""

from __future__ import annotations

import pytest
from sqlite_utils import Database

from corpus.store.articles import Corpus
from corpus.store.presses import of_state


@pytest.mark.parametrize(
    ("outlet", "state"),
    [
        ({"country": "kp", "kind": "state media", "family": "rodong"}, 1),
        ({"country": "KP"}, 1),
        ({"country": "jp", "kind": "state media", "family": "kcna"}, 1),  # a mirror of one at home
        ({"country": "cn", "kind": "state media", "family": "xinhua"}, 0),
        ({"country": "jp", "kind": "aggregator", "family": "kcna"}, 0),
        ({"country": "kr", "kind": "wire"}, 0),
        ({}, 0),
    ],
)
def test_state_media_are_the_outlets_of_the_north(rason: Corpus, outlet: dict[str, str], state: int) -> None:
    home = {"id": "home", "name": "Home", "country": "kp", "kind": "state media", "family": "kcna"}
    rason.save_outlets([home, {"id": "asked", "name": "Asked", **outlet}])
    found = rason.db.execute(f"select {of_state('o')} from outlets o where o.id = 'asked'").fetchall()
    assert found == [(state,)]


def test_an_outlet_that_was_never_saved_is_outside(rason: Corpus) -> None:
    db: Database = rason.db
    asked = f"select {of_state('o')} from (select 'x' as id) a left join outlets o on o.id = a.id"
    assert db.execute(asked).fetchall() == [(0,)]
