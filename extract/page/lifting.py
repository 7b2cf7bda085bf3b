"""Takes the grids of a page out of its markup, so that later steps meet each as one block of text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from lxml.html import Element, HtmlElement

from extract.page.blocks import HEADINGS, squeeze
from extract.page.cell_text import cell_text
from extract.page.element_names import name_words
from extract.page.grids import LONGEST_CELL, Grid, read_grid
from extract.page.text_tables import parts_of_columns, read_columns

LED = "data-rows-that-lead"  # set on a grid's paragraph: how many of its rows are links to pages, with their days
SHORTEST_LINK = 5  # characters of a link that may be a title
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
_DAY = re.compile(
    r"(?:19|20)\d\d[-./年년]\s?\d{1,2}|(?:주체|主体)\s?\d{2,3}|\d{1,2}[./]\d{1,2}[./](?:19|20)?\d\d"
    rf"|\b\d{{1,2}} {_MONTH}|\b{_MONTH}[a-z]*\.? \d{{1,2}}",
    re.IGNORECASE,
)
HEADING_BACK = 6  # elements above a table among which its heading is looked for
SIDES = frozenset(("aside", "nav", "header", "footer", "form"))
_SIDE_ROLES = frozenset(("complementary", "navigation", "banner", "contentinfo", "search"))
_SIDE_NAMES = re.compile(
    r"\b(side ?bars?|side|rail|widgets?|ticker|quotes?|footer|nav(bar|igation)?|menu|masthead|share|sharing|related"
    r"|comments?"
    r"|market (data|summary|bar)|advert(isement)?|promo|toc|breadcrumbs?|meta)\b"
)
# a value that dates, times or addresses the page itself: a list of these is no table of figures
_STAMP = re.compile(
    r"(?:19|20)\d\d[-./년年]\s?\d{1,2}.*|\d{1,2}(?:er|º)?[-./ ]{1,2}(?:de )?\w{3,9}\.?[-./ ](?:de )?(?:19"
    r"|20)\d\d.*|.*\b\d{1,2}:\d{2}\b.*"
    r"|[+0(][\d\s()-]{6,}|\d+(?:-\d+){2,}|\S+@\S+"
    r"|\w+ \d{1,2},? (?:19|20)\d\d.*|\d{1,2}\.\d{1,2}\.(?:19|20)\d\d",
    re.IGNORECASE,
)
# how often a page was read, beside its day
_COUNT = re.compile(
    r"\W*(조회(수)?|읽음|추천(수)?|댓글(수)?|번호|글번호|views?|visits?|hits|просмотр\w*|aufrufe|vues|lectures|visitas|lecturas"
    r"|阅读(量|数)?|浏览(量|次数)?|瀏覽(量|次數)?|点击(量|数)?|點閱|閲覧(数)?)\W*",
    re.IGNORECASE,
)


def lift_grids(body: HtmlElement) -> dict[HtmlElement, Grid]:
    """The grids below `body`, each by the paragraph that is put in its place and says all of it; in the page's order.

    Boxes beside the article (menus, side columns, footers) keep what they hold.
    """
    lifted: dict[HtmlElement, Grid] = {}
    _part_columns(body)
    for element, grid in list(find_grids(body)):
        if (caption := _figure_caption(element)) is not None:
            caption.drop_tree()
        paragraph = Element("p")
        paragraph.text = "\n".join([grid.caption, *grid.lines()] if grid.caption else grid.lines())
        paragraph.tail = element.tail
        if led := _rows_that_lead(element):
            paragraph.set(LED, str(led))
        element.getparent().replace(element, paragraph)
        lifted[paragraph] = grid
    return lifted


def _rows_that_lead(element: HtmlElement) -> int:
    """How many rows of a table lead to a page of their own by one link, and tell a day beside it: a list of pages."""
    found = set()
    for row in element.iter("tr", "li"):
        links = [a for a in row.iter("a") if len(squeeze("".join(a.itertext()))) >= SHORTEST_LINK]
        address = links[0].get("href") or "" if len(links) == 1 else ""
        if address and not address.startswith(("#", "javascript:")) and _DAY.search(squeeze(" ".join(row.itertext()))):
            found.add(address)
    return len(found)


def _part_columns(body: HtmlElement) -> None:
    """Makes a preformatted text with several tables one element for each."""
    for element in list(body.iter("pre")):
        parts = parts_of_columns(element.text_content())
        for number, part in enumerate(parts if len(parts) > 1 and element.getparent() is not None else ()):
            own = Element("pre")
            own.text = part
            own.tail = element.tail if number + 1 == len(parts) else None
            element.addprevious(own)
            if number + 1 == len(parts):
                element.getparent().remove(element)


def find_grids(body: HtmlElement) -> Iterator[tuple[HtmlElement, Grid]]:
    """The elements below `body` that hold a grid, outermost first, in the page's order, with their headings."""
    inside: set[HtmlElement] = set()
    for element in body.iter("table", "ul", "ol", "dl", "div", "section", "pre"):
        if element in inside or element.getparent() is None:
            continue
        grid = read_columns(element.text_content()) if element.tag == "pre" else read_grid(element)
        if grid is None or is_aside(element) or _is_stamp(grid):
            continue
        inside.update(element.iter())
        caption = _figure_caption(element)
        told = grid.caption or (cell_text(caption) if caption is not None else "")
        yield element, replace(grid, heading=heading_above(element), caption=told)


def _figure_caption(element: HtmlElement) -> HtmlElement | None:
    """The caption of a figure that shows one table and no picture; None where a table has a caption of its own."""
    figure = next(element.iterancestors("figure"), None)
    if figure is None or element.find("caption") is not None or len(list(figure.iter("table"))) > 1:
        return None
    pictured = any(other.tag in ("img", "picture", "video") for other in figure.iter() if isinstance(other.tag, str))
    return None if pictured else next(figure.iter("figcaption"), None)


def is_aside(element: HtmlElement) -> bool:
    """Whether an element stands beside the page's article: in a menu, a side column, a footer, a box named so."""
    for above in (element, *element.iterancestors()):
        if above.tag in ("article", "main", "body"):
            return False
        if above.tag in SIDES or above.get("role") in _SIDE_ROLES or _SIDE_NAMES.search(name_words(above)):
            return True
    return False


def heading_above(element: HtmlElement) -> str:
    """The heading right above a table: an h2 to h6, or a short line in bold type; "" where there is none."""
    for steps, above in enumerate(_before(element)):
        if steps >= HEADING_BACK or above.tag in ("h1", "table", "ul", "ol", "dl"):
            break
        text = squeeze("".join(above.itertext()))
        if text and (above.tag in HEADINGS or (len(text) <= LONGEST_CELL and _all_bold(above, text))):
            return text
    return ""


def _before(element: HtmlElement) -> Iterator[HtmlElement]:
    """The elements that stand before one, nearest first, up to where its article begins."""
    current: HtmlElement | None = element
    while current is not None and current.tag not in ("body", "article", "main"):
        previous = current.getprevious()
        while previous is not None:
            if isinstance(previous.tag, str):
                yield previous
            previous = previous.getprevious()
        current = current.getparent()


def _all_bold(element: HtmlElement, text: str) -> bool:
    return element.tag in ("b", "strong") or any(
        squeeze("".join(inner.itertext())) == text for inner in element.iter("b", "strong")
    )


def _is_stamp(grid: Grid) -> bool:
    """Whether a list says when the page was written and how to reach its people, and nothing else in figures."""
    pairs = [pair for row in grid.cells[grid.head_rows :] for pair in pairwise(row)]
    values = [cell for label, cell in pairs if any(map(str.isdigit, cell)) and not _COUNT.fullmatch(label)]
    return grid.head_rows == 0 and all(_STAMP.fullmatch(value) for value in values)
