"""What the knowledge base holds: one entity, its names, and what a name's lookup key is."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

BASES = ("seen", "rule", "unverified")

_APOSTROPHES = str.maketrans(dict.fromkeys("\u2018\u2019\u02bc\u02bb\u2032\u00b4`", "'"))


@dataclass(frozen=True, kw_only=True, slots=True)
class Alias:
    """One name of an entity. `basis`: "seen" in a source, made by "rule", or "unverified"."""

    text: str
    script: str
    basis: str


@dataclass(frozen=True, kw_only=True, slots=True)
class KnownEntity:
    """One row of the base. Empty strings mean unknown; `aliases` does not repeat `name`.

    `country` is ISO 3166 alpha-2, several joined by "|" for what lies on a border; `lat` and `lon` are WGS 84 degrees;
    `hs_code` is 2, 4 or 6 digits of HS 2022; `parent_id`, `maker_id` and `product_ids` name other entities.
    """

    id: str
    label: str
    name: str
    kind: str
    country: str = ""
    parent_id: str = ""
    lat: float | None = None
    lon: float | None = None
    wikidata: str = ""
    geonames: str = ""
    hs_code: str = ""
    maker_id: str = ""
    product_ids: tuple[str, ...] = ()
    affiliation: str = ""
    homonym: bool = False
    note: str = ""
    sources: tuple[str, ...] = ()
    licence: str = ""
    status: str = "verified"
    aliases: tuple[Alias, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The name and every alias, the name first."""
        return (self.name, *(alias.text for alias in self.aliases))


def alias_key(text: str) -> str:
    """The form under which names are compared exactly: NFKC, case folded, straight apostrophes, single spaces."""
    if not text.isascii() or "`" in text:
        text = unicodedata.normalize("NFKC", text.translate(_APOSTROPHES)).casefold()
        text = unicodedata.normalize("NFKC", text).translate(_APOSTROPHES)  # folding may bring both back
    return " ".join(text.casefold().split())
