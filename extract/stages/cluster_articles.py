"""The loop of clustering: articles into the index, the stories around them told anew, one transaction a batch."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from corpus.decisions.file import read_decisions
from corpus.decisions.story_rulings import Ruling, applied_rulings, rulings_of, save_rulings
from corpus.records import digest
from corpus.store.articles import Corpus
from corpus.store.clustering import (
    INPUT,
    STAGE,
    Story,
    empty_stories,
    gone_reports,
    mark_placed,
    pending_reports,
    recount_entities,
    reports,
    save_links,
    save_stories,
)
from corpus.store.fulltext import docid_of
from corpus.store.report import OnProgress, StageReport
from extract.stories.index import StoryIndex, Surroundings
from extract.stories.index_schema import give_room
from extract.stories.judging import Verdict
from extract.stories.relations import Pair
from extract.stories.telling import Scene, find_links, tell_stories
from extract.stories.texts import Carrier

VERSION = "near-1"
ARTICLES_A_BATCH = 1000
# a shorter text ("Photo news", "(END)") says nothing without its headline
SHORT_TEXT = 80


def cluster_pending(
    data: Path,
    *,
    limit: int | None = None,
    stale: bool = False,
    dry_run: bool = False,
    on_progress: OnProgress | None = None,
    now: datetime | None = None,
) -> StageReport:
    """Place the articles that are new or changed among the stories; a story is named after its earliest member.

    The time makes no difference to it; `now` is taken because every stage takes it.

    Raises:
        Abort: the data directory or its decisions.csv cannot be used.
    """
    started = time.monotonic()
    report = StageReport(stage=STAGE)
    rulings = rulings_of(read_decisions(data))
    with Corpus(data) as corpus, StoryIndex(corpus) as index:
        give_room(corpus.db)
        indexed = str(index.path)
        pending = pending_reports(corpus.db, version=VERSION, stale=stale, indexed=indexed)[: limit or None]
        report.pending = len(pending)
        if dry_run:
            return report
        placing = _Placing(corpus=corpus, index=index, rulings=rulings)
        placing.resume()
        placing.withdraw(gone_reports(corpus.db, indexed=indexed))
        placing.rule()
        for start in range(0, len(pending), ARTICLES_A_BATCH):
            batch = pending[start : start + ARTICLES_A_BATCH]
            placing.place(batch)
            report.done += len(batch)
            if on_progress:
                on_progress(report.done, report.pending)
        with corpus.atomic():
            recount_entities(corpus.db)
        report.found.update(_found(corpus))
    report.seconds = time.monotonic() - started
    return report


def _found(corpus: Corpus) -> dict[str, int]:
    """How many stories there are, how many of several articles, and the links by kind."""
    row = corpus.db.execute("select count(*), coalesce(sum(articles > 1), 0) from stories").fetchone()
    links = corpus.db.execute("select relation, count(*) from story_links group by relation").fetchall()
    return {"stories": row[0], "of several articles": row[1], **dict(links)}


@dataclass(frozen=True, kw_only=True, slots=True)
class _Placing:
    """The batches of one run."""

    corpus: Corpus
    index: StoryIndex
    rulings: frozenset[Ruling]
    tied: dict[int, set[int]] = field(default_factory=dict)

    def resume(self) -> None:
        """Tell the stories that a run which was stopped between the index and the corpus has left untold."""
        untold = self.index.untold()
        if untold:
            with self.corpus.atomic():
                self._tell(untold, placed=empty_stories(self.corpus.db))
            self.index.told()

    def withdraw(self, gone: Sequence[str]) -> None:
        """Tell the stories anew that articles have left which are no longer in the corpus."""
        if gone:
            touched = self.index.remove(gone)
            with self.corpus.atomic():
                self._tell(touched, placed=gone)
            self.index.told()

    def rule(self) -> None:
        """Tell the stories anew on which a person has decided, or taken a decision back."""
        changed = self.rulings ^ applied_rulings(self.corpus.db)
        self._tie()
        if changed:
            texts = {self.index.texts.of_article(article) for _, *articles in changed for article in articles}
            with self.corpus.atomic():
                self._tell({text for text in texts if text is not None}, placed=())
                save_rulings(self.corpus.db, self.rulings)

    def place(self, batch: Sequence[str]) -> None:
        """Place articles: first in the index, then in the corpus, which alone says that they are done."""
        touched = self.index.place(read_carriers(self.corpus, batch))
        if self.rulings:
            self._tie()
        with self.corpus.atomic():
            self._tell(touched, placed=batch)
            mark_placed(self.corpus.db, batch, version=VERSION)
        self.index.told()

    def _tie(self) -> None:
        """Which texts a ruling ties to which, whatever it says of them: they are told together."""
        self.tied.clear()
        for _, *articles in self.rulings:
            texts = {text for text in map(self.index.texts.of_article, articles) if text is not None}
            for text in texts:
                self.tied.setdefault(text, set()).update(texts)

    def _tell(self, touched: Iterable[int], *, placed: Sequence[str]) -> None:
        """Tell the stories around these texts anew and store them, with their links."""
        found = self.index.surroundings(touched, tied=self.tied)
        links = {pair: verdict for around in found for pair, verdict in around.links.items()}
        scene = self._scene(found, links)
        stories: list[Story] = [story for around in found for story in tell_stories(around, scene)]
        story_of = {key: report.story_id or key for key, report in scene.reports.items()}
        story_of |= {member.article_id: story.id for story in stories for member in story.members}
        save_stories(self.corpus.db, stories, touched=placed)
        told = [member.article_id for story in stories for member in story.members]
        save_links(self.corpus.db, find_links(links, scene, story_of), of=[*told, *placed])

    def _scene(self, found: Sequence[Surroundings], links: dict[Pair, Verdict]) -> Scene:
        texts = {text for around in found for text in around.texts}
        linked = {text for pair in links for text in pair}
        carriers = self.index.texts.carriers(texts | linked)
        return Scene(
            reports=reports(
                self.corpus.db,
                [key for keys in carriers.values() for key in keys],
                with_known=[key for text in linked for key in carriers[text]],
            ),
            carriers=carriers,
            sizes={text: self.index.texts.size(text) for text in texts},
            rulings=self.rulings,
        )


def read_carriers(corpus: Corpus, ids: Sequence[str]) -> list[Carrier]:
    """The articles as the index takes them; articles of one text have one key."""
    rows = corpus.db.execute(
        f"select a.id, a.text_hash, {INPUT}, a.text, a.title from articles a where a.docid in"
        f" ({', '.join('?' * len(ids))}) order by a.docid",
        [docid_of(key) for key in ids],
    ).fetchall()
    return [
        Carrier(article_id=key, key=text_key(key, text_hash, text, title), input=input, text=text)
        for key, text_hash, input, text, title in rows
    ]


def text_key(article_id: str, text_hash: str, text: str, title: str) -> str:
    """What articles of the same text share: a short one counts with its headline, an empty one never does."""
    if not text.strip():
        return article_id
    return text_hash if len(text) >= SHORT_TEXT else digest(f"{title}\x1f{text}")
