"""What programs ask: plain answers with their addresses, in the library's own client where that is installed."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus.store.articles import Corpus
from corpus.store.summaries import refresh
from jangmadang.answers import TOOLS, Answers
from tests.corpus.conftest import corpus, rason

__all__ = ["corpus", "rason"]  # fixtures

TEXT = "Cranes moved coal in Rason on Monday."


@pytest.fixture
def answers(rason: Corpus) -> Answers:
    refresh(rason.db)
    return Answers(rason.data)


def test_a_search_has_sentences_and_addresses(answers: Answers) -> None:
    found = answers.search("coal", since="2026-03-01", until="2026-04-01")
    assert (found["total"], found["hits"][0]["url"]) == (1, "https://wire.example/rason")
    assert found["hits"][0]["snippets"][0]["text"] == TEXT
    assert answers.search("coal", until="2026-03-02")["total"] == 0


def test_an_entity_is_found_by_any_of_its_names(answers: Answers) -> None:
    assert answers.entity("라선")["entity"]["id"] == "place/rason"
    assert answers.entity("place/rason")["entity"]["name"] == "Rason"


def test_an_unknown_name_is_answered_with_what_may_be_meant(answers: Answers) -> None:
    assert answers.entity("Rasom") == {"unknown": "Rasom", "meant": ["Rason"]}
    assert answers.screen(["Raseon", "Atlantis"])["names"][0]["known"][0]["id"] == "place/rason"


def test_what_is_named_together_and_the_sentences_that_do(answers: Answers) -> None:
    assert [one["id"] for one in answers.named_with("coal")["named"]] == ["place/rason"]
    assert [one["sentence"] for one in answers.named_with("coal", "라선")["sentences"]] == [TEXT]
    assert answers.named_with("coal", "Rasom") == {"unknown": "Rasom", "meant": ["Rason"]}
    assert answers.goods("Rason") == {"goods": []}


def test_sentences_and_figures_have_the_addresses_of_their_articles(answers: Answers, rason: Corpus) -> None:
    assert list(answers.named_with("coal", "라선")["addresses"].values()) == ["https://wire.example/rason"]
    assert answers.prices("product/coal") == {"total": 0, "observations": [], "addresses": {}}
    assert answers.visits(place="Rasom") == {"unknown": "Rasom", "meant": ["Rason"]}
    rason.db.execute(
        "insert into activity_reports(id, article_id, field, start, end, sent_start, sent_end, mentions, date_source,"
        " entity_id, plant, kind) select 'r', id, 'text', 0, 6, 0, 37, '[]', 'x', 'place/rason', 'R', 'export'"
        " from articles"
    ).close()
    told = answers.activity("Rason")
    assert [(one["sentence"], one["side"]) for one in told["reports"]] == [(TEXT, "outside")]
    assert list(told["addresses"].values()) == ["https://wire.example/rason"]


@pytest.mark.parametrize("ask", [Answers.story, Answers.event])
def test_an_unknown_key_is_said(answers: Answers, ask: Callable[..., dict[str, Any]]) -> None:
    assert ask(answers, "nothing") == {"unknown": "nothing"}


def test_every_answer_is_plain(answers: Answers) -> None:
    asked: dict[str, Any] = {"search": "coal", "entity": "Rason", "story": "x", "event": "x", "screen": ["Rason"]}
    asked |= {"activity": "Rason", "makers": "coal", "named_with": "coal", "storyline": "Rason"}
    for question in TOOLS:
        name = question.__name__
        json.dumps(question(answers, asked[name]) if name in asked else question(answers))


def test_the_librarys_own_client_is_answered(answers: Answers, rason: Corpus) -> None:
    mcp = pytest.importorskip("mcp", reason="the extra mcp is not installed")
    command = ["-c", "from corpus.cli import main; main()", "mcp", "--data", str(rason.data)]

    async def ask() -> tuple[set[str], Any, Any]:
        server = mcp.StdioServerParameters(command=sys.executable, args=command, cwd=Path.cwd(), env=dict(os.environ))
        async with mcp.stdio_client(server) as (reading, writing), mcp.ClientSession(reading, writing) as session:
            await session.initialize()
            tools = await session.list_tools()
            answer = await session.call_tool("search", {"query": "coal"})
            refused = await session.call_tool("prices", {"since": "yesterday"})
            told = [json.loads(one.content[0].text) for one in (answer, refused)]
            return {tool.name for tool in tools.tools}, *told

    names, found, refused = asyncio.run(ask())
    assert refused == {"refused": "'yesterday' is no day: write it as 2026-03-31"}
    assert names == {question.__name__ for question in TOOLS}
    assert found["hits"][0]["url"] == "https://wire.example/rason"


def test_without_a_corpus_there_is_one_line(tmp_path: Path) -> None:
    from click.testing import CliRunner

    from corpus.cli import cli
    from corpus.records import Abort

    pytest.importorskip("mcp", reason="the extra mcp is not installed")
    with pytest.raises(Abort, match=r"there is no corpus\.db"):
        CliRunner().invoke(cli, ["mcp", "--data", str(tmp_path)], catch_exceptions=False)
