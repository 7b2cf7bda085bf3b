"""The article's lines: trafilatura's text set beside the page's blocks, furniture out, lost paragraphs back in."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import replace
from itertools import islice

from lxml.etree import strip_elements
from rapidfuzz import fuzz
from trafilatura import bare_extraction

from corpus.records import Skip
from extract.article.author_lines import is_signed, names_author
from extract.article.draft import SHORT_TEXT, Draft, Line, align, in_page_order, join_pieces, kept_blocks, split_runs
from extract.article.extra_lines import (
    EDGE,
    asks_to_pay,
    drop_after_signature,
    drop_own_mail,
    drop_quoted,
    drop_repeats,
    drop_terms,
    is_bio,
)
from extract.article.far_lines import drop_far
from extract.article.rescue import restore_lost, second_opinion
from extract.article.table_lines import restore_grids, settle_tables
from extract.fields.authors import names_at_end, stated_authors
from extract.fields.stamps import is_stamp, opens_stamp
from extract.fields.visible import ends_in_day, is_byline, visible_texts
from extract.furniture.boxes import CREDIT, GATE_WORDS
from extract.furniture.line_rules import LinePolicy, line_reason
from extract.furniture.recurring import place_of
from extract.gates.lists import LONG_PROSE, cards_of, is_linked_title, upwards
from extract.gates.text_gates import is_partial
from extract.page.blocks import Block, common_element, is_dense, squeeze, text_key
from extract.page.element_names import name_words
from extract.page.long_paragraphs import with_parted_paragraphs
from extract.page.metadata import states_article
from extract.page.prose import PROSE, is_paragraph, is_sentence
from extract.page.trip_records import Body, ClearedPage, PageFields

SIGNED_WITHIN = 2  # lines from the end
LONGEST_KICKER = 40
NEXT_STAMP = 4  # blocks below an h1 in which its day or byline stands
FEWEST_BEFORE = 3  # sentences before the next article
LINK_TAIL = 3
MOST_HEADLINES = 2  # the article's and the site's
_BAR = re.compile(r"[|｜]")
SHORTEST_TITLE = 6  # letters: a shorter one may be a word of the text
STANDFIRST_LEAST = 30  # characters
STANDFIRST_DENSE = 12
STANDFIRST = re.compile(
    r"\b(standfirst|sub ?title|sub ?head(line|ing)?|excerpt|dek|deck|lede|strapline|kicker text|summary"
    r"|intro(duction)?|teaser|tagline|description|article lead|lead|announce|anons|abstract|ingress|chapo|preamble"
    r"|vorspann|copete|bajada|entradilla|leadtext)\b"
)

STAMP = re.compile(r"\b\d{1,2}[.:h]\d{2}\b|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b")

MOST_PARAGRAPHS = 4_000  # the largest saved news page has fewer elements in all


def compose(page: ClearedPage, fields: PageFields, policy: LinePolicy) -> Body:
    """The article's lines from what trafilatura reads in a page and from the page's blocks.

    Raises:
        Skip: trafilatura gave up on the page.
    """
    reading = _trafilatura_text(page)
    draft = _draft(reading, page, fields, policy)
    grids = {
        index: page.parsed.grids[b.element] for index, b in enumerate(page.blocks) if b.element in page.parsed.grids
    }
    restore_grids(draft, page.blocks, grids)
    lines, tables = settle_tables(
        [(line.text, grids.get(-1 if line.block is None else line.block)) for line in draft.lines]
    )
    kept = kept_blocks(draft.lines, page.blocks)
    if not kept and draft.lines:  # the body that JSON-LD states, in a page that does not show it
        kept = [Block(line.text, page.parsed.tree.body, 0, line.key) for line in draft.lines]
    place = common_element(kept) if kept else None
    body = Body(
        fields=fields,
        lines=lines,
        captions=page.captions,
        removed=(*page.boxes_inside(place), *draft.removed),
        visible=visible_texts(
            page.time_tags,
            page.author_tags,
            page.whole,
            with_edges(lines, draft),
            fields.titles,
            kept=kept,
        ),
        kept=tuple(kept),
        whole=page.whole,
        tables=tables,
        reading=reading,
        layout_known=_stands_in(kept, page.layouts) if page.layouts else None,
    )
    return replace(body, partial=is_partial(body))


def _stands_in(kept: Sequence[Block], layouts: Set[str]) -> bool:
    """Whether a paragraph of the text stands in one of some places."""
    return any(is_paragraph(b.text, b.link_share) and place_of(b.element) in layouts for b in kept)


def with_edges(lines: Sequence[str], draft: Draft) -> tuple[str, ...]:
    """The article's lines, those that say its day and who wrote it at the end back among them."""
    return (*lines, *(item.text for item in draft.removed if item.reason in ("date-line", "author", "credit")))


def _trafilatura_text(page: ClearedPage) -> str:
    tree = page.parsed.tree
    # read already, or never shown; copying them costs trafilatura most
    strip_elements(tree, "script", "style", "svg", "template", "noscript", "button", "select", with_tail=False)
    try:
        # its second opinion (justext) compares each paragraph with all the others
        fast = sum(1 for _ in tree.iter("p", "li", "div", "td", "br")) > MOST_PARAGRAPHS
        document = bare_extraction(
            with_parted_paragraphs(tree), url=page.parsed.decoded.raw.url, include_comments=False, fast=fast
        )
    except Exception as error:  # a third party's parser: one page must not end the run
        raise Skip("extractor-failed", f"{type(error).__name__}: {error}") from error
    return getattr(document, "text", None) or ""


def _draft(text: str, page: ClearedPage, fields: PageFields, policy: LinePolicy) -> Draft:
    """The article's lines: `text` set beside the page's blocks, lost paragraphs back in, furniture out."""
    blocks = page.blocks
    draft = Draft(in_page_order(split_runs(join_pieces(align(text, blocks), blocks), blocks, page.learned)))
    draft.lines = restore_lost(second_opinion(draft.lines, blocks, fields.article_body), blocks)
    drop_kicker(draft, blocks, fields.titles)
    drop_headline(draft, blocks, fields.titles)
    drop_learned(draft, policy, page.learned)
    drop_after_signature(draft, blocks, is_signed)
    drop_terms(draft, blocks, policy)
    drop_by_rules(draft, blocks, policy, stated_authors(fields.metadata))
    drop_own_mail(draft, policy, page.parsed.decoded.raw.url)
    drop_teasers(draft, blocks)
    drop_next_article(draft, blocks, fields.title + fields.metadata.title)
    drop_link_tail(draft, blocks)
    drop_strays(draft, blocks)
    drop_far(draft, blocks, page.whole)
    drop_repeats(draft, blocks)
    drop_quoted(draft, blocks)
    add_standfirst(draft, blocks, fields)
    if states_article(fields.metadata):
        drop_cards(draft, blocks, page.whole)
    return draft


def drop_kicker(draft: Draft, blocks: Sequence[Block], titles: Sequence[str] = ()) -> None:
    """Takes out the words above the headline, which name the section or are the site's menu."""
    headline = next((index for index, block in enumerate(blocks) if block.element.tag == "h1"), -1)
    if headline < 0:
        keys = [key for title in titles if len(key := text_key(title)) >= SHORTEST_TITLE]
        headline = next((i for i, block in enumerate(blocks) if any(same_headline(block.key, key) for key in keys)), -1)
    below = sum(len(line.text) for line in draft.lines if line.block is not None and line.block >= headline)
    if headline < 0 or below * 2 < sum(len(line.text) for line in draft.lines):
        return  # a heading below the article is another's
    for index, line in enumerate(draft.lines):
        if line.block is None or line.block >= headline:
            break
        if len(line.text) <= LONGEST_KICKER and not is_sentence(line.text):
            draft.drop(index, "kicker")
    draft.settle()


def drop_learned(draft: Draft, policy: LinePolicy, learned: Set[str]) -> None:
    """Takes out the lines that are the outlet's furniture, unless its file says otherwise."""
    for index, line in enumerate(draft.lines):
        if line.key in learned and not policy.keeps(line.text):
            draft.drop(index, "furniture")
    draft.settle()


def drop_headline(draft: Draft, blocks: Sequence[Block], titles: Sequence[str]) -> None:
    """Takes out lines that repeat the headline."""
    keys = [key for title in titles if len(key := text_key(title)) >= SHORTEST_TITLE]
    headings = [
        i for i, line in enumerate(draft.lines) if line.block is not None and blocks[line.block].element.tag == "h1"
    ]
    if len(headings) > MOST_HEADLINES:  # the article's own headings
        headings = []
    for index, line in enumerate(draft.lines):
        if len(line.text) > 250:
            continue
        if index in headings or any(same_headline(line.key, key) for key in keys):
            draft.drop(index, "headline")
    draft.settle()


def same_headline(line: str, title: str) -> bool:
    """Whether two text keys are one headline, small edits allowed."""
    if line == title:
        return True
    return 0.75 < len(line) / max(1, len(title)) < 1.34 and fuzz.ratio(line, title) >= 90


def drop_by_rules(draft: Draft, blocks: Sequence[Block], policy: LinePolicy, stated: Sequence[str] = ()) -> None:
    """Takes out the lines that are furniture by the outlet's word or by their wording; `stated` are the authors."""
    for index, line in enumerate(draft.lines):
        linked = line.block is not None and blocks[line.block].link_share > 0.6
        reason = policy.reason(line.text, *(("any", "link") if linked else ("any",)))
        if reason is not None:
            draft.drop(index, reason)
    draft.settle()
    gone = _drop_edges(draft, blocks, policy, stated)
    while gone:  # what goes from an edge hides a byline that stood behind it
        gone = _drop_edges(draft, blocks, policy, stated, bylines_alone=True)


def _drop_edges(
    draft: Draft, blocks: Sequence[Block], policy: LinePolicy, stated: Sequence[str], *, bylines_alone: bool = False
) -> int:
    """Takes out the lines at the edges that say who wrote it, and when, and the like; how many these were."""
    count = len(draft.lines)
    gone = 0
    for index in {*range(min(EDGE, count)), *range(max(0, count - EDGE), count)}:
        line = draft.lines[index]
        block = None if line.block is None else blocks[line.block]
        if policy.keeps(line.text) or (bylines_alone and not names_author(line.text, block, stated)):
            continue
        reason = policy.reason(line.text, "any", "edge")
        signed = index >= count - SIGNED_WITHIN and (
            is_signed(line, blocks) or bool(names_at_end(line.text)) or is_bio(line, blocks)
        )
        dated = ends_in_day(line.text) and _BAR.search(line.text) is not None  # a list's rows end in days, too
        if reason is None and (is_stamp(line.text) or dated or opens_stamp(line.text)):
            reason = "date-line"
        if reason is None and (signed or names_author(line.text, block, stated)):
            reason = "author"
        if reason is None and index >= count - EDGE and asks_to_pay(line, draft.lines[0], blocks):
            reason = "paywall"
        if reason is not None:
            draft.drop(index, reason)
            gone += 1
    draft.settle()
    return gone


def drop_teasers(draft: Draft, blocks: Sequence[Block]) -> None:
    """Takes out the headlines of other stories between paragraphs: lines that are one bold link each, and few."""
    teasers = [
        index for index, line in enumerate(draft.lines) if line.block is not None and _is_teaser(blocks[line.block])
    ]
    if len(teasers) * 3 <= len(draft.lines):
        for index in teasers:
            draft.drop(index, "related")
        draft.settle()


def _is_teaser(block: Block) -> bool:
    """Whether a block is another story's headline: a paragraph that is one bold link, a box of a link and a day."""
    if block.element.tag == "p":
        return _is_bold_link(block)
    if block.element.tag not in ("blockquote", "div", "aside", "section") or not is_linked_title(block):
        return False
    links = list(block.element.iter("a"))
    if len(links) != 1:
        return False
    beside = block.text.replace(squeeze("".join(links[0].itertext())), " ", 1).strip()
    return beside != "" and (is_stamp(beside) or bool(STAMP.search(beside)) or beside[-4:].strip().isdigit())


def _is_bold_link(block: Block) -> bool:
    if block.link_share < 0.95 or not is_linked_title(block) or is_sentence(block.text.rstrip('"”»’')):
        return False
    return block.element.find(".//b") is not None or block.element.find(".//strong") is not None


def drop_next_article(draft: Draft, blocks: Sequence[Block], title: str) -> None:
    """Takes out the article that a page goes on with: another h1 below, dated, signed or in a box named next."""
    own = text_key(title)
    prose = [line.block for line in draft.lines if line.block is not None and is_sentence(line.text)]
    for index, block in enumerate(blocks):
        below = blocks[index + 1 : index + 1 + NEXT_STAMP]
        if (
            block.element.tag == "h1"
            and block.key not in own
            and len([place for place in prose if place < index]) >= FEWEST_BEFORE
            and (any(is_stamp(other.text) or is_byline(other) for other in below) or _is_next(block))
        ):
            for place, line in enumerate(draft.lines):
                if line.block is not None and line.block >= index:
                    draft.drop(place, "related")
            break
    draft.settle()


def _is_next(block: Block) -> bool:
    """Whether a block stands in a box that is called the next one, or has an address of its own."""
    around = list(islice(block.element.iterancestors(), 3))
    return any("next" in name_words(element).split() or element.get("data-url") for element in around)


def drop_link_tail(draft: Draft, blocks: Sequence[Block]) -> None:
    """Takes out a run of links that ends the article, where running text stands before it."""
    tail = len(draft.lines)
    while tail and (block := draft.lines[tail - 1].block) is not None and blocks[block].link_share > 0.9:
        tail -= 1
    before = [
        line
        for line in draft.lines[:tail]
        if line.block is not None and is_paragraph(line.text, blocks[line.block].link_share)
    ]
    if len(draft.lines) - tail >= LINK_TAIL and len(before) >= 2:
        for index in range(tail, len(draft.lines)):
            draft.drop(index, "related")
    draft.settle()


def drop_strays(draft: Draft, blocks: Sequence[Block]) -> None:
    """Takes words of the page's frame out of a short text: what is no sentence and stands away from its sentences."""
    placed = [blocks[line.block] for line in draft.lines if line.block is not None]
    sentences = [block for block in placed if is_sentence(block.text) and block.link_share < 0.5]
    if not sentences or sum(len(line.text) for line in draft.lines) > SHORT_TEXT:
        return
    place = common_element(sentences, share=0.6)
    inside = set(place.iter()) if place.tag not in ("p", "span") else set(place.getparent().iter())
    for index, line in enumerate(draft.lines):
        if line.block is not None and blocks[line.block].element not in inside and not is_sentence(line.text):
            draft.drop(index, "furniture")
    draft.settle()


def add_standfirst(draft: Draft, blocks: Sequence[Block], fields: PageFields) -> None:
    """Puts back a standfirst that stands between the headline and the first line and was left outside."""
    first = next((line.block for line in draft.lines if line.block is not None), None)
    if first is None:
        return
    title_keys = [text_key(title) for title in fields.titles]
    start = next(
        (
            i
            for i in range(first - 1, -1, -1)
            if blocks[i].element.tag == "h1" or any(same_headline(blocks[i].key, k) for k in title_keys)
        ),
        None,
    )
    if start is None:
        return
    described = [text_key(text) for text in fields.descriptions]
    kept = "\n".join(line.key for line in draft.lines)
    found = 0
    for index in range(start + 1, first):
        block = blocks[index]
        if (
            len(block.text) < (STANDFIRST_DENSE if is_dense(block.text) else STANDFIRST_LEAST)
            or block.link_share > 0.3
            or block.key in kept
            or any(len(line.key) >= PROSE and line.key in block.key for line in draft.lines)
            or line_reason(block.text, "any", "edge")
            or names_author(block.text, block)
        ):
            continue
        words = name_words(block.element) + " " + name_words(block.element.getparent())
        if (
            STANDFIRST.search(words)
            or _is_first_paragraph(block)
            or any(same_headline(block.key, key) for key in described)
        ):
            draft.lines.insert(found, Line(block.text, block.key, index))
            found += 1


def _is_first_paragraph(block: Block) -> bool:
    """Whether a block above the article's container is its first paragraph, and no picture's, list's or poll's."""
    if CREDIT.search(block.text) or block.text.endswith("?") or not is_paragraph(block.text, block.link_share):
        return False
    if is_byline(block) or STAMP.search(block.text[:LONGEST_KICKER]) or GATE_WORDS.search(block.text):
        return False
    around = [block.element, *block.element.iterancestors()]
    return block.element.tag == "p" and not any(e.tag in ("li", "figure", "aside", "form", "nav") for e in around)


def drop_cards(draft: Draft, blocks: Sequence[Block], whole: Sequence[Block]) -> None:
    """Takes out of a short article what stands in cards of others: their headlines with the teasers below them.

    `blocks` are those that the lines count, `whole` all of the page's. Nothing goes where no sentence would be left.
    """
    if sum(len(line.text) for line in draft.lines) > LONG_PROSE:
        return
    cards = cards_of([block for block in whole if is_linked_title(block)], fewest=2)
    carded = {
        index
        for index, line in enumerate(draft.lines)
        if line.block is not None and not cards.isdisjoint(upwards(blocks[line.block].element))
    }
    own = [line for index, line in enumerate(draft.lines) if index not in carded and is_sentence(line.text)]
    if 0 < sum(len(line.text) for line in own) <= SHORT_TEXT:
        for index in carded:
            draft.drop(index, "related")
        draft.settle()
