"""Reads the tables of the knowledge base. Anything unexpected in a table is an error that names file and line."""

from __future__ import annotations

import csv
import functools
from collections.abc import Iterator
from importlib import resources
from importlib.resources.abc import Traversable

from corpus.labels import LABELS
from corpus.names.text import SCRIPTS, script_of
from models.kb.entries import BASES, Alias, KnownEntity, alias_key

FILES = {label.name: label.table for label in LABELS.values() if label.table}
REQUIRED = ("id", "name", "kind", "source", "licence")
ALIAS_COLUMNS = {"aliases": "seen", "aliases_rule": "rule", "aliases_unverified": "unverified"}
COLUMNS = (
    *REQUIRED, *ALIAS_COLUMNS, "country", "parent", "lat", "lon", "wikidata", "geonames", "hs_code", "maker",
    "products", "affiliation", "homonym", "status", "note",
)  # fmt: skip
STATUSES = ("verified", "unverified")
ANY_LABEL = "*"  # in ambiguous_aliases.tsv: the alias is claimed under several labels

Row = dict[str, str]


def shipped() -> Traversable:
    """The folder of the tables that come with the package."""
    return resources.files("models.kb")


def read_table(folder: Traversable, name: str, known: tuple[str, ...], required: tuple[str, ...]) -> Iterator[Row]:
    """The rows of one table as dicts, in file order: UTF-8, tabs, no quoting, a header row.

    Raises: ValueError naming file and line for an unknown, doubled or missing column, or a row of another length.
    """
    lines = folder.joinpath(name).read_text(encoding="utf-8").removesuffix("\n").split("\n")
    rows = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    header = next(rows)
    if unknown := [column for column in header if column not in known]:
        raise ValueError(f"{name}, line 1: unknown column {unknown[0]!r}; known are {', '.join(known)}")
    if missing := [column for column in required if column not in header]:
        raise ValueError(f"{name}, line 1: column {missing[0]!r} is missing")
    if len(set(header)) != len(header):
        raise ValueError(f"{name}, line 1: a column is there twice")
    for line, row in enumerate(rows, start=2):
        if len(row) != len(header):
            raise ValueError(f"{name}, line {line}: {len(row)} fields under {len(header)} columns")
        yield dict(zip(header, row, strict=True))


def split(cell: str) -> tuple[str, ...]:
    """The values of a cell that holds several, separated by "|"."""
    return tuple(cell.split("|")) if cell else ()


@functools.cache
def load_base() -> tuple[KnownEntity, ...]:
    """Every known entity that ships with the package, label by label in file order. Read once in a process."""
    return read_base(shipped())


@functools.cache
def ambiguous_aliases() -> dict[tuple[str, str], tuple[str, ...]]:
    """Which entities share a name: (label, alias key) -> ids; under label "*" those of several labels."""
    return read_ambiguous(shipped())


@functools.cache
def context_aliases() -> dict[tuple[str, str], str]:
    """Names that a matcher must not accept on sight: (label, alias key) -> why."""
    return read_context(shipped())


def read_base(folder: Traversable) -> tuple[KnownEntity, ...]:
    """The entities of the tables in a folder, with the names of names-cc-by-sa.tsv and names-own.tsv merged in.

    Raises: ValueError naming file and line for anything that no table may hold.
    """
    extra = _read_extra_names(folder)
    base: list[KnownEntity] = []
    for label, name in FILES.items():
        for line, row in enumerate(read_table(folder, name, COLUMNS, REQUIRED), start=2):
            try:
                base.append(_entity(label, row, extra.get(row["id"], ())))
            except ValueError as error:
                raise ValueError(f"{name}, line {line}: {error}") from error
    if strays := extra.keys() - {entity.id for entity in base}:
        raise ValueError(f"a table of further names: unknown entity {min(strays)!r}")
    return tuple(base)


def read_ambiguous(folder: Traversable) -> dict[tuple[str, str], tuple[str, ...]]:
    """The table of shared names in a folder. Raises: ValueError naming file and line."""
    name, found = "ambiguous_aliases.tsv", {}
    columns = ("label", "alias", "entities", "note")
    for line, row in enumerate(read_table(folder, name, columns, columns), start=2):
        if row["label"] not in LABELS and row["label"] != ANY_LABEL:
            raise ValueError(f"{name}, line {line}: unknown label {row['label']!r}; known are {', '.join(LABELS)}, *")
        key = (row["label"], alias_key(row["alias"]))
        if key in found:
            raise ValueError(f"{name}, line {line}: {row['alias']!r} is listed twice")
        found[key] = split(row["entities"])
    return found


def read_context(folder: Traversable) -> dict[tuple[str, str], str]:
    """The table of names that need context in a folder. Raises: ValueError naming file and line."""
    name, found = "context_aliases.tsv", {}
    columns = ("label", "alias", "why")
    for line, row in enumerate(read_table(folder, name, columns, columns), start=2):
        if row["label"] not in LABELS:
            raise ValueError(f"{name}, line {line}: unknown label {row['label']!r}; known are {', '.join(LABELS)}")
        key = (row["label"], alias_key(row["alias"]))
        if key in found:
            raise ValueError(f"{name}, line {line}: {row['alias']!r} is listed twice")
        found[key] = row["why"]
    return found


def _read_extra_names(folder: Traversable) -> dict[str, tuple[Alias, ...]]:
    """Further names of entities by id, from the tables that are there: each has its own basis and licence."""
    found = dict[str, list[Alias]]()
    columns = ("id", "name", "script", "source", "licence")
    for name, more in (("names-cc-by-sa.tsv", ()), ("names-own.tsv", ("basis",))):
        if more and not folder.joinpath(name).is_file():
            continue
        for line, row in enumerate(read_table(folder, name, (*columns, *more), (*columns, *more)), start=2):
            if row["script"] not in SCRIPTS or row["script"] != script_of(row["name"]):
                raise ValueError(f"{name}, line {line}: {row['name']!r} is not in script {row['script']!r}")
            basis = row.get("basis", "seen")
            if basis not in BASES:
                raise ValueError(f"{name}, line {line}: unknown basis {basis!r}; known are {', '.join(BASES)}")
            found.setdefault(row["id"], []).append(Alias(text=row["name"], script=row["script"], basis=basis))
    return {entity_id: tuple(aliases) for entity_id, aliases in found.items()}


def _entity(label: str, row: Row, extra: tuple[Alias, ...]) -> KnownEntity:
    stem, _, slug = row["id"].partition("/")
    if stem != LABELS[label].stem or not slug:
        raise ValueError(f"id {row['id']!r} does not begin with {LABELS[label].stem}/")
    status = row.get("status") or "verified"
    if status not in STATUSES:
        raise ValueError(f"unknown status {status!r}; known are {', '.join(STATUSES)}")
    if (homonym := row.get("homonym", "")) not in ("", "yes"):
        raise ValueError(f"homonym is 'yes' or empty, not {homonym!r}")
    return KnownEntity(
        id=row["id"],
        label=label,
        name=row["name"],
        kind=row["kind"],
        country=row.get("country", ""),
        parent_id=row.get("parent", ""),
        lat=_degrees(row.get("lat")),
        lon=_degrees(row.get("lon")),
        wikidata=row.get("wikidata", ""),
        geonames=row.get("geonames", ""),
        hs_code=row.get("hs_code", ""),
        maker_id=row.get("maker", ""),
        product_ids=split(row.get("products", "")),
        affiliation=row.get("affiliation", ""),
        homonym=homonym == "yes",
        note=row.get("note", ""),
        sources=tuple(row["source"].split("; ")) if row["source"] else (),
        licence=row["licence"],
        status=status,
        aliases=_aliases(row, extra),
    )


def _aliases(row: Row, extra: tuple[Alias, ...]) -> tuple[Alias, ...]:
    aliases: list[Alias] = []
    for column, basis in ALIAS_COLUMNS.items():
        if cell := row.get(column):
            aliases += [Alias(text=text, script=script_of(text), basis=basis) for text in cell.split("|")]
    return (*aliases, *extra)


def _degrees(cell: str | None) -> float | None:
    return float(cell) if cell else None
