"""Lines of versions by one outlet, and texts that lie inside several stories: by their likeness alone."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest

from extract.stories.grouping import average_link
from extract.stories.story_versions import components, inside_several, lines_of, with_copies

START = datetime(2026, 3, 2, 6, tzinfo=UTC)


def brought(*by: tuple[str, float]) -> dict[int, dict[str, list[datetime]]]:
    """Texts 0, 1, 2 … each by an outlet, so many hours after the start."""
    return {text: {outlet: [START + timedelta(hours=hours)]} for text, (outlet, hours) in enumerate(by)}


def test_versions_one_after_another_are_a_line_though_the_last_is_unlike_the_first() -> None:
    likeness = {(0, 1): 700, (1, 2): 650, (2, 3): 700, (0, 2): 300}
    published = brought(*(("live", hours) for hours in (0, 3, 6, 9)))
    assert lines_of(range(4), likeness, dict.fromkeys(range(4), 300), published) == [[0, 1, 2, 3]]


def test_other_outlets_other_days_short_texts_and_two_events_are_no_line() -> None:
    likeness = {(0, 1): 700, (0, 2): 700, (3, 4): 700, (0, 5): -700}
    published = brought(("live", 0), ("other", 1), ("live", 30), ("live", 0), ("live", 1), ("live", 2))
    sizes = {0: 300, 1: 300, 2: 300, 3: 60, 4: 60, 5: 300}
    assert lines_of(range(6), likeness, sizes, published) == []


def test_copy_goes_with_the_version_that_it_is_most_like() -> None:
    lines = [[0, 1], [2, 3]]
    likeness = {(1, 4): 800, (2, 4): 900, (3, 5): 690, (0, 6): 750, (2, 6): 750}
    assert with_copies(range(7), lines, likeness) == [[0, 1, 6], [2, 3, 4]]


def test_line_is_as_like_to_another_text_as_its_likest_version_and_two_events_count_when_they_say_more() -> None:
    line = [[0, 1, 2]]
    assert average_link(range(4), {(0, 3): 100, (2, 3): 600}, lines=line) == [[0, 1, 2, 3]]
    assert average_link(range(4), {(0, 3): -900, (2, 3): 600}, lines=line) == [[0, 1, 2], [3]]
    assert average_link(range(4), {(2, 3): 900}, lines=line, apart=[(0, 3)]) == [[0, 1, 2], [3]]


def test_lines_are_the_same_in_whatever_order_pairs_come() -> None:
    chance = random.Random(5)
    pairs = {(a, b): chance.randint(300, 1000) for a in range(12) for b in range(a + 1, 12) if chance.random() < 0.3}
    published = brought(*((f"outlet{text % 3}", text) for text in range(12)))
    sizes = {text: chance.randint(90, 400) for text in range(12)}

    def told(order: list[tuple[int, int]]) -> list[list[int]]:
        likeness = {pair: pairs[pair] for pair in order}
        versions = lines_of(range(12), likeness, sizes, published)
        return average_link(range(12), likeness, lines=with_copies(range(12), versions, likeness))

    first = told(list(pairs))
    assert any(len(group) > 2 for group in first)
    assert all(told(chance.sample(list(pairs), len(pairs))) == first for _ in range(10))


def test_text_inside_two_unlike_ones_is_neithers_and_inside_versions_of_one_is_theirs() -> None:
    likeness = {(0, 1): 1000, (0, 2): 1000, (0, 3): 980}
    sizes = {0: 100, 1: 400, 2: 400, 3: 105}
    assert inside_several(likeness, sizes, []) == {(0, 1), (0, 2)}
    assert inside_several(likeness | {(1, 2): 800}, sizes, []) == set()
    assert inside_several(likeness, sizes, [[1, 2]]) == set()
    assert inside_several(likeness, sizes | {1: 250, 2: 250}, []) == set(), "a good part of each is no mere part"


def test_components_keep_the_order() -> None:
    assert components([5, 3, 9, 1], [(9, 3)]) == [[5], [3, 9], [1]]


@pytest.mark.parametrize(
    ("alike", "hours", "size", "lines"),
    [
        (550, 24, 100, [[0, 1]]),
        (549, 24, 100, []),
        (550, 24.1, 100, []),
        (550, 24, 99, []),
    ],
)
def test_versions_are_so_much_alike_so_soon_and_so_long(
    alike: int, hours: float, size: int, lines: list[list[int]]
) -> None:
    published = brought(("live", hours), ("live", 0))
    assert lines_of(range(2), {(0, 1): alike}, {0: size, 1: 300}, published) == lines


def test_copy_is_so_much_alike_and_of_equal_ones_the_first_line_has_it() -> None:
    assert with_copies(range(3), [[0, 1]], {(1, 2): 700}) == [[0, 1, 2]]
    assert with_copies(range(3), [[0, 1]], {(1, 2): 699}) == [[0, 1]]
    assert with_copies(range(5), [[0, 1], [2, 3]], {(2, 4): 800, (0, 4): 800}) == [[0, 1, 4], [2, 3]]


@pytest.mark.parametrize(
    ("likeness", "sizes", "found"),
    [
        ({(0, 1): 850, (0, 2): 850}, (99, 300, 300), {(0, 1), (0, 2)}),
        ({(0, 1): 849, (0, 2): 850}, (99, 300, 300), set()),
        ({(0, 1): 850, (0, 2): 850}, (100, 300, 300), set()),
        ({(0, 1): 850, (0, 2): 850, (1, 2): 499}, (99, 300, 300), {(0, 1), (0, 2)}),
        ({(0, 1): 850, (0, 2): 850, (1, 2): 500}, (99, 300, 300), set()),
        ({(0, 1): 850, (0, 2): 850, (2, 1): 500}, (99, 300, 300), set()),
        ({(1, 0): 850, (2, 0): 850}, (99, 300, 300), {(1, 0), (2, 0)}),
    ],
)
def test_part_lies_wholly_in_what_is_thrice_as_long(
    likeness: dict[tuple[int, int], int], sizes: tuple[int, ...], found: set[tuple[int, int]]
) -> None:
    assert inside_several(likeness, dict(enumerate(sizes)), []) == found
