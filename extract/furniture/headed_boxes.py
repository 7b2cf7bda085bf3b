"""Boxes that their heading tells of, and lists of other stories under any heading."""

from __future__ import annotations

from itertools import islice

from lxml.html import HtmlElement

from extract.furniture.box_links import LONGEST_BOX, MOST_LINKED, least_link, link_share
from extract.furniture.line_rules import LinePolicy
from extract.page.blocks import squeeze

FEWEST_LED = 3  # pages that a box of headlines leads to
LONGEST_HEADING = 60
HEADED = frozenset(("related", "comments", "subscribe", "share", "author"))


def headed_boxes(body: HtmlElement, policy: LinePolicy) -> list[tuple[HtmlElement, str]]:
    """Boxes whose first words are a heading that says what they are for: "Related articles", "3 comments"."""
    found = []
    for labelled in body.iter("section", "aside", "div"):
        label = squeeze(labelled.get("aria-label") or "")
        if label and len(label) <= LONGEST_HEADING and (reason := policy.reason(label, "any")) in HEADED:
            found.append((labelled, str(reason)))
    for heading in body.iter("h2", "h3", "h4", "h5"):
        box = heading.getparent()
        if box is None or box.tag not in ("div", "section", "aside") or (box.text or "").strip():
            continue
        said = squeeze("".join(heading.itertext()))
        if not 0 < len(said) <= LONGEST_HEADING or any(
            _says(before) for before in heading.itersiblings(preceding=True)
        ):
            continue
        reason = policy.reason(said, "any")
        if reason in HEADED:
            found.append((box, reason))
        elif reason is None and _lists_stories(box, said):
            found.append((box, "related"))
    for box in body.iter("div", "section", "aside", "p", "td", "blockquote"):
        first = next((text for text in islice(box.itertext(), 4) if text.strip()), "")
        said = squeeze(first)
        if 0 < len(said) <= LONGEST_HEADING and policy.reason(said, "any") == "related" and box.find(".//h1") is None:
            text = squeeze(" ".join(box.itertext()))
            rest = text.removeprefix(said)
            if len(said) < len(text) <= LONGEST_BOX and link_share(box, rest) > MOST_LINKED:
                found.append((box, "related"))
    return found


def _lists_stories(box: HtmlElement, heading: str) -> bool:
    """Whether a box holds several headlines of other pages under its heading, and hardly anything beside them."""
    if box.find(".//h1") is not None or box.find(".//table") is not None:
        return False
    text = squeeze(" ".join(box.itertext())).removeprefix(heading)
    long = [a for a in box.iter("a") if len(said := squeeze("".join(a.itertext()))) >= least_link(said)]
    led = {to for a in long if (to := a.get("href") or "") and not to.startswith(("#", "javascript"))}
    return len(led) >= FEWEST_LED and link_share(box, text) > MOST_LINKED


def _says(element: HtmlElement) -> bool:
    return isinstance(element.tag, str) and bool("".join(element.itertext()).strip())
