"""The index beside the corpus: which texts there are, which resemble one another, and who carries them.

It holds nothing that the corpus lacks: delete it and the next pass builds it anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import uuid4

from corpus.data_dir import DataDir
from corpus.store.articles import Corpus
from corpus.store.database import open_database
from extract.stories.index_schema import SCHEMA, give_room
from extract.stories.judging import Verdict
from extract.stories.postings import Postings
from extract.stories.relations import Pair, Relations
from extract.stories.texts import Carrier, Texts

# the shingles' hashes, the windows and the pairs as they are stored: with another number here, the index is built anew
FORMAT = "3"


@dataclass(frozen=True, kw_only=True, slots=True)
class Surroundings:
    """Texts drawn together: the verdicts of likeness among them, and the links of them with any others."""

    texts: list[int]
    near: dict[Pair, Verdict]
    links: dict[Pair, Verdict]


class StoryIndex:
    """The index of a data directory, opened for writing.

    `usable` says whether its texts are stored as they are now; one of another format is emptied, unless `keep`.
    """

    def __init__(self, corpus: Corpus, *, keep: bool = False) -> None:
        """Open or make the index beside a corpus. Raises `Abort` when it cannot be written."""
        self.path = DataDir(corpus.data).story_index
        self.db = open_database(self.path, SCHEMA)
        give_room(self.db)
        held = self.db.execute("select value from meta where name = 'format'").fetchone()
        self.usable = held == (FORMAT,) or not keep
        if held != (FORMAT,) and not keep:
            self._empty()
        self.postings = Postings(self.db, self.path.parent)
        if not keep:
            self.postings.discard_orphans()
        self.texts = Texts(self.db, corpus.db)
        self.relations = Relations(self.db, self.texts, self.postings)

    def __enter__(self) -> StoryIndex:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self.db.close()

    def place(self, carriers: Sequence[Carrier]) -> set[int]:
        """Put articles in, or in anew; the numbers of the texts whose stories are to be told anew after that."""
        with self.db.atomic():
            touched = self._part(
                [carrier.article_id for carrier in carriers],
                unless={carrier.article_id: carrier.key for carrier in carriers},
            )
            fresh, placed = self.texts.add(carriers)
            touched |= placed | self.relations.relate(fresh)
            self._owe(touched)
        self.postings.discard_orphans()
        return touched

    def remove(self, article_ids: Sequence[str]) -> set[int]:
        """Take articles out; the numbers of the texts whose stories are to be told anew after that."""
        with self.db.atomic():
            touched = self._part(article_ids, unless={})
            self._owe(touched)
        return touched

    def untold(self) -> set[int]:
        """The texts whose stories a run that was stopped has left to tell."""
        found = {row[0] for row in self.db.execute("select text from untold").fetchall()}
        return {text for text in found if self.texts.alive(text)}

    def told(self) -> None:
        """Note that all stories are told: call it when the corpus has them."""
        self.db.execute("delete from untold").close()

    def surroundings(self, numbers: Iterable[int], *, tied: Mapping[int, set[int]]) -> list[Surroundings]:
        """The sets of texts that the given ones are drawn into by likeness, or by the pairs in `tied`."""
        wanted = sorted(numbers)
        verdicts = self.relations.of(wanted)
        seen: set[int] = set()
        found = []
        for start in wanted:
            if start in seen:
                continue
            around = Surroundings(texts=[start], near={}, links={})
            drawn = {start}
            for text in around.texts:  # grows while it is walked
                if text not in verdicts:
                    verdicts |= self.relations.of([text])
                near = {*tied.get(text, ())}
                for pair, verdict in verdicts[text].items():
                    if verdict.likeness:
                        around.near[pair] = verdict
                        near |= {*pair}
                    if verdict.link:
                        around.links[pair] = verdict
                around.texts.extend(sorted(near - drawn))
                drawn |= near
            seen |= drawn
            found.append(around)
        return found

    def mark(self) -> str | None:
        """What tells this state of the file from any other: the run that wrote it last; None for a new file."""
        row = self.db.execute("select value from meta where name = 'mark'").fetchone()
        return row[0] if row else None

    def renew_mark(self) -> str:
        """Another mark, for a file that is about to be written: a copy of it made before is told from it."""
        mark = uuid4().hex
        self.db.execute("insert or replace into meta values ('mark', ?)", [mark]).close()
        return mark

    def _part(self, articles: Sequence[str], *, unless: Mapping[str, str]) -> set[int]:
        """Part articles from their texts; a text that nobody carries goes, and its neighbours are touched."""
        left, empty = self.texts.part(articles, unless=unless)
        neighbours = {text for pairs in self.relations.of(sorted(empty)).values() for pair in pairs for text in pair}
        self.relations.forget(empty)
        self.texts.forget(empty)
        return (left | neighbours) - empty

    def _owe(self, touched: Iterable[int]) -> None:
        self.db.conn.executemany("insert or ignore into untold values (?)", [(text,) for text in touched])

    def _empty(self) -> None:
        with self.db.atomic():
            for table in ("meta", "runs", "texts", "members", "pairs", "untold"):
                self.db.execute(f"delete from {table}").close()
            self.db.execute("insert into meta values ('format', ?)", [FORMAT]).close()
