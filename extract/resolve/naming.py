"""What each spelling means: worked out once, kept in `names`, and worked out again only where something changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from corpus.decisions.file import Decision
from corpus.records import digest
from corpus.store.resolution import Entities, NameRow
from extract.resolve.base import BaseIndex
from extract.resolve.base_relations import relations_of, rows_of
from extract.resolve.document import NameState
from extract.resolve.name_blocks import BARE_SURNAME, GENERIC, PLACE_NAME, block_of, group_block, met_keys, read_natural
from extract.resolve.rulings import Rulings, rulings_of

_STATES_KEPT = 300_000


class Naming:
    """The names of a corpus under a base and a set of decisions."""

    def __init__(self, entities: Entities, base: BaseIndex, decisions: Sequence[Decision], *, version: str) -> None:
        self.entities = entities
        self.base = base
        self.decisions = decisions
        self.rulings: Rulings = rulings_of(decisions, base.entities)
        self.version = version
        self.counts: Counter[str] = Counter()
        self.changed: set[tuple[str, str]] = set()  # names whose meaning is new or other than before
        self._states: dict[tuple[str, str], NameState] = {}

    def state(self, label: str, text: str) -> NameState:
        """What a spelling means by itself."""
        state = self._states.get((label, text))
        if state is None:
            if len(self._states) > _STATES_KEPT:
                self._states.clear()
            state = self._states[label, text] = self._read_state(label, text)
        return state

    def _read_state(self, label: str, text: str) -> NameState:
        row = self.entities.name(label, text)
        if row is None:
            return NameState(entity_id=None, score=0.0, why="")
        known = bool(row.natural_id) and row.natural_id in self.base.entities
        candidates = tuple(row.candidates.split("|")) if row.candidates else ()
        return NameState(
            entity_id=row.entity_id,
            score=row.score,
            why=row.why,
            known=known or bool(candidates),
            candidates=candidates,
        )

    # decisions

    def apply_rulings(self) -> None:
        """Replay the decisions when the file says something else than at the last run."""
        self.entities.save_decisions((d.id, d.verdict, d.a, d.b, d.label, d.who, d.at, d.why) for d in self.decisions)
        mark = digest(repr([(d.id, d.verdict, d.a, d.b) for d in self.decisions]))
        if self.entities.state("decisions") == mark:
            return
        changed = []
        for row in self.entities.all_names():
            final = self.rulings.final(row.natural_id, row.text)
            candidates = self._final_candidates(row)
            if final != row.entity_id or candidates != row.candidates:
                changed.append((row, replace(row, entity_id=final, candidates=candidates)))
        self._save(changed)
        self.entities.touch(self._ruled_ids())
        self.entities.touch(self._formerly_ruled())
        self.entities.set_state("ruled", "|".join(sorted(self._ruled_ids())))
        self.entities.set_state("decisions", mark)

    def _final_candidates(self, row: NameRow) -> str:
        finals = {self.rulings.final(key, "") or key for key in row.candidates.split("|") if key}
        return "|".join(sorted(finals)) if len(finals) == len(row.candidates.split("|")) else row.candidates

    def _ruled_ids(self) -> set[str]:
        ids = {key for decision in self.decisions for key in (decision.a, decision.b) if "/" in key}
        return ids | {head for head, _ in self.rulings.merged.values()}

    def _formerly_ruled(self) -> list[str]:
        return (self.entities.state("ruled") or "").split("|")

    # the base

    def apply_base(self) -> None:
        """Read every name again when the base, or this code, is another than at the last run."""
        mark = f"{self.version}:{digest(repr(list(self.base.entities.values())))}"
        if self.entities.state("base") == mark:
            return
        if self.entities.state("version") != self.version:
            self._key_again()
        blocks = {(row.label, block_of(row.text, row.label)) for row in self.entities.all_names()}
        self._group(blocks, {})
        formerly = set((self.entities.state("known") or "").split("|")) - {""}
        self.entities.touch(formerly | set(self.base.entities))
        self.entities.touch_named()
        self.entities.set_state("known", "|".join(self.base.entities))
        self.entities.save_relations(rows_of(relations_of(self.base)))
        self.entities.set_state("base", mark)

    def _key_again(self) -> None:
        """Give every name the keys that this version's code makes."""
        names = list(self.entities.all_names())
        self.entities.drop_keys()
        self.entities.save_keys((row.label, key, row.text) for row in names for key in met_keys(row.text, row.label))
        self.entities.save_names(replace(row, block=block_of(row.text, row.label)) for row in names)
        self.entities.set_state("version", self.version)

    # new names

    def learn(self, articles: Sequence[str], *, drop_orphans: bool) -> None:
        """Take in the names of these articles, and forget those that no mention bears any more."""
        blocks: set[tuple[str, str]] = set()
        if drop_orphans:
            orphans = self.entities.orphan_names()
            self.entities.drop_names((label, text) for label, text, _, _ in orphans)
            self.entities.touch(entity for *_, entity in orphans)
            blocks |= {(label, block) for label, _, block, _ in orphans}
        first = not self.entities.any_names()
        new = self.entities.new_names(articles)
        rows = [
            NameRow(
                label=label,
                text=text,
                block=block_of(text, label),
                natural_id=None,
                entity_id=None,
                score=0.0,
                why="",
            )
            for label, text in new
        ]
        self.entities.save_names(rows)
        self.entities.save_keys((label, key, text) for label, text in new for key in met_keys(text, label))
        self.counts["new names"] = len(new)
        self.changed.update(new)
        fresh: dict[tuple[str, str], list[NameRow]] = {}
        for row in rows:
            fresh.setdefault((row.label, row.block), []).append(row)
        self._group(blocks | fresh.keys(), fresh if first else {})

    def _group(self, blocks: Iterable[tuple[str, str]], held: Mapping[tuple[str, str], list[NameRow]]) -> None:
        """Work out again what the names of these blocks mean; `held` are blocks whose names need not be read."""
        changed = []
        for label, block in sorted(blocks):
            rows = held.get((label, block)) or self.entities.names_in_block(label, block)
            for old, new in zip(rows, self._read_block(label, block, rows), strict=True):
                if old != new:
                    changed.append((old, new))
        self._save(changed)

    def _read_block(self, label: str, block: str, rows: Sequence[NameRow]) -> list[NameRow]:
        natural = {row.text: read_natural(row.text, label, self.base) for row in rows}
        unknown = [
            text
            for text, found in natural.items()
            if len(found.ids) != 1 and found.why not in (BARE_SURNAME, GENERIC, PLACE_NAME)
        ]
        groups = group_block(unknown, label, block)
        answer = []
        for row in rows:
            found = natural[row.text]
            key: str | None
            candidates: tuple[str, ...] = ()
            if len(found.ids) == 1:
                key, score, why = found.ids[0], found.score, found.why
            elif row.text in groups:
                key, fits = groups[row.text]
                candidates = found.ids or fits
                score, why = (0.5, "unsure: one name of several") if candidates else (0.7, "by its own name")
            else:
                key, score, why = None, 0.0, found.why
            answer.append(
                replace(
                    row,
                    natural_id=key,
                    entity_id=self.rulings.final(key, row.text),
                    score=score,
                    why=why,
                    candidates="|".join(candidates),
                )
            )
        return answer

    def _save(self, changed: Sequence[tuple[NameRow, NameRow]]) -> None:
        self.entities.save_names(new for _, new in changed)
        names = [(new.label, new.text) for _, new in changed]
        fresh = {name for name in names if name in self.changed}
        self.entities.reopen(name for name in names if name not in fresh)
        self.entities.touch(key for old, new in changed for key in (old.entity_id, new.entity_id))
        self.changed.update(names)
        for name in names:
            self._states.pop(name, None)
