"""Storylines as SVG: a row for each line, a dot for each event, the later to the right. Dots are links."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

WIDTH, ROW, HEAD, EDGE = 900, 56, 30, 16
SPREAD, MOST_OF_A_DAY = 12, 4  # between events of one day, and how many of them find room
FEWEST_DAYS = 14  # an axis is never shorter
_TICKS = 8

_TICK = '<text class="tick{}" x="{:.1f}" y="16">{}</text><line class="grid" x1="{:.1f}" x2="{:.1f}" y1="{}" y2="100%"/>'
_DOT = (
    '<a href="{}" aria-label="{}"><title>{}</title><circle class="point" cx="{:.1f}" cy="{:.1f}" r="{:.1f}"/>'
    '<circle class="reach" cx="{:.1f}" cy="{:.1f}" r="14"/></a>'
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Moment:
    """An event on a line: its day, what it is called, where it leads, and how big it is."""

    day: date
    title: str
    link: str
    weight: int


def draw_timeline(lines: Sequence[Sequence[Moment]], *, title: str) -> Markup:
    """The lines below one another over one axis of days; "" where there is none."""
    days = [moment.day for line in lines for moment in line]
    if not days:
        return Markup("")
    last = max(days)
    first = min(*days, date.fromordinal(last.toordinal() - FEWEST_DAYS))
    span = (last - first).days
    most = max(moment.weight for line in lines for moment in line) or 1

    def x(day: date) -> float:
        return EDGE + (WIDTH - 2 * EDGE) * (day - first).days / span

    parts = list(_axis(first, last, x_of=x))
    for row, line in enumerate(lines):
        y = HEAD + ROW * row + ROW / 2
        parts.append(
            Markup('<line class="path" x1="{:.1f}" x2="{:.1f}" y1="{y}" y2="{y}"/>').format(
                x(line[0].day), x(line[-1].day), y=y
            )
        )
        days_before: dict[date, int] = {}
        for moment in line:
            radius = 4 + 7 * math.sqrt(max(moment.weight, 0) / most)
            nth = days_before.get(moment.day, 0)
            days_before[moment.day] = nth + 1
            # those of one day stand beside one another, the first on the line
            beside = SPREAD * ((nth + 1) // 2) * (1 if nth % 2 else -1) if nth < MOST_OF_A_DAY else 0
            spot = (x(moment.day), y + beside)
            parts.append(Markup(_DOT).format(moment.link, moment.title, moment.title, *spot, radius, *spot))
    return Markup('<svg class="timeline" viewBox="0 0 {} {}" role="group" aria-label="{}">{}</svg>').format(
        WIDTH, HEAD + ROW * len(lines), title, Markup("").join(parts)
    )


def _axis(first: date, last: date, *, x_of: Callable[[date], float]) -> Sequence[Markup]:
    """Days over the lines, at most _TICKS of them."""
    span = (last - first).days
    step = max(1, math.ceil(span / _TICKS))
    marks = []
    for offset in range(0, span + 1, step):
        day = date.fromordinal(first.toordinal() + offset)
        edge = " end" if offset + step > span and span - offset < step / 2 else " few" if offset // step % 2 else ""
        year = f" {day.year}" if offset == 0 or day.month < step // 31 + 1 else ""
        marks.append(Markup(_TICK).format(edge, x_of(day), f"{day.day} {day:%b}{year}", x_of(day), x_of(day), HEAD - 8))
    return marks
