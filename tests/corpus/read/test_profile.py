"""An entity's profile: names, months, company and sentences."""

from __future__ import annotations

from corpus.read.profile import entity_profile
from corpus.store.articles import Corpus


def test_profile_tells_names_months_company_and_sentences(rason: Corpus) -> None:
    profile = entity_profile(rason.db, "place/rason")
    assert profile is not None
    assert [alias for alias, _ in profile.aliases] == ["Raseon", "라선"]
    assert profile.months == (("2026-03", 1, 2),)
    assert profile.outlets == (("wire", 1),)
    assert [(other.name, other.articles) for other in profile.co_mentions] == [("coal", 1)]
    (sentence,) = profile.sentences
    assert sentence.snippet.text == "Cranes moved coal in Rason on Monday."


def test_unknown_entity_has_no_profile(rason: Corpus) -> None:
    assert entity_profile(rason.db, "place/atlantis") is None
