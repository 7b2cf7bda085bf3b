"""The facts stage: figures out of the articles that are new, changed or resolved anew, then the monthly tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from corpus.records import Table
from corpus.store.articles import Corpus
from corpus.store.derived import (
    STAGE,
    ActivityReport,
    ArticleFacts,
    ArticleText,
    Facts,
    Figure,
    NamedMention,
    PriceQuote,
    ProductPlace,
    Visit,
    figures_found,
)
from corpus.store.report import OnProgress, StageReport
from corpus.store.stage import EVERYTHING, Stage, StageOptions, run_stage
from corpus.versions import stage_version
from extract.facts.en.activity import read_activity
from extract.facts.passage.calendar_forms import Bounds
from extract.facts.passage.figure_candidates import Candidate
from extract.facts.passage.passage_figures import figures_of, kept_back, published, weighed_candidates
from extract.facts.passage.plant_links import status_of
from extract.facts.tables.table_figures import in_table, read_tables
from extract.facts.tagged_sentences import read_sentences

# Raise it when the code of the rules changes what comes out; their patterns and tables count by themselves.
REVISION = "facts-26"
LANGUAGES = ("en", None)  # in which the rules for one sentence read activity, besides the passage reader


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


def read_article(article: ArticleText, mentions: Iterable[NamedMention], *, input: str) -> ArticleFacts:
    """All figures of an article with its mentions."""
    rows = list(mentions)
    tables = article.get("tables", ())
    candidates = [each for each in weighed_candidates(article, rows) if not _in_table(each, article["text"], tables)]
    figures = [*read_tables(article, tables), *figures_of(article["id"], published(candidates))]
    if article["language"] in LANGUAGES and any(row["label"] == "FACTORY" for row in rows):
        figures += _more_activity(article, rows, figures)
    return ArticleFacts(
        article_id=article["id"],
        input=input,
        month=f"{article['day']:%Y-%m}" if article["day"] else None,
        figures=tuple(_without_repeats(figures)),
        products=tuple(product_places(rows)),
        candidates=tuple(kept_back(candidates)),
    )


def _in_table(candidate: Candidate, text: str, tables: Iterable[Table]) -> bool:
    """Whether a candidate stands in the lines of a table, which are read as its cells, or in its caption."""
    return candidate.line.field == "text" and in_table(candidate.mark.start, candidate.mark.end, text, tables)


def _more_activity(
    article: ArticleText, mentions: Sequence[NamedMention], known: Sequence[Figure]
) -> list[ActivityReport]:
    """What the rules for one sentence tell of plants of which the passage reader told nothing there."""
    told = {(each.field, each.sent_start) for each in known if isinstance(each, ActivityReport)}
    return [
        replace(report, status=status_of(_period(report), article["day"]))
        for sentence in read_sentences(article, mentions)
        for report in read_activity(sentence)
        if (report.field, report.sent_start) not in told
    ]


def _period(report: ActivityReport) -> Bounds | None:
    return (report.date, report.date_end) if report.date and report.date_end else None


def _without_repeats(figures: Iterable[Figure]) -> Iterable[Figure]:
    """The figures without those of the headline where the text tells of the same thing, and tells it more exactly:
    "Rice tops 9,000 won" above "a kilogram of rice cost 9,100 won in Hyesan".
    """
    told = list(figures)
    subjects = {_subject(figure) for figure in told if figure.field == "text"}
    for figure in told:
        if figure.field == "text" or _subject(figure) not in subjects:
            yield figure
            subjects.add(_subject(figure))


def _subject(figure: Figure) -> tuple[str, ...]:
    """What a figure is about, as roughly as a headline says it."""
    if isinstance(figure, PriceQuote):
        return "price", figure.commodity_id or figure.commodity.lower()
    if isinstance(figure, Visit):
        return "visit", figure.visitor
    names = ("flow", "base", "kind")
    return (type(figure).__name__, *(str(getattr(figure, name, None)) for name in names))


def product_places(rows: Iterable[NamedMention]) -> list[ProductPlace]:
    """How often the goods of each HS chapter are named with each place in a sentence, and with none ("")."""
    rows = list(rows)
    places: dict[tuple[str, int], set[str]] = {}
    for row in rows:
        if row["label"] == "PLACE" and row["entity_id"]:
            places.setdefault((row["field"], row["sent_start"]), set()).add(row["entity_id"])
    counts: Counter[tuple[str, str]] = Counter()
    examples: dict[tuple[str, str], str] = {}
    for row in rows:
        if row["label"] != "PRODUCT" or not row["hs_code"]:
            continue
        for place in places.get((row["field"], row["sent_start"])) or {""}:
            key = (place, row["hs_code"][:2])
            counts[key] += 1
            examples[key] = min(examples.get(key, row["id"]), row["id"])
    return [
        ProductPlace(place_id=place, chapter=chapter, mentions=count, example=examples[place, chapter])
        for (place, chapter), count in sorted(counts.items())
    ]
