"""The score: rules that no likeness outweighs, weights for what is asked, calibration on the labelled pairs."""

from __future__ import annotations

import pytest

from corpus.versions import rules_digest
from extract.events.likelihood import TOLD, VETOES, load_weights, probability, tell
from extract.events.word_likeness import wording

LIKELY = {"names": 1.0, "names_leading": 1.0, "names_leading_share": 1.0, "names_cross_share": 1.0, "rarest": 1.0,
          "figures": 1.0, "figures_share": 1.0, "figures_strong": 1.0, "day_told": 1.0, "same_day": 1.0,
          "place_same": 1.0, "place_narrow_same": 1.0, "acts": 1.0, "acts_shared": 1.0, "acts_title": 1.0}  # fmt: skip


def test_all_in_common_is_likely_and_nothing_is_not() -> None:
    for within in ({}, {"same_language": 1.0, "words": 0.6, "head_words": 0.6, "title_words": 0.6, "meaning": 0.8}):
        assert probability({**LIKELY, **within}) > 0.9
        assert probability({**within, "words": 0.05, "head_words": 0.05, "days": 1.0, "figures_none": 1.0}) < 0.3


@pytest.mark.parametrize("veto", VETOES, ids=lambda veto: veto.name)
def test_rule_has_an_example_and_holds_for_its_mark_alone(veto) -> None:
    marks = {
        "comment": {"comment": 1.0}, "one of many": {"digest": 1.0}, "another country": {"home_other": 1.0},
        "another plant": {"plant_other": 1.0}, "another place": {"place_other": 1.0},
        "another good": {"good_titles_other": 1.0, "counted_other": 1.0, "figures_strong": 0.0},
        "another guest": {"person_other": 1.0, "org_titles_other": 1.0}, "how things stand": {"standing": 1.0},
        "another act": {"acts_rival_heads": 1.0}, "another headline": {"headlines_apart": 1.0, "figures_other": 1.0},
    }  # fmt: skip
    few = {**LIKELY, "figures_strong": 0.33, "same_language": 1.0}
    if veto.name in ("another headline", "how things stand"):  # an act in common keeps two headlines together
        del few["acts_title"]
    assert veto.example
    assert not veto.holds(LIKELY)
    assert not veto.holds(few)
    assert veto.holds({**few, **marks[veto.name]})


def test_digest_that_is_mostly_of_one_thing_is_of_its_event() -> None:
    (veto,) = (veto for veto in VETOES if veto.name == "one of many")
    assert veto.holds({"digest": 1.0, "digest_part": 0.2})
    assert not veto.holds({"digest": 1.0, "digest_part": 0.5})
    assert not veto.holds({"digest": 1.0, "digest_part": 0.2, "figures_strong": 1.0})
    # one of three things that its headline names
    assert veto.holds({"digest": 1.0, "digest_part": 0.3})
    assert not veto.holds({"digest": 1.0, "digest_part": 0.3, "digest_titled": 1.0})


def test_what_is_known_of_a_happening_is_of_its_event() -> None:
    (veto,) = (veto for veto in VETOES if veto.name == "how things stand")
    assert veto.holds({"standing": 0.75, "acts_title": 1.0})
    assert veto.holds({"standing": 0.75, "day_told": 1.0})
    assert not veto.holds({"standing": 0.75, "day_told": 1.0, "acts_title": 1.0})


def test_headlines_of_one_trade_need_more_in_common_than_names() -> None:
    (veto,) = (veto for veto in VETOES if veto.name == "another headline")
    assert veto.holds({"figures_other": 1.0, "titled_apart": 1.0, "only_names": 1.0})
    assert not veto.holds({"figures_other": 1.0, "headlines_apart": 1.0, "acts_title": 1.0})
    assert not veto.holds({"figures_other": 1.0, "titled_apart": 1.0})
    assert not veto.holds({"figures_other": 1.0, "only_names": 1.0})
    assert not veto.holds({"headlines_apart": 1.0, "titled_apart": 1.0, "only_names": 1.0})


def test_several_plants_of_one_round_are_one_event() -> None:
    (veto,) = (veto for veto in VETOES if veto.name == "another plant")
    assert veto.holds({"plant_other": 1.0, "person_same": 1.0, "day_told": 1.0})
    assert not veto.holds({"plant_other": 1.0, "person_same": 1.0, "day_told": 1.0, "place_narrow_same": 1.0})


def test_weights_are_of_features_that_there_are() -> None:
    assert set(load_weights()) == {"within", "across"}
    assert all("intercept" in weights for weights in load_weights().values())


def test_what_is_told_of_a_score_names_what_is_shared() -> None:
    assert tell({"place_same": 1.0, "figures_strong": 0.67}) == "the same place, the same figures"
    assert len({words for _, _, words in TOLD}) == len(TOLD)


def test_version_is_that_of_the_rules_whatever_was_read_before() -> None:
    before = rules_digest.__wrapped__(("extract.events",))
    assert wording("Freight trains between Dandong and Sinuiju ran daily again.", "en")
    assert rules_digest.__wrapped__(("extract.events",)) == before
