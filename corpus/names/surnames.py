"""Korean surnames: the one list, surnames.tsv, for whoever reads names, tags them or makes them up.

hangul      as both halves of the country write it, "=" between; the first form gives the class
press, south, other   as the North's press, South Koreans and others spell it; empty for rare ones, which none makes up
newspapers  further spellings of newspapers, which no system of romanisation gives
telling     spellings that tell a Korean name in running English text
settling    spellings so common, and so rare as given syllables, that they settle which end of a name is the surname
seoul       spellings that tell a name written the South's way
cyrillic    Russian spellings that the system does not give
"""

from __future__ import annotations

from dataclasses import dataclass

from corpus.names.tsv import read_rows


@dataclass(frozen=True, kw_only=True, slots=True)
class Surname:
    """A row of surnames.tsv. `spelled` are its spellings by the press, by South Koreans and by others, or none."""

    hangul: tuple[str, ...]
    spelled: tuple[str, ...]
    newspapers: tuple[str, ...]
    telling: tuple[str, ...]
    settling: tuple[str, ...]
    seoul: tuple[str, ...]
    cyrillic: tuple[str, ...]

    @property
    def northern(self) -> str:
        """The form that only the North writes so, with an initial ㄹ that the South dropped; "" where both agree."""
        return next((form for form in self.hangul if "라" <= form <= "맇"), "") if len(self.hangul) > 1 else ""


def _surname(row: dict[str, str]) -> Surname:
    lists = ("newspapers", "telling", "settling", "seoul", "cyrillic")
    return Surname(
        hangul=tuple(row["hangul"].split("=")),
        spelled=tuple(row[column] for column in ("press", "south", "other") if row[column]),
        **{column: tuple(row[column].split()) for column in lists},
    )


SURNAMES = tuple(_surname(row) for row in read_rows("surnames.tsv"))
