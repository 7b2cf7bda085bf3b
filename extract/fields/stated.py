"""What a page says of its own article: the headline, the other titles it goes by, its descriptions, its body."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import islice, pairwise

from lxml.html import HtmlElement

from extract.fields.headings import heading_text
from extract.fields.stamps import is_stamp
from extract.fields.titles import (
    LONGEST,
    SHORTEST_SHOWN,
    as_printed,
    is_front,
    is_logo,
    read_title,
    tag_ends,
    title_keys,
)
from extract.page.blocks import Block, is_dense, squeeze, text_key
from extract.page.element_names import name_words
from extract.page.json_ld import text_value
from extract.page.prose import is_paragraph
from extract.page.trip_records import PageFields, ParsedPage

LONGEST_SITE, LONGEST_SITE_DENSE = 28, 10  # letters of a title tag that may name the site alone
NAMED_HEADING = 7
NEXT_PARAGRAPH = 2  # blocks from the first paragraph of a text to its second, a subhead between them
LONGEST_STYLE = 20_000  # characters of a page's own style sheets that are looked at
_RULE = re.compile(r"\.([\w-]{1,40})\s?\{([^{}]{0,400})\}")
_LARGE = re.compile(r"font-size:\s?(1[6-9]pt|[2-9]\dpt|2[2-9]px|[3-9]\dpx|1\.[5-9]\d?r?em|[2-9](\.\d+)?r?em)")
_RIGHTS = re.compile(r"©|ⓒ|\(c\)|copyright|all rights reserved", re.IGNORECASE)
_TITLE_NAMES = re.compile(
    r"\b(head ?lines?|hed|titles?|tit|tit(le)? (view|area|article)|subject"
    r"|(article|story|news|view|post|entry|doc) (head|heading|title|tit))$"
)


def read_fields(page: ParsedPage) -> PageFields:
    """The fields that are read before the text is."""
    metadata, listed = page.metadata, page.decoded.raw.title or ""
    shown = _shown(page.blocks)
    h1s = [*page.tree.iter("h1")]
    logos = [h1 for h1 in h1s if is_logo(h1) or _names_site(h1, metadata.title, page.blocks)]
    headings = _headings(page, listed, [h1 for h1 in h1s if h1 not in logos])
    title = read_title(
        metadata,
        headings,
        url=page.decoded.raw.url,
        outlet=page.decoded.outlet_name,
        listed=listed,
        shown=shown,
        logos=[*(squeeze("".join(h1.itertext())) for h1 in logos), *_sites_in_tag(page, shown)],
    )
    title = as_printed(title, page.decoded.source)
    titles = [title, *(text_value(node.get("headline")) for node in metadata.articles)]
    titles += [metadata.first("og:title"), metadata.first("twitter:title"), metadata.title, listed, *headings]
    titles += [squeeze("".join(h1.itertext())) for h1 in h1s if len(h1) and h1 not in logos]
    descriptions = [text_value(node.get("description")) for node in metadata.articles]
    descriptions += [metadata.first("og:description"), metadata.first("description")]
    bodies = [body for node in metadata.articles if isinstance(body := node.get("articleBody"), str)]
    return PageFields(
        decoded=page.decoded,
        metadata=metadata,
        title=title,
        titles=tuple(dict.fromkeys(filter(None, titles))),
        descriptions=tuple(dict.fromkeys(filter(None, descriptions))),
        article_body=max(bodies, key=len, default=""),
        buttons=tuple(squeeze("".join(button.itertext())) for button in page.tree.iter("button")),
    )


def _shown(blocks: Sequence[Block]) -> set[str]:
    """The text keys of a page's short blocks that are no links, and of the inline parts of its headings."""
    short = [block for block in blocks if len(block.text) <= LONGEST]
    shown = {block.key for block in short if block.link_share < 0.5 or block.heading}
    named = (b for b in short if b.heading or _TITLE_NAMES.search(name_words(b.element)))
    parts = (part for block in named for part in islice(block.element.iterdescendants("span", "b", "strong", "em"), 8))
    return shown | {key for part in parts if len(key := text_key("".join(part.itertext()))) >= SHORTEST_SHOWN}


def _sites_in_tag(page: ParsedPage, shown: Collection[str]) -> list[str]:
    """What a title tag begins or ends with that a link to the front page says, or, at its end, a line of rights."""
    ends = tag_ends(page.metadata.title)
    if not ends:
        return []
    links = (link for link in page.tree.iter("a") if link.get("href") and is_front(link))
    fronts = {text_key(name) for link in links for name in _names_of_link(link)}
    rights = [block.key for block in page.blocks if len(block.text) <= LONGEST and _RIGHTS.search(block.text)]
    last = [end for end in ends[1:] if end and any(text_key(end) in line for line in rights)]
    og, tag = text_key(page.metadata.first("og:title")), text_key(page.metadata.title)
    if og not in shown and any(len(key) >= SHORTEST_SHOWN and key in tag for key in shown):
        last += [end for end in ends if og and text_key(end) == og]  # og:title is the site's name on each page
    return [*(end for end in ends if text_key(end) in fronts - {""}), *last]


def _names_of_link(link: HtmlElement) -> Iterator[str]:
    """What a link says and what it and its pictures are called."""
    yield "".join(link.itertext())
    for element in islice(link.iter(), 6):
        yield from (element.get(name) or "" for name in ("title", "alt", "aria-label"))


def _names_site(h1: HtmlElement, title: str, blocks: Sequence[Block]) -> bool:
    """Whether an h1 is what a title tag ends in, and a longer text before that is shown below it: a headline."""
    key, whole = text_key("".join(h1.itertext())), text_key(title)
    if not key or not whole.endswith(key) or len(whole) < 2 * len(key):
        return False
    place = next((number for number, block in enumerate(blocks) if block.element is h1), len(blocks))
    begins = (key for block in blocks[place + 1 :] for key in _shown([block]))
    return any(len(other) > len(key) and whole.startswith(other) for other in begins)


def _headings(page: ParsedPage, listed: str, h1s: Sequence[HtmlElement]) -> Sequence[str]:
    """What the page's h1s say; without any, the name that the listing gave, if the page shows that."""
    known = title_keys(page.metadata, listed)
    headings = [heading_text(h1, known) for h1 in h1s]
    if not headings and (key := text_key(listed)) and any(block.key == key for block in page.blocks):
        return [listed]
    if not headings and not page.metadata.first("og:title") and not page.metadata.articles:
        sheets = " ".join(style.text or "" for style in islice(page.tree.iter("style"), 4))[:LONGEST_STYLE]
        large = frozenset(name for name, rule in _RULE.findall(sheets) if _LARGE.search(rule))
        shown = heading_above(page.blocks, page.metadata.title, large)
        return [shown] if shown else []
    return headings


def heading_above(blocks: Sequence[Block], title: str, large: Collection[str] = ()) -> str:
    """What is set as a heading above the first paragraph of a page whose title tag only names the site; or "".

    `large` are the class names that the page's own style sheets set in large type.
    """
    key = text_key(title)
    if len(key) > (LONGEST_SITE_DENSE if is_dense(title) else LONGEST_SITE):
        return ""
    prose = [number for number, block in enumerate(blocks) if is_paragraph(block.text, block.link_share)]
    # a slogan or a notice above the page is a paragraph, too, but none follows it
    first = next(
        (number for number, after in pairwise(prose) if after - number <= NEXT_PARAGRAPH), min(prose, default=0)
    )
    above = blocks[:first]
    found = [
        (rank, block) for block in above if block.link_share < 0.5 and (rank := _heading_rank(block, large)) is not None
    ]
    if not found or (len(key) >= SHORTEST_SHOWN and any(key in block.key for _, block in found)):
        return ""
    best = min(rank for rank, _ in found)
    return max((block.text for rank, block in found if rank == best), key=len)


def _heading_rank(block: Block, large: Collection[str]) -> int | None:
    """How high a heading a block is, 2 to 6 for its tag, 7 where a name or large type makes it one; None for others."""
    if len(block.key) < SHORTEST_SHOWN or len(block.text) > LONGEST or is_stamp(block.text):
        return None
    if any(element.tag in ("nav", "footer", "aside") for element in block.element.iterancestors()):
        return None
    if block.heading:
        return int(block.element.tag[1])
    around = [block.element, *islice(block.element.iterancestors(), 1)]
    if any(_TITLE_NAMES.search(name_words(element)) for element in around):
        return NAMED_HEADING
    set_large = block.element.xpath(
        ".//font[@size='4' or @size='5' or @size='6' or @size='7' or starts-with(@size, '+')] | .//big"
    )
    if any(_LARGE.search(element.get("style") or "") for element in (block.element, *block.element.iterchildren())):
        return NAMED_HEADING
    if not {*(block.element.get("class") or "").split()}.isdisjoint(large):
        return NAMED_HEADING
    alone = any(text_key("".join(inner.itertext())) == block.key for inner in set_large)
    return NAMED_HEADING if alone else None
