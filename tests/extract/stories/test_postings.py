"""The runs of postings: found again after any number of additions and merges."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.store.database import open_database
from extract.stories.index_schema import SCHEMA
from extract.stories.postings import Postings
from extract.stories.words import Hashes

# hashes as wide as real ones: their upper 36 bits are kept
HASHES = [np.uint64(number * 0x9E3779B97F4A7C15 % 2**64) for number in range(1, 40)]
TEXTS = st.lists(st.sets(st.integers(0, len(HASHES) - 1), max_size=6), min_size=1, max_size=40)


@contextmanager
def open_postings(folder: Path) -> Iterator[Postings]:
    with open_database(folder / "index.db", SCHEMA) as db:
        yield Postings(db, folder)


def hashes_of(chosen: Sequence[int]) -> Hashes:
    return np.array(sorted(HASHES[place] for place in chosen), dtype=np.uint64)


@settings(max_examples=25, deadline=None)
@given(TEXTS)
def test_hash_finds_every_text_that_holds_it(texts: list[set[int]]) -> None:
    with TemporaryDirectory() as folder, open_postings(Path(folder)) as postings:
        for number, chosen in enumerate(texts):
            with postings.db.atomic():
                postings.add([hashes_of(sorted(chosen))], [number])
            postings.discard_orphans()
        places, found, _ = postings.find(np.array(HASHES, dtype=np.uint64))
        assert sorted(zip(places.tolist(), found.tolist(), strict=True)) == sorted(
            (place, number) for number, chosen in enumerate(texts) for place in chosen
        )
        counts = postings.counts(np.array(HASHES, dtype=np.uint64))
        assert counts.tolist() == [sum(place in chosen for chosen in texts) for place in range(len(HASHES))]


def test_runs_are_merged_so_that_few_files_are_read(tmp_path: Path) -> None:
    with open_postings(tmp_path) as postings:
        for number in range(200):
            with postings.db.atomic():
                postings.add([hashes_of([number % 39])], [number])
            postings.discard_orphans()
        assert len(list(tmp_path.glob("*.run"))) <= 7 * 3
        assert postings.counts(hashes_of([0])).tolist() == [6]


def test_run_of_a_batch_that_was_taken_back_is_gone(tmp_path: Path) -> None:
    with open_postings(tmp_path) as postings:
        try:
            with postings.db.atomic():
                postings.add([hashes_of([1])], [7])
                raise KeyboardInterrupt
        except KeyboardInterrupt:
            pass
        postings.discard_orphans()
        assert list(tmp_path.glob("*.run")) == []
        assert postings.find(hashes_of([1]))[1].tolist() == []


def test_hash_of_many_texts_is_counted_and_not_read(tmp_path: Path) -> None:
    with open_postings(tmp_path) as postings:
        with postings.db.atomic():
            postings.add([hashes_of([1, 2]), hashes_of([1]), hashes_of([1])], [1, 2, 3])
        _, found, counts = postings.find(hashes_of([1, 2]), at_most=2)
        assert (found.tolist(), sorted(counts.tolist())) == ([1], [1, 3])
