"""What is named together: by sentence, paragraph and article; no datelines, no digests; the unexpected first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from corpus.names.text import fold
from corpus.read.together import named_together, shared_sentences
from corpus.records import Article, Mention
from corpus.store.articles import Corpus
from corpus.store.openings import dateline_end, is_digest
from corpus.store.summaries import refresh

NAMES = {"Pyongyang": "PLACE", "coal": "PRODUCT", "Tanchon": "PLACE", "Musan": "PLACE", "Dandong Tide": "ORG"}
TEXTS = (
    "Pyongyang, March 2 (KCNA) -- Wagons of coal left Tanchon. Workers rested.\nMusan was quiet.",
    "Dandong Tide buys coal. Tanchon sells it.",
    "Dandong Tide bought coal again.",
    "Pyongyang is the capital.",
    "People walk in Pyongyang.",
    "In Pyongyang coal is dear.",
    "- Musan sleeps.\n- Tanchon works.\n- Pyongyang eats.\n- Dandong Tide buys coal.\n",
)


@pytest.fixture
def named(corpus: Corpus, article: Callable[..., Article], mention: Callable[..., Mention]) -> Corpus:
    for number, text in enumerate(TEXTS):
        published = datetime(2026, 3, 1, tzinfo=UTC) + timedelta(days=number)
        one = article(url=f"https://wire.example/{number}", text=text, title="News", published=published)
        corpus.save_article(one, page_url=one.url)
        found = [mention(text, name, label) for name, label in NAMES.items() if name in text]
        corpus.save_mentions(one.id, found, pipeline="by-hand-1")
    for name, label in NAMES.items():
        key = fold(name)
        corpus.db.execute(
            "insert into entities(id, label, name, status, mentions, articles, stories)"
            " select ?, ?, ?, 'known', count(*), count(*), count(*) from mentions where text = ?",
            [key, label, name, name],
        ).close()
        corpus.db.execute("update mentions set entity_id = ? where text = ?", [key, name]).close()
    corpus.db.execute(
        "insert into stories(id, representative_id, articles, outlets, independent)"
        " select id, id, 1, 1, 1 from articles"
    ).close()
    refresh(corpus.db)
    return corpus


@pytest.mark.parametrize(
    ("within", "expected"),
    [
        ("sentence", {"dandongtide": 2, "tanchon": 1, "pyongyang": 1}),
        ("paragraph", {"dandongtide": 2, "tanchon": 2, "pyongyang": 1}),
        ("article", {"dandongtide": 2, "tanchon": 2, "pyongyang": 1, "musan": 1}),
    ],
)
def test_stories_are_counted_within_reach(named: Corpus, within: str, expected: dict[str, int]) -> None:
    found = named_together(named.db, "coal", within=within)
    assert {one.id: one.stories for one in found.near} == expected
    assert found.articles == 4  # the list is none of them


def test_openings_are_read_from_the_text_until_they_are_kept(named: Corpus) -> None:
    kept = named.db.execute("select dateline, digest from article_openings order by article_id").fetchall()
    assert sorted(digest for _, digest in kept) == [0] * (len(TEXTS) - 1) + [1]
    before = named_together(named.db, "coal")
    named.db.execute("update article_openings set digest = 1").close()
    assert named_together(named.db, "coal").articles == 0, "no text is read where the opening is kept"
    named.db.execute("insert into stale_articles select id from articles").close()
    assert named_together(named.db, "coal") == before
    refresh(named.db)
    assert named.db.execute("select dateline, digest from article_openings order by article_id").fetchall() == kept
    assert named_together(named.db, "coal") == before


def test_an_opening_follows_its_article(named: Corpus) -> None:
    named.db.execute("update articles set title = 'The week in brief'").close()
    assert named_together(named.db, "coal").articles == 0
    refresh(named.db)
    assert named.db.execute("select distinct digest from article_openings").fetchall() == [(1,)]


def test_the_least_expected_comes_first_and_the_capital_last(named: Corpus) -> None:
    ids = [one.id for one in named_together(named.db, "coal").near]
    assert (ids[0], ids[-1]) == ("dandongtide", "pyongyang")


def test_a_time_bounds_what_is_looked_through(named: Corpus) -> None:
    found = named_together(named.db, "coal", since="2026-03-02", until="2026-03-02")
    assert {one.id for one in found.near} == {"dandongtide"}
    assert found.articles == 1


def test_sentences_that_name_both_are_those_that_were_counted(named: Corpus) -> None:
    found = shared_sentences(named.db, "coal", "dandongtide")
    assert [one.sentence for one in found] == ["Dandong Tide bought coal again.", "Dandong Tide buys coal."]
    assert [one.sentence for one in shared_sentences(named.db, "coal", "pyongyang")] == ["In Pyongyang coal is dear."]


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Pyongyang, March 2 (KCNA) -- Rice was sown.", "Rice was sown."),
        ("SEOUL, March 5 (Yonhap) -- Trade rose.", "Trade rose."),
        ("MOSCOW, March 5. /TASS/. Trade rose.", "Trade rose."),
        ("(평양 3월 2일발 조선중앙통신)모내기가 시작되였다.", "모내기가 시작되였다."),
        ("(서울=연합뉴스) 교역이 늘었다.", "교역이 늘었다."),
        ("新华社平壤3月2日电 插秧开始。", "插秧开始。"),
        ("ПЕКИН, 5 марта. /ТАСС/. Торговля выросла.", "Торговля выросла."),
        ("Rice was sown in March (as always). It rained.", "Rice was sown in March (as always). It rained."),
        ("Trade rose 18 percent. Coal fell.", "Trade rose 18 percent. Coal fell."),
    ],
)
def test_dateline_ends_where_the_text_begins(text: str, rest: str) -> None:
    assert text[dateline_end(text) :].lstrip() == rest


def test_digests_are_told_by_their_headline_or_their_items() -> None:
    assert is_digest("North Korea in brief", "Coal.")
    assert is_digest("Press Review", "- One.\n- Two.\n- Three.\n- Four.\n")
    assert not is_digest("Coal exports fall", "- One quote.\nThe rest is told.")
