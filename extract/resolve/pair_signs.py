"""What a person would look at first in a pair of names: signs that tell two things apart, or that settle they are one.

They are drawn from the figures of `pair_evidence` and are weighed with them.
"""

from __future__ import annotations

from corpus.names.western import WESTERN_CONFLICTS
from extract.resolve.judge import DIFFERENT, UNSURE, Judgement

TELLING = 0.6  # so much the sentences must share where names leave something unexplained: two words, or a rare one
SLIP = 0.7  # how alike two spellings of one name are at least
COMMON = 2.6  # from here on a Korean given name is borne by many (a logarithm, `pair_known`)
HEARD = 0.85  # how alike two spellings of one given name sound at least
WHOLE = 0.9  # how alike the spellings of one person's name in two scripts are


def signs_of(figures: dict[str, float], label: str, ruled: Judgement) -> dict[str, float]:
    """The signs as figures."""
    return {
        "settled": float(settled(figures, label, ruled)),
        "explained": float(told(figures, label)),
        "apart": float(bool(told_apart(figures, label))),
        "letters": float(letter_for_letter(figures, label) or read_alike(figures, label, ruled)),
    }


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
    if label == "PERSON" and figures["other han"]:
        return "other characters"
    if label == "ORG" and figures["other countries"]:
        return "the bodies of two countries"
    if label in ("ORG", "FACTORY") and figures["a part"]:
        return "one is a part of the other"
    return ""


def known_alone(figures: dict[str, float], ruled: Judgement) -> bool:
    """Whether two names are those of one known body, or of one known person whose given name few bear, and only the
    sentences, which share nothing, left it open.
    """
    known = bool(figures["known"]) and ruled.verdict == UNSURE and ruled.why.startswith("both name")
    return known and not figures["known namesakes"] and figures.get("given common", 0.0) < COMMON


def at_most_asked(ruled: Judgement, figures: dict[str, float]) -> bool:
    """Whether so much tells two people apart that the sentences do not join them: the names in another order, another
    father or initial, no more than a surname, or one syllable of a full name spelled as no slip would be.
    """
    if ruled.why in WESTERN_CONFLICTS or figures.get("surnames alone"):
        return True
    syllable = ruled.why.startswith("other given-name") and not figures["across scripts"]
    return syllable and figures["heard"] < HEARD


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


def read_alike(figures: dict[str, float], label: str, ruled: Judgement) -> bool:
    """Whether two people's names in two scripts, of which the rules read nothing, are letter for letter the same."""
    whole = figures["consonants alike"] == 1.0 and figures["whole alike"] >= SLIP
    words = figures["proper met"] > 1 and figures["nothing left"]
    unread = ruled.verdict == DIFFERENT and ruled.why == "nothing in common"
    return bool(label == "PERSON" and figures["across scripts"] and unread and (whole or words))


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
    more = ruled.why.startswith("only one says") and not figures["proper met"]
    good = label == "PRODUCT" and more and not letter_for_letter(figures, label)
    legal = " against " in ruled.why and ruled.why[:1].isupper()
    told = ruled.why in ("one lies in the South", "other characters") or " stands for " in ruled.why
    return numbers or kinds or words or people or good or legal or told or any(figures.get(name) for name in sure)
