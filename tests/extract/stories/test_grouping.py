"""Average linkage: a chain of versions does not swallow everything, and no order of the pairs matters."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from extract.stories.grouping import average_link, put_together

PAIRS = st.dictionaries(
    st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda pair: pair[0] < pair[1]),
    st.integers(-1000, 1000),
    max_size=20,
)


def test_chain_of_versions_does_not_swallow_everything() -> None:
    chain = {(number, number + 1): 700 for number in range(7)}
    groups = average_link(range(8), chain)
    assert max(map(len, groups)) <= 3
    assert sorted(node for group in groups for node in group) == list(range(8))


def test_versions_that_are_all_alike_are_one_group() -> None:
    alike = {(a, b): 600 for a in range(5) for b in range(a + 1, 5)}
    assert average_link(range(5), alike) == [[0, 1, 2, 3, 4]]


def test_two_events_in_one_formula_part_those_that_resemble_both() -> None:
    likeness = {("arrives", "leaves"): -900, ("arrives", "copy"): 1000, ("leaves", "copy"): 760}
    assert average_link(["arrives", "leaves", "copy"], likeness) == [["arrives", "copy"], ["leaves"]]


def test_person_joins_what_is_unlike_and_parts_what_is_alike() -> None:
    groups = average_link("abc", {("a", "b"): 900}, apart=[("a", "b")])
    assert put_together(groups, [("b", "c")], [("a", "b")]) == [["a"], ["b", "c"]]


def test_what_a_person_joins_brings_all_that_goes_with_it() -> None:
    groups = [["a", "b"], ["c"], ["d", "e"]]
    assert put_together(groups, [("b", "e")], []) == [["a", "b", "d", "e"], ["c"]]
    assert put_together(groups, [("b", "e")], [("a", "d")]) == groups
    assert put_together(groups, [("b", "c"), ("c", "d")], []) == [["a", "b", "c", "d", "e"]]


def test_parting_holds_for_the_whole_group() -> None:
    likeness = {("a", "b"): 1000, ("b", "c"): 900, ("a", "c"): 900}
    assert average_link("abc", likeness, apart=[("a", "c")]) == [["a", "b"], ["c"]]
    assert average_link("abc", likeness, apart=[("b", "c")]) == [["a", "b"], ["c"]]


@given(PAIRS, st.randoms())
def test_groups_do_not_hang_on_the_order_of_pairs(pairs: dict[tuple[int, int], int], chance: random.Random) -> None:
    shuffled = dict(chance.sample(list(pairs.items()), k=len(pairs)))
    assert average_link(range(8), shuffled) == average_link(range(8), pairs)


@given(PAIRS)
def test_every_text_is_in_one_group(pairs: dict[tuple[int, int], int]) -> None:
    groups = average_link(range(8), pairs)
    assert sorted(node for group in groups for node in group) == list(range(8))
    assert groups == sorted(groups)


def test_groups_join_down_to_the_threshold() -> None:
    assert average_link("ab", {("a", "b"): 500}) == [["a", "b"]]
    assert average_link("ab", {("a", "b"): 499}) == [["a"], ["b"]]
    assert average_link("ab", {("a", "b"): 599}, threshold=600) == [["a"], ["b"]]
    assert average_link("ab", {}) == [["a"], ["b"]]
    # a mean over all pairs of two groups: 1000 and 0 are 500
    assert average_link("abc", {("a", "b"): 900, ("b", "c"): 1000}) == [["a"], ["b", "c"]]
    assert average_link("abc", {("a", "b"): 1000, ("b", "c"): 1000}) == [["a", "b", "c"]]


def test_most_telling_pair_speaks_for_a_line() -> None:
    line = [["a", "b"]]
    assert average_link("abc", {("a", "c"): 700, ("b", "c"): -700}, lines=line) == [["a", "b"], ["c"]]
    assert average_link("abc", {("a", "c"): -700, ("b", "c"): 701}, lines=line) == [["a", "b", "c"]]
    two = [["a", "b"], ["c", "d"]]
    assert average_link("abcde", {("b", "d"): 500, ("a", "e"): 400}, lines=two) == [["a", "b", "c", "d"], ["e"]]


def test_what_is_barred_from_a_group_is_barred_from_what_it_joins() -> None:
    likeness = {("a", "b"): 900, ("c", "d"): 800, ("a", "c"): 700, ("b", "c"): 700, ("a", "d"): 700, ("b", "d"): 700}
    assert average_link("abcd", likeness, apart=[("b", "d")]) == [["a", "b"], ["c", "d"]]
    assert average_link("abcd", likeness) == [["a", "b", "c", "d"]]


def test_pair_may_be_parted_in_either_order_and_a_line_stands_where_it_begins() -> None:
    assert average_link("ab", {("a", "b"): 900}, apart=[("b", "a")]) == [["a"], ["b"]]
    assert average_link("abc", {("a", "b"): 100}, lines=[["a", "c"]]) == [["a", "c"], ["b"]]
