"""Many names or queries at once: for each what it finds, as a table of counts and newest sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar

from corpus.search.did_you_mean import did_you_mean
from corpus.search.hits import Query, search
from corpus.store.reader import Readable

MOST_LINES = 500  # of one batch on the page


@dataclass(frozen=True, kw_only=True, slots=True)
class BatchRow:
    """What a query finds: the entities that it names, articles, stories, the newest article with its sentence, and
    what may have been meant where hardly anything is found. With `noarchive` the sentence may not leave this machine.
    """

    WITHHELD: ClassVar[tuple[str, ...]] = ("sentence",)

    query: str
    entities: tuple[str, ...]
    articles: int
    stories: int
    newest: str | None
    article_id: str | None
    title: str
    outlet: str
    sentence: str
    meant: tuple[str, ...]
    noarchive: bool = False


def queries_of(lines: Iterable[str]) -> list[str]:
    """The queries of a list, a line each: blank lines, and those that begin with "#", are none; each once."""
    stripped = (line.strip("\ufeff \t\r\n\f\v").strip() for line in lines)
    return list(dict.fromkeys(line for line in stripped if line and not line.startswith("#")))


def search_batch(db: Readable, queries: Iterable[str]) -> Iterator[BatchRow]:
    """A row for each query, in their order."""
    for text in queries:
        query = Query(text=text, limit=1, fold=True)
        results = search(db, query)
        meant = did_you_mean(db, query, results.total, results.entities)
        hit = results.hits[0] if results.hits else None
        snippet = hit.snippets[0] if hit and hit.snippets else None
        yield BatchRow(
            query=text,
            entities=results.entities,
            articles=results.total,
            stories=results.stories,
            newest=hit.published if hit else None,
            article_id=hit.id if hit else None,
            title=hit.title if hit else "",
            outlet=hit.outlet if hit else "",
            sentence=snippet.text if snippet else "",
            noarchive=snippet is not None and snippet.noarchive,
            meant=tuple(each.text for each in meant),
        )
