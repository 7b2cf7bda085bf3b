"""Where in a page a date or a byline may be written: time tags, the lines around the headline, first and last lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from lxml.html import HtmlElement

from extract.fields.authors import OUTLET, is_signature
from extract.fields.dates import is_stamp
from extract.page.blocks import Block, is_dense, squeeze, text_key
from extract.page.element_names import CAPTION_WORDS, markup_names, name_words
from extract.page.prose import is_paragraph
from extract.page.trip_records import BylineLine, VisibleTexts

LONGEST = 160  # characters: a longer block is prose, and its dates are those of what it tells
LONGEST_NAME = 80
BYLINE_NAMES = re.compile(
    r"\b(author|authors|by ?line|reporter|writer|journalist|contributor)( (name|link|list|info))?$|^(\w+ )?by$"
)
_BYLINE_CLASS = re.compile(r"(authors?|by-?line|writer|reporter|journalist)", re.IGNORECASE)
AUTHOR_LINK = re.compile(r"\b(author|by ?line|reporter|writer|journalist)( (name|link|url))?$")
SHORTEST_TITLE = 6  # letters
CHANGED = re.compile(
    r"(updated?|modified|edited|revised|수정|최종|更新|修改|обновл\w*|изменен\w*)\W{0,4}(on|at)?\W*$", re.IGNORECASE
)
_LABEL_ALONE = re.compile(
    r"((compiled |reported |prepared |written )?by|author|reporter|(last )?updated|modified|original|(first )?published"
    r"|posted|date|기자|글|입력|수정"
    r"|등록|승인|작성일|作者|记者"
    r"|来源|发布时间|更新|公開|автор|опубликовано|обновлено)\s?[:：]?",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(spon|sponsor(ed|s)?|promo(ted|tion)?|advert\w*|ads?|partner|related|recommend\w*|more stories|most read"
    r"|popular|trending|next|latest|teasers?|also read|taboola|outbrain|widget)\b"
)
_OWN_LINK = re.compile(r"author|bookmark|tag|category|^None (#|mailto:|javascript)")
# Where sites keep the pages of those who write for them: /experts/hartigan.
PERSON_PATH = re.compile(
    r"/(authors?|by|bylines?|experts?|fellows?|scholars?|writers?|reporters?|journalists?"
    r"|correspondents?|columnists?|contributors?|autore?n?|auteurs?|autores|avtor\w*)/[^/?#]+/?$",
    re.IGNORECASE,
)
_STAMP_NAMES = re.compile(
    r"\b(byline|(post|entry|article|story|content) (meta|header|info|head)|posted( on)?|date ?line|publish(ed)?)\b"
)
_COMMENTS = re.compile(r"\b(comments?|cmts?|repl(y|ies)|disqus|discussion|talkback|reader s? ?(letters|views))\b")
_DATED = "//*[@itemprop='datePublished' or @pubdate or @property='datePublished' or @property='schema:datePublished']"
MOST_IN_NAME = 3  # words
BEFORE, AFTER = 4, 14  # blocks before and after the headline
MOST_PARTS = 8  # elements of a line that says when, where and by whom


def visible_texts(
    times: Sequence[str],
    names: Sequence[str],
    blocks: Sequence[Block],
    lines: Sequence[str],
    titles: Sequence[str] = (),
) -> VisibleTexts:
    """The places of a page in which its date or its author may be written.

    `times` and `names` are its time and author tags, `lines` the article's own, `titles` what it goes by.
    """
    near, above = near_headline(blocks, titles)
    marked = (*with_labels([_in_parts(block) for block in near if is_byline(block)]), *_linked_names(near), *names)
    marked = marked or tuple(_marked_inside(near))
    return VisibleTexts(
        time_tags=tuple(times),
        near_headline=with_labels([block.text for block in near]),
        above=tuple(block.text for block in above),
        bylines=marked or tuple(_signed(_below_headline(near, blocks, titles))),
        about=tuple(_about(near, blocks, titles)),
        parts=tuple(part for block in near for part in _parts(block)),
        first_lines=tuple(lines[:3]),
        last_lines=tuple(lines[-3:]),
    )


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
        prose = is_paragraph(block.text, block.link_share) and not is_byline(block)
        if len(block.text) > LONGEST or prose:
            if headline is None or (index > headline and not _is_standfirst(blocks, index, headline)):
                break
            continue
        if index == headline or block.key in keys or _in_caption(block) or _is_of_others(block):
            continue
        outside = headline is not None and index < headline and not _together(block, blocks[headline])
        (above if outside else near).append(block)
    return near, above


def _about(near: Sequence[Block], blocks: Sequence[Block], titles: Sequence[str]) -> Iterator[BylineLine]:
    """The near lines with what they stand in, their inline parts told apart."""
    below = {id(block) for block in _below_headline(near, blocks, titles)}
    for block in near:
        yield byline_line(block, "head" if id(block) in below or not below else "above")


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
    around = [element for element in islice(headline.element.iterancestors(), 3) if element.tag not in ("body", "html")]
    return any(element in around for element in islice(block.element.iterancestors(), 4))


def _in_caption(block: Block) -> bool:
    around = [block.element, *islice(block.element.iterancestors(), 3)]
    return any(e.tag in ("figure", "figcaption") or CAPTION_WORDS.search(name_words(e)) for e in around)


def _is_of_others(block: Block) -> bool:
    """Whether a block is an advertisement's, or in a list of other stories."""
    around = [block.element, *islice(block.element.iterancestors(), 2)]
    return any(_OTHERS.search(name_words(element)) or element.tag in ("nav", "aside") for element in around)


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
    parts = [text for element in block.element.iterchildren() if (text := squeeze("".join(element.itertext())))]
    return [part for part in parts if text_key(part) in block.key] if 1 < len(parts) <= MOST_PARTS else []


def _in_parts(block: Block) -> str:
    """A block's text, its inline parts told apart by bars: a name and an office may have no space between them."""
    parts = [squeeze(text) for text in block.element.itertext() if text.strip()]
    return " | ".join(parts) if text_key("".join(parts)) == block.key and len(parts) <= 4 else block.text


def author_tags(tree: HtmlElement) -> tuple[str, ...]:
    """The names in elements marked as the author's by itemprop, the first of them, else those in links so marked."""
    marked = tree.xpath("//*[@itemprop='author']")[:3]
    if not marked:
        linked = (link for link in tree.iter("a") if _is_author_link(link) and not _of_another(link))
        first = next(linked, None)
        beside = [] if first is None else [link for link in first.getparent().iter("a") if _is_author_link(link)]
        marked = beside[:4]
    texts = (" | ".join(squeeze(text) for text in element.itertext() if text.strip()) for element in marked)
    return tuple(dict.fromkeys(text for text in texts if text))


def _is_author_link(link: HtmlElement) -> bool:
    """Whether a link says by its rel or its class name that it leads to the author, and is a name's length."""
    said = "author" in (link.get("rel") or "").split() or AUTHOR_LINK.search(name_words(link)) is not None
    return said and 3 < len(squeeze("".join(link.itertext()))) <= LONGEST_NAME


def time_tags(tree: HtmlElement) -> tuple[str, ...]:
    """The machine-written date of the first time tag from the headline on, and of elements marked datePublished.

    Those of other stories, of comments and of changes do not count.
    """
    marked = [
        element.get("content") or element.get("datetime") or ""
        for element in tree.xpath(_DATED)[:3]
        if not _of_another(element)
    ]
    marked += [abbr.get("title") or "" for abbr in tree.iter("abbr") if _is_published(abbr)][:1]
    seen_headline = tree.find(".//h1") is None
    for element in tree.iter("h1", "time"):
        if element.tag == "h1":
            seen_headline = True
        elif seen_headline and element.get("datetime") and not _of_another(element) and not _of_change(element):
            marked.append(element.get("datetime"))
            break
    return tuple(text for text in marked if text)


def _is_published(abbr: HtmlElement) -> bool:
    """Whether an abbreviation is the day of publication as the hAtom format writes it."""
    return "published" in (abbr.get("class") or "").split() and not _of_another(abbr)


def _of_change(element: HtmlElement) -> bool:
    """Whether a time is that of the last change, by its names or by the label before it."""
    words = f"{name_words(element)} {element.get('itemprop') or ''}"
    if re.search(r"\b(updated|modified|dateModified)\b", words) and "publish" not in words:
        return True
    before = ""
    current: HtmlElement | None = element
    for _ in range(3):
        if current is None or before.strip():
            break
        parent, previous = current.getparent(), current.getprevious()
        if previous is not None:
            before = "".join(previous.itertext()) + (previous.tail or "")
        elif parent is not None:
            before = parent.text or ""
        current = parent
    return CHANGED.search(squeeze(before)[-30:]) is not None


def _of_another(element: HtmlElement) -> bool:
    """Whether an element stands in another story's card, in a list of stories, or among comments."""
    for above in islice(element.iterancestors(), 4):
        if above.tag in ("article", "main", "body") or above.find(".//h1") is not None:
            return False
        if above.tag == "aside" or _OTHERS.search(name_words(above)) or _COMMENTS.search(name_words(above)):
            return True
        if above.tag == "header" or _STAMP_NAMES.search(name_words(above)):
            return False
        links = (link for link in above.iter("a") if not _OWN_LINK.search(f"{link.get('rel')} {link.get('href')}"))
        texts = [squeeze("".join(link.itertext())) for link in links]
        if any(len(text) >= (7 if is_dense(text) else 18) for text in texts) and len("".join(above.itertext())) < 400:
            return True
    return False
