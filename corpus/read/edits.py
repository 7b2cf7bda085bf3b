"""What changed after publication: edits with the names that moved, and withdrawals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from corpus.store.reader import Readable

SHOWN = 50  # changes that are listed as JSON and on the page, the newest

Names = tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """An article that was edited or withdrawn after publication, `kind` says which. Names are (text, label).

    With `noarchive` its texts may not leave this machine.
    """

    WITHHELD: ClassVar[tuple[str, ...]] = ("old_text", "new_text")

    article_id: str
    outlet: str
    url: str
    title: str
    at: str
    kind: str
    old_text: str
    new_text: str
    appeared: Names
    vanished: Names
    noarchive: bool


_EDITS = (
    "select v.article_id, a.outlet, a.url, a.title, a.noarchive, v.fetched_at as at, v.text, v.captions,"
    " v.title as new_title, o.fetched_at as old_at, o.text as old_text, o.title as old_title"
    " from article_versions v join articles a on a.id = v.article_id join article_versions o"
    " on o.article_id = v.article_id and o.fetched_at = (select max(fetched_at) from article_versions"
    " where article_id = v.article_id and fetched_at < v.fetched_at)"
)
_GONE = "select id as article_id, outlet, url, title, gone_at as at, text, noarchive from articles"


def changes(db: Readable, *, since: str | None = None, limit: int = SHOWN) -> tuple[Change, ...]:
    """Edits and withdrawals, newest first; `since` is a stored time."""
    given = [since or "", limit]
    edits = _edits(db, "where v.fetched_at >= ? order by v.fetched_at desc, v.article_id limit ?", given)
    gone = _withdrawals(db, "where gone_at >= ? order by gone_at desc, id limit ?", given)
    return _newest_first(edits + gone)[:limit]


def changes_of(db: Readable, article_id: str) -> tuple[Change, ...]:
    """The same of one article."""
    gone = _withdrawals(db, "where gone_at is not null and id = ?", [article_id])
    return _newest_first(_edits(db, "where v.article_id = ?", [article_id]) + gone)


def _newest_first(found: tuple[Change, ...]) -> tuple[Change, ...]:
    return tuple(sorted(found, key=lambda change: (change.at, change.article_id), reverse=True))


def _edits(db: Readable, which: str, values: Sequence[Any]) -> tuple[Change, ...]:
    return tuple(_edit(db, row) for row in list(db.query(f"{_EDITS} {which}", values)))


def _edit(db: Readable, row: dict[str, Any]) -> Change:
    old = _names(db, row["article_id"], row["old_at"])
    new = _names(db, row["article_id"], row["at"])
    return _change(
        row,
        kind="edited",
        old_text=f"{row['old_title']}\n{row['old_text']}",
        new_text=f"{row['new_title']}\n{row['text']}",
        appeared=tuple(sorted(new - old)),
        vanished=tuple(sorted(old - new)),
    )


def _withdrawals(db: Readable, which: str, values: Sequence[Any]) -> tuple[Change, ...]:
    return tuple(
        _change(row, kind="withdrawn", old_text=row["text"], new_text="", appeared=(), vanished=())
        for row in db.query(f"{_GONE} {which}", values)
    )


def _change(row: dict[str, Any], **more: Any) -> Change:
    named = {name: row[name] for name in ("article_id", "outlet", "url", "title", "at")}
    return Change(**named, noarchive=bool(row["noarchive"]), **more)


def _names(db: Readable, article_id: str, fetched_at: str) -> set[tuple[str, str]]:
    return set(
        db.execute(
            "select text, label from version_mentions where article_id = ? and fetched_at = ?", [article_id, fetched_at]
        ).fetchall()
    )
