"""Names that begin with a place under another of its names."""

from __future__ import annotations

import pytest

from corpus.search.candidates import NameQuery, entities_called, find_candidates
from corpus.store.articles import Corpus
from corpus.store.summaries import refresh_pending


@pytest.fixture
def renamed(rason: Corpus) -> Corpus:
    """Rason with its old, joined names, and a port and a brewery that bear its present one."""
    for key, label, name in (("place/port", "PLACE", "Port of Rason"), ("factory/beer", "FACTORY", "Rason Brewery")):
        rason.db.execute(
            "insert into entities(id, label, name, status, parent_id) values (?, ?, ?, 'known', 'place/rason')",
            [key, label, name],
        ).close()
    for key, alias, script in (
        ("place/rason", "Rajin-Sonbong", "latin"),
        ("place/rason", "나진-선봉", "hangul"),
        ("place/rason", "나선", "hangul"),
        ("place/port", "Rason Port", "latin"),
        ("place/port", "나선항", "hangul"),
        ("factory/beer", "Rason Brewery", "latin"),
    ):
        rason.db.execute("insert into entity_aliases values (?, ?, ?, 'seen')", [key, alias, script]).close()
    refresh_pending(rason.data)
    return rason


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Rajin-Sonbong port", "place/port"),
        ("나진선봉항", "place/port"),
        ("Rajin-Sonbong Brewery", "factory/beer"),
        ("Rajin-Sonbong", "place/rason"),
    ],
)
def test_old_name_of_a_place_leads_to_what_stands_there(renamed: Corpus, text: str, meant: str) -> None:
    assert entities_called(renamed.db, text) == [meant]
    best = find_candidates(renamed.db, NameQuery(text=text))[0]
    assert (best.id, best.match) == (meant, True)


def test_what_led_there_is_said(renamed: Corpus) -> None:
    best = find_candidates(renamed.db, NameQuery(text="Rajin-Sonbong port"))[0]
    assert best.why == "“Rason port” by another name of its place"


@pytest.mark.parametrize("text", ["Rajin-Sonbong Vinegar Works", "Wonsan port", "나진선봉역"])
def test_place_alone_makes_nothing_known(renamed: Corpus, text: str) -> None:
    assert entities_called(renamed.db, text) == []
