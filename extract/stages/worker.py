"""What a worker process does: open what extraction and tagging need once, then work on batch after batch."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.data_dir import DataDir
from corpus.records import Article, RawPage, Skip
from corpus.store.articles import Corpus
from corpus.store.extraction import Extraction, PendingPage
from corpus.store.page_archive import PageArchive
from corpus.store.tagging import Tagged, TagJob
from corpus.store.unforeseen import Faults, TooLong, processor_time
from crawler.outlets import load_outlets
from extract.article import extract_article
from extract.article.joining import join_parts
from extract.fields.dates import RANKS
from extract.furniture.recurring import Furniture
from extract.furniture.relearning import load_furniture, yearly
from extract.stages.tag import tag_texts

if TYPE_CHECKING:
    from spacy.language import Language


class Workshop:
    """The outlets and the furniture of one worker process, and where the archive lies."""

    def __init__(self, data: Path, keep_off_topic: bool) -> None:
        self.data = data
        self.outlets = load_outlets(DataDir(data).outlets)
        with Corpus(data) as corpus:
            self.furniture = load_furniture(corpus.db)
        self.keep_off_topic = keep_off_topic
        self.faults = Faults(data, "extract")

    def extract_all(self, pages: Sequence[PendingPage]) -> list[Extraction]:
        """The extraction of each page, in order."""
        with PageArchive(self.data) as archive:
            return [self.extract(page, archive) for page in pages]

    def extract(self, page: PendingPage, archive: PageArchive) -> Extraction:
        """The article in a page's bodies, oldest text first, or why there is none.

        Raises:
            Abort: page after page broke the extractor.
        """
        if page.part_of is not None:
            return Extraction(page=page, articles=(), skip=Skip("later-part", page.part_of))
        articles: list[Article] = []
        skip: Skip | None = None
        bodies = archive.bodies(page.id)
        parts = archive.later_parts(page.id)
        for body in with_parts_moments(bodies, parts) if parts else bodies:
            if body is None:
                skip = skip or Skip("damaged-body", "it cannot be unpacked")
                continue
            try:
                with processor_time():
                    article = self._version(body, articles)
                    article = self._with_parts(article, parts) if parts else article
                self.faults.fine()
            except Skip as error:
                self.faults.fine()
                skip = error
                continue
            except (Exception, TooLong) as error:  # a page that no one foresaw must not end the run
                skip = self.faults.note(error, item=page.url, sample=body.body)
                continue
            if not articles or articles[-1].fingerprint != article.fingerprint:
                articles.append(article)
            else:
                articles[-1] = _completed(articles[-1], article)
        damaged = bodies.count(None)
        if articles:
            dropped = archive.has_dropped(page.id)
            return Extraction(page=page, articles=tuple(articles), damaged=damaged, dropped=dropped)
        skip = skip or Skip("no-text", "no body is stored")
        return Extraction(page=page, articles=(), skip=skip, damaged=damaged)

    def _version(self, body: RawPage, before: Sequence[Article]) -> Article:
        """The article in one body; an edit of one that passed the gate of topics need not pass it again. Raises `Skip`.

        Else an edit that tells of something beside the topic would be lost, and the article be stored by whichever of
        its versions the crawl came upon.
        """
        try:
            return self.extract_body(body)
        except Skip as error:
            if error.reason != "off-topic" or not before:
                raise
            edited = self.extract_body(body, spared=("off-topic",))
            if not is_edit(edited.text, before[-1].text):
                raise
            return edited

    def _with_parts(self, article: Article, parts: Sequence[Sequence[RawPage]]) -> Article:
        """The article with the later parts as they were at its time; one that holds no article of its own adds none."""
        found = []
        for versions in parts:
            body = part_at(versions, article.fetched_at)
            if body is None:
                break  # the order must hold
            try:
                found.append(self.extract_body(replace(body, found_in="import")))
            except Skip:
                continue
        return join_parts(article, found)

    def extract_body(self, body: RawPage, spared: tuple[str, ...] = ()) -> Article:
        """The article in one body, `spared` gates not asked. Raises `Skip`."""
        article = extract_article(
            body,
            outlet=self.outlets.get(body.outlet),
            furniture=self._furniture_of(body),
            crawled=body.found_in != "import",
            spared=("off-topic",) if self.keep_off_topic else spared,
        )
        return replace(article, noarchive=True) if body.noarchive else article

    def _furniture_of(self, body: RawPage) -> Furniture | None:
        """What was learned of the outlet's pages of that year, where a bulk read learned by years, else of all."""
        of_year = self.furniture.get(yearly(body.outlet, body.fetched_at.year))
        return of_year or self.furniture.get(body.outlet)


def is_edit(text: str, before: str) -> bool:
    """Whether a page still tells what it told before: half of the earlier lines at least, by their length."""
    lines = before.split("\n")
    kept = set(text.split("\n"))
    return 2 * sum(len(line) for line in lines if line in kept) >= sum(map(len, lines))


def with_parts_moments(
    bodies: Sequence[RawPage | None], parts: Sequence[Sequence[RawPage]]
) -> Iterator[RawPage | None]:
    """The bodies of an article's first page, once more for each time at which a later part was another."""
    sound = [body for body in bodies if body is not None]
    yield from (None for body in bodies if body is None)
    if not sound:
        return
    first = sound[0].fetched_at
    times = {body.fetched_at for body in sound}
    times |= {body.fetched_at for versions in parts for body in versions[1:] if body.fetched_at > first}
    for time in sorted(times):
        yield replace([body for body in sound if body.fetched_at <= time][-1], fetched_at=time)


def part_at(versions: Sequence[RawPage], time: datetime) -> RawPage | None:
    """A part as it was at a time; before it was first fetched, as it was then."""
    before = [body for body in versions if body.fetched_at <= time]
    return before[-1] if before else next(iter(versions), None)


def _completed(article: Article, later: Article) -> Article:
    """The article with the author that only a later page of the same text gives, as that of an AMP twin, and the better
    of both dates: a fetch whose metadata were cut off must not decide, whichever came first.
    """
    dated = min(article, later, key=_trust_in_date)
    return replace(
        article,
        authors=article.authors or later.authors,
        published=dated.published,
        published_precision=dated.published_precision,
        published_source=dated.published_source,
        published_evidence=dated.published_evidence,
    )


def _trust_in_date(article: Article) -> tuple[bool, int, int]:
    """Lower is believed first: any date before none, exact before coarse, and then by what says it."""
    coarse = ("minute", "day", "month", "year").index(article.published_precision or "year")
    return article.published is None, coarse, RANKS.get(article.published_source or "", len(RANKS))


_workshop: list[Workshop] = []
_tagging: list[Faults] = []


def open_workshop(data: Path, keep_off_topic: bool) -> None:
    """Make this process's workshop; the functions below use it."""
    _workshop[:] = [Workshop(data, keep_off_topic)]
    _tagging.clear()


def extract_pages(pages: Sequence[PendingPage]) -> list[Extraction]:
    """The extraction of each page, in order."""
    return _workshop[0].extract_all(pages)


@cache
def _pipeline() -> Language:
    from models.pipeline import load

    return load()


def _wanted(job: TagJob, field: str, text: str) -> tuple[str, str, str]:
    return field, text, job.body if field == "title" else ""


def tag_articles(jobs: Sequence[TagJob]) -> list[Tagged]:
    """The mentions of each article, in order, or why it has none; the same text twice in a batch is tagged once.

    Raises:
        Abort: article after article broke the tagger.
    """
    try:
        tagged = _tag_together(jobs)
    except Exception:  # which article it was is found by tagging each by itself
        return [_tag_alone(job) for job in jobs]
    _tag_faults()[0].fine()
    return tagged


def _tag_faults() -> list[Faults]:
    """This process's faults of tagging, the one item of a list; of the workshop's data directory."""
    if not _tagging:
        _tagging.append(Faults(_workshop[0].data, "tag"))
    return _tagging


def _tag_alone(job: TagJob) -> Tagged:
    faults = _tag_faults()[0]
    try:
        (tagged,) = _tag_together([job])
    except Exception as error:
        skip = faults.note(error, item=job.article_id, sample=job.body.encode("utf-8", "replace"))
        return Tagged(article_id=job.article_id, fingerprint=job.fingerprint, mentions=(), skip=skip)
    faults.fine()
    return tagged


def _tag_together(jobs: Sequence[TagJob]) -> list[Tagged]:
    wanted = dict.fromkeys(_wanted(job, field, text) for job in jobs for field, text in job.texts)
    wanted |= dict.fromkeys(("version", text, "") for job in jobs for _, text in job.versions)
    found = dict(zip(wanted, tag_texts(_pipeline(), wanted), strict=True))
    return [
        Tagged(
            article_id=job.article_id,
            fingerprint=job.fingerprint,
            mentions=job.reused + tuple(mention for key in job.texts for mention in found[_wanted(job, *key)]),
            version_names=tuple(
                (fetched_at, frozenset((mention.text, mention.label) for mention in found["version", text, ""]))
                for fetched_at, text in job.versions
            ),
        )
        for job in jobs
    ]
