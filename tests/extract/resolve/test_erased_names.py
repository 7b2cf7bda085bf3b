"""A name that an edit erased from its only article keeps its entity, and that says until when it was named."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from corpus.read.edits import changes
from corpus.read.entity import find_entity, read_profile
from corpus.records import Article
from corpus.store.articles import Corpus
from extract.stages.resolve_names import resolve_pending


def version(day: int, text: str) -> Article:
    return Article(
        url="https://wire.example/1",
        outlet="wire",
        title="News",
        text=text,
        fetched_at=datetime(2026, 3, day, tzinfo=UTC),
        method="by hand",
    )


def test_erased_plant_is_still_there_with_the_day_until_which_it_was_named(tmp_path: Path) -> None:
    first, second = version(3, "The Unbyol Widget Factory burned."), version(5, "A factory burned.")
    with Corpus(tmp_path) as corpus:
        corpus.save_article(second, page_url=first.url, earlier=[first])
        corpus.save_version_names(
            first.id, corpus.versions(first.id)[0]["fetched_at"], [("Unbyol Widget Factory", "FACTORY")]
        )
        corpus.mark_done("tag", first.id, version="by-hand", input=second.fingerprint)
    resolve_pending(tmp_path)
    with Corpus(tmp_path) as corpus:
        entity = find_entity(corpus.db, "factory/x.unbyolwidget")
        assert entity is not None and (entity.name, entity.mentions) == ("Unbyol Widget Factory", 0)
        profile = read_profile(corpus.db, entity)
        assert (profile.named_until or "")[:10] == "2026-03-05"
        (change,) = changes(corpus.db)
        assert [(m.side, m.entity, m.name) for m in change.moved] == [("vanished", entity.id, entity.name)]
