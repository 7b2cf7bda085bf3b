"""Whole shards into pages.db and corpus.db, by the very functions with which the stages store what they worked out."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path

from corpus.exporters.warc import FILE as BODIES
from corpus.records import Abort, Article, Skip, article_id, digest
from corpus.store.articles import Corpus
from corpus.store.bulk_shards import PageState, is_loaded, note_loaded, page_state, pageless_input
from corpus.store.extraction import Extraction, PendingPage, save_extraction
from corpus.store.furniture import furniture_versions, known_furniture, save_furniture
from corpus.store.page_archive import PageArchive
from corpus.store.progress import note_first_version
from corpus.store.report import OnProgress
from corpus.store.stage import batched
from corpus.store.tagging import Tagged, save_tagged
from corpus.times import write_time
from crawler.intake.importing import ImportReport, store_pages
from extract.stages.twins import settle_twins
from jangmadang.bulk.learned_furniture import learned_of
from jangmadang.bulk.shard_files import MANIFEST, read_manifest, whole_shards
from jangmadang.bulk.stored_shard import StoredArticle, rows_of, stored_articles, stored_outcomes, stored_pages

_BATCH = 200


@dataclass(kw_only=True, slots=True)
class LoadReport:
    """What a load did: `shards` there are, `loaded` now, `known` before; `pages`, `articles` and `mentions` taken in,
    pages that are `kept` as they are here, and those that wait for `extract` (`pending`) to read all their bodies.
    """

    shards: int = 0
    loaded: int = 0
    known: int = 0
    pages: int = 0
    articles: int = 0
    mentions: int = 0
    kept: int = 0
    pending: int = 0

    def as_dict(self) -> dict[str, int]:
        """The report as JSON values."""
        return asdict(self)


def bulk_load(folder: Path, data: Path, *, on_progress: OnProgress | None = None) -> LoadReport:
    """Take the whole shards in a folder into a data directory; those that were taken in before are passed over.

    Raises:
        Abort: a shard is damaged, or the data directory cannot be written.
    """
    shards = whole_shards(folder)
    if not shards:
        raise Abort(f"{folder} holds no whole shard; `jangmadang bulk read` makes them")
    report = LoadReport(shards=len(shards))
    with Corpus(data) as corpus, PageArchive(data) as archive:
        for number, shard in enumerate(shards, 1):
            _Loading(shard, corpus, archive, report).load()
            if on_progress is not None:
                on_progress(number, len(shards))
    return report


class _Loading:
    """One shard on its way in."""

    def __init__(self, shard: Path, corpus: Corpus, archive: PageArchive, report: LoadReport) -> None:
        self.shard = shard
        self.corpus = corpus
        self.archive = archive
        self.report = report
        self.manifest = read_manifest(shard)
        self.version: str = self.manifest["versions"]["extract"]
        self.with_bodies = (shard / BODIES).is_file()
        self.fetches: dict[str, list[tuple[str, str]]] = {}  # by address: when, and the body's hash
        self.furniture: dict[str, tuple[str | None, str | None]] = {}  # by outlet: the shard's version and ours

    def load(self) -> None:
        """Take the shard in, unless this very one was before: its pages first, which are only added to, then all that
        was made of them in one transaction, with the note that it is done.
        """
        mark = digest((self.shard / MANIFEST).read_text("utf-8"))
        if is_loaded(self.corpus.db, self.manifest["shard"], mark):
            self.report.known += 1
            return
        for row in rows_of(self.shard, "pages"):
            self.fetches.setdefault(row["url"], []).append((write_time(row["fetched_at"]), row["body_hash"]))
        if self.with_bodies:
            self._store_pages()
        with self.corpus.atomic() as db:
            self._save_outlets()
            for article in stored_articles(self.shard):
                self._save_article(article)
            for outcome, outlet in stored_outcomes(self.shard):
                self._save_page(outcome.url, outlet, (), Skip(outcome.reason, outcome.detail))
            for stage, version in self.manifest["versions"].items():
                note_first_version(db, stage, version)
            note_loaded(db, self.manifest["shard"], mark, bodies=self.with_bodies)
        self.report.loaded += 1

    def _store_pages(self) -> None:
        """Store the pages as an import does; none is stored twice."""
        counts = ImportReport()
        with self.archive.db.atomic():
            for batch in batched(stored_pages(self.shard), _BATCH):
                store_pages(self.archive, batch, counts)

    def _save_outlets(self) -> None:
        """Rows for outlets that are not here yet; those that are stay as they are."""
        here = {row[0] for row in self.corpus.db.execute("select id from outlets").fetchall()}
        names = ("id", "name", "homepage", "country", "language", "kind", "family")
        rows = [{name: row[name] for name in names} for row in rows_of(self.shard, "outlets") if row["id"] not in here]
        self.corpus.save_outlets(rows)
        known = known_furniture(self.corpus.db)
        for outlet in sorted(row["id"] for row in rows_of(self.shard, "outlets")):
            learned = learned_of(self.shard.parent, outlet)
            if learned is not None and outlet not in known:
                version, blocks = learned.newest["version"], learned.newest["blocks"]
                save_furniture(self.corpus.db, outlet, version=version, pages=learned.pages, blocks=blocks)
        ours = furniture_versions(self.corpus.db)
        for outlet in {row["outlet"] for row in rows_of(self.shard, "pages")}:
            learned = learned_of(self.shard.parent, outlet)
            self.furniture[outlet] = (learned.newest["version"] if learned else None, ours.get(outlet))

    def _save_article(self, stored: StoredArticle) -> None:
        """Save an article with its mentions, where it is to be taken in and gives one here too."""
        newest = stored.texts[-1]
        settled = self._save_page(stored.page_url, newest.outlet, stored.texts, None)
        if settled is None:
            return
        self.report.articles += 1
        self.report.mentions += len(stored.mentions)
        tagged = Tagged(
            article_id=settled.id,
            fingerprint=settled.fingerprint,
            mentions=stored.mentions,
            version_names=stored.version_names,
        )
        save_tagged(self.corpus, tagged, version=self.manifest["versions"]["tag"])

    def _save_page(self, url: str, outlet: str, texts: tuple[Article, ...], skip: Skip | None) -> Article | None:
        """Save what a page gave, where that is newer than what is here; the article as it is kept, if it is."""
        state = page_state(self.corpus.db, self.archive.db, url)
        wanted = self._input(url, outlet, state)
        if wanted is None:
            return None
        page = PendingPage(id=article_id(url), url=url, outlet=outlet, input=wanted)
        extraction = Extraction(page=page, articles=texts, skip=skip)
        settled = settle_twins(self.corpus, extraction, version=self.version)
        self.report.pages += 1
        if save_extraction(self.corpus, settled, version=self.version) is not None:
            return None
        return settled.articles[-1]

    def _input(self, url: str, outlet: str, state: PageState) -> str | None:
        """What the page's row in `progress` is to say that extraction read; None where the page stays as it is here."""
        if self.archive.is_forgotten(url):
            return None
        fetched = self.fetches[url]
        hashes = sorted({body_hash for _, body_hash in fetched})
        if not self.with_bodies:
            return self._pageless(state, pageless_input(fetched[-1][0], digest(" ".join(hashes))), fetched[-1][0])
        theirs, ours = self.furniture[outlet]
        wanted = f"{state.revision}:{ours}" if ours else state.revision
        # an article is made of all of a page's bodies, by the furniture known here
        is_same = state.bodies == len(hashes) and theirs == ours
        if is_same and (wanted != state.input or self._is_newer(state)):
            return wanted
        self.report.kept += wanted == state.input
        self.report.pending += wanted != state.input
        return None

    def _pageless(self, state: PageState, wanted: str, fetched_at: str) -> str | None:
        """A page whose body is here can be read here; else the later fetch counts, of the same one the later read."""
        here = state.last_fetched
        if state.revision is None and (here is None or here < fetched_at):
            return wanted
        if state.revision is None and state.input == wanted and self._is_newer(state):
            return wanted
        self.report.kept += 1
        return None

    def _is_newer(self, state: PageState) -> bool:
        """Whether another version made what is here, and before the shard was read."""
        return state.version != self.version and (state.at or "") < self.manifest["read_at"]
