"""What a trained tagger's spans in Korean miss: the levels of a glued address, a good that is said again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from models.components.script_names import Found
from models.components.stems import PARTICLES

# 남포시강서구역, as the North writes it: a place a level.
_LEVEL = re.compile(
    r"(?:[량양자]강도|[가-힣]{2,}?(?:특별시|직할시|[남북]도|시|군|구역))(?=[가-힣]{2,}(?:시|군|구역|구|읍|리|동|로동자구|지구)$)"
)
_WORD = re.compile(r"[가-힣]{2,}")
_LETTERS = re.compile(r"[가-힣A-Za-z0-9]*")
Span = tuple[int, int, str]


def part_levels(line: str, spans: Sequence[Span]) -> Iterator[Span]:
    """The spans of a line as (start, end, label), an address in one word parted into its levels."""
    for start, end, label in spans:
        while label == "PLACE" and (level := _LEVEL.match(line, start, end)):
            yield start, level.end(), label
            start = level.end()
        yield start, end, label


def said_again(text: str, lines: Sequence[tuple[int, int]], found: Sequence[Found]) -> Iterator[Found]:
    """The goods among `found` where they stand in the lines once more, untagged, as a word with its particle at most.

    A good that also has another label in the text is left.
    """
    others = {text[start:end] for start, end, label, _ in found if label != "PRODUCT"}
    goods = {text[start:end]: known_id for start, end, label, known_id in found if label == "PRODUCT"}
    goods = {good: known_id for good, known_id in goods.items() if _WORD.fullmatch(good) and good not in others}
    if not goods:
        return
    anywhere = re.compile(rf"(?<![가-힣A-Za-z0-9])(?:{'|'.join(sorted(goods, key=len, reverse=True))})")
    taken = sorted((start, end) for start, end, _, _ in found)
    for first, last in lines:
        for match in anywhere.finditer(text, first, last):
            start, end = match.span()
            rest = _LETTERS.match(text, end, last)
            alone = rest is not None and (not rest.group() or PARTICLES.fullmatch(rest.group()))
            if alone and not any(begin < end and start < stop for begin, stop in taken):
                yield start, end, "PRODUCT", goods[match.group()]
