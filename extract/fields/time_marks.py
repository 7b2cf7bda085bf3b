"""The days that a page's markup states: time tags and their like, but for those of other stories and comments."""

from __future__ import annotations

import re
from datetime import UTC, date, timedelta
from itertools import islice

from lxml.html import HtmlElement

from extract.fields.date_forms import read_dates
from extract.fields.stamps import UPDATED, is_stamp, written_near
from extract.page.blocks import is_dense, squeeze
from extract.page.element_names import name_words
from extract.page.prose import is_paragraph

OTHERS = re.compile(
    r"\b(spon|sponsor(ed|s)?|promo(ted|tion)?|advert\w*|ads?|partner|related|recommend\w*|more stories|most read"
    r"|popular|trending|next|latest|teasers?|also read|taboola|outbrain|widget(?! (message|post|frame))"
    r"|(mas|m s|lo mas) (leido|visto|noticias)s?|relacionad[oa]s?|destacad[oa]s|plus lus|lire aussi"
    r"|similaires|meistgelesen|weitere|verwandt\w*"
    r"|mas leidas|mais lidas|piu letti|ranking|rank|agenda|calendar|ticker|lenta)\b"
)
_OWN_LINK = re.compile(r"author|bookmark|tag|category|^None (#|mailto:|javascript)")
_STAMP_NAMES = re.compile(
    r"\b(byline|(post|entry|article|story|content) (meta|header|info|head)|posted( on)?|date ?line|publish(ed)?)\b"
)
_COMMENTS = re.compile(r"\b(comments?|cmts?|repl(y|ies)|disqus|discussion|talkback|reader s? ?(letters|views))\b")
LINES = ("p", "div", "span", "em", "i", "b", "small", "li", "dd", "td", "section", "header", "h2", "h3", "h4", "font")
LONGEST_LINE = 400
LONGEST_HINT = 60  # characters of a title attribute that tells a day
MOST_ABOVE = 2  # paragraphs above a time that is still the article's own
APART = timedelta(days=1)
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
    for element in tree.xpath("//h1 | //time | //abbr[@title] | //*[@datetime]"):
        if element.tag == "h1":
            seen_headline = True
        elif seen_headline and (told := _told(element)) and not of_another(element) and not _of_change(element):
            if not _below_dated_text(tree, element, told):
                marked.append(told)
            break
    return tuple(text for text in marked if text)


def _told(element: HtmlElement) -> str:
    """The machine-written date of a time tag, of an element of a site's own making, or the hint over a counted day."""
    hint = element.get("title") or "" if element.tag in ("time", "abbr") else ""
    if element.tag in ("del", "ins"):
        return ""
    return element.get("datetime") or (hint if len(hint) <= LONGEST_HINT and read_dates(hint) else "")


def _below_dated_text(tree: HtmlElement, tag: HtmlElement, said: str) -> bool:
    """Whether a time of another day stands below paragraphs that have a day between the headline and the first of them.

    So do the times of comments in an article's element, whatever they are called.
    """
    days: list[date] = []
    seen_headline, paragraphs = False, 0
    for element in tree.iter("h1", *LINES, "time"):
        if element is tag:
            break
        if element.tag == "h1":
            seen_headline, paragraphs, days = True, 0, []
            continue
        text = _line(element) if seen_headline else ""
        if is_paragraph(text, 0.0):
            paragraphs += 1
        elif paragraphs == 0 and element.tag != "time" and is_stamp(text):
            days += [stamp.when.date() for stamp in written_near([text], UTC, None)]
    told = read_dates(_day_of(said))
    return (
        paragraphs >= MOST_ABOVE
        and bool(days)
        and all(abs(day - item.when.date()) > APART for day in days for item in told)
    )


def _line(element: HtmlElement) -> str:
    """What an element says, if that is a line or a paragraph and no element within it says the same."""
    inner = next((e for e in element.iter(*LINES) if e is not element), None)
    return "" if inner is not None else squeeze("".join(element.itertext()))[:LONGEST_LINE]


def _day_of(text: str) -> str:
    """The day that a machine-written time begins with, or its text."""
    return text.strip()[:10]


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
    return UPDATED.search(squeeze(before)[-30:]) is not None


def _is_card(article: HtmlElement) -> bool:
    """Whether an article element is another story's card: it stands in the article's own, or beside others."""
    inside = next(article.iterancestors("article"), None) is not None
    others = (*article.itersiblings("article"), *article.itersiblings("article", preceding=True))
    return article.find(".//h1") is None and (inside or bool(others)) and article.find(".//a") is not None


def of_another(element: HtmlElement) -> bool:
    """Whether an element stands in another story's card, in a list of stories, or among comments."""
    for above in islice(element.iterancestors(), 4):
        if above.tag == "article" and _is_card(above):
            return True
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
