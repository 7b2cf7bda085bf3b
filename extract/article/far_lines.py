"""Lines of other stories that an extractor took along: what stands away from where an article's text is."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from lxml.html import HtmlElement

from extract.article.draft import Draft
from extract.gates.lists import cards_of, is_linked_title, upwards
from extract.page.blocks import Block, common_element
from extract.page.prose import is_paragraph, is_sentence, prose_together

OWN = 600  # characters of paragraphs in one place; dense ones count thrice
PLACED = 0.9  # share of the article's own paragraphs that its place holds
FEWEST = 3  # cards made alike
LINKED = 0.6
DEPTH = 8  # elements above a linked title among which its entry is looked for


def drop_far(draft: Draft, blocks: Sequence[Block], whole: Sequence[Block]) -> None:
    """Takes out cards, links and labels that stand outside the element that holds the article's paragraphs.

    `blocks` are those that the lines count, `whole` all of the page's. Paragraphs in cards of other stories do not tell
    where that is; nothing goes where the others are fewer than an article has.
    """
    placed = {i: blocks[line.block] for i, line in enumerate(draft.lines) if line.block is not None}
    titles = [block for block in whole if is_linked_title(block)]
    cards = cards_of(titles, fewest=FEWEST) | _stream(titles)
    carded = {i for i, block in placed.items() if not cards.isdisjoint(upwards(block.element))}
    own = [b for i, b in placed.items() if i not in carded and is_paragraph(b.text, b.link_share)]
    if prose_together(own) < OWN:
        return
    place = common_element(own, share=PLACED)
    article = next((above for above in upwards(place) if above.tag == "article"), None)
    inside: set[HtmlElement] = set(place.iter())
    first = min(i for i, block in placed.items() if block.element in inside)
    last = max(i for i, block in placed.items() if block.element in inside)
    for index, block in placed.items():
        if block.element in inside:
            continue
        if article is not None and article in upwards(block.element) and is_paragraph(block.text, block.link_share):
            continue
        edge = index < first or index > last
        if index in carded or block.link_share > LINKED or (edge and not is_sentence(block.text)):
            draft.drop(index, "related")
    draft.settle()


def _stream(titles: Sequence[Block]) -> set[HtmlElement]:
    """The entries of a stream of stories: items made alike in one list, each with a linked title."""
    entries: dict[tuple[HtmlElement | None, str], set[HtmlElement]] = {}
    for title in titles:
        for above in islice(upwards(title.element), DEPTH):
            if above.tag in ("li", "article"):
                made = (above.get("class") or "").split()[:1]
                entries.setdefault((above.getparent(), "".join([above.tag, *made])), set()).add(above)
    return {entry for alike in entries.values() if len(alike) >= FEWEST for entry in alike}
