"""Where a story comes from, how its members were made, and how many report it themselves."""

from __future__ import annotations

from typing import Any

import pytest

from corpus.store.clustering import Report, Story
from extract.stories.judging import Verdict
from extract.stories.lineage import Told, is_agency, tell


def report(key: str, **changes: Any) -> Report:
    values: dict[str, Any] = {
        "id": key,
        "title": f"About {key}",
        "outlet": key,
        "outlet_name": key.title(),
        "family": key,
        "kind": "daily",
        "published": "2026-03-02T09:30:00+00:00",
        "agency": None,
        "partial": False,
        "language": "en",
        "story_id": None,
    }
    return Report(**{**values, **changes})


def told(*reports: Report, sizes: dict[str, int] | None = None, shared: int = 200) -> Story:
    """A story whose members all share so many shingles with one another."""
    text_of = {one.id: number for number, one in enumerate(reports)}
    size_of = {text_of[key]: size for key, size in (sizes or {}).items()}
    verdict = Verdict(likeness=900, link="", strength=900, shared=shared, why="90% of the shorter")
    pairs = {(a, b): verdict for a in text_of.values() for b in text_of.values() if a < b}
    return tell(Told(reports=reports, text_of=text_of, sizes=lambda text: size_of.get(text, 220), verdicts=pairs))


def test_story_is_named_after_its_earliest_article() -> None:
    late = report("aaa")
    early = report("bbb", published="2026-03-02T06:00:00+00:00")
    undated = report("000", published=None)
    story = told(late, early, undated)
    assert (story.id, story.first_published) == ("bbb", early.published)
    assert [member.article_id for member in story.members] == ["bbb", "aaa", "000"]


def test_agency_that_copies_credit_is_the_origin_though_it_was_seen_later() -> None:
    copy = report("courier", agency="Northline", published="2026-03-02T05:00:00+00:00")
    wire = report("northline", outlet_name="Northline Wire", kind="wire")
    story = told(copy, wire)
    assert (story.id, story.origin, story.origin_id, story.origin_why) == (
        *("courier", "Northline Wire", "northline", "agency-credit"),
    )
    relations = {member.article_id: (member.relation, member.of_id) for member in story.members}
    assert relations == {"northline": ("origin", None), "courier": ("copy", "northline")}


def test_agency_that_is_not_here_is_the_origin_by_name() -> None:
    story = told(report("a", agency="Reuters"), report("b", agency="Reuters"), report("c"))
    assert (story.origin, story.origin_id, story.independent) == ("Reuters", None, 1)


def test_wire_is_the_origin_before_an_aggregator_of_the_same_day() -> None:
    day_only = report("basket", kind="aggregator", published="2026-03-02T00:00:00+00:00")
    wire = report("wire", kind="wire")
    story = told(day_only, wire)
    assert (story.id, story.origin_id, story.origin_why) == ("basket", "wire", "kind-of-outlet")


@pytest.mark.parametrize(
    ("size", "relation"), [(220, "copy"), (80, "cut"), (500, "wrapped")], ids=["as long", "shorter", "longer"]
)
def test_relation_is_told_by_length(size: int, relation: str) -> None:
    later = report("b", published="2026-03-02T12:00:00+00:00")
    story = told(report("a"), later, sizes={"b": size}, shared=min(size, 200))
    assert story.members[1].relation == relation


def test_later_text_of_the_same_outlet_is_a_new_version() -> None:
    story = told(report("a"), report("b", outlet="a", published="2026-03-02T12:00:00+00:00"))
    assert story.members[1].relation == "new-version"


def test_copies_are_no_independent_reports_and_own_reporting_is_one() -> None:
    later = "2026-03-02T12:00:00+00:00"
    copies = [report(key, published=later) for key in "bcd"]
    assert told(report("a"), *copies).independent == 1
    assert told(report("a"), report("b", published=later), sizes={"b": 600}).independent == 2
    assert told(report("a"), report("b", published=later, family="a"), sizes={"b": 600}).independent == 1


@pytest.mark.parametrize(
    ("outlet", "agency", "same"),
    [
        ({"outlet_name": "Northline Wire"}, "Northline", True),
        ({"outlet": "yonhap", "outlet_name": "Yonhap News Agency"}, "Yonhap", True),
        ({"outlet_name": "Korean Central News Agency"}, "KCNA", True),
        ({"outlet_name": "Han River Courier"}, "Northline", False),
        ({"outlet_name": "The Japan Times"}, "AP", False),
    ],
)
def test_outlet_is_known_as_the_agency_under_its_names(outlet: dict[str, str], agency: str, same: bool) -> None:
    assert is_agency(report("x", **outlet), agency) is same
