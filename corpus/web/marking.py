"""Sentences and texts as HTML, their names marked: everything is escaped before anything is marked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from markupsafe import Markup, escape

from corpus.labels import LABELS
from corpus.read.article import StoredMention
from corpus.search.snippets import Snippet

# Marks that turn the direction of what follows: shown as what they are, or a text could reorder the page around it.
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """A part of a text to be marked; `label` "" is a word that was searched. Of two that overlap the later goes."""

    start: int
    end: int
    label: str
    entity: str = ""
    title: str = ""
    asked: bool = False


def mark_snippet(snippet: Snippet) -> Markup:
    """A sentence with its names linked to their entities, those asked for stressed, and the words searched for."""
    asked = {(start, end) for start, end, _ in snippet.marks}
    names = [
        Span(start=start, end=end, label=label, entity=entity, asked=(start, end) in asked)
        for start, end, label, entity in snippet.names
    ]
    taken = {(name.start, name.end) for name in names}
    words = [
        Span(start=start, end=end, label=label, asked=True)
        for start, end, label in snippet.marks
        if (start, end) not in taken
    ]
    return mark_text(snippet.text, [*names, *words])


def mark_mentions(text: str, mentions: Iterable[StoredMention], names: Mapping[str, str]) -> Markup:
    """A field of an article with all its names marked; hovering tells entity, score and source."""
    return mark_text(
        text,
        [
            Span(
                start=mention.start,
                end=mention.end,
                label=mention.label,
                entity=mention.entity_id or "",
                title=_title(mention, names.get(mention.entity_id or "", "")),
            )
            for mention in mentions
        ],
    )


def _title(mention: StoredMention, name: str) -> str:
    who = f"{name} ({mention.entity_id})" if name else "not resolved"
    sure = f", {mention.entity_score:.2f}" if mention.entity_score is not None else ""
    why = f": {mention.entity_why}" if mention.entity_why else ""
    return f"{mention.label} · {who}{sure}{why} · found by {mention.source}, {mention.score:.2f}"


def mark_text(text: str, spans: Sequence[Span]) -> Markup:
    """The text, escaped, with its spans marked."""
    parts, position = [], 0
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if span.start < position or span.end > len(text):
            continue
        parts += [plain_text(text[position : span.start]), _mark(span, text[span.start : span.end])]
        position = span.end
    parts.append(plain_text(text[position:]))
    return Markup("").join(parts)


def plain_text(text: str) -> Markup:
    """The text, escaped, with marks of direction shown as codes."""
    shown = _BIDI.sub(
        lambda match: f"\ue000{ord(match[0]):04X}\ue001", text.replace("\ue000", "").replace("\ue001", "")
    )
    return Markup(
        str(escape(shown))
        .replace("\ue000", '<span class="control" title="a mark of direction">U+')
        .replace("\ue001", "</span>")
    )


def _mark(span: Span, text: str) -> Markup:
    inner = plain_text(text)
    if not span.label:
        return Markup(f'<mark class="word">{inner}</mark>')
    classes = f"name {span.label.lower() if span.label in LABELS else 'other'}{' asked' if span.asked else ''}"
    title = f' title="{escape(span.title)}"' if span.title else ""
    if span.entity:
        return Markup(f'<a class="{classes}" href="{escape(entity_path(span.entity))}"{title}>{inner}</a>')
    return Markup(f'<mark class="{classes}"{title}>{inner}</mark>')


def entity_path(entity: str) -> str:
    """The address of an entity's page."""
    return f"/entity/{quote(entity, safe='/~.')}"
