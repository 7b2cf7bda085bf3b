"""Paragraphs of very many elements are made several: an extractor compares all texts within one with each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy

from lxml.etree import strip_tags
from lxml.html import Element, HtmlElement

from extract.page.prose import SENTENCE_END

# A twelfth of what a whole page may hold (`bounds`).
MOST_INSIDE = 1_000
_PIECE = 400  # elements, from which on a paragraph is parted where a sentence or a line ends
_KEPT = ("a", "br", "img")


def with_parted_paragraphs(tree: HtmlElement) -> HtmlElement:
    """The tree, or a copy in which each paragraph of more than `MOST_INSIDE` elements is several; no word is lost."""
    if not any(_inside(paragraph) > MOST_INSIDE for paragraph in tree.iter("p")):
        return tree
    copied = deepcopy(tree)
    for paragraph in [p for p in copied.iter("p") if _inside(p) > MOST_INSIDE]:
        _part(paragraph)
    return copied


def _part(paragraph: HtmlElement) -> None:
    for child in list(paragraph):
        if isinstance(child.tag, str) and _inside(child) > _PIECE:  # formatting around much of it
            strip_tags(child, *{str(e.tag) for e in child.iterdescendants() if e.tag not in _KEPT})
            child.drop_tag()
    behind, paragraph.tail = paragraph.tail, None
    last = paragraph
    for piece in list(_pieces(list(paragraph)))[1:]:
        added = Element("p", {name: value for name, value in paragraph.attrib.items() if name != "id"})
        added.extend(piece)
        last.addnext(added)
        last = added
    last.tail = behind


def _inside(element: HtmlElement) -> int:
    """How many elements an element holds, breaks of lines aside."""
    return sum(1 for inner in element.iterdescendants() if inner.tag != "br")


def _pieces(children: Sequence[HtmlElement]) -> Iterator[Sequence[HtmlElement]]:
    """The children of a paragraph in runs of one paragraph each."""
    begin = held = 0
    for index, child in enumerate(children, 1):
        held += 1 + _inside(child)
        ends = child.tag == "br" or SENTENCE_END.search((child.tail or "").rstrip()) is not None
        if held >= MOST_INSIDE or (held >= _PIECE and ends):
            yield children[begin:index]
            begin, held = index, 0
    if begin < len(children):
        yield children[begin:]
