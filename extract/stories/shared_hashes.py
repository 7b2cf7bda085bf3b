"""Which texts meet: those of a batch with all that share a hash with them, found in one go."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from extract.stories.postings import Numbers, Postings, gather
from extract.stories.words import Hashes

# so many meetings are held in memory at a time
_AT_ONCE = 1 << 21


class Hits:
    """The texts that hold each of a batch's hashes; the batch's own texts are in the postings already."""

    def __init__(self, postings: Postings, batch: Mapping[int, Hashes], *, at_most: int) -> None:
        """Look the hashes of each text up; those in more texts than `at_most` are formulas, by which nobody meets."""
        self.postings = postings
        self.at_most = at_most
        self.numbers = np.fromiter(batch, np.int64, count=len(batch))
        self.lengths = np.fromiter(map(len, batch.values()), np.int64, count=len(batch))
        every = np.concatenate([*batch.values(), np.empty(0, np.uint64)])
        self.hashes, self.place, self.own = np.unique(every, return_inverse=True, return_counts=True)
        places, found, self.counts = postings.find(self.hashes, at_most=at_most)
        self.found = found[np.argsort(places, kind="stable")]
        self.read = np.bincount(places, minlength=len(self.hashes))
        self.starts = np.cumsum(self.read) - self.read

    def pairs(self) -> Iterator[tuple[Numbers, Numbers, Numbers]]:
        """(a text of the batch, a text with a smaller number, how many hashes they share) for each pair that meets."""
        meetings = self.read[self.place]
        owners = np.repeat(self.numbers, self.lengths)
        ends = np.cumsum(self.lengths)
        # a text's meetings stay together, so that they are counted together
        for start, end in _stretches(np.concatenate([[0], np.cumsum(meetings)])[np.concatenate([[0], ends])], ends):
            own = slice(start, end)
            later = np.repeat(owners[own], meetings[own])
            earlier = self.found[gather(self.starts[self.place[own]], meetings[own])]
            keep = earlier < later
            met = np.sort(later[keep] << 32 | earlier[keep])  # np.unique takes six times as long
            first = np.flatnonzero(np.diff(met, prepend=-1))
            yield met[first] >> 32, met[first] & 0xFFFFFFFF, np.diff(first, append=len(met))

    def new_formulas(self) -> Iterator[Numbers]:
        """The users of each hash that has become a formula by this batch."""
        for place in np.flatnonzero((self.counts > self.at_most) & (self.counts - self.own <= self.at_most)):
            yield self.postings.find(self.hashes[place : place + 1])[1]


def _stretches(reached: Numbers, ends: Numbers) -> Iterator[tuple[int, int]]:
    """The (start, end) of stretches of whole texts with about so many meetings as are held at once.

    `reached` is how many meetings there are up to each text's start and the last one's end, `ends` where each text's
    hashes end.
    """
    first, start = 0, 0
    while first < len(ends):
        last = max(first + 1, int(np.searchsorted(reached, reached[first] + _AT_ONCE, side="right")) - 1)
        yield start, int(ends[last - 1])
        first, start = last, int(ends[last - 1])
