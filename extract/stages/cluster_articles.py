"""The loop of clustering: articles into the index, the stories around them told anew, one transaction a batch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
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
    forget_touched,
    gone_reports,
    index_of_log,
    look_through,
    mark_placed,
    note_index,
    outdated_reports,
    pending_reports,
    places_of,
    recount_entities,
    reports,
    save_links,
    save_stories,
    unplaced_reports,
)
from corpus.store.fulltext import docid_of
from corpus.store.report import OnProgress, StageReport
from corpus.store.stage import EVERYTHING, Stage, StageOptions, run_stage
from corpus.versions import stage_version
from extract.stories.index import StoryIndex, Surroundings
from extract.stories.index_schema import give_room
from extract.stories.judging import Verdict
from extract.stories.relations import Pair
from extract.stories.telling import Scene, find_links, tell_stories
from extract.stories.texts import Carrier

# Raise it when the code of clustering changes what comes out; its tables and settings count by themselves.
REVISION = "near-4"
# a shorter text ("Photo news", "(END)") says nothing without its headline
SHORT_TEXT = 80
# in characters: what a report is about stands here
LEAD = 250


def cluster_pending(
    data: Path, options: StageOptions = EVERYTHING, *, on_progress: OnProgress | None = None
) -> StageReport:
    """Place the articles that are new or changed among the stories; a story is named after its earliest member.

    Raises:
        Abort: the data directory or its decisions.csv cannot be used.
    """
    rulings = rulings_of(read_decisions(data))
    with Corpus(data) as corpus, StoryIndex(corpus, keep=options.dry_run) as index:
        return run_stage(ClusterStage(corpus, index, rulings, options), on_progress=on_progress)


class ClusterStage(Stage[str, str]):
    """Articles to stories. The index is written before the corpus, which alone says what is done."""

    name = STAGE
    batch = 1000

    def __init__(self, corpus: Corpus, index: StoryIndex, rulings: frozenset[Ruling], options: StageOptions) -> None:
        super().__init__(corpus, options)
        self.index = index
        self.rulings = rulings
        self.tied: dict[int, set[int]] = {}
        give_room(corpus.db)

    @cached_property
    def version(self) -> str:
        """The revision, with the tables and settings of clustering."""
        return stage_version(REVISION, "extract.stories")

    def prepare(self) -> None:
        """Tell anew the stories that a stopped run left untold, that articles have left, or that were decided on."""
        self._read_log()
        self._resume()
        self._withdraw(gone_reports(self.corpus.db))
        self._rule()

    def pending(self) -> Sequence[str]:
        """Articles that are new, changed, or not in the index."""
        if self.options.dry_run and not self._log_is_of_index():
            return unplaced_reports(self.corpus.db, indexed=str(self.index.path) if self.index.usable else None)
        return pending_reports(self.corpus.db)

    def outdated(self) -> Sequence[str]:
        """Articles that another version placed."""
        return outdated_reports(self.corpus.db, version=self.version)

    def work(self, batches: Iterable[Sequence[str]], count: int) -> Iterator[Sequence[str]]:
        """The batches as they are: placing is writing."""
        yield from batches

    def save(self, results: Sequence[str]) -> None:
        """Place articles: first in the index, then in the corpus."""
        touched = self.index.place(read_carriers(self.corpus, results))
        if self.rulings:
            self._tie()
        with self.corpus.atomic():
            self._tell(touched, placed=results)
            mark_placed(self.corpus.db, results, version=self.version)
            self.note_refusals(results)
        self.index.told()
        self.faults.fine()

    def give_up(self, result: str, error: Exception) -> None:
        """An article that cannot be placed belongs to no story, and is tried again by the next run."""
        self.refuse(result, self.faults.note(error, item=result))
        touched = self.index.remove([result])
        with self.corpus.atomic():
            self._tell(touched, placed=[result])
            self.note_refusals([result])
        self.index.told()

    def finish(self) -> None:
        """Count the stories of the entities that were touched."""
        with self.corpus.atomic():
            recount_entities(self.corpus.db)
            forget_touched(self.corpus.db)
        self.report.found.update(_found(self.corpus))

    def _read_log(self) -> None:
        """Look through all articles where the log of changes does not go with this index file.

        From here on the two go together, until one of them is written without the other.
        """
        if not self._log_is_of_index():
            look_through(self.corpus.db, indexed=str(self.index.path))
        mark = self.index.renew_mark()
        with self.corpus.atomic() as db:
            note_index(db, mark)

    def _log_is_of_index(self) -> bool:
        """Whether what the log of changes lacks is in this index file."""
        mark = self.index.mark()
        return self.index.usable and mark is not None and mark == index_of_log(self.corpus.db)

    def _resume(self) -> None:
        untold = self.index.untold()
        if untold:
            with self.corpus.atomic():
                self._tell(untold, placed=empty_stories(self.corpus.db))
            self.index.told()

    def _withdraw(self, gone: Sequence[str]) -> None:
        if gone:
            touched = self.index.remove(gone)
            with self.corpus.atomic():
                self._tell(touched, placed=gone)
            self.index.told()

    def _rule(self) -> None:
        changed = self.rulings ^ applied_rulings(self.corpus.db)
        self._tie()
        if changed:
            texts = {self.index.texts.of_article(article) for _, *articles in changed for article in articles}
            with self.corpus.atomic():
                self._tell({text for text in texts if text is not None}, placed=())
                save_rulings(self.corpus.db, self.rulings)

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
            places=places_of(self.corpus.db, {text: min(carriers[text]) for text in _compared(found)}, lead=LEAD),
            rulings=self.rulings,
        )


def _compared(found: Iterable[Surroundings]) -> set[int]:
    """The texts that others resemble."""
    return {text for around in found for pair in around.near for text in pair}


def _found(corpus: Corpus) -> dict[str, int]:
    """How many stories there are, how many of several articles, and the links by kind."""
    row = corpus.db.execute(
        "select (select count(*) from stories), (select count(*) from stories where articles > 1)"
    ).fetchone()
    links = corpus.db.execute("select relation, count(*) from story_links group by relation").fetchall()
    return {"stories": row[0], "of several articles": row[1], **dict(links)}


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
