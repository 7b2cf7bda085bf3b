"""What changed after publication."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from corpus.cli.show import difference
from corpus.read.edits import ChangeFilter, changes, changes_of
from corpus.records import Article
from corpus.store.articles import Corpus


def test_edit_names_who_appeared_and_who_vanished(corpus: Corpus, article: Callable[..., Article]) -> None:
    first = article(text="Pak Thae Song opened the mill.")
    second = article(text="Kim Tok Hun opened the mill.", fetched_at=datetime(2026, 3, 4, tzinfo=UTC))
    corpus.save_article(second, page_url=first.url, earlier=[first])
    for version, name in zip(corpus.versions(first.id), ("Pak Thae Song", "Kim Tok Hun"), strict=True):
        corpus.save_version_names(first.id, version["fetched_at"], [(name, "PERSON")])
    (change,) = changes(corpus.db)
    assert changes_of(corpus.db, first.id) == (change,)
    assert (change.kind, change.at[:10]) == ("edited", "2026-03-04")
    assert change.appeared == (("Kim Tok Hun", "PERSON"),)
    assert change.vanished == (("Pak Thae Song", "PERSON"),)


RICE = ("rice", "PRODUCT")


@pytest.fixture
def respelled(corpus: Corpus, article: Callable[..., Article]) -> Corpus:
    """An edit that spells a city otherwise, leaves a surname alone, takes a man out and puts a good in."""
    first = article(text="old")
    second = article(text="new", fetched_at=datetime(2026, 3, 4, tzinfo=UTC))
    corpus.save_article(second, page_url=first.url, earlier=[first])
    names = (
        [("P’yongyang", "PLACE"), ("Kim Jong Un", "PERSON"), ("Ri Chol", "PERSON"), ("Unha  Mill", "FACTORY")],
        [
            ("Pyongyang", "PLACE"),
            ("Kim", "PERSON"),
            ("Kim Jong-un", "PERSON"),
            ("Unha Mill", "FACTORY"),
            ("rice", "PRODUCT"),
        ],
    )
    for version, listed in zip(corpus.versions(first.id), names, strict=True):
        corpus.save_version_names(first.id, version["fetched_at"], listed)
    for text in ("P’yongyang", "Pyongyang"):
        corpus.db.execute(
            "insert into names(label, text, block, entity_id, score, why) values ('PLACE', ?, '', ?, 1, '')",
            [text, "place/pyongyang"],
        ).close()
    return corpus


def test_what_stands_in_both_texts_under_two_spellings_has_not_moved(respelled: Corpus) -> None:
    (change,) = changes(respelled.db)
    assert change.vanished == (("Ri Chol", "PERSON"),)
    assert change.appeared == (("rice", "PRODUCT"),)


@pytest.mark.parametrize(
    ("which", "count"),
    [
        ({"side": "vanished", "label": "PERSON"}, 1),
        ({"side": "appeared", "label": "PERSON"}, 0),
        ({"side": "appeared"}, 1),
        ({"label": "PLACE"}, 0),
        ({"outlet": "wire"}, 1),
        ({"outlet": "herald"}, 0),
        ({"kind": "edited"}, 1),
        ({"kind": "withdrawn"}, 0),
    ],
)
def test_changes_are_narrowed(respelled: Corpus, which: dict[str, str], count: int) -> None:
    assert len(changes(respelled.db, which=ChangeFilter(**which))) == count


def test_withdrawn_article_is_a_change(rason: Corpus) -> None:
    rason.db.execute("update articles set gone_at = '2026-03-06T00:00:00+00:00'").close()
    (change,) = changes(rason.db, since="2026-03-05")
    assert change.kind == "withdrawn"
    assert changes(rason.db, since="2026-03-07") == ()


def test_the_newest_changes_are_found_without_reading_every_article(respelled: Corpus) -> None:
    asked: list[str] = []
    respelled.db.conn.set_trace_callback(asked.append)
    changes(respelled.db, since="2026-01-01")
    respelled.db.conn.set_trace_callback(None)
    plans = [
        " ".join(str(row[3]) for row in respelled.db.execute(f"explain query plan {sql}").fetchall())
        for sql in asked
        if "gone_at" in sql or "article_versions" in sql
    ]
    assert any("articles_gone" in plan for plan in plans) and any("article_versions_time" in plan for plan in plans)
    assert not any("SCAN" in plan or "TEMP B-TREE" in plan for plan in plans)


def test_difference_shows_only_the_lines_that_changed() -> None:
    assert difference("one\ntwo\nthree", "one\n2\nthree") == ["- two", "+ 2"]
