"""A crawl of our own making for near copies: pair F1 of the stories over kinds of pages that real sites mix.

    python bench/near_copies.py [--seed 1] [--wrong] [--kinds moving gallery]
    python bench/near_copies.py --peer              # containment with average linkage, on the same pages

Its bases are the newsroom's articles and the labelled press of events; seeded rules make the pages of them. What is one
story is what a reader would have folded under one headline:

- All versions of a moving story by one outlet, though the last may share nothing with the first, and every copy of any
  version. A day's live blog is one story; the next day's is another, whatever box of background both carry.
- A wire's report through its corrected versions, whichever of them a paper prints, figures corrected or not.
- What another desk of the house rewrites in the evening, while it keeps half of the paragraphs. What it tells anew
  around one quotation is a story of its own (in the same event).
- Not a notice, a box or captions that lie inside stories: they have been published by themselves, and are themselves.
- Not two tellings of one formula: another day, plant, person or figure is another story.
"""

from __future__ import annotations

import argparse
import re
import tempfile
from collections import Counter
from itertools import combinations
from pathlib import Path

from near_copy_pages import KINDS, Page, pages_of

from corpus.store.articles import Corpus
from corpus.store.stage import StageOptions
from extract.stages.cluster_articles import cluster_pending
from extract.stages.extract_and_tag import tag_pending
from extract.stories.grouping import average_link


def stories_found(pages: list[Page], *, tagged: bool) -> dict[str, str]:
    """The story of each page, by its address, as the stage tells it."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        with Corpus(data) as corpus, corpus.atomic():
            for page in pages:
                corpus.save_article(page.as_article(), page_url=page.url)
        if tagged:
            tag_pending(data, StageOptions(processes=1))
        cluster_pending(data)
        with Corpus(data) as corpus:
            return dict(corpus.db.execute("select url, story_id from articles").fetchall())


def peer_found(pages: list[Page], threshold: float = 0.5, size: int = 4) -> dict[str, str]:
    """The same by the plainest means: the share of the shorter text's word shingles, average linkage, no rules."""
    texts = [re.findall(r"\w+", page.text.lower()) for page in pages]
    shingles = [{tuple(words[at : at + size]) for at in range(max(1, len(words) - size + 1))} for words in texts]
    alike = {}
    for a, b in combinations(range(len(pages)), 2):
        share = len(shingles[a] & shingles[b]) / min(len(shingles[a]), len(shingles[b]))
        if share > 0.05:
            alike[a, b] = round(1000 * share)
    groups = average_link(range(len(pages)), alike, threshold=round(1000 * threshold))
    return {pages[number].url: str(group[0]) for group in groups for number in group}


def count_pairs(pages: list[Page], story_of: dict[str, str], *, wrong: bool = False) -> dict[str, tuple[int, int, int]]:
    """(pairs found, missed, false) by kind, and of "all"; the wrong ones are printed when asked for."""
    counts: Counter[tuple[str, bool, bool]] = Counter()
    for a, b in combinations(pages, 2):
        same, told = a.story == b.story, story_of[a.url] == story_of[b.url]
        if same or told:
            for kind in {"all", a.story.split()[0], b.story.split()[0]}:
                counts[kind, same, told] += 1
        if wrong and same != told:
            print(
                "false " if told else "missed",
                a.story,
                a.outlet,
                round(a.hours),
                "|",
                b.story,
                b.outlet,
                round(b.hours),
            )
    return {
        kind: (counts[kind, True, True], counts[kind, True, False], counts[kind, False, True])
        for kind in ("all", *KINDS)
        if counts[kind, True, True] + counts[kind, True, False]
    }


def f1(found: int, missed: int, false: int) -> float:
    """Pair F1."""
    return 2 * found / (2 * found + missed + false)


def main() -> None:
    """Print pair F1 by kind."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kinds", nargs="*", default=[], choices=list(KINDS))
    parser.add_argument("--wrong", action="store_true", help="name the pairs told wrongly")
    parser.add_argument("--tag", action="store_true", help="tag the pages first, so that places are known")
    parser.add_argument("--peer", action="store_true", help="containment with average linkage in place of the stage")
    options = parser.parse_args()
    pages = pages_of(options.seed, options.kinds)
    story_of = peer_found(pages) if options.peer else stories_found(pages, tagged=options.tag)
    print(f"{len(pages)} pages")
    for kind, (found, missed, false) in count_pairs(pages, story_of, wrong=options.wrong).items():
        print(f"{kind:10} F1 {f1(found, missed, false):.4f}: {found} pairs found, {missed} missed, {false} false")


if __name__ == "__main__":
    main()
