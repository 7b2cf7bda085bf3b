"""Small boxes among an article's paragraphs that ask the reader to do something: to vote, to give, to save, to install.

They are told by what they are made of, a few words and a control, in whatever language. Also boxes about people,
summaries by machines, and captions that tell the story.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from lxml.html import HtmlElement

from extract.fields.authors import is_signature
from extract.furniture.line_rules import line_reason
from extract.furniture.offers import LONGEST_BUTTON, LONGEST_FORM
from extract.page.blocks import is_dense, read_blocks, squeeze
from extract.page.element_names import name_words
from extract.page.hidden import is_hidden

BOXES = ("div", "section", "aside", "form", "fieldset")
LEAST_SAID = 4  # letters of a box beside its control
LONGEST_LINE = 120  # characters of a line in such a box, dense ones thrice
LONGEST_ABOUT = 400  # characters of a box that tells of a person, dense ones thrice
LONGEST_LABEL = 70
TOLD, FEWEST_TOLD = 100, 3  # characters of a caption that tells, dense ones thrice; so many of them are a story
_GALLERY = re.compile(
    r"galler|slide ?show|in (pictures|photos)|photos?:|화보|포토|사진|图片|圖片|图集|組圖|组图|写真|フォト|фото"
    r"|en images|bilder|fotos",
    re.IGNORECASE,
)
LONGEST_SUMMARY = 900
_AI = (
    r"(?:a\.?i\.?|chat ?gpt|artificial intelligence|machine|人工智能|智能|人工知能|인공지능|ии|ki|ia"
    r"|нейросет\w*|искусственн\w+ интеллект\w*)"
)
_MACHINE = re.compile(
    rf"\W*(?:{_AI}[ -]?(?:generated|written|made|생성|生成)? ?(?:article |key |기사 ?|本文|新闻)?(?:summary"
    rf"|overview|points|takeaways|요약|要約|摘要"
    rf"|总结|總結|速览|zusammenfassung|まとめ)"
    rf"|(?:(?:summar(?:y|i[sz]ed)|key points|takeaways|(?:this )?(?:summary|overview)(?: was)?) )?(?:made "
    rf"|generated |written |created |produced )"
    rf"?(?:by|with) {_AI}"
    rf"|{_AI}(?:가|이|로)? ?요약(?:한|된)? ?(?:기사|내용)?|{_AI}(?:による|が|で)?(?:自動)?要約(?:しました|した記事)?"
    rf"|(?:本文|摘要|以下内容)?由?{_AI}(?:自动)?(?:生成|总结|提炼)(?:的)?(?:摘要)?"
    rf"|(?:краткий |кратко )?(?:пересказ|содержание|сводка|кратко)(?: от| подготовлен\w*| создан\w*| сделан\w*)? {_AI}"
    rf"|résumé (?:généré )?par (?:l.)?{_AI}|resumen (?:generado )?(?:por|con) {_AI})\W*",
    re.IGNORECASE,
)
DEPTH = 4  # elements above a control among which its box is looked for
_WALLS = re.compile(r"\b(pay ?wall|reg ?wall|wall|gate|locked?|premium|barrier|meter(ed)?|upsell|kakin)\b")
_HOLDING = ("h1", "table", "time", "figure", "article", "main", "pre", "video", "audio", "nav")
_CONTROLS = (
    ".//button | .//input[@type='radio' or @type='checkbox' or @type='submit' or @type='button'] | .//*[@role='button']"
    " | .//a[contains(@class, 'btn') or contains(@class, 'button') or contains(@class, 'cta')]"
)
_BUTTON_WORDS = frozenset(("btn", "button", "cta"))


def calls(body: HtmlElement, first: int, places: dict[HtmlElement, int]) -> Iterator[HtmlElement]:
    """The small boxes around a control that stand after the paragraph at place `first`."""
    for control in body.xpath(_CONTROLS):
        if places.get(control, 0) <= first:
            continue
        said = squeeze("".join(control.itertext()))
        if control.tag == "a" and not _BUTTON_WORDS.intersection(name_words(control).split()):
            continue
        if len(said) > LONGEST_BUTTON or line_reason(said, "any") == "login" or is_hidden(control):
            continue  # what a wall asks for is looked at with the text
        box = next((e for e in islice(control.iterancestors(), DEPTH) if e.tag in BOXES and _says_more(e, said)), None)
        if box is None or places.get(box, 0) <= first or any(map(_is_wall, (box, *islice(box.iterancestors(), 2)))):
            continue
        if _weight(squeeze(" ".join(box.itertext()))) > LONGEST_FORM or next(box.iter(*_HOLDING), None) is not None:
            continue
        if any(_weight(squeeze("".join(line.itertext()))) > LONGEST_LINE for line in box.iter("p", "li", "h3", "h4")):
            continue  # a paragraph that ends in a button
        yield box


def telling_captions(body: HtmlElement) -> list[HtmlElement]:
    """The captions of a page that tells its story under its pictures: some as long as paragraphs, no text beside.

    A page whose title calls it a gallery is one.
    """
    title = next((squeeze("".join(one.itertext())) for one in body.getroottree().iter("title")), "")
    captions = {caption: _weight(squeeze("".join(caption.itertext()))) for caption in body.iter("figcaption")}
    told = [caption for caption, size in captions.items() if size >= TOLD]
    if len(told) < FEWEST_TOLD or len(told) * 2 < len(captions) or _GALLERY.search(title):
        return []
    beside = sum(
        _weight(squeeze("".join(p.itertext())))
        for p in body.iter("p")
        if p not in captions and next(p.iterancestors("figure", "footer", "aside"), None) is None
    )
    telling = sum(captions[caption] for caption in told) > 2 * beside
    return [caption for caption, size in captions.items() if 2 * size >= TOLD] if telling else []


def about_people(body: HtmlElement) -> Iterator[HtmlElement]:
    """The small boxes that begin with a person's name alone and go on with a sentence that begins with the name."""
    for box in body.iter("div", "section", "aside"):
        if not 1 < len(box) <= DEPTH or len(squeeze(box.text or "")) > 0:
            continue
        parts = [squeeze("".join(part.itertext())) for part in islice(box, DEPTH)]
        said = [part for part in parts if part]
        if len(said) != 2 or _weight(" ".join(said)) > LONGEST_ABOUT:
            continue
        name, told = said
        if name.endswith((".", ":", "?", "!")) or not is_signature(name) or next(box.iter(*_HOLDING), None) is not None:
            continue
        words = [word for word in name.split() if len(word) > 1]
        if told.startswith(tuple(words)) and not told.startswith(name + ":") and len(read_blocks(box)) == len(said):
            yield box


def machine_summaries(body: HtmlElement) -> Iterator[HtmlElement]:
    """The small boxes that begin or end with words that say that a machine wrote what they hold."""
    for label in body.iter(
        "h2", "h3", "h4", "h5", "h6", "b", "strong", "em", "span", "p", "div", "small", "summary", "label"
    ):
        said = squeeze("".join(label.itertext())) if len(label) < DEPTH else ""
        if not 0 < len(said) <= LONGEST_LABEL or not _MACHINE.fullmatch(said):
            continue
        for box in islice(label.iterancestors(), DEPTH):
            text = squeeze(" ".join(box.itertext()))
            if box.tag in (*BOXES, "details") and text != said:
                if (
                    (text.startswith(said) or text.endswith(said))
                    and box.find(".//h1") is None
                    and len(text) <= LONGEST_SUMMARY
                ):
                    yield box
                break


def _is_wall(element: HtmlElement) -> bool:
    return _WALLS.search(name_words(element)) is not None


def _says_more(element: HtmlElement, said: str) -> bool:
    """Whether an element says more than its control."""
    text = squeeze("".join(element.itertext()))
    return len(text) >= len(said) + LEAST_SAID


def _weight(text: str) -> int:
    return len(text) * (3 if is_dense(text) else 1)
