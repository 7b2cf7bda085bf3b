"""Figures over time as SVG: a dot for each observation, a link to its words; several charts share their axes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import floor, log10

from markupsafe import Markup

WIDTH, HEIGHT, HEAD, FOOT = 340, 130, 18, 24
FEWEST_DAYS = 28  # an axis is never shorter


@dataclass(frozen=True, kw_only=True, slots=True)
class DatedDot:
    """A value of a day, what it is called, and where it leads."""

    day: date
    value: float
    title: str
    link: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Frame:
    """The axes that charts share: two days, and the highest value; the lowest is zero."""

    first: date
    last: date
    top: float


def frame_of(dots: Sequence[DatedDot], *, since: date | None = None, until: date | None = None) -> Frame:
    """Axes that hold all of these dots and the days asked for, with a round number on top.

    Raises:
        ValueError: there is no dot.
    """
    first, last = min(dot.day for dot in dots), max(dot.day for dot in dots)
    first, last = min(first, since or first), max(last, until or last)
    if (last - first).days < FEWEST_DAYS and since is None:
        first = date.fromordinal(last.toordinal() - FEWEST_DAYS)
    return Frame(first=first, last=last, top=round_up(max(dot.value for dot in dots)))


def dot_chart(dots: Sequence[DatedDot], frame: Frame, *, title: str) -> Markup:
    """One chart: the dots of a series, joined by the day's middle values."""
    days = max(1, (frame.last - frame.first).days)

    def spot(day: date, value: float) -> tuple[float, float]:
        return (
            6 + (WIDTH - 12) * (day - frame.first).days / days,
            HEIGHT - (HEIGHT - HEAD) * min(value, frame.top) / frame.top,
        )

    line = " ".join("{:.1f},{:.1f}".format(*spot(day, value)) for day, value in _middles(dots))
    marks = [
        Markup(
            '<a href="{}" aria-label="{}"><title>{}</title><circle class="point" cx="{:.1f}" cy="{:.1f}" r="4"/></a>'
        ).format(dot.link, dot.title, dot.title, *spot(dot.day, dot.value))
        for dot in sorted(dots, key=lambda dot: (dot.day, dot.value))
    ]
    return Markup(
        '<svg class="chart dots" viewBox="0 0 {} {}" role="group" aria-label="{}">{}'
        '<polyline class="path" points="{}"/>{}</svg>'
    ).format(WIDTH, HEIGHT + FOOT, title, _axes(frame), line, Markup("").join(marks))


def _middles(dots: Sequence[DatedDot]) -> list[tuple[date, float]]:
    by_day: dict[date, list[float]] = {}
    for dot in dots:
        by_day.setdefault(dot.day, []).append(dot.value)
    return [(day, sorted(values)[len(values) // 2]) for day, values in sorted(by_day.items())]


def _axes(frame: Frame) -> Markup:
    return Markup(
        '<line class="axis" x1="0" x2="{0}" y1="{1}" y2="{1}"/><line class="grid" x1="0" x2="{0}" y1="{2}" y2="{2}"/>'
        '<text x="{0}" y="13" class="tick end">{3}</text>'
        '<text x="{0}" y="{7}" class="tick end">0</text>'
        '<text x="0" y="{4}" class="tick">{5}</text><text x="{0}" y="{4}" class="tick end">{6}</text>'
    ).format(
        WIDTH, HEIGHT, HEAD, f"{frame.top:,.10g}", HEIGHT + 18, _month(frame.first), _month(frame.last), HEIGHT - 4
    )


def _month(day: date) -> str:
    return f"{day.day} {day:%b} {day.year}"


LEAST = 1e-300  # ten to the power of much less is 0


def round_up(value: float) -> float:
    """The next 1, 2, 2.5, 5 or 10 of its power of ten: 8,300 gives 10,000."""
    if value < LEAST:
        return 1.0
    power: float = 10.0 ** floor(log10(value))
    return next(step * power for step in (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10) if value <= step * power * (1 + 1e-9))
