"""What is furniture on a rendered page: every visible line that is not the story's own."""

from __future__ import annotations

from collections.abc import Iterator

import lxml.html

from crawler.newsroom.press import Edition

_INLINE = {"a", "abbr", "b", "button", "em", "i", "label", "small", "span", "strong", "time"}
_HIDDEN = {"script", "style", "noscript", "title", "template"}


def furniture_lines(body: bytes, edition: Edition, *, charset: str = "utf-8") -> tuple[str, ...]:
    """The lines of a page that are neither headline, text nor caption, each once, in order of appearance.

    They include what changes from page to page: quotes of a ticker, reading time, headlines of related stories.
    """
    own = {edition.title, *edition.text.split("\n"), *edition.captions}
    root = lxml.html.document_fromstring(body.decode(charset))
    lines = dict.fromkeys(" ".join(line.split()) for line in _lines(root))
    return tuple(line for line in lines if line and line not in own)


def _lines(element: lxml.html.HtmlElement) -> Iterator[str]:
    """Visible text, cut where a block element begins or ends; a link or button in a bar is a line of its own."""
    if not isinstance(element.tag, str) or element.tag in _HIDDEN:
        return
    if not any(child.tag not in _INLINE for child in element) and (element.text or "").strip():
        yield element.text_content()
        return
    yield element.text or ""
    for child in element:
        yield from _lines(child)
        yield child.tail or ""
