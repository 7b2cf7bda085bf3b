"""Elements of a site's own making, as `<x-paragraph>`, made plain boxes and paragraphs that keep their names.

What attributes of an article's own element say of it, as `<x-article author="…" published="…">`, is read here too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from extract.page.blocks import BLOCK_TAGS, squeeze
from extract.page.prose import is_paragraph

_AUTHORS = re.compile(r"(data-)?((article|story|post)-)?(author|byline|writer|reporter)(-?name)?s?")
_PUBLISHED = re.compile(
    r"(data-)?((article|story|post)-)?(pub-?date|publi(shed|cation|sh)(-?(at|on|date|time))?|date-?published|posted(-?at)?)"
)
MOST_WITHIN = 60  # characters of an attribute that names an author or a day
NO_BOXES = ("amp-", "fb-", "font-")  # a player's or a picture's, of a maker whose elements are known


def settle_own_elements(body: HtmlElement) -> None:
    """Makes elements with a hyphen in their name boxes, paragraphs or spans of that class, and shadow roots seen.

    What stands in a template that makes a shadow root is shown where its element stands.
    """
    for root in body.xpath(".//template[@shadowrootmode or @shadowroot]"):
        root.drop_tag()
    for element in body.xpath(".//*[contains(name(), '-')]"):
        if element.tag.startswith(NO_BOXES):
            continue
        element.set("class", f"{element.tag} {element.get('class') or ''}".strip())
        element.tag = _plain_tag(element)


def _plain_tag(element: HtmlElement) -> str:
    if any(isinstance(e.tag, str) and (e.tag in BLOCK_TAGS or "-" in e.tag) for e in element.iterdescendants()):
        return "div"
    previous = element.getprevious()
    before = previous.tail if previous is not None else element.getparent().text
    if (before or "").strip() or (element.tail or "").strip():
        return "span"
    return "p" if is_paragraph(squeeze("".join(element.itertext())), 0.0) else "div"


def stated_by_attributes(tree: HtmlElement) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The authors and the days that attributes of the elements around the page's headline state, innermost first."""
    headline = next(tree.iter("h1"), None)
    if headline is None:
        return (), ()
    around = [above for above in headline.iterancestors() if above.tag not in ("body", "html")]
    return tuple(_values(around, _AUTHORS)), tuple(_values(around, _PUBLISHED))


def _values(elements: list[HtmlElement], named: re.Pattern[str]) -> Iterator[str]:
    for element in elements:
        for name, value in element.attrib.items():
            if named.fullmatch(name) and 1 < len(value.strip()) <= MOST_WITHIN:
                yield value.strip()
