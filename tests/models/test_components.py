"""The pipeline's own components on hand-made documents."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc, Span

from models.components.lexicon import GUARDED_KEY, KNOWN_KEY, Lexicon
from models.components.mentions import Candidate, trim
from models.components.script_names import ScriptNames
from models.components.sentences import SentenceRules, sentence_starts
from models.components.settle import COMMODITY_KEY, Settle, choose
from models.components.suffix_rules import factory_offsets
from models.components.token_splits import split_glued_names, split_tokens

PLACES = [
    {"label": "PLACE", "pattern": "라선", "id": "place/rason"},
    {"label": "PLACE", "pattern": "羅先", "id": "place/rason"},
    {"label": "PLACE", "pattern": "朝鮮", "id": "place/north-korea"},
    {"label": "PLACE", "pattern": "Россия", "id": "place/russia"},
]
Tokenised = Callable[[str], Doc]


@pytest.fixture
def matcher() -> ScriptNames:
    made = ScriptNames(spacy.blank("en"))
    made.set_patterns(PLACES)
    return made


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("라선에서 열린 전람회", ["라선"]),
        ("라선시의 시장", ["라선시"]),
        ("라선", ["라선"]),
        ("화라선이", []),
        ("라선형", []),
        ("朝鮮羅先市", ["朝鮮", "羅先市"]),
        ("Россия и Китай", ["Россия"]),
        ("Белороссия", []),
        ("Rason", []),
    ],
)
def test_script_names_finds_known_names_with_their_particles_left_out(
    matcher: ScriptNames, tokenised: Tokenised, text: str, found: list[str]
) -> None:
    doc = matcher(tokenised(text))
    assert [span.text for span in doc.spans.get("script-name", [])] == found
    assert doc.text == text


def test_script_names_survives_its_own_disk_form(matcher: ScriptNames, tmp_path: Path) -> None:
    matcher.to_disk(tmp_path / "names")
    again = ScriptNames(spacy.blank("en")).from_disk(tmp_path / "names")
    assert list(again.find("라선에서")) == [(0, 2, "PLACE", "place/rason")]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("ComradeKim Jong Unvisited", ["Comrade", "Kim", "Jong", "Un", "visited"]),
        ("Kim Il SungUniversity", ["Kim", "Il", "Sung", "University"]),
        ("Kim Jong Un visited", ["Kim", "Jong", "Un", "visited"]),
        ("--Kim Jong Un visited", ["--", "Kim", "Jong", "Un", "visited"]),
        ("HEKim Jong Un visited", ["HE", "Kim", "Jong", "Un", "visited"]),
        ("U.S.-Japan-ROK drill", ["U.S.", "-", "Japan", "-", "ROK", "drill"]),
        ("ROK-U.S. drill", ["ROK", "-", "U.S.", "drill"]),
    ],
)
def test_glued_names_become_tokens(tokenised: Tokenised, text: str, tokens: list[str]) -> None:
    assert [token.text for token in split_glued_names(tokenised(text))] == tokens


@given(st.text(alphabet="ab 라선.\n", max_size=20), st.lists(st.integers(0, 20), max_size=5))
def test_split_tokens_never_changes_the_text(tokenised: Tokenised, text: str, offsets: list[int]) -> None:
    doc = tokenised(text)
    if len(doc):
        split_tokens(doc, offsets)
    assert doc.text == text


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("He went to the Rangnang Disabled Soldiers’ Bag Factory.", ["Rangnang Disabled Soldiers’ Bag Factory"]),
        ("In Sinuiju, the Sinuiju Cosmetics Factory makes soap.", ["Sinuiju Cosmetics Factory"]),
        ("Work on the Tanchon Power Station goes on.", ["Tanchon Power Station"]),
        ("Farmers of Ryongsin Farm were busy.", ["Ryongsin Farm"]),
        ("Houses rose at the Township Stockbreeding Farm.", []),
        ("A factory in Pyongyang.", []),
        ("The Steel Mill", []),
        ("Kaesong Industrial Complex", []),
    ],
)
def test_factory_offsets_finds_production_units_by_their_last_noun(text: str, names: list[str]) -> None:
    assert [text[start:end] for start, end in factory_offsets(text)] == names


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("It rose. Prices fell.", ["It rose.", "Prices fell."]),
        ("It cost $3.5 a kilo, Mr. Lee said. He left.", ["It cost $3.5 a kilo, Mr. Lee said.", "He left."]),
        ("SEOUL, Oct. 3 (KCNA) -- The U.S. Treasury said.", ["SEOUL, Oct. 3 (KCNA) -- The U.S. Treasury said."]),
        ("“They sell coal.” Then he left.", ["“They sell coal.”", "Then he left."]),
        ("Coal trade grows\n\nExports rose.", ["Coal trade grows\n\n", "Exports rose."]),
        ("a line that\nwraps here.", ["a line that\nwraps here."]),
        ("He lives in the U.S. The city is big.", ["He lives in the U.S.", "The city is big."]),
    ],
)  # fmt: skip
def test_sentences_end_where_a_reader_ends_them(tokenised: Tokenised, text: str, sentences: list[str]) -> None:
    assert [sent.text for sent in SentenceRules()(tokenised(text)).sents] == sentences


@given(st.lists(st.sampled_from(["Kim", "said", ".", "”", "\n", "\n\n", " ", "U.S.", "The", "!", "3"])))
def test_sentence_starts_are_ascending_indices_of_tokens(words: list[str]) -> None:
    starts = sentence_starts(words)
    assert starts == sorted(set(starts))
    assert all(0 <= start <= len(words) for start in starts)


def test_a_sentence_never_begins_inside_an_entity(tokenised: Tokenised) -> None:
    doc = tokenised("He met St. Peter. A. He left")
    doc.set_ents([Span(doc, 2, 6, label="PERSON")])
    assert not any(token.is_sent_start for token in SentenceRules()(doc)[3:6])


def settled(doc: Doc) -> list[tuple[str, str, str, str]]:
    """(text, label, source, known) of the mentions that the settling component leaves."""
    doc = Settle({"gazetteer": 0.9})(doc)
    return [(ent.text, ent.label_, ent._.source, ent._.known) for ent in doc.ents]


def test_a_known_name_overrules_the_model_s_label(tokenised: Tokenised) -> None:
    doc = tokenised("Ships dock at Rason again")
    doc.set_ents([Span(doc, 3, 4, label="PERSON")])
    doc.spans[KNOWN_KEY] = [Span(doc, 3, 4, label="PLACE", span_id="place/rason")]
    assert settled(doc) == [("Rason", "PLACE", "gazetteer", "place/rason")]


def test_a_homograph_counts_only_where_the_model_or_a_cue_agrees(tokenised: Tokenised) -> None:
    doc = tokenised("Song left Orang county")
    doc.spans[GUARDED_KEY] = [
        Span(doc, 0, 1, label="PLACE", span_id="place/song"),
        Span(doc, 2, 3, label="PLACE", span_id="place/orang"),
    ]
    assert settled(doc) == [("Orang", "PLACE", "gazetteer", "place/orang")]


def test_a_mention_says_its_score(tokenised: Tokenised) -> None:
    doc = tokenised("Ships dock at Rason again")
    doc.spans[KNOWN_KEY] = [Span(doc, 3, 4, label="PLACE")]
    (ent,) = Settle({"gazetteer": 0.9, "gazetteer/PLACE": 0.8})(doc).ents
    assert ent._.score == 0.8


def test_the_model_s_spans_are_trimmed(tokenised: Tokenised) -> None:
    doc = tokenised("said “the Rason Zone’s ” port")
    doc.set_ents([Span(doc, 1, 7, label="PLACE")])
    assert [text for text, *_ in settled(doc)] == ["Rason Zone"]


def test_a_model_s_span_without_latin_letters_is_dropped(tokenised: Tokenised) -> None:
    doc = tokenised("라선에서 열린")
    doc.set_ents([Span(doc, 0, 1, label="ORG")])
    assert settled(doc) == []


def test_trim_stops_at_a_line_break(tokenised: Tokenised) -> None:
    doc = tokenised("Rason\n\nPort")
    assert trim(doc, 0, 3) == (0, 1)


@given(
    st.lists(
        st.builds(
            lambda start, length, source: Candidate(start=start, end=start + length, label="PLACE", source=source),
            st.integers(0, 20),
            st.integers(1, 5),
            st.sampled_from(["model", "gazetteer", "suffix-rule", "commodity", "script"]),
        )
    )
)
def test_chosen_mentions_never_overlap_and_the_longest_is_among_them(found: list[Candidate]) -> None:
    chosen = choose(found)
    assert all(one.end <= other.start for one, other in pairwise(chosen))
    if found:
        longest = max(item.end - item.start for item in found)
        assert longest in {item.end - item.start for item in chosen}


ENGLISH = "She said that it was a long day and that they had all been to the market for the first time in a year, "


@pytest.fixture
def lexicon() -> Lexicon:
    made = Lexicon()
    made.set_words({"PRODUCT": ["bags", "gold"], "FACTORY": ["mill"], "loose": ["gold"], "field": ["place/rason"]})
    return made


def kept(lexicon: Lexicon, doc: Doc, *surfaces: tuple[str, str]) -> list[str]:
    """The texts of those entities, given as (surface, label), that the lexicon leaves in the document."""
    spans = [doc.char_span(doc.text.index(text), doc.text.index(text) + len(text), label) for text, label in surfaces]
    doc.set_ents([span for span in spans if span is not None])
    return [ent.text for ent in lexicon(doc).ents]


@pytest.mark.parametrize(
    ("end", "surface", "label", "stays"),
    [
        ("with two sleeping bags.", "sleeping bags", "PRODUCT", True),
        ("with two good ideas.", "ideas", "PRODUCT", False),
        ("and won gold again.", "gold", "PRODUCT", False),
        ("and they smuggled gold again.", "gold", "PRODUCT", True),
        ("while gold prices rose.", "gold", "PRODUCT", True),
        ("as he bags another win.", "bags", "PRODUCT", False),
        ("to buy and bags its place.", "bags", "PRODUCT", False),
        ("from bags pollution of the sea.", "bags", "PRODUCT", False),
        ("near the Marsh Mill there.", "Marsh Mill", "FACTORY", True),
        ("near the Marsh Mill No. 3 there.", "Marsh Mill No. 3", "FACTORY", True),
        ("with the Boston Reds there.", "Boston Reds", "FACTORY", False),
        ("with old friends of Paris there.", "Paris", "PLACE", True),
        ("in North Korea with Maebongsan.", "Maebongsan", "PRODUCT", True),
    ],
)
def test_outside_its_field_the_lexicon_keeps_what_a_known_word_supports(
    lexicon: Lexicon, tokenised: Tokenised, end: str, surface: str, label: str, stays: bool
) -> None:
    assert bool(kept(lexicon, tokenised(ENGLISH * 2 + end), (surface, label))) == stays


def test_a_text_in_another_language_keeps_nothing(lexicon: Lexicon, tokenised: Tokenised) -> None:
    doc = tokenised("Kuthiwa imbuzi efile emagcekeni esikole izolo " * 20)
    assert kept(lexicon, doc, ("Kuthiwa", "PERSON")) == []


def test_the_lexicon_survives_its_own_disk_form(lexicon: Lexicon, tmp_path: Path) -> None:
    lexicon.to_disk(tmp_path / "lexicon")
    assert Lexicon().from_disk(tmp_path / "lexicon").words == lexicon.words


@pytest.mark.parametrize("label", ["PLACE", "ORG"])
def test_a_span_that_only_joins_known_places_gives_way_to_them(tokenised: Tokenised, label: str) -> None:
    doc = tokenised("The Japan-ROK pact.")
    doc.spans[KNOWN_KEY] = [Span(doc, 1, 2, label="PLACE", span_id="place/japan")]
    doc.spans[GUARDED_KEY] = [Span(doc, 3, 4, label="PLACE", span_id="place/south-korea")]
    doc.set_ents([Span(doc, 1, 4, label=label)])
    assert [text for text, *_ in settled(doc)] == ["Japan", "ROK"]


def test_a_surname_follows_the_person_named_in_full(tokenised: Tokenised) -> None:
    doc = tokenised("Yoon Suk Yeol left. They want Yoon out.")
    doc.set_ents([Span(doc, 0, 3, label="PERSON")])
    assert [text for text, *_ in settled(doc)] == ["Yoon Suk Yeol", "Yoon"]


def test_known_names_part_what_the_model_joined(tokenised: Tokenised) -> None:
    doc = tokenised("the DPRK-Russia treaty")
    doc.set_ents([Span(doc, 1, 4, label="PLACE")])
    doc.spans[KNOWN_KEY] = [Span(doc, 1, 2, label="PLACE"), Span(doc, 3, 4, label="PLACE")]
    assert [text for text, *_ in settled(doc)] == ["DPRK", "Russia"]


def test_a_known_good_alone_counts_only_where_it_is_traded(tokenised: Tokenised) -> None:
    doc = tokenised("Tons of coal lay by the coal face")
    doc.spans[COMMODITY_KEY] = [Span(doc, 2, 3, label="PRODUCT"), Span(doc, 6, 7, label="PRODUCT")]
    assert [ent.start for ent in Settle({})(doc).ents] == [2]
