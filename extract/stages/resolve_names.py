"""The resolve stage: what every new name means, then what every mention of the pending articles means."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from corpus.decisions.file import read_decisions
from corpus.decisions.story_rulings import LABEL as STORY
from corpus.store.articles import Corpus
from corpus.store.report import OnProgress, StageReport
from corpus.store.resolution import Entities
from extract.resolve.base import BaseIndex, base_index
from extract.resolve.document import NameState, Spot, resolve_document
from extract.resolve.entity_rows import settle
from extract.resolve.naming import Naming
from extract.stages.processes import batched

STAGE = "resolve"
# Raise it when name keys, conflicts or the rules inside an article change: names are then keyed and read again.
VERSION = "resolve-1"
BATCH = 4000
# Mentions are written in the order of articles, their index in the order of entities: pages must stay at hand.
CACHE_MB = 160


def resolve_pending(
    data: Path,
    *,
    limit: int | None = None,
    stale: bool = False,
    dry_run: bool = False,
    now: datetime | None = None,
    base: BaseIndex | None = None,
    on_progress: OnProgress | None = None,
) -> StageReport:
    """Resolve the mentions of the articles that are pending; the report counts articles, names and mentions.

    A run that is killed leaves whole batches; the next one ends with the same rows. `now` changes nothing here: it is
    taken so that all stages are called alike.

    Raises:
        Abort: the corpus cannot be written, or decisions.csv cannot be understood.
    """
    started = time.monotonic()
    decisions = tuple(decision for decision in read_decisions(data) if decision.label != STORY)
    with Corpus(data) as corpus:
        corpus.db.execute(f"pragma cache_size = {-1024 * CACHE_MB}").close()
        entities = Entities(corpus.db)
        naming = Naming(entities, base or base_index(), decisions, version=VERSION)
        report = StageReport(stage=STAGE)
        if dry_run:
            pending = entities.pending(version=VERSION, stale=stale, limit=limit)
            report.pending = len(pending)
            report.found["new names"] = len(entities.new_names([article for article, _ in pending]))
            return report
        with corpus.atomic():
            naming.apply_rulings()
            naming.apply_base()
            asked = entities.pending(version=VERSION, stale=stale, limit=limit)
            naming.learn([article for article, _ in asked], drop_orphans=limit is None)
        pending = entities.pending(version=VERSION, stale=stale, limit=limit)
        report.pending = len(pending)
        _resolve_articles(corpus, entities, pending, naming.state, report, on_progress)
        with corpus.atomic():
            settle(entities, naming)
        report.found.update(naming.counts)
    report.seconds = time.monotonic() - started
    return report


def _resolve_articles(
    corpus: Corpus,
    entities: Entities,
    pending: Sequence[tuple[str, str]],
    state_of: Callable[[str, str], NameState],
    report: StageReport,
    on_progress: OnProgress | None,
) -> None:
    for batch in batched(pending, BATCH):
        updates: list[tuple[str | None, float | None, str, str]] = []
        touched: set[str | None] = set()
        with corpus.atomic():
            for article, _ in batch:
                spots = [Spot._make(row) for row in entities.mentions_of(article)]
                found = resolve_document(spots, state_of)
                for spot in spots:
                    resolution = found[spot.id]
                    report.found["resolved" if resolution.entity_id else "open"] += 1
                    if spot[5:] != resolution:
                        updates.append((*resolution, spot.id))
                        touched.add(spot.entity_id)
                        touched.add(resolution.entity_id)
            entities.save_resolutions(updates)
            entities.touch(touched)
            entities.mark_done(batch, version=VERSION)
        report.done += len(batch)
        report.found["changed"] += len(updates)
        if on_progress is not None:
            on_progress(report.done, len(pending))
