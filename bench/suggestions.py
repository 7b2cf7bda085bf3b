"""How often the right name is among the first three for one that was mistyped, and how long that takes; how often
`match` says which was meant, and of names that nobody knows how often it says so too.

    python bench/suggestions.py [--names 200] [--seeds 5]

The names are those of the base with one slip or two, as tests/corpus/search/test_suggestions.py makes them;
those that nobody knows are the names marked in the texts of models/assets that the base does not have.
"""

from __future__ import annotations

import argparse
import random
import re
import statistics
import sys
import tempfile
import time
from pathlib import Path

from corpus.search.suggestions import suggest_names
from corpus.store.articles import Corpus
from extract.resolve.base import base_index
from extract.resolve.name_lists import match_name

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "corpus" / "search"))
from test_suggestions import mistyped, write_base

ASSETS = Path(__file__).parents[1] / "models" / "assets"
MARKED = re.compile(r"\[([^\]]+)\]\((PERSON|PLACE|ORG|FACTORY|PRODUCT)\)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--names", type=int, default=200)
    parser.add_argument("--seeds", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, Corpus(Path(folder)) as corpus:
        write_base(corpus)
        started = time.perf_counter()
        suggest_names(corpus.db, "Rason")
        print(f"the names read   {1000 * (time.perf_counter() - started):6.0f} ms")
        for seed in range(options.seeds):
            right, taken = 0, []
            for key, typed in mistyped(options.names, random.Random(seed)):
                started = time.perf_counter()
                found = suggest_names(corpus.db, typed, limit=3)
                taken.append(1000 * (time.perf_counter() - started))
                right += key in [each.id for each in found]
            share = 100 * right / options.names
            times = f"median {statistics.median(taken):.1f} ms, slowest {max(taken):.1f} ms"
            print(f"seed {seed}  {share:5.1f} % among three, {times}")
    _likely(options.names, options.seeds)


def _likely(count: int, seeds: int) -> None:
    """Print how many mistyped and unknown names are "unsure" or "same" by the base, and how many rightly so."""
    base = base_index()
    said, right, whole = 0, 0, count * seeds
    for seed in range(seeds):
        for key, typed in mistyped(count, random.Random(seed)):
            found = match_name(typed, base.entities[key].label, base, None)
            said += bool(found.id)
            right += found.id == key
    print(f"mistyped  {100 * said / whole:5.1f} % get an entity, of these {100 * right / said:.1f} % the right one")
    for split in ("train", "dev", "test"):
        texts = [path.read_text("utf-8") for path in sorted((ASSETS / split).glob("*.md"))]
        marked = sorted({(found[1], found[2]) for text in texts for found in MARKED.finditer(text)})
        judged = [match_name(name, label, base, None) for name, label in marked]
        wrong = sum(found.why.endswith(" mistyped") for found in judged)
        unknown = wrong + sum(not found.id for found in judged)
        print(f"unknown   {100 * wrong / unknown:5.1f} % of the {unknown:,} in {split} get an entity")


if __name__ == "__main__":
    main()
