"""The facts stage: figures out of the articles that are new, changed or resolved anew, then the monthly tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path

from corpus.store.articles import Corpus
from corpus.store.derived import STAGE, ArticleFacts, Facts, figures_found
from corpus.store.report import OnProgress, StageReport
from corpus.store.stage import EVERYTHING, Stage, StageOptions, run_stage
from corpus.versions import stage_version

# Raise it when the code of the rules changes what comes out; their patterns and tables count by themselves.
REVISION = "facts-48"


def facts_pending(
    data: Path, options: StageOptions = EVERYTHING, *, on_progress: OnProgress | None = None
) -> StageReport:
    """Read the figures of the articles that are pending; the report counts them by table.

    An article is pending once its present text is tagged and resolved, and again when a name of it, what a name means,
    or its date changes. A run that is killed leaves whole batches; the next one ends with the same rows.

    Raises:
        Abort: the data directory cannot be used.
    """
    with Corpus(data) as corpus:
        return run_stage(FactsStage(corpus, options), on_progress=on_progress)


class FactsStage(Stage[tuple[str, str], ArticleFacts]):
    """Articles to figures."""

    name = STAGE
    batch = 200

    def __init__(self, corpus: Corpus, options: StageOptions) -> None:
        super().__init__(corpus, options)
        self.facts = Facts(corpus.db)

    @cached_property
    def version(self) -> str:
        """The revision, with the rules' patterns and tables."""
        return stage_version(REVISION, "extract.facts")

    def pending(self) -> Sequence[tuple[str, str]]:
        """Articles whose text, date or names changed since they were read."""
        return self.facts.pending()

    def outdated(self) -> Sequence[tuple[str, str]]:
        """Articles that another version read."""
        return self.facts.outdated(version=self.version)

    def work(self, batches: Iterable[Sequence[tuple[str, str]]], count: int) -> Iterator[Sequence[ArticleFacts]]:
        """The figures of each batch."""
        for batch in batches:
            yield [self._attempted(key, input) for key, input in batch]

    def _attempted(self, key: str, input: str) -> ArticleFacts:
        """The figures of an article; none of one on which reading them breaks."""
        # imported here, so that a pass with no article to read loads neither the rules nor spaCy
        from extract.stages.article_facts import read_article

        none = ArticleFacts(article_id=key, input=input, month=None, figures=(), products=())
        return self.attempt(
            key, lambda: read_article(self.facts.article(key), self.facts.names(key), input=input), lambda: none
        )

    def save(self, results: Sequence[ArticleFacts]) -> None:
        """Store the figures."""
        with self.corpus.atomic():
            for found in results:
                self.facts.save(found, version=self.version)
                self.report.found.update(figures_found(found.figures))
            self.note_refusals(found.article_id for found in results)

    def finish(self) -> None:
        """Forget the figures of articles that are gone, and work the monthly tables out again."""
        with self.corpus.atomic():
            self.report.found["articles gone"] += self.facts.drop_orphans()
            self.report.found["product months"] += self.facts.refresh_products()
            self.facts.refresh_activity()
            self.facts.forget_waiting()
