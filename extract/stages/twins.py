"""One article at two addresses of an outlet: kept once, under the plainer address, whatever order they come in."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlsplit

from corpus.records import Outcome, digest
from corpus.store.articles import Corpus
from corpus.store.extraction import STAGE, Extraction
from extract.fields.canonical import SHOWN_AS, page_name


def are_twins(one: str, other: str) -> bool:
    """Whether two addresses can be of one article, whose text is known to be the same.

    They are if they end in the same name and one's parameters are all among the other's. A site that keeps the
    article's number in the query has twins only with the same number.
    """
    here, there = urlsplit(one), urlsplit(other)
    mine, theirs = (set(filter(None, parts.query.split("&"))) for parts in (here, there))
    return page_name(here.path) == page_name(there.path) and (mine <= theirs or theirs <= mine)


def _plainness(url: str) -> tuple[bool, int, str]:
    return SHOWN_AS.search(urlsplit(url).path) is not None, len(url), url


def settle_twins(corpus: Corpus, extraction: Extraction, *, version: str) -> Extraction:
    """The extraction as it is to be saved: under a twin's address, where a plainer one holds the same article.

    A twin that is less plain gives way: its page becomes a duplicate.
    """
    if not extraction.articles:
        return extraction
    article = extraction.articles[-1]
    rows = corpus.db.execute(
        "select id, url, page_url, title from articles where outlet = ? and text_hash = ? and url != ?",
        [article.outlet, digest(article.text), article.url],
    ).fetchall()
    twins = [row for row in rows if row[3] == article.title and are_twins(row[1], article.url)]
    for key, url, page_url, _ in twins:
        if _plainness(url) < _plainness(article.url):
            return replace(extraction, articles=(*extraction.articles[:-1], replace(article, url=url)))
        if page_url != extraction.page.url:
            corpus.drop_article(key)
            outcome = Outcome(stage=STAGE, url=page_url, reason="duplicate-url", detail=article.url, version=version)
            corpus.save_outcome(outcome, outlet=article.outlet)
    return extraction
