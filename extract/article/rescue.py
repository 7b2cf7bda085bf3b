"""Running text that the extractor passed over: bodies split over containers, and a second opinion on the whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import unescape

from lxml import html
from lxml.html import HtmlElement
from rapidfuzz import fuzz

from extract.article.draft import Line
from extract.gates.wordings import says
from extract.page.blocks import Block, is_dense, squeeze, text_key
from extract.page.bounds import bound_text
from extract.page.prose import PROSE, SENTENCE_END, is_prose, is_sentence

TWICE = 2.0  # the page must hold this many times what was kept for another reading to be believed
LEAST, LEAST_DENSE = 200, 70  # characters of a reading that is believed instead
LONGEST_CELL = 60  # characters of a cell in a stated body
MOST_ITEMS = 30
FEWEST_ASKED = 2  # questions of an interview
MOST_IN_CARD = 6  # elements
LONGEST_BOX_TITLE = 120
UNSHOWN = 0.5  # the same of a stated body that what was kept says nothing of: it is the page's frame
SHORTEST_SHOWN = 12  # letters of a line that tells whether a stated body is shown
SAME = 90  # of 100: two wordings of one paragraph
COVERED = 0.7  # share of the stated body that must be seen in the page's blocks for these to be taken


def restore_lost(lines: list[Line], blocks: Sequence[Block]) -> list[Line]:
    """The lines with the running text put back that stands in the same kind of container as the article's.

    A body split over several containers shares their class names; a paragraph that was passed over shares its
    parent with the kept ones.
    """
    kept = {line.block for line in lines if line.block is not None}
    weights: dict[tuple[str, ...], int] = {}
    for index in kept:
        if is_prose(blocks[index]):
            place = signature(blocks[index].element)
            weights[place] = weights.get(place, 0) + len(blocks[index].text)
    total = sum(weights.values())
    main = {place for place, weight in weights.items() if weight > 0.2 * total}
    runs = _text_runs(lines, blocks)
    boxed = set(_numbered_boxes(kept, blocks))
    if not main and not runs and not boxed:
        return lines
    keys = {line.key for line in lines}
    whole = "".join(line.key for line in lines)
    loose = [line for line in lines if line.block is None and len(line.key) > PROSE]  # their block may say it otherwise
    lost = [
        index
        for index, block in enumerate(blocks)
        if index not in kept
        and block.key not in keys
        and ((is_prose(block) and signature(block.element) in main) or (block.element in runs and _is_said(block)))
        and block.key not in whole
        and not _is_teased(block)
        and not any(line.key in block.key or fuzz.ratio(block.key, line.key) >= SAME for line in loose)
    ]
    lost = sorted({*lost, *_lists_between(kept, blocks), *boxed, *_questions_between(kept, blocks)})
    return merge_lines(lines, [Line(blocks[index].text, blocks[index].key, index) for index in lost])


def _text_runs(lines: Sequence[Line], blocks: Sequence[Block]) -> set[HtmlElement]:
    """The elements that hold the article's sentences as bare text, parted by breaks: the first or last may be lost."""
    held: dict[HtmlElement, int] = {}
    for line in lines:
        if line.block is not None and is_sentence(line.text):
            element = blocks[line.block].element
            held[element] = held.get(element, 0) + 1
    return {element for element, count in held.items() if count > 1}


def _is_said(block: Block) -> bool:
    return is_sentence(block.text) and block.link_share < 0.5


def _is_teased(block: Block) -> bool:
    """Whether a paragraph stands in a card with the linked headline of another story."""
    parent = block.element.getparent()
    if parent is None:
        return False
    if len(parent) > MOST_IN_CARD or parent.tag in ("body", "main"):
        return False
    heading = next((e for e in parent.iter("h2", "h3", "h4", "h5") if e.find(".//a") is not None), None)
    return heading is not None or next((True for e in parent.iterancestors("a")), False)


def _lists_between(kept: set[int], blocks: Sequence[Block]) -> Iterator[int]:
    """The items of lists between two paragraphs that were kept, all of them passed over, and no links."""
    last = -1
    for index in sorted(kept):
        between = range(last + 1, index)
        around = blocks[last].element.getparent() if last >= 0 else None
        items = [i for i in between if blocks[i].element.tag == "li"]
        last = index
        if not items or len(items) != len(between) or len(items) > MOST_ITEMS:
            continue
        beside = {blocks[i].element.getparent().getparent() for i in items}
        if beside == {around} and all(blocks[i].link_share < 0.5 for i in items):
            yield from items


def _questions_between(kept: set[int], blocks: Sequence[Block]) -> Iterator[int]:
    """The headings between paragraphs, brothers of theirs, that are whole sentences: the questions of an interview."""
    parents = {blocks[index].element.getparent() for index in kept}
    first, last = min(kept, default=0), max(kept, default=0)
    asked = [
        index
        for index in range(first + 1, last)
        if index not in kept
        and blocks[index].heading
        and blocks[index].link_share == 0
        and SENTENCE_END.search(blocks[index].text) is not None
        and blocks[index].element.getparent() in parents
        and {index - 1, index + 1} <= kept
    ]
    yield from asked if len(asked) >= FEWEST_ASKED else ()


def _numbered_boxes(kept: set[int], blocks: Sequence[Block]) -> Iterator[int]:
    """The blocks of the boxes among the article's paragraphs that are its numbered parts: "Box 1. Who owns the pier?".

    Such a box is named by its first line; boxes without a number hold what the page has beside the article as well.
    """
    if len(kept) < 2:
        return
    first, last = min(kept), max(kept)
    whole = sum(len(blocks[i].text) for i in kept)
    for index in range(first + 1, len(blocks)):
        block = blocks[index]
        if len(block.text) > LONGEST_BOX_TITLE or not says("numbered-box", block.text) or block.link_share > 0.5:
            continue
        box = next((e for e in block.element.iterancestors() if e.tag in ("aside", "section", "div", "figure")), None)
        if box is None or (index > last and box.getparent() is not blocks[last].element.getparent()):
            continue
        inside = [i for i, other in enumerate(blocks) if box in other.element.iterancestors()]
        size = sum(len(blocks[i].text) for i in inside)
        if inside[:1] == [index] and len(inside) > 1 and size <= whole:
            yield from (i for i in inside if i not in kept and blocks[i].link_share < 0.5)


def merge_lines(lines: list[Line], extra: Iterable[Line]) -> list[Line]:
    """Lines with extra ones put in by the place of their blocks: before the first line that stands after them."""
    merged = list(lines)
    for line in extra:
        assert line.block is not None
        before = [i for i, other in enumerate(merged) if other.block is not None and other.block < line.block]
        merged.insert(before[-1] + 1 if before else 0, line)
    return merged


def signature(element: HtmlElement) -> tuple[str, ...]:
    """Tag and class names of an element and of the two above it: the kind of place a block stands in."""
    names = []
    current: HtmlElement | None = element
    for level in range(3):
        if current is None:
            break
        classes = current.get("class") or ""
        names.append(f"{current.tag}.{classes}" if level else current.tag)
        current = current.getparent()
    return tuple(names)


def second_opinion(lines: list[Line], blocks: Sequence[Block], stated: str) -> list[Line]:
    """The lines, or another reading where the page plainly holds twice as much running text as was kept.

    The publisher's own statement of the body (`stated`, from JSON-LD) is believed first, then the article or main
    element with the most running text. Where no kept line is from it, these are the page's frame and half is enough.
    """
    kept = sum(len(line.text) for line in lines)
    body = plain_lines(bound_text(stated))
    whole = text_key("".join(body))
    said = "".join(line.key for line in lines)
    shown = any(line.key in whole for line in lines if len(line.key) > SHORTEST_SHOWN)
    shown = shown or any(len(key := text_key(part)) > SHORTEST_SHOWN and key in said for part in body)
    if sum(map(len, body)) >= max(
        (TWICE if shown else UNSHOWN) * kept, LEAST_DENSE if is_dense("".join(body)) else LEAST
    ):
        return _from_stated(body, blocks)
    if sum(len(block.text) for block in blocks if is_prose(block)) < TWICE * kept:
        return lines
    for tag in ("article", "main"):
        inside = _prose_inside(blocks, tag)
        if sum(len(line.text) for line in inside) >= max(TWICE * kept, 200):
            return inside
    return lines


def plain_lines(stated: str) -> list[str]:
    """The lines of a body stated in metadata, which may be HTML."""
    if "&" in stated:
        stated = unescape(stated)
    if "<" in stated and ">" in stated:
        tree = html.fromstring(f"<div>{stated}</div>")
        for element in tree.iter("p", "br", "div", "li", "h2", "h3"):
            element.tail = "\n" + (element.tail or "")
        stated = tree.text_content()
    return [line for raw in stated.splitlines() if (line := _squeeze_cells(raw))]


def _squeeze_cells(line: str) -> str:
    """A line with its blanks squeezed, the tabs between the cells of a table's row kept."""
    cells = line.strip().split("\t")
    return "\t".join(map(squeeze, cells)) if all(0 < len(cell) <= LONGEST_CELL for cell in cells) else squeeze(line)


def _from_stated(body: Sequence[str], blocks: Sequence[Block]) -> list[Line]:
    """The stated body as the page shows it, or as stated where the page does not show it."""
    whole = text_key("".join(body))
    shown = [
        Line(block.text, block.key, index)
        for index, block in enumerate(blocks)
        if len(block.text) >= 20 and block.link_share < 0.9 and block.key in whole
    ]
    if sum(len(line.key) for line in shown) >= COVERED * len(whole):
        return shown
    return [Line(line, text_key(line)) for line in body]


def _prose_inside(blocks: Sequence[Block], tag: str) -> list[Line]:
    """The running text in the element of this tag that holds most of it."""
    inside: dict[HtmlElement, list[Line]] = {}
    for index, block in enumerate(blocks):
        holder = next((e for e in (block.element, *block.element.iterancestors(tag)) if e.tag == tag), None)
        if holder is not None and is_prose(block):
            inside.setdefault(holder, []).append(Line(block.text, block.key, index))
    return max(inside.values(), key=lambda found: sum(len(line.text) for line in found), default=[])
