"""The text of a table's cell as a reader sees it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from lxml.html import HtmlElement

from extract.page.blocks import UNSEEN_TAGS, squeeze

_HIDDEN_WORDS = re.compile(
    r"(?:^|[\s_-])(?:sr-?only|screen-?reader(?:-text)?|visually-?hidden|a11y-?hidden|assistive|offscreen|hidden-text)(?:$|[\s_-])",
    re.IGNORECASE,
)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_MARK = re.compile(r"\[?[a-z\d]{1,2}\]?\)?|[*†‡§¶#※]+|\[?(?:注|주|прим\.?)\s?\d{0,2}\]?", re.IGNORECASE)
_MARK_AFTER = re.compile(r"(?<=[\w%).])\s?(?:[*†‡§¶※]+|\[[a-z\d]{1,2}\])$", re.IGNORECASE)
_RAISED_UNIT = re.compile(r"(?:\b[ckm]?m|\b10|米|미터|м)$")


def cell_text(element: HtmlElement, *, without: Iterable[HtmlElement] = ()) -> str:
    """What a cell shows, on one line: without footnote marks and without what only screen readers say."""
    parts: list[str] = []
    _collect(element, parts, set(without))
    text = squeeze("".join(parts)).rstrip(";").strip()
    return _MARK_AFTER.sub("", text)


def _collect(element: HtmlElement, parts: list[str], without: set[HtmlElement]) -> None:
    if element.text:
        parts.append(element.text)
    for child in element:
        if isinstance(child.tag, str) and child not in without and not _is_unseen(child) and not _is_mark(child, parts):
            if child.tag in ("br", "p", "div", "li", "ul", "ol"):
                parts.append(" ")
            _collect(child, parts, without)
            if child.tag == "li":
                parts.append("; ")
            elif child.tag in ("p", "div"):
                parts.append(" ")
        if child.tail:
            parts.append(child.tail)


def _is_unseen(element: HtmlElement) -> bool:
    return (
        element.tag in UNSEEN_TAGS
        or element.get("hidden") is not None
        or _HIDDEN_WORDS.search(element.get("class") or "") is not None
        or _HIDDEN_STYLE.search(element.get("style") or "") is not None
    )


def _is_mark(element: HtmlElement, parts: Sequence[str]) -> bool:
    """Whether an element is a footnote's mark, and no power, unit or ordinal."""
    if element.tag != "sup" and not (element.tag == "a" and (element.get("href") or "").startswith("#")):
        return False
    text = squeeze("".join(element.itertext()))
    before = "".join(parts).rstrip()
    return (
        _MARK.fullmatch(text) is not None
        and not (text.isdigit() and _RAISED_UNIT.search(before))
        and (text.lower() not in ("st", "nd", "rd", "th", "er", "re"))
    )
