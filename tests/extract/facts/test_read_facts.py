"""The facts stage over a stored corpus: increments, order, kills, the monthly tables."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from corpus.records import Article, Mention
from corpus.store.articles import Corpus
from corpus.store.stage import StageOptions
from extract.stages.read_facts import facts_pending
from tests import forked_commands

TABLES = (
    "price_quotes",
    "exchange_rates",
    "trade_figures",
    "activity_reports",
    "factory_activity",
    "product_places",
    "product_mentions",
    "touched_products",
)
ENTITIES = {
    "Hyesan": ("place/hyesan", "PLACE", "county", "KP", None),
    "China": ("place/china", "PLACE", "country", "CN", None),
    "North Korea": ("place/north-korea", "PLACE", "country", "KP", None),
    "rice": ("product/rice", "PRODUCT", "commodity", "", "1006"),
    "coal": ("product/coal", "PRODUCT", "commodity", "", "2701"),
    "Musan Mine": ("factory/musan-mine", "FACTORY", "mine", "KP", None),
}
TEXTS = (
    "A kilogram of rice cost 6,200 won in Hyesan on Friday. One yuan bought 1,300 won there.",
    "North Korea exported 3,000 tons of coal to China in January. The Musan Mine stopped production on March 3.",
    "The Musan Mine stopped production in February. Traders in Hyesan said rice was 6,400 won a kilo.",
    "Nothing much happened in Hyesan. A dollar fetched 8,900 won on Sunday, people said.",
)


def write(
    data: Path, text: str, *, number: int = 0, names: Sequence[str] | None = None, day: int = 16, outlet: str = "wire"
) -> str:
    """Store a tagged and resolved article, published on a day of March 2026; its id."""
    with Corpus(data) as corpus:
        article = Article(
            url=f"https://{outlet}.example/{number}",
            outlet=outlet,
            title="News of the North",
            text=text,
            fetched_at=datetime(2026, 3, 17, tzinfo=UTC),
            published=datetime(2026, 3, day, tzinfo=UTC),
            method="by hand",
            language="en",
        )
        with corpus.atomic():
            for name, (key, label, kind, country, hs_code) in ENTITIES.items():
                corpus.db.execute(
                    "insert or ignore into entities(id, label, name, kind, status, country, hs_code)"
                    " values (?, ?, ?, ?, 'known', ?, ?)",
                    [key, label, name, kind, country, hs_code],
                ).close()
            corpus.save_article(article, page_url=article.url)
            wanted = ENTITIES if names is None else names
            corpus.save_mentions(article.id, list(find_names(text, wanted)), pipeline="by-hand")
            for name in wanted:
                corpus.db.execute(
                    "update mentions set entity_id = ? where text = ? and article_id = ?",
                    [ENTITIES[name][0], name, article.id],
                ).close()
            corpus.mark_done("tag", article.id, version="t", input=article.fingerprint)
            corpus.mark_done("resolve", article.id, version="r", input=f"t:{article.fingerprint}")
        return article.id


def find_names(text: str, names: Any) -> list[Mention]:
    found = []
    for name in names:
        start = text.find(name)
        while start >= 0:
            sent_start = text.rfind(". ", 0, start) + 2 if ". " in text[:start] else 0
            found.append(
                Mention(
                    field="text",
                    start=start,
                    end=start + len(name),
                    text=name,
                    label=ENTITIES[name][1],
                    sent_start=sent_start,
                    sent_end=text.find(".", start) + 1,
                    source="by hand",
                    score=1.0,
                )
            )
            start = text.find(name, start + 1)
    return found


def rows(data: Path) -> dict[str, list[tuple[Any, ...]]]:
    db = sqlite3.connect(data / "corpus.db")
    try:
        columns = dict.fromkeys(TABLES, "*") | {"progress": "article_id, stage, version, input"}
        return {name: sorted(db.execute(f"select {column} from {name}"), key=repr) for name, column in columns.items()}
    finally:
        db.close()


def query(data: Path, sql: str) -> list[tuple[Any, ...]]:
    db = sqlite3.connect(data / "corpus.db")
    try:
        return db.execute(sql).fetchall()
    finally:
        db.close()


def change(data: Path, sql: str) -> None:
    with Corpus(data) as corpus:
        corpus.db.execute(sql).close()


@pytest.fixture
def four(tmp_path: Path) -> Path:
    for number, text in enumerate(TEXTS):
        write(tmp_path, text, number=number)
    facts_pending(tmp_path)
    return tmp_path


def test_price_points_to_its_words_sentence_and_names(four: Path) -> None:
    found = query(
        four,
        "select substr(a.text, q.start + 1, q.end - q.start),"
        " substr(a.text, q.sent_start + 1, q.sent_end - q.sent_start),"
        " (select group_concat(m.text) from json_each(q.mentions) j join mentions m on m.id = j.value)"
        " from price_quotes q join articles a on a.id = q.article_id where q.price = 6200",
    )
    assert found == [("6,200 won", "A kilogram of rice cost 6,200 won in Hyesan on Friday.", "rice,Hyesan")]


def test_rate_is_found_in_a_sentence_without_a_name(four: Path) -> None:
    assert query(four, "select base, rate, date from exchange_rates where rate > 8000") == [("USD", 8900, "2026-03-15")]


def test_activity_of_a_plant_is_counted_by_month(four: Path) -> None:
    found = query(four, "select entity_id, month, kind, articles, stories, independent from factory_activity")
    assert sorted(found) == [
        ("factory/musan-mine", "2026-02", "halt", 1, 1, 1),
        ("factory/musan-mine", "2026-03", "halt", 1, 1, 1),
    ]


def test_copies_in_one_story_are_one_report_of_an_activity(tmp_path: Path) -> None:
    for outlet in ("wire", "daily"):
        write(tmp_path, TEXTS[2], outlet=outlet)
    change(tmp_path, "update articles set story_id = 's'")
    change(
        tmp_path,
        "insert into stories(id, representative_id, articles, outlets, independent) values ('s', 'a', 2, 2, 1)",
    )
    facts_pending(tmp_path)
    assert query(tmp_path, "select articles, stories, independent from factory_activity") == [(2, 1, 1)]
    change(tmp_path, "update stories set independent = 2")
    facts_pending(tmp_path)
    assert query(tmp_path, "select articles, stories, independent from factory_activity") == [(2, 1, 2)]


def test_goods_are_counted_by_month_place_and_chapter(four: Path) -> None:
    found = query(four, "select month, place_id, chapter, mentions, articles from product_mentions")
    assert sorted(found) == [
        ("2026-03", "place/china", "27", 1, 1),
        ("2026-03", "place/hyesan", "10", 2, 2),
        ("2026-03", "place/north-korea", "27", 1, 1),
    ]


def test_stage_run_twice_changes_nothing(four: Path) -> None:
    before = rows(four)
    assert facts_pending(four).pending == 0
    assert rows(four) == before


def test_order_of_arrival_changes_nothing(four: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = tmp_path_factory.mktemp("other")
    for number in (2, 0, 3, 1):
        write(other, TEXTS[number], number=number)
        facts_pending(other)
    assert rows(other) == rows(four)


def test_only_the_article_whose_name_means_another_thing_is_read_again(four: Path) -> None:
    change(four, "update mentions set entity_id = 'place/other' where text = 'Hyesan' and start = 37")
    report = facts_pending(four)
    assert report.pending == 1
    assert query(four, "select place_id from price_quotes where price = 6200") == [("place/other",)]
    assert ("2026-03", "place/other", "10") in query(four, "select month, place_id, chapter from product_mentions")


def test_resolution_that_says_the_same_makes_nothing_pending(four: Path) -> None:
    change(four, "update mentions set entity_score = 0.5, entity_id = entity_id")
    assert facts_pending(four, StageOptions(dry_run=True)).pending == 0


def test_edited_article_loses_the_figures_it_no_longer_has(four: Path) -> None:
    write(four, "Rain fell in Hyesan.", number=0)
    assert facts_pending(four).pending == 1
    assert query(four, "select count(*) from price_quotes where price = 6200") == [(0,)]
    assert ("place/hyesan", "10", 1) in query(four, "select place_id, chapter, mentions from product_mentions")


def test_withdrawn_article_leaves_no_figure_and_no_count(four: Path) -> None:
    with Corpus(four) as corpus:
        for (key,) in corpus.db.execute("select id from articles").fetchall():
            corpus.drop_article(key)
    facts_pending(four)
    assert all(found == [] for name, found in rows(four).items() if name != "progress")


def test_text_that_is_not_resolved_yet_waits(tmp_path: Path) -> None:
    write(tmp_path, TEXTS[0])
    change(tmp_path, "delete from progress where stage = 'resolve'")
    assert facts_pending(tmp_path).pending == 0


def test_limit_leaves_the_rest_pending(tmp_path: Path) -> None:
    for number, text in enumerate(TEXTS):
        write(tmp_path, text, number=number)
    assert facts_pending(tmp_path, StageOptions(limit=3)).done == 3
    assert facts_pending(tmp_path).done == 1


def test_dry_run_says_what_is_pending_and_stores_nothing(tmp_path: Path) -> None:
    write(tmp_path, TEXTS[0])
    assert facts_pending(tmp_path, StageOptions(dry_run=True)).pending == 1
    assert query(tmp_path, "select count(*) from price_quotes") == [(0,)]


def test_figure_that_the_headline_says_too_is_one_row(tmp_path: Path) -> None:
    write(tmp_path, TEXTS[0])
    change(tmp_path, "update articles set title = 'One yuan bought 1,300 won in Hyesan'")
    facts_pending(tmp_path)
    assert query(tmp_path, "select field, rate from exchange_rates") == [("text", 1300)]


KILLED = """
import os, sys
from pathlib import Path
import extract.stages.read_facts as run
run.FactsStage.batch = 2
run.facts_pending(Path(sys.argv[1]), on_progress=lambda done, total: os.kill(os.getpid(), 9))
"""


def test_stage_killed_after_a_batch_goes_on_to_the_same_rows(
    four: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = tmp_path_factory.mktemp("killed")
    for number, text in enumerate(TEXTS):
        write(other, text, number=number)
    assert forked_commands.run(other, code=KILLED).returncode == -9
    assert query(other, "select count(*) from progress where stage = 'facts'") == [(2,)]
    assert query(other, "select count(*) from touched_products") != [(0,)]
    facts_pending(other)
    assert rows(other) == rows(four)
