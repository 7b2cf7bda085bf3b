"""How stories look in a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from corpus.cli.calling import as_typed
from corpus.cli.console import out
from corpus.read.counted import count_words
from corpus.read.story import ComparedMember, LinkView, ListedStory, StoryRow, StoryView
from corpus.times import shown_day, shown_time

_SHOWN = 2
_LINKS = {
    ("quotation", True): "quotes",
    ("quotation", False): "quoted by",
    ("translation", True): "translates",
    ("translation", False): "translated by",
}


def show_stories(found: Sequence[ListedStory], *, of: int) -> None:
    """Print a table of stories out of so many that there are."""
    if not found:
        none = "no story matches that" if of else as_typed("there is no story yet; `jangmadang cluster` makes them")
        out.print(none, markup=False)
        return
    for story in found:
        out.print(
            Text.assemble(
                (shown_day(story.first_published, story.first_precision), "cyan"),
                f"  {_counted(story)}  ",
                (f"from {story.origin}", "dim"),
                "  ",
                (story.title or "", "bold"),
                "  ",
                (story.id, "dim"),
            )
        )


def _counted(story: StoryRow) -> str:
    counted = f"{count_words(story.articles, 'article')}, {count_words(story.outlets, 'outlet')}"
    return f"{counted}, {story.independent} independent"


def show_story(view: StoryView, *, in_full: bool) -> None:
    """Print a story with its members and links."""
    story = view.story
    out.print(Text.assemble((story.title or "", "bold"), "  ", (story.id, "dim")))
    out.print(
        f"{_counted(story)};"
        f" from {story.origin} ({story.origin_why});"
        f" {shown_day(story.first_published, story.first_precision)}"
        f" to {shown_day(story.last_published, story.last_precision)}",
        markup=False,
    )
    if view.formerly:
        out.print(f"formerly {', '.join(view.formerly)}", style="dim", markup=False)
    number = {member.article_id: place for place, member in enumerate(view.members, 1)}
    for member in view.members:
        _show_member(member, number, in_full=in_full)
    for link in view.links:
        _show_link(link)


def _show_member(member: ComparedMember, number: dict[str, int], *, in_full: bool) -> None:
    of = f" of {number[member.of_id]}" if member.of_id in number else ""
    why = f" ({member.why})" if member.why else ""
    out.print(
        Text.assemble(
            f"\n{number[member.article_id]:>3} ",
            (shown_time(member.published, member.published_precision), "cyan"),
            "  ",
            (member.outlet, "dim"),
            f"  {member.relation}{of}{why}  ",
            (member.title, "bold"),
        )
    )
    out.print(Text(f"    {member.url}", "dim"))
    for mark, colour, sentences in (("+", "green", member.added), ("-", "red", member.dropped)):
        shown = sentences if in_full else sentences[:_SHOWN]
        for sentence in shown:
            out.print(Text(f"    {mark} {sentence}", colour))
        if len(shown) < len(sentences):
            more = len(sentences) - len(shown)
            out.print(Text(f"    {mark} and {count_words(more, 'more sentence')} (--diff)", "dim"))


def _show_link(link: LinkView) -> None:
    verb = _LINKS.get((link.relation, link.outgoing), link.relation)
    out.print(
        Text.assemble(
            f"\n{verb}  ",
            (link.outlet, "dim"),
            "  ",
            (link.title, "bold"),
            f"  {link.why or ''}  ",
            (link.other_story, "dim"),
        )
    )
