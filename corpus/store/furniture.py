"""What was learned of each outlet's page furniture, as stored."""

from __future__ import annotations

from corpus.schema.sqlite_library import Database
from corpus.store.reader import Readable


def page_counts(pages: Readable) -> dict[str, int]:
    """How many pages each outlet has in the archive."""
    return dict(pages.execute("select outlet, count(*) from pages group by outlet order by outlet").fetchall())


def known_furniture(db: Readable) -> dict[str, tuple[int, str]]:
    """By outlet: the number of pages it had when its furniture was learned, and the furniture as JSON."""
    rows = db.execute("select outlet, pages, blocks from furniture order by outlet").fetchall()
    return {outlet: (pages, blocks) for outlet, pages, blocks in rows}


def furniture_versions(db: Readable) -> dict[str, str]:
    """By outlet: the version of what is known of its furniture."""
    return dict(db.execute("select outlet, version from furniture").fetchall())


def save_furniture(db: Database, outlet: str, *, version: str, pages: int, blocks: str) -> None:
    """Store an outlet's furniture in place of what was known before."""
    db.execute(
        "insert into furniture(outlet, version, pages, blocks) values (?, ?, ?, ?)"
        " on conflict (outlet) do update set version = excluded.version, pages = excluded.pages,"
        " blocks = excluded.blocks",
        [outlet, version, pages, blocks],
    ).close()
