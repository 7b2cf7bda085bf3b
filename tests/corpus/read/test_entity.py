"""An entity as everyone is shown it, from the summary tables, and the same where these lack something yet."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus.read import entity as reading
from corpus.read.entity import (
    Alias,
    Entity,
    Month,
    Source,
    co_mentions,
    current_profile,
    find_entity,
    quotes,
    read_profile,
    stored_entity,
)
from corpus.read.network import around
from corpus.records import Article, Mention
from corpus.store import co_mentions as counting
from corpus.store import summaries, summary_rows
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
    return rason


def rason_in(corpus: Corpus) -> Entity:
    found = find_entity(corpus.db, "place/rason")
    assert found is not None
    return found


def test_profile_tells_names_months_company_and_sentences(named: Corpus) -> None:
    summaries.refresh(named.db)
    profile = read_profile(named.db, rason_in(named))
    assert profile.aliases == (
        Alias(alias="라선", script="hangul", source="seen"),
        Alias(alias="Raseon", script="latin", source="seen"),
    )
    assert profile.months == (Month(month="2026-03", stories=3, independent=3, articles=3, mentions=4),)
    assert profile.sources == (Source(outlet="wire", name="wire", kind="other", articles=3),)
    assert [(other.id, other.stories, other.articles) for other in profile.co_mentions] == [("product/coal", 2, 2)]
    assert sorted(quote.snippets[0].text for quote in profile.sentences) == [
        "Coal left Rason.",
        "Cranes moved coal in Rason on Monday.",
        "Rason slept.",
    ]
    assert (profile.relations, profile.activity, profile.lost_names, profile.parent) == ((), (), (), None)


@pytest.mark.parametrize("frequent", [2, 1500])
def test_profile_is_the_same_before_the_summaries_take_it_in(
    named: Corpus, monkeypatch: pytest.MonkeyPatch, frequent: int
) -> None:
    for module in (counting, summary_rows, reading):
        monkeypatch.setattr(module, "FREQUENT", frequent)
    named.db.execute("update articles set published = null where url like '%/0'").close()
    entity = rason_in(named)
    assert summary_rows.is_stale(named.db)
    assert read_profile(named.db, entity).months == ()
    early = current_profile(named.db, entity)
    assert early.months and early.co_mentions and early.sources and early.sentences
    assert read_profile(named.db, entity).months == (), "the overlay is gone again"
    summaries.refresh(named.db)
    assert not summary_rows.is_stale(named.db)
    assert read_profile(named.db, entity) == early == current_profile(named.db, entity)


def test_things_without_a_date_are_counted_as_undated(named: Corpus) -> None:
    named.db.execute("update articles set published = null").close()
    (month,) = current_profile(named.db, rason_in(named)).months
    assert (month.month, month.articles) == ("undated", 3)


def test_company_of_a_frequent_entity_is_kept_and_the_same(named: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    summaries.refresh(named.db)
    counted = co_mentions(named.db, rason_in(named))
    for module in (counting, reading):
        monkeypatch.setattr(module, "FREQUENT", 2)
    summaries.refresh(named.db)
    assert named.db.execute("select articles from co_mention_counts where entity_id = 'place/rason'").fetchone() == (3,)
    assert co_mentions(named.db, rason_in(named)) == counted


def test_quotes_come_one_a_story_newest_first(named: Corpus) -> None:
    article = named.db.execute("select id from articles order by id").fetchall()
    named.db.execute("update articles set story_id = ?", [article[0][0]]).close()
    summaries.refresh(named.db)
    (quote,) = quotes(named.db, "place/rason", limit=8)
    assert quote.copies == 2


def test_merged_entity_is_found_under_its_old_id(named: Corpus) -> None:
    named.db.execute("insert into entity_redirects values ('place/rajin', 'place/rason', null)").close()
    found = find_entity(named.db, "place/rajin")
    assert found is not None and found.id == "place/rason"
    assert find_entity(named.db, "place/atlantis") is None


def test_hidden_entity_is_found_only_by_who_decides_on_it(named: Corpus) -> None:
    named.db.execute("update entities set status = 'hidden' where id = 'product/coal'").close()
    assert find_entity(named.db, "product/coal") is None
    stored = stored_entity(named.db, "product/coal")
    assert stored is not None and stored.status == "hidden"


def test_network_joins_what_is_named_in_the_same_stories(named: Corpus) -> None:
    summaries.refresh(named.db)
    network = around(named.db, ["place/rason"])
    assert [(node.id, node.centre) for node in network.nodes] == [("place/rason", True), ("product/coal", False)]
    assert [(edge.a, edge.b, edge.stories) for edge in network.edges] == [("place/rason", "product/coal", 2)]
    assert around(named.db, ["place/rason"], labels=["PERSON"]).edges == ()
    assert around(named.db, ["place/atlantis"]).nodes == ()
