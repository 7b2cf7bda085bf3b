"""Who has it from whom: every cue by its example, and what is no citation."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.store.event_records import NamedIn, StoryText
from extract.events.citing import CUES, citations

EXAMPLES = [(language, example) for language, cues in CUES.items() for _, example in cues]


def story(text: str, language: str, *, medium: str | None = None) -> StoryText:
    return StoryText(
        story="s", article="s", outlet="o", outlet_name="O", medium=medium, language=language, day=date(2026, 3, 2),
        title="", text=text,
    )  # fmt: skip


def named(text: str, name: str, *, kind: str = "media") -> NamedIn:
    start = text.index(name)
    return NamedIn(
        field="text", start=start, end=start + len(name), sent_start=0, sent_end=len(text), text=name, label="ORG",
        entity_id="org/yonhap", kind=kind, parent_id=None, country="KR",
    )  # fmt: skip


@pytest.mark.parametrize(("language", "example"), EXAMPLES)
def test_cue_is_found_by_its_example(language: str, example: str) -> None:
    text = example.replace("@", "Yonhap")
    (found,) = citations(story(text, language), [named(text, "Yonhap")])
    assert found.cited == "org/yonhap"
    assert "Yonhap" in found.words
    assert text[found.start : found.end] == "Yonhap"
    assert found.leading


def test_medium_that_is_only_named_is_not_cited() -> None:
    text = "A delegation of Yonhap arrived in Pyongyang."
    assert citations(story(text, "en"), [named(text, "Yonhap")]) == ()


def test_nobody_cites_his_own_outlet_or_an_office() -> None:
    text = "According to Yonhap, rice fell."
    assert citations(story(text, "en", medium="org/yonhap"), [named(text, "Yonhap")]) == ()
    assert citations(story(text, "en"), [named(text, "Yonhap", kind="government")]) == ()


def test_citation_below_the_lead_is_said_to_be_aside() -> None:
    text = f"{'Rice fell in Hyesan. ' * 40}According to Yonhap, corn fell too."
    (found,) = citations(story(text, "en"), [named(text, "Yonhap")])
    assert not found.leading
