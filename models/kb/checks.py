"""What must hold over the whole knowledge base. Each check yields one line for each thing that is wrong."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources.abc import Traversable

from corpus.labels import LABELS
from corpus.names.text import fold, script_of
from models.kb.entries import KnownEntity, alias_key
from models.kb.loading import ANY_LABEL, read_ambiguous, read_base, read_context, read_table

LICENCES = (
    "Apache-2.0", "CC BY 3.0 IGO", "CC BY 4.0", "CC0", "MIT", "ODbL 1.0", "PDDL", "Unicode-3.0", "facts",
    "public domain",
)  # fmt: skip
_QID = re.compile(r"Q[1-9][0-9]*")
_GEONAMES = re.compile(r"[1-9][0-9]*")
_ARTICLE = re.compile(r"the ", re.IGNORECASE)
_MARGIN = 0.05  # degrees: a port's point lies off the coast, a bridge's on the border

Box = tuple[float, float, float, float]
Claims = dict[tuple[str, str], tuple[str, ...]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Base:
    """Everything in one folder of tables: entities by file order, and the lists that go with them."""

    entities: tuple[KnownEntity, ...]
    ambiguous: Claims
    context: dict[tuple[str, str], str]
    boxes: dict[str, Box]  # country -> south, west, north, east; east may pass 180
    hs_codes: frozenset[str]  # chapters and headings
    two_things: tuple[tuple[str, str, str], ...]  # label and two names that no entity bears together


def read(folder: Traversable) -> Base:
    """The tables of a folder, read strictly. Raises: ValueError naming file and line."""
    columns = ("code", "name", "south", "west", "north", "east")
    return Base(
        entities=read_base(folder),
        ambiguous=read_ambiguous(folder),
        context=read_context(folder),
        boxes={
            row["code"]: (float(row["south"]), float(row["west"]), float(row["north"]), float(row["east"]))
            for row in read_table(folder, "countries.tsv", columns, columns)
        },
        hs_codes=frozenset(row["code"] for row in read_table(folder, "hs2022.tsv", ("code",), ("code",))),
        two_things=tuple(
            (row["label"], alias_key(row["a"]), alias_key(row["b"]))
            for row in read_table(folder, "two_things.tsv", ("label", "a", "b", "why"), ("label", "a", "b", "why"))
        ),
    )


def claims(entities: tuple[KnownEntity, ...]) -> Claims:
    """Which names are shared: (label, alias key) -> ids in order; under label "*" the names that cross labels."""
    owners: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for entity in entities:
        for name in entity.names:
            owners[alias_key(name)][entity.label].add(entity.id)
    shared: Claims = {}
    for key, labels in owners.items():
        shared |= {(label, key): tuple(sorted(ids)) for label, ids in labels.items() if len(ids) > 1}
        if len(labels) > 1:
            shared[ANY_LABEL, key] = tuple(sorted(set[str]().union(*labels.values())))
    return shared


def check_ids(base: Base) -> Iterator[str]:
    """Ids, QIDs and GeoNames ids belong to one entity each and are well formed."""
    for field, pattern in (("id", None), ("wikidata", _QID), ("geonames", _GEONAMES)):
        values = Counter(value for entity in base.entities if (value := getattr(entity, field)))
        for value, times in values.items():
            if times > 1:
                yield f"{field} {value} is there {times} times"
            if pattern and not pattern.fullmatch(value):
                yield f"{field} {value!r} is malformed"


def check_names(base: Base) -> Iterator[str]:
    """A name is written as a text has it: no article, no note in brackets, no doubled entry."""
    for entity in base.entities:
        for alias in entity.aliases:
            if alias.text.endswith(")") and entity.label != "ORG":
                yield f"{entity.id}: alias {alias.text!r} ends in a note"
        for name in entity.names:
            if name != " ".join(name.split()) or not name:
                yield f"{entity.id}: name {name!r} has stray spaces or is empty"
            if _ARTICLE.match(name):
                yield f"{entity.id}: name {name!r} begins with an article"
            if script_of(name) == "latin" and len(name) < 2:
                yield f"{entity.id}: name {name!r} is too short"
        for key, times in Counter(alias_key(name) for name in entity.names).items():
            if times > 1:
                yield f"{entity.id}: name {key!r} is there {times} times"


def check_shared_names(base: Base) -> Iterator[str]:
    """Names that several entities bear are exactly the listed ones, each with exactly its bearers."""
    shared = claims(base.entities)
    known = {entity.id for entity in base.entities}
    for (label, key), ids in shared.items():
        if (label, key) not in base.ambiguous:
            yield f"ambiguous_aliases.tsv does not list {label} {key!r}, claimed by {', '.join(ids)}"
    for (label, key), listed in base.ambiguous.items():
        if unknown := sorted(set(listed) - known):
            yield f"ambiguous_aliases.tsv: {label} {key!r} names unknown entity {unknown[0]}"
        elif tuple(sorted(listed)) != shared.get((label, key)):
            bearers = ", ".join(shared.get((label, key), ())) or "at most one entity"
            yield f"ambiguous_aliases.tsv: {label} {key!r} lists {', '.join(listed)}, but it is borne by {bearers}"
    borne = {(entity.label, alias_key(name)) for entity in base.entities for name in entity.names}
    for label, key in base.context:
        if (label, key) not in borne:
            yield f"context_aliases.tsv: no {label} bears {key!r}"


def check_names_spelled_apart(base: Base) -> Iterator[str]:
    """Names of two entities of one label that differ only in spaces, hyphens or breves are shared ones, too, and one
    of their spellings is listed.
    """
    owners: dict[tuple[str, str], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for entity in base.entities:
        for name in entity.names:
            owners[entity.label, fold(name) or name][entity.id].add(alias_key(name))
    for (label, _), ids in owners.items():
        spelled = sorted(set[str]().union(*ids.values()))
        if len(ids) > 1 and not any((label, key) in base.ambiguous for key in spelled):
            yield f"{label} {' and '.join(repr(key) for key in spelled)} are one name of {', '.join(sorted(ids))}"


def check_two_things(base: Base) -> Iterator[str]:
    """No entity bears two names that two_things.tsv tells apart, and no brand is named as two goods."""
    goods = {
        alias_key(name): entity.id
        for entity in base.entities
        if entity.label == "PRODUCT" and entity.kind != "brand"
        for name in entity.names
        if name.isascii()
    }
    for entity in base.entities:
        names = {alias_key(name) for name in entity.names}
        for label, one, other in base.two_things:
            if entity.label == label and {one, other} <= names:
                yield f"{entity.id}: {one!r} and {other!r} are two things (two_things.tsv)"
        if entity.kind == "brand":
            called = {good: name for name in sorted(names) if (good := _good_at_end(name, goods))}
            if len(called) > 1:
                yield f"{entity.id}: {' and '.join(repr(name) for name in called.values())} name two goods"


def _good_at_end(name: str, goods: dict[str, str]) -> str:
    """The good whose name ends a brand's, the longest such name; "" where none does."""
    words = name.split()
    ends = (" ".join(words[start:]) for start in range(1, len(words)))
    return next((goods[end] for end in ends if end in goods), "")


def check_places(base: Base) -> Iterator[str]:
    """Countries are known and points lie in them."""
    for entity in base.entities:
        codes = entity.country.split("|") if entity.country else []
        if unknown := [code for code in codes if code not in base.boxes]:
            yield f"{entity.id}: unknown country {unknown[0]!r}"
        if (entity.lat is None) != (entity.lon is None):
            yield f"{entity.id}: latitude and longitude come in pairs"
        elif entity.lat is not None and entity.lon is not None:
            boxes = [base.boxes[code] for code in codes if code in base.boxes]
            if not codes:
                yield f"{entity.id}: a point without a country"
            elif boxes and not any(_inside(entity.lat, entity.lon, box) for box in boxes):
                yield f"{entity.id}: {entity.lat}, {entity.lon} lies outside {entity.country}"


def check_links(base: Base) -> Iterator[str]:
    """Parents, makers and products exist and have the label they should; no place is part of itself."""
    by_id = {entity.id: entity for entity in base.entities}
    for entity in base.entities:
        links = [("parent", entity.parent_id, ("PLACE",)), ("maker", entity.maker_id, ("FACTORY", "ORG"))]
        links += [("product", product, ("PRODUCT",)) for product in entity.product_ids]
        for role, target, labels in links:
            if target and target not in by_id:
                yield f"{entity.id}: {role} {target} does not exist"
            elif target and by_id[target].label not in labels:
                yield f"{entity.id}: {role} {target} is a {by_id[target].label}"
        seen, above = {entity.id}, entity.parent_id
        while above in by_id and above not in seen:
            seen.add(above)
            above = by_id[above].parent_id
        if above == entity.id:
            yield f"{entity.id}: its parents lead back to it"


def check_facts(base: Base) -> Iterator[str]:
    """Kinds and HS codes are known, sources and licences are given."""
    for entity in base.entities:
        if entity.kind not in LABELS[entity.label].kinds:
            yield f"{entity.id}: unknown kind {entity.kind!r}"
        if (code := entity.hs_code) and not (code.isdigit() and len(code) in (2, 4, 6) and code[:4] in base.hs_codes):
            yield f"{entity.id}: unknown HS code {code!r}"
        if not entity.sources or not all(entity.sources):
            yield f"{entity.id}: no source"
        for licence in entity.licence.split("; "):
            if licence not in LICENCES:
                yield f"{entity.id}: unknown licence {licence!r}; known are {', '.join(LICENCES)}"


def _inside(lat: float, lon: float, box: Box) -> bool:
    south, west, north, east = box
    return south - _MARGIN <= lat <= north + _MARGIN and any(
        west - _MARGIN <= turned <= east + _MARGIN for turned in (lon, lon + 360)
    )


CHECKS = (
    check_ids, check_names, check_shared_names, check_names_spelled_apart, check_two_things, check_places, check_links,
    check_facts,
)  # fmt: skip
