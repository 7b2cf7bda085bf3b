"""How sure we are of an article's text: a score, and what speaks against it.

The score is the probability that the text has an F1 of at least .8 against what a person would take for the article.
It comes from signs that a page's trip leaves anyway. Their weights are data, in `certainty.json`, with what they
were trained on; `python bench/train_certainty.py` makes it.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from lxml.html import HtmlElement

from extract.gates.lists import is_linked_title
from extract.page.blocks import Block, is_dense, text_key
from extract.page.metadata import states_article
from extract.page.prose import is_paragraph, is_sentence, prose_together
from extract.page.trip_records import Body

DENSE = 3  # Korean, Chinese and Japanese say as much in a third of the letters
SHORT_LINE = 40  # characters
LEAST_AGAINST = 0.25  # log-odds that a sign takes from a page, beside the usual one, to be named
LONG_TEXT = 8_000
_WORD = re.compile(r"[^\W\d_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]{4,}|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]{2}")
_STAMP = re.compile(r"\b\d{1,2}:\d{2}\b|\b(?:19|20)\d\d\b|\bago\b|\d\s?(?:분|시간|일|小时|分钟|天|時間)\s?[전前]")
NEW_LAYOUT = 1.0  # log-odds that a layout takes which was on none of the outlet's pages; no training set tells it


@dataclass(frozen=True, kw_only=True, slots=True)
class Certainty:
    """The score, 0 to 1, and the names of the signs that speak against the text, the strongest first."""

    score: float
    against: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Weights:
    """The weight of each sign, its usual value, and the intercept, in log-odds."""

    intercept: float
    weights: Mapping[str, float]
    usual: Mapping[str, float]


@cache
def load_weights() -> Weights:
    """The weights as trained."""
    file = resources.files("extract.article").joinpath("certainty.json")
    data: dict[str, Any] = json.loads(file.read_text("utf-8"))
    signs = data["signs"]
    return Weights(
        intercept=data["intercept"],
        weights={name: sign["weight"] for name, sign in signs.items()},
        usual={name: sign["usual"] for name, sign in signs.items()},
    )


def certainty_of(body: Body) -> Certainty | None:
    """How sure we are of a body read from HTML; None of a plain text, which leaves no such signs."""
    if not body.whole:
        return None
    weights = load_weights()
    return weigh(signs_of(body, weights.weights), weights, new_layout=body.layout_known is False)


def weigh(signs: Mapping[str, float], weights: Weights, *, new_layout: bool = False) -> Certainty:
    """The score of some signs, and what speaks against the text."""
    odds = weights.intercept + sum(weight * signs[name] for name, weight in weights.weights.items())
    taken = {name: weight * (weights.usual[name] - signs[name]) for name, weight in weights.weights.items()}
    if new_layout:
        odds -= NEW_LAYOUT
        taken["new-layout"] = NEW_LAYOUT
    against = sorted((name for name, size in taken.items() if size >= LEAST_AGAINST), key=lambda name: -taken[name])
    return Certainty(score=round(1 / (1 + math.exp(-odds)), 3), against=tuple(against))


def signs_of(body: Body, names: Iterable[str] = ()) -> dict[str, float]:
    """The value of each sign, 0 to 1, by its name; of all, where no names are given."""
    size = sum(map(_weight, body.kept)) or 1
    return {name: min(1.0, max(0.0, SIGNS[name](body, size))) for name in (names or SIGNS)}


def _weight(block: Block) -> int:
    return len(block.text) * (DENSE if is_dense(block.text) else 1)


def _readers_disagree(body: Body, size: int) -> float:
    """How much of the text the extractor did not read, and how much of what it read is not in the text."""
    read = text_key(body.reading)
    ours = [block.key for block in body.kept]
    added = sum(len(key) for key in ours if key not in read) / max(1, sum(map(len, ours)))
    whole = "".join(ours)
    lines = [key for line in body.reading.split("\n") if (key := text_key(line))]
    lost = sum(len(key) for key in lines if key not in whole) / max(1, sum(map(len, lines)))
    return (added + lost) / 2


def _links_inside(body: Body, size: int) -> float:
    """The share of the text that stands in links."""
    return sum(block.link_chars for block in body.kept) / max(1, sum(len(block.text) for block in body.kept))


def _prose_left_out(body: Body, size: int) -> float:
    """The share of the page's paragraphs that are not in the text."""
    prose = sum(map(_weight, _paragraphs(body.whole)))
    return 1 - sum(map(_weight, _paragraphs(body.kept))) / max(1, prose)


def _no_sentences(body: Body, size: int) -> float:
    """The share of the text that is in no sentence."""
    return 1 - sum(_weight(block) for block in body.kept if is_sentence(block.text)) / size


def _scattered(body: Body, size: int) -> float:
    """The share of the text that does not stand in the box that directly holds most of its paragraphs."""
    return 1 - prose_together(body.kept) / size


def _elsewhere_more(body: Body, size: int) -> float:
    """How far the page's fullest box surpasses the text."""
    return 1 - size / max(size, prose_together(body.whole))


def _short_text(body: Body, size: int) -> float:
    """How short the text is: 1 for nothing, 0 from 10,000 characters on."""
    return 1 - math.log10(1 + size) / 4


def _short_lines(body: Body, size: int) -> float:
    """The share of lines that are no longer than a label."""
    short = sum(1 for block in body.kept if _weight(block) < SHORT_LINE)
    return short / max(1, len(body.kept))


def _much_removed(body: Body, size: int) -> float:
    """The share of the article's container that was taken out."""
    gone = sum(len(item.text) * (DENSE if is_dense(item.text) else 1) for item in body.removed)
    return gone / (gone + size)


def _captions_long(body: Body, size: int) -> float:
    """How long the captions are beside the text."""
    said = sum(len(text) * (DENSE if is_dense(text) else 1) for text in body.captions)
    return said / (said + size)


def _titles_inside(body: Body, size: int) -> float:
    """The share of the text's blocks that may be headlines of other stories."""
    return sum(map(is_linked_title, body.kept)) / max(1, len(body.kept))


def _not_stated(body: Body, size: int) -> float:
    """Whether the page's metadata do not call it an article."""
    return float(not states_article(body.fields.metadata))


def _no_headline(body: Body, size: int) -> float:
    """Whether the headline is not shown as a heading."""
    keys = {text_key(title) for title in body.fields.titles}
    return float(not any(block.heading and block.key in keys for block in body.whole))


def _body_differs(body: Body, size: int) -> float:
    """How far the text's size is from that of the body stated in the page's metadata; 0 where none is."""
    stated = len(text_key(body.fields.article_body))
    ours = sum(len(block.key) for block in body.kept)
    return 1 - min(stated, ours) / max(stated, ours) if stated and ours else 0.0


def _gaps_inside(body: Body, size: int) -> float:
    """The share of the running words between the first and the last line of the text that are not in it."""
    kept = {id(block.element) for block in body.kept}
    places = [index for index, block in enumerate(body.whole) if id(block.element) in kept]
    between = body.whole[places[0] : places[-1] + 1] if places else ()
    left = sum(_weight(block) for block in between if id(block.element) not in kept and block.link_share < 0.5)
    return left / (left + size)


def _title_unheard(body: Body, size: int) -> float:
    """The share of the headline's words, of four letters or more, that the text does not use."""
    said = " ".join(block.text for block in body.kept).lower()
    words = {word[:6] for word in _WORD.findall(body.fields.title.lower())}
    return sum(word not in said for word in words) / len(words) if words else 0.0


def _stamps_inside(body: Body, size: int) -> float:
    """The share of the text's lines that are short and hold a time or a date, as posts and comments have."""
    stamps = sum(1 for block in body.kept if len(block.text) < 2 * SHORT_LINE and _STAMP.search(block.text))
    return stamps / max(1, len(body.kept))


def _long_text(body: Body, size: int) -> float:
    """How much longer the text is than most articles: 0 up to 8,000 characters, 1 from 80,000 on."""
    return math.log10(max(1, size / LONG_TEXT))


def _other_articles(body: Body, size: int) -> float:
    """The share of the text that does not stand in the article element that holds most of it."""
    inside: dict[HtmlElement | None, int] = {}
    for block in body.kept:
        article = next((e for e in block.element.iterancestors("article")), None)
        inside[article] = inside.get(article, 0) + _weight(block)
    return 1 - max(inside.values(), default=0) / size


def _no_last_sentence(body: Body, size: int) -> float:
    """Whether the text does not end with a sentence."""
    return float(not (body.kept and is_sentence(body.kept[-1].text)))


def _headings_inside(body: Body, size: int) -> float:
    """The share of the text's blocks that are headings."""
    return sum(block.heading for block in body.kept) / max(1, len(body.kept))


def _partial(body: Body, size: int) -> float:
    """Whether a paywall's prompt follows the text."""
    return float(body.partial)


SIGNS: Mapping[str, Callable[[Body, int], float]] = {
    "readers-disagree": _readers_disagree,
    "links-inside": _links_inside,
    "prose-left-out": _prose_left_out,
    "no-sentences": _no_sentences,
    "scattered": _scattered,
    "more-elsewhere": _elsewhere_more,
    "short-text": _short_text,
    "short-lines": _short_lines,
    "much-removed": _much_removed,
    "long-captions": _captions_long,
    "titles-inside": _titles_inside,
    "not-stated": _not_stated,
    "no-headline": _no_headline,
    "stated-body-differs": _body_differs,
    "gaps-inside": _gaps_inside,
    "title-unheard": _title_unheard,
    "stamps-inside": _stamps_inside,
    "long-text": _long_text,
    "other-articles": _other_articles,
    "no-last-sentence": _no_last_sentence,
    "headings-inside": _headings_inside,
    "partial": _partial,
}
"""What speaks against a text, by its name; each function's docstring says what it measures."""


def _paragraphs(blocks: Sequence[Block]) -> list[Block]:
    return [block for block in blocks if is_paragraph(block.text, block.link_share)]
