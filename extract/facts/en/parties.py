"""Who trades: countries by name, by adjective ("Chinese customs"), and North Korea by the names news has for it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.facts.tagged_sentences import HOME, Name, Sentence

_ADJECTIVES = {
    "North Korean": "place/north-korea", "Chinese": "place/china", "Russian": "place/russia", "Japanese": "place/japan",
    "South Korean": "place/south-korea", "Mongolian": "place/mongolia", "Vietnamese": "place/vietnam",
    "Indian": "place/india", "Thai": "place/thailand", "German": "place/germany", "Pakistani": "place/pakistan",
    "Indonesian": "place/indonesia", "Malaysian": "place/malaysia", "American": "place/united-states",
    "Polish": "place/poland", "Brazilian": "place/brazil", "Nigerian": "place/nigeria", "Swiss": "place/switzerland",
}  # fmt: skip
_NAMES = {
    "place/china": "China", "place/russia": "Russia", "place/japan": "Japan", "place/south-korea": "South Korea",
    "place/mongolia": "Mongolia", "place/vietnam": "Vietnam", "place/india": "India", "place/thailand": "Thailand",
    "place/germany": "Germany", "place/pakistan": "Pakistan", "place/indonesia": "Indonesia",
    "place/malaysia": "Malaysia", "place/united-states": "United States", "place/poland": "Poland",
    "place/brazil": "Brazil", "place/nigeria": "Nigeria", "place/switzerland": "Switzerland",
    "place/north-korea": "North Korea",
}  # fmt: skip
_ADJECTIVE = re.compile(
    rf"\b(?:{'|'.join(_ADJECTIVES)})\b(?! (?:won|yuan|dollars?|workers?|nationals?|ships?|vessels?)\b)"
)
_CAPITALS = {"Pyongyang": HOME, "Beijing": "CN", "Moscow": "RU", "Seoul": "KR", "Tokyo": "JP"}
_BY_CAPITAL = {"CN": "place/china", "RU": "place/russia", "KR": "place/south-korea", "JP": "place/japan"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Party:
    """A country that may trade, where a sentence names it; `ours` is North Korea."""

    start: int
    end: int
    id: str | None
    text: str
    ours: bool
    name: Name | None = None


ALL = tuple(Party(start=0, end=0, id=key, text=text, ours=key == "place/north-korea") for key, text in _NAMES.items())
NORTH = next(party for party in ALL if party.ours)


def find_parties(sentence: Sentence) -> list[Party]:
    """The countries in a sentence, in order; a capital stands for its government."""
    found = []
    for name in sentence.labelled("PLACE"):
        ours = name.sign == "Ⓝ" or name.text == "Pyongyang"
        if name.sign in "ⓃⒸ":
            key, text = ("place/north-korea" if ours else name.entity_id), name.text
        elif name.text in _CAPITALS:
            key = "place/north-korea" if ours else _BY_CAPITAL[_CAPITALS[name.text]]
            text = _NAMES[key]
        else:
            continue
        found.append(Party(start=name.start, end=name.end, id=key, text=text, ours=ours, name=name))
    for match in _ADJECTIVE.finditer(sentence.masked):
        key = _ADJECTIVES[match[0]]
        found.append(
            Party(start=match.start(), end=match.end(), id=key, text=_NAMES[key], ours=key == "place/north-korea")
        )
    return sorted(found, key=lambda party: party.start)
