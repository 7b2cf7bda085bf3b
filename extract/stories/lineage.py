"""Where a story comes from, how each member was made from it, and how many outlets report it themselves."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from corpus.store.clustering import Member, Report, Story
from extract.fields.agency import AGENCIES
from extract.stories.judging import Verdict

# a member is as long as its source within these bounds; below it is a cut, above it is wrapped in more
CUT, WRAPPED = 0.8, 1.25
# so much text of one's own, in shingles and as a share of the whole, is reporting and no introduction
OWN_SHINGLES, OWN_SHARE = 100, 0.5
# who is more likely the source, of those that published on one day and say no more
_SOURCES = ("wire", "state media", "government", "specialist")


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """A story's articles with the numbers of their texts, those texts' sizes, and the verdicts on pairs of them."""

    reports: Sequence[Report]
    text_of: Mapping[str, int]
    sizes: Callable[[int], int]
    verdicts: Mapping[tuple[int, int], Verdict]

    def verdict(self, a: str, b: str) -> Verdict | None:
        """The verdict on the texts of two articles."""
        pair = sorted((self.text_of[a], self.text_of[b]))
        return self.verdicts.get((pair[0], pair[1]))


def arrival(report: Report) -> tuple[str, str]:
    """What orders a story's articles: publication, then id; one without a date comes last."""
    return report.published or "9999", report.id


def tell(told: Told) -> Story:
    """The story that these articles tell, with its members in order of publication."""
    ordered = sorted(told.reports, key=arrival)
    origin, name, why = find_origin(ordered, told)
    first = origin or ordered[0]
    line = [first, *(report for report in ordered if report is not first)]
    members = {first.id: Member(article_id=first.id, relation="origin", why=why if origin else None)}
    for number, report in enumerate(line[1:], 1):
        members[report.id] = _descend(report, line[:number], told)
    dates = [report.published for report in ordered if report.published]
    return Story(
        id=ordered[0].id,
        title=first.title,
        representative_id=first.id,
        first_published=min(dates, default=None),
        last_published=max(dates, default=None),
        outlets=len({report.outlet for report in ordered}),
        independent=_independent(line, members, told),
        origin=name,
        origin_id=origin.id if origin else None,
        origin_why=why,
        members=tuple(members[report.id] for report in ordered),
    )


def find_origin(ordered: Sequence[Report], told: Told) -> tuple[Report | None, str, str]:
    """(the article that the text comes from, if it is here; its outlet's or agency's name; the evidence)."""
    credits = [report.agency for report in ordered if report.agency]
    if credits:
        agency = max(sorted(set(credits)), key=credits.count)
        own = [report for report in ordered if is_agency(report, agency)]
        if own:
            return own[0], own[0].outlet_name, "agency-credit"
        return None, agency, "agency-credit"
    first = ordered[0]
    if len(ordered) == 1:
        return first, first.outlet_name, "alone"
    same_time = [report for report in ordered if _may_be_as_early(report, first)]
    best = min(same_time, key=lambda report: (_rank(report), -told.sizes(told.text_of[report.id]), arrival(report)))
    if best is not first and _rank(best) < _rank(first):
        return best, best.outlet_name, "kind-of-outlet"
    return first, first.outlet_name, "earliest"


def is_agency(report: Report, agency: str) -> bool:
    """Whether an article's outlet is the agency that others credit, under any of its names."""
    forms = {agency, *AGENCIES.get(agency, ())}
    names = {_plain(report.outlet), _plain(report.outlet_name), _plain(report.family)}
    return any(_plain(form) == name or f" {_plain(form)} " in f" {name} " for form in forms for name in names)


def _plain(name: str) -> str:
    return " ".join(name.replace("_", " ").replace("-", " ").lower().split())


def _may_be_as_early(report: Report, first: Report) -> bool:
    """A publication known only to the day (midnight) may lie before one of the same day that names its hour."""
    if not report.published or not first.published:
        return report.published == first.published
    day_only = first.published[11:19] == "00:00:00"
    return report.published == first.published or (day_only and report.published[:10] == first.published[:10])


def _rank(report: Report) -> int:
    if report.kind in _SOURCES:
        return _SOURCES.index(report.kind)
    return len(_SOURCES) + (report.kind == "aggregator")


def _descend(report: Report, earlier: Sequence[Report], told: Told) -> Member:
    """A member's relation to the one before it that it shares most with."""
    best: tuple[int, Report] | None = None
    for other in earlier:
        if told.text_of[other.id] == told.text_of[report.id]:
            return Member(article_id=report.id, relation="same-text", of_id=other.id, score=1.0)
        verdict = told.verdict(report.id, other.id)
        if verdict is None:
            continue
        # who credits the agency has it from there, not from another who has it from there
        credited = report.agency is not None and is_agency(other, report.agency)
        if best is None or verdict.likeness > best[0]:
            best = verdict.likeness, other
        if credited and verdict.likeness > 0:
            break
    if best is None:
        return Member(article_id=report.id, relation="copy", of_id=earlier[0].id, why="like others of the story")
    other = best[1]
    verdict = told.verdict(report.id, other.id)
    assert verdict is not None
    ratio = told.sizes(told.text_of[report.id]) / max(1, told.sizes(told.text_of[other.id]))
    relation = "cut" if ratio < CUT else "wrapped" if ratio > WRAPPED else "copy"
    if report.outlet == other.outlet:
        relation = "new-version"
    return Member(
        article_id=report.id, relation=relation, of_id=other.id, score=verdict.likeness / 1000, why=verdict.why
    )


def _independent(line: Sequence[Report], members: Mapping[str, Member], told: Told) -> int:
    """The origin, and each other family whose member says at least as much of its own as it takes over."""
    families = {line[0].family}
    for report in line[1:]:
        of = members[report.id].of_id
        verdict = told.verdict(report.id, of) if of else None
        size = told.sizes(told.text_of[report.id])
        own = size - verdict.shared if verdict else 0
        if members[report.id].relation == "wrapped" and own >= max(OWN_SHINGLES, OWN_SHARE * size):
            families.add(report.family)
    return len(families)
