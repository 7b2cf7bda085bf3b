"""Charts of figures: every dot within its frame, the same frame for all, round numbers on top."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.web.drawing.dot_charts import HEIGHT, WIDTH, DatedDot, dot_chart, frame_of


def dot(days: int, value: float) -> DatedDot:
    return DatedDot(day=date(2026, 1, 1) + timedelta(days=days), value=value, title="<b>", link="/a?b&c")


@given(st.lists(st.tuples(st.integers(0, 4000), st.floats(0, 1e12)), min_size=1, max_size=30))
def test_every_dot_stands_within_the_chart(given_dots: list[tuple[int, float]]) -> None:
    dots = [dot(*each) for each in given_dots]
    drawn = str(dot_chart(dots, frame_of(dots), title="coal"))
    spots = re.findall(r'cx="([-\d.]+)" cy="([-\d.]+)"', drawn)
    assert len(spots) == len(dots)
    assert all(0 <= float(x) <= WIDTH and 0 <= float(y) <= HEIGHT for x, y in spots)


@pytest.mark.parametrize(
    ("highest", "top"), [(8300, 10_000), (1000, 1000), (0.0, 1), (5e-324, 1), (21_500, 25_000), (0.3, 0.3)]
)
def test_axis_ends_at_a_round_number(highest: float, top: float) -> None:
    assert frame_of([dot(0, highest)]).top == pytest.approx(top)


def test_axis_spans_the_days_asked_for() -> None:
    asked = {"since": date(2025, 12, 1), "until": date(2026, 3, 1)}
    frame = frame_of([dot(0, 1), dot(3, 1)], **asked)
    assert (frame.first, frame.last) == (date(2025, 12, 1), date(2026, 3, 1))
    assert frame_of([dot(0, 1)], since=date(2026, 1, 1)).first == date(2026, 1, 1)
    earlier = frame_of([dot(0, 1)], since=date(2026, 1, 2))  # of a time that goes on then
    assert (earlier.first, earlier.last) == (date(2026, 1, 1), date(2026, 1, 1))


def test_what_a_dot_is_called_is_escaped() -> None:
    drawn = str(dot_chart([dot(0, 1)], frame_of([dot(0, 1)]), title='"'))
    assert "<b>" not in drawn
    assert "/a?b&amp;c" in drawn
