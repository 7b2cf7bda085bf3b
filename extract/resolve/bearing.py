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
from extract.resolve.plant_facts import FAR, NEAR
from extract.resolve.said import COUNTRY_NAMES, county_of_first, read_said
from extract.resolve.state_bodies import HOME, countries_in, country_of_article, country_told, is_bare_body

SEVERAL = "unsure: several bear this name, and the article does not tell which"
TOLD = 0.8
_NOWHERE = "-"


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
        bare: dict[str, set[str]] = {}
        for sentence in self.notes.sentences(articles):
            whole = sentence.label == "FACTORY" or not is_short(sentence.name, sentence.label)
            block = block_of(sentence.name, sentence.label)
            if whole and (marks := _marks(sentence)):
                rows.append((sentence.label, block, sentence.article_id, marks))
            elif sentence.label == "FACTORY":
                bare.setdefault(sentence.article_id, set()).add(block)
        rows += self._told_at_the_beginning(bare, {(article, block) for _, block, article, _ in rows})
        rows += self._bodies(articles)
        for label, block in sorted(self.notes.replace(articles, rows)):
            if label == "ORG":
                self._tell_countries(block)
                continue
            self._tell_apart(label, block)
            if label == "FACTORY":  # where it lies may be another place now
                self.entities.touch(name.entity_id for name in self.entities.names_in_block(label, block))
        self._parted = None

    def _tell_apart(self, label: str, block: str) -> None:
        groups = tell_apart(self.notes.marks(label, block))
        told = {self._bearer_id(label, block, group): group for group in groups} if len(groups) > 1 else {}
        before = self.notes.bearers(label, block)
        if told == before:
            return
        self.notes.set_bearers(label, block, told)
        names = self.entities.names_in_block(label, block)
        self.entities.reopen((label, name.text) for name in names)
        self.entities.touch({*told, *before, *(name.entity_id for name in names)})

    def _told_at_the_beginning(
        self, bare: dict[str, set[str]], told: set[tuple[str, str]]
    ) -> list[tuple[str, str, str, str]]:
        """Of plants whose sentences in an article name no place, the county that the article begins with."""
        texts = self.notes.texts(list(bare))
        rows = []
        for article, blocks in bare.items():
            if key := county_of_first(texts.get(article, ("", ""))[1]):
                left = sorted(block for block in blocks if (article, block) not in told)
                rows += [("FACTORY", block, article, f"{FAR}{key}") for block in left]
        return rows

    def _bodies(self, articles: Sequence[str]) -> list[tuple[str, str, str, str]]:
        """What these articles say of the bodies of states that they name without the state: whose they are."""
        texts: dict[str, tuple[str, str]] = {}
        rows = []
        for sentence in self.notes.sentences(articles, ("ORG",)):
            if not is_bare_body(sentence.name):
                continue
            if sentence.article_id not in texts:
                texts |= self.notes.texts([sentence.article_id])
            if country := _country(sentence, *texts[sentence.article_id]):
                rows.append(("ORG", block_of(sentence.name, "ORG"), sentence.article_id, country))
        return rows

    def _tell_countries(self, block: str) -> None:
        """Make a body of each foreign country of which the corpus speaks under a name without the country."""
        countries = sorted({country for country in self.notes.marks("ORG", block) if country != HOME})
        told: dict[str, tuple[str, ...]] = {
            provisional_id("ORG", block, country.lower()): (country,) for country in countries
        }
        before = self.notes.bearers("ORG", block)
        if told != before:
            self.notes.set_bearers("ORG", block, told)
            self.entities.touch({*told, *before})

    def _bearer_id(self, label: str, block: str, group: tuple[str, ...]) -> str:
        """The id of a bearer: that of the known plant of the name in its county, if there is one."""
        if label == "FACTORY":
            base = self.naming.base
            known = {key for key, _ in base.keys_of(label).get(block, ())}
            places = {place for mark in group for place, _ in base.keys_of("PLACE").get(mark, ())}
            there = sorted(key for key in known if places & base.around(base.entities[key].parent_id or ""))
            if len(there) == 1:
                return there[0]
        return _bearer_id(label, block, group)

    def choose_bodies(self, article: str, spots: Sequence[Spot], found: dict[str, Resolution]) -> dict[str, Resolution]:
        """The resolutions with those of states' bodies that stand without the state by what the article says of it."""
        bare = {spot.id: spot for spot in spots if spot.label == "ORG" and is_bare_body(spot.text)}
        if not bare:
            return found
        title, text = self.notes.texts([article]).get(article, ("", ""))
        sentences = {
            item.mention_id: item for item in self.notes.sentences([article], ("ORG",)) if item.mention_id in bare
        }
        chosen = dict(found)
        for key, spot in bare.items():
            sentence = sentences.get(key) or Sentence(
                mention_id=key,
                article_id=article,
                label="ORG",
                name=spot.text,
                text=title if spot.field == "title" else "",
                start=spot.start,
                end=spot.start + len(spot.text),
            )
            if found[key].entity_id and found[key].why.startswith("short for"):
                continue
            country = _country(sentence, title, text)
            if not country and not countries_in(sentence.text):
                country = country_of_article(title, text, self._lands_of(spot))
            if country:
                chosen[key] = self._body_of(country, spot, found[key])
        return chosen

    def _lands_of(self, spot: Spot) -> frozenset[str]:
        """The countries of which the base knows a body under a name that several have; else none."""
        ids = self.naming.base.find(spot.text, "ORG").ids
        lands = frozenset(self.naming.base.entities[key].country for key in ids)
        return lands if len(lands) > 1 else frozenset((_NOWHERE,))

    def _body_of(self, country: str, spot: Spot, before: Resolution) -> Resolution:
        """The body of a country under a name: a known one, else one of its own; the North's stays as it was."""
        base = self.naming.base
        known = [key for key in base.find(spot.text, "ORG").ids if base.entities[key].country == country]
        why = f"of {COUNTRY_NAMES.get(country, country)}, by what is said of it"
        if len(known) == 1:
            return Resolution(entity_id=self.naming.rulings.final(known[0], spot.text), score=TOLD, why=why)
        if country == HOME:
            return before
        own = provisional_id("ORG", block_of(spot.text, "ORG"), country.lower())
        if own not in self.notes.bearers("ORG", block_of(spot.text, "ORG")):
            return before
        return Resolution(entity_id=self.naming.rulings.final(own, spot.text), score=TOLD, why=why)

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


def _country(sentence: Sentence, title: str, text: str) -> str:
    """The country of a body by its sentence, else by what the whole article speaks of; "" where neither tells."""
    told = country_told(sentence.text, sentence.start, sentence.end)
    return told or ("" if countries_in(sentence.text) else country_of_article(title, text))


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
