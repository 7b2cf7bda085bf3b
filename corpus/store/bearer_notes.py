"""The SQL of what sentences say of the bearers of a name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from corpus.schema.sqlite_library import Database
from corpus.store.resolution import MENTION_NAME

LABELS_TOLD = ("PERSON", "FACTORY")  # of which sentences tell several bearers apart


_AT_ONCE = 400  # articles that one statement asks for


class Sentence(NamedTuple):
    """A mention's name with the sentence that holds it; `start` and `end` are where it stands there."""

    mention_id: str
    article_id: str
    label: str
    name: str
    text: str
    start: int
    end: int


class BearerNotes:
    """Readers and writers over an open corpus; each method may be called inside a transaction."""

    def __init__(self, db: Database) -> None:
        self.db = db

    def sentences(self, articles: Sequence[str], labels: Sequence[str] = LABELS_TOLD) -> Iterator[Sentence]:
        """The mentions of these labels, people and plants, in these articles' texts, each with its sentence."""
        for at in range(0, len(articles), _AT_ONCE):
            some = list(articles[at : at + _AT_ONCE])
            cursor = self.db.execute(
                f"select m.id, m.article_id, m.label, {MENTION_NAME},"
                " substr(a.text, m.sent_start + 1, m.sent_end - m.sent_start),"
                " m.start - m.sent_start, m.end - m.sent_start"
                " from articles a cross join mentions m on m.article_id = a.id and m.field = 'text'"
                f" and m.label in ({', '.join('?' * len(labels))}) where a.id in ({', '.join('?' * len(some))})"
                " and a.text != ''",
                [*labels, *some],
            )
            yield from (Sentence._make(row) for row in cursor.fetchall())

    def titles(self, articles: Sequence[str]) -> dict[str, str]:
        """The titles of these articles."""
        marks = ", ".join("?" * len(articles))
        return dict(self.db.execute(f"select id, title from articles where id in ({marks})", list(articles)).fetchall())

    def texts(self, articles: Sequence[str]) -> dict[str, tuple[str, str]]:
        """(title, text) of these articles."""
        found: dict[str, tuple[str, str]] = {}
        for at in range(0, len(articles), _AT_ONCE):
            some = list(articles[at : at + _AT_ONCE])
            marks = ", ".join("?" * len(some))
            rows = self.db.execute(f"select id, title, text from articles where id in ({marks})", some).fetchall()
            found |= {row[0]: (row[1], row[2]) for row in rows}
        return found

    def replace(self, articles: Sequence[str], rows: Iterable[tuple[str, str, str, str]]) -> set[tuple[str, str]]:
        """Make these (label, block, article, marks) all that the articles say; the (label, block) that this touches."""
        touched = set()
        for article in articles:
            found = self.db.execute("select label, block from bearer_marks where article_id = ?", [article]).fetchall()
            if found:
                touched.update(found)
                self.db.execute("delete from bearer_marks where article_id = ?", [article]).close()
        given = sorted(set(rows))
        self.db.conn.executemany("insert into bearer_marks values (?, ?, ?, ?)", given)
        return touched | {(label, block) for label, block, _, _ in given}

    def marks(self, label: str, block: str) -> list[str]:
        """All that is said of a name, each once."""
        rows = self.db.execute(
            "select distinct marks from bearer_marks where label = ? and block = ? order by marks", [label, block]
        )
        return [row[0] for row in rows.fetchall()]

    def all_marks(self, label: str, block: str) -> list[str]:
        """All that is said of a name, once for each article that says it."""
        rows = self.db.execute("select marks from bearer_marks where label = ? and block = ?", [label, block])
        return [row[0] for row in rows.fetchall()]

    def marks_of(self, article: str, label: str, block: str) -> list[str]:
        """What an article says of a name."""
        rows = self.db.execute(
            "select marks from bearer_marks where article_id = ? and label = ? and block = ?", [article, label, block]
        )
        return [row[0] for row in rows.fetchall()]

    def bearers(self, label: str, block: str) -> dict[str, tuple[str, ...]]:
        """The bearers of a name that are told apart, with their marks; none where there is but one."""
        rows = self.db.execute("select entity_id, marks from bearers where label = ? and block = ?", [label, block])
        return {row[0]: tuple(row[1].split("|")) for row in rows.fetchall()}

    def set_bearers(self, label: str, block: str, bearers: dict[str, tuple[str, ...]]) -> None:
        """Make these the bearers of a name."""
        self.db.execute("delete from bearers where label = ? and block = ?", [label, block]).close()
        rows = [(key, label, block, "|".join(marks)) for key, marks in bearers.items()]
        self.db.conn.executemany("insert into bearers values (?, ?, ?, ?)", rows)

    def parted(self) -> set[tuple[str, str]]:
        """The (label, block) of names with several bearers."""
        return set(self.db.execute("select distinct label, block from bearers").fetchall())

    def bearer(self, entity_id: str) -> tuple[str, str, str] | None:
        """(label, block, marks) of a bearer told apart; None for any other entity."""
        row = self.db.execute("select label, block, marks from bearers where entity_id = ?", [entity_id]).fetchone()
        return (row[0], row[1], row[2]) if row else None
