"""What a page is at each step of its trip to an article: the records that the steps take and give.

A record is frozen, and later steps are handed it instead of looking again. One thing changes under way: the tree of a
`ParsedPage` is emptied of its furniture, which is why its blocks were read before.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml.html import HtmlElement

from corpus.records import Article, RawPage, Removed, Table
from extract.page.blocks import Block
from extract.page.grids import Grid
from extract.page.metadata import PageMetadata

if TYPE_CHECKING:
    from crawler.outlets import Outlet

MARKUP = re.compile(r"<(!doctype|html|head|body|article|main|section|div|p|h1|span|ul|table|script)\b", re.IGNORECASE)
MARKUP_WITHIN = 20_000  # characters


@dataclass(frozen=True, kw_only=True, slots=True)
class DecodedPage:
    """A stored page with its bytes as text, and the outlet whose it is, where that is known."""

    raw: RawPage
    source: str
    outlet: Outlet | None = None

    @property
    def has_markup(self) -> bool:
        """Whether the text is HTML: a text file may hold a saved page, and a server may call a text a page."""
        return MARKUP.search(self.source[:MARKUP_WITHIN]) is not None

    @property
    def outlet_name(self) -> str:
        """The outlet's name, or ""."""
        return self.outlet.name if self.outlet else ""


@dataclass(frozen=True, kw_only=True, slots=True)
class ParsedPage:
    """A page's tree, the blocks of text a reader would see in it, and what it says of itself.

    One in which nothing can be read as HTML is not `readable`, and its tree is empty. `grids` are its tables and lists
    of figures, each by the paragraph that stands in its place. `held` are the tree's elements as parsed: lxml makes an
    element that nobody holds anew each time it is met.
    """

    decoded: DecodedPage
    tree: HtmlElement
    metadata: PageMetadata
    blocks: tuple[Block, ...]
    readable: bool = True
    grids: Mapping[HtmlElement, Grid] = field(default_factory=dict)
    held: tuple[HtmlElement, ...] = field(default=(), repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class PageFields:
    """What a page says of its article: the headline, all titles it goes by, its descriptions, its stated body.

    `buttons` are the words on the page's buttons.
    """

    decoded: DecodedPage
    metadata: PageMetadata
    title: str
    titles: tuple[str, ...] = ()
    descriptions: tuple[str, ...] = ()
    article_body: str = ""
    buttons: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class ClearedPage:
    """A page without its furniture: the `blocks` left of the `whole`, and what was taken out.

    `learned` are the text keys of blocks that are the outlet's furniture, `layouts` the places in which its other
    articles stood, `boxes` what was taken out with the element
    it stood in, `time_tags` and `author_tags` the dates and names that the markup states.
    """

    parsed: ParsedPage
    blocks: tuple[Block, ...]
    whole: tuple[Block, ...]
    learned: frozenset[str] = frozenset()
    captions: tuple[str, ...] = ()
    boxes: tuple[tuple[Removed, HtmlElement], ...] = ()
    time_tags: tuple[str, ...] = ()
    author_tags: tuple[str, ...] = ()
    layouts: frozenset[str] = frozenset()

    def boxes_inside(self, container: HtmlElement | None) -> tuple[Removed, ...]:
        """The boxes that stood in `container`, and notes wherever they stood, each wording once."""
        if container is None:
            return ()
        within = set(container.iter())
        return tuple(
            dict.fromkeys(
                removed for removed, parent in self.boxes if parent in within or removed.reason == "footnotes"
            )
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class BylineLine:
    """A line that may name authors, its element's tag and names, where it stands: above, head, below or foot."""

    text: str
    tag: str = "p"
    names: str = ""
    place: str = "head"


@dataclass(frozen=True, kw_only=True, slots=True)
class VisibleTexts:
    """The texts of a page in which a date or a byline may be written.

    `time_tags` are machine-written, `near_headline` short lines around the headline, `parts` what their inline elements
    say each, `above` the lines of the page's frame over it, `bylines` those that are marked as one, `about` those near
    the headline with what they stand in, `first_lines` and `last_lines` the article's own. `before_text` and
    `after_text` are the short lines right before and after these, `dated` those of the whole page that name a year.
    """

    time_tags: tuple[str, ...] = ()
    above: tuple[str, ...] = ()
    near_headline: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    bylines: tuple[str, ...] = ()
    about: tuple[BylineLine, ...] = ()
    first_lines: tuple[str, ...] = ()
    last_lines: tuple[str, ...] = ()
    before_text: tuple[str, ...] = ()
    after_text: tuple[str, ...] = ()
    dated: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Body:
    """An article's lines and captions, what was taken out around them, and where its date and byline may be written.

    `kept` are the blocks that the lines were read from, `whole` all of the page's; a plain text has neither.
    `partial` marks a paywall's teaser. `tables` are the tables and lists of figures among the lines. `reading` is the
    text as the extractor read it; `layout_known` whether it stands where texts of the outlet's other pages stood, None
    where nothing is known of these.
    """

    fields: PageFields
    lines: tuple[str, ...]
    captions: tuple[str, ...]
    removed: tuple[Removed, ...]
    visible: VisibleTexts
    kept: tuple[Block, ...] = ()
    whole: tuple[Block, ...] = ()
    partial: bool = False
    tables: tuple[Table, ...] = ()
    reading: str = ""
    layout_known: bool | None = None

    @property
    def text(self) -> str:
        """The lines as one text."""
        return "\n".join(self.lines)


@dataclass(frozen=True, kw_only=True, slots=True)
class CrawledArticle:
    """An article that the crawl found, and the page that it was read from."""

    article: Article
    decoded: DecodedPage
