"""The one table of entity labels. Adding a label is adding a row here."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Label:
    """One kind of entity: `name` as stored, `stem` as it begins an id, `colour` as pages and terminals show it."""

    name: str
    stem: str
    colour: str
    meaning: str


LABELS: dict[str, Label] = {
    label.name: label
    for label in (
        Label(name="PERSON", stem="person", colour="magenta", meaning="a named individual"),
        Label(name="PLACE", stem="place", colour="green", meaning="a named geographic or political place"),
        Label(name="FACTORY", stem="factory", colour="red", meaning="a named production unit"),
        Label(name="PRODUCT", stem="product", colour="yellow", meaning="a good that is made, sold or traded"),
        Label(name="ORG", stem="org", colour="blue", meaning="a named organisation that makes nothing"),
    )
}
