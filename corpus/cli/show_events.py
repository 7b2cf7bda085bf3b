"""How events look in a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from corpus.cli.calling import as_typed
from corpus.cli.console import out
from corpus.read.counted import count_words
from corpus.read.event import CitationView, EventRow, EventView, StoryInEvent
from corpus.times import shown_day, shown_time

WHY = {"alone": "nobody else tells it", "earliest": "the earliest", "cited": "the earliest report has it from there"}


def show_events(found: Sequence[EventRow], *, of: int) -> None:
    """Print a table of events out of so many that there are."""
    if not found:
        none = "no event matches that" if of else as_typed("there is no event yet; `jangmadang group` makes them")
        out.print(none, markup=False)
        return
    for event in found:
        out.print(
            Text.assemble(
                (shown_day(event.first_published, event.first_precision), "cyan"),
                f"  {_counted(event)}  ",
                (f"first {event.first_told_by}", "dim"),
                "  ",
                (event.title or "", "bold"),
                "  ",
                (event.id, "dim"),
            )
        )


def _counted(event: EventRow) -> str:
    parts = (
        count_words(event.stories, "story", "stories"),
        count_words(event.articles, "article"),
        count_words(event.outlets, "outlet"),
    )
    return f"{', '.join(parts)}, {event.independent} independent"


def show_event(view: EventView) -> None:
    """Print an event with its stories, their reports, and who cites whom."""
    event = view.event
    out.print(Text.assemble((event.title or "", "bold"), "  ", (event.id, "dim")))
    out.print(
        f"{_counted(event)}; in {', '.join(event.languages) or 'no known language'};"
        f" first told by {event.first_told_by} ({WHY.get(event.first_why or '', event.first_why)});"
        f" {shown_day(event.first_published, event.first_precision)}"
        f" to {shown_day(event.last_published, event.last_precision)}",
        markup=False,
    )
    if view.formerly:
        out.print(f"formerly {', '.join(view.formerly)}", style="dim", markup=False)
    number = {story.story_id: place for place, story in enumerate(view.stories, 1)}
    for story in view.stories:
        _show_story(story, number)
    for citation in view.citations:
        _show_citation(citation, number)


def _show_story(story: StoryInEvent, number: dict[str, int]) -> None:
    like = f"  like {number[story.nearest_id]} ({story.score:.2f}: {story.why})" if story.nearest_id in number else ""
    out.print(
        Text.assemble(
            f"\n{number[story.story_id]:>3} ",
            (shown_time(story.first_published, story.first_precision), "cyan"),
            "  ",
            (f"from {story.origin}", "dim"),
            f"{like}  ",
            (story.title or "", "bold"),
            "  ",
            (story.story_id, "dim"),
        )
    )
    for report in story.reports:
        out.print(
            Text.assemble(
                f"    {report.relation:<12} ", (report.outlet, "dim"), f"  {report.title}  ", (report.url, "dim")
            )
        )


def _show_citation(citation: CitationView, number: dict[str, int]) -> None:
    whose = f" (story {number[citation.cited_story]})" if citation.cited_story in number else ""
    out.print(
        Text.assemble(
            f"\n{number[citation.story_id]:>3} has it from "
            if citation.leading
            else f"\n{number[citation.story_id]:>3} cites ",
            (f"{citation.cited}{whose}", "bold"),
            f": {citation.words}",
        )
    )
