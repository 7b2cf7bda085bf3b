"""Candidates to figures as they are stored, and what was not published with its reason."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from corpus.settings import figure_score
from corpus.store.derived import (
    BELOW,
    ActivityReport,
    ExchangeRate,
    Figure,
    FigureCandidate,
    PriceQuote,
    TradeFigure,
    Visit,
)  # fmt: skip
from extract.facts.passage.figure_candidates import Candidate
from extract.facts.passage.passage_reader import read_candidates
from extract.facts.passage.weighing import weigh


def weighed_candidates(article: Mapping[str, Any], mentions: Sequence[Mapping[str, Any]]) -> list[Candidate]:
    """The candidates of an article with their scores, in the order of the text, those of the title last."""
    language = article["language"] or "en"
    found = [weigh(each, language) for each in read_candidates(article, mentions)]
    return sorted(found, key=lambda each: (each.line.field == "title", each.mark.start))


def published(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Those that nothing speaks against and whose score reaches the threshold."""
    least = figure_score()
    return [each for each in candidates if not each.refused and each.score >= least]


def figures_of(article_id: str, candidates: Iterable[Candidate]) -> Iterator[Figure]:
    """The figures of published candidates; a visit to a plant is an activity of it, too."""
    for each in candidates:
        yield _MAKERS[each.table](article_id, each)
        if each.table == "visit" and each.names:
            yield _visited(article_id, each)


def kept_back(candidates: Sequence[Candidate]) -> Iterator[FigureCandidate]:
    """What was not published, with its reason."""
    shown = {id(each) for each in published(candidates)}
    for each in candidates:
        if id(each) not in shown:
            yield FigureCandidate(
                field=each.line.field, start=each.mark.start, end=each.mark.end, kind=each.table,
                reason=each.refused or BELOW, score=each.score,
                slots=json.dumps(each.slots, ensure_ascii=False, default=str),
            )  # fmt: skip


def _common(article_id: str, candidate: Candidate) -> dict[str, Any]:
    first, last = candidate.period or (None, None)
    mentions = tuple(name.mention for name in candidate.names if name.mention)
    return {
        "article_id": article_id, "field": candidate.line.field, "start": candidate.mark.start,
        "end": candidate.mark.end, "sent_start": candidate.line.start, "sent_end": candidate.line.end,
        "mentions": mentions, "date": first, "date_end": last, "date_source": candidate.date_source,
        "said_by": candidate.said_by, "score": candidate.score, "evidence": candidate.evidence,
    }  # fmt: skip


def _price(article_id: str, candidate: Candidate) -> Figure:
    return PriceQuote(**_common(article_id, candidate), **candidate.slots)  # type: ignore[arg-type]


def _rate(article_id: str, candidate: Candidate) -> Figure:
    return ExchangeRate(**_common(article_id, candidate), **candidate.slots)  # type: ignore[arg-type]


def _trade(article_id: str, candidate: Candidate) -> Figure:
    return TradeFigure(**_common(article_id, candidate), **candidate.slots)  # type: ignore[arg-type]


def _activity(article_id: str, candidate: Candidate) -> Figure:
    return ActivityReport(
        **_common(article_id, candidate),
        month=_month(candidate),
        **candidate.slots,  # type: ignore[arg-type]
    )


def _visit(article_id: str, candidate: Candidate) -> Figure:
    return Visit(**_common(article_id, candidate), **candidate.slots)  # type: ignore[arg-type]


def _visited(article_id: str, candidate: Candidate) -> Figure:
    return ActivityReport(
        **_common(article_id, candidate),
        month=_month(candidate),
        entity_id=candidate.names[0].entity_id,
        plant=candidate.names[0].text,
        kind="visit",
        status=str(candidate.slots["status"]),
    )


def _month(candidate: Candidate) -> str | None:
    """The month of an activity; None where its time is longer than one."""
    if candidate.period is None or candidate.period[0] is None:
        return None
    first, last = candidate.period
    return f"{first:%Y-%m}" if f"{first:%Y-%m}" == f"{last:%Y-%m}" else None


_MAKERS = {"price": _price, "rate": _rate, "trade": _trade, "activity": _activity, "visit": _visit}
