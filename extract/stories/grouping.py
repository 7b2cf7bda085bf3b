"""Groups of texts by average linkage: a text joins a group it resembles on the whole, not one of its members."""

from __future__ import annotations

import heapq
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

Node = TypeVar("Node", bound=Hashable)

# likenesses are whole thousandths, so that no order of adding them up can matter
THRESHOLD = 500


def average_link(
    nodes: Sequence[Node],
    likeness: Mapping[tuple[Node, Node], int],
    *,
    apart: Iterable[tuple[Node, Node]] = (),
    lines: Iterable[Sequence[Node]] = (),
    threshold: int = THRESHOLD,
) -> list[list[Node]]:
    """The groups, each in the order of `nodes`, which settles ties; first the one with the first node.

    `likeness` is in thousandths, keyed by pairs in the order of `nodes`; a pair that is not there counts 0. Pairs in
    `apart` never are in one group. Groups join down to a mean of `threshold`. Nodes of a line are one group from the
    start, and all of it is as like to another line or node as the most telling pair of them.
    """
    if not likeness:
        return [[node] for node in nodes]
    place = {node: number for number, node in enumerate(nodes)}
    first = {number: number for number in range(len(nodes))}
    for line in lines:
        places = [place[node] for node in line]
        first |= dict.fromkeys(places, min(places))
    groups: dict[int, list[int]] = {}
    for number in range(len(nodes)):
        groups.setdefault(first[number], []).append(number)
    sums: dict[int, dict[int, int]] = {number: {} for number in groups}
    valued = ((first[place[a]], first[place[b]], value) for (a, b), value in likeness.items())
    for (one, two), value in _most_telling(valued):
        sums[one][two] = sums[two][one] = value * len(groups[one]) * len(groups[two])
    barred: dict[int, set[int]] = {number: set() for number in groups}
    for a, b in apart:
        barred[first[place[a]]].add(first[place[b]])
        barred[first[place[b]]].add(first[place[a]])
    heap = [_entry(groups, one, two, value) for one in sums for two, value in sums[one].items() if one < two]
    heapq.heapify(heap)
    while heap:
        distance, one, two, sizes = heapq.heappop(heap)
        if -distance < threshold:
            break
        if {one, two} - groups.keys() or sizes != (len(groups[one]), len(groups[two])) or two in barred[one]:
            continue
        _join(groups, sums, barred, one, two)
        for other, value in sums[one].items():
            heapq.heappush(heap, _entry(groups, min(one, other), max(one, other), value))
    return [[nodes[each] for each in sorted(groups[number])] for number in sorted(groups)]


def _most_telling(valued: Iterable[tuple[int, int, int]]) -> Iterable[tuple[tuple[int, int], int]]:
    """For each two groups the value farthest from 0; of two equally far the negative one."""
    found: dict[tuple[int, int], int] = {}
    for a, b, value in valued:
        pair = (a, b) if a < b else (b, a)
        if a != b and (pair not in found or (abs(value), -value) > (abs(found[pair]), -found[pair])):
            found[pair] = value
    return found.items()


def put_together(
    groups: Sequence[Sequence[Node]], together: Iterable[tuple[Node, Node]], apart: Iterable[tuple[Node, Node]]
) -> list[list[Node]]:
    """The groups, with those in one that hold two nodes which a person put together: all that goes with either does.

    Not where that would put two together which a person put apart. Nodes and groups stay in their order.
    """
    parted = {frozenset(pair) for pair in apart}
    place = {node: number for number, node in enumerate(node for group in groups for node in group)}
    of = {node: group for group in map(list, groups) for node in group}
    for a, b in sorted(together, key=lambda pair: sorted((place[pair[0]], place[pair[1]]))):
        one, other = of[a], of[b]
        if one is not other and not any(frozenset((x, y)) in parted for x in one for y in other):
            joined = [*one, *other]
            of |= dict.fromkeys(joined, joined)
    kept = {id(group): group for group in of.values()}
    return list(kept.values())


def _entry(groups: dict[int, list[int]], a: int, b: int, total: int) -> tuple[float, int, int, tuple[int, int]]:
    return -total / (len(groups[a]) * len(groups[b])), a, b, (len(groups[a]), len(groups[b]))


def _join(
    groups: dict[int, list[int]], sums: dict[int, dict[int, int]], barred: dict[int, set[int]], a: int, b: int
) -> None:
    """Group `b` goes into group `a`, whose number is the smaller: a group is named by its first node."""
    groups[a] += groups.pop(b)
    gone = sums.pop(b)
    for other, value in gone.items():
        del sums[other][b]
        if other != a:
            sums[a][other] = sums[other][a] = sums[a].get(other, 0) + value
    for other in barred.pop(b):
        barred[other].discard(b)
        barred[other].add(a)
        barred[a].add(other)
    barred[a].discard(a)
