"""Plants that a line names in one row, and what each is called: "the Sodusu and Taedonggang power stations".

What a line says of a row it says of each plant in it, so the words around the row are those around each of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.facts.passage.marks import Line, NameMark

# where a plant lies, told behind it: "in Taedong County, South Phyongan Province of the DPRK"
_UNIT = r"(?: (?:County|City|District|Province|Municipality|Area))?"
_LIES = rf"(?: (?:in|of|under) (?:the )?[ⓁⓄⒸ]+{_UNIT}(?:,? (?:in |of )?(?:the )?[ⓁⓄⒸ]+{_UNIT})*,?)"
_PLACE = re.compile(_LIES)
# between two plants of a row; where each lies may stand there: "the Kangan Farm in Unpha County and the Wolam Farm"
_JOINT = re.compile(
    rf"{_LIES}?(?:,? and (?:also )?|, (?:and )?|(?<=,) (?:and )?|,? as well as )(?:at |in |to |of )?(?:the )?"
)
_PLURAL = re.compile(
    r"(?P<name>.+?)(?P<kind>(?: [a-z][a-z-]*){0,4}? "  # "regional industrial ore processing plants"
    r"(?:farms|mines|mills|plants|stations|factories|complexes|shipyards|smelteries|smelters|collieries|enterprises))"
)
_NOUN = re.compile(
    r"\b(?:farm|mine|mill|plant|station|factory|complex|shipyard|smeltery|smelter|colliery|enterprise|works)s?\b", re.I
)


def rows_of_plants(line: Line, plants: Sequence[NameMark]) -> list[list[NameMark]]:
    """The plants of a line in their order, those of one row together."""
    rows: list[list[NameMark]] = []
    for plant in sorted(plants, key=lambda plant: plant.start):
        if rows and _JOINT.fullmatch(line.between(rows[-1][-1].end, plant.start)):
            rows[-1].append(plant)
        else:
            rows.append([plant])
    return rows


def behind_place(line: Line, end: int) -> int:
    """Where a line goes on behind a plant that ends at `end`, past the words that say where it lies."""
    match = _PLACE.match(line.between(end, line.end))
    return end + match.end() if match else end


def named_singly(line: Line, plants: Sequence[NameMark]) -> list[NameMark]:
    """The plants of an English line, each of a row that ends in a plural called by its own name: "Sodusu power
    station" and "Taedonggang power station".
    """
    if not any(_PLURAL.fullmatch(plant.text) for plant in plants):
        return list(plants)
    found: list[NameMark] = []
    for row in rows_of_plants(line, plants):
        short: list[NameMark] = []  # those before a plural that no noun of their own follows
        for each in row:
            told = _PLURAL.fullmatch(each.text) if short else None
            if told is not None:
                kind = _one(told["kind"])
                found += [
                    *(replace(one, text=one.text + kind) for one in short),
                    replace(each, text=told["name"] + kind),
                ]
                short = []
            elif _NOUN.search(each.text):
                found += [*short, each]
                short = []
            else:
                short.append(each)
        found += short
    return found


def _one(words: str) -> str:
    """Words that end in a plural, for one of them."""
    if words.endswith("ies"):
        return words[:-3] + "y"
    return words[:-2] if words.endswith("xes") else words[:-1]
