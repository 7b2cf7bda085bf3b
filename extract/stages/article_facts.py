"""All figures of one article with its mentions: those of the passages, of the tables, of single sentences."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from corpus.records import Table
from corpus.settings import figure_score
from corpus.store.derived import (
    ArticleFacts,
    ArticleText,
    Figure,
    FigureCandidate,
    NamedMention,
    PriceQuote,
    ProductPlace,
    Visit,
)
from extract.facts.en.activity import read_activity
from extract.facts.passage.figure_candidates import Candidate
from extract.facts.passage.passage_figures import figures_of, kept_back, published, weighed_candidates
from extract.facts.tables.table_figures import in_table, read_tables
from extract.facts.tables.tagged_names import with_resolved_names
from extract.facts.tables.unsure_figures import held_back, is_sure
from extract.facts.tagged_sentences import read_sentences

LANGUAGES = ("en", None)  # in which the rules for one sentence read activity, besides the passage reader
ALONE = "told by the rules for one sentence alone"


def read_article(article: ArticleText, mentions: Iterable[NamedMention], *, input: str) -> ArticleFacts:
    """All figures of an article with its mentions."""
    rows = list(mentions)
    tables = article.get("tables", ())
    candidates = [each for each in weighed_candidates(article, rows) if not _in_table(each, article["text"], tables)]
    tabled, least = with_resolved_names(read_tables(article, tables), rows), figure_score()
    figures = [each for each in tabled if is_sure(each, least)]
    figures += figures_of(article["id"], published(candidates))
    alone: list[FigureCandidate] = []
    if article["language"] in LANGUAGES and any(row["label"] == "FACTORY" for row in rows):
        alone += _by_one_sentence(article, rows, candidates)
    return ArticleFacts(
        article_id=article["id"],
        input=input,
        month=f"{article['day']:%Y-%m}" if article["day"] else None,
        figures=tuple(_without_repeats(figures)),
        products=tuple(product_places(rows)),
        candidates=(*held_back(tabled, least), *kept_back(candidates), *alone),
    )


def _in_table(candidate: Candidate, text: str, tables: Iterable[Table]) -> bool:
    """Whether a candidate stands in the lines of a table, which are read as its cells, or in its caption."""
    return candidate.line.field == "text" and in_table(candidate.mark.start, candidate.mark.end, text, tables)


def _by_one_sentence(
    article: ArticleText, mentions: Sequence[NamedMention], known: Sequence[Candidate]
) -> Iterator[FigureCandidate]:
    """What the rules for one sentence tell of plants of which the passage reader has no candidate there; none is
    published, for of 58 in articles of six writers 4 had every slot right.
    """
    told = {(each.line.field, each.line.start) for each in known if each.table == "activity"}
    for sentence in read_sentences(article, mentions):
        for report in read_activity(sentence):
            if (report.field, report.sent_start) not in told:
                slots = {"plant": report.plant, "entity_id": report.entity_id, "kind": report.kind}
                yield FigureCandidate(
                    field=report.field, start=report.start, end=report.end, kind="activity", reason=ALONE, score=0.0,
                    slots=json.dumps(slots, ensure_ascii=False),
                )  # fmt: skip


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
