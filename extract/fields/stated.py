"""What a page says of its own article: the headline, the other titles it goes by, its descriptions, its body."""

from __future__ import annotations

from collections.abc import Sequence

from extract.fields.titles import LONGEST, is_logo, read_title
from extract.page.blocks import squeeze, text_key
from extract.page.json_ld import text_value
from extract.page.trip_records import PageFields, ParsedPage


def read_fields(page: ParsedPage) -> PageFields:
    """The fields that are read before the text is."""
    metadata, listed = page.metadata, page.decoded.raw.title or ""
    headings = _headings(page, listed)
    title = read_title(
        metadata,
        headings,
        url=page.decoded.raw.url,
        outlet=page.decoded.outlet_name,
        listed=listed,
        shown={block.key for block in page.blocks if len(block.text) <= LONGEST and block.link_share < 0.5},
    )
    titles = [title, *(text_value(node.get("headline")) for node in metadata.articles)]
    titles += [metadata.first("og:title"), metadata.first("twitter:title"), metadata.title, listed, *headings]
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
    )


def _headings(page: ParsedPage, listed: str) -> Sequence[str]:
    """The page's h1s; one without any shows its headline under the name that the listing gave, if it shows that."""
    headings = [squeeze("".join(h1.itertext())) for h1 in page.tree.iter("h1") if not is_logo(h1)]
    if not headings and (key := text_key(listed)) and any(block.key == key for block in page.blocks):
        return [listed]
    return headings
