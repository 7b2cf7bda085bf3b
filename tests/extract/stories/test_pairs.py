"""The 400 pairs: what is one story is found, what is not is left apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from itertools import combinations
from typing import Any

import pytest

from corpus.store.articles import Corpus
from corpus.versions import stage_version
from extract.stages.cluster_articles import REVISION, cluster_pending

# by pair and by cluster
LEAST_F1 = 0.98


@pytest.fixture(scope="module")
def stories(pair_set: Any, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The story of each text of the set, by its name."""
    data = tmp_path_factory.mktemp("pairs")
    articles = pair_set.articles()
    with Corpus(data) as corpus:
        with corpus.atomic():
            for article in articles:
                corpus.save_article(article, page_url=article.url)
        cluster_pending(data)
        return dict(corpus.db.execute("select outlet, story_id from articles").fetchall())


def f1(verdicts: Counter[tuple[bool, bool]]) -> float:
    """F1 of (true, found) counts."""
    both = verdicts[True, True]
    return 2 * both / (2 * both + verdicts[True, False] + verdicts[False, True])


def test_set_has_400_pairs_of_seven_kinds(pair_set: Any) -> None:
    kinds = Counter(kind for kind, _, _ in pair_set.pairs)
    assert kinds.total() == 400
    assert set(kinds) == {"cut", "reordered", "reworded", "wrapped", "restyled", "formula", "quoted"}


def test_pairs_are_told_apart(pair_set: Any, stories: dict[str, str]) -> None:
    verdicts = Counter((pair_set.same(a, b), stories[a] == stories[b]) for _, a, b in pair_set.pairs)
    assert f1(verdicts) >= LEAST_F1, verdicts


@pytest.mark.parametrize("kind", ["formula", "quoted"])
def test_two_events_are_not_joined(pair_set: Any, stories: dict[str, str], kind: str) -> None:
    joined = [(a, b) for made, a, b in pair_set.pairs if made == kind and stories[a] == stories[b]]
    assert joined == []


def test_clusters_are_the_true_ones(pair_set: Any, stories: dict[str, str]) -> None:
    verdicts = Counter(
        (pair_set.same(a, b), stories[a] == stories[b]) for a, b in combinations(sorted(pair_set.texts), 2)
    )
    assert f1(verdicts) >= LEAST_F1, verdicts


def test_output_is_as_recorded_at_this_version(stories: dict[str, str], golden: Callable[..., None]) -> None:
    lines = [f"{name}\t{story}" for name, story in sorted(stories.items())]
    golden("cluster", stage_version(REVISION, "extract.stories"), lines)
