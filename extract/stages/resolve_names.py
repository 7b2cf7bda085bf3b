"""The resolve stage: what every new name means, then what every mention of the pending articles means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from corpus.decisions.file import read_decisions
from corpus.decisions.story_rulings import LABEL as STORY
from corpus.records import digest
from corpus.store.articles import Corpus
from corpus.store.report import OnProgress, StageReport
from corpus.store.resolution import SETTLED, STAGE, Entities
from corpus.store.stage import EVERYTHING, Stage, StageOptions, run_stage
from corpus.versions import build_mark, stage_version
from extract.resolve.base import BaseIndex, base_index
from extract.resolve.bearing import Bearing
from extract.resolve.document import Spot, resolve_document
from extract.resolve.entity_rows import settle
from extract.resolve.naming import Naming
from extract.resolve.neighbours import choose_places

# Raise it when the code of name keys, conflicts or the rules inside an article changes: names are then keyed and read
# again. Their tables count by themselves.
REVISION = "resolve-10"
# Mentions are written in the order of articles, their index in the order of entities: pages must stay at hand.
CACHE_MB = 160


def resolve_pending(
    data: Path,
    options: StageOptions = EVERYTHING,
    *,
    base: BaseIndex | None = None,
    on_progress: OnProgress | None = None,
) -> StageReport:
    """Resolve the mentions of the articles that are pending; the report counts articles, names and mentions.

    A run that is killed leaves whole batches; the next one ends with the same rows.

    Raises:
        Abort: the corpus cannot be written, or decisions.csv cannot be understood.
    """
    with Corpus(data) as corpus:
        settled = digest(f"{build_mark()} {read_decisions(data)!r}") if base is None else ""
        nothing_asked = not (options.stale or options.dry_run)
        if settled and nothing_asked and Entities(corpus.db).is_settled(settled):
            return StageReport(stage=STAGE)
        return run_stage(ResolveStage(corpus, options, base or base_index(), settled), on_progress=on_progress)


@dataclass(frozen=True, kw_only=True, slots=True)
class ResolvedArticle:
    """An article whose mentions are resolved: its tagging, those that changed, and the entities that this touches."""

    article_id: str
    input: str
    changes: tuple[tuple[str | None, float | None, str, str], ...]
    touched: frozenset[str | None]
    resolved: int
    open: int


class ResolveStage(Stage[tuple[str, str], ResolvedArticle]):
    """Mentions to entities."""

    name = STAGE
    batch = 4000

    def __init__(self, corpus: Corpus, options: StageOptions, base: BaseIndex, settled: str) -> None:
        super().__init__(corpus, options)
        self.settled = settled if options.limit is None else ""
        corpus.db.execute(f"pragma cache_size = {-1024 * CACHE_MB}").close()
        decisions = tuple(decision for decision in read_decisions(corpus.data) if decision.label != STORY)
        self.entities = Entities(corpus.db)
        self.naming = Naming(self.entities, base, decisions, version=self.version)
        self.bearing = Bearing(self.entities, self.naming)

    @cached_property
    def version(self) -> str:
        """The revision, with the tables of name keys and of resolution."""
        return stage_version(REVISION, "corpus.names", "extract.resolve")

    def prepare(self) -> None:
        """Replay decisions, take in the base and the new names; this can make more articles pending."""
        with self.corpus.atomic():
            self.entities.set_state(SETTLED, "")
            self.naming.apply_rulings()
            self.naming.apply_base()
            asked = [article for article, _ in self.pending()[: self.options.limit]]
            self.naming.learn(asked, drop_orphans=self.options.limit is None)
            self.bearing.note(asked)

    def pending(self) -> Sequence[tuple[str, str]]:
        """Articles whose present mentions are not resolved."""
        return self.entities.pending()

    def outdated(self) -> Sequence[tuple[str, str]]:
        """Articles that another version resolved."""
        return self.entities.outdated(version=self.version)

    def foresee(self, items: Sequence[tuple[str, str]]) -> None:
        """How many names are new."""
        self.report.found["new names"] = len(self.entities.new_names([article for article, _ in items]))

    def work(self, batches: Iterable[Sequence[tuple[str, str]]], count: int) -> Iterator[Sequence[ResolvedArticle]]:
        """What the mentions of each batch mean."""
        for batch in batches:
            yield [self._attempted(article, input) for article, input in batch]

    def _attempted(self, article: str, input: str) -> ResolvedArticle:
        """The article resolved; one on which that breaks stays as it was."""
        unchanged = ResolvedArticle(
            article_id=article, input=input, changes=(), touched=frozenset(), resolved=0, open=0
        )
        return self.attempt(article, lambda: self._resolve(article, input), lambda: unchanged)

    def _resolve(self, article: str, input: str) -> ResolvedArticle:
        spots = [Spot._make(row) for row in self.entities.mentions_of(article)]
        found = resolve_document(spots, self.naming.state)
        found = choose_places(spots, found, self.naming.state, self.naming.base.around)
        found = self.bearing.choose(article, spots, found)
        found = self.bearing.choose_bodies(article, spots, found)
        changed = [spot for spot in spots if spot[5:] != found[spot.id]]
        resolved = sum(found[spot.id].entity_id is not None for spot in spots)
        return ResolvedArticle(
            article_id=article,
            input=input,
            changes=tuple((*found[spot.id], spot.id) for spot in changed),
            touched=frozenset(key for spot in changed for key in (spot.entity_id, found[spot.id].entity_id)),
            resolved=resolved,
            open=len(spots) - resolved,
        )

    def save(self, results: Sequence[ResolvedArticle]) -> None:
        """Write what changed."""
        with self.corpus.atomic():
            self.entities.save_resolutions([change for article in results for change in article.changes])
            self.entities.touch({key for article in results for key in article.touched})
            self.entities.mark_done([(article.article_id, article.input) for article in results], version=self.version)
            self.note_refusals(article.article_id for article in results)
        for article in results:
            self.report.found["resolved"] += article.resolved
            self.report.found["open"] += article.open
            self.report.found["changed"] += len(article.changes)

    def finish(self) -> None:
        """Bring the rows of the touched entities up to date."""
        with self.corpus.atomic():
            settle(self.entities, self.naming)
            self.entities.forget_waiting()
            self.entities.set_state(SETTLED, self.settled)
        self.report.found.update(self.naming.counts)
