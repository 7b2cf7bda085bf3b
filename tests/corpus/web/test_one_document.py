"""What a command prints as JSON is what the address with .json gives: one document, whichever way it is asked for."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from click.testing import CliRunner

from corpus.cli import cli
from corpus.records import Article, Mention, article_id
from corpus.store.articles import Corpus
from corpus.store.clustering import Member, Story, StoryLink, save_links, save_stories
from corpus.store.summaries import refresh

RASON = article_id("https://wire.example/rason")
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def hostile(hostile: Corpus, article: Callable[..., Article], mention: Callable[..., Mention]) -> Corpus:
    """With thirty more reports, of which some are of one story; an edit, a withdrawal, and a plant in Rason."""
    reports = []
    for number in range(30):
        text = f"Report {number}: Rason sold coal. Port staff counted {number} ships."
        report = article(
            f"https://courier.example/{number}", text, outlet="courier", published=NOON + timedelta(days=number)
        )
        hostile.save_article(report, page_url=report.url)
        hostile.save_mentions(
            report.id, [mention(text, "Rason", "PLACE"), mention(text, "coal", "PRODUCT")], pipeline="p"
        )
        reports.append(report)
    before = article("https://wire.example/edited", "Rason sold coal.")
    after = article(before.url, "Rason sold beer.", fetched_at=datetime(2026, 3, 5, tzinfo=UTC))
    hostile.save_article(after, page_url=after.url, earlier=(before,))
    hostile.save_version_names(after.id, before.fetched_at.isoformat(), [("coal", "PRODUCT")])
    members = tuple(
        Member(article_id=key, relation=relation, of_id=of, score=0.8, why="near")
        for key, relation, of in (
            (RASON, "origin", None),
            (reports[0].id, "copy", RASON),
            (reports[1].id, "cut", RASON),
        )
    )
    story = Story(
        id=RASON,
        title="Rason port busy again",
        representative_id=RASON,
        first_published="2026-03-02T09:30:00+00:00",
        last_published="2026-03-03T12:00:00+00:00",
        outlets=2,
        independent=1,
        origin="wire",
        origin_id=RASON,
        origin_why="earliest",
        members=members,
    )
    link = StoryLink(article_id=reports[2].id, other_id=RASON, relation="quotation", score=0.2, why="54 words in a row")
    with hostile.atomic():
        save_stories(hostile.db, [story], touched=[])
        save_links(hostile.db, [link], of=[reports[2].id])
    db = hostile.db
    for statement in (
        "update articles set gone_at = '2026-04-01T00:00:00+00:00' where url = 'https://courier.example/5'",
        "update mentions set entity_id = 'place/rason' where text = 'Rason'",
        "update mentions set entity_id = 'product/coal' where text = 'coal'",
        "insert into names values ('PRODUCT', 'coal', 'coal', 'product/coal', 'product/coal', 1, '', '')",
        "insert into entities(id, label, name, kind, status, parent_id, mentions, articles, stories)"
        " values ('factory/mill', 'FACTORY', 'Rason Mill', 'food', 'known', 'place/rason', 1, 1, 1)",
        "update mentions set entity_id = 'factory/mill' where label = 'FACTORY'",
        "insert into factory_activity values ('factory/mill', '2026-03', 'export', 1, 1, 1, '[]')",
    ):
        db.execute(statement).close()
    refresh(db)
    return hostile


def printed(corpus: Corpus, *command: str) -> Any:
    result = CliRunner().invoke(cli, [*command, "--json", "--data", str(corpus.data)])
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


NEVER = ("doubt", "named_until", "basis", "listed")  # what none of these has


@pytest.mark.parametrize(
    ("command", "address", "empty"),
    [
        ("entity Rason", "/entity/place/rason.json", {"parent", "activity", "lost_names", "written", *NEVER}),
        (
            "entity product/coal",
            "/entity/product/coal.json",
            {"parent", "aliases", "relations", "activity", "written", *NEVER},
        ),
        ("entity factory/mill", "/entity/factory/mill.json", {"aliases", "lost_names", *NEVER}),
        (f"story {RASON}", f"/story/{RASON}.json", {"formerly"}),
        ("stats", "/stats.json", {"outdated", "outcomes"}),
    ],
)
def test_terminal_and_web_give_one_document(
    desk: Any, hostile: Corpus, command: str, address: str, empty: set[str]
) -> None:
    document = printed(hostile, *command.split())
    assert desk.get(address).json() == document
    # the other parts of it are there to be compared
    assert {name for name, value in document.items() if not value} == empty


def test_terminal_and_web_give_the_same_changes(desk: Any, hostile: Corpus) -> None:
    document = printed(hostile, "changes")
    assert desk.get("/changes.json").json() == document
    assert [change["kind"] for change in document["changes"]] == ["withdrawn", "edited"]


def test_terminal_prints_before_the_summaries_what_they_say_after(desk: Any, hostile: Corpus) -> None:
    hostile.db.execute("update mentions set entity_id = null where text = 'coal'").close()
    early = printed(hostile, "entity", "Rason")
    refresh(hostile.db)
    assert desk.get("/entity/place/rason.json").json() == early
    assert [other["id"] for other in early["co_mentions"]] == ["factory/mill"]
