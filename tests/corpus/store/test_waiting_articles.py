"""The logs of what `resolve` and `facts` have still to look at: nothing pending is ever missing from them."""

from __future__ import annotations

import pytest

from corpus.store.articles import Corpus
from corpus.store.derived import ArticleFacts, Facts
from corpus.store.resolution import Entities


@pytest.fixture
def key(rason: Corpus) -> str:
    """The id of an article that is tagged, resolved and read; the logs are empty."""
    (row,) = rason.db.query("select id, fingerprint from articles")
    key = str(row["id"])
    rason.mark_done("tag", key, version="t", input=row["fingerprint"])
    rason.mark_done("resolve", key, version="r", input=f"t:{row['fingerprint']}")
    facts = Facts(rason.db)
    ((_, input),) = facts.pending()
    facts.save(ArticleFacts(article_id=key, input=input, month=None, figures=(), products=()), version="f")
    facts.refresh_activity()
    facts.forget_waiting()
    Entities(rason.db).forget_waiting()
    Entities(rason.db).clear_touched()
    rason.forget_tagged()
    return key


def waiting(corpus: Corpus) -> list[tuple[str, str]]:
    return corpus.db.execute("select stage, article_id from waiting_articles order by stage").fetchall()


def test_log_is_empty_when_all_is_done(rason: Corpus, key: str) -> None:
    assert waiting(rason) == []
    assert Entities(rason.db).pending() == Facts(rason.db).pending() == []


def test_article_tagged_anew_is_resolved_and_then_read_again(rason: Corpus, key: str) -> None:
    print_of = rason.db.execute("select fingerprint from articles").fetchone()[0]
    rason.mark_done("tag", key, version="t2", input=print_of)
    assert Entities(rason.db).pending() == [(key, f"t2:{print_of}")]
    Facts(rason.db).forget_waiting()  # as when the pass ends before it is resolved
    rason.mark_done("resolve", key, version="r", input=f"t2:{print_of}")
    Entities(rason.db).forget_waiting()
    rason.db.execute("update mentions set entity_id = null").close()
    assert Entities(rason.db).pending() == []
    assert [article for article, _ in Facts(rason.db).pending()] == [key]


@pytest.mark.parametrize(
    ("change", "stage"),
    [
        ("update articles set published = '2026-04-01T00:00:00+00:00'", "facts"),
        ("update mentions set entity_id = null", "facts"),
        ("delete from mentions", "facts"),
        ("delete from progress where stage = 'resolve'", "resolve"),
        ("delete from progress where stage = 'tag'", "tag"),
        ("update progress set input = 'of another text' where stage = 'tag'", "tag"),
        ("update articles set fingerprint = 'of another text'", "tag"),
    ],
)
def test_what_makes_an_article_pending_is_logged(rason: Corpus, key: str, change: str, stage: str) -> None:
    rason.db.execute(change).close()
    assert (stage, key) in waiting(rason)
    pending = {
        "tag": rason.untagged_articles,
        "resolve": lambda: [article for article, _ in Entities(rason.db).pending()],
        "facts": lambda: [article for article, _ in Facts(rason.db).pending()],
    }
    assert pending[stage]() == [key]


def test_entity_is_touched_when_its_mentions_go(rason: Corpus, key: str) -> None:
    named = {
        row[0] for row in rason.db.execute("select entity_id from mentions where entity_id is not null").fetchall()
    }
    assert named
    rason.db.execute("delete from mentions").close()
    assert set(Entities(rason.db).touched()) == named


def test_activity_is_counted_again_where_it_was_touched(rason: Corpus, key: str) -> None:
    facts = Facts(rason.db)
    report = (
        "insert into activity_reports(id, article_id, field, start, end, sent_start, sent_end, mentions, date_source,"
        " entity_id, plant, kind, month) values (?, ?, 'text', 0, 1, 0, 1, '[\"m\"]', 'x', 'factory/f', 'F',"
        " 'production', ?)"
    )
    for number, month in enumerate(("2026-02", "2026-03")):
        rason.db.execute(report, [f"r{number}", key, month]).close()
    assert facts.refresh_activity() == 2
    held = "select month, articles, independent from factory_activity order by month"
    assert rason.db.execute(held).fetchall() == [("2026-02", 1, 1), ("2026-03", 1, 1)]
    assert facts.refresh_activity() == 0
    rason.db.execute("delete from activity_reports where id = 'r0'").close()
    assert facts.refresh_activity() == 1
    assert rason.db.execute(held).fetchall() == [("2026-03", 1, 1)]
    assert rason.db.execute("select month, state_articles, outside_articles from plant_panel").fetchall() == [
        ("2026-03", 0, 1)
    ]
    country = "insert into outlets(id, name, country) select outlet, outlet, 'kp' from articles where true"
    rason.db.execute(f"{country} on conflict (id) do update set country = 'kp'").close()
    assert facts.refresh_activity() == 1
    sides = "select state_articles, outside_articles from plant_panel"
    assert rason.db.execute(sides).fetchall() == [(1, 0)]
    rason.db.execute("update outlets set country = 'jp', kind = 'state media', family = 'home'").close()
    assert facts.refresh_activity() == 1
    assert rason.db.execute(sides).fetchall() == [(0, 1)], "of a family that nobody at home is of"
    rason.save_outlets([{"id": "home", "name": "Home", "country": "kp", "kind": "state media", "family": "home"}])
    assert facts.refresh_activity() == 1
    assert rason.db.execute(sides).fetchall() == [(1, 0)]
