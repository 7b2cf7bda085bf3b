"""What a page hides: text behind a "continue" control is the article's; tooltips, copies and hints are not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from lxml.html import HtmlElement

from extract.page.blocks import BLOCK_TAGS, UNSEEN_TAGS, squeeze, text_key
from extract.page.element_names import markup_names, name_words, words_of
from extract.page.prose import is_paragraph

_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# Class names that hide: "hidden" is one's own, "sr only" is read by screen readers alone.
_HIDING_NAMES = re.compile(r"\b(hidden|is hidden|d none|hide|invisible|collapsed?|folded|rest|more text|remainder)\b")
# Hidden on paper or on one kind of screen, and shown on the others.
_SOMEWHERE = re.compile(
    r"\b(hidden|hide|d none)( on| for| at)? (print|xs|sm|md|lg|xl|xxl|mobile|desktop|tablet|phone|small|medium|large)\b"
)
_HINT_NAMES = re.compile(
    r"\b(sr only|screen reader( text)?|visually ?hidden|visuallyhidden|u hidden visually|a11y|blind"
    r"|tool ?tip( text)?|tip (text|box|body)|pop ?over|gloss(ary)?( text)?|hint)\b"
)
# A part of each of the words above, for a look at names as they are written.
_MAY_HIDE = re.compile(
    "hid|none|invis|coll|fold|rest|more|remain|only|screen|visual|a11y|blind|tip|pop|gloss|hint", re.IGNORECASE
)
# Hidden boxes that are shown on demand and are never the article's.
_ASIDE_NAMES = re.compile(
    r"\b(menu|nav|navigation|modal|popup|pop up|dialog|lightbox|overlay|cookies?|consent|newsletter|subscribe|paywall"
    r"|login|log in|regist(er|ration)|reg|wall|piano|gate|prompt|form|promo|sign ?up|signup|banner|author|bio"
    r"|comments?|search|share|dropdown|offcanvas|print|copy|template|transcript|player|embed|json|amp)\b"
)
SHARED = 0.8  # share of a hidden box's sentences shown elsewhere, from which on it is a copy
LONGEST_INLINE = 400


def settle_hidden(body: HtmlElement) -> None:
    """Makes hidden paragraphs of the article seen, and takes hidden hints, explanations and copies out, in place."""
    hidden = list(_hidden(body))
    if not hidden:
        return
    shown: str | None = None
    if any(map(_may_be_copy, hidden)):
        inside = {inner for element in hidden for inner in element.iter()}
        shown = text_key("".join(_texts_outside(body, inside)))
    for element in hidden:
        if element.getparent() is None:
            continue
        if _is_hint(element) or (shown is not None and _is_copy(element, shown)):
            _take_out(element)
        elif _is_of_article(element):
            _show(element)


def _hidden(body: HtmlElement) -> Iterator[HtmlElement]:
    """The elements that are hidden themselves, outermost first."""
    for element in body.iterdescendants():
        get = element.get
        style = get("style")
        if not isinstance(element.tag, str) or element.tag in UNSEEN_TAGS:
            continue
        if (
            get("hidden") is not None
            or (style and _HIDDEN_STYLE.search(style))
            or get("aria-hidden") == "true"
            or ((get("class") is not None or get("id") is not None) and _named_hidden(markup_names(element)))
        ):
            yield element


@lru_cache(maxsize=4096)
def _named_hidden(names: str) -> bool:
    if not _MAY_HIDE.search(names):
        return False
    words = _SOMEWHERE.sub(" ", words_of(names))
    return bool(_HIDING_NAMES.search(words) or _HINT_NAMES.search(words))


def _is_certain(element: HtmlElement) -> bool:
    """Whether the markup hides an element by itself, and not by what a style sheet makes of a class name."""
    return element.get("hidden") is not None or bool(_HIDDEN_STYLE.search(element.get("style") or ""))


def is_hidden(element: HtmlElement) -> bool:
    """Whether the markup itself hides an element or one around it, so that only a script may show it."""
    return any(
        _is_certain(one) or one.get("amp-access-hide") is not None for one in (element, *element.iterancestors())
    )


def _is_hint(element: HtmlElement) -> bool:
    """Whether a hidden element explains or repeats a word for some readers: a tooltip, a screen reader's hint."""
    text = squeeze("".join(element.itertext()))
    if len(text) > LONGEST_INLINE:
        return False
    if _HINT_NAMES.search(name_words(element)):
        return True
    return element.tag not in BLOCK_TAGS and _is_certain(element) and not is_paragraph_text(text)


def is_paragraph_text(text: str) -> bool:
    """Whether a text is as long as a paragraph and ends as one does."""
    return is_paragraph(text, 0.0)


def _may_be_copy(element: HtmlElement) -> bool:
    """Whether the markup itself hides an element, from all or from those who hear the page."""
    return _is_certain(element) or element.get("aria-hidden") == "true"


def _is_copy(element: HtmlElement, shown: str) -> bool:
    """Whether what a hidden element says is shown already: for telephones, printers, a paywall's test."""
    if not _may_be_copy(element):
        return False
    parts = (part for text in element.itertext() for part in re.split(r"(?<=[.!?。])\s*", text))
    sentences = [key for part in parts if len(key := text_key(part)) > 7]
    size = sum(map(len, sentences))
    return size > 60 and sum(len(key) for key in sentences if key in shown) >= SHARED * size


def _is_of_article(element: HtmlElement) -> bool:
    """Whether a hidden element holds running text, and no name says that it is for something else."""
    around = [e for e in (element, *element.iterancestors()) if e.tag not in ("body", "html", "main", "article")]
    if any(_ASIDE_NAMES.search(name_words(one)) or one.tag in ("nav", "footer", "form", "aside") for one in around):
        return False
    own = [element] if element.tag == "p" else [*element.iter("p"), element]
    return any(is_paragraph_text(squeeze("".join(paragraph.itertext()))) for paragraph in own)


def _show(element: HtmlElement) -> None:
    for inner in element.iter():
        if not isinstance(inner.tag, str):
            continue
        inner.attrib.pop("hidden", None)
        inner.attrib.pop("aria-hidden", None)
        if inner.get("style"):
            inner.set("style", _HIDDEN_STYLE.sub("", inner.get("style", "")))
        if inner.get("class") and _HIDING_NAMES.search(name_words(inner)):
            inner.attrib.pop("class")


def _texts_outside(body: HtmlElement, inside: set[HtmlElement]) -> Iterator[str]:
    for element in body.iter():
        if not isinstance(element.tag, str) or element.tag in UNSEEN_TAGS:
            continue
        if element not in inside:
            yield element.text or ""
        if element.getparent() not in inside:
            yield element.tail or ""


def _take_out(element: HtmlElement) -> None:
    element.drop_tree()  # leaves the text that follows it
