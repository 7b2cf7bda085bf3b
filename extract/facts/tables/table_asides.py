"""Sentences around a table that tell of something else: what is compared with it, what is left out of it (asides.tsv).

"For comparison, trade with China came to four billion" names neither partner nor time of the table's figures.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib import resources


def is_aside(sentence: str) -> bool:
    """Whether a sentence beside a table compares it with something, or says what it leaves out."""
    return any(rule.search(sentence) for rule in _rules())


@cache
def _rules() -> tuple[re.Pattern[str], ...]:
    with resources.files("extract.facts.tables").joinpath("asides.tsv").open(encoding="utf-8") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return tuple(re.compile(row["pattern"]) for row in rows)
