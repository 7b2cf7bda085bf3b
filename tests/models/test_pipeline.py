"""The shipped pipeline: the sentences it must get right, and the floors that no change may fall below."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import spacy
from spacy.language import Language

from corpus.labels import LABELS
from models import pipeline
from models.scripts.evaluate import SPLITS, gold_digest, score_split

MODELS = Path(pipeline.__file__).parent
BASELINE = json.loads((MODELS / "baseline.json").read_text(encoding="utf-8"))
MENTIONS = [
    ("A kilogram of rice cost 6,200 won.", [("rice", "PRODUCT")]),
    ("They counted the exports of wigs and false eyelashes.", [("wigs", "PRODUCT"), ("false eyelashes", "PRODUCT")]),
    ("The bar serves Czech draft beer.", [("draft beer", "PRODUCT")]),
    (
        "The shop sells Mount Kumgang Conditioner, made by the Mount Kumgang Joint Venture.",
        [("Mount Kumgang Conditioner", "PRODUCT"), ("Mount Kumgang Joint Venture", "FACTORY")],
    ),
    ("Analysts say the North's trade grew.", [("North", "PLACE")]),
    ("Rason", [("Rason", "PLACE")]),
    ("Ships call at Rason again.", [("Rason", "PLACE")]),
    ("Kim JongUn gave a speech.", [("Kim JongUn", "PERSON")]),
    ("Snow fell in Orang county.", [("Orang county", "PLACE")]),
    ("Song visited the mine.", [("Song", "PERSON")]),
    ("라선에서 전람회가 열렸다.", [("라선", "PLACE")]),
    ("朝鮮羅先市", [("朝鮮", "PLACE"), ("羅先市", "PLACE")]),
    ("ComradeKim Jong Unvisited the factory.", [("Kim Jong Un", "PERSON")]),
    ("The weather was fine and everybody came.", []),
]


@pytest.mark.parametrize(("text", "mentions"), MENTIONS, ids=[text for text, _ in MENTIONS])
def test_mentions_have_the_right_spans_and_labels(nlp: Language, text: str, mentions: list[tuple[str, str]]) -> None:
    assert [(ent.text, ent.label_) for ent in nlp(text).ents] == mentions


@pytest.mark.parametrize("text", ["Ships call at Rason again.", "라선에서 열린 전람회", "朝鮮羅先市"])
def test_known_places_carry_their_id_in_every_script(nlp: Language, text: str) -> None:
    assert "place/rason" in {ent._.known for ent in nlp(text).ents}


def test_every_mention_says_what_found_it_and_how_sure_it_is(nlp: Language) -> None:
    doc = nlp("Kim Jong Un visited the Rangnang Disabled Soldiers' Bag Factory in Pyongyang and praised its coal.")
    assert {ent._.source for ent in doc.ents} <= {"model", "gazetteer", "suffix-rule"}
    assert all(0 < ent._.score <= 1 for ent in doc.ents)
    assert {ent.label_ for ent in doc.ents} <= set(LABELS)


def test_sentence_ends_are_set(nlp: Language) -> None:
    assert [sent.text for sent in nlp("Coal rose. Rice fell.").sents] == ["Coal rose.", "Rice fell."]


def test_the_shipped_folder_loads_by_itself_and_is_small() -> None:
    folder = MODELS / "trained"
    assert "ner" in spacy.load(folder).pipe_names
    sizes = {path: path.stat().st_size for path in folder.rglob("*") if path.is_file()}
    languages = sum(size for path, size in sizes.items() if path.parent.name == "language_tagger")
    assert languages <= 25_000_000
    assert sum(sizes.values()) - languages <= 20_000_000


def test_excluded_components_are_left_out() -> None:
    assert "ner" not in pipeline.load(exclude=["ner"]).pipe_names


@pytest.mark.parametrize("split", SPLITS)
def test_the_gold_is_the_one_that_the_floors_were_set_on(split: str) -> None:
    assert gold_digest(split) == BASELINE[split]["gold"]


@pytest.mark.parametrize("split", SPLITS)
def test_no_score_falls_below_its_floor(nlp: Language, split: str) -> None:
    score, _ = score_split(nlp, split)
    found = {label: row["r" if split == "unseen" else "f"] for label, row in score.table.items()}
    below = {label: found[label] for label, floor in BASELINE[split].get("floors", {}).items() if found[label] < floor}
    assert not below
    assert score.false_mentions <= BASELINE[split]["false_mentions"]
