"""Gates on the articles that the crawl found. What a person imports by hand is wanted whatever it is."""

from __future__ import annotations

import re

from corpus.records import Article
from extract.page.blocks import is_dense, text_key
from extract.page.prose import is_sentence
from extract.page.trip_records import CrawledArticle, DecodedPage
from extract.topics.classifier import relevance

MIN_CHARACTERS = 250
MIN_CHARACTERS_DENSE = 90  # in Korean, Chinese and Japanese, which say as much in a third of the letters
BRIEF = 60  # a brief that something vouches for
BRIEF_DENSE = 25
SHORTEST_TITLE = 6  # letters
DATED = ("json-ld", "meta", "time-tag", "visible", "dateline")
_UNSEEN = re.compile(r"<(title|script)\b.*?</\1>|<[^>]*>", re.DOTALL)


def too_short(crawled: CrawledArticle) -> str | None:
    """Fewer characters than an article has, or than a brief has that something vouches for."""
    text, dense = crawled.article.text, is_dense(crawled.article.text)
    if crawled.article.partial or len(text) >= (MIN_CHARACTERS_DENSE if dense else MIN_CHARACTERS):
        return None
    brief = len(text) >= (BRIEF_DENSE if dense else BRIEF) and any(map(is_sentence, text.split("\n")))
    return None if brief and is_vouched(crawled.article, crawled.decoded) else f"{len(text)} characters"


def other_language(crawled: CrawledArticle) -> str | None:
    """Not in its outlet's language, where the text is long enough to tell."""
    article, outlet = crawled.article, crawled.decoded.outlet
    sure = len(article.text) >= MIN_CHARACTERS or is_dense(article.text)
    if outlet is not None and sure and article.language and not outlet.writes_in(article.language):
        return f"{article.language}, the outlet's is {', '.join(outlet.languages or (outlet.language,))}"
    return None


def off_topic(crawled: CrawledArticle) -> str | None:
    """Scored below the outlet's `topic_gate` for being about North Korea's economy."""
    score, outlet = relevance(crawled.article.topics), crawled.decoded.outlet
    if outlet is not None and score is not None and score < outlet.topic_gate:
        return f"{score:.3f}, the outlet's gate is {outlet.topic_gate}"
    return None


def is_vouched(article: Article, page: DecodedPage) -> bool:
    """Whether a page is the article that was listed: it dates itself, or shows the title that its listing gave."""
    if article.published_source in DATED:
        return True
    listed = text_key(page.raw.title or "")
    return len(listed) >= SHORTEST_TITLE and listed in text_key(_UNSEEN.sub(" ", page.source))
