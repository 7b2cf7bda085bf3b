"""The article's lines: trafilatura's text set beside the page's blocks, furniture out, lost paragraphs back in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field, replace

from lxml.html import HtmlElement
from rapidfuzz import fuzz

from corpus.records import Removed
from extract.dom import Block, squeeze, text_key
from extract.lines import LinePolicy, line_reason
from extract.prune import name_words

EDGE = 4  # lines from the start or the end within which a credit or date line is looked for
PROSE = 80  # characters: a block this long, outside links and ending like a sentence, is running text
SENTENCE_END = re.compile(r"[.!?…。！？\"”’»)\]:;]\s*$")
STANDFIRST = re.compile(
    r"\b(standfirst|sub ?title|sub ?head(line|ing)?|excerpt|dek|deck|lede|strapline|kicker text|summary"
    r"|intro(duction)?|teaser|tagline|description|article lead|lead)\b"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the extracted text with the page's block that says the same, if one does."""

    text: str
    block: int | None = None

    @property
    def key(self) -> str:
        return text_key(self.text)


@dataclass(frozen=True, kw_only=True, slots=True)
class Hints:
    """What the page says of its own article: titles it goes by, its description, its body."""

    titles: tuple[str, ...] = ()
    descriptions: tuple[str, ...] = ()
    article_body: str = ""


@dataclass(slots=True)
class Draft:
    """Lines on their way to being the article, and what was taken out so far."""

    lines: list[Line]
    removed: list[Removed] = field(default_factory=list)

    def drop(self, index: int, reason: str) -> None:
        """Takes out the line at `index` for a reason."""
        self.removed.append(Removed(text=self.lines[index].text, reason=reason))
        self.lines[index] = replace(self.lines[index], text="")

    def settle(self) -> None:
        """Forgets the lines that were taken out."""
        self.lines = [line for line in self.lines if line.text]


def compose(text: str, blocks: Sequence[Block], hints: Hints, policy: LinePolicy, learned: Set[str]) -> Draft:
    """The article's lines from trafilatura's `text` and the page's `blocks`.

    `learned` are the text keys of blocks that are the outlet's furniture.
    """
    draft = Draft(align(text, blocks))
    draft.lines = restore_lost(draft.lines, blocks)
    drop_headline(draft, blocks, hints.titles)
    drop_learned(draft, policy, learned)
    drop_by_rules(draft, blocks, policy)
    drop_repeats(draft)
    add_standfirst(draft, blocks, hints)
    return draft


def drop_learned(draft: Draft, policy: LinePolicy, learned: Set[str]) -> None:
    """Takes out the lines that are the outlet's furniture, unless its file says otherwise."""
    for index, line in enumerate(draft.lines):
        if line.key in learned and not policy.keeps(line.text):
            draft.drop(index, "furniture")
    draft.settle()


def align(text: str, blocks: Sequence[Block]) -> list[Line]:
    """The lines of `text`, each with the index of the block that reads the same, in the page's order where possible."""
    places: dict[str, list[int]] = {}
    for index, block in enumerate(blocks):
        places.setdefault(block.key, []).append(index)
    lines = []
    last = -1
    for raw in text.split("\n"):
        line = squeeze(raw.removeprefix("- "))
        if not line:
            continue
        found = places.get(text_key(line), [])
        place: int | None = next((place for place in found if place > last), found[0] if found else None)
        if place is not None and len(line) > PROSE:
            last = place
        lines.append(Line(line, place))
    return lines


def is_prose(block: Block) -> bool:
    """Whether a block is running text: long enough, mostly outside links, and ending as a sentence does."""
    return len(block.text) >= PROSE and block.link_share < 0.5 and bool(SENTENCE_END.search(block.text))


def restore_lost(lines: list[Line], blocks: Sequence[Block]) -> list[Line]:
    """The lines with the running text put back that stands in the same kind of container as the article's.

    A body split over several containers shares their class names; a paragraph that was passed over shares its
    parent with the kept ones.
    """
    kept = {line.block for line in lines if line.block is not None}
    weights: dict[tuple[str, ...], int] = {}
    for index in kept:
        if is_prose(blocks[index]):
            place = signature(blocks[index].element)
            weights[place] = weights.get(place, 0) + len(blocks[index].text)
    total = sum(weights.values())
    main = {place for place, weight in weights.items() if weight > 0.2 * total}
    if not main:
        return lines
    keys = {line.key for line in lines}
    whole = "".join(line.key for line in lines)
    lost = [
        index
        for index, block in enumerate(blocks)
        if index not in kept
        and block.key not in keys
        and is_prose(block)
        and signature(block.element) in main
        and block.key not in whole
    ]
    return merge_lines(lines, [Line(blocks[index].text, index) for index in lost])


def merge_lines(lines: list[Line], extra: Iterable[Line]) -> list[Line]:
    """Lines with extra ones put in by the place of their blocks: before the first line that stands after them."""
    merged = list(lines)
    for line in extra:
        assert line.block is not None
        before = [i for i, other in enumerate(merged) if other.block is not None and other.block < line.block]
        merged.insert(before[-1] + 1 if before else 0, line)
    return merged


def signature(element: HtmlElement) -> tuple[str, ...]:
    """Tag and class names of an element and of the two above it: the kind of place a block stands in."""
    names = []
    current: HtmlElement | None = element
    for level in range(3):
        if current is None:
            break
        classes = current.get("class") or ""
        names.append(f"{current.tag}.{classes}" if level else current.tag)
        current = current.getparent()
    return tuple(names)


def drop_headline(draft: Draft, blocks: Sequence[Block], titles: Sequence[str]) -> None:
    """Takes out lines that repeat the headline."""
    keys = [key for title in titles if len(key := text_key(title)) > 8]
    for index, line in enumerate(draft.lines):
        heading = line.block is not None and blocks[line.block].element.tag == "h1"
        if len(line.text) > 250:
            continue
        if heading or any(same_headline(line.key, key) for key in keys):
            draft.drop(index, "headline")
    draft.settle()


def same_headline(line: str, title: str) -> bool:
    """Whether two text keys are one headline, small edits allowed."""
    if line == title:
        return True
    return 0.75 < len(line) / max(1, len(title)) < 1.34 and fuzz.ratio(line, title) >= 90


def drop_by_rules(draft: Draft, blocks: Sequence[Block], policy: LinePolicy) -> None:
    """Takes out the lines that are furniture by the outlet's word or by their wording."""
    count = len(draft.lines)
    for index, line in enumerate(draft.lines):
        scopes = ["any"]
        if index < EDGE or index >= count - EDGE:
            scopes.append("edge")
        if line.block is not None and blocks[line.block].link_share > 0.6:
            scopes.append("link")
        reason = policy.reason(line.text, *scopes)
        if reason is not None:
            draft.drop(index, reason)
    draft.settle()


def drop_repeats(draft: Draft) -> None:
    """Takes out lines said before in the same words; short ones may be refrains and stay."""
    seen: set[str] = set()
    for index, line in enumerate(draft.lines):
        if len(line.text) < 40:
            continue
        if line.key in seen:
            draft.drop(index, "repeated")
        seen.add(line.key)
    draft.settle()


def add_standfirst(draft: Draft, blocks: Sequence[Block], hints: Hints) -> None:
    """Puts back a standfirst that stands between the headline and the first line and was left outside."""
    first = next((line.block for line in draft.lines if line.block is not None), None)
    if first is None:
        return
    title_keys = [text_key(title) for title in hints.titles]
    start = next(
        (
            i
            for i in range(first - 1, -1, -1)
            if blocks[i].element.tag == "h1" or any(same_headline(blocks[i].key, k) for k in title_keys)
        ),
        None,
    )
    if start is None:
        return
    described = [text_key(text) for text in hints.descriptions]
    kept = {line.key for line in draft.lines}
    for index in range(start + 1, first):
        block = blocks[index]
        if (
            len(block.text) < 30
            or block.link_share > 0.3
            or block.key in kept
            or line_reason(block.text, "any", "edge")
        ):
            continue
        words = name_words(block.element) + " " + name_words(block.element.getparent())
        if (
            STANDFIRST.search(words)
            or any(same_headline(block.key, key) for key in described)
            or block.element.tag == "h2"
        ):
            draft.lines.insert(0, Line(block.text, index))
            return


def container(lines: Sequence[Line], blocks: Sequence[Block]) -> HtmlElement | None:
    """The lowest element that holds nine tenths of the kept running text, or None where no line has a block."""
    weights: dict[HtmlElement, int] = {}
    total = 0
    for line in lines:
        if line.block is None:
            continue
        total += len(line.text)
        for element in (blocks[line.block].element, *blocks[line.block].element.iterancestors()):
            weights[element] = weights.get(element, 0) + len(line.text)
    holding = [element for element, weight in weights.items() if weight >= 0.9 * total]
    return max(holding, key=lambda element: sum(1 for _ in element.iterancestors()), default=None)
