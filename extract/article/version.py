"""The version of extraction."""

from __future__ import annotations

from functools import cache

import trafilatura

from corpus.versions import stage_version

# Raise it when the code of extraction changes what comes out; rules, tables and settings count by themselves.
REVISION = "46"
_RULES = ("extract.page", "extract.fields", "extract.topics", "extract.gates", "extract.furniture", "extract.article")


@cache
def extraction_version() -> str:
    """How a page's text is found: our revision with its rules, and trafilatura's version."""
    return f"jangmadang/{stage_version(REVISION, *_RULES)}+trafilatura/{trafilatura.__version__}"
