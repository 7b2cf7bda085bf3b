"""A set of 400 pairs of texts, half of them of one story: made from invented texts by seeded rules, always the same."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from corpus.records import Article
from corpus.store.articles import Corpus
from crawler.newsroom.press import Story
from crawler.newsroom.stories import load_stories
from tests.empty_corpus import put_empty_corpus

DATA = Path(__file__).parent / "data"
BASES, TWINS, QUOTED = 50, 90, 60
MONDAY = datetime(2026, 3, 2, 6, tzinfo=UTC)
CHOICE = re.compile(r"\[\[(.+?)\]\]")
SYNONYMS = dict(line.split(maxsplit=1) for line in (DATA / "synonyms.txt").read_text("utf-8").splitlines())
STYLES = [("North Korea", "N. Korea"), ("percent", "per cent"), ("March", "Mar."), ("kilogram", "kilogramme")]
STYLES += [("-", " "), ("“", '"'), ("the U.S.", "the US"), ("meters", "metres"), ("tons", "tonnes"), ("'s ", "’s ")]


@dataclass(frozen=True, kw_only=True)
class Made:
    """A text of the set: which story it truly tells, and how it was made."""

    name: str
    story: str
    title: str
    text: str
    language: str = "en"


@dataclass(kw_only=True)
class PairSet:
    """The texts by name, and the pairs of names with their kind; a pair is one story when its texts' stories agree."""

    texts: dict[str, Made] = field(default_factory=dict)
    pairs: list[tuple[str, str, str]] = field(default_factory=list)

    def add(self, made: Made) -> str:
        self.texts[made.name] = made
        return made.name

    def same(self, a: str, b: str) -> bool:
        return self.texts[a].story == self.texts[b].story

    def articles(self) -> list[Article]:
        """An article of each text, every one by another outlet, at other addresses and minutes of one day."""
        return [
            Article(
                url=f"https://{made.name.replace('/', '-').replace('_', '-')}.example/a",
                outlet=made.name,
                title=made.title,
                text=made.text,
                fetched_at=MONDAY + timedelta(days=1),
                published=MONDAY + timedelta(minutes=number),
                language=made.language,
                method="made",
            )
            for number, made in enumerate(self.texts.values())
        ]


@pytest.fixture(scope="session")
def pair_set() -> PairSet:
    """400 pairs: 250 of one story, made in five ways, 90 twins in one formula, 60 that share a quotation only."""
    made = PairSet()
    written = [story for story in load_stories() if story.kind == "article" and not story.of]
    bases = random.Random("bases").sample(sorted(written, key=lambda story: story.id), BASES)
    for story in bases:
        base = made.add(
            Made(name=story.id, story=story.id, title=story.title, text=story.text, language=story.language)
        )
        for kind, (title, text) in _versions(story).items():
            name = f"{story.id}-{kind}"
            made.add(Made(name=name, story=story.id, title=title, text=text, language=story.language))
            made.pairs.append((kind, base, name))
    _add_twins(made)
    _add_quoted(made, [story for story in bases if story.language == "en"])
    return made


def _versions(story: Story) -> dict[str, tuple[str, str]]:
    chance = random.Random(story.id)
    paragraphs = story.text.split("\n")
    other = f"{story.title.split(',')[0]} - what we know"
    shuffled = paragraphs[:]
    while shuffled == paragraphs:
        chance.shuffle(shuffled)
    suffix = ".ko.txt" if story.language == "ko" else ".txt"
    lines = (DATA / f"furniture{suffix}").read_text("utf-8").splitlines()
    above, below = chance.sample(lines, k=5), chance.sample(lines, k=6)
    return {
        "cut": (story.title, _cut(story.text, 0.35)),
        "reordered": (story.title, "\n".join(shuffled)),
        "reworded": (story.title, _reworded(story, chance)),
        "wrapped": (story.title, "\n".join((*above, *paragraphs, *below))),
        "restyled": (other, _restyled(story.text)),
    }


def _cut(text: str, share: float) -> str:
    """The beginning of a text, whole sentences, as near to this share of it as they come."""
    ends = [match.end() for match in re.finditer(r"[.!?][”\"]?(?=\s|$)", text)]
    return text[: min(ends, key=lambda end: abs(end - share * len(text)))]


def _reworded(story: Story, chance: random.Random) -> str:
    """Ten words changed for others of the same meaning; in Korean, ten words left out."""
    words = re.split(r"(\W+)", story.text) if story.language == "en" else re.split(r"(\s+)", story.text)
    if story.language == "en":
        places = [place for place, word in enumerate(words) if word in SYNONYMS]
        for place in chance.sample(places, k=min(10, len(places))):
            words[place] = SYNONYMS[words[place]]
    else:
        for place in chance.sample(range(0, len(words), 2), k=10):
            words[place] = ""
    return "".join(words)


def _restyled(text: str) -> str:
    for one, other in STYLES:
        text = text.replace(one, other)
    return text


def _add_twins(made: PairSet) -> None:
    """Bulletins in one formula about different events; all four events of each meet."""
    pairs = []
    for number, formula in enumerate((DATA / "formulas.txt").read_text("utf-8").strip().split("\n\n")):
        names = []
        for event in range(4):
            text = CHOICE.sub(lambda match, event=event: match[1].split("|")[event], formula)  # type: ignore[misc]
            name = f"formula-{number:02}-{event}"
            names.append(made.add(Made(name=name, story=name, title=" ".join(text.split()[:8]), text=text)))
        pairs += [("formula", a, b) for a, b in combinations(names, 2)]
    made.pairs += random.Random("twins").sample(pairs, TWINS)


def _add_quoted(made: PairSet, bases: list[Story]) -> None:
    """Two stories that carry one quotation in the midst of their own text."""
    quotes = (DATA / "quotes.txt").read_text("utf-8").splitlines()
    for number, (a, b) in enumerate(random.Random("quotes").sample(list(combinations(bases, 2)), QUOTED)):
        quote = quotes[number % len(quotes)]
        names = []
        for story in (a, b):
            paragraphs = story.text.split("\n")
            paragraphs.insert(len(paragraphs) // 2, f"{quote}.")
            name = f"{story.id}-quoting-{number:02}"
            names.append(made.add(Made(name=name, story=story.id, title=story.title, text="\n".join(paragraphs))))
        made.pairs.append(("quoted", names[0], names[1]))


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    """An empty corpus, open for writing."""
    put_empty_corpus(tmp_path)
    with Corpus(tmp_path) as corpus:
        yield corpus


def make_article(url: str, text: str, **changes: Any) -> Article:
    """An article of the morning of 2 March 2026."""
    values: dict[str, Any] = {
        "outlet": url.split("//")[1].split(".")[0],
        "title": "A title",
        "fetched_at": MONDAY + timedelta(days=1),
        "published": MONDAY,
        "method": "by hand",
        "language": "en",
    }
    return Article(url=url, text=text, **{**values, **changes})


@pytest.fixture
def article() -> Any:
    return make_article
