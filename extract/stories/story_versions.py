"""Versions of one moving story by one outlet: a line of texts, each made from the one before.

The last may share nothing with the first, and is still what the first has become. So a line is one story, whatever the
average says, and a copy of any of its versions goes with it. A text inside several stories ties none of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from extract.stories.judging import SHORT

Pair = tuple[int, int]
Publications = Mapping[str, Sequence[datetime]]

# so soon after one another, and so much alike (in thousandths), two texts by one outlet are versions of one story
VERSION_WITHIN, VERSION_ALIKE = timedelta(hours=24), 550
# a text this much like a version of a line is a copy of that version
COPY_ALIKE = 700
# a text that makes less than this share of each of two that are not one story, and lies in both, is neither's
PART, LIES_IN, ONE_STORY = 1 / 3, 850, 500


def lines_of(
    texts: Sequence[int], likeness: Mapping[Pair, int], sizes: Mapping[int, int], published: Mapping[int, Publications]
) -> list[list[int]]:
    """The lines among these texts, each of two versions or more.

    `published` says when each outlet brought a text, `likeness` is in thousandths and keyed by pairs in the order of
    `texts`, in which lines and their texts come back.
    """
    ties = [
        pair
        for pair, alike in likeness.items()
        if alike >= VERSION_ALIKE and min(sizes[text] for text in pair) >= SHORT and _of_one_outlet(pair, published)
    ]
    return [line for line in components(texts, ties) if len(line) > 1]


def with_copies(texts: Sequence[int], lines: Sequence[Sequence[int]], likeness: Mapping[Pair, int]) -> list[list[int]]:
    """The lines with the copies of their versions: each text in the line with the version that it is most like."""
    line_of = {text: number for number, line in enumerate(lines) for text in line}
    best: dict[int, tuple[int, int]] = {}
    for (a, b), alike in likeness.items():
        for text, version in ((a, b), (b, a)):
            if alike >= COPY_ALIKE and text not in line_of and version in line_of:
                best[text] = max(best.get(text, (0, 0)), (alike, -line_of[version]))  # of equal ones the first line
    grown = [set(line) for line in lines]
    for text, (_, number) in best.items():
        grown[-number].add(text)
    return [[text for text in texts if text in line] for line in grown]


def _of_one_outlet(pair: Pair, published: Mapping[int, Publications]) -> bool:
    one, other = (published[text] for text in pair)
    return any(
        abs(first - second) <= VERSION_WITHIN
        for outlet in one.keys() & other.keys()
        for first in one[outlet]
        for second in other[outlet]
    )


def inside_several(likeness: Mapping[Pair, int], sizes: Mapping[int, int], lines: Iterable[Sequence[int]]) -> set[Pair]:
    """The pairs of a text and one that it lies in, where it lies in several that are not one story."""
    hosts: dict[int, list[Pair]] = {}
    for pair, alike in likeness.items():
        least, most = sorted(pair, key=lambda text: (sizes[text], text))
        if alike >= LIES_IN and sizes[least] < PART * sizes[most]:
            hosts.setdefault(least, []).append(pair)
    line_of = {text: number for number, line in enumerate(lines) for text in line}
    found: set[Pair] = set()
    for least, pairs in hosts.items():
        holding = sorted({text for pair in pairs for text in pair} - {least})
        ties = [
            (a, b)
            for at, a in enumerate(holding)
            for b in holding[at + 1 :]
            if (a in line_of and line_of[a] == line_of.get(b))
            or max(likeness.get((a, b), 0), likeness.get((b, a), 0)) >= ONE_STORY
        ]
        if len(components(holding, ties)) > 1:
            found.update(pairs)
    return found


def components(nodes: Sequence[int], ties: Iterable[Pair]) -> list[list[int]]:
    """The nodes in sets that ties hold together; sets and nodes in the order of `nodes`."""
    group = {node: [node] for node in nodes}
    for a, b in ties:
        one, other = sorted((group[a], group[b]), key=len)
        if one is not other:
            other += one
            group |= dict.fromkeys(one, other)
    place = {node: number for number, node in enumerate(nodes)}
    kept = {id(each): each for each in group.values()}
    return sorted((sorted(each, key=place.__getitem__) for each in kept.values()), key=lambda each: place[each[0]])
