"""Which texts of the index are related: candidates from the postings, each compared, the verdicts kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from corpus.schema.sqlite_library import Database
from extract.stories.compare import Text, read_text
from extract.stories.index_schema import portions
from extract.stories.judging import TRANSLATION, Verdict, judge, judge_translation
from extract.stories.numbers import figure_sketch
from extract.stories.postings import Numbers, Postings
from extract.stories.shared_hashes import Hits
from extract.stories.texts import Texts
from extract.stories.words import Hashes, distinct

Pair = tuple[int, int]
Flags = NDArray[np.bool_]

# a hash in more texts than this is a formula, and no reason to compare two of them: no story is told in so many
FORMULA_TEXTS = 400
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
        sketches = {number: text.sketch for number, text in fresh.items()}
        figured = {number: figure_sketch(text.raw) for number, text in fresh.items()}
        both = [distinct(np.concatenate([sketches[number], figured[number]])) for number in fresh]
        self.postings.add(both, list(fresh))
        alike, parted = self._compare(fresh, sketches, translated=False)
        translated, unlinked = self._compare(fresh, figured, translated=True)
        verdicts = translated | alike
        self._save(verdicts)
        return parted.union(unlinked, *verdicts)

    def _compare(
        self, fresh: Mapping[int, Text], sketches: Mapping[int, Hashes], *, translated: bool
    ) -> tuple[dict[Pair, tuple[Verdict, int]], set[int]]:
        """(the verdicts on new texts and those that they meet, with how many hashes they met by; texts parted)."""
        hits = Hits(self.postings, sketches, at_most=FORMULA_TEXTS)
        parted = self._part_by_formulas(hits, translated=translated)
        worth = self._in_another_script if translated else self._often_enough
        found = {}
        for later, earlier, times in hits.pairs():
            good = worth(later, earlier, times)
            for a, b, met in zip(earlier[good].tolist(), later[good].tolist(), times[good].tolist(), strict=True):
                one, other = fresh.get(a) or self.texts.read(a), fresh[b]
                verdict = judge_translation(one.raw, other.raw) if translated else judge(one, other)
                if verdict is not None:
                    found[a, b] = verdict, met
        return found, parted

    def resembling(self, raw: str) -> dict[int, Verdict]:
        """The texts of the index that a text resembles, quotes or is quoted by; stores nothing."""
        text = read_text(raw)
        sketch = text.sketch
        _, hits, _ = self.postings.find(sketch, at_most=FORMULA_TEXTS)
        others, times = np.unique(hits, return_counts=True)
        self.texts.know(others)
        least = np.minimum(self.texts.sketches[others], len(sketch))
        good = others[(times >= _needed(least)) & (self.texts.sizes[others] > 0)].tolist()
        return {other: verdict for other in good if (verdict := judge(text, self.texts.read(other))) is not None}

    def of(self, numbers: Sequence[int]) -> dict[int, dict[Pair, Verdict]]:
        """The verdicts on each of these texts and any others, by (smaller number, greater number)."""
        found: dict[int, dict[Pair, Verdict]] = {number: {} for number in numbers}
        for some, marks in portions(numbers):
            for column in ("a", "b"):
                rows = self.db.execute(f"select {_COLUMNS} from pairs where {column} in ({marks})", some).fetchall()
                for a, b, likeness, link, strength, shared, why in rows:
                    verdict = Verdict(likeness=likeness, link=link, strength=strength, shared=shared, why=why)
                    found[a if column == "a" else b][a, b] = verdict
        return found

    def forget(self, numbers: Iterable[int]) -> None:
        """Drop the verdicts on these texts."""
        self.db.conn.executemany("delete from pairs where a = ?1 or b = ?1", [(number,) for number in numbers])

    def _save(self, verdicts: Mapping[Pair, tuple[Verdict, int]]) -> None:
        self.db.conn.executemany(
            f"insert or replace into pairs({_COLUMNS}, met) values (?, ?, ?, ?, ?, ?, ?, ?)",
            [(*pair, v.likeness, v.link, v.strength, v.shared, v.why, met) for pair, (v, met) in verdicts.items()],
        )

    def _often_enough(self, one: Numbers, other: Numbers, times: Numbers) -> Flags:
        """Which pairs of texts, hit so many times, are worth a comparison."""
        self.texts.know(other)
        least = np.minimum(self.texts.sketches[one], self.texts.sketches[other])
        return (times >= _needed(least)) & (self.texts.sizes[other] > 0)

    def _in_another_script(self, one: Numbers, other: Numbers, times: Numbers) -> Flags:
        """Which pairs of texts may be translations: any figure in common will do."""
        self.texts.know(other)
        unlike: Flags = self.texts.scripts[one] != self.texts.scripts[other]
        return unlike & (self.texts.sizes[other] > 0)

    def _part_by_formulas(self, hits: Hits, *, translated: bool) -> set[int]:
        """Drop the verdicts on pairs that met by hashes which have just become formulas; the texts they were on.

        Without this a pair's fate would hang on whether it came before or after the formula's other users.
        """
        used: dict[int, set[int]] = {}
        for formula, users in enumerate(hits.new_formulas()):
            for text in users.tolist():
                used.setdefault(text, set()).add(formula)
        touched: set[int] = set()
        self.texts.know(np.fromiter(used, np.int64, count=len(used)))
        for some, marks in portions(sorted(used)):
            rows = self.db.execute(f"select a, b, link, met from pairs where a in ({marks})", some).fetchall()
            for a, b, link, met in rows:
                formulas = len(used[a] & used.get(b, set()))
                if not formulas or (link == TRANSLATION) != translated:
                    continue
                least = min(self.texts.sketches[a], self.texts.sketches[b])
                if met - formulas >= (1 if translated else _needed(least)):
                    query = "update pairs set met = met - ? where a = ? and b = ?"
                    self.db.execute(query, [formulas, a, b]).close()
                else:
                    self.db.execute("delete from pairs where a = ? and b = ?", [a, b]).close()
                    touched |= {a, b}
        return touched


def _needed(sketch: NDArray[np.int32]) -> NDArray[np.float64]:
    """How many hashes two texts, of which the lesser's sketch has so many, must share to be compared."""
    return np.where(sketch <= 4, 1, np.maximum(2, sketch * 0.1))
