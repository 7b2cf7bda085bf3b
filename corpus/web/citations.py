"""Who has it from whom as SVG: the stories of an event from the earliest down, and arrows to those they cite."""

from __future__ import annotations

from markupsafe import Markup

from corpus.read.event import EventView

WIDTH, LINE, LEFT = 900, 34, 260
LONGEST = 60

_STORY = (
    '<a href="/story/{}"><title>{}</title><circle class="point" cx="{}" cy="{}" r="6"/>'
    '<text x="{}" y="{}">{}</text></a>'
)
_MEDIUM = '<g><title>{}</title><circle class="absent" cx="{}" cy="{}" r="6"/><text x="{}" y="{}">{}</text></g>'
_ARROW = '<path class="{}" d="M{} {} C{} {} {} {} {} {}"><title>{}</title></path>'


def draw_citations(view: EventView) -> Markup:
    """The stories and the media that they cite, in rows; a dashed arrow where a story cites further down its text.

    Empty where nobody cites anybody.
    """
    if not view.citations:
        return Markup("")
    absent = sorted({(c.cited, c.cited_id) for c in view.citations if c.cited_story is None})
    rows = {key: number for number, (_, key) in enumerate(absent)}
    rows |= {story.story_id: number for number, story in enumerate(view.stories, len(absent))}
    parts = []
    for each in view.citations:
        target = rows[each.cited_story or each.cited_id]
        start, end = _y(rows[each.story_id]), _y(target)
        bend = LEFT - 40 - 26 * abs(rows[each.story_id] - target)
        shape = "cites" if each.leading else "cites aside"
        title = f"has it from {each.cited}: {each.words}"
        parts.append(
            Markup(_ARROW).format(
                shape, LEFT - 8, start, max(10, bend), start, max(10, bend), end, LEFT - 8, end, title
            )
        )
        parts.append(Markup('<path class="head" d="M{} {} l-9 -4 v8 z"/>').format(LEFT - 7, end))
    for name, key in absent:
        y = _y(rows[key])
        parts.append(Markup(_MEDIUM).format(f"{name}: cited, not here", LEFT, y, LEFT + 14, y + 5, f"{name} (cited)"))
    for story in view.stories:
        y = _y(rows[story.story_id])
        title = story.title or "(no title)"
        shown = f"{story.origin or ''}: {title if len(title) <= LONGEST else title[: LONGEST - 1] + '…'}"
        parts.append(Markup(_STORY).format(story.story_id, title, LEFT, y, LEFT + 14, y + 5, shown))
    label = "Who has it from whom, the earliest first; the list below holds the same"
    return Markup('<svg class="citations" viewBox="0 0 {} {}" role="group" aria-label="{}">{}</svg>').format(
        WIDTH, LINE * len(rows) + 12, label, Markup("").join(parts)
    )


def _y(row: int) -> int:
    return LINE * row + LINE // 2 + 6
