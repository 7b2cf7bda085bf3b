"""What other clauses tell is not told of a plant, hen houses are no dwellings, and a credit signs no text."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extract.facts.passage.passage_reader import ByRules
from extract.facts.passage.plant_pairs import of_state_media
from extract.facts.passage.plant_reports import reports_of

Rules = Callable[..., ByRules]
DATELINE = "Pyongyang, March 14 (KCNA) -- "
MILL = "[Kaesong Textile Mill](FACTORY)"


def likely(kind: str) -> dict[str, dict[str, float]]:
    return {"time": {}, "what": {}, "kind": {"intercept": -9.0, f"kind={kind}": 18.0}}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"The dam was completed last year, and builders push on with the construction of the {MILL}.", "construction"),
        (f"After the dam was completed, builders push ahead with the construction of the {MILL}.", "construction"),
        (f"Builders hasten the construction of the {MILL}, while the dam was completed.", "construction"),
        (f"The road was completed; construction of the {MILL} is under way.", "construction"),
        (f"The {MILL} was completed, and builders left for the coast.", "commissioning"),
        (f"The [Wolam Farm](FACTORY), the [Haeju Paper Mill](FACTORY), and {MILL} were newly built.", "commissioning"),
    ],
)  # fmt: skip
def test_a_plant_is_opened_by_words_of_its_own_clause(text: str, kind: str, by_rules: Rules) -> None:
    found = reports_of(by_rules(DATELINE + text).plant_pairs, likely("construction"))
    assert [each.slots["kind"] for each in found if each.slots["plant"] == "Kaesong Textile Mill"] == [kind]


@pytest.mark.parametrize(
    ("text", "kind", "refused"),
    [
        ("The {} completed the modernisation of its buildings and built modern hen houses.", "modernisation", ""),
        ("New pump houses were built at the {}.", "construction", ""),
        ("Modern boiler houses were built at the {}.", "construction", ""),
        ("The {} built new duck and goose houses.", "construction", ""),
        ("New houses were built in the village while the {} was renovated with new looms.", "modernisation", ""),
        ("The {} was renovated with new looms, and new houses were built in the village.", "modernisation", ""),
        ("New farm houses were built at the {}.", "construction", "houses"),
        ("The {} is busy with weeding, and new houses were built there.", "construction", "houses"),
        ("New two-storied rural houses were built at the {}.", "construction", "houses"),
    ],
)
def test_only_dwellings_that_are_told_of_the_plant_are_refused(
    text: str, kind: str, refused: str, by_rules: Rules
) -> None:
    found = reports_of(by_rules(text.format(MILL)).plant_pairs, likely(kind))
    of_mill = [each for each in found if each.slots["plant"] == "Kaesong Textile Mill" and each.slots["kind"] == kind]
    assert {each.refused for each in of_mill} == {refused}


@pytest.mark.parametrize(
    ("end", "state"),
    [
        ("Photo: workers at the mill (KCNA)", False),
        ("Image: workers at the mill (Rodong Sinmun)", False),
        ("File photo of the mill (KCNA)", False),
        ("사진: 공장 (KCNA)", False),
        ("Photo: workers at the mill\n(KCNA)", False),
        ("[Picture] The mill in March (KCNA)\n", False),
        ("The photo hangs in its hall. (KCNA)", True),
        ("(KCNA)", True),
        ("-0-", True),
    ],
)
def test_a_credit_below_a_picture_signs_no_text(end: str, state: bool) -> None:
    assert of_state_media(f"The mill was newly built, a source said.\n{end}") is state
