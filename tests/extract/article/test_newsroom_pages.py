"""On the invented press, after a dozen pages of an outlet: the article whole, and not one line of furniture."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from importlib.resources import as_file, files

import pytest

from corpus.records import Article, RawPage, Skip, digest
from crawler.newsroom.desks import load_desks
from crawler.newsroom.press import BASE_DATE, Desk, Story
from crawler.newsroom.site import Site
from crawler.newsroom.stories import load_stories
from crawler.outlets import Outlet, load_outlets
from extract.article import extract_article
from extract.article.version import extraction_version
from extract.furniture.recurring import learn_furniture
from extract.page.blocks import text_key

NOW = BASE_DATE + timedelta(days=6)
WHOLE = ("article", "off-topic", "short")
DESKS = {desk.id: desk for desk in load_desks()}


@dataclass(frozen=True)
class Reading:
    """A story as its page was read: the article, or the reason why not."""

    story: Story
    text: str
    captions: tuple[str, ...]
    article: Article | None
    reason: str = ""


@cache
def outlets() -> dict[str, Outlet]:
    with as_file(files("crawler.newsroom") / "outlets") as folder:
        return load_outlets(folder)


@cache
def readings(desk_id: str) -> tuple[Reading, ...]:
    desk = DESKS[desk_id]
    bases = {other.id: f"http://{other.address}" for other in DESKS.values()}
    stories = [story for story in load_stories() if story.outlet == desk_id]
    site = Site(desk=desk, stories=stories, base=bases[desk_id], bases=bases)
    pages = [(story, raw_page(story, site)) for story in stories]
    furniture = learn_furniture(page for _, page in pages if page.status == 200)
    found = []
    for story, page in pages:
        edition = story.edition(page.fetched_at)
        assert edition is not None
        try:
            article, reason = extract_article(page, outlet=outlets()[desk_id], furniture=furniture), ""
        except Skip as skip:
            article, reason = None, skip.reason
        found.append(Reading(story, edition.text, edition.captions, article, reason))
    return tuple(found)


def raw_page(story: Story, site: Site) -> RawPage:
    then = min(NOW, story.deleted - timedelta(minutes=1)) if story.deleted else NOW
    answer = site.respond(story.path, now=then)
    return RawPage(
        url=site.base + story.path, outlet=story.outlet, fetched_at=then, body=answer.body, status=answer.status,
        content_type=answer.headers["Content-Type"],
    )  # fmt: skip


@pytest.fixture(params=sorted(DESKS))
def desk(request: pytest.FixtureRequest) -> Desk:
    return DESKS[request.param]


def test_no_line_of_furniture_and_no_line_lost(desk: Desk) -> None:
    wrong: dict[str, list[str]] = defaultdict(list)
    for reading in readings(desk.id):
        if reading.article is None or reading.story.kind not in WHOLE:
            continue
        true, found = keys(reading.text), keys(reading.article.text)
        wrong[reading.story.id] += [f"lost: {line}" for line in reading.text.split("\n") if text_key(line) not in found]
        wrong[reading.story.id] += [
            f"furniture: {line}" for line in reading.article.text.split("\n") if text_key(line) not in true
        ]
    assert {story: lines for story, lines in wrong.items() if lines} == {}


def test_every_whole_article_is_read(desk: Desk) -> None:
    refused = {r.story.id: r.reason for r in readings(desk.id) if r.story.kind in WHOLE and r.article is None}
    assert refused == {}


def test_captions_are_kept_apart(desk: Desk) -> None:
    for reading in readings(desk.id):
        if reading.article and reading.story.kind in WHOLE:
            assert reading.article.captions == reading.captions


def test_dates_are_right(desk: Desk) -> None:
    for reading in readings(desk.id):
        if reading.article is None or reading.story.kind not in WHOLE:
            continue
        found, true = reading.article.published, reading.story.published
        assert found is not None, reading.story.id
        if reading.story.precision == "day":
            found, true = (when.astimezone(desk.timezone).replace(hour=0, minute=0) for when in (found, true))
        assert (found, bool(reading.article.published_source)) == (true, True), reading.story.id


def test_titles_and_languages_are_right(desk: Desk) -> None:
    for reading in readings(desk.id):
        if reading.article and reading.story.kind in WHOLE:
            edition = reading.story.edition(reading.article.fetched_at)
            assert edition is not None
            assert reading.article.title == edition.title
            assert reading.article.language == reading.story.language


EXPECTED = {
    "list": "list-page",
    "section": "list-page",
    "live-ticker": "live-ticker",
    "video": "video",
    "soft-404": "soft-404",
    "consent-wall": "consent-wall",
    "challenge": "challenge",
}


def test_pages_that_are_no_articles_are_refused_by_name(desk: Desk) -> None:
    for reading in readings(desk.id):
        if reading.story.kind in EXPECTED:
            assert reading.reason == EXPECTED[reading.story.kind], reading.story.id


def test_teasers_are_partial_and_their_prompts_are_not_text(desk: Desk) -> None:
    for reading in readings(desk.id):
        if reading.story.kind == "paywall-teaser":
            assert reading.article is not None
            assert reading.article.partial
            assert keys(reading.article.text) <= keys(reading.text)


def keys(text: str) -> set[str]:
    return {text_key(line) for line in text.split("\n")}


def test_output_is_as_recorded_at_this_version(golden: Callable[..., None]) -> None:
    lines = []
    for desk_id in sorted(DESKS):
        for reading in readings(desk_id):
            if reading.article is None:
                lines.append(f"{reading.story.id}\t{reading.reason}")
                continue
            read = reading.article
            texts = digest("\x1f".join((read.text, *read.captions, *(f"{r.reason} {r.text}" for r in read.removed))))
            topics = ",".join(f"{topic.name} {topic.score}" for topic in read.topics)
            fields = (read.title, str(read.published), read.published_source or "", ",".join(read.authors))
            lines.append("\t".join((reading.story.id, *fields, read.language or "", read.agency or "", topics, texts)))
    golden("extract", extraction_version().split("+")[0], lines)
