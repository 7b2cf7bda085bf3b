"""Series by month as SVG: lines on the same axes, told apart by colour and by their dashes; each point is a link.

Of a single month there is no line: its points stand beside one another, each on a stem from zero.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from corpus.web.drawing.dot_charts import round_up

WIDTH, HEIGHT, HEAD, FOOT = 960, 260, 22, 28
MOST_TICKS = 12
# For the chart as a file of its own; on the page the style sheet's colours count.
INKS = ("#3f6f8f", "#a8321e", "#17653a", "#8a5ca8", "#9a7413", "#5b5852")


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A series: its name, a value for each month, and where the point of a month leads."""

    name: str
    values: Sequence[float]
    link: Callable[[str], str]


def line_chart(
    lines: Sequence[Line], months: Sequence[str], *, title: str, unit: str, written: Callable[[float], str]
) -> Markup:
    """A chart of at most six lines; nothing where there is no month. `written` says a value as people read it."""
    if not months or not lines:
        return Markup("")
    top = round_up(max((value for line in lines for value in line.values), default=0))
    step = WIDTH / max(1, len(months) - 1)

    def spot(number: int, index: int, value: float) -> tuple[float, float]:
        x = index * step if len(months) > 1 else WIDTH * (number + 1) / (len(lines) + 1)
        return min(WIDTH - 4, max(4, x)), HEIGHT - (HEIGHT - HEAD) * value / top

    parts = [_axes(months, step, written(top))]
    for number, line in enumerate(lines):
        stem = [spot(number, 0, 0)] if len(months) == 1 else []
        spots = [*stem, *(spot(number, index, value) for index, value in enumerate(line.values))]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in spots)
        parts.append(
            Markup('<polyline class="line series{}" fill="none" stroke="{}" points="{}"/>').format(
                number, INKS[number], path
            )
        )
        for index, (month, value) in enumerate(zip(months, line.values, strict=True)):
            if value:
                said = f"{line.name}, {month}: {written(value)} {unit}"
                parts.append(
                    Markup(
                        '<a href="{}" aria-label="{}"><title>{}</title>'
                        '<circle class="point series{}" fill="{}" cx="{:.1f}" cy="{:.1f}" r="4"/></a>'
                    ).format(line.link(month), said, said, number, INKS[number], *spot(number, index, value))
                )
    return Markup(
        '<svg class="chart lines" font-family="sans-serif" font-size="11" viewBox="0 0 {} {}" role="group"'
        ' aria-label="{}">{}</svg>'
    ).format(WIDTH, HEIGHT + FOOT, title, Markup("").join(parts))


def _axes(months: Sequence[str], step: float, top: str) -> Markup:
    every = -(-len(months) // MOST_TICKS)
    last = len(months) - 1
    ticks = [
        Markup('<text x="{:.1f}" y="{}" class="tick{}">{}</text>').format(
            min(WIDTH, index * step) if last else WIDTH / 2,
            HEIGHT + 20,
            " end" if index and index > last - every else "",
            month,
        )
        for index, month in enumerate(months)
        if index % every == 0
    ]
    return Markup(
        '<line class="axis" stroke="#888" x1="0" x2="{0}" y1="{1}" y2="{1}"/>'
        '<line class="grid" stroke="#ddd" x1="0" x2="{0}" y1="{2}" y2="{2}"/>'
        '<text x="{0}" y="16" class="tick end" text-anchor="end">{3}</text>'
        '<text x="{0}" y="{5}" class="tick end" text-anchor="end">0</text>{4}'
    ).format(WIDTH, HEIGHT, HEAD, top, Markup("").join(ticks), HEIGHT - 5)
