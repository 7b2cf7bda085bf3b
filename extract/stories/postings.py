"""Which texts hold which hash: sorted runs in files, merged as they grow, so that adding never rewrites everything.

A posting is one number: 36 bits of the hash above 28 bits of the text's number. The list of the files belongs to the
database beside them, so that a batch is in both or in neither.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.schema.sqlite_library import Database
from extract.stories.words import Hashes

Numbers = NDArray[np.int64]

TEXT_BITS = np.uint64(28)
_TEXT_MASK = np.uint64((1 << 28) - 1)
_FANOUT = 4
_MERGE_AT_ONCE = 1 << 21


class Postings:
    """The runs in a folder. Every method but `discard_orphans` leaves the files of the last commit in place."""

    def __init__(self, db: Database, folder: Path) -> None:
        """Open the runs that the database's table `runs` lists."""
        self.db = db
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._open: dict[str, NDArray[np.uint64]] = {}

    def add(self, hashes: Sequence[Hashes], numbers: Sequence[int]) -> None:
        """Store each text's hashes under its number; call inside the database's transaction."""
        parts = [_pack(own, number) for own, number in zip(hashes, numbers, strict=True) if len(own)]
        if not parts:
            return
        run = np.concatenate(parts)
        run.sort()
        self._write(level=0, pieces=[run])
        self._merge()

    def find(self, hashes: Hashes, *, at_most: int | None = None) -> tuple[Numbers, Numbers, Numbers]:
        """(place of the hash in `hashes`, number of a text that holds it) for each posting, and how many each hash has.

        The postings are in no set order; those of a hash that has more than `at_most` are counted and not read.
        """
        wanted = _shorten(hashes)
        low = wanted << TEXT_BITS
        total = np.zeros(len(hashes), np.int64)
        spans = []
        for run in self._runs():
            first = np.searchsorted(run, low)
            # most hashes are in few runs: only where one is there is its last posting looked for
            hit = np.flatnonzero(run[np.minimum(first, len(run) - 1)] >> TEXT_BITS == wanted)
            first = first[hit]
            counts = np.searchsorted(run, low[hit] | _TEXT_MASK, side="right") - first
            total[hit] += counts
            spans.append((run, hit, first, counts))
        places, found = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
        for run, hit, first, counts in spans:
            if at_most is not None:
                counts = np.where(total[hit] <= at_most, counts, 0)
            places.append(np.repeat(hit, counts))
            found.append((run[gather(first, counts)] & _TEXT_MASK).astype(np.int64))
        return np.concatenate(places), np.concatenate(found), total

    def counts(self, hashes: Hashes) -> Numbers:
        """How many postings each hash has."""
        return self.find(hashes, at_most=-1)[2]

    def discard_orphans(self) -> None:
        """Delete the files that no committed list names; call outside a transaction."""
        listed = {row[0] for row in self.db.execute("select name from runs").fetchall()}
        for path in self.folder.glob("*.run"):
            if path.name not in listed:
                path.unlink()
        self._open = {name: run for name, run in self._open.items() if name in listed}

    def _runs(self) -> Iterable[NDArray[np.uint64]]:
        for name, length in self.db.execute("select name, length from runs").fetchall():
            if name not in self._open:
                self._open[name] = np.memmap(self.folder / name, dtype=np.uint64, mode="r", shape=(length,))
            yield self._open[name]

    def _merge(self) -> None:
        """Melt each level's runs into one of the next level when there are as many as the fan-out."""
        level = 0
        while True:
            names = [row[0] for row in self.db.execute("select name from runs where level = ? order by name", [level])]
            if len(names) < _FANOUT:
                return
            by_name = dict(zip([row[0] for row in self.db.execute("select name from runs")], self._runs(), strict=True))
            self._write(level=level + 1, pieces=_merged([by_name[name] for name in names]))
            for name in names:
                self.db.execute("delete from runs where name = ?", [name]).close()
            level += 1

    def _write(self, *, level: int, pieces: Iterable[NDArray[np.uint64]]) -> None:
        number = self.db.execute("update counters set value = value + 1 where name = 'run' returning value").fetchone()
        name = f"{number[0]:08}.run"
        length = 0
        with (self.folder / name).open("wb") as file:
            for piece in pieces:
                piece.tofile(file)
                length += len(piece)
            file.flush()
            os.fsync(file.fileno())
        self.db.execute("insert into runs values (?, ?, ?)", [name, level, length]).close()


def gather(starts: Numbers, counts: Numbers) -> Numbers:
    """The places of stretches that begin at `starts`, `counts` long, one stretch after the other."""
    return np.arange(int(counts.sum())) + np.repeat(starts - np.cumsum(counts) + counts, counts)


def _shorten(hashes: Hashes) -> Hashes:
    return hashes >> TEXT_BITS


def _pack(hashes: Hashes, number: int) -> Hashes:
    return (_shorten(hashes) << TEXT_BITS) | np.uint64(number)


def _merged(runs: Sequence[NDArray[np.uint64]]) -> Iterable[NDArray[np.uint64]]:
    """The runs' postings in order, a stretch of the hashes at a time, so that memory stays flat."""
    total = sum(len(run) for run in runs)
    stretches = max(1, total // _MERGE_AT_ONCE)
    longest = max(runs, key=len)
    cuts = [longest[len(longest) * step // stretches] for step in range(1, stretches)]
    starts = [0] * len(runs)
    for cut in [*cuts, None]:
        ends = [len(run) if cut is None else int(np.searchsorted(run, cut)) for run in runs]
        piece = np.concatenate([run[start:end] for run, start, end in zip(runs, starts, ends, strict=True)])
        piece.sort()
        yield piece
        starts = ends
