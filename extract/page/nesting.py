"""Elements nested so deeply that the parser stops reading the page: its source with fewer of them."""

from __future__ import annotations

import re
from collections import Counter

from lxml.html import HtmlElement

DEEPEST = 250  # elements within each other; libxml2 stops at 256 and drops the rest of the page without a word
KEPT_DEEP = 30  # of those that are counted; a table counts once and brings three more. Every step up costs time
# what a browser closes by itself where the next begins, and what holds nothing: neither nests
_NOT_COUNTED = frozenset(
    (
        *("html", "head", "body", "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option"),
        *("optgroup", "h1", "h2", "h3", "h4", "h5", "h6", "area", "base", "br", "col", "embed", "hr", "img", "input"),
        *("link", "meta", "source", "track", "wbr"),
    )
)
_CELLS = frozenset(("tr", "td", "th", "thead", "tbody", "tfoot", "caption", "col", "colgroup"))
# what stands within a line: without its tags the words beside them stay together; any other is a line of its own
_IN_LINE = frozenset(
    (
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "blink", "cite", "code", "data", "del", "dfn", "em"),
        *("font", "i", "ins", "kbd", "label", "mark", "nobr", "output", "q", "rb", "rp", "rt", "rtc", "ruby", "s"),
        *("samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var"),
    )
)
_NO_MARKUP = ("script", "style", "textarea", "title")  # within these nothing is a tag
# A sign within the quotes of a value ends no tag; where quotes do not match, the first one does. A tag that is tried in
# vain ends at a "<" or a quote, each at another, so all of them together read a page a few times at most.
_TAG = re.compile(r"""<(?:(!--)|(/?)([a-zA-Z][\w:-]*+)(?:(?:[^<>"'=]++|=\s*+(?:"[^"]*+"|'[^']*+')|=)*+>|[^<>]*+>))""")


def is_cut_by_depth(tree: HtmlElement) -> bool:
    """Whether the parser gave a page up within elements too deep: its last element lies within so many others."""
    depth, element = 0, tree
    while len(element) and depth < DEEPEST:
        element = element[-1]
        depth += 1
    return depth >= DEEPEST


def flattened(source: str) -> str:
    """A page's source without the tags of elements that lie too deep; what they hold stays, paragraphs too.

    A browser shows such a page whole: the HTML standard knows no depth, and Blink hangs what lies deeper than 512
    elements beside them. Takes time in step with the length.
    """
    kept: list[str] = []
    elements = _OpenElements()
    endless: set[str] = set()  # a comment, a script that never ends is looked for once
    at = 0
    while (found := _TAG.search(source, at)) is not None:
        kept.append(source[at : found.start()])
        at = found.end()
        name = (found[3] or "").lower()
        if elements.keep(name, ends=bool(found[2])):
            kept.append(found[0])
        elif name not in _IN_LINE:
            kept.append("\n")  # the words of two cells, of two boxes are not one
        end = "-->" if found[1] else f"</{name}" if name in _NO_MARKUP and not found[2] else ""
        if end and end not in endless:
            until = re.compile(re.escape(end), re.IGNORECASE).search(source, at)
            if until is None:
                endless.add(end)
            else:
                kept.append(source[at : until.start()])
                at = until.start()
    return "".join((*kept, source[at:]))


class _OpenElements:
    """The elements that are open at a place of a source, and which of them keep their tags."""

    def __init__(self) -> None:
        self._open: list[tuple[str, bool]] = []
        self._names: Counter[str] = Counter()
        self._kept = 0

    def keep(self, name: str, *, ends: bool) -> bool:
        """Whether the tag that comes next is kept. An end tag ends with its element those in it, never closed."""
        if name in _CELLS and self._open and not self._open[-1][1]:
            return False  # outside of any table it is none's
        if not name or name in _NOT_COUNTED or name in _NO_MARKUP:
            return True
        if not ends:
            is_kept = self._kept < KEPT_DEEP
            self._open.append((name, is_kept))
            self._names[name] += 1
            self._kept += is_kept
            return is_kept
        if not self._names[name]:
            return False
        while True:
            last, was_kept = self._open.pop()
            self._names[last] -= 1
            self._kept -= was_kept
            if last == name:
                return was_kept
