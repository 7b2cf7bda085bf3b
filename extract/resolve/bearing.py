"""The bearers of one name across a corpus: found by what sentences say of them, whatever the order of the articles.

A person in another walk of life, a plant in another county, is another. Who is in none of those that a name's sentences
tell is nobody in particular: such a mention stays open.
"""

from __future__ import annotations

from collections.abc import Sequence

from corpus.store.bearer_notes import BearerNotes, Sentence
from corpus.store.resolution import Entities
from extract.resolve.bearers import POWER, marks_of, tell_apart
from extract.resolve.document import Resolution, Spot, is_short
from extract.resolve.name_blocks import block_of, provisional_id
from extract.resolve.naming import Naming
from extract.resolve.plant_facts import NEAR
from extract.resolve.said import read_said

SEVERAL = "unsure: several bear this name, and the article does not tell which"
TOLD = 0.8


class Bearing:
    """Notes what articles say of names, and gives the bearer of each mention of a name that several bear."""

    def __init__(self, entities: Entities, naming: Naming) -> None:
        self.entities = entities
        self.naming = naming
        self.notes = BearerNotes(entities.db)
        self._parted: set[tuple[str, str]] | None = None

    def note(self, articles: Sequence[str]) -> None:
        """Take in what these articles say; the articles that name someone whose bearers change are pending again."""
        rows = []
        for sentence in self.notes.sentences(articles):
            whole = sentence.label == "FACTORY" or not is_short(sentence.name, sentence.label)
            if whole and (marks := _marks(sentence)):
                rows.append((sentence.label, block_of(sentence.name, sentence.label), sentence.article_id, marks))
        for label, block in sorted(self.notes.replace(articles, rows)):
            self._tell_apart(label, block)
            if label == "FACTORY":  # where it lies may be another place now
                self.entities.touch(name.entity_id for name in self.entities.names_in_block(label, block))
        self._parted = None

    def _tell_apart(self, label: str, block: str) -> None:
        groups = tell_apart(self.notes.marks(label, block))
        told = {_bearer_id(label, block, group): group for group in groups} if len(groups) > 1 else {}
        before = self.notes.bearers(label, block)
        if told == before:
            return
        self.notes.set_bearers(label, block, told)
        names = self.entities.names_in_block(label, block)
        self.entities.reopen((label, name.text) for name in names)
        self.entities.touch({*told, *before, *(name.entity_id for name in names)})

    def choose(self, article: str, spots: Sequence[Spot], found: dict[str, Resolution]) -> dict[str, Resolution]:
        """The resolutions with those of names that several bear decided by the article, or left open."""
        if self._parted is None:
            self._parted = self.notes.parted()
        blocks = {
            (s.label, block_of(s.text, s.label)) for s in spots if s.label in ("PERSON", "FACTORY")
        } & self._parted
        if not blocks:
            return found
        sentences = {sentence.mention_id: sentence for sentence in self.notes.sentences([article])}
        title = self.notes.titles([article]).get(article, "")
        chosen = dict(found)
        for label, block in sorted(blocks):
            self._choose_in(article, label, block, title, spots, sentences, chosen)
        return chosen

    def _choose_in(
        self,
        article: str,
        label: str,
        block: str,
        title: str,
        spots: Sequence[Spot],
        sentences: dict[str, Sentence],
        chosen: dict[str, Resolution],
    ) -> None:
        bearers = self.notes.bearers(label, block)
        own = [spot for spot in spots if spot.label == label and block_of(spot.text, label) == block]
        natural = {state.entity_id for spot in own if not (state := self.naming.state(label, spot.text)).candidates}
        said = [marks for marks in self.notes.marks_of(article, label, block) if not marks.startswith(NEAR)]
        only = _bearer_of("+".join(said), bearers) if said else ""
        if not said and label == "PERSON":
            only = _bearer_of("+".join(marks_of(read_said(title, len(title), len(title), label), label)), bearers)
        for spot in spots:
            if spot.label != label or chosen[spot.id].entity_id not in natural or chosen[spot.id].entity_id is None:
                continue
            marks = _marks(sentences[spot.id]) if spot.id in sentences and spot in own else ""
            bearer = (_bearer_of(marks, bearers) if marks else "") or only
            chosen[spot.id] = self._resolution(bearer, spot, chosen[spot.id])

    def _resolution(self, bearer: str, spot: Spot, before: Resolution) -> Resolution:
        if not bearer:
            return Resolution(entity_id=None, score=None, why=SEVERAL)
        natural = before.entity_id if bearer.endswith(f".{POWER}") else None
        final = natural or self.naming.rulings.final(bearer, spot.text)
        return Resolution(entity_id=final, score=TOLD, why="several bear this name; this one by what is said of it")


def _marks(sentence: Sentence) -> str:
    """What a sentence says of its name, as `bearer_marks` has it."""
    said = read_said(sentence.text, sentence.start, sentence.end, sentence.label)
    return "+".join(marks_of(said, sentence.label))


def _bearer_of(marks: str, bearers: dict[str, tuple[str, ...]]) -> str:
    """The one bearer of whom all these marks are said, or ""."""
    own = set(marks.split("+")) - {""}
    fits = [key for key, said in bearers.items() if own & set(said)]
    return fits[0] if own and len(fits) == 1 else ""


def _bearer_id(label: str, block: str, group: tuple[str, ...]) -> str:
    """The id of a bearer: who holds offices keeps the name's own id, which ends in no mark."""
    return provisional_id(label, block, POWER if POWER in group else group[0])
