"""What a person decides about stories holds, and is taken back without a trace."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from corpus.decisions.file import read_decisions
from corpus.decisions.queue import decide_on_stories, take_back_on_stories
from corpus.records import Abort, Article
from corpus.store.articles import Corpus
from extract.stages.cluster_articles import cluster_pending

Made = tuple[Article, Article, Article]


@pytest.fixture
def made(article: Callable[..., Article], pair_set: Any, tmp_path: Path) -> Made:
    """A report, a cut of it two hours later, and another story."""
    texts = pair_set.articles()
    report = article("https://a.example/1", texts[0].text)
    half = texts[0].text[: texts[0].text.index("\n", 300)]
    cut = article("https://b.example/2", half, published=report.published + timedelta(hours=2))
    other = article("https://c.example/3", texts[12].text)
    with Corpus(tmp_path) as corpus, corpus.atomic():
        for one in (report, cut, other):
            corpus.save_article(one, page_url=one.url)
    cluster_pending(tmp_path)
    return report, cut, other


def groups(data: Path) -> list[set[str]]:
    with Corpus(data) as corpus:
        found: dict[str, set[str]] = {}
        for url, story in corpus.db.execute("select url, story_id from articles order by url").fetchall():
            found.setdefault(story, set()).add(url[-1])
    return sorted(found.values(), key=min)


def test_stories_are_merged_and_parted_again(made: Made, tmp_path: Path) -> None:
    assert groups(tmp_path) == [{"1", "2"}, {"3"}]
    decision = decide_on_stories(tmp_path, "same", made[2].id, made[1].url)
    cluster_pending(tmp_path)
    assert groups(tmp_path) == [{"1", "2", "3"}]
    assert take_back_on_stories(tmp_path, decision.id) == decision
    cluster_pending(tmp_path)
    assert groups(tmp_path) == [{"1", "2"}, {"3"}]


def test_article_is_split_from_its_story(made: Made, tmp_path: Path) -> None:
    decision = decide_on_stories(tmp_path, "split", made[0].id, made[1].id)
    cluster_pending(tmp_path)
    assert groups(tmp_path) == [{"1"}, {"2"}, {"3"}]
    take_back_on_stories(tmp_path, decision.id)
    cluster_pending(tmp_path)
    assert groups(tmp_path) == [{"1", "2"}, {"3"}]


def test_ruling_holds_for_articles_that_come_after_it(made: Made, tmp_path: Path, article: Any) -> None:
    decide_on_stories(tmp_path, "split", made[0].id, made[1].id)
    cluster_pending(tmp_path)
    copy = article("https://d.example/4", f"{made[0].text} Own closing words.", published=made[1].published)
    with Corpus(tmp_path) as corpus:
        corpus.save_article(copy, page_url=copy.url)
    cluster_pending(tmp_path)
    assert groups(tmp_path) == [{"1", "4"}, {"2"}, {"3"}]


def test_decision_on_an_unknown_article_is_refused(made: Made, tmp_path: Path) -> None:
    with pytest.raises(Abort, match="there is no story or article 'nowhere'"):
        decide_on_stories(tmp_path, "same", made[0].id, "nowhere")
    with pytest.raises(Abort, match="the same article"):
        decide_on_stories(tmp_path, "same", made[0].id, made[0].url)
    assert read_decisions(tmp_path) == ()
