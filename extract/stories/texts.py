"""The texts of the index by number, and the articles that carry them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from sqlite3 import Cursor

import numpy as np
from numpy.typing import NDArray

from corpus.schema.sqlite_library import Database
from corpus.store.fulltext import docid_of
from extract.stories.compare import Text, read_text
from extract.stories.index_schema import portions
from extract.stories.numbers import SCRIPTS, script_of

Column = NDArray[np.int32]
Numbers = NDArray[np.int64]

_TEXTS_KEPT = 12_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Carrier:
    """An article to place: its id, the key of its text, the digest of what clustering reads of it, and the text."""

    article_id: str
    key: str
    input: str
    text: str


class Texts:
    """The texts in the index's tables; what they say is read from `corpus`, where their articles are.

    When more than `looked_up` are met, what is known of all is read at once.
    """

    looked_up = 20_000  # no constant of the module: it changes nothing of what comes out

    def __init__(self, db: Database, corpus: Database) -> None:
        self.db = db
        self.corpus = corpus
        self.sizes, self.sketches, self.scripts, self._known = self._columns()
        self._asked = 0
        self._kept: OrderedDict[int, Text] = OrderedDict()

    def add(self, carriers: Sequence[Carrier]) -> tuple[dict[int, Text], set[int]]:
        """(the texts that are new, by number; the numbers of all the carriers' texts)."""
        numbers = self._numbers(sorted({carrier.key for carrier in carriers}))
        fresh: dict[int, Text] = {}
        new = {carrier.key: carrier.text for carrier in carriers if carrier.key not in numbers}
        for number, (key, text) in enumerate(new.items(), self._reserve(len(new))):
            numbers[key] = number
            fresh[number] = read_text(text)
        keys = {number: key for key, number in numbers.items()}
        self.db.conn.executemany(
            "insert into texts values (?, ?, ?, ?, ?)",
            [(number, keys[number], *self._note(number, text)) for number, text in fresh.items()],
        )
        self.db.conn.executemany(
            "insert or replace into members values (?, ?, ?)",
            [(carrier.article_id, numbers[carrier.key], carrier.input) for carrier in carriers],
        )
        for number, made in fresh.items():
            self._keep(number, made)
        return fresh, {numbers[carrier.key] for carrier in carriers}

    def part(self, articles: Sequence[str], *, unless: Mapping[str, str]) -> tuple[set[int], set[int]]:
        """Take articles from their texts, `unless` they carry the same key still: (texts left, those left by all)."""
        left: set[int] = set()
        for some, marks in portions(articles):
            rows = self.db.execute(
                "select m.article_id, m.text, t.key from members m join texts t on t.number = m.text"
                f" where m.article_id in ({marks})",
                some,
            ).fetchall()
            parted = [(article, text) for article, text, key in rows if unless.get(article) != key]
            self.db.conn.executemany("delete from members where article_id = ?", [(article,) for article, _ in parted])
            left.update(text for _, text in parted)
        carried = self.carriers(left)
        return left, {text for text in left if not carried[text]}

    def forget(self, numbers: Iterable[int]) -> None:
        """Drop texts that no article carries."""
        for number in numbers:
            self.db.execute("delete from texts where number = ?", [number]).close()
            self.sizes[number] = self.sketches[number] = 0
            self._known[number] = True
            self._kept.pop(number, None)

    def carriers(self, numbers: Iterable[int]) -> dict[int, list[str]]:
        """The ids of the articles with each of these texts."""
        found: dict[int, list[str]] = {number: [] for number in sorted(numbers)}
        for some, marks in portions(list(found)):
            rows = self.db.execute(f"select text, article_id from members where text in ({marks})", some)
            for text, article in rows.fetchall():
                found[text].append(article)
        return found

    def of_article(self, article_id: str) -> int | None:
        """The number of an article's text, or None for an article that is not here."""
        row = self.db.execute("select text from members where article_id = ?", [article_id]).fetchone()
        return row[0] if row else None

    def size(self, number: int) -> int:
        """How many different shingles a text has."""
        self.know(np.array([number]))
        return int(self.sizes[number])

    def know(self, numbers: Numbers) -> None:
        """Have what is known of these texts in `sizes`, `sketches` and `scripts`.

        Some are looked up one by one, as a pass with few new articles meets few; when these become many, all are read.
        """
        if self._asked > self.looked_up:
            return
        known = "select number, size, sketch, script from texts"
        wanted = np.unique(numbers[~self._known[numbers]])
        self._asked += len(wanted)
        if self._asked > self.looked_up:
            self._take(self.db.execute(known))
            self._known[:] = True
            return
        for some, marks in portions(wanted.tolist()):
            self._take(self.db.execute(f"{known} where number in ({marks})", some))
        self._known[wanted] = True

    def alive(self, number: int) -> bool:
        """Whether an article carries the text still."""
        return self.db.execute("select 1 from texts where number = ?", [number]).fetchone() is not None

    def read(self, number: int) -> Text:
        """A text made ready for comparison, from memory or from an article that carries it."""
        if number in self._kept:
            self._kept.move_to_end(number)
            return self._kept[number]
        for key in self.carriers([number])[number]:
            row = self.corpus.execute("select text from articles where docid = ?", [docid_of(key)]).fetchone()
            if row:
                self._keep(number, read_text(row[0]))
                return self._kept[number]
        raise LookupError(f"no article carries text {number}")

    def _numbers(self, keys: Sequence[str]) -> dict[str, int]:
        found: dict[str, int] = {}
        for some, marks in portions(keys):
            found.update(self.db.execute(f"select key, number from texts where key in ({marks})", some).fetchall())
        return found

    def _reserve(self, count: int) -> int:
        """The first of so many numbers that no text has had."""
        query = "update counters set value = value + ? where name = 'text' returning value"
        last: int = self.db.execute(query, [count]).fetchone()[0]
        if last >= len(self.sizes):
            more = max(len(self.sizes), count + 1)
            self.sizes, self.sketches, self.scripts = (
                np.concatenate([column, np.zeros(more, np.int32)])
                for column in (self.sizes, self.sketches, self.scripts)
            )
            self._known = np.concatenate([self._known, np.full(more, self._asked > self.looked_up)])
        return last - count + 1

    def _note(self, number: int, text: Text) -> tuple[int, int, int]:
        row = (text.size, len(text.sketch), SCRIPTS.index(script_of(text.raw)))
        self.sizes[number], self.sketches[number], self.scripts[number] = row
        self._known[number] = True
        return row

    def _keep(self, number: int, text: Text) -> None:
        self._kept[number] = text
        while len(self._kept) > _TEXTS_KEPT:
            self._kept.popitem(last=False)

    def _columns(self) -> tuple[Column, Column, Column, NDArray[np.bool_]]:
        """Room for what is known of each text by its number, and for whether that has been read: its size (0: there is
        none), its sketch's size, its script.
        """
        last = self.db.execute("select value from counters where name = 'text'").fetchone()[0]
        sizes, sketches, scripts = (np.zeros(max(2 * last, 1024), np.int32) for _ in range(3))
        return sizes, sketches, scripts, np.zeros(len(sizes), np.bool_)

    def _take(self, rows: Cursor) -> None:
        while some := rows.fetchmany(50_000):
            table = np.array(some, np.int64)
            for place, column in enumerate((self.sizes, self.sketches, self.scripts), 1):
                column[table[:, 0]] = table[:, place]
