"""Parameters of an address that it does not know: a program that misspells one would take all for what it asked."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from rapidfuzz import process

from corpus.read.desk_documents import ENDPOINTS

_LIKE = 70  # of 100: below it nothing is proposed
_ID = "[^/]+(?:/[^/]+)?"  # those of the knowledge base have a slash: place/hyesan


def what_is_unknown(path: str, names: Iterable[str]) -> str:
    """One line that tells the first parameter that a JSON address does not know, and what it knows; "" if it knows all.

    Addresses that are not in ENDPOINTS, and names that begin with "_", which are Datasette's own, are not looked at.
    """
    known = next((known for form, known in _addresses() if form.fullmatch(path)), None)
    wrong = next((name for name in names if known is not None and name not in known and not name.startswith("_")), None)
    if known is None or wrong is None:
        return ""
    if not known:
        return f"{path} takes no parameters, and so no {wrong!r}"
    near = process.extractOne(wrong, known, score_cutoff=_LIKE)
    proposal = f"; did you mean {near[0]!r}?" if near else ""
    return f"{path} has no parameter {wrong!r}{proposal} (it has {', '.join(known)})"


@cache
def _addresses() -> tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]:
    return tuple(
        (re.compile(re.escape(each.path).replace(r"\{id\}", _ID)), tuple(known.name for known in each.parameters))
        for each in ENDPOINTS
    )
