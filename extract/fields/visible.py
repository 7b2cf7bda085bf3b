"""Where in a page a date or a byline may be written: time tags, the lines around the headline, first and last lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from lxml.html import HtmlElement

from extract.fields.authors import OUTLET, is_signature
from extract.fields.stamps import is_stamp
from extract.fields.term_pairs import term_lines
from extract.fields.time_marks import OTHERS, of_another
from extract.page.blocks import Block, is_dense, squeeze, text_key
from extract.page.element_names import CAPTION_WORDS, markup_names, name_words
from extract.page.prose import is_paragraph
from extract.page.trip_records import BylineLine, VisibleTexts

LONGEST = 160  # characters: a longer block is prose, and its dates are those of what it tells
LONGEST_NAME = 80
BYLINE_NAMES = re.compile(
    r"\b(author|authors|by ?line|reporter|writer|journalist|contributor)( (name|link|list|info))?$|^(post )?user name$"
    r"|^(\w+ )?by$"
)
_BYLINE_CLASS = re.compile(r"(authors?|by-?line|writer|reporter|journalist)", re.IGNORECASE)
AUTHOR_LINK = re.compile(r"\b(author|by ?line|reporter|writer|journalist)( (name|link|url))?$")
SHORTEST_TITLE = 6  # letters
_LABEL_ALONE = re.compile(
    r"((compiled |reported |prepared |written )?by|authors?|reporters?|(last )?updated|modified|original"
    r"|(first )?published|posted|date|기자|글|입력|수정"
    r"|등록|승인|작성일|作者|记者"
    r"|来源|发布时间|更新|公開|автор|опубликовано|обновлено)\s?[:：]?",
    re.IGNORECASE,
)
# Where sites keep the pages of those who write for them: /experts/hartigan.
PERSON_PATH = re.compile(
    r"/(authors?|by|bylines?|experts?|fellows?|scholars?|writers?|reporters?|journalists?"
    r"|correspondents?|columnists?|contributors?|autore?n?|auteurs?|autores|avtor\w*)/[^/?#]+/?$",
    re.IGNORECASE,
)
MOST_IN_NAME = 3  # words
BEFORE, AFTER = 4, 14  # blocks before and after the headline
BESIDE, BELOW = 10, 4  # blocks before and after the text
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|令和|平成|年|년")
_LAST_DAY = re.compile(
    r"(?:19|20)\d\d[-./년年]\s?\d{1,2}[-./월月]\s?\d{1,2}[^\d]{0,3}\s?[\[(（][\d:.\s]{4,9}[\])）]$"
    r"|[\[(（](?:19|20)\d\d[-./]\d{1,2}[-./]\d{1,2}[\d:.\s]{0,10}[\])）]$"
)
_SIGNED = re.compile(r"text-align:\s?right|\b(right|sign(ed|ature)?|author)\b")
MOST_PARTS = 8  # elements of a line that says when, where and by whom
MOST_CHILDREN = 100  # elements in it, line breaks and pictures among them; a whole text may have thousands
MOST_INLINE = 4  # inline parts of a line that are told apart


def visible_texts(
    times: Sequence[str],
    names: Sequence[str],
    blocks: Sequence[Block],
    lines: Sequence[str],
    titles: Sequence[str] = (),
    *,
    kept: Sequence[Block] = (),
) -> VisibleTexts:
    """The places of a page in which its date or its author may be written.

    `times` and `names` are its time and author tags, `lines` the article's own, `titles` what it goes by, `kept` the
    blocks that the lines were read from.
    """
    near, above = near_headline(blocks, titles)
    before, after = beside_text(blocks, kept, passed=near, headline=find_headline(blocks, titles))
    beside = [*near, *before]
    marked = (*with_labels([_in_parts(b) for b in beside if is_byline(b)]), *_linked_names(beside), *names)
    marked = marked or tuple(_marked_inside(beside))
    return VisibleTexts(
        time_tags=tuple(times),
        near_headline=with_labels(term_lines(near)),
        above=tuple(block.text for block in above),
        bylines=marked or tuple(_signed(_below_headline(near, blocks, titles))),
        about=tuple(_about([*near, *before], blocks, titles)),
        parts=tuple(part for block in near for part in _parts(block)),
        first_lines=tuple(lines[:3]),
        last_lines=tuple(lines[-3:]),
        before_text=with_labels(term_lines(before)),
        after_text=with_labels(term_lines(after)),
        dated=tuple(block.text for block in blocks if len(block.text) <= LONGEST and _YEAR.search(block.text)),
    )


def beside_text(
    blocks: Sequence[Block],
    kept: Sequence[Block],
    *,
    passed: Sequence[Block] = (),
    headline: int | None = None,
) -> tuple[list[Block], list[Block]]:
    """The short blocks right before a text's first block and right after its last, but for the `passed` ones.

    A stamp may stand there, far below the headline and what is told of the pictures, or above it.
    """
    inside = places_of(kept, blocks)
    if not inside:
        return [], []
    known = {id(block) for block in (*passed, *kept)}
    first, last = min(inside), max(inside)
    second = min((place for place in inside if place > first), default=first)  # the first may be a standfirst

    def fit(found: Sequence[Block]) -> list[Block]:
        return [
            block
            for block in found
            if id(block) not in known
            and len(block.text) <= LONGEST
            and not is_paragraph(block.text, block.link_share)
            and not _in_caption(block)
            and not _is_of_others(block)
        ]

    above = max(0, first - BESIDE)
    if headline is not None and headline < first:  # what stands over the headline is the page's frame
        above = max(above, headline + 1)
    start = [*blocks[above:first], *(blocks[first:second] if second - first <= BESIDE else ())]
    return fit(start), fit(blocks[last + 1 : last + 1 + BELOW])


def places_of(kept: Sequence[Block], blocks: Sequence[Block]) -> list[int]:
    """The indices among a page's blocks of those that were kept and may be read anew; an element may hold several."""
    exact = {(id(block.element), block.key): index for index, block in enumerate(blocks)}
    first: dict[int, int] = {}
    for index, block in enumerate(blocks):
        first.setdefault(id(block.element), index)
    found = (exact.get((id(block.element), block.key), first.get(id(block.element))) for block in kept)
    return [place for place in found if place is not None]


def near_headline(blocks: Sequence[Block], titles: Sequence[str] = ()) -> tuple[list[Block], list[Block]]:
    """The short blocks around the headline, up to the first paragraph, and those of the page's frame above it.

    Neither the headline nor captions are among them. Where no headline is shown, those at the top are near.
    """
    headline = find_headline(blocks, titles)
    start = max(0, headline - BEFORE) if headline is not None else 0
    end = headline + AFTER if headline is not None else 2 * AFTER
    near: list[Block] = []
    above: list[Block] = []
    keys = {text_key(title) for title in titles}
    for index, block in enumerate(blocks[start:end], start):
        prose = is_paragraph(block.text, block.link_share) and not (is_byline(block) or ends_in_day(block.text))
        if len(block.text) > LONGEST or prose:
            if headline is None or (index > headline and not _is_standfirst(blocks, index, headline)):
                break
            continue
        if index == headline or block.key in keys or _in_caption(block) or _is_of_others(block):
            continue
        outside = headline is not None and index < headline and not _together(block, blocks[headline])
        (above if outside else near).append(block)
    return near, above


def ends_in_day(text: str) -> bool:
    """Whether a short line ends with a day or its hour in brackets: "Hong Sera | 2025/10/10 [14:02]"."""
    return len(text) <= LONGEST_NAME and _LAST_DAY.search(text) is not None


def _about(near: Sequence[Block], blocks: Sequence[Block], titles: Sequence[str]) -> Iterator[BylineLine]:
    """The near lines with what they stand in, their inline parts told apart."""
    below = {id(block) for block in _below_headline(near, blocks, titles)}
    for block in near:
        if block.link_share < 0.9 or is_byline(block) or not _in_list(block):  # tags and menus name no author
            yield byline_line(block, "head" if id(block) in below or not below else "above")


def _in_list(block: Block) -> bool:
    """Whether a block stands in a list."""
    return any(
        element.tag in ("li", "ul", "nav") for element in (block.element, *islice(block.element.iterancestors(), 2))
    )


def byline_line(block: Block, place: str) -> BylineLine:
    """A block as a line that may name authors."""
    return BylineLine(text=_in_parts(block), tag=block.element.tag, names=_names_of(block), place=place)


def _names_of(block: Block) -> str:
    """What a block's element, the one around it where that holds nothing else, or one within it is called."""
    parent = block.element.getparent()
    alone = parent is not None and len(parent) == 1
    inner = next((markup_names(e) for e in block.element.iter("span", "a", "em", "b") if markup_names(e)), "")
    return " ".join(filter(None, (markup_names(block.element), markup_names(parent) if alone else "", inner)))


def _below_headline(near: Sequence[Block], blocks: Sequence[Block], titles: Sequence[str]) -> list[Block]:
    """The near blocks that stand below the headline; none where no headline is shown."""
    headline = find_headline(blocks, titles)
    below = {id(block) for block in blocks[headline + 1 :]} if headline is not None else set()
    return [block for block in near if id(block) in below]


def _marked_inside(near: Sequence[Block]) -> Iterator[str]:
    """What the elements within a line say that are called a byline by themselves, as beside a day."""
    for block in near:
        for element in block.element.iter("span", "em", "b", "strong", "i"):
            text = squeeze("".join(element.itertext()))
            if 1 < len(text) <= LONGEST_NAME and _names_byline(element) and text_key(text) in block.key:
                yield text
                break


def _signed(below: Sequence[Block]) -> list[str]:
    """The lines under the headline that are names and nothing else: of two people, or beside a day."""
    found = []
    for index, block in enumerate(below):
        beside = below[max(0, index - 1) : index + 2]
        several = is_signature(block.text) and len(re.findall(r"[^\W\d_][\w.'’-]+", block.text)) > MOST_IN_NAME
        dated = any(is_stamp(other.text) for other in beside if other is not block)
        if OUTLET.search(block.text) or block.text.lower().startswith("by"):
            continue
        if block.link_share < 0.5 and not block.heading and is_signature(block.text) and (several or dated):
            found.append(block.text)
    return found


def _is_standfirst(blocks: Sequence[Block], index: int, headline: int) -> bool:
    """Whether a paragraph under the headline is set as a heading, or a day or a byline stands before the next one."""
    if index - headline > BEFORE:
        return False
    for block in blocks[index + 1 : index + 1 + BEFORE]:
        if is_paragraph(block.text, block.link_share):
            break
        if not _in_caption(block) and not _is_of_others(block) and (is_byline(block) or is_stamp(block.text)):
            return True
    return blocks[index].heading


def find_headline(blocks: Sequence[Block], titles: Sequence[str]) -> int | None:
    """The index of the block that shows the headline: a heading or text of that wording, else the first h1; or None."""
    keys = [key for title in titles if len(key := text_key(title)) >= SHORTEST_TITLE]
    same = [i for i, block in enumerate(blocks) if block.key in keys and block.link_share < 0.5]
    headed = [i for i in same if blocks[i].heading]
    h1 = [i for i, block in enumerate(blocks) if block.element.tag == "h1"]
    return next(iter((*headed, *same, *h1)), None)


def signs(block: Block) -> bool:
    """Whether a block is the author's name under an article: nothing but names, set to the right or in slanted type."""
    element = block.element
    if element.tag in ("td", "th") or not is_signature(block.text):
        return False
    if element.get("align") == "right" or _SIGNED.search(f"{element.get('style') or ''} {name_words(element)}"):
        return True
    return any(text_key("".join(inner.itertext())) == block.key for inner in element.iter("i", "em", "b", "strong"))


def labelled_lines(blocks: Sequence[Block], place: str) -> Iterator[BylineLine]:
    """Blocks as lines that may name authors, a label that stands alone before the line after it."""
    label = ""
    for block in blocks:
        if _LABEL_ALONE.fullmatch(block.text):
            label = block.text
            continue
        line = byline_line(block, place)
        yield replace(line, text=f"{label} {line.text}".strip())
        label = ""


def with_labels(lines: Sequence[str]) -> tuple[str, ...]:
    """The lines, a label that stands alone put before the line after it: "Updated:" and "6 June" are one."""
    joined: list[str] = []
    label = ""
    for line in lines:
        if _LABEL_ALONE.fullmatch(line):
            label = line
            continue
        joined.append(f"{label} {line}".strip())
        label = ""
    return tuple(joined)


def _together(block: Block, headline: Block) -> bool:
    """Whether a block stands in a box with the headline, closer than the page's body."""
    around = []
    for element in islice(headline.element.iterancestors(), 3):
        if element.tag in ("body", "html"):
            break
        around.append(element)
        if element.tag == "main":  # what stands outside is the page's frame
            break
    return any(element in around for element in islice(block.element.iterancestors(), 4))


def _in_caption(block: Block) -> bool:
    around = [block.element, *islice(block.element.iterancestors(), 3)]
    return any(e.tag in ("figure", "figcaption") or CAPTION_WORDS.search(name_words(e)) for e in around)


def _is_of_others(block: Block) -> bool:
    """Whether a block is an advertisement's, or in a list of other stories: what holds the headline, too, is none."""
    around = [block.element, *islice(block.element.iterancestors(), 2)]
    named = (e for e in around if OTHERS.search(name_words(e)) or e.tag in ("nav", "aside"))
    return any(element.find(".//h1") is None for element in named)


def is_byline(block: Block) -> bool:
    """Whether a short block says by its class name, itemprop or link that it names the author."""
    if len(block.text) > LONGEST_NAME:
        return False
    around = [block.element, *islice(block.element.iterancestors(), 1)]
    if any(_names_byline(element) or element.get("itemprop") == "author" for element in around):
        return True
    return any(
        "author" in (link.get("rel") or "").split() or (_leads_to_person(link) and _is_full(squeeze(link.text or "")))
        for link in block.element.iter("a")
    )


def _names_byline(element: HtmlElement) -> bool:
    """Whether an element's names, or one of its classes beside those for its looks, call it a byline."""
    if BYLINE_NAMES.search(name_words(element)):
        return True
    alone = any(_BYLINE_CLASS.fullmatch(name) for name in (element.get("class") or "").split())
    return (
        alone and _is_full(squeeze("".join(element.itertext()))) and not any(map(_leads_to_section, element.iter("a")))
    )


def _leads_to_section(link: HtmlElement) -> bool:
    """Whether a link beside a byline leads elsewhere than to a person: to a section, or to nothing."""
    return "author" not in (link.get("rel") or "").split() and not _leads_to_person(link)


def _leads_to_person(link: HtmlElement) -> bool:
    return PERSON_PATH.search(link.get("href") or "") is not None


def _linked_names(near: Sequence[Block]) -> tuple[str, ...]:
    """The names by the headline that lead to the pages of those who write for the site."""
    texts = (
        squeeze("".join(link.itertext()))
        for block in near
        for link in block.element.iter("a")
        if _leads_to_person(link) and text_key("".join(link.itertext())) in block.key
    )
    return tuple(dict.fromkeys(text for text in texts if len(text) <= LONGEST_NAME and _is_full(text)))


def _is_full(name: str) -> bool:
    """Whether a name has two words, as people's have and sections' often have not, or is written densely."""
    return " " in name or is_dense(name)


def _parts(block: Block) -> list[str]:
    """What the inline elements of a block say each, where there are several: a day, a source, a name."""
    if len(block.element) > MOST_CHILDREN:
        return []
    parts = [text for element in block.element.iterchildren() if (text := squeeze("".join(element.itertext())))]
    return [part for part in parts if text_key(part) in block.key] if 1 < len(parts) <= MOST_PARTS else []


def _in_parts(block: Block) -> str:
    """A block's text, its inline parts told apart by bars: a name and an office may have no space between them."""
    written = (squeeze(text) for text in block.element.itertext() if text.strip())
    parts = list(islice(written, MOST_INLINE + 1))
    return " | ".join(parts) if len(parts) <= MOST_INLINE and text_key("".join(parts)) == block.key else block.text


def author_tags(tree: HtmlElement) -> tuple[str, ...]:
    """The names in elements marked as the author's by itemprop, the first of them, else those in links so marked."""
    marked = tree.xpath("//*[@itemprop='author']")[:3]
    if not marked:
        linked = (link for link in tree.iter("a") if _is_author_link(link) and not of_another(link))
        first = next(linked, None)
        beside = [] if first is None else [link for link in first.getparent().iter("a") if _is_author_link(link)]
        marked = beside[:4]
    texts = (" | ".join(squeeze(text) for text in element.itertext() if text.strip()) for element in marked)
    return tuple(dict.fromkeys(text for text in texts if text))


def _is_author_link(link: HtmlElement) -> bool:
    """Whether a link says by its rel or its class name that it leads to the author, and is a name's length."""
    said = "author" in (link.get("rel") or "").split() or AUTHOR_LINK.search(name_words(link)) is not None
    return said and 3 < len(squeeze("".join(link.itertext()))) <= LONGEST_NAME
