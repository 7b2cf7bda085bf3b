"""Bounds on what one page may cost: a page beyond them is cut."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

# The largest of 89 saved news pages had 3,014 elements and 39,597 characters of text outside scripts.
MAX_ELEMENTS = 12_000
MAX_LINES = 5_000  # of a plain text
MAX_ATTRIBUTES = 1_000  # of one tag; the parser compares each with all the others
LONG_TAG = 8_000  # characters
_LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{8000,}")
MAX_RUN = 60_000  # characters of one text node
LONGEST_BLANK = 300  # characters
_BLANKS = re.compile(r"\s{10}")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # what no tree can hold
MAX_TEXT = 250_000  # characters of a page's or a plain text's own text


def short_blanks(text: str) -> str:
    """The text with no run of blanks longer than any page needs: a pattern tries each of them as its beginning."""
    if _BLANKS.search(text[:: LONGEST_BLANK // 10]) is None:  # every thirtieth character; a longer run has ten of them
        return text
    return re.sub(r"(?<!\s)\s{300,}", lambda run: run.group()[:LONGEST_BLANK], text)


def bound_text(text: str) -> str:
    """A plain text, cut where no article is as long."""
    text = text[:MAX_TEXT]
    lines = text.split("\n", MAX_LINES)
    return text if len(lines) <= MAX_LINES else text[: len(text) - len(lines[-1])]


def bound_source(source: str) -> str:
    """A page's source without tags of more attributes than any page has."""
    if max(map(len, source.split("<"))) <= LONG_TAG:
        return source
    return _LONG_TAG.sub(lambda tag: "<" if tag.group().count("=") > MAX_ATTRIBUTES else tag.group(), source)


def bound_tree(body: HtmlElement) -> None:
    """Cuts a page's body, in place, to what an article's page can hold: elements, one run of text, text in all."""
    elements = length = 0
    for element in body.iter():
        elements += 1
        if elements > MAX_ELEMENTS or length > MAX_TEXT:
            _cut_after(element)
            return
        if element.tag in ("script", "style"):
            continue
        for side in ("text", "tail"):
            run = getattr(element, side)
            if run:
                length += len(run)
                if len(run) > MAX_RUN:
                    # the parser lets some in, by reference or as they are, that it does not take back
                    setattr(element, side, CONTROL.sub("", run[:MAX_RUN]))


def _cut_after(element: HtmlElement) -> None:
    """Removes an element and all that follows it in the document."""
    current: HtmlElement | None = element
    while current is not None:
        parent = current.getparent()
        if parent is None:
            return
        for later in list(current.itersiblings()):
            parent.remove(later)
        following = parent
        if current is element:
            parent.remove(current)
        current = following
