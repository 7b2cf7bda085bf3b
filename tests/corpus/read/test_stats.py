"""What is in a corpus, as counts."""

from __future__ import annotations

from corpus.read.stats import corpus_stats
from corpus.store.articles import Corpus


def test_stats_count_by_label_outlet_and_language(rason: Corpus) -> None:
    stats = corpus_stats(rason.db)
    assert stats.articles == 1
    assert stats.mentions == {"PLACE": 2, "FACTORY": 1, "PRODUCT": 1}
    assert stats.outlets == {"wire": 1}
    assert stats.languages == {"en": 1}
