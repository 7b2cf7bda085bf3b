"""Sentences with their names marked, "In [Rason](PLACE) …", as the rules are given them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import cache

import pytest

from extract.facts.sentences import Name, Sentence
from models.kb import alias_key, load_base

PUBLISHED = date(2026, 3, 16)  # a Monday
_MARK = re.compile(r"\[([^\]]+)\]\(([A-Z]+)\)")


@cache
def known() -> dict[tuple[str, str], tuple[str, str, str]]:
    """(label, name key) -> id, country, kind of the first known entity with that name."""
    found: dict[tuple[str, str], tuple[str, str, str]] = {}
    for entity in load_base():
        for name in entity.names:
            found.setdefault((entity.label, alias_key(name)), (entity.id, entity.country, entity.kind))
    return found


def read_marked(marked: str) -> Sentence:
    """The sentence, published on 16 March 2026 in an article about North Korea."""
    text, names, last = "", [], 0
    for match in _MARK.finditer(marked):
        text += marked[last : match.start()]
        entity, country, kind = known().get((match[2], alias_key(match[1])), (None, "", ""))
        names.append(
            Name(
                id=f"a-text{len(text)}",
                start=len(text),
                end=len(text) + len(match[1]),
                text=match[1],
                label=match[2],
                entity_id=entity,
                country=country,
                kind=kind,
            )
        )
        text += match[1]
        last = match.end()
    return Sentence(
        article_id="a",
        field="text",
        start=0,
        text=text + marked[last:],
        names=tuple(names),
        day=PUBLISHED,
        home=True,
    )


@pytest.fixture
def sentence() -> Callable[[str], Sentence]:
    return read_marked
