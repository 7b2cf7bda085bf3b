"""Saved searches: a file that people edit too; what is new in each is told once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from corpus.data_dir import DataDir
from corpus.records import Abort, Article
from corpus.search import news as alerts
from corpus.search.address import parse_asked
from corpus.search.news import find_news, message, tell_news
from corpus.search.saved import SavedSearch, forget_search, read_searches, save_search
from corpus.store.articles import Corpus

NOW = datetime(2026, 3, 4, tzinfo=UTC)
COAL = SavedSearch(name="Coal watch", query="q=coal")


def add(corpus: Corpus, article: Callable[..., Article], url: str, **changes: Any) -> None:
    new = article(url=url, **changes)
    corpus.save_article(new, page_url=new.url)


def test_search_is_read_as_it_was_saved_and_replaced_under_its_name(tmp_path: Path) -> None:
    save_search(tmp_path, SavedSearch(name="나선 & 항구", query="q=나선", notify="json://127.0.0.1:1", at="2026-03-02"))
    save_search(tmp_path, SavedSearch(name="=1+1", query="q=coal"))
    save_search(tmp_path, SavedSearch(name="나선 & 항구", query="q=라선"))
    assert [(s.name, s.slug, s.query) for s in read_searches(tmp_path)] == [
        ("=1+1", "1-1", "q=coal"),
        ("나선 & 항구", "나선-항구", "q=라선"),
    ]
    assert "'=1+1" in DataDir(tmp_path).searches.read_text("utf-8")
    assert forget_search(tmp_path, "1-1")
    assert not forget_search(tmp_path, "1-1")


@pytest.mark.parametrize(("text", "why"), [("name\nx\n", "column 'query'"), ("name,query\nx,\n", "line 2")])
def test_broken_file_is_told_by_its_line(tmp_path: Path, text: str, why: str) -> None:
    DataDir(tmp_path).searches.write_text(text, "utf-8")
    with pytest.raises(Abort, match=why):
        read_searches(tmp_path)


def test_first_look_is_no_news_and_each_hit_is_new_once(corpus: Corpus, article: Callable[..., Article]) -> None:
    add(corpus, article, "https://wire.example/1")
    assert find_news(corpus.db, corpus.data, [COAL], now=NOW) == []
    add(corpus, article, "https://wire.example/2")
    add(corpus, article, "https://wire.example/beer", text="Beer was sold.")
    (news,) = find_news(corpus.db, corpus.data, [COAL], now=NOW)
    assert [hit.url for hit in news.hits] == ["https://wire.example/2"]
    assert find_news(corpus.db, corpus.data, [COAL], now=NOW) == []


def test_article_that_comes_to_match_later_is_news_too(corpus: Corpus, article: Callable[..., Article]) -> None:
    search = SavedSearch(name="Rason", query="entity=place%2Frason")
    add(corpus, article, "https://wire.example/1")
    assert find_news(corpus.db, corpus.data, [search], now=NOW) == []
    corpus.db.execute(
        "insert into mentions select id || '-text0', id, 'text', 0, 6, 'Cranes', 'PLACE', 0, 6, '', 1, null,"
        " 'place/rason', 1, '', '' from articles"
    ).close()
    (news,) = find_news(corpus.db, corpus.data, [search], now=NOW + timedelta(days=1))
    assert len(news.hits) == 1


def test_news_are_sent_where_the_search_says(
    corpus: Corpus, article: Callable[..., Article], monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[tuple[list[str], str, str]] = []

    class Apprise:
        def __init__(self) -> None:
            self.addresses: list[str] = []

        def add(self, address: str) -> bool:
            self.addresses.append(address)
            return "://" in address

        def notify(self, *, title: str, body: str) -> bool:
            sent.append((self.addresses, title, body))
            return True

    monkeypatch.setitem(__import__("sys").modules, "apprise", SimpleNamespace(Apprise=Apprise))
    save_search(corpus.data, SavedSearch(name="Coal watch", query="q=coal", notify="json://desk|mailto://desk"))
    save_search(corpus.data, SavedSearch(name="Port", query="q=port", notify="nowhere"))
    assert tell_news(corpus.data, now=NOW) == []
    add(corpus, article, "https://wire.example/1")
    coal, port = tell_news(corpus.data, now=NOW)
    assert (coal.failed, port.failed) == ("", "1 of its addresses are none that apprise knows")
    ((addresses, title, body),) = sent
    assert addresses == ["json://desk", "mailto://desk"]
    assert title == "Coal watch: 1 new article"
    assert "Cranes moved coal in Rason on Monday." in body and "https://wire.example/1" in body


def test_long_news_end_with_how_many_more(corpus: Corpus, article: Callable[..., Article]) -> None:
    find_news(corpus.db, corpus.data, [COAL], now=NOW)
    for number in range(alerts._TOLD + 3):
        add(corpus, article, f"https://wire.example/{number}")
    (news,) = find_news(corpus.db, corpus.data, [COAL], now=NOW)
    assert message(news).endswith("and 3 more")


@pytest.mark.parametrize(
    "parameters",
    [
        "q=coal",
        "q=%22iron+ore%22&entity=place%2Frason&not.outlet=wire&since=2026-01-01&until=2026-02-01&sort=relevance&fold=no&page=3",
        "",
    ],
)
def test_address_of_a_search_says_the_same_when_read_again(parameters: str) -> None:
    assert parse_asked(parameters).parameters() == parameters


@pytest.mark.parametrize("parameters", ["page=-1", "page=²", "since=2026-13-40", "sort=colour", "colour=red", "q=+++"])
def test_what_makes_no_sense_in_an_address_is_left_aside(parameters: str) -> None:
    assert parse_asked(parameters).parameters() == ""


def test_what_may_hold_passwords_is_read_by_its_owner_alone(corpus: Corpus) -> None:
    data = DataDir(corpus.data)
    data.searches.write_text("name,query,notify\nCoal,q=coal,\n", "utf-8")
    data.searches.chmod(0o644)  # as an editor leaves it
    tell_news(corpus.data)
    assert oct(data.searches.stat().st_mode & 0o777) == "0o600"
    assert oct(data.searches_seen.stat().st_mode & 0o777) == "0o600"
    data.searches.chmod(0o644)
    save_search(corpus.data, SavedSearch(name="Beer", query="q=beer"))
    assert oct(data.searches.stat().st_mode & 0o777) == "0o600"


def test_new_data_directory_is_its_owners_alone(tmp_path: Path) -> None:
    with Corpus(tmp_path / "data"):
        assert oct((tmp_path / "data").stat().st_mode & 0o777) == "0o700"
