"""The step that takes a page's furniture out: by the outlet's own paths, by what markup says, by what was learned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml.etree import XPathError
from lxml.html import HtmlElement

from corpus.records import RawPage, Skip
from extract.fields.time_marks import time_tags
from extract.fields.visible import author_tags
from extract.furniture.boxes import blocks_left, prune_blocks, prune_page, take_out
from extract.furniture.line_rules import LinePolicy
from extract.furniture.recurring import Furniture, find_furniture
from extract.page.blocks import read_blocks
from extract.page.own_elements import stated_by_attributes
from extract.page.trip_records import ClearedPage, ParsedPage

if TYPE_CHECKING:
    from crawler.outlets import Outlet


@dataclass(frozen=True, kw_only=True, slots=True)
class FurnitureRules:
    """What an outlet's file and its pages say of its furniture."""

    policy: LinePolicy
    drop: tuple[str, ...]
    learned: Furniture

    @classmethod
    def of(cls, page: RawPage, outlet: Outlet | None, furniture: Furniture | None) -> FurnitureRules:
        """The rules for one page: those of the outlet's file hold for pages fetched until their last day."""
        own = outlet.extract if outlet is not None else None
        if own is not None and own.valid_until is not None and page.fetched_at.date() > own.valid_until:
            own = None
        return cls(
            policy=LinePolicy(keep=own.keep_lines, drop=own.drop_lines) if own else LinePolicy(),
            drop=own.drop if own else (),
            learned=furniture or Furniture(),
        )


def take_furniture_out(page: ParsedPage, rules: FurnitureRules) -> ClearedPage:
    """The page with its furniture taken out of its tree, and its captions kept apart.

    Raises:
        Skip: one of the outlet's paths is no XPath.
    """
    body = page.tree.body
    whole = page.blocks
    if rules.drop:
        _drop_by_xpath(page.tree, rules.drop)
        whole = tuple(read_blocks(body))
    # Read first: a line with nothing but a date or a name is often the outlet's furniture, and goes.
    stated_authors, stated_days = stated_by_attributes(page.tree)
    times = (*time_tags(page.tree), *stated_days)
    authors = (*author_tags(page.tree), *stated_authors)
    pruned = prune_page(body, rules.policy)
    blocks = blocks_left(body, whole, pruned)
    learned = find_furniture(blocks, rules.learned)
    boxes = prune_blocks(blocks, learned, rules.policy)
    return ClearedPage(
        parsed=page,
        blocks=tuple(b for index, b in enumerate(blocks) if index not in learned or rules.policy.keeps(b.text)),
        whole=whole,
        learned=frozenset(blocks[index].key for index in learned),
        captions=pruned.captions,
        boxes=(*pruned.boxes, *boxes),
        time_tags=times,
        author_tags=authors,
        layouts=frozenset(rules.learned.layouts),
    )


def _drop_by_xpath(tree: HtmlElement, paths: Sequence[str]) -> None:
    for path in paths:
        try:
            found = tree.xpath(path)
        except XPathError as error:
            raise Skip("extractor-failed", f"the outlet's drop path {path!r}: {error}") from error
        for element in found if isinstance(found, list) else ():
            if isinstance(element, HtmlElement) and element.getparent() is not None:
                take_out(element)
