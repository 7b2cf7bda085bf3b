"""Who has it from whom: every cue by its example, and what is no citation."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.store.event_records import NamedIn, StoryText
from extract.events.citing import CUES, TELLING, citations, tellers

EXAMPLES = [(language, example) for language, cues in CUES.items() for _, example in cues]


def story(text: str, language: str, *, medium: str | None = None) -> StoryText:
    return StoryText(
        story="s", article="s", outlet="o", outlet_name="O", medium=medium, language=language, day=date(2026, 3, 2),
        title="", text=text,
    )  # fmt: skip


def named(text: str, name: str, *, kind: str = "media", entity: str = "org/yonhap") -> NamedIn:
    start = text.index(name)
    return NamedIn(
        field="text", start=start, end=start + len(name), sent_start=0, sent_end=len(text), text=name, label="ORG",
        entity_id=entity, kind=kind, parent_id=None, country="KR",
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


def test_who_tells_in_dateline_or_cue_is_told_from_what_is_told() -> None:
    text = "PYONGYANG, March 2 (CBK) -- Rason Trading said it had opened a shop, the outlet Border Wire reported."
    names = [named(text, name, entity=name, kind="") for name in ("CBK", "Border Wire", "Rason Trading")]
    assert tellers(story(text, "en"), names) == {"CBK", "Border Wire"}


@pytest.mark.parametrize(
    ("language", "example"), [(language, example) for language, cues in TELLING.items() for _, example in cues]
)
def test_medium_that_nobody_knows_is_told_by_each_example(language: str, example: str) -> None:
    name = next(word for word in ("Border Wire", "한강통신", "@") if word in example)
    assert tellers(story(example, language), [named(example, name, entity="x")]) == {"x"}
