"""The unseen split measures names that nothing has taught: they stand in no training text and in no table."""

from __future__ import annotations

import re

import pytest

from models.kb import alias_key, load_base
from models.scripts.evaluate import ASSETS
from models.scripts.markup import Document, read_folder
from models.scripts.name_sources import LISTS


@pytest.fixture(scope="module")
def names() -> list[str]:
    return [line.strip() for line in (ASSETS / "unseen" / "names.txt").read_text("utf-8").splitlines() if line.strip()]


@pytest.fixture(scope="module")
def unseen() -> list[Document]:
    return read_folder(ASSETS / "unseen")


def _occurring(names: list[str], text: str) -> list[str]:
    lower = text.lower()  # looked through first, which takes a hundredth of the time
    return [
        name
        for name in names
        if name.lower() in lower and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE)
    ]


def test_the_list_of_unseen_names_is_what_the_split_is_about(names: list[str], unseen: list[Document]) -> None:
    text = "\n".join(document.text for document in unseen)
    assert len(names) > 200
    assert _occurring(names, text) == names


def test_no_unseen_name_stands_in_the_training_texts(names: list[str]) -> None:
    text = "\n".join(document.text for document in read_folder(ASSETS / "train"))
    assert _occurring(names, text) == []


def test_no_unseen_name_is_in_the_knowledge_base(names: list[str]) -> None:
    known = {alias_key(name) for entity in load_base() for name in entity.names}
    assert known.isdisjoint(alias_key(name) for name in names)


def test_no_unseen_name_is_in_the_lists_of_the_augmentation(names: list[str]) -> None:
    full = [name for name in names if " " in name or "-" in name]
    assert _occurring(full, LISTS.read_text("utf-8")) == []


def test_most_mentions_of_the_split_bear_an_unseen_name(names: list[str], unseen: list[Document]) -> None:
    known = {name.casefold() for name in names}
    surfaces = [
        document.text[span.start : span.end]
        for document in unseen
        for span in document.spans
        if span.label in ("PERSON", "PLACE", "FACTORY")
    ]
    assert sum(surface.casefold() in known for surface in surfaces) > 0.6 * len(surfaces)
