"""Which texts of the index are related: candidates from the postings, each compared, the verdicts kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from sqlite_utils import Database

from extract.stories.compare import Text, read_text
from extract.stories.figures import figure_hashes, strong_figures
from extract.stories.index_schema import portions
from extract.stories.judging import TRANSLATION, Verdict, judge, judge_translation
from extract.stories.postings import Numbers, Postings, gather
from extract.stories.texts import Texts, sketch_of
from extract.stories.words import Hashes, distinct

Pair = tuple[int, int]

# a hash in more texts than this is a formula, and no reason to compare two of them
FORMULA_TEXTS = 1000
_COLUMNS = "a, b, likeness, link, strength, shared, why"


class Relations:
    """The verdicts on pairs of texts."""

    def __init__(self, db: Database, texts: Texts, postings: Postings) -> None:
        self.db = db
        self.texts = texts
        self.postings = postings

    def relate(self, fresh: Mapping[int, Text]) -> set[int]:
        """Compare new texts with all that share enough of their sketches or figures.

        Returns the numbers of the texts whose relations have changed.
        """
        sketches = {number: sketch_of(text) for number, text in fresh.items()}
        figured = {number: _figures_of(text) for number, text in fresh.items()}
        both = [distinct(np.concatenate([sketches[number], figured[number]])) for number in fresh]
        self.postings.add(both, list(fresh))
        hits = _Hits(self.postings, both)
        touched = self._part_by_formulas(hits)
        verdicts: dict[Pair, Verdict] = {}
        for number, sketch in sketches.items():
            for other in self._alike(number, hits.of(sketch), fresh):
                verdict = judge(fresh[number], self.texts.read(other))
                if verdict is not None:
                    verdicts[min(number, other), max(number, other)] = verdict
        for number, own in figured.items():
            for other in self._in_another_script(number, hits.of(own), fresh):
                verdict = judge_translation(fresh[number].raw, self.texts.read(other).raw)
                if verdict is not None:
                    verdicts.setdefault((min(number, other), max(number, other)), verdict)
        self._save(verdicts)
        return touched.union(*verdicts)

    def resembling(self, raw: str) -> dict[int, Verdict]:
        """The texts of the index that a text resembles, quotes or is quoted by; stores nothing."""
        text = read_text(raw)
        sketch = sketch_of(text)
        _, hits, _ = self.postings.find(sketch, at_most=FORMULA_TEXTS)
        others, times = np.unique(hits, return_counts=True)
        good = others[self._often_enough(others, times, len(sketch))].tolist()
        return {other: verdict for other in good if (verdict := judge(text, self.texts.read(other))) is not None}

    def of(self, numbers: Sequence[int]) -> dict[int, dict[Pair, Verdict]]:
        """The verdicts on each of these texts and any others, by (smaller number, greater number)."""
        found: dict[int, dict[Pair, Verdict]] = {number: {} for number in numbers}
        for some, marks in portions(numbers):
            for column in ("a", "b"):
                rows = self.db.execute(f"select {_COLUMNS} from pairs where {column} in ({marks})", some).fetchall()
                for a, b, *values in rows:
                    verdict = Verdict(**dict(zip(_COLUMNS.split(", ")[2:], values, strict=True)))
                    found[a if column == "a" else b][a, b] = verdict
        return found

    def forget(self, numbers: Iterable[int]) -> None:
        """Drop the verdicts on these texts."""
        self.db.conn.executemany("delete from pairs where a = ?1 or b = ?1", [(number,) for number in numbers])

    def _save(self, verdicts: Mapping[Pair, Verdict]) -> None:
        self.db.conn.executemany(
            f"insert or replace into pairs({_COLUMNS}) values (?, ?, ?, ?, ?, ?, ?)",
            [(*pair, v.likeness, v.link, v.strength, v.shared, v.why) for pair, v in verdicts.items()],
        )

    def _alike(self, number: int, hits: Numbers, fresh: Mapping[int, Text]) -> list[int]:
        """The texts hit often enough for their size; of two new ones the later is compared with the earlier."""
        others, times = np.unique(hits, return_counts=True)
        good = others[self._often_enough(others, times, int(self.texts.sketches[number]))]
        return [other for other in good.tolist() if other < number or (other != number and other not in fresh)]

    def _often_enough(self, others: Numbers, times: Numbers, sketch: int) -> NDArray[np.bool_]:
        """Which texts, hit so many times, are worth a comparison with one of so large a sketch."""
        least = np.minimum(self.texts.sketches[others], sketch)
        return (times >= np.where(least <= 4, 1, np.maximum(2, least * 0.1))) & (self.texts.sizes[others] > 0)

    def _part_by_formulas(self, hits: _Hits) -> set[int]:
        """Drop the verdicts on pairs that met by hashes which have just become formulas; the texts they were on.

        Without this a pair's fate would hang on whether it came before or after the formula's other users.
        """
        touched: set[int] = set()
        for users in hits.new_formulas():
            among = set(users.tolist())
            pairs = {pair: v for found in self.of(sorted(among)).values() for pair, v in found.items()}
            for pair, verdict in pairs.items():
                if among.issuperset(pair) and not self._meet(pair, verdict):
                    self.db.execute("delete from pairs where a = ? and b = ?", [*pair]).close()
                    touched |= {*pair}
        return touched

    def _meet(self, pair: Pair, verdict: Verdict) -> bool:
        """Whether two texts would be compared now."""
        a, b = map(self.texts.read, pair)
        sketch = _figures_of if verdict.link == TRANSLATION else sketch_of
        common = np.intersect1d(sketch(a), sketch(b))
        rare = int(np.count_nonzero(self.postings.counts(common) <= FORMULA_TEXTS))
        if verdict.link == TRANSLATION:
            return rare > 0
        one, other = np.array([pair[0]]), int(self.texts.sketches[pair[1]])
        return bool(self._often_enough(one, np.array([rare]), other)[0])

    def _in_another_script(self, number: int, hits: Numbers, fresh: Mapping[int, Text]) -> list[int]:
        others = np.unique(hits)
        strange = self.texts.scripts[others] != self.texts.scripts[number]
        good = others[strange & (self.texts.sizes[others] > 0)]
        return [other for other in good.tolist() if other < number or other not in fresh]


class _Hits:
    """The texts that hold each of a batch's hashes, found in one go; the batch's own texts are in the postings."""

    def __init__(self, postings: Postings, batch: Sequence[Hashes]) -> None:
        every = np.concatenate([*batch, np.empty(0, np.uint64)])
        self.hashes, self.own = np.unique(every, return_counts=True)
        self.postings = postings
        places, found, self.counts = postings.find(self.hashes, at_most=FORMULA_TEXTS)
        self.found = found[np.argsort(places, kind="stable")]
        self.read = np.bincount(places, minlength=len(self.hashes))
        self.starts = np.cumsum(self.read) - self.read

    def of(self, hashes: Hashes) -> Numbers:
        """The numbers of the texts that share these hashes, once for each; hashes of formulas are left out."""
        at = np.searchsorted(self.hashes, hashes)
        return self.found[gather(self.starts[at], self.read[at])]

    def new_formulas(self) -> Iterator[Numbers]:
        """The users of each hash that has become a formula by this batch."""
        for place in np.flatnonzero((self.counts > FORMULA_TEXTS) & (self.counts - self.own <= FORMULA_TEXTS)):
            yield self.postings.find(self.hashes[place : place + 1])[1]


def _figures_of(text: Text) -> Hashes:
    return figure_hashes(strong_figures(text.raw))
