"""An entity's page from the summary tables: the same as counted from the mentions."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus.read import entity as dossier
from corpus.read.network import around
from corpus.read.profile import entity_profile
from corpus.records import Article, Mention
from corpus.store import summaries
from corpus.store.articles import Corpus


@pytest.fixture
def named(rason: Corpus, article: Callable[..., Article], mention: Callable[..., Mention]) -> Corpus:
    """Rason is named in three articles, coal in two of them."""
    for number, text in enumerate(("Coal left Rason. Rason slept.", "Rason slept.")):
        more = article(url=f"https://wire.example/{number}", text=text)
        rason.save_article(more, page_url=more.url)
        mentions = [mention(text, "Rason", "PLACE")] + ([mention(text, "Coal", "PRODUCT")] if "Coal" in text else [])
        rason.save_mentions(more.id, mentions, pipeline="by-hand-1")
    rason.db.execute("update mentions set entity_id = 'place/rason' where label = 'PLACE'").close()
    rason.db.execute("update mentions set entity_id = 'product/coal' where label = 'PRODUCT'").close()
    rason.db.execute("update entities set mentions = 4, articles = 3, stories = 3 where id = 'place/rason'").close()
    summaries.refresh(rason.db)
    return rason


def test_months_and_company_are_what_the_mentions_say(named: Corpus) -> None:
    profile = entity_profile(named.db, "place/rason")
    assert profile is not None
    assert [(month, stories, n) for month, stories, _, n in dossier.months(named.db, "place/rason")] == list(
        profile.months
    )
    (other,) = dossier.company(named.db, profile.entity)["PRODUCT"]
    assert (other.id, other.stories, other.articles) == ("product/coal", 2, 2)


def test_company_of_a_frequent_entity_is_kept_and_the_same(named: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    entity = dossier.find_entity(named.db, "place/rason")
    assert entity is not None
    counted = dossier.company(named.db, entity)
    for module in (summaries, dossier):
        monkeypatch.setattr(module, "FREQUENT", 2)
    summaries.refresh(named.db)
    assert named.db.execute("select articles from co_mention_counts where entity_id = 'place/rason'").fetchone() == (3,)
    assert dossier.company(named.db, entity) == counted


def test_quotes_come_one_a_story_newest_first(named: Corpus) -> None:
    article = named.db.execute("select id from articles order by id").fetchall()
    named.db.execute("update articles set story_id = ?", [article[0][0]]).close()
    summaries.refresh(named.db)
    (quote,) = dossier.quotes(named.db, "place/rason")
    assert quote.copies == 2


def test_merged_entity_is_found_under_its_old_id(named: Corpus) -> None:
    named.db.execute("insert into entity_redirects values ('place/rajin', 'place/rason', null)").close()
    found = dossier.find_entity(named.db, "place/rajin")
    assert found is not None and found["id"] == "place/rason"
    assert dossier.find_entity(named.db, "place/atlantis") is None


def test_network_joins_what_is_named_in_the_same_stories(named: Corpus) -> None:
    network = around(named.db, ["place/rason"])
    assert [(node.id, node.centre) for node in network.nodes] == [("place/rason", True), ("product/coal", False)]
    assert [(edge.a, edge.b, edge.stories) for edge in network.edges] == [("place/rason", "product/coal", 2)]
    assert around(named.db, ["place/rason"], labels=["PERSON"]).edges == ()
    assert around(named.db, ["place/atlantis"]).nodes == ()
