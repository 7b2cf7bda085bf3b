"""Charts as SVG, made here: bars that are links, readable without a script."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

WIDTH, HEIGHT, HEAD, FOOT = 720, 160, 22, 26
SPARK_HEIGHT = 18


@dataclass(frozen=True, kw_only=True, slots=True)
class Bar:
    """A bar of a chart: its value, what it is called, and where it leads."""

    name: str
    value: int
    title: str
    link: str


def bar_chart(bars: Sequence[Bar], *, title: str, unit: str) -> Markup:
    """Bars over time; each is a link with its own title. Names stand under at most twelve of them."""
    if not bars:
        return Markup("")
    highest = max(bar.value for bar in bars) or 1
    step = WIDTH / max(len(bars), 7)
    gap = min(3.0, step * 0.2)
    every = -(-len(bars) // 12)
    parts = [_scale(highest)]
    for index, bar in enumerate(bars):
        x, height = index * step, (HEIGHT - HEAD) * bar.value / highest
        parts.append(_bar(bar, x=x + gap / 2, width=step - gap, height=height))
        if index % every == 0:
            parts.append(
                Markup('<text x="{:.1f}" y="{}" class="tick{}">{}</text>').format(
                    x + gap / 2, HEIGHT + 18, " few" if index // every % 3 else "", bar.name
                )
            )
    return Markup('<svg class="chart" viewBox="0 0 {} {}" role="group" aria-label="{}" data-unit="{}">{}</svg>').format(
        WIDTH, HEIGHT + FOOT, title, unit, Markup("").join(parts)
    )


def _bar(bar: Bar, *, x: float, width: float, height: float) -> Markup:
    if not bar.value:
        return Markup("")
    title = escape(bar.title)
    return Markup(
        f'<a href="{escape(bar.link)}" aria-label="{title}"><title>{title}</title>'
        f'<rect class="reach" x="{x:.1f}" y="0" width="{width:.1f}" height="{HEIGHT}"/>'
        f'<rect class="bar" x="{x:.1f}" y="{HEIGHT - height:.1f}" width="{width:.1f}" height="{height:.1f}"/></a>'
    )


def sparkline(months: Sequence[tuple[str, int]], *, title: str) -> Markup:
    """A small chart of (month, count), oldest first: a bar for each month from the first one to the last."""
    if not months:
        return Markup("")
    numbers = [(int(month[:4]) * 12 + int(month[5:]), count) for month, count in months]
    first, highest = numbers[0][0], max(count for _, count in numbers) or 1
    width = max(24, numbers[-1][0] - first + 1)
    # numbers alone, so nothing to escape: a page has ten thousand of these
    bars = "".join(
        f'<rect class="bar" x="{(month - first) * 4}" y="{SPARK_HEIGHT * (1 - count / highest):.1f}" width="3"'
        f' height="{SPARK_HEIGHT * count / highest:.1f}"/>'
        for month, count in numbers
    )
    named = f"{title}: {months[0][0]} to {months[-1][0]}, at most {highest:,}"
    return Markup('<svg class="spark" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>').format(
        width * 4, SPARK_HEIGHT, named, Markup(bars)
    )


def _scale(highest: int) -> Markup:
    return Markup(
        '<line class="axis" x1="0" x2="{0}" y1="{1}" y2="{1}"/><text x="{0}" y="17" class="tick end">{2}</text>'
    ).format(WIDTH, HEIGHT, f"{highest:,}")
