"""How the things of the base belong together: who makes what, which good is of a kind, who holds which office."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus.names.runs import singular
from corpus.names.text import fold_words
from corpus.names.vocabulary import american
from extract.resolve.base import BaseIndex
from models.kb import KnownEntity

_YEARS = re.compile(r"\(?\b(?:since |appointed )?(?:[A-Z][a-z]{2} )?(\d{4})(?:\s?[-–]\s?(\d{2,4})?)?\)?")


@dataclass(frozen=True, kw_only=True, slots=True)
class Relation:
    """`subject` stands in `relation` to `object`: "makes", "kind of", "part of", "holds office" (with its `role`, at an
    organisation where it is known). `since` and `until` are years; `basis` says what tells so.
    """

    subject: str
    relation: str
    object: str
    role: str = ""
    since: str | None = None
    until: str | None = None
    basis: str = "knowledge base"
    source: str = ""


def relations_of(base: BaseIndex) -> list[Relation]:
    """All relations that the base states or that names of goods and bodies tell, each once."""
    goods = {_good_words(entity.name): entity.id for entity in base.entities.values() if _is_commodity(entity)}
    found: dict[tuple[str, str, str, str], Relation] = {}
    for entity in base.entities.values():
        for relation in (*_made(entity), *_kind(entity, goods), *_offices(entity, base), *_bodies(entity, base)):
            found.setdefault((relation.subject, relation.relation, relation.object, relation.role), relation)
    return [found[key] for key in sorted(found)]


def _source(entity: KnownEntity) -> str:
    return "; ".join(entity.sources)


def _made(entity: KnownEntity) -> Iterator[Relation]:
    for good in entity.product_ids:
        yield Relation(subject=entity.id, relation="makes", object=good, source=_source(entity))
    if entity.maker_id:
        yield Relation(subject=entity.maker_id, relation="makes", object=entity.id, source=_source(entity))


def _is_commodity(entity: KnownEntity) -> bool:
    return entity.label == "PRODUCT" and entity.kind == "commodity"


def _good_words(name: str) -> tuple[str, ...]:
    """A good's words, singular and in American spelling."""
    return tuple(american(singular(word)) for word in fold_words(name))


def _kind(entity: KnownEntity, goods: dict[tuple[str, ...], str]) -> Iterator[Relation]:
    """Organic fertiliser is a fertiliser: the longest end of a good's name that is a good itself."""
    words = _good_words(entity.name) if _is_commodity(entity) else ()
    for start in range(1, len(words)):
        if (parent := goods.get(words[start:])) and parent != entity.id:
            yield Relation(subject=entity.id, relation="kind of", object=parent, basis="its name", source="own rule")
            return


def _offices(entity: KnownEntity, base: BaseIndex) -> Iterator[Relation]:
    """The offices of a person, as the base words them, with the organisation where one of the base's is named."""
    for office in re.split(r";\s*|\|", entity.affiliation) if entity.label == "PERSON" else ():
        years = _YEARS.search(office)
        until = years[2] if years else None
        if years and until and len(until) == 2:
            until = years[1][:2] + until
        role = _YEARS.sub("", office).strip(" ,()") or office
        yield Relation(
            subject=entity.id,
            relation="holds office",
            object=_body_in(role, base),
            role=role,
            since=years[1] if years else None,
            until=until or ("" if office.startswith("former") else None),
            source=_source(entity),
        )


def _body_in(role: str, base: BaseIndex) -> str:
    """The organisation that a role names: the whole of it, or what stands after "of", a comma, or "Minister of"."""
    ministry = re.sub(r"^(?:former |vice[- ])*minister of", "Ministry of", role, flags=re.IGNORECASE)
    parts = [role, ministry, *re.split(r", | of (?:the )?", role)]
    for part in parts:
        found = base.find_exact(part.strip(), "ORG") if len(part) > 2 else None
        if found and len(found.ids) == 1:
            return found.ids[0]
    return ""


_PARTY, _ASSEMBLY = "org/workers-party-of-korea", "org/supreme-peoples-assembly"
_OF_PARTY = re.compile(r"\bWPK\b|Workers' Party of Korea")


def _bodies(entity: KnownEntity, base: BaseIndex) -> Iterator[Relation]:
    """The bodies of the Party and of the Assembly, by their names."""
    if entity.label != "ORG" or entity.country != "KP":
        return
    for top, told in ((_PARTY, _OF_PARTY.search(entity.name)), (_ASSEMBLY, "Supreme People's Assembly" in entity.name)):
        if told and top in base.entities and entity.id != top:
            yield Relation(subject=entity.id, relation="part of", object=top, basis="its name", source=_source(entity))


def rows_of(relations: Iterable[Relation]) -> list[tuple[str | None, ...]]:
    """The rows of `entity_relations`."""
    return [(r.subject, r.relation, r.object, r.role, r.since, r.until, r.basis, r.source) for r in relations]
