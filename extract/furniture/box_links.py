"""How much of a box is links, and where they lead."""

from __future__ import annotations

from lxml.html import HtmlElement

from extract.page.blocks import is_dense, squeeze

LONGEST_BOX = 900  # characters: a longer box holds more than links and a few words
LONG_LINK, LONG_LINK_DENSE = 15, 7  # characters of a link that is long enough for a headline
MOST_LINKED = 0.6  # share of a box's text that stands in links


def least_link(said: str) -> int:
    """The characters of a link that is long enough for a headline."""
    return LONG_LINK_DENSE if is_dense(said) else LONG_LINK


def leads_elsewhere(element: HtmlElement) -> bool:
    """Whether the links of a box that are long enough for headlines lead to at least two addresses."""
    said = ((link.get("href"), squeeze("".join(link.itertext()))) for link in element.iter("a"))
    return len({to for to, text in said if len(text) >= least_link(text)}) > 1


def link_share(element: HtmlElement, text: str) -> float:
    """The share of an element's text that stands in links."""
    return sum(len(squeeze("".join(a.itertext()))) for a in element.iter("a")) / max(1, len(text))
