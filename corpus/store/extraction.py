"""The extract stage's side of the store: which pages it must read, and where its results go."""

from __future__ import annotations

from dataclasses import dataclass, replace

from corpus.data_dir import DataDir
from corpus.records import Article, Outcome, Skip, article_id
from corpus.store.articles import Corpus
from corpus.store.page_archive import MOST_PARTS
from corpus.store.progress import OLDEST_FIRST
from corpus.times import parse_time, write_time

STAGE = "extract"


@dataclass(frozen=True, kw_only=True, slots=True)
class PendingPage:
    """A page to extract. `input` is its revision, with the version of what is known of its outlet's furniture and the
    revisions of the pages on which its article goes on. `part_of` is the page whose article goes on here.
    """

    id: str
    url: str
    outlet: str
    input: str
    part_of: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Extraction:
    """What a page's bodies gave: its article's texts, oldest first, or why there is none.

    `damaged` of its stored bodies cannot be unpacked any more; with `dropped`, earlier ones were dropped with age.
    """

    page: PendingPage
    articles: tuple[Article, ...]
    skip: Skip | None = None
    damaged: int = 0
    dropped: bool = False


_PART_OF = "(select q.url from archive.pages q where q.next_url = a.url and q.url != a.url limit 1)"
_PARTS = (
    "(with recursive later(url, number) as (select a.next_url, 1 union all select q.next_url, number + 1 from later"
    f" join archive.pages q on q.url = later.url where q.next_url is not null and number < {MOST_PARTS})"
    " select group_concat(q.revision, '+') from later join archive.pages q on q.url = later.url)"
)
_INPUT = (
    "a.revision || coalesce(':' || f.version, '')"
    f" || case when a.next_url is null then '' else coalesce('+' || {_PARTS}, '') end"
    f" || case when {_PART_OF} is null then '' else '-part' end"
)
_PAGES = (
    f"select a.id, a.url, a.outlet, {_INPUT}, {_PART_OF} from archive.pages a"
    " left join furniture f on f.outlet = a.outlet"
    " left join progress p on p.stage = ?1 and p.article_id = a.id where {} order by {}"
)


def pages_to_extract(corpus: Corpus) -> list[PendingPage]:
    """The pages that are new or changed since they were last extracted, by id.

    What a page gave whose bodies were all dropped with age stays as it is.
    """
    return _pages(corpus, _PAGES.format(f"p.input is not {_INPUT}", "a.id"), [STAGE])


def outdated_pages(corpus: Corpus, *, version: str) -> list[PendingPage]:
    """The pages that another version extracted as they are now, those extracted longest ago first."""
    found = _PAGES.format(f"p.input is {_INPUT} and p.version is not ?2", OLDEST_FIRST)
    return _pages(corpus, found, [STAGE, version])


def _pages(corpus: Corpus, query: str, parameters: list[str]) -> list[PendingPage]:
    corpus.db.attach("archive", DataDir(corpus.data).pages)
    try:
        # one by one: within the query it would be asked of every page, pending or not
        rows = [row for row in corpus.db.execute(query, parameters).fetchall() if _has_body(corpus, row[0])]
    finally:
        corpus.db.execute("detach archive").close()
    names = ("id", "url", "outlet", "input", "part_of")
    return [PendingPage(**dict(zip(names, row, strict=True))) for row in rows]


def _has_body(corpus: Corpus, page_id: str) -> bool:
    """Whether a body of a page is still there; of some all were dropped with age."""
    kept = corpus.db.execute(
        "select 1 from archive.fetches f join archive.bodies b on b.hash = f.body_hash"
        " where f.page_id = ? and length(b.body) > 0 limit 1",
        [page_id],
    )
    return kept.fetchone() is not None


def save_extraction(corpus: Corpus, extraction: Extraction, *, version: str) -> str | None:
    """The reason why the page gave no article of its own, or None; stores the article or the outcome either way."""
    page = extraction.page
    skip = extraction.skip
    if extraction.articles:
        skip = _claim_address(corpus, page, extraction.articles[-1].url, version=version)
    kept = None
    if skip is None:
        *earlier, newest = extraction.articles
        if extraction.dropped:
            earlier = [*_texts_before(corpus, extraction.articles[0]), *earlier]
        kept = newest.id
        corpus.save_article(newest, page_url=page.url, earlier=earlier)
        corpus.clear_outcome(STAGE, page.url)
    else:
        outcome = Outcome(stage=STAGE, url=page.url, reason=skip.reason, detail=skip.detail, version=version)
        corpus.save_outcome(outcome, outlet=page.outlet)
    _drop_other_articles(corpus, page, kept=kept)
    corpus.mark_done(STAGE, page.id, version=version, input=page.input)
    return skip.reason if skip else None


def _texts_before(corpus: Corpus, first: Article) -> list[Article]:
    """The texts that an article had before the first whose body is still there, oldest first, as they are stored."""
    known = corpus.versions(first.id)
    present = corpus.article(first.id)
    if not known and present is not None:
        known = [{**present, "fetched_at": present["updated_at"]}]
    found = [
        replace(
            first,
            title=row["title"],
            text=row["text"],
            captions=tuple(row["captions"].split("\n")) if row["captions"] else (),
            fetched_at=parse_time(row["fetched_at"]),
        )
        for row in known
        if row["fetched_at"] < write_time(first.fetched_at)
    ]
    return found[:-1] if found and found[-1].fingerprint == first.fingerprint else found


def _claim_address(corpus: Corpus, page: PendingPage, url: str, *, version: str) -> Skip | None:
    """Settle which of several pages with one canonical address gives the article, whatever order they come in.

    The page that lies at the address itself wins, else the one whose address sorts first.
    """
    row = corpus.db.execute("select page_url from articles where url = ? and page_url != ?", [url, page.url]).fetchone()
    if row is None:
        return None
    holder = row[0]
    if (page.url != url, page.url) > (holder != url, holder):
        return Skip("duplicate-url", url)
    displaced = Outcome(stage=STAGE, url=holder, reason="duplicate-url", detail=url, version=version)
    corpus.save_outcome(displaced, outlet=page.outlet)
    return None


def _drop_other_articles(corpus: Corpus, page: PendingPage, *, kept: str | None) -> None:
    """A page gives one article: drop those that it gave under another address or before it was refused."""
    others = corpus.db.execute(
        "select id, url from articles where page_url = ? and id is not ?", [page.url, kept]
    ).fetchall()
    for key, url in others:
        corpus.drop_article(key)
        _reconsider_duplicates(corpus, url)


def _reconsider_duplicates(corpus: Corpus, url: str) -> None:
    """Pages that stood back for an address whose article is gone are pending again."""
    stood_back = corpus.db.execute(
        "select url from outcomes where stage = ? and reason = 'duplicate-url' and detail = ?", [STAGE, url]
    ).fetchall()
    for (page_url,) in stood_back:
        corpus.db.execute(
            "delete from progress where stage = ? and article_id = ?", [STAGE, article_id(page_url)]
        ).close()


def note_pages(corpus: Corpus) -> int:
    """How many articles newly turned out to have left their address; the archive knows when.

    So does it know which pages ask not to be archived, also where a page says so or takes it back with the same body.
    """
    corpus.db.attach("archive", DataDir(corpus.data).pages)
    try:
        changed = corpus.db.execute(
            "update articles set gone_at = p.gone_at from archive.pages p"
            " where p.url = articles.page_url and p.gone_at is not articles.gone_at"
        ).rowcount
        corpus.db.execute(
            "update articles set noarchive = p.noarchive from archive.pages p"
            " where p.url = articles.page_url and p.noarchive != articles.noarchive"
        ).close()
    finally:
        corpus.db.execute("detach archive").close()
    return changed
