"""Texts to mentions: where they stand, and in which sentence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from corpus.store.articles import Corpus
from corpus.store.stage import EVERYTHING
from extract.stages.extract_and_tag import TagStage
from extract.stages.tag import tag_texts
from models import pipeline
from models.pipeline import load
from models.scripts.markup import read_folder

ASSETS = Path(pipeline.__file__).parent / "assets"
LANGUAGES = ("test_ko", "test_zh", "test_ru", "test_ja")
OTHER_SCRIPTS = {
    "ko": "라선시에서 쌀값이 올랐다고 평양의 소식통이 전했다. 순천세멘트련합기업소는 생산을 멈추었다.",
    "zh": "平壤和罗先的市场上大米价格上涨。",
    "ru": "Рис подорожал в Расоне и Пхеньяне.",
    "ja": "羅先と平壌で米の値段が上がった。",
}

TEXT = "Rice fell in Hyesan.\n\n “Coal went up in Rason,” a trader said. Nobody in Sinuiju\nexpected it."


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load()


@pytest.fixture(scope="module")
def ruled() -> Language:
    """A pipeline of two known names and the sentences."""
    blank = spacy.blank("en")
    blank.add_pipe("entity_ruler").add_patterns([{"label": "PLACE", "pattern": name} for name in ("Rason", "라선")])
    blank.add_pipe("jangmadang_sentences_v1")
    return blank


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
def test_sentences_are_those_of_the_pipeline(ruled: Language, words: list[str]) -> None:
    text = " ".join(words)
    (mentions,) = tag_texts(ruled, [("text", text)])
    spans = ruled(text).ents
    assert [text[m.sent_start : m.sent_end] for m in mentions] == [span.sent.text.strip() for span in spans]


def test_output_is_as_recorded_at_this_version(nlp: Language, tmp_path: Path, golden: Callable[..., None]) -> None:
    written = [read_folder(ASSETS / name) for name in ("test", "unseen", "plain", *LANGUAGES)]
    documents = [document for folder in written for document in folder[:: max(1, len(folder) // 20)]]
    texts = [(document.slug, document.text) for document in documents] + list(OTHER_SCRIPTS.items())
    lines = []
    for (slug, _), mentions in zip(texts, tag_texts(nlp, [("text", text) for _, text in texts]), strict=True):
        lines += [
            f"{slug}\t{m.start}\t{m.end}\t{m.text}\t{m.label}\t{m.source}\t{m.hint}\t{m.sent_start}-{m.sent_end}"
            for m in mentions
        ]
    with Corpus(tmp_path) as corpus:
        golden("tag", TagStage(corpus, EVERYTHING).version, lines)


def test_a_plant_named_together_with_others_bears_its_whole_name(nlp: Language) -> None:
    (mentions,) = tag_texts(nlp, [("text", "Ore from the Unryul and Jaeryong mines goes to Songnim by rail.")])
    assert [(m.text, m.label, m.hint) for m in mentions if m.label == "FACTORY"] == [
        ("Unryul", "FACTORY", "name:Unryul Mine"),
        ("Jaeryong mines", "FACTORY", "name:Jaeryong Mine"),
    ]


def test_a_headline_is_read_with_the_text_under_it(nlp: Language) -> None:
    title = "Steadfast Miners Meet Russian Guests Upon Return"
    body = "The steadfast miners of Komdok met their guests upon the return of the premier from Wonsan."
    (mentions,) = tag_texts(nlp, [("title", title, body)])
    assert mentions == ()
