"""Serving: the address that is printed can be used, and what cannot be served is said."""

from __future__ import annotations

import re
import socket
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
import yaml

from corpus.records import Abort
from corpus.store.articles import Corpus
from corpus.store.summary_rows import is_stale
from corpus.web.server import Site, catch_up, listen, make_datasette


def test_printed_address_takes_connections_at_once(tmp_path: Path) -> None:
    with listen(Site(data=tmp_path, port=0)) as listener:
        socket.create_connection(listener.getsockname(), timeout=5).close()


def test_address_that_is_taken_is_said(tmp_path: Path) -> None:
    with listen(Site(data=tmp_path, port=0)) as listener:
        port = listener.getsockname()[1]
        with pytest.raises(Abort, match=f"cannot listen on 127.0.0.1:{port}"):
            listen(Site(data=tmp_path, port=port))


def test_folder_without_a_corpus_is_not_served(tmp_path: Path) -> None:
    with pytest.raises(Abort):
        make_datasette(Site(data=tmp_path))


def test_summaries_that_a_run_left_behind_are_taken_in_first(rason: Corpus) -> None:
    assert is_stale(rason.db)
    catch_up(rason.data)
    assert not is_stale(rason.db)


def test_front_of_the_tables_has_the_useful_ones_first_and_hides_the_stages_own(desk: Any, hostile: Corpus) -> None:
    text = (resources.files("corpus.web") / "metadata.yml").read_text("utf-8")
    told = yaml.safe_load(text)["databases"]["corpus"]["tables"]
    there = {name for (name,) in hostile.db.execute("select name from sqlite_master where type = 'table'").fetchall()}
    assert set(told) <= there, "a table that there is no more"
    page = desk.get("/corpus").text
    shown = re.findall(r'<h3><a href="/corpus/([a-z_]+)">', page)
    first = [name for name, about in told.items() if not about.get("hidden")]
    assert shown[: len(first)] == first and not set(shown) & (set(told) - set(first))
    assert ">select * from articles<" in page and "_sqlite_migrations" not in page
    assert ">_sqlite_migrations</a>" in desk.get("/corpus?_show_hidden=1").text
