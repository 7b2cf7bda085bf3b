"""A trained judge over what speaks for and against a pair of names: logistic regression, its weights as data.

`bench/train_pairs.py` writes pair_weights.json. The judge says "same" where the rules find only another word, and
doubts where they join what nothing else speaks for; what tells two apart for certain it leaves alone.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources

from extract.resolve.judge import DIFFERENT, SAME, UNSURE, Judgement
from extract.resolve.pair_evidence import evidence

JOINS = 0.65  # from here on two names are one although the rules say otherwise
ASKS = 0.55  # from here on a person is asked
DOUBTS = 0.5  # below, what the rules join is a case for a person
TELLING = 0.6  # so much the sentences must share where names leave something unexplained: two words, or a rare one
SLIP = 0.7  # how alike two spellings of one name are at least
WHOLE = 0.9  # how alike the spellings of one person's name in two scripts are
NEARLY_SURE = 0.97  # the same where two names differ in a sign of Hangul or Han


@dataclass(frozen=True, kw_only=True, slots=True)
class PairModel:
    """`weights` by figure, with "" for the constant; `common` tells how many sentences hold a form."""

    weights: dict[str, float]
    common: dict[str, float]

    def likelihood(self, figures: dict[str, float]) -> float:
        """How likely a pair with these figures is one thing, between 0 and 1."""
        total = self.weights.get("", 0.0) + sum(self.weights.get(name, 0.0) * x for name, x in figures.items())
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


@lru_cache(maxsize=1)
def shipped_model() -> PairModel:
    """The model that ships with the package."""
    text = resources.files("extract.resolve").joinpath("pair_weights.json").read_text("utf-8")
    return PairModel(**json.loads(text))


def weigh_pair(a: tuple[str, str], b: tuple[str, str], label: str, ruled: Judgement, model: PairModel) -> Judgement:
    """The verdict on two (name, sentence) after what the rules say of them."""
    figures = evidence(a, b, label, ruled, model.common)
    likely = model.likelihood(figures)
    if ruled.verdict == SAME:
        if why := told_apart(figures, label):
            return replace(ruled, verdict=DIFFERENT, score=0.0, why=why)
        if likely >= (NEARLY_SURE if figures["other signs"] else DOUBTS):
            return ruled
        return replace(ruled, verdict=UNSURE, score=0.5, why=f"{ruled.why}; little else speaks for it")
    certain = (
        letter_for_letter(figures, label)
        or read_alike(figures, label)
        or (figures["renamed"] and not figures["both left number"])
    )
    if (settled(figures, label, ruled) and not figures["renamed"]) or not (
        certain or (likely >= ASKS and told(figures, label))
    ):
        return ruled
    if certain or likely >= JOINS:
        return replace(ruled, verdict=SAME, score=round(likely, 2), why=f"alike with what is said of them; {ruled.why}")
    return replace(ruled, verdict=UNSURE, score=0.5, why=f"{ruled.why}; what is said of them is alike")


def told_apart(figures: dict[str, float], label: str) -> str:
    """Why what the names join is two things after all: a plant or place in two provinces, father and son, a brand on
    two goods; "" if nothing says so.
    """
    if label in ("FACTORY", "PLACE") and figures["other provinces"]:
        return "the sentences name places in two provinces"
    if label == "PERSON" and figures["junior"]:
        return "only one is the son"
    if label == "PRODUCT" and figures["brand of other goods"]:
        return "a brand of two goods"
    return ""


def told(figures: dict[str, float], label: str) -> bool:
    """Whether the sentences share something that is no place, or explain every word that only one name has. Of people
    no name may be left on both sides, but for a slip.
    """
    if label == "PERSON" and figures["both left proper"] and figures["left alike"] < SLIP:
        return False
    kinds = ("proper", "word", "head")
    if figures["across scripts"] and not figures["both left proper"]:
        return True  # the words of two languages seldom meet one by one
    if not any(figures[f"left {kind}"] for kind in kinds):
        return True
    apart = figures["left proper"] or any(figures[f"both left {kind}"] for kind in kinds)
    place = 0.0 if apart else figures["place shared"]  # many a firm of a town bears its name
    return figures["shared"] + place >= TELLING


def letter_for_letter(figures: dict[str, float], label: str) -> bool:
    """Whether two names that the rules find apart are spelled alike once both are read in Latin letters, numbers and
    dates in figures.
    """
    alike = figures["exact met"] and figures["nothing left"] and figures.get("soft")
    return bool(alike) and label in ("ORG", "FACTORY", "PRODUCT")


def spelled_alike(figures: dict[str, float]) -> bool:
    """Whether two people's names in two scripts are one once both are read in Latin letters."""
    words = figures["proper met"] > 1 and not figures["left proper"]
    return bool(words or figures["consonants alike"] == 1.0 or figures["whole alike"] >= WHOLE)


def read_alike(figures: dict[str, float], label: str) -> bool:
    """Whether two people's names in two scripts, which the rules cannot read, are letter for letter the same ones."""
    whole = figures["consonants alike"] == 1.0 and figures["whole alike"] >= SLIP
    words = figures["proper met"] > 1 and figures["nothing left"]
    return bool(label == "PERSON" and figures["across scripts"] and figures.get("soft") and (whole or words))


def settled(figures: dict[str, float], label: str, ruled: Judgement) -> bool:
    """Whether two names are two for certain: other numbers, places or signs, or the sentences tell them apart."""
    sure = ("both left number", "other signs", "left places", "told apart")
    if label == "PERSON" and figures["proper met"] < 2 and figures["whole alike"] < SLIP and not spelled_alike(figures):
        return True  # a surname is no name
    if ruled.verdict != DIFFERENT:
        return False
    numbers = " against " in ruled.why and ruled.why[:1].isdigit()
    kinds = " is not a " in ruled.why and (label == "PLACE" or figures["both left head"] > 0)
    words = " against " in ruled.why and label != "PRODUCT" and figures["both left word"] > 0
    korean = ruled.why.startswith(("known apart", "other given-name", "another surname"))
    across = bool(figures["across scripts"]) and not spelled_alike(figures)
    people = label == "PERSON" and (korean or across or bool(figures["junior"]))
    legal = " against " in ruled.why and ruled.why[:1].isupper()
    told = ruled.why in ("one lies in the South", "other characters") or " stands for " in ruled.why
    return numbers or kinds or words or people or legal or told or any(figures.get(name) for name in sure)
