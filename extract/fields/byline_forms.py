"""The forms in which bylines are written, as data."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, kw_only=True, slots=True)
class BylineForm:
    """A form in which bylines are written, an example and the names in it.

    `where` is "line" for a whole line, "start" for how a text begins, "end" for a whole line at a text's edge, "bio"
    for one that tells there who the author is.
    """

    where: str
    pattern: re.Pattern[str]
    example: str
    names: tuple[str, ...]


@cache
def byline_forms() -> tuple[BylineForm, ...]:
    """The rows of byline_forms.tsv, in order."""
    with resources.files("extract.fields").joinpath("byline_forms.tsv").open(encoding="utf-8") as lines:
        return tuple(
            BylineForm(
                where=row["where"],
                pattern=re.compile(row["pattern"], re.IGNORECASE),
                example=row["example"],
                names=tuple(row["names"].split("|")),
            )
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        )
