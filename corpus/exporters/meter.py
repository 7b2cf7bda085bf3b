"""How far an export is, in rows: each is read once to be compared with the ledger, and once more to be written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from corpus.store.reader import Readable
from corpus.store.report import OnProgress


@dataclass(kw_only=True, slots=True)
class Meter:
    """Counts rows as they are read, and tells `on_progress` how many of `total` it has."""

    on_progress: OnProgress | None = None
    total: int = 0
    done: int = 0

    def expect(self, db: Readable, tables: Iterable[str]) -> None:
        """Add the rows of tables to the total; only where somebody looks, since counting takes time too."""
        if self.on_progress:
            self.total += sum(db.execute(f"select count(*) from {name}").fetchone()[0] for name in tables)

    def add(self, rows: int) -> None:
        """Count rows that were read. A format may read some of them again: done is never above the total."""
        self.done = min(self.done + rows, self.total)
        if self.on_progress:
            self.on_progress(self.done, self.total)
