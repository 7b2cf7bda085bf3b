"""Plants told in one row, what each is called, and whose media tell of them. All is told on 16 March 2026."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from importlib import resources
from pathlib import Path

import pytest

from extract.facts.passage.passage_reader import ByRules
from extract.facts.passage.plant_pairs import of_state_media
from extract.facts.passage.plant_reports import STATE, reports_of
from extract.facts.passage.weighing import score_table

Rules = Callable[..., ByRules]
GOLD = Path(__file__).parent.parent / "gold"
LEARNED = ("agency", "daily", "monthly", "ordinary", "papers", "plants", "press", "weekly")
LIKELY = {"time": {}, "what": {}, "kind": {"intercept": -9.0, "construction|in=built": 18.0}}
DATELINE = "Pyongyang, March 14 (KCNA) -- "


def test_weights_are_of_the_gold_that_the_repository_holds() -> None:
    told = json.loads((resources.files("extract.facts.passage") / "plant_weights.json").read_text("utf-8"))
    files = sorted(path for path in GOLD.glob("*_en.jsonl") if path.stem.split("_")[0] in LEARNED)
    gold = b"".join(path.read_bytes() for path in files)
    assert told["gold"] == hashlib.sha256(gold).hexdigest(), "train anew: python bench/train_plants.py"


@pytest.mark.parametrize(
    ("text", "plants"),
    [
        (
            "The [Sodusu](FACTORY) and [Taedonggang power stations](FACTORY) put new regulators to use.",
            ["Sodusu power station", "Taedonggang power station"],
        ),
        (
            "The [Chongsan Farm](FACTORY) and [Unha](FACTORY) and [Jungak vegetable farms](FACTORY) are weeding.",
            ["Chongsan Farm", "Unha vegetable farm", "Jungak vegetable farm"],
        ),
        (
            "The [Kaesong Textile Mill](FACTORY) and the [Haeju Paper Mill](FACTORY) are weeding.",
            ["Kaesong Textile Mill", "Haeju Paper Mill"],
        ),
        ("The [Kaesong Textile Mill](FACTORY) is bigger than most mills.", ["Kaesong Textile Mill"]),
    ],
)
def test_each_plant_of_a_row_that_ends_in_a_plural_has_a_name_of_its_own(
    text: str, plants: list[str], by_rules: Rules
) -> None:
    assert [pair.plant.text for pair in by_rules(text).plant_pairs if pair.how == "named"] == plants


def test_what_is_said_of_a_row_is_said_of_each_of_it(by_rules: Rules) -> None:
    one, other = by_rules(
        "The [Kangan Farm](FACTORY) in [Hyesan](PLACE) and the [Wolam Farm](FACTORY) in [Haeju](PLACE) wove cloth."
    ).plant_pairs
    assert one.words["row=2"] == one.words["a1=wove"] == 1.0
    assert {name for name in one.words if not name.startswith("number=")} == {
        name for name in other.words if not name.startswith("number=")
    }


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Pyongyang, March 14 (KCNA) -- The mill is busy.", True),
        ("The mill is busy. (Rodong Sinmun)", True),
        ("The mill is busy. -0-", True),
        ("The mill is busy, the North's news agency (KCNA) said.", False),
        ("SEOUL, March 14 (Reuters) - The mill is busy, KCNA said.", False),
    ],
)
def test_state_media_are_told_by_dateline_or_end(text: str, state: bool) -> None:
    assert of_state_media(text) is state


def test_pairs_tell_that_state_media_print_their_text(by_rules: Rules) -> None:
    told = by_rules("Pyongyang, March 14 (KCNA) -- The [Kaesong Textile Mill](FACTORY) is busy.").plant_pairs
    assert [pair.state for pair in told] == [True]
    assert "state" in told[0].words


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"{DATELINE}The [Kaesong Textile Mill](FACTORY) was newly built.", [("commissioning", "")]),
        ("The [Kaesong Textile Mill](FACTORY) was newly built.", [("construction", "")]),
        (f"{DATELINE}New houses were built at the [Wolam Farm](FACTORY).", [("commissioning", "houses")]),
    ],
)
def test_what_state_media_tell_as_built_is_opened_but_houses_are_nothing_of_a_plant(
    text: str, told: list[tuple[str, str]], by_rules: Rules
) -> None:
    found = reports_of(by_rules(text).plant_pairs, LIKELY)
    assert [(each.slots["kind"], each.refused) for each in found if each.features.get("sure_kind", -9) > 0] == told
    assert all((STATE in each.features) is text.startswith(DATELINE) for each in found if not each.refused)
    assert {score_table(each) for each in found} <= {
        "plant_state" if text.startswith(DATELINE) else "plant",
        "activity",
    }


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("is putting spurs to the production of cloth", "production"),
        ("keeps production on a normal basis", "production"),
        ("reaped a rich harvest", "production"),
        ("has established and introduced a new dyeing technique", "modernisation"),
        ("is readjusting and reinforcing its production foundations", "modernisation"),
        ("hastened the construction of a storehouse", "construction"),
    ],
)
def test_what_state_media_say_without_a_figure_is_found_by_rules(words: str, kind: str, by_rules: Rules) -> None:
    found = by_rules(f"The [Kaesong Textile Mill](FACTORY) {words}.").figures
    assert kind in [each.slots["kind"] for each in found if each.table == "activity" and not each.refused]


@pytest.mark.parametrize(
    "words",
    [
        "has a production capacity of 300 tons",
        "held a meeting on the study of new songs",
        "is known for the beauty of its garden",
    ],
)
def test_what_only_sounds_like_it_is_found_by_no_rule(words: str, by_rules: Rules) -> None:
    found = by_rules(f"The [Kaesong Textile Mill](FACTORY) {words}.").figures
    assert [each for each in found if each.table == "activity" and not each.refused] == []
