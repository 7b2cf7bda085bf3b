"""What a name without a label may be, by its shape alone."""

from __future__ import annotations

from corpus.names import read_person, read_place, read_thing, script_of


def likely_labels(a: str, b: str) -> list[str]:
    """The labels that both names may bear, likeliest first; never empty."""
    left, right = _labels(a), _labels(b)
    return [label for label in left if label in right] or left[:1]


def _labels(name: str) -> list[str]:
    thing = read_thing(name)
    if thing.heads & {"factory", "mine", "farm", "shipyard", "fisherystation"} or "power" in thing.words:
        return ["FACTORY", "ORG"]
    if thing.heads:
        return ["ORG", "FACTORY", "PLACE", "PRODUCT"] if thing.runs else ["ORG", "PRODUCT", "FACTORY"]
    person = read_person(name)[0]
    full_name = bool(person.surname and person.given)
    if read_place(name)[0].kind and not (full_name and script_of(name) == "latin"):
        return ["PLACE"]
    labels = ["PERSON"] if full_name or (not person.korean and len(person.words) > 1 and name[:1].isupper()) else []
    if thing.words and not full_name:
        return ["PRODUCT", "ORG", "FACTORY", "PLACE"]
    return [*labels, "PLACE", "PRODUCT", "ORG", "FACTORY", *(["PERSON"] if not labels else [])]
