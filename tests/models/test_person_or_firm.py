"""A name that the model took for a person's is a firm's where its words and its text say so."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from models.components.mentions import Candidate
from models.components.person_or_firm import Judge, asked, follow_judge, see
from models.pipeline import load

FIRMS = (
    ("Greek shipowner Kalymnos Bulk has sold three of its vessels for scrap.", "Kalymnos Bulk"),
    ("Retailer Velmart said on Monday it would open forty stores by the end of the year.", "Velmart"),
    ("Shares in Sungei Perak fell 6 percent after the miner cut its forecast.", "Sungei Perak"),
    ("Customs officers searched the offices of Minami Kaisha, which sells clams.", "Minami Kaisha"),
)
PEOPLE = (
    ("The Greek shipowner Manolis Vrettos has died at 81, his family said. He leaves two sons.", "Manolis Vrettos"),
    ("Luciana Ferrante, 61, of Biella, said on Monday she would sell her shares.", "Luciana Ferrante"),
    ("Mr Velmart said on Monday it would rain.", "Velmart"),
    ("Retailer Zhuang Deli said it would close.", "Zhuang Deli"),
    ("Yom Ha Sik said it would close.", "Yom Ha Sik"),
)


@pytest.fixture(scope="module")
def vocab() -> spacy.vocab.Vocab:
    return load().vocab


def _label(vocab: spacy.vocab.Vocab, text: str, name: str) -> str:
    doc: Doc = spacy.blank("en", vocab=vocab)(text)
    span = doc.char_span(text.index(name), text.index(name) + len(name))
    assert span is not None
    item = Candidate(start=span.start, end=span.end, label="PERSON", source="model")
    return follow_judge(doc, [item])[0].label


@pytest.mark.parametrize(("text", "name"), FIRMS)
def test_firms_are_organisations(vocab: spacy.vocab.Vocab, text: str, name: str) -> None:
    assert _label(vocab, text, name) == "ORG"


@pytest.mark.parametrize(("text", "name"), PEOPLE)
def test_people_stay_people(vocab: spacy.vocab.Vocab, text: str, name: str) -> None:
    assert _label(vocab, text, name) == "PERSON"


def test_known_names_and_lone_surnames_are_not_asked_about() -> None:
    doc = spacy.blank("en")("Marta Lindqvist met Abe . Lindqvist left .")
    whole = Candidate(start=0, end=2, label="PERSON", source="model")
    known = Candidate(start=3, end=4, label="PERSON", source="gazetteer", known="person-1")
    alone = Candidate(start=5, end=6, label="PERSON", source="model")
    assert list(asked(doc, [whole, known, alone])) == ["Marta Lindqvist"]


def test_a_name_has_one_label_in_all_its_places() -> None:
    doc = spacy.blank("en")("Orvel Kem grew . Orvel Kem fell .")
    items = [Candidate(start=start, end=start + 2, label="PERSON", source="model") for start in (0, 4)]
    assert [item.label for item in follow_judge(doc, items, Judge({"agrew": 9.0}, 0.7))] == ["ORG", "ORG"]
    assert [item.label for item in follow_judge(doc, items, Judge({"agrew": -9.0}, 0.7))] == ["PERSON", "PERSON"]


def test_what_is_seen_tells_words_and_pronouns_around() -> None:
    doc = spacy.blank("en")("Retailer Orvel said that it would close .")
    seen = see([doc[1:2]])
    assert {"bretailer", "asaid", "pit", "n1"} <= seen.keys()
