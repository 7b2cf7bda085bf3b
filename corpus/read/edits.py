"""What changed after publication: edits with the names that moved, and withdrawals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any, ClassVar

from corpus.names.text import fold, fold_words
from corpus.store.presses import of_state
from corpus.store.reader import Readable

SHOWN = 50  # changes that are listed as JSON and on the page, the newest

Names = tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Moved:
    """A thing that an edit took out or put in: `side` is "vanished" or "appeared", `text` how it was written, `entity`
    the thing ("" where the name means none), `name` what that is called.
    """

    side: str
    text: str
    label: str
    entity: str
    name: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """An article that was edited or withdrawn after publication, `kind` says which.

    `moved` are the things that one text names and the other does not; `appeared` and `vanished` give them as (text,
    label). A thing under another spelling has not moved.

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
    moved: tuple[Moved, ...] = ()


_EDITS = (
    "select v.article_id, a.outlet, a.url, a.title, a.noarchive, v.fetched_at as at, v.text, v.captions,"
    " v.title as new_title, o.fetched_at as old_at, o.text as old_text, o.title as old_title"
    " from article_versions v join articles a on a.id = v.article_id join article_versions o"
    " on o.article_id = v.article_id and o.fetched_at = (select max(fetched_at) from article_versions"
    " where article_id = v.article_id and fetched_at < v.fetched_at)"
)
_GONE = "select id as article_id, outlet, url, title, gone_at as at, text, noarchive from articles"


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangeFilter:
    """Which changes: from one stored time to before another, of an outlet or of a `press` (PRESSES), of articles that
    name or named an `entity`, of a `kind` ("edited", "withdrawn"), with names on a `side` ("appeared", "vanished"),
    with names of a `label`; what is empty narrows nothing.
    """

    since: str = ""
    until: str = ""
    outlet: str = ""
    press: str = ""
    entity: str = ""
    kind: str = ""
    side: str = ""
    label: str = ""

    def holds(self, change: Change) -> bool:
        """Whether a change has a name on the side, and of the label, that are asked for."""
        if not (self.side or self.label):
            return True
        return any(self.side in ("", m.side) and self.label in ("", m.label) for m in change.moved)


KINDS, SIDES = ("edited", "withdrawn"), ("appeared", "vanished")
PRESSES = ("state media", "outside")
EVERY_CHANGE = ChangeFilter()


def changes(
    db: Readable, *, since: str | None = None, limit: int = SHOWN, which: ChangeFilter = EVERY_CHANGE
) -> tuple[Change, ...]:
    """Edits and withdrawals, newest first; `since` is a stored time."""
    given = {
        **{"since": since or which.since, "until": which.until or "9999"},
        **{"outlet": which.outlet, "press": which.press, "entity": which.entity},
    }
    found: list[Change] = []
    if which.kind != "withdrawn":
        order = f"where {_narrowed(which, 'v.fetched_at', 'a.')} order by v.fetched_at desc, v.article_id"
        found += islice(filter(which.holds, _edits(db, order, given)), limit)
    if which.kind != "edited" and not (which.side or which.label):
        order = f"where {_narrowed(which, 'gone_at', '')} order by gone_at desc, id limit {int(limit)}"
        found += _withdrawals(db, order, given)
    return _newest_first(found)[:limit]


def count_changes(db: Readable, which: ChangeFilter) -> int:
    """How many changes there are in a time, whatever else narrows them."""
    edits = (
        "select count(*) from article_versions v where v.fetched_at >= :since and v.fetched_at < :until and exists"
        " (select 1 from article_versions o where o.article_id = v.article_id and o.fetched_at < v.fetched_at)"
    )
    gone = "select count(*) from articles where gone_at >= :since and gone_at < :until"
    given = {"since": which.since, "until": which.until or "9999"}
    return sum(int(db.execute(counted, given).fetchone()[0]) for counted in (edits, gone))


_OF_PRESS = (
    f" and coalesce((select {of_state('o')} from outlets o where o.id = {{}}outlet), 0) = (:press = 'state media')"
)
_OF_ENTITY = (
    " and ({0}id in (select m.article_id from mentions m where m.entity_id = :entity) or {0}id in (select w.article_id"
    " from names n join version_mentions w on w.text = n.text and w.label = n.label where n.entity_id = :entity))"
)


def _narrowed(which: ChangeFilter, time: str, article: str) -> str:
    """The condition on a change whose time is in that column, where the article's columns are called so."""
    parts = [
        f"{time} >= :since and {time} < :until",
        f" and {article}outlet = :outlet" if which.outlet else "",
        _OF_PRESS.format(article) if which.press else "",
        _OF_ENTITY.format(article) if which.entity else "",
    ]
    return "".join(parts)


def changes_of(db: Readable, article_id: str) -> tuple[Change, ...]:
    """The same of one article."""
    given = {"article": article_id}
    gone = _withdrawals(db, "where gone_at is not null and id = :article", given)
    return _newest_first([*_edits(db, "where v.article_id = :article", given), *gone])


def _newest_first(found: Iterable[Change]) -> tuple[Change, ...]:
    return tuple(sorted(found, key=lambda change: (change.at, change.article_id), reverse=True))


def _edits(db: Readable, which: str, values: Mapping[str, Any]) -> Iterator[Change]:
    return (_edit(db, row) for row in db.query(f"{_EDITS} {which}", values))


def _edit(db: Readable, row: dict[str, Any]) -> Change:
    moved = _moved(_names(db, row["article_id"], row["old_at"]), _names(db, row["article_id"], row["at"]))
    return _change(
        row,
        kind="edited",
        old_text=f"{row['old_title']}\n{row['old_text']}",
        new_text=f"{row['new_title']}\n{row['text']}",
        moved=moved,
    )


def _withdrawals(db: Readable, which: str, values: Mapping[str, Any]) -> Iterator[Change]:
    return (
        _change(row, kind="withdrawn", old_text=row["text"], new_text="", moved=())
        for row in list(db.query(f"{_GONE} {which}", values))
    )


def _change(row: dict[str, Any], *, moved: tuple[Moved, ...], **more: Any) -> Change:
    sides: dict[str, Any] = {side: tuple((m.text, m.label) for m in moved if m.side == side) for side in SIDES}
    own = ("article_id", "outlet", "url", "title", "at")
    return Change(**{name: row[name] for name in own}, noarchive=bool(row["noarchive"]), moved=moved, **sides, **more)


Spelled = tuple[str, str, str, str]  # text, label, the entity it means or "", what that is called


def _moved(old: list[Spelled], new: list[Spelled]) -> tuple[Moved, ...]:
    """What one version names and the other does not: things, under whatever name, and names that mean nothing known
    by their letters; a part of a name that both have, as a surname alone, is none that moved.
    """
    both = [*_gone_from(old, new, "vanished"), *_gone_from(new, old, "appeared")]
    return tuple(sorted(both, key=lambda moved: (moved.text, moved.label)))


def _gone_from(these: list[Spelled], those: list[Spelled], side: str) -> list[Moved]:
    there = {_thing(spelled) for spelled in those}
    words = {(label, word) for text, label, _, _ in those for word in fold_words(text)}
    found: dict[tuple[str, str], Moved] = {}
    for text, label, entity, name in these:
        thing = _thing((text, label, entity, name))
        part = not entity and all((label, word) in words for word in fold_words(text))
        if thing not in there and not part:
            found.setdefault(thing, Moved(side=side, text=text, label=label, entity=entity, name=name or text))
    return list(found.values())


def _thing(spelled: Spelled) -> tuple[str, str]:
    """What a name is compared by: its entity, else its letters under its label."""
    text, label, entity, _ = spelled
    return ("", entity) if entity else (label, fold(text) or text)


def _names(db: Readable, article_id: str, fetched_at: str) -> list[Spelled]:
    return db.execute(
        "select v.text, v.label, coalesce(n.entity_id, ''), coalesce(e.name, '') from version_mentions v"
        " left join names n on n.label = v.label and n.text = v.text left join entities e on e.id = n.entity_id"
        " where v.article_id = ? and v.fetched_at = ? order by v.text, v.label",
        [article_id, fetched_at],
    ).fetchall()
