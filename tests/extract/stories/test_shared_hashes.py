"""Which texts meet by the hashes that they share, however many meetings are held in memory at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.store.database import open_database
from extract.stories import shared_hashes as hits
from extract.stories.index_schema import SCHEMA
from extract.stories.postings import Postings
from extract.stories.shared_hashes import Hits

FORMULA = 6
TEXTS = st.lists(st.sets(st.integers(1, 12), max_size=6), max_size=12)


@contextmanager
def open_postings(folder: Path) -> Iterator[Postings]:
    with open_database(folder / "index.db", SCHEMA) as db:
        yield Postings(db, folder)


def sketches(texts: list[set[int]], *, first: int) -> dict[int, np.ndarray]:
    """By number, the sorted hashes of each text: as wide as real ones, whose upper 36 bits are kept."""
    return {
        first + place: np.array(sorted(chosen), dtype=np.uint64) << np.uint64(50) for place, chosen in enumerate(texts)
    }


@settings(max_examples=40, deadline=None)
@given(TEXTS, TEXTS, st.sampled_from([1, 5, 1 << 21]))
def test_new_texts_meet_every_earlier_one_by_the_hashes_that_are_no_formulas(
    old: list[set[int]], new: list[set[int]], at_once: int
) -> None:
    every = dict(enumerate([*old, *new], start=1))
    formulas = {one for one in range(1, 13) if sum(one in chosen for chosen in every.values()) > FORMULA}
    expected = {
        (later, earlier): shared
        for later, earlier in product(range(len(old) + 1, len(every) + 1), every)
        if earlier < later and (shared := len(every[later] & every[earlier] - formulas))
    }
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(hits, "_AT_ONCE", at_once)
        with open_postings(Path(folder)) as postings:
            batch = sketches(new, first=len(old) + 1)
            for some in (sketches(old, first=1), batch):
                with postings.db.atomic():
                    postings.add(list(some.values()), list(some))
            found = [
                pair
                for arrays in Hits(postings, batch, at_most=FORMULA).pairs()
                for pair in zip(*(array.tolist() for array in arrays), strict=True)
            ]
    assert len(found) == len(expected)
    assert {(later, earlier): shared for later, earlier, shared in found} == expected


def test_hash_becomes_a_formula_once(tmp_path: Path) -> None:
    with open_postings(tmp_path) as postings:
        became = []
        for number in range(10):
            batch = sketches([{1, number + 2}], first=number)
            with postings.db.atomic():
                postings.add(list(batch.values()), list(batch))
            became += [
                (number, sorted(users.tolist())) for users in Hits(postings, batch, at_most=FORMULA).new_formulas()
            ]
        assert became == [(FORMULA, list(range(FORMULA + 1)))]
