"""The end of a resolve run: the rows of the entities that it touched."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from corpus.decisions.queue import Doubt
from corpus.labels import label_of
from corpus.names import script_of
from corpus.store.bearer_notes import BearerNotes
from corpus.store.resolution import Entities, EntityRow, NameRow
from extract.resolve.base import BaseIndex
from extract.resolve.doubtful_pairs import doubts_of
from extract.resolve.name_blocks import provisional_kind
from extract.resolve.naming import Naming
from extract.resolve.plant_facts import plant_kind, plant_place
from extract.resolve.said import COUNTRY_NAMES
from extract.resolve.state_bodies import is_bare_body
from models.kb import KnownEntity


def settle(entities: Entities, naming: Naming) -> None:
    """Write names, aliases, counts, redirects and doubts of the entities touched since the last settled run."""
    touched = entities.touched()
    lived = set(entities.existing(touched))
    names = entities.commonest_names()
    gone: list[str] = []
    for key in touched:
        row = _row(key, names.get(key), entities, naming)
        if row is None:
            gone.append(key)
        elif key in lived:
            entities.save_entity(row)
            entities.save_aliases(key, _aliases(key, entities, naming))
        else:
            entities.add_entity(row, _aliases(key, entities, naming))
    entities.refresh_counts()
    gone += _empty_ones(entities, naming)
    for key in gone:
        entities.drop_entity(key)
    _redirect(entities, naming, [key for key in gone if key in lived])
    doubted = {*touched, *entities.doubted_with(touched)} - set(gone)
    for key in touched:
        entities.drop_doubts(key)
    for doubt in (*doubts_of(sorted(doubted), entities, naming), *_parted_doubts(touched, entities, naming)):
        entities.save_doubt(doubt.a, doubt.b, doubt.label, doubt.score, doubt.why)
    entities.drop_stray_doubts()
    entities.clear_touched()
    naming.counts["entities touched"] = len(touched)


def _parted_doubts(touched: Sequence[str], entities: Entities, naming: Naming) -> Iterator[Doubt]:
    """The bearers of one name that were told apart: whether they are two is for a person to say."""
    notes = BearerNotes(entities.db)
    fresh = set(touched)
    for label, block in sorted(notes.parted()):
        if label == "ORG":
            continue  # two countries' ministries need nobody's word
        bearers = notes.bearers(label, block)
        ids = {name.entity_id for name in entities.names_in_block(label, block) if name.entity_id} | bearers.keys()
        for key, other in combinations(sorted(ids), 2):
            if fresh & {key, other} and (key, other) not in naming.rulings.apart:
                said = "; ".join(f"of one “{', '.join(marks)}”" for marks in bearers.values())
                yield Doubt(a=key, b=other, label=label, score=0.9, why=f"one name, and {said} is said")


def _row(key: str, commonest: str | None, entities: Entities, naming: Naming) -> EntityRow | None:
    """The entity's own columns, or None when there is no such entity (any more)."""
    if key in naming.rulings.merged:
        return None
    known = naming.base.entities.get(key)
    if known is not None:
        row = known_row(known)
    elif commonest is not None:
        row = _provisional_row(key, commonest, entities, naming)
    elif (bearer := _bearer_row(key, entities, naming.base)) is not None:
        row = bearer
    else:
        return None
    row["name"] = naming.rulings.names.get(key, row["name"])
    if key in naming.rulings.hidden:
        row["status"] = "hidden"
    if row["label"] == "FACTORY" and known is not None and not known.parent_id:
        _give_place(row, entities, naming)
    if row["label"] == "FACTORY":
        _give_point(row, entities, naming)
    return row


def _give_place(row: EntityRow, entities: Entities, naming: Naming) -> None:
    """A known plant of which the base does not say where it lies has the place that its name or sentences tell."""
    names = entities.names_of(row["id"])
    notes = BearerNotes(entities.db)
    marks = [mark for block in sorted({name.block for name in names}) for mark in notes.all_marks("FACTORY", block)]
    lie = plant_place([row["name"]], marks, naming.base)
    row["parent_id"] = lie.place_id if lie else None
    entities.save_basis(row["id"], "parent_id", lie.basis if lie else "", "")


def _provisional_row(key: str, commonest: str, entities: Entities, naming: Naming) -> EntityRow:
    names = entities.names_of(key)
    label, texts = names[0].label, [name.text for name in names]
    row: EntityRow = {"id": key, "label": label, "name": commonest, "kind": None, "status": "provisional"}
    if label != "FACTORY":
        row["kind"] = provisional_kind(label, texts)
        return row
    row["kind"] = plant_kind(texts)
    marks = [mark for name in names for mark in BearerNotes(entities.db).all_marks(label, name.block)]
    lie = plant_place(texts, marks, naming.base)
    row["parent_id"] = lie.place_id if lie else None
    entities.save_basis(key, "kind", "the noun of its name" if row["kind"] else "", "")
    entities.save_basis(key, "parent_id", lie.basis if lie else "", "")
    return row


def _give_point(row: EntityRow, entities: Entities, naming: Naming) -> None:
    """A plant without a point of its own has that of the place that it lies in, marked so."""
    place = naming.base.entities.get(row.get("parent_id") or "")
    if row.get("lat") is not None or place is None or place.lat is None or place.kind == "country":
        entities.save_basis(row["id"], "point", "its own" if row.get("lat") is not None else "", "plant")
        return
    row["lat"], row["lon"] = place.lat, place.lon
    entities.save_basis(row["id"], "point", f"the point of {place.name}", place.kind)


def _bearer_row(key: str, entities: Entities, base: BaseIndex) -> EntityRow | None:
    """One of several bearers of a name, called by the name with what tells it from the others."""
    found = BearerNotes(entities.db).bearer(key)
    names = entities.names_in_block(found[0], found[1]) if found else []
    if found is None or not names:
        return None
    label, _, marks = found
    lies = plant_place((), marks.split("|"), base) if label == "FACTORY" else None
    if label == "ORG":
        names = [name for name in names if is_bare_body(name.text)] or names
    shown = max(names, key=lambda name: (name.natural_id is not None, len(name.text), name.text)).text
    return {
        "id": key,
        "label": label,
        "name": f"{shown} ({', '.join(_mark_in_words(mark, label, base) for mark in marks.split('|'))})",
        "kind": plant_kind(name.text for name in names) if label == "FACTORY" else None,
        "status": "provisional",
        "country": marks if label == "ORG" else None,
        "parent_id": lies.place_id if lies else None,
        "note": "told from others of that name by what sentences say",
    }


def _mark_in_words(mark: str, label: str, base: BaseIndex) -> str:
    """What tells a bearer, for people: the county's name rather than its key; one that the base lacks as it sounds."""
    if label == "ORG":
        return COUNTRY_NAMES.get(mark, mark)
    if label != "FACTORY":
        return mark
    lies = plant_place((), [mark], base)
    place = base.entities.get(lies.place_id) if lies and lies.place_id else None
    return place.name if place else mark.replace(".", "").capitalize()


def _bearer_aliases(key: str, entities: Entities) -> list[tuple[str, str, str]]:
    found = BearerNotes(entities.db).bearer(key)
    names = entities.names_in_block(found[0], found[1]) if found else []
    if found and found[0] == "ORG":
        names = [name for name in names if is_bare_body(name.text)]
    return [(name.text, script_of(name.text), "corpus") for name in names]


def known_row(known: KnownEntity) -> EntityRow:
    """A known entity as a row of `entities`."""
    return {
        "id": known.id,
        "label": known.label,
        "name": known.name,
        "kind": known.kind or None,
        "status": "known",
        "country": known.country or None,
        "lat": known.lat,
        "lon": known.lon,
        "parent_id": known.parent_id or None,
        "maker_id": known.maker_id or None,
        "wikidata": known.wikidata or None,
        "geonames": known.geonames or None,
        "hs_code": known.hs_code or None,
        "note": known.note or None,
        "source": "; ".join(known.sources) or None,
    }


def _aliases(key: str, entities: Entities, naming: Naming) -> list[tuple[str, str, str]]:
    """(alias, script, source): the base's, with how it has them, then the spellings met in the corpus."""
    aliases: list[tuple[str, str, str]] = []
    members = [key, *sorted(member for member, (head, _) in naming.rulings.merged.items() if head == key)]
    for member in members:
        known = naming.base.entities.get(member)
        if known is not None:
            aliases.append((known.name, script_of(known.name), "seen"))
            aliases += [(alias.text, alias.script, alias.basis) for alias in known.aliases]
    aliases += [(name.text, script_of(name.text), "corpus") for name in entities.names_of(key)]
    return aliases + _bearer_aliases(key, entities)


def _empty_ones(entities: Entities, naming: Naming) -> list[str]:
    """Touched entities that the base does not know and that no mention means, nor an earlier text of an article: all
    their names were short forms.
    """
    rows = entities.db.execute(
        "select e.id from touched_entities t join entities e on e.id = t.id where e.mentions = 0 and not exists"
        " (select 1 from names n join version_mentions v on v.text = n.text and v.label = n.label"
        "  where n.entity_id = e.id)"
    ).fetchall()
    return [row[0] for row in rows if row[0] not in naming.base.entities]


def _redirect(entities: Entities, naming: Naming, gone: list[str]) -> None:
    """An id that went leads on to where its names went; one that came back leads nowhere."""
    entities.drop_redirects("why like 'decision %'")
    for key, (head, decision) in naming.rulings.merged.items():
        entities.save_redirect(key, head, f"decision {decision}")
    for key in gone:
        if key in naming.rulings.merged:
            continue
        successor = _successor(key, entities)
        if successor is not None:
            entities.save_redirect(key, successor, "its names mean this now")
    entities.drop_redirects("id in (select id from entities)")


def _successor(key: str, entities: Entities) -> str | None:
    """Where most of the names of a vanished provisional id's block went."""
    block: list[NameRow] = []
    tail = key.partition("/x.")[2]
    label = label_of(key)
    while tail and not block:
        block = entities.names_in_block(label, tail)
        tail = tail.rpartition(".")[0]
    heirs = [name.entity_id for name in block if name.entity_id and name.entity_id != key]
    return max(sorted(set(heirs)), key=heirs.count) if heirs else None
