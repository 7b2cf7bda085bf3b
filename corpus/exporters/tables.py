"""The tables that go into datasets: read from the schema, described by dictionary.tsv."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from typing import Any

from corpus.labels import label_names
from corpus.store.reader import Readable

# a row number, the crawler's bookkeeping, who of the staff decided
HIDDEN = {("articles", "docid"), ("outlets", "expect"), ("decisions", "who"), ("event_citations", "words")}
# what is other people's text, left out where the texts are
WITHHELD = {
    *(("articles", column) for column in ("text", "captions", "removed")),
    *(("article_versions", column) for column in ("text", "captions")),
    *(("article_tables", column) for column in ("caption", "heading", "cells")),
}
CONTEXT = ("mentions", "context")  # instead of the text
_SQL_TYPES = {"integer": "integer", "real": "number"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """A column with its type (as Frictionless names it) and its meaning."""

    name: str
    type: str
    meaning: str


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table of the corpus: the columns that are exported, and those of them that make a row's key."""

    name: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    meaning: str

    @property
    def key_sql(self) -> str:
        """The SQL expression of a row's key, over the alias `t`; every file is in the order of this text."""
        if len(self.key) > 1:
            return f"row_key({', '.join(f't.{column}' for column in self.key)})"
        (column,) = self.key
        return f"t.{column}" if self._type(column) == "string" else f"cast(t.{column} as text)"

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The columns' names."""
        return tuple(column.name for column in self.columns)

    def _type(self, name: str) -> str:
        return next(column.type for column in self.columns if column.name == name)

    def without(self, withheld: bool) -> Table:
        """The table as it is exported; without other people's texts when they are withheld."""
        if not withheld:
            return self
        columns = [column for column in self.columns if (self.name, column.name) not in WITHHELD]
        if self.name == CONTEXT[0]:
            columns.append(_described(*CONTEXT, "text"))
        return Table(name=self.name, key=self.key, columns=tuple(columns), meaning=self.meaning)


def row_key(*values: Any) -> str:
    """A row's key as one text: the id itself, or the columns as a JSON list."""
    return str(values[0]) if len(values) == 1 else json.dumps(values, ensure_ascii=False)


def dataset_tables(db: Readable) -> dict[str, Table]:
    """The tables of a corpus that are exported, by name: those of the dictionary."""
    names = [row[0] for row in db.execute("select name from sqlite_master where type = 'table' order by name")]
    return {name: _table(db, name) for name in names if (name, "") in DICTIONARY}


def _table(db: Readable, name: str) -> Table:
    rows: Sequence[tuple[Any, ...]] = db.execute(f"pragma main.table_info([{name}])").fetchall()
    columns = tuple(_described(name, row[1], row[2].lower()) for row in rows if (name, row[1]) not in HIDDEN)
    key = tuple(row[1] for row in sorted(rows, key=lambda row: row[5]) if row[5])
    if not key or (name, key[0]) in HIDDEN:
        key = ("id",)
    return Table(name=name, key=key, columns=columns, meaning=DICTIONARY.get((name, ""), ("", ""))[1])


def _described(table: str, column: str, sql_type: str) -> Column:
    type, meaning = DICTIONARY.get((table, column), (_SQL_TYPES.get(sql_type, "string"), ""))
    return Column(name=column, type=type, meaning=meaning)


def _read_dictionary() -> dict[tuple[str, str], tuple[str, str]]:
    text = (files("corpus.exporters") / "dictionary.tsv").read_text("utf-8")
    lines = csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    *first, last = label_names()
    labels = f"{', '.join(first)} or {last}"
    return {
        (line["table"], line["column"]): (line["type"], line["meaning"].replace("{labels}", labels)) for line in lines
    }


# (table, column) -> (type, meaning); the table itself has the column ""
DICTIONARY = _read_dictionary()
