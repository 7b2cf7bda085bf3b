"""The tables and lists of figures in an article, as rows of `article_tables`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from corpus.records import Table
from corpus.store.reader import Readable

_COLUMNS = ("position", "kind", "caption", "heading", "head_rows", "cells", "spans", "start", "end")


def stored_tables(db: Readable, key: str) -> tuple[Table, ...]:
    """The tables of an article, in the order of its text."""
    select = f"select {', '.join(_COLUMNS)} from article_tables where article_id = ? order by position"
    rows = [dict(zip(_COLUMNS, row, strict=True)) for row in db.execute(select, [key]).fetchall()]
    return tuple(
        Table(
            **{name: row[name] for name in _COLUMNS if name not in ("cells", "spans")},
            cells=tuple(map(tuple, json.loads(row["cells"]))),
            spans=tuple(map(tuple, json.loads(row["spans"]))),
        )
        for row in rows
    )


def save_tables(db: Any, key: str, tables: Sequence[Table]) -> None:
    """Make these the article's tables; where they are as before nothing is written."""
    if stored_tables(db, key) == tuple(tables):
        return
    db.execute("delete from article_tables where article_id = ?", [key]).close()
    for table in tables:
        cells, spans = json.dumps(table.cells, ensure_ascii=False), json.dumps(table.spans)
        values = [table.position, table.kind, table.caption, table.heading, table.head_rows, cells, spans]
        columns = ", ".join(("article_id", *_COLUMNS))
        db.execute(
            f"insert into article_tables({columns}) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [key, *values, table.start, table.end],
        ).close()
