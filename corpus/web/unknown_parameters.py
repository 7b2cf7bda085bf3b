"""Parameters of an address that it does not know: a program that misspells one would take all for what it asked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from rapidfuzz import process

from corpus.read.desk_documents import ENDPOINTS

_LIKE = 70  # of 100: below it nothing is proposed
_TABLE = re.compile(r"/corpus/[^/]+(?:/[^/]+)?\.json")
# of Datasette's pages of tables and rows; those that it takes a column's name or another of itself behind come last
_OF_TABLES = (
    *("_sort", "_sort_desc", "_sort_by_desc", "_next", "_size", "_where", "_through", "_search", "_searchmode", "_col"),
    *("_nocol", "_shape", "_json", "_json_infinity", "_labels", "_label", "_nl", "_ttl", "_trace", "_timelimit"),
    *("_facet", "_facet_array", "_facet_date", "_facet_size", "_nofacet", "_nosuggest", "_nocount", "_stream"),
    *("_format", "_header", "_dl", "_extra", "_extras", "_fts_table", "_fts_pk", "_blob_column", "_blob_hash"),
    *("_filter_column", "_filter_op", "_filter_value"),
)
_NUMBERED = re.compile(r"_(?:search_\w+|filter_(?:column|op|value)_\d+)")
_ID = "[^/]+(?:/[^/]+)?"  # those of the knowledge base have a slash: place/hyesan


def what_is_unknown(path: str, names: Iterable[str]) -> str:
    """One line that tells the first parameter that a JSON address does not know, and what it knows; "" if it knows all.

    Addresses that are not in ENDPOINTS, and names that begin with "_", which are Datasette's own, are not looked at;
    but of a table, those that Datasette would pass over: its own names, and what is asked of a column.
    """
    if _TABLE.fullmatch(path):
        return _unknown_of_table(path, names)
    known = next((known for form, known in _addresses() if form.fullmatch(path)), None)
    wrong = next((name for name in names if known is not None and name not in known and not name.startswith("_")), None)
    if known is None or wrong is None:
        return ""
    if not known:
        return f"{path} takes no parameters, and so no {wrong!r}"
    return f"{path} has no parameter {wrong!r}{_proposal(wrong, known)} (it has {', '.join(known)})"


def _unknown_of_table(path: str, names: Iterable[str]) -> str:
    from datasette.filters import Filters

    operators = tuple(each.key for each in Filters._filters)
    for name in names:
        column, _, operator = name.rpartition("__")
        if name.startswith("_"):
            if name not in _OF_TABLES and not _NUMBERED.fullmatch(name):
                return f"{path} has no parameter {name!r}{_proposal(name, _OF_TABLES)}"
        elif column and operator not in operators:
            return f"{path}: {column!r} cannot be asked for {operator!r}{_proposal(operator, operators)}"
    return ""


def _proposal(wrong: str, known: Sequence[str]) -> str:
    near = process.extractOne(wrong, known, score_cutoff=_LIKE)
    return f"; did you mean {near[0]!r}?" if near else ""


@cache
def _addresses() -> tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]:
    return tuple(
        (re.compile(re.escape(each.path).replace(r"\{id\}", _ID)), tuple(known.name for known in each.parameters))
        for each in ENDPOINTS
    )
