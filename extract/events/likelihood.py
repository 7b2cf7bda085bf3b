"""How likely two stories tell one event: two logistic regressions, one within a language and one across languages,
whose weights `bench/train_events.py` works out from labelled pairs; and rules that no likeness outweighs.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from extract.events.comparing import Features, compare, far_apart
from extract.events.sketch import Sketch


@dataclass(frozen=True, kw_only=True, slots=True)
class Veto:
    """Why two stories are two events, however alike: a rule with an example. `mark` is a feature without which it
    never `holds`. It speaks `against` the two being in one event, or else only takes away what speaks for it.
    """

    name: str
    mark: str
    holds: Callable[[Features], bool]
    example: str
    against: bool = True


# by length: so much of a digest must be about what it is joined to
LEAST_OF_DIGEST, LEAST_OF_TITLED = 0.36, 0.28
# so much more does one read like a feature than the other
STANDS = 0.75

VETOES = (
    Veto(
        name="comment",
        mark="comment",
        holds=lambda f: "comment" in f,
        example="an editorial on a flood is not the flood",
    ),
    Veto(
        name="one of many",
        mark="digest",
        # a table in brief is of one thing, and gives the same figures
        holds=lambda f: (
            "digest" in f
            and f.get("digest_part", 0) < (LEAST_OF_TITLED if "digest_titled" in f else LEAST_OF_DIGEST)
            and f.get("figures_strong", 0) < 1
        ),
        example="a week's round-up that gives a fire one sentence of eight is no report on the fire",
        against=False,
    ),
    Veto(
        name="another country",
        mark="home_other",
        holds=lambda f: "home_other" in f,
        example="Mongolia's trade with China, told with the figures of North Korea's",
    ),
    Veto(
        name="another plant",
        mark="plant_other",
        # on one day an official goes round several plants of one place, and each report names its own
        holds=lambda f: (
            "plant_other" in f and not ("person_same" in f and "place_narrow_same" in f and "day_told" in f)
        ),
        example="the Chollima Steel Complex, and another day's Kim Chaek Iron and Steel Complex, fulfil their plans",
    ),
    Veto(
        name="another place",
        mark="place_other",
        # across languages one name may have been taken for another place's
        holds=lambda f: (
            "place_other" in f and "plant_same" not in f and "person_same" not in f and "same_language" in f
        ),
        example="rice transplanting is over in Jaeryong County, and in Yonan County",
    ),
    Veto(
        name="another good",
        mark="good_titles_other",
        holds=lambda f: "good_titles_other" in f and "counted_other" in f and not f.get("figures_strong"),
        example="a solar panel at 430 yuan, and a battery at 280, at one market on one day",
    ),
    Veto(
        name="another guest",
        mark="person_other",
        # across languages one name may have been taken for another's
        holds=lambda f: "person_other" in f and "org_titles_other" in f and "same_language" in f,
        example="a chamber of commerce of Vietnam, and a trade council of Jilin, arrive at one fair",
    ),
    Veto(
        name="how things stand",
        mark="standing",
        holds=lambda f: (
            f.get("standing", 0) >= STANDS
            and "digest" not in f
            and f.get("figures_strong", 0) < 1
            and f.get("passages_share", 0) < 0.4
            # what is known of a ship that sank tells when, and that it sank
            and not ("day_told" in f and "acts_title" in f)
        ),
        example="the day of a woman who knots wigs is no report on the wages of those who do",
        against=False,
    ),
    Veto(
        name="another headline",
        mark="figures_other",
        # what the two share stands further down in one of them: a plant that has long been shut, told as background;
        # but headlines of other words whose acts the other tells too may tell one thing
        holds=lambda f: (
            "figures_other" in f
            and "acts_title" not in f
            and ("headlines_apart" in f or ("titled_apart" in f and "only_names" in f))
        ),
        example="traders watch a shut smelter; the mine that fed it fulfils its plan, the smelter has long been shut",
        against=False,
    ),
    Veto(
        name="another act",
        mark="acts_rival_heads",
        holds=lambda f: "acts_rival_heads" in f and f.get("passages", 0) < 0.5,
        example="a delegation arrives; the delegation leaves",
    ),
)


_MARKS = frozenset(veto.mark for veto in VETOES)


@dataclass(frozen=True, kw_only=True, slots=True)
class Score:
    """How likely (in thousandths; below 0 where a rule speaks against it), and for a person what it rests on."""

    likeness: int
    why: str


def score(a: Sketch, b: Sketch) -> Score | None:
    """How likely two stories tell one event, the same whichever comes first; None when they came out too far apart."""
    if far_apart(a, b):
        return None
    features = compare(a, b)
    likeness = round(1000 * probability(features))
    for veto in () if _MARKS.isdisjoint(features) else VETOES:
        if veto.mark in features and veto.holds(features):
            return Score(likeness=-likeness if veto.against else 0, why=veto.name)
    return Score(likeness=likeness, why=tell(features))


def probability(features: Features) -> float:
    """By the shipped weights, 0 to 1."""
    weights = load_weights()["within" if "same_language" in features else "across"]
    total = weights["intercept"] + sum([weights.get(name, 0.0) * value for name, value in features.items()])
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


@cache
def load_weights() -> Mapping[str, Mapping[str, float]]:
    """The weights by model and feature."""
    weights: Mapping[str, Mapping[str, float]] = json.loads(
        (resources.files("extract.events") / "weights.json").read_text("utf-8")
    )
    return weights


# what is told to a person of a score, in this order: (feature, at least, words)
TOLD = (
    ("passages", 0.3, "a passage in common"),
    ("plant_same", 1, "the same plant"),
    ("person_same", 1, "the same people"),
    ("place_same", 1, "the same place"),
    ("figures_strong", 0.3, "the same figures"),
    ("day_told", 1, "the same day told"),
    ("acts_title", 1, "the same act"),
    ("head_words", 0.25, "alike in words"),
    ("names", 0.3, "names in common"),
)


def tell(features: Features) -> str:
    """What two stories have in common, in words."""
    return ", ".join(words for name, least, words in TOLD if features.get(name, 0) >= least)
