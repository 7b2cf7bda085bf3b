"""The pages of an outlet whose text is least sure come first, with what speaks against them."""

from __future__ import annotations

import json
from collections.abc import Callable

from click.testing import CliRunner

from corpus.cli import cli
from corpus.read.article import view_article
from corpus.read.quality import outlet_quality
from corpus.records import Article
from corpus.store.articles import Corpus

SCORES = {"a": 0.95, "b": 0.41, "c": 0.75, "d": None}


def fill(corpus: Corpus, article: Callable[..., Article]) -> None:
    for name, score in SCORES.items():
        doubts = ("gaps-inside", "scattered") if score and score < 0.5 else ()
        stored = article(url=f"https://wire.example/{name}", title=name, certainty=score, doubts=doubts)
        corpus.save_article(stored, page_url=stored.url)


def test_least_sure_come_first(corpus: Corpus, article: Callable[..., Article]) -> None:
    fill(corpus, article)
    found = outlet_quality(corpus.db, "wire", limit=2)
    assert [(page.title, page.certainty) for page in found.worst] == [("b", 0.41), ("c", 0.75)]
    assert found.worst[0].doubts == ("gaps-inside", "scattered")
    assert (found.articles, found.judged, found.low, found.mean) == (4, 3, 2, 0.703)
    assert outlet_quality(corpus.db, "other").articles == 0


def test_command_prints_them_and_what_speaks_against_each(corpus: Corpus, article: Callable[..., Article]) -> None:
    fill(corpus, article)
    data = ["--data", str(corpus.data)]
    said = CliRunner().invoke(cli, ["outlets", "quality", "wire", *data])
    assert said.exit_code == 0
    assert "3 of 4 articles judged, 0.70 on average; 2 below 0.8" in said.output
    assert "0.41" in said.output and "gaps-inside" in said.output
    as_json = CliRunner().invoke(cli, ["outlets", "quality", "wire", "--json", "--limit", "1", *data])
    assert [page["title"] for page in json.loads(as_json.output)["worst"]] == ["b"]
    assert CliRunner().invoke(cli, ["outlets", "quality", "nobody", *data]).exit_code != 0


def test_article_is_read_with_its_score(corpus: Corpus, article: Callable[..., Article]) -> None:
    fill(corpus, article)
    view = view_article(corpus.db, article(url="https://wire.example/b").id)
    assert view is not None
    assert (view.article.certainty, view.article.doubts) == (0.41, ["gaps-inside", "scattered"])
