"""The index beside the corpus: which texts there are, which resemble one another, and who carries them.

It holds nothing that the corpus lacks: delete it and the next pass builds it anew.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sqlite_utils import Database, Migrations

from corpus.database import open_database
from corpus.store import Corpus
from extract.stories.compare import Text, read_text
from extract.stories.figures import SCRIPTS, figure_hashes, script_of, strong_figures
from extract.stories.judging import Verdict, judge, judge_translation
from extract.stories.postings import Numbers, Postings
from extract.stories.words import Hashes, distinct, winnow

INDEX_FOLDER = "stories"
INDEX_FILE = "index.db"
# shingle hashes and windows as they are stored: another number and the index is built anew
FORMAT = "1"

# every stretch of 10 shingles (14 words) that two texts share is sure to be found; in a short text, every 4
WINDOW, SHORT_WINDOW, SHORT_SIZE = 10, 4, 80
# a hash in more texts than this is a formula, and no reason to compare two of them
FORMULA_TEXTS = 1000
_TEXTS_KEPT = 4000

SCHEMA = Migrations("stories")


@SCHEMA()
def m001_index(db: Database) -> None:
    """Texts by number, the articles that carry them, the verdicts on pairs, and the files of postings."""
    for statement in (
        "create table meta (name text primary key, value text not null) without rowid",
        "create table counters (name text primary key, value integer not null) without rowid",
        "insert into counters values ('run', 0), ('text', 0)",
        "create table runs (name text primary key, level integer not null, length integer not null) without rowid",
        "create table texts (number integer primary key, key text not null unique, size integer not null,"
        " sketch integer not null, script integer not null)",
        "create table members (article_id text primary key, text integer not null, input text not null) without rowid",
        "create index members_text on members(text)",
        "create table pairs (a integer not null, b integer not null, likeness integer not null, link text not null,"
        " shared integer not null, why text not null, primary key (a, b)) without rowid",
        "create index pairs_b on pairs(b)",
    ):
        db.execute(statement).close()


@dataclass(frozen=True, kw_only=True, slots=True)
class Carrier:
    """An article to place: its id, the key of its text, the digest of what clustering reads of it, and the text."""

    article_id: str
    key: str
    input: str
    text: str


Pair = tuple[int, int]
Column = NDArray[np.int32]


@dataclass(frozen=True, kw_only=True, slots=True)
class Surroundings:
    """Texts drawn together: the verdicts of likeness among them, and the links of them with any others."""

    texts: list[int]
    near: dict[Pair, Verdict]
    links: dict[Pair, Verdict]


class StoryIndex:
    """The index of a data directory, opened for writing."""

    def __init__(self, corpus: Corpus) -> None:
        """Open or make the index beside a corpus. Raises `Abort` when it cannot be written."""
        folder = corpus.data / INDEX_FOLDER
        self.corpus = corpus
        self.path = folder / INDEX_FILE
        self.db = open_database(self.path, SCHEMA)
        if self._meta("format") not in (None, FORMAT):
            self._empty()
        self.db.execute("insert or ignore into meta values ('format', ?)", [FORMAT]).close()
        self.postings = Postings(self.db, folder)
        self.postings.discard_orphans()
        self._sizes, self._sketches, self._scripts = self._load_sizes()
        self._texts: OrderedDict[int, Text] = OrderedDict()

    def __enter__(self) -> StoryIndex:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self.db.close()

    def place(self, carriers: Sequence[Carrier]) -> set[int]:
        """Put articles in, or in anew; the numbers of the texts whose surroundings have changed by that."""
        with self.db.atomic():
            touched = self._detach([carrier.article_id for carrier in carriers], unless=carriers)
            fresh: dict[int, Text] = {}
            for carrier in carriers:
                number = self._number(carrier.key)
                if number is None:
                    number = self._next_number()
                    fresh[number] = read_text(carrier.text)
                    self._save_text(number, carrier.key, fresh[number])
                self.db.execute(
                    "insert or replace into members values (?, ?, ?)", [carrier.article_id, number, carrier.input]
                ).close()
                touched.add(number)
            for number, text in fresh.items():
                self._keep(number, text)
            touched |= self._relate(fresh)
        self.postings.discard_orphans()
        return touched

    def remove(self, article_ids: Iterable[str]) -> set[int]:
        """Take articles out; the numbers of the texts whose surroundings have changed by that."""
        with self.db.atomic():
            return self._detach(article_ids)

    def surroundings(self, numbers: Iterable[int], *, tied: Mapping[int, set[int]]) -> list[Surroundings]:
        """The sets of texts that the given ones are drawn into by likeness, or by the pairs in `tied`."""
        seen: set[int] = set()
        found = []
        for start in sorted(numbers):
            if start in seen:
                continue
            around = Surroundings(texts=[start], near={}, links={})
            for text in around.texts:  # grows while it is walked
                near = {*tied.get(text, ())}
                for pair, verdict in self.pairs_of(text).items():
                    if verdict.likeness:
                        around.near[pair] = verdict
                        near |= {*pair}
                    if verdict.link:
                        around.links[pair] = verdict
                around.texts.extend(sorted(near.difference(around.texts)))
            seen.update(around.texts)
            found.append(around)
        return found

    def pairs_of(self, number: int) -> dict[Pair, Verdict]:
        """The verdicts on a text and others, by (smaller number, greater number)."""
        rows = self.db.execute(
            "select a, b, likeness, link, shared, why from pairs where a = ?1"
            " union all select a, b, likeness, link, shared, why from pairs where b = ?1",
            [number],
        ).fetchall()
        return {
            (a, b): Verdict(likeness=likeness, link=link, shared=shared, why=why)
            for a, b, likeness, link, shared, why in rows
        }

    def carriers(self, number: int) -> list[str]:
        """The ids of the articles with a text."""
        return [row[0] for row in self.db.execute("select article_id from members where text = ?", [number]).fetchall()]

    def resembling(self, raw: str) -> dict[int, Verdict]:
        """The texts that a text resembles, quotes or is quoted by, whether it is in the index or not; stores nothing."""
        text = read_text(raw)
        sketch = sketch_of(text)
        _, found = self.postings.find(sketch)
        others, times = np.unique(found, return_counts=True)
        good = others[self._shares_enough(others, times, len(sketch))].tolist()
        return {other: verdict for other in good if (verdict := judge(text, self.text(other))) is not None}

    def text_of(self, article_id: str) -> int | None:
        """The number of an article's text, or None for an article that is not here."""
        row = self.db.execute("select text from members where article_id = ?", [article_id]).fetchone()
        return row[0] if row else None

    def size(self, number: int) -> int:
        """How many different shingles a text has."""
        return int(self._sizes[number])

    # texts

    def _number(self, key: str) -> int | None:
        row = self.db.execute("select number from texts where key = ?", [key]).fetchone()
        return row[0] if row else None

    def _next_number(self) -> int:
        number: int = self.db.execute(
            "update counters set value = value + 1 where name = 'text' returning value"
        ).fetchone()[0]
        if number >= len(self._sizes):
            self._sizes, self._sketches, self._scripts = (
                np.concatenate([column, np.zeros_like(column)])
                for column in (self._sizes, self._sketches, self._scripts)
            )
        return number

    def _save_text(self, number: int, key: str, text: Text) -> None:
        row = (text.size, len(sketch_of(text)), SCRIPTS.index(script_of(text.raw)))
        self._sizes[number], self._sketches[number], self._scripts[number] = row
        self.db.execute("insert into texts values (?, ?, ?, ?, ?)", [number, key, *row]).close()

    def _keep(self, number: int, text: Text) -> None:
        self._texts[number] = text
        while len(self._texts) > _TEXTS_KEPT:
            self._texts.popitem(last=False)

    def text(self, number: int) -> Text:
        """A text made ready for comparison, from memory or from an article that carries it."""
        if number in self._texts:
            self._texts.move_to_end(number)
            return self._texts[number]
        for key in self.carriers(number):
            row = self.corpus.db.execute("select text from articles where id = ?", [key]).fetchone()
            if row:
                self._keep(number, read_text(row[0]))
                return self._texts[number]
        raise LookupError(f"no article carries text {number}")

    def _detach(self, article_ids: Iterable[str], *, unless: Sequence[Carrier] = ()) -> set[int]:
        """Part articles from their texts (`unless` they carry the same still); a text that nobody carries goes."""
        same = {carrier.article_id: carrier.key for carrier in unless}
        touched: set[int] = set()
        for key in article_ids:
            row = self.db.execute(
                "select m.text, t.key from members m join texts t on t.number = m.text where m.article_id = ?", [key]
            ).fetchone()
            if row is None or row[1] == same.get(key):
                continue
            number = row[0]
            touched.add(number)
            self.db.execute("delete from members where article_id = ?", [key]).close()
            if not self.carriers(number):
                touched |= {text for pair in self.pairs_of(number) for text in pair}
                self._forget(number)
        return {number for number in touched if self._sizes[number] >= 0 and self._alive(number)}

    def _alive(self, number: int) -> bool:
        return self.db.execute("select 1 from texts where number = ?", [number]).fetchone() is not None

    def _forget(self, number: int) -> None:
        self.db.execute("delete from pairs where a = ?1 or b = ?1", [number]).close()
        self.db.execute("delete from texts where number = ?", [number]).close()
        self._sizes[number] = self._sketches[number] = 0
        self._texts.pop(number, None)

    # candidates and verdicts

    def _relate(self, fresh: Mapping[int, Text]) -> set[int]:
        """Compare new texts with all that share enough of their sketches or figures; the numbers of those related."""
        sketches = {number: sketch_of(text) for number, text in fresh.items()}
        figured = {number: figure_hashes(strong_figures(text.raw)) for number, text in fresh.items()}
        both = [distinct(np.concatenate([sketches[number], figured[number]])) for number in fresh]
        self.postings.add(both, list(fresh))
        verdicts: dict[Pair, Verdict] = {}
        for number, hits in self._hits(sketches):
            for other in self._enough(number, hits, fresh):
                verdict = judge(fresh[number], self.text(other))
                if verdict is not None:
                    verdicts[min(number, other), max(number, other)] = verdict
        for number, hits in self._hits(figured):
            for other in self._other_script(number, hits, fresh):
                verdict = judge_translation(fresh[number].raw, self.text(other).raw)
                if verdict is not None:
                    verdicts.setdefault((min(number, other), max(number, other)), verdict)
        self.db.conn.executemany(
            "insert or replace into pairs values (?, ?, ?, ?, ?, ?)",
            [(*pair, v.likeness, v.link, v.shared, v.why) for pair, v in verdicts.items()],
        )
        return {number for pair in verdicts for number in pair}

    def _hits(self, hashes_of: Mapping[int, Hashes]) -> Iterable[tuple[int, Numbers]]:
        """(text, the numbers of texts that share a hash with it, once for each); hashes of formulas are left out."""
        hashes = distinct(np.concatenate([*hashes_of.values(), np.empty(0, np.uint64)]))
        places, found = self.postings.find(hashes)
        found = found[np.argsort(places, kind="stable")]
        counts = np.bincount(places, minlength=len(hashes))
        starts = np.cumsum(counts) - counts
        for number, own in hashes_of.items():
            at = np.searchsorted(hashes, own)
            at = at[counts[at] <= FORMULA_TEXTS]
            yield number, _gather(found, starts[at], counts[at])

    def _enough(self, number: int, hits: Numbers, fresh: Mapping[int, Text]) -> list[int]:
        """The texts hit often enough for their size; of two new ones the later is compared with the earlier."""
        others, times = np.unique(hits, return_counts=True)
        good = others[self._shares_enough(others, times, int(self._sketches[number]))]
        return [other for other in good.tolist() if other < number or (other != number and other not in fresh)]

    def _shares_enough(self, others: Numbers, times: Numbers, sketch: int) -> NDArray[np.bool_]:
        """Which texts, hit so many times, are worth a comparison with one of so large a sketch."""
        least = np.minimum(self._sketches[others], sketch)
        return (times >= np.where(least <= 4, 1, np.maximum(2, least * 0.1))) & (self._sizes[others] > 0)

    def _other_script(self, number: int, hits: Numbers, fresh: Mapping[int, Text]) -> list[int]:
        others = np.unique(hits)
        good = others[(self._scripts[others] != self._scripts[number]) & (self._sizes[others] > 0)]
        return [other for other in good.tolist() if other < number or other not in fresh]

    # opening

    def _meta(self, name: str) -> str | None:
        row = self.db.execute("select value from meta where name = ?", [name]).fetchone()
        return row[0] if row else None

    def _empty(self) -> None:
        with self.db.atomic():
            for table in ("meta", "runs", "texts", "members", "pairs"):
                self.db.execute(f"delete from {table}").close()

    def _load_sizes(self) -> tuple[Column, Column, Column]:
        """What is known of each text by its number: its size (0: there is none), its sketch's size, its script."""
        last = self.db.execute("select value from counters where name = 'text'").fetchone()[0]
        columns = [np.zeros(max(2 * last, 1024), np.int32) for _ in range(3)]
        rows = self.db.execute("select number, size, sketch, script from texts").fetchall()
        table = np.array(rows, np.int64).reshape(-1, 4)
        for place, column in enumerate(columns, 1):
            column[table[:, 0]] = table[:, place]
        return columns[0], columns[1], columns[2]


def sketch_of(text: Text) -> Hashes:
    """The hashes by which a text is found."""
    return winnow(text.words.ordered, SHORT_WINDOW if text.size < SHORT_SIZE else WINDOW)


def _gather(values: Numbers, starts: Numbers, counts: Numbers) -> Numbers:
    """The stretches of `values` that begin at `starts`, one after the other."""
    total = int(counts.sum())
    steps = np.arange(total) - np.repeat(np.cumsum(counts) - counts, counts)
    return values[np.repeat(starts, counts) + steps]


def index_path(data: Path) -> Path:
    """Where the index of a data directory lies."""
    return data / INDEX_FOLDER / INDEX_FILE
