"""Lists told from articles: sections, tags, authors, archives, search results, whatever their markup."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from urllib.parse import parse_qsl, urlsplit

from lxml.html import HtmlElement

from extract.fields.stamps import is_stamp
from extract.gates.wordings import says
from extract.page.blocks import Block, common_element, is_dense
from extract.page.element_names import name_words
from extract.page.json_ld import types_of
from extract.page.lifting import LED
from extract.page.metadata import PageMetadata, states_article
from extract.page.prose import is_sentence, prose_together
from extract.page.trip_records import Body

LONG_PROSE = 2_500  # characters: no list of teasers holds so many in whole paragraphs
TITLE = 15  # characters of a linked headline
TITLE_DENSE = 7  # in Korean, Chinese and Japanese
BESIDE = 30  # characters next to a linked headline
OWN_PROSE = 160  # characters of paragraphs in one place; dense ones count thrice
OWN_BODY = 600
OWN_ARTICLE = 1_000  # what a page is an article with that does not say so
LOOSE = 300  # characters of text outside links that no list has, though no sentence ends in them; dense ones thrice
FEWEST = 4  # cards that make a list
COVERED = 0.6  # share of the text that stands in cards
LONGEST_TOLD = 100  # characters of a detail
LONGEST_CARD = 900  # characters: what is longer than a headline with its teaser is no card
_LIST_TYPES = frozenset(("CollectionPage", "SearchResultsPage", "ProfilePage"))
_LIST_NAMES = re.compile(r"\b(archive|category|tag|author|search( results)?|taxonomy)\b")
_ARTICLE_NAMES = re.compile(r"\b(single|article|story)\b")
_LIST_PATH = re.compile(
    r"/(category|categories|tags?|authors?|by|people|person|profiles?|experts?|fellows|scholars|columnists|correspondents|journalists|staff|users?|topics?|sections?|search|writers?|reporters?|contributors?)(/|$)",
    re.IGNORECASE,
)
# /archives/4017 and /archives/2026/03/rice-dearer are articles'
_ARCHIVE_PATH = re.compile(
    r"/archives?(/((category|categories|tag|author|date|search|topic|section)(/.*)?|[a-z]{2,9}-?[a-z]{0,9}|(19|20)\d\d([/-]\d{1,2}){0,2}|(page/)?\d{1,2}))?/?$",
    re.IGNORECASE,
)
_PAGE_OF = re.compile(r"\bpage \d{1,2} of \d{1,2}\b", re.IGNORECASE)
_NUMBERED = re.compile(r"/\d{5,}/?$")  # /category/215533 is an article's
_SEARCH_KEYS = frozenset(("s", "q", "query", "search", "keyword", "sc_word", "searchword"))
_CLOCK = re.compile(r"\b\d{1,2}[:.h]\d\d\b|\d{1,2}\s?[時时시点]")
_CUT_SHORT = ("…", "...", "Read more", "더보기", "[...]", "[…]", "Continue reading")


def list_of_articles(body: Body) -> str | None:
    """A list of articles, and none itself: a section, tag, author, archive or search page."""
    kept, blocks, metadata = body.kept, body.whole, body.fields.metadata
    least = OWN_BODY if _PAGE_OF.search(metadata.title) else OWN_ARTICLE  # articles have several pages, too
    if _titled_as_list(body) and _own_prose(kept) < least:  # og:type says of any page that it is an article
        return f"its title is a list's: {metadata.title}"[:LONGEST_TOLD]
    beside = [block for block in kept if block.element.get(LED) is None]
    if (rows := _rows_that_lead(body)) and _own_prose(beside) < OWN_BODY and not metadata.articles:
        return f"{rows} rows that lead to pages"
    own = OWN_PROSE if states_article(metadata) else OWN_BODY if _is_stamped(body) else OWN_ARTICLE
    if _own_prose(kept) >= own:
        return None
    if _says_so(metadata, body.fields.decoded.raw.url, blocks) and sum(map(is_linked_title, blocks)) >= FEWEST - 1:
        return "the page calls itself a list"
    if not kept:
        return None
    linked = [block for block in kept if is_linked_title(block, share=0.6)]
    if len(linked) >= max(FEWEST, 0.5 * len(kept)):
        return f"{len(linked)} links"
    cut_short = [block for block in kept if block.text.endswith(_CUT_SHORT)]
    if sum(len(block.text) for block in kept if block not in cut_short) > LONG_PROSE:
        return None
    if len(cut_short) >= max(FEWEST, 0.5 * len(kept)):
        return f"{len(cut_short)} teasers"
    place = common_element(kept)
    titles = [block for block in blocks if is_linked_title(block)]
    headings = [block for block in titles if block.heading and _stands_in(block, place)]
    if len(headings) >= max(FEWEST, 0.5 * len(kept)):
        return f"{len(headings)} headlines"
    if len(titles) >= FEWEST and not states_article(metadata) and not _speaks(kept):
        return f"{len(titles)} headlines and no sentence"
    cards = cards_of(titles)
    inside = sum(len(b.text) for b in kept if any(e in cards for e in (b.element, *b.element.iterancestors())))
    if inside >= COVERED * sum(len(block.text) for block in kept):
        return f"{len(cards)} cards"
    return None


def _rows_that_lead(body: Body) -> int:
    """How many rows of tables are links to pages with their days, where such tables are most of the text; else 0."""
    tables = [(block, led) for block in body.kept if (led := int(block.element.get(LED, "0"))) >= FEWEST]
    most = sum(len(block.text) for block, _ in tables) >= COVERED * sum(len(block.text) for block in body.kept)
    return sum(led for _, led in tables) if most else 0


def _titled_as_list(body: Body) -> bool:
    """Whether the page's title or headline names a list, headlines or rows follow, and it describes no article."""
    metadata = body.fields.metadata
    if metadata.articles or not (says("list-title", metadata.title) or says("list-title", body.fields.title)):
        return False
    if sum(map(is_linked_title, body.whole)) >= FEWEST - 1:
        return True
    rows = sum(len(block.text) for block in body.kept if "\t" in block.text)
    return rows >= COVERED * sum(len(block.text) for block in body.kept)


def _is_stamped(body: Body) -> bool:
    """Whether a day and a clock stand right by the headline, as over an article."""
    return any(is_stamp(text) and _CLOCK.search(text) for text in body.visible.near_headline)


def _own_prose(kept: Sequence[Block]) -> int:
    """How much of what was kept are paragraphs of its own, as of a brief that stands above other stories' headlines."""
    return prose_together([block for block in kept if not block.text.endswith(_CUT_SHORT)])


def _speaks(kept: Sequence[Block]) -> bool:
    """Whether what was kept holds a sentence, or text long enough to be prose without a full stop."""
    loose = sum(
        len(b.text) * (3 if is_dense(b.text) else 1) for b in kept if len(b.text) > BESIDE and b.link_share < 0.3
    )
    return loose >= LOOSE or any(is_sentence(block.text) for block in kept)


def is_linked_title(block: Block, *, share: float = 0.8) -> bool:
    """Whether a block is a link whose text is long enough for a headline."""
    if block.link_share <= min(share, 0.4):
        return False
    least = TITLE_DENSE if is_dense(block.text) else TITLE
    if block.link_share > share and len(block.text) >= least:
        return True
    # a headline with the day or the section's name beside it
    return block.link_chars >= least and len(block.text) - block.link_chars <= BESIDE


def _says_so(metadata: PageMetadata, url: str, blocks: Sequence[Block]) -> bool:
    """Whether the page, its address or its names call it a list, and nothing calls it an article."""
    if states_article(metadata):
        return False
    if metadata.first("og:type").lower() == "profile" or any(
        _LIST_TYPES.intersection(types_of(node)) for node in metadata.nodes
    ):
        return True
    parts = urlsplit(url)
    listing = (_LIST_PATH.search(parts.path) and not _NUMBERED.search(parts.path)) or _ARCHIVE_PATH.search(parts.path)
    if listing or _SEARCH_KEYS.intersection(key.lower() for key, _ in parse_qsl(parts.query)):
        return True
    if prose_together(blocks) >= OWN_BODY:
        return False
    body = next((e for b in blocks[:1] for e in (b.element, *b.element.iterancestors()) if e.tag == "body"), None)
    names = name_words(body) if body is not None else ""
    return _LIST_NAMES.search(names) is not None and _ARTICLE_NAMES.search(names) is None


def cards_of(titles: Sequence[Block], *, fewest: int = FEWEST) -> set[HtmlElement]:
    """The boxes that hold one linked title each and a teaser, where at least `fewest` of them are made alike."""
    targets: dict[HtmlElement, set[str]] = {}
    for title in titles:
        for element in upwards(title.element):
            targets.setdefault(element, set()).add(_target(title))
    boxes = []
    for title in titles:
        box = title.element
        for above in title.element.iterancestors():
            if len(targets[above]) > 1 or above.tag in ("body", "main") or _size(above) > LONGEST_CARD:
                break
            box = above
        if _size(box) > len(title.text):
            boxes.append(box)
    alike = Counter(map(_make, dict.fromkeys(boxes)))
    return {box for box in boxes if alike[_make(box)] >= fewest}


def _target(title: Block) -> str:
    """Where a linked title leads: of the link around it or of the first one in it."""
    around = next((e for e in upwards(title.element) if e.tag == "a"), None)
    link = around if around is not None else next(title.element.iter("a"), None)
    return (link.get("href") or "") if link is not None else ""


def upwards(element: HtmlElement) -> Iterator[HtmlElement]:
    """An element and those around it, from the inside out."""
    yield element
    yield from element.iterancestors()


def _make(element: HtmlElement) -> tuple[str, str, HtmlElement | None]:
    """What cards of one list share: the tag, the first class name and what they stand in."""
    names = (element.get("class") or "").split()
    return element.tag, names[0] if names else "", element.getparent()


def _size(element: HtmlElement) -> int:
    """The characters of an element's text without white space; of a large one, some number above `LONGEST_CARD`."""
    size = 0
    for text in element.itertext():
        size += len(text.strip())
        if size > LONGEST_CARD:
            break
    return size


def _stands_in(block: Block, place: HtmlElement) -> bool:
    return any(above is place for above in upwards(block.element))
