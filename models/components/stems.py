"""What a Korean word between spaces says of the name in it: stem, particle, ending, likeness to a person's name.

A window of three characters does not see that a name of eight ends in a word for a plant, nor that a word of three
begins with a surname and stands alone before a particle.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from models.components.char_features import Mark

_PIECE = re.compile(r"[\uac00-\ud7a3A-Za-z0-9]+")
# The longest that fits is taken, and at least one character is left before it.
PARTICLES = re.compile(
    r"(?:에서는|에서도|에서의|에게서|에게는|으로부터|로부터|으로는|으로도|으로서|으로써|이라는|이라고|이라며|이라면|"
    r"까지는|까지도|까지|부터는|부터|보다는|보다|처럼|만큼|마다|조차|밖에|께서는|께서|에서|에게|에는|에도|에만|한테|"
    r"으로|로는|로도|로서|로써|라는|라고|라며|이란|이나|이며|이고|이다|인데|와의|과의|와는|과는|와도|과도|들은|들이|들을|"
    r"들의|들에게|들도|들|은|는|이|가|을|를|의|에|도|만|와|과|로|란|나|며)$"
)
_LONGEST = 9


class Stems:
    """Features by stem; `surnames` and `syllables` are what Korean names of persons are made of."""

    def __init__(self, surnames: Sequence[str] = (), syllables: Sequence[str] = ()) -> None:
        self._surnames, self._syllables = frozenset(surnames), frozenset(syllables)

    def add(self, text: str, rows: list[list[str]], heads: Sequence[Mark]) -> None:
        """Adds to the row of each character what its word says."""
        titles = {start for start, _, kind in heads if "P" in kind}
        pieces = [(match.start(), match.end()) for match in _PIECE.finditer(text)]
        for number, (start, end) in enumerate(pieces):
            found = PARTICLES.search(text, start + 1, end) if text[end - 1] >= "\uac00" else None
            stop = found.start() if found else end
            stem, particle = text[start:stop], text[stop:end]
            title = next((index for index in range(start + 1, stop) if index in titles), stop)
            shape = self._shape(text[start:title])
            size, ending = min(stop - start, _LONGEST), stem[-2:]
            after = pieces[number + 1][0] if number + 1 < len(pieces) else 0
            follows = "t" if title < stop or (after and after in titles and text[end:after] == " ") else "-"
            shared = [f"ab{particle}|{size}", f"ac{shape}{follows}", f"ad{shape}{particle}"]
            shared.append(f"ae{shape}{follows}{particle}")
            for index in range(start, end):
                at = min(index - start, _LONGEST)
                row = rows[index]
                if index >= stop:
                    row.append(f"aj{particle}|{index - stop}|{size}")
                    continue
                row += shared
                where = "B" if at == 0 else "E" if index == stop - 1 else "I"
                row += [f"aa{size}|{at}", f"af{ending}", f"ag{stem[-1]}{where}", f"ah{ending}{where}"]
                if title < stop:
                    row.append(f"ai{shape}{title - index}")

    def _shape(self, word: str) -> str:
        """How far a word looks like a person's name: its length, its surname, what a given name has too."""
        if not 2 <= len(word) <= 4:
            return f"{min(len(word), 5)}"
        family = 2 if word[:2] in self._surnames else 1 if word[0] in self._surnames else 0
        return f"{len(word)}{family}" + "".join("y" if char in self._syllables else "n" for char in word[1:])
