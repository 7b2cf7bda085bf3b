"""Whatever order articles come in, and however many runs they take, the stories end up the same."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from corpus.data_dir import DataDir
from corpus.records import Article
from corpus.store.articles import Corpus
from corpus.store.stage import StageOptions
from extract.stages.cluster_articles import cluster_pending
from extract.stories import relations
from extract.stories.texts import Texts

Rows = dict[str, list[tuple[Any, ...]]]
# a redirect tells of ids that a story once had, so these may differ between two histories
TABLES = {
    "stories": "id, title, representative_id, first_published, articles, outlets, independent, origin, origin_why",
    "story_members": "article_id, story_id, relation, of_id, score, why",
    "story_links": "article_id, other_id, relation, score, why",
}


def rows(data: Path) -> Rows:
    with Corpus(data) as corpus:
        return {
            table: corpus.db.execute(f"select {columns} from {table} order by {columns}").fetchall()
            for table, columns in TABLES.items()
        }


def come(data: Path, articles: Sequence[Article], *, limit: int | None = None) -> None:
    """Store articles and cluster them, `limit` in a run."""
    with Corpus(data) as corpus, corpus.atomic():
        for article in articles:
            corpus.save_article(article, page_url=article.url)
    while cluster_pending(data, StageOptions(limit=limit)).done:
        pass


@pytest.fixture
def articles(pair_set: Any) -> list[Article]:
    """A part of the set with every kind of text in it."""
    every = pair_set.articles()
    return [*every[:60], *[one for one in every if "formula-0" in one.url or "quoting" in one.url][:60]]


@pytest.mark.parametrize("seed", range(3))
def test_stories_are_the_same_in_any_order_and_any_runs(
    articles: list[Article], tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    come(tmp_path / "at-once", articles)
    monkeypatch.setattr(Texts, "looked_up", 15 * seed)  # of the others all is read at once
    chance = random.Random(seed)
    shuffled = chance.sample(articles, k=len(articles))
    while shuffled:
        some = chance.randint(1, 40)
        come(tmp_path / "in-parts", shuffled[:some], limit=chance.choice([None, 7]))
        shuffled = shuffled[some:]
    assert rows(tmp_path / "in-parts") == rows(tmp_path / "at-once")


def test_stories_are_the_same_when_articles_came_and_went(articles: list[Article], tmp_path: Path) -> None:
    gone = articles[::3]
    come(tmp_path / "never", [article for article in articles if article not in gone])
    come(tmp_path / "left", articles)
    with Corpus(tmp_path / "left") as corpus, corpus.atomic():
        for article in gone:
            corpus.drop_article(article.id)
    cluster_pending(tmp_path / "left")
    assert rows(tmp_path / "left") == rows(tmp_path / "never")


def test_stories_are_the_same_when_the_index_is_built_anew(articles: list[Article], tmp_path: Path) -> None:
    come(tmp_path, articles)
    before = rows(tmp_path)
    for file in (tmp_path / "stories").iterdir():
        file.unlink()
    assert cluster_pending(tmp_path).done == len(articles)
    assert rows(tmp_path) == before


def test_second_run_changes_nothing(articles: list[Article], tmp_path: Path) -> None:
    come(tmp_path, articles)
    before = rows(tmp_path)
    assert cluster_pending(tmp_path).done == 0
    assert cluster_pending(tmp_path, StageOptions(stale=True)).done == 0
    assert rows(tmp_path) == before


def test_pair_that_met_by_a_formula_is_the_same_whenever_its_other_users_came(
    article: Callable[..., Article], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relations, "FORMULA_TEXTS", 4)
    formula = "Readers who know more about the events described here may write to the desk under the usual address."
    users = [
        article(f"https://o{number}.example/a", f"{formula} {' '.join(f'w{number}x{place}' for place in range(8))}")
        for number in range(8)
    ]
    come(tmp_path / "at-once", users)
    for user in users:
        come(tmp_path / "one-by-one", [user])
    assert rows(tmp_path / "one-by-one") == rows(tmp_path / "at-once")
    assert len(rows(tmp_path / "at-once")["stories"]) == len(users)


def test_earlier_copy_gives_the_story_its_id_and_leaves_a_redirect(
    article: Callable[..., Article], pair_set: Any, tmp_path: Path
) -> None:
    text = pair_set.articles()[0].text
    late = article("https://late.example/a", text)
    early = article("https://early.example/b", text, published=late.published - timedelta(hours=2))
    come(tmp_path, [late])
    come(tmp_path, [early])
    with Corpus(tmp_path) as corpus:
        assert corpus.db.execute("select id from stories").fetchall() == [(early.id,)]
        assert corpus.db.execute("select * from story_redirects").fetchall() == [(late.id, early.id)]
    earliest = article("https://first.example/c", text, published=late.published - timedelta(hours=4))
    come(tmp_path, [earliest])
    with Corpus(tmp_path) as corpus:
        found = corpus.db.execute("select * from story_redirects order by id").fetchall()
    assert found == sorted([(late.id, earliest.id), (early.id, earliest.id)])


def test_story_that_is_told_again_needs_no_redirect(
    article: Callable[..., Article], pair_set: Any, tmp_path: Path
) -> None:
    text = pair_set.articles()[0].text
    late = article("https://late.example/a", text)
    early = article("https://early.example/b", text, published=late.published - timedelta(hours=2))
    come(tmp_path, [late])
    come(tmp_path, [early])
    with Corpus(tmp_path) as corpus, corpus.atomic():
        corpus.drop_article(early.id)
    cluster_pending(tmp_path)
    with Corpus(tmp_path) as corpus:
        assert corpus.db.execute("select id from stories").fetchall() == [(late.id,)]
        assert corpus.db.execute("select * from story_redirects").fetchall() == [(early.id, late.id)]


def test_run_stopped_between_index_and_corpus_is_finished_by_the_next(
    articles: list[Article], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    come(tmp_path / "whole", articles)
    come(tmp_path / "stopped", articles[:40])
    with Corpus(tmp_path / "stopped") as corpus, corpus.atomic():
        for one in articles[40:]:
            corpus.save_article(one, page_url=one.url)

    def stop(*args: Any, **options: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("extract.stages.cluster_articles.save_stories", stop)
        with pytest.raises(KeyboardInterrupt):
            cluster_pending(tmp_path / "stopped")
    cluster_pending(tmp_path / "stopped")
    assert rows(tmp_path / "stopped") == rows(tmp_path / "whole")


def test_formula_that_comes_again_weeks_later_is_another_event(article: Callable[..., Article], tmp_path: Path) -> None:
    text = (
        "A group of students in their final year at the college of forestry went to the nursery by the lake to plant"
        " larches and to hear from the workers there how the seeds are kept over the winter in boxes of sand."
    )
    first = article("https://a.example/1", text)
    again = text.replace("larches and", "pines on the slope and").replace("the workers there", "old hands")
    later = article("https://a.example/2", again, published=first.published + timedelta(days=30))
    same_day = article("https://b.example/3", again, published=first.published + timedelta(hours=3))
    come(tmp_path / "weeks", [first, later])
    come(tmp_path / "hours", [first, same_day])
    assert [len(rows(tmp_path / when)["stories"]) for when in ("weeks", "hours")] == [2, 1]


def test_pass_looks_at_what_changed_alone(
    articles: list[Article], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    come(tmp_path / "whole", articles)
    come(tmp_path / "log", articles[:-5])

    def look(*args: Any, **options: Any) -> None:
        raise AssertionError("all articles were looked through")

    monkeypatch.setattr("extract.stages.cluster_articles.look_through", look)
    come(tmp_path / "log", articles[-5:])
    assert rows(tmp_path / "log") == rows(tmp_path / "whole")


def test_index_put_back_from_a_copy_is_compared_with_the_corpus(articles: list[Article], tmp_path: Path) -> None:
    come(tmp_path / "whole", articles)
    data = tmp_path / "copied"
    come(data, articles[:30])
    shutil.copytree(data / "stories", tmp_path / "kept")
    come(data, articles[30:])
    shutil.rmtree(data / "stories")
    shutil.copytree(tmp_path / "kept", data / "stories")
    assert cluster_pending(data).done == len(articles) - 30
    assert rows(data) == rows(tmp_path / "whole")


def test_dry_run_counts_what_a_lost_or_older_index_makes_pending_and_writes_nothing(
    articles: list[Article], tmp_path: Path
) -> None:
    some, more = articles[:12], articles[12:15]
    come(tmp_path, some)
    dry = StageOptions(dry_run=True)
    assert cluster_pending(tmp_path, dry).pending == 0
    with Corpus(tmp_path) as corpus, corpus.atomic():
        for article in more:
            corpus.save_article(article, page_url=article.url)
    assert cluster_pending(tmp_path, dry).pending == len(more)
    index = DataDir(tmp_path).story_index
    with closing(sqlite3.connect(index)) as db:
        db.execute("update meta set value = 'older' where name = 'format'")
        db.commit()
    assert cluster_pending(tmp_path, dry).pending == len(some) + len(more)
    shutil.rmtree(index.parent)
    assert cluster_pending(tmp_path, dry).pending == len(some) + len(more)
    assert cluster_pending(tmp_path).done == len(some) + len(more)
