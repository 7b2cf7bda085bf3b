"""The figures of whole articles, tagged, resolved and read as a pass does it, against what a reader found in them.

The articles were written before the rules met them; `articles.md` says under each paragraph what it states. A figure
with one wrong column is wrong, and so is one that no reader found.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from corpus.records import Article, article_id
from corpus.store.articles import Corpus
from corpus.store.derived import ActivityReport, Facts, Figure
from corpus.versions import stage_version
from extract.stages.article_facts import read_article
from extract.stages.extract_and_tag import tag_pending
from extract.stages.read_facts import REVISION
from extract.stages.resolve_names import resolve_pending

_HEAD = re.compile(r"## (?P<slug>\S+) (?P<day>\d{4}-\d\d-\d\d)")


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """A written article with the figures that it states: "p | rice | Hyesan | …" a price, "r" a rate, "t" trade."""

    slug: str
    day: date
    title: str
    text: str
    figures: tuple[str, ...]


def read_reports() -> Iterator[Report]:
    for block in (Path(__file__).parent / "articles.md").read_text("utf-8").split("\n\n"):
        head, title, *lines = block.strip().split("\n")
        match = _HEAD.fullmatch(head)
        assert match
        yield Report(
            slug=match["slug"],
            day=date.fromisoformat(match["day"]),
            title=title.removeprefix("# "),
            text="\n".join(line for line in lines if not line.startswith("= ")),
            figures=tuple(line[2:].replace(": ", " | ", 1) for line in lines if line.startswith("= ")),
        )


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Figure]]:
    """The figures found in each article, by its slug."""
    data = tmp_path_factory.mktemp("reports")
    with Corpus(data) as corpus, corpus.atomic():
        for report in read_reports():
            corpus.save_article(as_article(report), page_url=url_of(report))
    tag_pending(data)
    resolve_pending(data)
    with Corpus(data) as corpus:
        facts = Facts(corpus.db)
        read = [read_article(facts.article(key), facts.names(key), input=input) for key, input in facts.pending()]
    slugs = {article_id(url_of(report)): report.slug for report in read_reports()}
    return {slugs[facts.article_id]: [f for f in facts.figures if f.field == "text"] for facts in read}


def url_of(report: Report) -> str:
    return f"https://reports.example/{report.slug}"


def as_article(report: Report) -> Article:
    seen = datetime(report.day.year, report.day.month, report.day.day, 3, tzinfo=UTC)
    return Article(
        url=url_of(report),
        outlet="reports",
        title=report.title,
        text=report.text,
        published=seen,
        fetched_at=seen + timedelta(hours=1),
        method="by hand",
        language="en",
    )


def test_one_in_twenty_figures_of_written_articles_is_wrong_at_most(
    found: dict[str, list[Figure]], written: Callable[[Figure], str]
) -> None:
    right, wrong, missed = 0, [], []
    for report in read_reports():
        expected = [figure.partition(" | ")[2].lower() for figure in report.figures]
        for figure in found[report.slug]:
            if isinstance(figure, ActivityReport):
                continue
            line = written(figure).lower()
            same = next((each for each in expected if is_same(line, each)), None)
            if same is None:
                wrong.append(f"{report.slug}: {line}")
            else:
                expected.remove(same)
                right += 1
        missed += [f"{report.slug}: {line}" for line in expected]
    assert right >= 100, "\n".join(missed)
    assert len(wrong) <= 0.05 * (right + len(wrong)), "\n".join(wrong)


def is_same(line: str, expected: str) -> bool:
    """Whether a figure is the expected one: in every column, but a good may be named more closely ("fresh squid"), and
    what its own sentence leaves open ("-") may be filled from another.
    """
    good, _, rest = line.partition(" | ")
    wanted, _, columns = expected.partition(" | ")
    pairs = zip(rest.split(" | "), columns.split(" | "), strict=True)
    return good.endswith(wanted) and all(told == asked or asked == "-" for told, asked in pairs)


def test_output_is_as_recorded_at_this_version(
    found: dict[str, list[Figure]], written: Callable[[Figure], str], golden: Callable[..., None]
) -> None:
    lines = [f"{slug}\t{figure.start}\t{written(figure)}" for slug in sorted(found) for figure in found[slug]]
    golden("facts-articles", stage_version(REVISION, "extract.facts"), lines)
