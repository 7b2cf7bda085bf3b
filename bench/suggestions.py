"""How often the right name is among the first three for one that was mistyped, and how long that takes.

    python bench/suggestions.py [--names 200] [--seeds 5]

The names are those of the base with one slip or two, as tests/corpus/search/test_suggestions.py makes them.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path

from corpus.search.suggestions import suggest_names
from corpus.store.articles import Corpus

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "corpus" / "search"))
from test_suggestions import mistyped, write_base


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


if __name__ == "__main__":
    main()
