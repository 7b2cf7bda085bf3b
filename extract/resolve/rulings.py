"""Decisions as resolution applies them: which entity an id stands for now, and which spellings leave it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from corpus.decisions.file import Decision
from corpus.names import fold
from corpus.records import digest


@dataclass(kw_only=True, slots=True)
class Rulings:
    """What the decisions amount to. Built by `rulings_of`; ids are those that resolution gives without decisions."""

    merged: dict[str, tuple[str, str]] = field(default_factory=dict)  # id -> (what it is now, the decision's id)
    splits: dict[tuple[str, str], str] = field(default_factory=dict)  # (id, folded spelling) -> new id
    hidden: frozenset[str] = frozenset()
    names: dict[str, str] = field(default_factory=dict)
    apart: frozenset[tuple[str, str]] = frozenset()

    def final(self, natural: str | None, text: str) -> str | None:
        """The entity that a spelling belongs to, given what it would be without decisions."""
        if natural is None:
            return None
        split = self.splits.get((natural, fold(text)))
        chosen = split or natural
        return self.merged[chosen][0] if chosen in self.merged else chosen


def rulings_of(decisions: Iterable[Decision], known: Iterable[str]) -> Rulings:
    """The decisions taken together; of two that contradict each other the later one holds."""
    known_ids = set(known)
    same: dict[tuple[str, str], Decision] = {}
    apart: set[tuple[str, str]] = set()
    rulings = Rulings()
    hidden = set()
    for decision in decisions:
        pair = (min(decision.a, decision.b), max(decision.a, decision.b))
        if decision.verdict == "same":
            same[pair] = decision
            apart.discard(pair)
        elif decision.verdict == "different":
            apart.add(pair)
            same.pop(pair, None)
        elif decision.verdict == "hide":
            hidden.add(decision.a)
        elif decision.verdict == "rename":
            rulings.names[decision.a] = decision.b
        else:
            for text in decision.b.split("|"):
                rulings.splits[decision.a, fold(text)] = split_id(decision.a, text)
    rulings.merged = _merge(same, known_ids)
    rulings.apart = frozenset(apart)
    rulings.hidden = frozenset(hidden)
    return rulings


def split_id(entity_id: str, text: str) -> str:
    """The id of what a spelling becomes when it is split from an entity."""
    stem = entity_id.partition("/")[0]
    return f"{stem}/x.split.{digest(f'{entity_id}{fold(text)}')[:10]}"


def _merge(same: dict[tuple[str, str], Decision], known: set[str]) -> dict[str, tuple[str, str]]:
    """Groups of ids that are one thing: each member but the head -> (head, the decision that drew it in)."""
    groups: dict[str, set[str]] = {}
    drawn: dict[str, str] = {}
    for (a, b), decision in same.items():
        group = groups.get(a, {a}) | groups.get(b, {b})
        for member in group:
            groups[member] = group
        drawn.setdefault(a, decision.id)
        drawn.setdefault(b, decision.id)
    heads = {member: min(group, key=lambda key: (key not in known, key)) for member, group in groups.items()}
    return {member: (head, drawn[member]) for member, head in heads.items() if member != head}
