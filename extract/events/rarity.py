"""How much it says that two texts have something in common: what half of all reports name says nothing.

Weights hang on nothing that arrives later, so that a pair has one score whenever it is scored. A name weighs by its
label and kind (names.tsv). An English word weighs by its place in the vectors' table, where words stand by how often
they are used; pairs of characters, which stand for words in other languages, weigh the same, save mere grammar.
"""

from __future__ import annotations

import csv
import math
from functools import cache
from importlib import resources

from models.word_vectors import frequency_rank

# a word among the first 200 says nothing, the 30,000th says most
_COMMON, _RARE = math.log(200), math.log(30_000)


def name_weight(entity_id: str, label: str, kind: str) -> float:
    """How much sharing this name says, from 0.05 for the country itself to 3 for a plant."""
    own, by_kind = _weights()
    if entity_id in own:
        return own[entity_id]
    return by_kind.get((label, kind), by_kind[label, ""])


@cache
def _weights() -> tuple[dict[str, float], dict[tuple[str, str], float]]:
    text = (resources.files("extract.events") / "names.tsv").read_text("utf-8")
    rows = list(csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))
    own = {row["id"]: float(row["weight"]) for row in rows if row["id"]}
    return own, {(row["label"], row["kind"]): float(row["weight"]) for row in rows if not row["id"]}


def word_weight(word: str) -> float:
    """How much sharing this English word says, 0 to 1; who asks often keeps the answer (`word_likeness`)."""
    rank = frequency_rank(word)
    if rank is None:
        return 1.0
    return min(1.0, max(0.0, (math.log(rank + 1) - _COMMON) / (_RARE - _COMMON)))
