"""The articles from the newest on, as far as somebody has walked: kept in memory for each state of the corpus."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator
from itertools import count
from threading import Lock

from corpus.store.reader import Readable
from corpus.store.settled import settled

_FIRST, _MOST = 4_000, 64_000  # articles read at one go: twice as many each time


class NewestFirst:
    """Articles by docid, each with the number of its outlet in `outlets`; `docids` grow as they are walked."""

    def __init__(self) -> None:
        self.docids = array("q")
        self.outlets: dict[str, int] = {}
        self._outlet_of = array("i")
        self._whole = False
        self._lock = Lock()

    def walk(self, db: Readable) -> Iterator[int]:
        """The docids, newest first; read only once somebody comes so far."""
        at = 0
        while at < len(self.docids) or self._read_more(db, at):
            some = self.docids[at : at + _FIRST]
            yield from some
            at += len(some)

    def walk_outlets(self, db: Readable, wanted: Callable[[list[str]], set[str]]) -> Iterator[int]:
        """The docids of outlets that are `wanted` of all outlets met, newest first."""
        numbers, known = set[int](), 0
        for at in count():
            if at == len(self.docids) and not self._read_more(db, at):
                return
            if known != len(self.outlets):
                known = len(self.outlets)
                met = list(self.outlets)[:known]
                numbers = {self.outlets[outlet] for outlet in wanted(met)}
            if self._outlet_of[at] in numbers:
                yield self.docids[at]

    def _read_more(self, db: Readable, known: int) -> bool:
        """Whether there are more than the `known`, which are then read."""
        with self._lock:
            if len(self.docids) == known and not self._whole:
                many = min(_MOST, max(_FIRST, known))
                rows = db.execute(
                    "select docid, outlet from articles indexed by articles_newest order by published desc, id"
                    " limit ? offset ?",
                    [many, known],
                ).fetchall()
                self._whole = len(rows) < many
                for _, outlet in rows:
                    self.outlets.setdefault(outlet, len(self.outlets))
                self._outlet_of.extend([self.outlets[outlet] for _, outlet in rows])
                self.docids.extend([docid for docid, _ in rows])
            return len(self.docids) > known


def newest_first(db: Readable) -> NewestFirst:
    """The articles of the corpus as it is."""
    return settled(db, "newest first", NewestFirst)
