"""What a page hides: text behind a "continue" control is the article's; tooltips, copies and hints are not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from extract.page.blocks import BLOCK_TAGS, UNSEEN_TAGS, squeeze, text_key
from extract.page.element_names import name_words
from extract.page.prose import is_paragraph

_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# Class names that hide: "hidden" is one's own, "sr only" is read by screen readers alone.
_HIDING_NAMES = re.compile(r"\b(hidden|is hidden|d none|hide|invisible|collapsed?|folded|rest|more text|remainder)\b")
_HINT_NAMES = re.compile(
    r"\b(sr only|screen reader( text)?|visually ?hidden|visuallyhidden|u hidden visually|a11y|blind"
    r"|tool ?tip( text)?|tip (text|box|body)|pop ?over|gloss(ary)?( text)?|hint)\b"
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
    inside = {inner for element in hidden for inner in element.iter()}
    shown = text_key("".join(_texts_outside(body, inside)))
    for element in hidden:
        if element.getparent() is None:
            continue
        if _is_hint(element) or _is_copy(element, shown):
            _take_out(element)
        elif _is_of_article(element):
            _show(element)


def _hidden(body: HtmlElement) -> Iterator[HtmlElement]:
    """The elements that are hidden themselves, outermost first."""
    for element in body.iterdescendants():
        if not isinstance(element.tag, str) or element.tag in UNSEEN_TAGS:
            continue
        if (
            element.get("hidden") is not None
            or _HIDDEN_STYLE.search(element.get("style") or "")
            or element.get("aria-hidden") == "true"
            or ((element.get("class") or element.get("id")) and _named_hidden(element))
        ):
            yield element


def _named_hidden(element: HtmlElement) -> bool:
    words = name_words(element)
    return bool(_HIDING_NAMES.search(words) or _HINT_NAMES.search(words))


def _is_certain(element: HtmlElement) -> bool:
    """Whether the markup hides an element by itself, and not by what a style sheet makes of a class name."""
    return element.get("hidden") is not None or bool(_HIDDEN_STYLE.search(element.get("style") or ""))


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


def _is_copy(element: HtmlElement, shown: str) -> bool:
    """Whether what a hidden element says is shown already: for telephones, printers, a paywall's test."""
    if not (_is_certain(element) or element.get("aria-hidden") == "true"):
        return False
    sentences = [
        key for part in re.split(r"(?<=[.!?。])\s*", "".join(element.itertext())) if len(key := text_key(part)) > 7
    ]
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
