"""What is taken out of the page before its text is read: embedded posts, captions (kept apart), marked boxes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import islice

from lxml.html import HtmlElement

from corpus.records import Removed
from extract.furniture.box_links import LONGEST_BOX, MOST_LINKED, leads_elsewhere, link_share
from extract.furniture.calls import about_people, calls, machine_summaries, telling_captions
from extract.furniture.consent import consent_boxes
from extract.furniture.headed_boxes import headed_boxes
from extract.furniture.line_rules import LinePolicy
from extract.furniture.offers import LONGEST_FORM, offers
from extract.page.blocks import BLOCK_TAGS, TELLING, WAS_TABLE, Block, is_dense, read_blocks, squeeze, text_key
from extract.page.element_names import box_kind, markup_names
from extract.page.footnotes import NOTES
from extract.page.hidden import is_hidden
from extract.page.prose import is_paragraph

GATE_WORDS = re.compile(
    r"\b(log ?in|sign ?(in|up)|subscri\w+|register|member(s|ship)?|free account|unlock)\b"
    r"|로그인|구독|회원|登录|订阅|ログイン|会員|購読|登録|メルマガ|подпис",
    re.IGNORECASE,
)
PROSE = 60  # characters: a paragraph of this length outside links is running text
TOLD_IN_POSTS = 0.1  # of a page's running text that its posts say, from which on they are the story's
LEAST_ARTICLE = 600  # characters of paragraphs above the comments
LONGEST_CAPTION = 900
DROP_CAP = 3  # characters: an initial set apart by the same word as a caption
LONGEST_PICTURE_LINE = 320
LEAST_TEXT = 240  # characters of paragraphs that no bar of buttons has; dense ones count thrice
BUTTONS = frozenset(("share", "player", "meter", "ticker"))
_AMP_ASIDE = (
    "amp-ad",
    "amp-embed",
    "amp-sidebar",
    "amp-consent",
    "amp-user-notification",
    "amp-social-share",
    "amp-list",
)
AROUND = 4  # times its own text a table with a picture has beside it, where it stands in an article
_TEXT_HOLDERS = ("p", "dt", "center")
# A line beside a picture that says whose it is, or points at it.
CREDIT = re.compile(
    r"^[▲△▼◀▶]|[(\[（【][^()\[\]]{0,30}[/／=][^()\[\]]{1,40}[)\]）】]\s*$"
    r"|[(\[（【]([a-z]{2,8} )?(photo|image|file|courtesy|사진|写真|图|фото)"
    r"|\b(photo(graph)?|image|picture)s? ?(by|:|courtesy)|\b(file|handout) photo|[ⓒ©]"
    r"|사진\s?[=:]|写真[=:：]|图[:：源]|фото:|[\u4e00-\u9fff]{2,4}\s?[摄攝][)）]?\s*$|(撮影|提供)[)）]?\s*$",
    re.IGNORECASE,
)


NOTICE = re.compile(
    r"all rights? reserved|copyright\W{0,4}(19|20)\d\d|derechos reservados|alle rechte vorbehalten|tous droits réservés"
    r"|все права защищены|版权所有|無断(転載|複製)|무단 ?(전재|복제)",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Pruned:
    """What `prune_page` took out: captions in page order, boxes with the reason and where they stood, the elements."""

    captions: tuple[str, ...] = ()
    boxes: tuple[tuple[Removed, HtmlElement], ...] = ()
    elements: tuple[HtmlElement, ...] = ()


def prune_page(body: HtmlElement, policy: LinePolicy) -> Pruned:
    """Takes captions and marked boxes out of `body`, in place, and says what they were.

    A box that holds running text of an article's size, or a line that the outlet keeps, is left alone.
    """
    telling = set(telling_captions(body))
    for caption in telling:
        caption.set(TELLING, "1")
        caption.tag = "p"
        for figure in caption.iterancestors("figure"):
            figure.tag = "div"
    captions: list[tuple[int, str]] = []
    places = {element: place for place, element in enumerate(body.iter())}
    running = _running_text(body, places)
    boxes: list[tuple[Removed, HtmlElement]] = []
    elements: list[HtmlElement] = []
    headed = headed_boxes(body, policy)
    notes = [(element, "footnotes") for element in body.xpath(f".//*[@{NOTES}]")]
    asked = [(element, "consent") for element in consent_boxes(body)]
    marked = [
        *notes,
        *asked,
        *_picture_tables(body),
        *_picture_lines(body),
        *_marked(body),
        *_forms(body),
        *((box, "subscribe") for box in offers(body, policy)),
        *headed,
        *((box, "call") for box in (calls(body, min(at for at, _ in running), places) if running else ())),
        *((box, "author") for box in about_people(body)),
        *((box, "ai-note") for box in machine_summaries(body)),
        *_instead(body),
        *_hidden(body),
    ]
    told = _posts_that_tell(marked, running)
    for element, kind in marked:
        if element in told or element.getparent() is None or not _attached(element, body):
            continue
        text = squeeze(" ".join(element.itertext()))
        if kind == "caption":
            if telling and not telling.isdisjoint(element.iter()):
                continue  # by its name, or that of the box around it
            if (
                len(text) <= DROP_CAP
                or len(text) > LONGEST_CAPTION
                or NOTICE.search(text)
                or link_share(element, text) > MOST_LINKED
            ):
                continue
            captions.append((places[element], text))
        elif policy.keeps(text) or (
            (not _is_box(element, text, kind) or _holds_text(element, kind))
            and not (
                (kind == "comments" or (kind == "related" and leads_elsewhere(element)))
                and _follows_article(element, places[element], running)
            )
        ):
            continue
        elif text:
            reason = "cookie" if kind == "consent" else kind
            boxes.append((Removed(text=text[:LONGEST_BOX], reason=reason), element.getparent()))
        elements.append(element)
        take_out(element)
    in_order = dict.fromkeys(caption for _, caption in sorted(captions) if caption)
    return Pruned(captions=tuple(in_order), boxes=tuple(boxes), elements=tuple(elements))


def blocks_left(body: HtmlElement, blocks: Sequence[Block], pruned: Pruned) -> list[Block]:
    """The blocks of `body` once `pruned` was taken out of it; `blocks` are those from before."""
    if any(element.tag not in BLOCK_TAGS for element in pruned.elements):
        return read_blocks(body)  # words were taken out of the middle of a block
    gone = {inner for element in pruned.elements for inner in element.iter()}
    return [block for block in blocks if block.element not in gone]


def prune_blocks(
    blocks: Sequence[Block], indices: Set[int], policy: LinePolicy
) -> tuple[tuple[Removed, HtmlElement], ...]:
    """Takes the blocks at `indices` out of their page, where a block is all that its element says.

    They come back as furniture, each with the element it stood in.
    """
    boxes = []
    for index in indices:
        block = blocks[index]
        parent = block.element.getparent()
        if parent is None or policy.keeps(block.text):
            continue
        if text_key("".join(block.element.itertext())) == block.key:
            boxes.append((Removed(text=block.text, reason="furniture"), parent))
            take_out(block.element)
    return tuple(boxes)


def _posts_that_tell(marked: Sequence[tuple[HtmlElement, str]], running: Sequence[tuple[int, int]]) -> set[HtmlElement]:
    """The embedded posts, where several say a good part of what the page tells; one beside a text is a box."""
    posts = {element: squeeze("".join(element.itertext())) for element, kind in marked if kind == "embed"}
    said = sum(len(text) * (3 if is_dense(text) else 1) for text in posts.values())
    return set(posts) if len(posts) > 1 and said >= TOLD_IN_POSTS * sum(size for _, size in running) else set()


def _marked(body: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    for element in body.iter(
        "div",
        "section",
        "aside",
        "p",
        "ul",
        "ol",
        "span",
        "figcaption",
        "blockquote",
        "form",
        "h2",
        "h3",
        "h4",
        "dd",
        "em",
    ):
        if element.tag == "figcaption":
            yield element, "caption"
            continue
        names = markup_names(element)
        kind = box_kind(names) if names else None
        if kind is not None:
            yield element, kind


def _hidden(body: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    """Boxes that the markup hides and that were not shown as the article's: messages, walls, menus for a script."""
    for element in body.xpath(
        ".//*[@hidden or contains(@style, 'none') or contains(@style, 'hidden') or @amp-access-hide]"
    ):
        if is_hidden(element) and len(squeeze("".join(element.itertext()))) <= LONGEST_BOX:
            yield element, "hidden"


def _instead(body: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    """What stands for an element that was not loaded, as AMP pages write it, and what such a page shows at the side."""
    for element in body.xpath(".//*[@fallback or @placeholder or @overflow][ancestor::*[starts-with(name(), 'amp-')]]"):
        if element.tag not in ("input", "textarea"):
            yield element, "advertisement"
    for element in body.iter(*_AMP_ASIDE):
        yield element, "advertisement"


def _forms(body: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    """Small boxes around a field to write in, as where a newsletter is ordered, outermost first."""
    found: dict[HtmlElement, None] = {}
    for field in body.iter("input", "textarea"):
        if (field.get("type") or "text").lower() not in ("text", "email", "tel"):
            continue
        box = None
        for above in field.iterancestors():
            if above.tag in ("body", "main", "article", "td") or above.find(".//h1") is not None:
                break
            if len(squeeze("".join(above.itertext()))) > LONGEST_FORM:
                break
            box = above
        if box is not None:
            found[box] = None
    for box in found:
        yield box, "subscribe"


def _picture_lines(body: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    """Paragraphs that hold a picture and a few words, and paragraphs in small or slanted type right after a picture."""
    holders = (next(image.iterancestors("p", "dt", "center", "div", "span"), None) for image in body.iter("img"))
    for holder in dict.fromkeys(holder for holder in holders if holder is not None):
        text = squeeze("".join(holder.itertext()))
        if 0 < len(text) <= LONGEST_PICTURE_LINE and holder.find(".//a/img") is None:
            credited = CREDIT.search(text) is not None and next(holder.iter("h1", "h2", "h3"), None) is None
            if credited or (holder.tag in _TEXT_HOLDERS and not is_paragraph(text, 0.0)):
                yield holder, "caption"
                continue
        following = holder.getnext()
        if following is not None and following.tag in ("p", "div", "span") and not text:
            said = squeeze("".join(following.itertext()))
            credited = len(said) <= LONGEST_PICTURE_LINE and CREDIT.search(said) is not None
            if credited or (holder.tag in _TEXT_HOLDERS and following.tag == "p" and _is_set_apart(following)):
                yield following, "caption"


def _picture_tables(body: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    """Small tables in running text that hold one picture and a few words, as old pages set captions."""
    tables = {table for image in body.iter("img") if (table := _table_around(image)) is not None}
    for table in tables:
        text = squeeze("".join(table.itertext()))
        around = squeeze("".join(table.getparent().itertext()))
        alone = sum(1 for _ in table.iter("img")) == 1 and next(table.iter("h1", "h2", "h3", "form"), None) is None
        fits = 0 < len(text) <= LONGEST_PICTURE_LINE and len(around) > AROUND * len(text)
        if alone and fits and link_share(table, text) < 0.3:
            yield table, "caption"


def _table_around(image: HtmlElement) -> HtmlElement | None:
    """The table next around an image, though it lays out the page."""
    around = islice(image.iterancestors(), 6)
    return next((element for element in around if element.tag == "table" or element.get(WAS_TABLE)), None)


def _is_set_apart(paragraph: HtmlElement) -> bool:
    """Whether all of a paragraph stands in small or slanted type."""
    text = squeeze("".join(paragraph.itertext()))
    return 0 < len(text) <= LONGEST_PICTURE_LINE and any(
        squeeze("".join(inner.itertext())) == text for inner in paragraph.iter("em", "i", "small")
    )


def _running_text(body: HtmlElement, places: Mapping[HtmlElement, int]) -> list[tuple[int, int]]:
    """Where each paragraph of running text stands, and how long it is; dense ones count thrice."""
    paragraphs = ((places[p], squeeze("".join(p.itertext()))) for p in body.iter("p"))
    sizes = ((place, len(text) * (3 if is_dense(text) else 1)) for place, text in paragraphs)
    return [(place, size) for place, size in sizes if size > PROSE]


def _follows_article(element: HtmlElement, place: int, running: Sequence[tuple[int, int]]) -> bool:
    """Whether a box, of whatever size, stands below an article's worth of text and holds no headline."""
    return sum(size for at, size in running if at < place) >= LEAST_ARTICLE and element.find(".//h1") is None


def _is_one_of_many(element: HtmlElement) -> bool:
    """Whether a brother of a paragraph has its very class names, as the paragraphs of a text have."""
    parent = element.getparent()
    alike = sum(1 for other in parent.iterchildren(element.tag) if other.get("class") == element.get("class"))
    return element.tag == "p" and alike > 1


def _is_box(element: HtmlElement, text: str, kind: str) -> bool:
    if kind in ("embed", "footnotes", "consent"):
        return True
    if kind == "paywall":
        # Publishers also mark the paragraphs behind the wall with this word.
        return len(text) < LONGEST_BOX and GATE_WORDS.search(text) is not None and not _is_one_of_many(element)
    if len(text) > LONGEST_BOX:
        return link_share(element, text) > MOST_LINKED
    paragraphs = (squeeze("".join(p.itertext())) for p in element.iter("p"))
    return sum(len(said) * (3 if is_dense(said) else 1) > PROSE * 2 for said in paragraphs) < 3


def _holds_text(element: HtmlElement, kind: str) -> bool:
    """Whether a box named for the buttons above an article holds the article, or the markup says that it does."""
    if element.get("itemprop") == "articleBody" or element.find(".//*[@itemprop='articleBody']") is not None:
        return kind != "embed"
    if kind not in BUTTONS:
        return False
    paragraphs = [block.text for block in read_blocks(element) if is_paragraph(block.text, block.link_share)]
    sizes = [len(text) * (3 if is_dense(text) else 1) for text in paragraphs]
    return len(sizes) > 1 and sum(sizes) >= LEAST_TEXT


def _attached(element: HtmlElement, body: HtmlElement) -> bool:
    parent = element.getparent()
    while parent is not None:
        if parent is body:
            return True
        parent = parent.getparent()
    return False


def take_out(element: HtmlElement) -> None:
    """Removes an element from its tree and leaves the text that follows it."""
    parent = element.getparent()
    previous = element.getprevious()
    if element.tail:
        if previous is not None:
            previous.tail = (previous.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)
