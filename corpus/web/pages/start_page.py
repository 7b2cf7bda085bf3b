"""The start page: what came in this week."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from corpus.labels import plurals
from corpus.read.counted import count_words
from corpus.read.week import DAYS, StoryOfWeek, Week, last_day, outlets_in_trouble, totals, week
from corpus.times import now, parse_time
from corpus.web.context import as_csv, as_json, page, read
from corpus.web.drawing.svg import Bar, bar_chart
from corpus.web.feeds import Entry, as_atom
from corpus.web.pages.search_page import outlet_names
from corpus.web.wording import long_day

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request, Response

    from corpus.store.reader import Readable


STORY_COLUMNS = ("id", "title", "article_id", "outlet", "last_published", "articles", "outlets", "independent")


async def start_page(datasette: Datasette, request: Request) -> Response:
    """The page; as JSON too, and the week's biggest stories as CSV and Atom."""
    suffix = request.url_vars["suffix"]

    def look(db: Readable) -> dict[str, Any]:
        return {
            "week": week(db, until=last_day(db, now=now()), stories=50 if suffix else 8),
            "totals": totals(db),
            "run": outlets_in_trouble(db),
            "outlets": outlet_names(db),
        }

    context = await read(datasette, look)
    if suffix == ".json":
        return as_json({key: context[key] for key in ("week", "totals", "run")})
    if suffix == ".csv":
        stories: tuple[StoryOfWeek, ...] = context["week"].stories
        return as_csv("week", STORY_COLUMNS, ([getattr(story, name) for name in STORY_COLUMNS] for story in stories))
    if suffix == ".atom":
        return as_atom(request, title="the biggest stories of the week", page="/", entries=_entries(context))
    bars = [
        Bar(
            name=long_day(day)[:-5],
            value=count,
            title=f"{long_day(day)}: {count_words(count, 'article')}",
            link=f"/search?month={day}",
        )
        for day, count in _all_days(context["week"])
    ]
    context.update(chart=bar_chart(bars, title="Articles by day", unit="articles"), label_names=plurals())
    return await page(datasette, request, "start", context)


def _entries(context: dict[str, Any]) -> list[Entry]:
    stories: tuple[StoryOfWeek, ...] = context["week"].stories
    return [
        Entry(
            id=f"story:{story.id}",
            title=story.title or "(no title)",
            link=f"/story/{story.id}",
            updated=story.last_published,
            author=context["outlets"].get(story.outlet, story.outlet),
            text=f"{count_words(story.articles, 'article')}, {count_words(story.independent, 'independent report')}",
        )
        for story in stories
    ]


def _all_days(week: Week) -> list[tuple[str, int]]:
    """The seven days with their counts, those without an article too."""
    counts = dict(week.days)
    last = parse_time(week.until)
    days = [(last - timedelta(days=back)).date().isoformat() for back in reversed(range(DAYS))]
    return [(day, counts.get(day, 0)) for day in days]


ROUTES = [(r"^/(?P<suffix>)$", start_page), (r"^/start(?P<suffix>\.json|\.csv|\.atom)$", start_page)]
