"""The loop of the events stage: stories placed by what they tell, the events around them told anew."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from corpus.decisions.file import read_decisions
from corpus.decisions.story_rulings import EVENT, Ruling, rulings_of
from corpus.records import digest
from corpus.store.articles import Corpus
from corpus.store.event_records import Evidence, MetBy, NamedIn, PlacedStory, StoryText
from corpus.store.event_rows import (
    STAGE,
    applied_event_rulings,
    evidence_of,
    mark_told,
    outdated_stories,
    pending_stories,
    place,
    placed_inputs,
    save_event_rulings,
    save_events,
    save_evidence,
    stories_with,
    unplace,
)
from corpus.store.event_texts import current_stories, media_by_name, media_names, story_texts, told_stories
from corpus.store.report import OnProgress, StageReport
from corpus.store.stage import EVERYTHING, Stage, StageOptions, run_stage
from corpus.versions import stage_version
from extract.events.likelihood import score
from extract.events.meeting import days_around, enough, keys_of
from extract.events.sketch import Sketch, sketch
from extract.events.telling_events import JOINS, Ruled, Tied, tell_events

# Raise it when the code of events changes what comes out; its tables and settings count by themselves.
REVISION = "events-7"
# likeness in thousandths: less is not worth keeping, since it moves no average
LEAST_KEPT = 50
SKETCHES_KEPT = 6_000


def events_pending(
    data: Path, options: StageOptions = EVERYTHING, *, on_progress: OnProgress | None = None
) -> StageReport:
    """Place the stories that are new or changed among the events; an event is named after its earliest story.

    Raises:
        Abort: the data directory or its decisions.csv cannot be used.
    """
    rulings = rulings_of(read_decisions(data), label=EVENT)
    with Corpus(data) as corpus:
        return run_stage(EventsStage(corpus, rulings, options), on_progress=on_progress)


class EventsStage(Stage[str, str]):
    """Stories to events."""

    name = STAGE
    batch = 200

    def __init__(self, corpus: Corpus, rulings: frozenset[Ruling], options: StageOptions) -> None:
        super().__init__(corpus, options)
        self.rulings = rulings
        self.sketches: OrderedDict[str, Sketch] = OrderedDict()
        self.ruled: dict[str, set[str]] = {}

    @cached_property
    def version(self) -> str:
        """The revision, with the tables, weights and settings of events."""
        return stage_version(REVISION, "extract.events")

    @cached_property
    def media(self) -> dict[str, str]:
        """The known media by name."""
        return media_by_name(self.corpus.db)

    def prepare(self) -> None:
        """Tell anew the events that were decided on."""
        changed = self.rulings ^ applied_event_rulings(self.corpus.db)
        self._tie()
        if changed:
            articles = [key for _, *keys in changed for key in keys if key]
            with self.corpus.atomic() as db:
                self._tell({*current_stories(db, articles).values()}, gone=())
                save_event_rulings(db, self.rulings)

    def pending(self) -> Sequence[str]:
        """Stories that are new, changed or gone."""
        return pending_stories(self.corpus.db)

    def outdated(self) -> Sequence[str]:
        """Stories that another version placed."""
        return outdated_stories(self.corpus.db, version=self.version)

    def work(self, batches: Iterable[Sequence[str]], count: int) -> Iterator[Sequence[str]]:
        """The batches as they are: placing is writing."""
        yield from batches

    def save(self, results: Sequence[str]) -> None:
        """Place stories and tell the events around them, in one transaction."""
        with self.corpus.atomic() as db:
            texts = story_texts(db, results, media=self.media)
            gone = [story for story in results if story not in texts]
            inputs = {story: _input(*read) for story, read in texts.items()}
            before = placed_inputs(db, results)
            fresh = [story for story in texts if before.get(story) != (inputs[story], self.version)]
            touched = {*texts} | unplace(db, [*gone, *fresh])
            made = {story: sketch(*texts[story]) for story in fresh}
            self._keep(made)
            keys = {story: keys_of(each) for story, each in made.items()}
            place(db, [_placed(made[story], keys[story], inputs[story]) for story in fresh], version=self.version)
            self._meet(made, keys)
            self._tell(touched - {*gone}, gone=gone)
            mark_told(db, results)
            self.note_refusals(results)
        self.faults.fine()

    def give_up(self, result: str, error: Exception) -> None:
        """A story that cannot be placed stays where it was."""
        self.refuse(result, self.faults.note(error, item=result))
        with self.corpus.atomic() as db:
            mark_told(db, [result])
            self.note_refusals([result])

    def finish(self) -> None:
        """Count the events."""
        row = self.corpus.db.execute(
            "select (select count(*) from events), (select count(*) from events where stories > 1)"
        ).fetchone()
        self.report.found.update({"events": row[0], "of several stories": row[1]})

    # placing

    def _meet(self, made: Mapping[str, Sketch], keys: Mapping[str, MetBy]) -> None:
        """Score new stories with all that they share enough with."""
        db = self.corpus.db
        found: dict[tuple[str, str], Evidence] = {}
        for story, own in made.items():
            days = days_around(own)
            if days is None:
                continue
            met = stories_with(db, keys[story], days=days, enough=enough)
            for other, its in self._read(met).items():
                pair = (min(story, other), max(story, other))
                if other == story or pair in found:
                    continue
                scored = score(own, its)
                if scored is not None and abs(scored.likeness) >= LEAST_KEPT:
                    found[pair] = Evidence(story=pair[0], other=pair[1], likeness=scored.likeness, why=scored.why)
        save_evidence(db, found.values())

    def _read(self, stories: Sequence[str]) -> dict[str, Sketch]:
        """The sketches of stories, from memory or from their texts."""
        missing = [story for story in stories if story not in self.sketches]
        self._keep(
            {story: sketch(*read) for story, read in story_texts(self.corpus.db, missing, media=self.media).items()}
        )
        return {story: self.sketches[story] for story in stories if story in self.sketches}

    def _keep(self, made: Mapping[str, Sketch]) -> None:
        for story, each in made.items():
            self.sketches[story] = each
            self.sketches.move_to_end(story)
        while len(self.sketches) > SKETCHES_KEPT:
            self.sketches.popitem(last=False)

    # telling

    def _tell(self, touched: Iterable[str], *, gone: Sequence[str]) -> None:
        """Tell the events around these stories anew and store them."""
        db = self.corpus.db
        found = list(self._drawn_together(touched))
        every = told_stories(db, sorted({story for drawn, _ in found for story in drawn}), media=self.media)
        names = media_names(db, sorted({medium for story in every.values() for medium in story.cites}))
        events = []
        for drawn, evidence in found:
            stories = {key: every[key] for key in drawn if key in every}
            ruled = self._ruled_among(stories)
            events += tell_events(Tied(stories=stories, evidence=evidence, media=names, ruled=ruled))
        save_events(db, events, gone=gone)

    def _drawn_together(self, touched: Iterable[str]) -> Iterator[tuple[list[str], dict[tuple[str, str], Evidence]]]:
        """The sets of stories that the given ones are drawn into by likeness or by decisions, with their evidence."""
        seen: set[str] = set()
        starts = sorted(touched)
        known = self._evidence_around(starts)
        for start in starts:
            if start in seen:
                continue
            drawn = [start]
            evidence: dict[tuple[str, str], Evidence] = {}
            inside = {start}
            for story in drawn:  # grows while it is walked
                evidence |= known[story]
                near = self._near(story, known[story])
                drawn.extend(sorted(near - inside))
                inside |= near
            seen |= inside
            yield drawn, evidence

    def _near(self, story: str, evidence: Mapping[tuple[str, str], Evidence]) -> set[str]:
        """The stories that one is told together with, itself among them where there are any."""
        near = {key for pair, each in evidence.items() if each.likeness >= JOINS for key in pair}
        return near | self.ruled.get(story, set())

    def _evidence_around(self, stories: Sequence[str]) -> dict[str, dict[tuple[str, str], Evidence]]:
        """What is known of each of the stories, and of each that they are drawn into; all asked for at once."""
        found: dict[str, dict[tuple[str, str], Evidence]] = {}
        new = [*stories]
        while new:
            found |= {story: {} for story in new}
            for pair, each in evidence_of(self.corpus.db, new).items():
                for story in pair:
                    if story in found:
                        found[story][pair] = each
            new = sorted({near for story in new for near in self._near(story, found[story])} - found.keys())
        return found

    def _tie(self) -> None:
        """Which stories a ruling ties to which, whatever it says of them: they are told together."""
        current = current_stories(self.corpus.db, [key for _, *keys in self.rulings for key in keys if key])
        for _, a, b in self.rulings:
            if a in current and b in current:
                pair = {current[a], current[b]}
                for story in pair:
                    self.ruled.setdefault(story, set()).update(pair)

    def _ruled_among(self, stories: Mapping[str, object]) -> Ruled:
        """What was decided of these stories, by the ids that they have now."""
        if not self.rulings:
            return Ruled()
        current = current_stories(self.corpus.db, [key for _, *keys in self.rulings for key in keys if key])
        pairs: dict[str, list[tuple[str, str]]] = {"same": [], "different": []}
        split = set()
        for verdict, a, b in sorted(self.rulings):
            one, other = current.get(a), current.get(b)
            if verdict == "split":
                split.add(one)
            elif one in stories and other in stories and one != other:
                assert one is not None and other is not None
                pairs[verdict].append((one, other))
        return Ruled(
            together=tuple(pairs["same"]),
            apart=tuple(pairs["different"]),
            split=frozenset(story for story in split if story in stories and story is not None),
        )


def _placed(made: Sketch, keys: MetBy, input: str) -> PlacedStory:
    return PlacedStory(
        story=made.story,
        input=input,
        day=made.published.toordinal() if made.published else None,
        keys=keys.every(),
        citations=made.citations,
    )


def _input(text: StoryText, names: Sequence[NamedIn]) -> str:
    """A digest of all that the stage reads of a story."""
    parts = [text.article, text.medium or "", text.language or "", str(text.day), text.title, text.text]
    parts += [f"{n.field} {n.start} {n.label} {n.entity_id} {n.kind} {n.parent_id}" for n in names]
    return digest("\x1f".join(parts))[:16]
