"""The last step of a page's trip: the article, with the fields that are read from its text and what stood around it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from corpus.records import Article
from extract.article.certainty import certainty_of
from extract.article.extra_lines import LONGEST_BIO
from extract.article.version import extraction_version
from extract.fields.agency import credited_agency
from extract.fields.authors import names_at_end, read_authors, split_byline
from extract.fields.byline_settings import inside_brackets
from extract.fields.canonical import canonical_address
from extract.fields.dates import date_page
from extract.fields.language import detect_language
from extract.fields.likely_zone import likely_zone
from extract.fields.script_dates import scripted_dates
from extract.fields.titles import site_names, title_tail
from extract.fields.visible import LONGEST_NAME, labelled_lines, places_of, signs, with_labels
from extract.page.blocks import Block
from extract.page.element_names import name_words
from extract.page.trip_records import Body, BylineLine
from extract.topics.classifier import read_topics

EDGES = ("contact", "credit", "furniture", "author")  # what is taken out for these may say who wrote the article
BELOW = 3  # blocks after the text that may say who wrote it
BIO_WITHIN = 12  # blocks after the text among which who wrote it may be told in a box of that name
LONGEST_CREDIT = 160
NOTES = 3  # lines at the text's end
_COMMENTS = re.compile(
    r"(\d+ )?(comments?|repl(y|ies)|responses?|discussion|댓글|评论|評論|コメント|комментари)", re.IGNORECASE
)
_BIO_NAMES = re.compile(r"\b(bio|by ?line|authors?|writer|reporter|contributors?|profile)\b")


def assemble(body: Body) -> Article:
    """The article with its address, date, authors, agency, language and topics."""
    page, metadata, visible = body.fields.decoded, body.fields.metadata, body.visible
    outlet = page.outlet
    dating = date_page(
        page.raw,
        metadata,
        visible,
        timezone=outlet.zone if outlet else likely_zone(page.raw.url, metadata.html_lang),
        scripted=lambda: scripted_dates(page.source, body.fields.titles),
    )
    won = dating.winner
    sure = certainty_of(body)
    edges = [item.text for item in body.removed if item.reason in EDGES]
    short = [text for text in (*visible.near_headline, *edges, metadata.first("author")) if len(text) < LONGEST_CREDIT]
    return Article(
        url=canonical_address(page.raw.url, metadata.canonical, outlet),
        outlet=page.raw.outlet,
        title=body.fields.title,
        text=body.text,
        fetched_at=page.raw.fetched_at,
        method=extraction_version(),
        published=won.when if won else None,
        published_precision=won.precision if won else None,
        published_source=won.source if won else None,
        published_evidence=tuple(str(item) for item in dating.losers),
        authors=read_authors(
            metadata,
            (*visible.parts, *visible.near_headline, *visible.before_text, *body.lines[:1]),
            (*edges, *_last_lines(body.lines), *_signed_below(body)),
            visible.bylines,
            sites=(*site_names(metadata, page.raw.url, page.outlet_name), *title_tail(metadata, body.fields.title)),
            about=(*visible.about, *_lines_below(body, edges)),
            bios=(*(item.text for item in body.removed if item.reason == "author"), *_bios_below(body)),
            shown=(block.text for block in body.whole if len(block.text) <= LONGEST_NAME),
        ),
        language=detect_language(body.text, declared=metadata.html_lang, title=body.fields.title),
        topics=read_topics(body.fields.title, body.text),
        captions=body.captions,
        partial=body.partial,
        agency=credited_agency(body.lines, short, own=page.outlet_name),
        removed=body.removed,
        tables=body.tables,
        certainty=sure.score if sure else None,
        doubts=sure.against if sure else (),
    )


def _bios_below(body: Body) -> Iterator[str]:
    """The lines below the text that stand in an element named for who wrote it."""
    places = places_of(body.kept[-1:], body.whole)
    for block in body.whole[places[0] + 1 : places[0] + 1 + BIO_WITHIN] if places else ():
        around = [e for e in (block.element, block.element.getparent()) if e is not None]
        named = any(_BIO_NAMES.search(name_words(element)) for element in around)
        if named and len(block.text) <= LONGEST_BIO and block.link_share < 0.5:
            yield block.text


def _last_lines(lines: Sequence[str]) -> tuple[str, ...]:
    """The text's last line, and those right before it that stand in brackets: a note may follow a signature."""
    return (*lines[-1:], *(line for line in lines[-NOTES:-1] if inside_brackets(line) != line))


def _lines_below(body: Body, edges: Sequence[str]) -> Iterator[BylineLine]:
    """The lines at the text's edges that may say who wrote it, and what follows it."""
    yield from (
        BylineLine(text=line, place="below")
        for line in (*edges, *_last_lines(body.lines))
        if len(line) < LONGEST_CREDIT
    )
    yield from labelled_lines([block for block in _following(body) if len(block.text) < LONGEST_CREDIT], "below")


def _following(body: Body) -> Sequence[Block]:
    """The blocks right after the text."""
    places = places_of(body.kept[-1:], body.whole)
    after = body.whole[places[0] + 1 : places[0] + 1 + BELOW] if places else ()
    return tuple(takewhile(lambda block: not _COMMENTS.match(block.text), after))


def _signed_below(body: Body) -> list[str]:
    """The lines right after the text that say who wrote it and were not read as its own."""
    short = [block for block in _following(body) if len(block.text) <= LONGEST_NAME]
    said = [line for line in with_labels([block.text for block in short]) if split_byline(line) or names_at_end(line)]
    return [*said, *(block.text for block in short if signs(block))]
