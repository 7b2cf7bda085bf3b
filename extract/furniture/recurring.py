"""Furniture learned per outlet: blocks that recur, in place and wording, across different articles.

Nothing is labelled. A block counts once an article, and copies of one article count as one article, so that a page
fetched twice teaches nothing. Learning is a pure function of the pages it is given.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import asdict, dataclass

from lxml.html import HtmlElement

from corpus.records import RawPage, digest
from extract.furniture.forms import forms_of
from extract.page.blocks import Block, read_blocks, squeeze, text_key, unwrap_layout_tables
from extract.page.bounds import bound_text, bound_tree
from extract.page.decoding import decode_page
from extract.page.lifting import is_aside, lift_grids
from extract.page.parsing import parse_tree

VERSION = 3
LEAST_ARTICLES = 3  # a block that recurs on fewer different articles is no furniture
LEAST_SHARE = 0.12  # of the articles learned from
CHANGING_SHARE = 0.6  # of the articles, for a line beside the article's text of which only numbers change
HEADING_SHARE = 0.4  # "Background" may head a part of several articles; "Related Article" stands in most
AMONG_SHARE = 0.4  # of the articles, for a paragraph between others of their own: outlets repeat background, too
AT_EDGE = 0.8  # of the articles that have it, for a paragraph to stand at the edge of their texts, as notices do
LINK_PURITY = 0.95  # share of a place's blocks that are links alone, for the place to be a list of links
HEADINGS = ("h2", "h3", "h4", "h5", "h6")
PROSE = 80
LONG_WORDING = 60
SAME_ARTICLE = 0.5  # share of the running text that two copies of one article have in common
_NUMBER = re.compile(r"[+\-−▲▼△▽]?\d+(?:[.,:/]\d+)*%?")
_DIGITS = re.compile(r"\d+")
# a day, an hour, a year, a count of minutes: a line in which these change tells no figure
_STAMP = re.compile(r"\d{1,2}|(?:19|20)\d\d|\d{1,2}:\d\d(?::\d\d)?|\d{1,4}([./-])\d{1,2}\1\d{1,4}")
PLAIN = "text"  # the place of all lines of a text without markup


@dataclass(frozen=True, kw_only=True, slots=True)
class FurnitureBlock:
    """One learned block: where it stands, its text with numbers masked as "{n}", on how many articles, an example.

    `pattern` "{link}" stands for any text that is a link alone: the place is a list of links.
    """

    place: str
    pattern: str
    articles: int
    example: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Furniture:
    """What was learned of an outlet's pages from `articles` different articles.

    `layouts` are the places in which running text stood; a page whose text stands in none of them has a new layout.
    """

    articles: int = 0
    blocks: tuple[FurnitureBlock, ...] = ()
    layouts: tuple[str, ...] = ()

    @property
    def version(self) -> str:
        """32 hex digits that change when another block would be removed; counts and examples do not matter."""
        return digest(json.dumps([VERSION, sorted((block.place, block.pattern) for block in self.blocks)]))

    def to_json(self) -> str:
        """The furniture as JSON, for the store."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> Furniture:
        """The furniture that `to_json` wrote.

        Raises:
            ValueError: the text is not such JSON.
        """
        try:
            data = json.loads(text)
            blocks = tuple(FurnitureBlock(**block) for block in data["blocks"])
            return cls(articles=data["articles"], blocks=blocks, layouts=tuple(data["layouts"]))
        except (KeyError, TypeError, json.JSONDecodeError) as error:
            raise ValueError(f"not stored furniture: {error}") from error

    def knows_layout(self, page: RawPage) -> bool:
        """Whether the page's running text stands where it stood on the pages learned from."""
        prose = [placed for placed in placed_blocks(page) if placed.prose]
        return not prose or any(placed.place in self.layouts for placed in prose)


@dataclass(frozen=True, slots=True)
class Placed:
    """A block of a page with its place and its pattern."""

    place: str
    text: str
    link_share: float
    level: str
    grid: str = ""  # the kind of a table or a list of figures
    aside: bool = False  # in a menu, a side column, a footer

    @property
    def pattern(self) -> str:
        return mask_numbers(self.text)

    @property
    def link_only(self) -> bool:
        return self.link_share > 0.9

    @property
    def prose(self) -> bool:
        return len(self.text) >= PROSE and self.link_share < 0.5


def learn_furniture(pages: Iterable[RawPage]) -> Furniture:
    """The blocks that recur across the different articles among `pages`, all of one outlet."""
    articles = distinct_articles(placed_blocks(page) for page in pages)
    if len(articles) < LEAST_ARTICLES:
        return Furniture(articles=len(articles))
    layouts = _layouts(articles)
    bodies = _Bodies.of(articles)
    least = max(LEAST_ARTICLES, LEAST_SHARE * len(articles))
    texts: dict[tuple[str, str], dict[int, Placed]] = defaultdict(dict)
    for number, blocks in enumerate(articles):
        for block in blocks:
            if block.level != "h1":
                texts[block.place, block.pattern].setdefault(number, block)
    rare = {key for key, found in texts.items() if len(found) < least and key[0] in layouts}
    learned = [
        FurnitureBlock(place=place, pattern=pattern, articles=len(found), example=min(b.text for b in found.values()))
        for (place, pattern), found in texts.items()
        if len(found) >= least
        and _recurs(place, list(found.values()), layouts, len(articles))
        and not (_is_bulletin(list(found.values())) and bodies.hold(place, found))
        and not bodies.is_of_one_form(place, found)
        and not (place in layouts and len(found) < AMONG_SHARE * len(articles) and _stands_among(articles, found, rare))
    ]
    learned += _link_places(articles, layouts, least)
    learned.sort(key=lambda block: (-block.articles, block.place, block.pattern))
    return Furniture(articles=len(articles), blocks=tuple(learned), layouts=tuple(sorted(layouts)))


def distinct_articles(pages: Iterable[Sequence[Placed]]) -> list[Sequence[Placed]]:
    """The pages without further copies of an article: those that share half their running text with an earlier one.

    What recurs on most pages is not counted as shared, or a long notice would make all short articles one.
    """
    every = [page for page in pages if page]
    prose = [{text_key(block.text): len(block.text) for block in page if block.prose} for page in every]
    spread: dict[str, int] = defaultdict(int)
    for keys in prose:
        for key in keys:
            spread[key] += 1
    kept: list[int] = []
    for number, keys in enumerate(prose):
        own = {key: size for key, size in keys.items() if spread[key] <= max(2, len(every) // 2)} or keys
        whole = sum(own.values())
        if not whole:
            continue
        if not any(sum(size for key, size in own.items() if key in prose[k]) > SAME_ARTICLE * whole for k in kept):
            kept.append(number)
    return [every[number] for number in kept]


def find_furniture(blocks: Sequence[Block], furniture: Furniture) -> set[int]:
    """The indices of a page's blocks that are learned furniture.

    Nothing is found where it would take more than half of the page's running text: then what was learned is not
    true of this page.
    """
    if not furniture.blocks:
        return set()
    known = {(block.place, block.pattern) for block in furniture.blocks}
    # Broken markup moves a block; a long wording is furniture wherever it stands.
    wordings = {block.pattern for block in furniture.blocks if len(block.pattern) >= LONG_WORDING}
    links = {block.place for block in furniture.blocks if block.pattern == "{link}"}
    found = set()
    for index, block in enumerate(blocks):
        if block.element.tag == "h1":
            continue
        place = place_of(block.element)
        pattern = mask_numbers(block.text)
        if pattern in wordings or (place, pattern) in known or (place in links and block.link_share > 0.9):
            found.add(index)
    prose = {
        i: len(block.text) for i, block in enumerate(blocks) if len(block.text) >= PROSE and block.link_share < 0.5
    }
    lost = sum(size for index, size in prose.items() if index in found)
    if lost * 2 > sum(prose.values()):
        found -= prose.keys()
    return found


def mask_numbers(text: str) -> str:
    """A text with each number, with its sign, separators and per cent, made "{n}"."""
    return _NUMBER.sub("{n}", text)


def place_of(element: HtmlElement) -> str:
    """Where an element stands: tag and classes of it and of the three above it, numbers in names made "0"."""
    names: list[str] = []
    current: HtmlElement | None = element
    while current is not None and len(names) < 4 and current.tag not in ("body", "html"):
        classes = ".".join(sorted(set((current.get("class") or "").split()[:6])))
        names.append(_DIGITS.sub("0", f"{current.tag}.{classes}" if classes else str(current.tag)))
        current = current.getparent()
    return " < ".join(names)


def placed_blocks(page: RawPage) -> list[Placed]:
    """A page's blocks with their places; a plain text's lines all stand in the place "text"."""
    source = decode_page(page.body, page.content_type)
    if page.content_type.startswith("text/plain"):
        return [Placed(PLAIN, squeeze(line), 0.0, "") for line in bound_text(source).splitlines() if line.strip()]
    tree = parse_tree(source)
    if tree is None:
        return []
    body = tree.find("body")
    bound_tree(body)
    unwrap_layout_tables(body)
    grids = lift_grids(body)
    return [
        Placed(
            place_of(block.element),
            block.text,
            block.link_share,
            str(block.element.tag),
            grid=grids[block.element].kind if block.element in grids else "",
            aside=is_aside(block.element),
        )
        for block in read_blocks(body)
    ]


def _layouts(articles: Sequence[Sequence[Placed]]) -> set[str]:
    """The places that held running text of their own in several articles."""
    wordings: dict[str, set[str]] = defaultdict(set)
    for blocks in articles:
        for block in blocks:
            if block.prose:
                wordings[block.place].add(block.pattern)
    return {place for place, texts in wordings.items() if len(texts) >= LEAST_ARTICLES}


def _recurs(place: str, found: Sequence[Placed], layouts: set[str], articles: int) -> bool:
    """Whether a recurring block may be called furniture: among the article's own paragraphs more is asked.

    What a block says on all its articles, but for numbers, is its pattern; a block whose numbers change says something
    new each time, and where it stands in the article's body that is the article (`_is_bulletin`).
    """
    if place.startswith(HEADINGS):
        return len(found) >= HEADING_SHARE * articles
    if place not in layouts and "table" not in place:
        return True
    changing = len({block.text for block in found}) > 1
    return not changing or len(found) >= CHANGING_SHARE * articles


def _stands_among(
    articles: Sequence[Sequence[Placed]], found: Mapping[int, Placed], rare: Set[tuple[str, str]]
) -> bool:
    """Whether a recurring paragraph stands between paragraphs that few articles have, as retold background does."""
    edges = 0
    for number, block in found.items():
        at = next(index for index, other in enumerate(articles[number]) if other is block)
        own = [i for i, b in enumerate(articles[number]) if b.prose and (b.place, b.pattern) in rare]
        edges += not own or not own[0] < at < own[-1]
    return all(block.prose for block in found.values()) and edges < AT_EDGE * len(found)


def _is_bulletin(found: Sequence[Placed]) -> bool:
    """Whether numbers that are no stamp (day, hour, count of minutes) change in a block from article to article."""
    texts = {block.text for block in found}
    if len(texts) < 2:
        return False
    told = [_NUMBER.findall(text) for text in texts]
    changing = [column for column in zip(*told, strict=True) if len(set(column)) > 1]
    return any(not all(_STAMP.fullmatch(number) for number in column) for column in changing)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Bodies:
    """Where the articles' bodies are: the `places` that held running text, if only its numbers differ, in several
    articles, and from where to where each article has paragraphs that no other has (none: it is a bulletin itself).
    """

    articles: Sequence[Sequence[Placed]]
    places: frozenset[str]
    own: Sequence[tuple[int, int] | None]
    forms: Sequence[int]  # of each article, the number of its form

    @classmethod
    def of(cls, articles: Sequence[Sequence[Placed]]) -> _Bodies:
        wordings: dict[str, set[str]] = defaultdict(set)
        spread: dict[str, set[int]] = defaultdict(set)
        for number, blocks in enumerate(articles):
            for block in blocks:
                if block.prose and not block.aside and not block.grid:
                    wordings[block.place].add(block.text)
                    spread[block.pattern].add(number)
        own: list[tuple[int, int] | None] = []
        for blocks in articles:
            alone = [i for i, b in enumerate(blocks) if b.prose and not b.aside and len(spread.get(b.pattern, ())) == 1]
            own.append((alone[0], alone[-1]) if alone else None)
        places = frozenset(place for place, texts in wordings.items() if len(texts) >= LEAST_ARTICLES)
        held = {PLAIN, *places}
        forms = forms_of([[b.text for b in blocks if b.place in held and not b.aside] for blocks in articles])
        return cls(articles=articles, places=places, own=own, forms=forms)

    def is_of_one_form(self, place: str, found: Mapping[int, Placed]) -> bool:
        """Whether a block of the body stands on articles of one or two forms only: it may be a part of the form."""
        if place != PLAIN and (place not in self.places or any(b.aside or b.grid for b in found.values())):
            return False
        return len({self.forms[number] for number in found}) < LEAST_ARTICLES

    def hold(self, place: str, found: dict[int, Placed]) -> bool:
        """Whether a block stands where an article's text does, and not in a bar above it or a box below it."""
        if place == PLAIN:
            return True
        if any(block.aside for block in found.values()):
            return False
        if not all(block.grid for block in found.values()):
            return place in self.places
        return sum(self._holds_grid(number, block) for number, block in found.items()) * 2 > len(found)

    def _holds_grid(self, number: int, grid: Placed) -> bool:
        own = self.own[number]
        if own is None:
            return True
        at = next(index for index, block in enumerate(self.articles[number]) if block is grid)
        return own[0] < at and (at < own[1] or grid.grid == "table")


def _link_places(articles: Sequence[Sequence[Placed]], layouts: set[str], least: float) -> Iterable[FurnitureBlock]:
    """The places that hold links and nothing else, whatever they say."""
    blocks: dict[str, list[tuple[int, Placed]]] = defaultdict(list)
    for number, article in enumerate(articles):
        for block in article:
            if block.level != "h1":
                blocks[block.place].append((number, block))
    for place, found in blocks.items():
        on = {number for number, _ in found}
        links = sum(block.link_only for _, block in found)
        if place not in layouts and len(on) >= least and links >= LINK_PURITY * len(found):
            yield FurnitureBlock(place=place, pattern="{link}", articles=len(on), example=found[0][1].text)
