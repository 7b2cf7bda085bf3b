"""What may not leave: the texts of pages that ask not to be archived (`noarchive`).

They are read, tagged, counted and shown on this machine's own pages. What goes elsewhere, as a file, a feed or JSON,
passes through here: records by `leaving`, tables by `hidden`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from corpus.store.reader import Readable

Value = TypeVar("Value")

# table: (its column with the article's id, what is other people's text)
TEXTS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "articles": ("id", ("text", "captions", "removed")),
    "article_versions": ("article_id", ("text", "captions")),
    "article_tables": ("article_id", ("caption", "heading", "cells")),
}
_LISTS = ("removed", "cells")  # JSON, and so empty as a list
_RESERVED = "(select id from main.articles where noarchive = 1)"


def leaving(value: Value) -> Value:
    """The value as it may leave: a record with a true `noarchive` loses the fields that its `WITHHELD` names."""
    if is_dataclass(value) and not isinstance(value, type):
        record: Any = value
        withheld = record.WITHHELD if getattr(record, "noarchive", False) else ()
        values = {field.name: getattr(record, field.name) for field in fields(record) if field.init}
        changed = {
            name: type(each)() if name in withheld else leaving(each)
            for name, each in values.items()
            if name in withheld or isinstance(each, (tuple, list, dict)) or is_dataclass(each)
        }
        found: Value = replace(record, **changed) if changed else record
        return found
    if isinstance(value, dict):
        return type(value)((key, leaving(each)) for key, each in value.items())
    if isinstance(value, (tuple, list)) and not hasattr(value, "_fields"):
        return type(value)(leaving(each) for each in value)
    return value


@contextmanager
def hidden(db: Readable) -> Iterator[None]:
    """While the block runs, statements on this connection read those texts as empty.

    A view of the same name, which this connection alone has, stands before each table; `main.articles` is the table.
    """
    made = []
    try:
        if db.execute("select 1 from main.articles where noarchive = 1 limit 1").fetchone():
            for table, (key, texts) in TEXTS.items():
                db.execute(f"create temp view {table} as select {_columns(db, table, key, texts)} from main.{table}")
                made.append(table)
        yield
    finally:
        for table in made:
            db.execute(f"drop view temp.{table}").close()


def _columns(db: Readable, table: str, key: str, texts: tuple[str, ...]) -> str:
    names = [row[1] for row in db.execute(f"pragma main.table_info({table})").fetchall()]
    return ", ".join(f'{empty_for(name, key)} as "{name}"' if name in texts else f'"{name}"' for name in names)


def empty_for(column: str, key: str) -> str:
    """The SQL of a column that is empty for articles that may not leave."""
    return f"""case when "{key}" in {_RESERVED} then '{"[]" if column in _LISTS else ""}' else "{column}" end"""
