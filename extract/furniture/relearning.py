"""When to learn an outlet's furniture anew, and from which of its stored pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.store.articles import Corpus
from corpus.store.furniture import known_furniture, page_counts, save_furniture
from corpus.store.page_archive import PageArchive
from corpus.store.reader import Readable

if TYPE_CHECKING:
    from extract.furniture.recurring import Furniture

LEAST_PAGES = 6
GROWTH = 1.5  # learned anew when an outlet has so many times the pages it had: each page is re-read a few times at most
SAMPLE = 60  # the newest pages, so that an old layout is forgotten
PROBE = 5  # the newest pages, asked whether they have a layout that was not there when it was learned


def learn_where_due(corpus: Corpus, archive: PageArchive) -> int:
    """How many outlets' furniture was learned anew, from their newest pages, and stored.

    The pages of an outlet whose furniture has changed become pending for extraction.
    """
    known = known_furniture(corpus.db)
    learned = 0
    for outlet, pages in page_counts(archive.db).items():
        before = known.get(outlet)
        if pages < LEAST_PAGES or (before is not None and not _due(archive, outlet, pages, before)):
            continue
        from extract.furniture.recurring import learn_furniture

        furniture = learn_furniture(archive.latest(outlet=outlet, limit=SAMPLE))
        save_furniture(corpus.db, outlet, version=furniture.version, pages=pages, blocks=furniture.to_json())
        learned += 1
    return learned


def yearly(outlet: str, year: int) -> str:
    """The key of what was learned of an outlet's pages of one year, in place of the outlet's id."""
    return f"{outlet}@{year}"


def load_furniture(db: Readable) -> dict[str, Furniture]:
    """What is known of each outlet's furniture."""
    from extract.furniture.recurring import Furniture

    return {outlet: Furniture.from_json(blocks) for outlet, (_, blocks) in known_furniture(db).items()}


def _due(archive: PageArchive, outlet: str, pages: int, known: tuple[int, str]) -> bool:
    """Whether there are many more pages than were learned from, or most of the newest have a new layout."""
    learned_from, blocks = known
    if pages >= GROWTH * learned_from:
        return True
    if pages < learned_from + PROBE:
        return False
    from extract.furniture.recurring import Furniture

    furniture = Furniture.from_json(blocks)
    newest = list(archive.latest(outlet=outlet, limit=PROBE))
    return sum(furniture.knows_layout(page) for page in newest) * 2 < len(newest)
