"""Small repairs of a parsed page before it is read: annotations over words, wrapped text, dates within sentences."""

from __future__ import annotations

import re
from html import unescape

from lxml.etree import strip_elements, strip_tags
from lxml.html import HtmlElement, fragment_fromstring

from extract.page.blocks import is_dense, squeeze
from extract.page.element_names import name_words
from extract.page.prose import SENTENCE_END

AMONG_TEXT = 60  # characters around a time tag that stands within a sentence
LONGEST_CELL = 200  # characters
WRAPPED_LINES = 3
WRAPPED_WIDTH = 40  # characters of the widest line of a text wrapped by hand
UNSEEN = "\u00ad\u200b\u2060\ufeff"
SWALLOWED = 0.7  # share of a page's text in one element that shows none
LEAST_SWALLOWED = 400  # characters, dense ones count thrice
DENSE = 3
FEWEST_SHOWN = 2  # tags that an element shows as text
_SHOWS_MARKUP = ("div", "section", "article", "main", "p", "td", "span", "blockquote", "li")
_ESCAPED = re.compile(r"&(?:amp;)*lt;/?(?:p|div|br|span|strong)\b", re.IGNORECASE)
_BREAKS_SHOWN = re.compile(r"<br\s*/?>|</p>", re.IGNORECASE)
_MARKUP_SHOWN = re.compile(
    r"\s*</?(?:p|div|br|span|strong|b|em|h[1-6]|ul|ol|li|section|article|font|figure|img)\b", re.IGNORECASE
)
_TAGS_SHOWN = re.compile(r"</?(?:p|div|br|span|strong|b|em|h[1-6]|li|section|article|font|a)\b[^<>]*>", re.IGNORECASE)
_WITHIN_SENTENCE = "time-in-sentence"
_NEVER_TEXT = ("noscript", "button", "object", "canvas", "svg", "select", "audio", "video", "picture", "iframe")
_UNSEEN_NAMED = re.compile("&(?:shy|#173|#8203|ZeroWidthSpace);", re.IGNORECASE)
_STAMP_NAMES = re.compile(r"\b(meta|byline|dateline|date|time|stamp|info|published)\b")
_COLUMNS = re.compile(r"\S {3,}\S|\S\t+\S|[|+]-{3}")
_END = re.compile(r"</(?:body|html)\s*>", re.IGNORECASE)
_GOES_ON = re.compile(r"<(?:p|article|section|td|h[1-6]|div|blockquote)\b[^<>]*>\s*[^\s<][^<]{40}", re.IGNORECASE)
_BEFORE_MARKUP = re.compile(
    r"^(?:\ufeff|\s)*(?:(?:Warning|Notice|Deprecated|Fatal error|<br />|<b>)[^\n]{0,400}\n\s*)+", re.I
)


def mend_source(source: str) -> str:
    """A page's source without characters that are not seen, a server's warnings before it and an end that is none."""
    source = _UNSEEN_NAMED.sub("", _BEFORE_MARKUP.sub("", source, count=1))
    for character in UNSEEN:
        source = source.replace(character, "")
    return _reopened(source)


def _reopened(source: str) -> str:
    """A page's source that goes on with boxes or paragraphs after its end, without that end."""
    end = _END.search(source)
    if end is None or not _GOES_ON.search(source, end.end()):
        return source
    return _END.sub("", source)


def mend_tree(body: HtmlElement) -> None:
    """Takes the readings of ruby out, unwraps time tags in sentences, and makes wrapped lines paragraphs, in place.

    An element without text that was never closed, and so holds the rest of the page, becomes a box.
    """
    _free_swallowed(body)
    _unescape(body)
    strip_elements(body, "rt", "rp", "rtc", with_tail=False)
    strip_tags(body, "ruby", "rb", "wbr")
    sizes: dict[HtmlElement, int] = {}  # of a paragraph's text, measured once: it may hold thousands of time tags
    unwrapped: dict[HtmlElement, None] = {}
    for time in list(body.iter("time")):
        paragraph = next(time.iterancestors("p", "li", "blockquote"), None)
        if paragraph is None or _STAMP_NAMES.search(name_words(paragraph)):
            continue
        if paragraph not in sizes:
            sizes[paragraph] = len(squeeze("".join(paragraph.itertext())))
        if sizes[paragraph] > AMONG_TEXT + len(time.text or ""):
            time.tag = _WITHIN_SENTENCE
            unwrapped[paragraph] = None
    for paragraph in unwrapped:
        _unwrap_times(paragraph)
    for cell in list(body.iter("td", "th")):
        _unlist(cell)
    for pre in list(body.iter("pre")):
        _unwrap(pre)


def _unescape(body: HtmlElement) -> None:
    """Makes markup of elements that show it as text: a body that was escaped once too often."""
    for element in list(body.iter(*_SHOWS_MARKUP)):
        text = element.text or ""
        while len(_ESCAPED.findall(text)) >= FEWEST_SHOWN:
            text = unescape(text)
        if not _shows_markup(text):
            continue
        if any(above.tag in ("pre", "code", "samp", "kbd") for above in element.iterancestors()):
            continue
        box = fragment_fromstring(text, create_parent="div")
        element.text = None
        element.insert(0, box)
        if element.tag == "p":
            element.tag = "div"


def _shows_markup(text: str) -> bool:
    """Whether a text begins with a tag and has others, or has tags that break its lines."""
    if "<" not in text:
        return False
    begins = _MARKUP_SHOWN.match(text) is not None
    return (begins and len(_TAGS_SHOWN.findall(text)) >= FEWEST_SHOWN) or len(
        _BREAKS_SHOWN.findall(text)
    ) > FEWEST_SHOWN


def _unwrap_times(paragraph: HtmlElement) -> None:
    """Takes the tags named `_WITHIN_SENTENCE` away at once: one by one, each would write the text before it anew."""
    strip_tags(paragraph, _WITHIN_SENTENCE)
    for element in paragraph.iter():
        element.text = element.text  # one node where several stood side by side
        if element is not paragraph:
            element.tail = element.tail


def _free_swallowed(body: HtmlElement) -> None:
    """Makes elements that show no text plain boxes where they hold paragraphs and nearly all that the page says."""
    least: float | None = None  # measured once, where any element may hold as much
    for element in list(body.iter(*_NEVER_TEXT)):
        paragraphs = element.findall(".//p")
        if len(paragraphs) < 2 or (element.find(".//div") is None and element.tag != "noscript"):
            continue
        least = max(LEAST_SWALLOWED, SWALLOWED * _seen_size(body)) if least is None else least
        said = "".join(element.itertext())
        if _seen_size(element) * (DENSE if is_dense(said) else 1) >= least:
            element.tag = "div"


def _seen_size(element: HtmlElement) -> int:
    """The characters of an element's text outside scripts and styles."""
    return sum(len(text) for text in element.xpath(".//text()[not(parent::script or parent::style)]"))


def _unlist(cell: HtmlElement) -> None:
    """Makes a list in a cell of a table of values plain text: an extractor drops it."""
    items = list(cell.iter("li"))
    if not items or cell.find(".//a") is not None or len("".join(cell.itertext())) > LONGEST_CELL:
        return
    for item in items[:-1]:
        item.tail = "; "
    strip_tags(cell, "ul", "ol", "li")


def _unwrap(pre: HtmlElement) -> None:
    """Makes a text wrapped by hand into paragraphs: blank lines part them, or short lines that end a sentence."""
    if len(list(pre.iterdescendants())) > WRAPPED_LINES * 4 or pre.find(".//code") is not None:
        return
    lines = "".join(pre.itertext()).splitlines()
    filled = [line for line in lines if line.strip()]
    width = max(map(len, filled), default=0)
    if len(filled) < WRAPPED_LINES or not WRAPPED_WIDTH <= width <= 120:
        return
    if sum(map(len, filled)) < 0.6 * width * len(filled) or any(map(_COLUMNS.search, filled)):
        return  # verse, or a table
    blank = any(not line.strip() for line in lines[1:-1])
    paragraphs: list[str] = [""]
    for line in lines:
        if line.strip():
            paragraphs[-1] += (" " if paragraphs[-1] else "") + line.strip()
        ends = len(line) < 0.75 * width and SENTENCE_END.search(line) is not None
        if not line.strip() or (ends and not blank):
            paragraphs.append("")
    box = fragment_fromstring("<div></div>")
    for text in filter(None, paragraphs):
        paragraph = fragment_fromstring("<p></p>")
        paragraph.text = squeeze(text)
        box.append(paragraph)
    for name, value in pre.attrib.items():
        box.set(name, value)
    box.tail = pre.tail
    pre.getparent().replace(pre, box)
