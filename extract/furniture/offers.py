"""Small boxes that offer what one may subscribe to: a heading, few words, a button."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.html import HtmlElement

from extract.fields.date_forms import read_dates
from extract.furniture.line_rules import LinePolicy
from extract.page.blocks import is_dense, squeeze, text_key
from extract.page.prose import is_sentence

LONGEST_FORM = 260  # characters of a box around a field or a button; dense ones of an offer count thrice
LONGEST_BUTTON = 24
LONGEST_PITCH = 96  # characters of a sentence in an offer, dense ones thrice; a longer one is an article's
FEWEST_IN_OFFER = 3  # elements: a heading, a line, a button
OF_TITLE = 0.5  # share of the page's title that a heading says, from which on it is the article's


def offers(body: HtmlElement, policy: LinePolicy) -> Iterator[HtmlElement]:
    """The small boxes that end in a button or a link that says "Subscribe": what one may order, how often it comes.

    A heading or bold type begins such a box and few words follow. A short article may stand so, too: a box that
    tells a day, has a long sentence or is headed by the page's title is none.
    """
    titles = [text_key("".join(title.itertext())) for title in body.getroottree().iter("title")]
    for button in body.iter("button", "a"):
        said = squeeze("".join(button.itertext()))
        if not 0 < len(said) <= LONGEST_BUTTON or policy.reason(said, "any") not in ("subscribe", "login"):
            continue
        box = button.getparent()
        if box is not None and box.tag == "p" and squeeze("".join(box.itertext())) == said:
            box = box.getparent()
        if box is None or box.tag not in ("div", "section", "aside", "form") or len(box) < FEWEST_IN_OFFER:
            continue
        first = next((text for inner in box if (text := squeeze("".join(inner.itertext())))), "")
        headed = box[0].tag in ("h2", "h3", "h4", "h5", "h6", "strong", "b") or _is_bold(box[0], first)
        if headed and first != said and box.find(".//h1") is None and not _tells(box, first, titles):
            yield box


def _tells(box: HtmlElement, first: str, titles: list[str]) -> bool:
    """Whether a box headed by `first` may be an article of its own."""
    text = squeeze(" ".join(box.itertext()))
    key = text_key(first)
    return (
        _weight(text) > LONGEST_FORM
        or any(key in title and len(key) >= OF_TITLE * len(title) for title in titles if title)
        or any(is_sentence(line) and _weight(line) > LONGEST_PITCH for line in map(squeeze, _lines(box)))
        or box.find(".//time") is not None
        or bool(read_dates(text))
    )


def _lines(box: HtmlElement) -> Iterator[str]:
    """What the parts of a box say, and the words between them."""
    yield box.text or ""
    for inner in box:
        yield "".join(inner.itertext())
        yield inner.tail or ""


def _weight(text: str) -> int:
    return len(text) * (3 if is_dense(text) else 1)


def _is_bold(element: HtmlElement, text: str) -> bool:
    return any(squeeze("".join(inner.itertext())) == text for inner in element.iter("strong", "b"))
