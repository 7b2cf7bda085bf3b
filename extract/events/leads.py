"""Where a report says what has happened: its headline and its lead."""

from __future__ import annotations

from corpus.store.event_records import StoryText

# in characters, by how densely a language is written: what comes after is background
LEAD = {"ko": 170, "zh": 110, "ja": 140}
LEAD_ELSEWHERE = 380


def lead_of(text: StoryText) -> str:
    """The beginning of a story's text."""
    return text.text[: LEAD.get(text.language or "en", LEAD_ELSEWHERE)]
