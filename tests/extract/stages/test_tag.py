"""Texts to mentions: where they stand, and in which sentence."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from extract.stages.tag import tag_texts
from models.pipeline import load

TEXT = "Rice fell in Hyesan.\n\n “Coal went up in Rason,” a trader said. Nobody in Sinuiju\nexpected it."


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load()


def test_a_mention_stands_where_it_says(nlp: Language) -> None:
    (mentions,) = tag_texts(nlp, [("text", TEXT)])
    assert {mention.text for mention in mentions} >= {"Hyesan", "Rason", "Sinuiju"}
    assert all(TEXT[mention.start : mention.end] == mention.text for mention in mentions)


def test_a_mention_knows_its_sentence(nlp: Language) -> None:
    (mentions,) = tag_texts(nlp, [("text", TEXT)])
    sentences = {mention.text: TEXT[mention.sent_start : mention.sent_end] for mention in mentions}
    assert sentences["Hyesan"] == "Rice fell in Hyesan."
    assert sentences["Rason"] == "“Coal went up in Rason,” a trader said."
    assert sentences["Sinuiju"] == "Nobody in Sinuiju\nexpected it."


def test_each_text_has_its_own_field_and_mentions(nlp: Language) -> None:
    title, nothing, text = tag_texts(nlp, [("title", "Rason opens"), ("caption", ""), ("text", "Snow in Rason.")])
    assert [(m.field, m.start) for m in (*title, *nothing, *text) if m.text == "Rason"] == [("title", 0), ("text", 8)]
    assert nothing == ()


@given(st.lists(st.sampled_from(["Rason", "coal", ".", "\n\n", "the", "U.S.", "?", "라선", "”"]), max_size=30))
def test_sentences_are_those_of_the_pipeline(words: list[str]) -> None:
    blank = spacy.blank("en")
    blank.add_pipe("entity_ruler").add_patterns([{"label": "PLACE", "pattern": name} for name in ("Rason", "라선")])
    blank.add_pipe("jangmadang_sentences_v1")
    text = " ".join(words)
    (mentions,) = tag_texts(blank, [("text", text)])
    spans = blank(text).ents
    assert [text[m.sent_start : m.sent_end] for m in mentions] == [span.sent.text.strip() for span in spans]
