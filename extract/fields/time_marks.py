"""The days that a page's markup states: time tags and their like, but for those of other stories and comments."""

from __future__ import annotations

import re
from itertools import islice

from lxml.html import HtmlElement

from extract.page.blocks import is_dense, squeeze
from extract.page.element_names import name_words

CHANGED = re.compile(
    r"(updated?|modified|edited|revised|수정|최종|更新|修改|обновл\w*|изменен\w*)\W{0,4}(on|at)?\W*$", re.IGNORECASE
)
OTHERS = re.compile(
    r"\b(spon|sponsor(ed|s)?|promo(ted|tion)?|advert\w*|ads?|partner|related|recommend\w*|more stories|most read"
    r"|popular|trending|next|latest|teasers?|also read|taboola|outbrain|widget)\b"
)
_OWN_LINK = re.compile(r"author|bookmark|tag|category|^None (#|mailto:|javascript)")
_STAMP_NAMES = re.compile(
    r"\b(byline|(post|entry|article|story|content) (meta|header|info|head)|posted( on)?|date ?line|publish(ed)?)\b"
)
_COMMENTS = re.compile(r"\b(comments?|cmts?|repl(y|ies)|disqus|discussion|talkback|reader s? ?(letters|views))\b")
_DATED = "//*[@itemprop='datePublished' or @pubdate or @property='datePublished' or @property='schema:datePublished']"


def time_tags(tree: HtmlElement) -> tuple[str, ...]:
    """The machine-written date of the first time tag from the headline on, and of elements marked datePublished.

    Those of other stories, of comments and of changes do not count.
    """
    marked = [
        element.get("content") or element.get("datetime") or ""
        for element in tree.xpath(_DATED)[:3]
        if not of_another(element)
    ]
    marked += [abbr.get("title") or "" for abbr in tree.iter("abbr") if _is_published(abbr)][:1]
    seen_headline = tree.find(".//h1") is None
    for element in tree.iter("h1", "time"):
        if element.tag == "h1":
            seen_headline = True
        elif seen_headline and element.get("datetime") and not of_another(element) and not _of_change(element):
            marked.append(element.get("datetime"))
            break
    return tuple(text for text in marked if text)


def _is_published(abbr: HtmlElement) -> bool:
    """Whether an abbreviation is the day of publication as the hAtom format writes it."""
    return "published" in (abbr.get("class") or "").split() and not of_another(abbr)


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


def of_another(element: HtmlElement) -> bool:
    """Whether an element stands in another story's card, in a list of stories, or among comments."""
    for above in islice(element.iterancestors(), 4):
        if above.tag in ("article", "main", "body") or above.find(".//h1") is not None:
            return False
        if above.tag == "aside" or OTHERS.search(name_words(above)) or _COMMENTS.search(name_words(above)):
            return True
        if above.tag == "header" or _STAMP_NAMES.search(name_words(above)):
            return False
        links = (link for link in above.iter("a") if not _OWN_LINK.search(f"{link.get('rel')} {link.get('href')}"))
        texts = [squeeze("".join(link.itertext())) for link in links]
        if any(len(text) >= (7 if is_dense(text) else 18) for text in texts) and len("".join(above.itertext())) < 400:
            return True
    return False
