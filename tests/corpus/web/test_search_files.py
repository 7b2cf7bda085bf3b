"""Files of what a search finds: over all of it, where the page is folded over the first of it."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Callable
from importlib.machinery import ModuleSpec
from typing import Any

import pytest

from corpus.exporters import collection
from corpus.records import Article
from corpus.search import hits as searching
from corpus.store.articles import Corpus
from corpus.web.pages import search_page


def test_files_fold_all_that_is_found(
    hostile: Corpus, article: Callable[..., Article], desk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(24):
        new = article(url=f"https://wire.example/{number}", title=f"Zebra {number}", text=f"Zebra number {number}.")
        hostile.save_article(new, page_url=new.url)
        story = "one" if number < 21 else new.id
        hostile.db.execute("update articles set story_id = ? where id = ?", [story, new.id]).close()
    monkeypatch.setattr(searching, "WHOLE", 2)
    monkeypatch.setattr(searching, "SEEN", 2)
    monkeypatch.setattr(search_page, "MOST_ROWS", 4)
    monkeypatch.setattr(search_page, "MOST_CITED", 4)
    page = desk.get("/search.json?q=zebra").json()
    assert (page["total"], page["seen"]) == (24, 20)
    rows = list(csv.DictReader(io.StringIO(desk.get("/search.csv?q=zebra").text.lstrip("\ufeff"))))
    assert sorted({row["article_id"]: row["copies"] for row in rows}.values()) == ["0", "0", "0", "20"]
    assert desk.get("/search.md?q=zebra").text.count("> Zebra number") == 4


@pytest.mark.parametrize("path", ["/search?q=coal", "/together?of=Rason&with=coal", "/notes/loose"])
@pytest.mark.parametrize("installed", [True, False])
def test_word_files_are_offered_where_they_can_be_made(
    path: str, installed: bool, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = ModuleSpec("docx", None) if installed else None
    monkeypatch.setattr(collection, "find_spec", lambda name: found)
    answer = request.getfixturevalue("desk").get(path)
    assert answer.status_code == 200 and ">CSV<" in answer.text
    assert (">Word<" in answer.text) is installed


@pytest.mark.parametrize("path", ["/search.docx?q=zebra", "/notes/loose.docx"])
def test_word_files_without_their_package_are_told_in_a_line(
    path: str, hostile: Corpus, desk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    answer = desk.get(path)
    assert answer.status_code == 501
    assert "Word files need python-docx: pip install" in answer.text
