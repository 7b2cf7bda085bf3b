"""The one way to the language pipeline: `load()`."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language

FOLDER = Path(__file__).parent / "trained"


def pipeline_version() -> str:
    """The shipped pipeline's name and version, without loading it: what every mention is stored with."""
    meta = json.loads((FOLDER / "meta.json").read_text("utf-8"))
    return f"{meta['name']}-{meta['version']}"


def load(exclude: Iterable[str] = ()) -> Language:
    """The shipped pipeline: its documents carry `ents` with our labels, and sentence ends.

    Each entity carries `span._.source` ("model", "gazetteer" or "suffix-rule"), `span._.score` (0 to 1) and
    `span._.known` (a known entity's id, or ""). `nlp.meta["version"]` names the pipeline's version. `exclude` names
    components to leave out.
    """
    import spacy  # here, so that who asks for the version alone does not load it

    return spacy.load(FOLDER, exclude=list(exclude))
