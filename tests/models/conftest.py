"""The shipped pipeline, loaded once, and hand-made documents."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from models.pipeline import load


@pytest.fixture(scope="session")
def nlp() -> Language:
    return load()


@pytest.fixture(scope="session")
def blank() -> Language:
    """The English tokenizer alone; nobody adds to it."""
    return spacy.blank("en")


@pytest.fixture(scope="session")
def tokenised(blank: Language) -> Callable[[str], Doc]:
    """Documents of that tokenizer."""
    return blank.make_doc
