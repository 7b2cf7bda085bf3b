"""Words of two names that meet by what a Korean name means, or by its short form: Chilsong and Seven Stars."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.names.runs import singular
from extract.resolve.pair_units import Unit
from extract.resolve.sound_meanings import forms_of, told_by_sound

_MOST = 4  # words that one name means
_KOREAN_OR_HAN = re.compile(r"[가-힣]|[\u3400-\u9fff]")
_METAL = frozenset(("=steel", "=iron", "=iron ore"))

Way = tuple[list[tuple[Unit, Unit]], list[Unit], list[Unit]]


def meet_in_meaning(met: list[tuple[Unit, Unit]], left: list[Unit], right: list[Unit]) -> Way:
    """How two names meet, where a proper name that is left on one side means words that are left on the other."""
    met, left, right = [*met], [*left], [*right]
    for one, other in ((left, right), (right, left)):
        for unit in [each for each in one if each.kind == "proper"]:
            meant = next(_meant(unit, other), [])
            if meant:
                one.remove(unit)
                other[:] = [each for each in other if each not in meant]
                met.append((unit, meant[0]))
    return met, left, right


def _meant(unit: Unit, other: list[Unit]) -> Iterator[list[Unit]]:
    """The runs of words of the other name that a proper name means, the longest first."""
    signs = [form[1:] for form in unit.forms if form[0] in "hc" and _KOREAN_OR_HAN.match(form[1:])]
    words = [u for u in other if u.kind not in ("small", "head") or u.forms & _METAL]
    for size in range(min(_MOST, len(words)), 0, -1):
        for start in range(len(words) - size + 1):
            run = words[start : start + size]
            forms = [_forms(word) for word in run]
            for spelled in (unit.spelled, *signs):
                if told_by_sound(spelled, forms) or _short(spelled, run):
                    yield run
                    break


def _forms(word: Unit) -> frozenset[str]:
    return word.forms | forms_of(word.spelled) | forms_of(singular(word.spelled))


def _short(spelled: str, run: list[Unit]) -> bool:
    """Whether a name is a works' short form: Hwangchol of the Hwanghae Iron and Steel Complex."""
    metal = [word for word in run if word.forms & _METAL]
    named = [word.spelled for word in run if word.kind == "proper"]
    if not metal or not named:
        return False
    return told_by_sound(spelled, [frozenset(("=iron", "=steel"))], short=named)
