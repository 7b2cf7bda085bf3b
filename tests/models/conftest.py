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


@pytest.fixture
def tokenised() -> Callable[[str], Doc]:
    """Documents of the blank English tokenizer."""
    blank = spacy.blank("en")
    return blank.make_doc
