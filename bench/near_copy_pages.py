"""The pages of `bench/near_copies.py`: kinds that real sites mix, made by seeded rules, with the story of each."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from event_truth import read_lines

from corpus.records import Article, digest
from crawler.newsroom.stories import load_stories

GOLD = Path("tests/extract/events/gold")
PRESSES = ("first", "second", "third")  # what a seed makes hangs on which
START = datetime(2026, 3, 2, 6, tzinfo=UTC)
TOWNS = ("Hyesan", "Chongjin", "Sinuiju", "Hamhung", "Wonsan", "Sariwon", "Haeju", "Kanggye", "Rason", "Nampho")
GOODS = ("steel", "cement", "coal", "fertilizer", "zinc", "magnesia", "timber", "flour", "salt", "paper")
LEADERS = ("Kim Tok Hun", "Pak Jong Gun", "Jon Hyon Chol", "Ri Chol Man", "Ju Chol Gyu", "Kim Myong Chol")
FURNITURE = (
    "Subscribe to our newsletter and get the day's news from the border in your mail every morning at seven.",
    "Most read: What the tide tables say. A market without a roof. Ten years of the new bridge. The last ferry.",
    "The views of our guest writers are their own. Letters may be cut. Write to the desk or call in office hours.",
)


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page of the crawl: so many hours after the start, and the story that it tells."""

    outlet: str
    story: str
    hours: float
    title: str
    text: str

    @property
    def url(self) -> str:
        return f"https://{self.outlet}.example/{digest(f'{self.story} {self.hours} {self.text}')[:12]}"

    def as_article(self) -> Article:
        at = START + timedelta(hours=self.hours)
        return Article(
            url=self.url,
            outlet=self.outlet,
            title=self.title,
            text=self.text,
            published=at,
            fetched_at=at + timedelta(hours=1),
            method="made",
            language="en",
        )


class Crawl:
    """Makes the pages of each kind, always the same for a seed."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        written = [
            s.text.split("\n") for s in load_stories() if s.kind == "article" and not s.of and s.language == "en"
        ]
        self.reports = [paragraphs for paragraphs in written if len(paragraphs) >= 4]
        self.chance.shuffle(self.reports)
        lines = [row for name in PRESSES for row in read_lines(GOLD / f"press_{name}.jsonl")]
        self.paragraphs = [row["text"] for row in lines if row["lang"] == "en"]
        self.chance.shuffle(self.paragraphs)
        self.number = 0

    def report(self) -> list[str]:
        """Paragraphs of a report that no other story of the crawl has."""
        paragraphs = self.reports.pop() if self.reports else []
        return [*paragraphs, *self.fresh(max(0, 6 - len(paragraphs)))]

    def fresh(self, count: int) -> list[str]:
        """So many paragraphs that no other story has; when there are no more, with the words in another order, so that
        no run of five words is another's.
        """
        found = []
        for _ in range(count):
            turn, place = divmod(self.number, len(self.paragraphs))
            self.number += 1
            words = self.paragraphs[place].split()
            if turn:
                for at in range(0, len(words), 5):
                    words[at : at + 5] = random.Random(f"{turn} {at}").sample(
                        words[at : at + 5], len(words[at : at + 5])
                    )
            found.append(" ".join(words))
        return found

    def moving(self, name: str, start: float) -> Iterator[Page]:
        """Versions by one outlet over hours, some with copies elsewhere: paragraphs come on top and in the midst, the
        lead is written anew, old ones go.
        """
        kept = self.report()
        for version in range(5):
            if version:
                kept.insert(self.chance.choice([0, 1, len(kept) // 2]), self.fresh(1)[0])
                if version % 2 == 0:
                    kept[1] = self.fresh(1)[0]
                if len(kept) > 7:
                    kept.pop(self.chance.randrange(2, len(kept)))
            text = "\n".join(kept)
            hours = start + 2 * version
            yield Page(outlet="live", story=name, hours=hours, title=f"Live {name} {version}", text=text)
            for copy in range(self.chance.choice([0, 1, 2])):
                yield Page(outlet=f"copy{copy}", story=name, hours=hours + 1, title=name, text=self.edited(text))

    def edited(self, text: str) -> str:
        """A copy as another house prints it: a word here and there, its own last line."""
        words = text.split(" ")
        for _ in range(len(words) // 60):
            place = self.chance.randrange(1, len(words))
            if words[place].isalpha() and words[place].islower():
                words[place] = self.chance.choice(["also", "then", words[place - 1]])
        text = " ".join(words)
        return f"{text}\n{self.chance.choice(FURNITURE)}" if self.chance.random() < 0.5 else text

    def gallery(self, name: str, start: float) -> Iterator[Page]:
        """Galleries of one set of captions; a report that holds some of them, and its copies."""
        captions, own = self.fresh(3), self.report()
        for number in range(3):
            some = captions if number else captions[:2]
            yield Page(
                outlet=f"pictures{number}",
                story=f"{name} g",
                hours=start + number,
                title=f"In pictures {name}",
                text="\n".join(some),
            )
        whole = "\n".join([*own, captions[0]])
        for number in range(4):
            sentences = whole.split(". ")
            cut = ". ".join(sentences[: number + 1] + sentences[number + 2 + number % 2 :])
            yield Page(outlet=f"paper{number}", story=f"{name} r", hours=start + 3 + number, title=name, text=cut)
        short = f"{own[0]}\n{captions[0]}\n{captions[1]}"
        yield Page(outlet="brief", story=f"{name} g", hours=start + 8, title=f"Pictures: {name}", text=short)

    def notice(self, name: str, start: float) -> Iterator[Page]:
        """A short notice that two moving stories hold at their end."""
        notice = self.fresh(1)[0]
        yield Page(outlet="agency", story=f"{name} n", hours=start, title=f"Notice {name}", text=notice)
        yield Page(
            outlet="reprint", story=f"{name} n", hours=start + 1, title=f"Notice {name}", text=self.edited(notice)
        )
        for which in "ab":
            for page in self.moving(f"{name} {which}", start + 1):
                yield Page(
                    outlet=page.outlet,
                    story=page.story,
                    hours=page.hours,
                    title=page.title,
                    text=f"{page.text}\n{notice}",
                )

    def formula(self, name: str, start: float) -> Iterator[Page]:
        """One formula told of several places and goods on several days, each with copies."""
        body = self.fresh(1)[0]
        for turn, (town, good) in enumerate(
            zip(self.chance.sample(TOWNS, 5), self.chance.sample(GOODS, 5), strict=True)
        ):
            text = (
                f"Pyongyang, March {2 + turn} (KCNA) -- The {town} {good.title()} Complex fulfilled its plan for the"
                f" month ahead of schedule. Officials of the complex went among the workers, and the output of {good}"
                f" went up by {self.chance.randint(12, 40)} percent a day. {body} The workers of the complex in {town}"
                " are now turning out to bring about a fresh upswing in production, full of confidence."
            )
            for copy in range(3):
                yield Page(
                    outlet=f"state{copy}",
                    story=f"{name} {turn}",
                    hours=start + 24 * turn + copy,
                    title=f"{town} {good} Complex Fulfils Plan",
                    text=self.edited(text) if copy else text,
                )

    def names(self, name: str, start: float) -> Iterator[Page]:
        """Reports of which only a name and a day differ: two visits; and one whose name was corrected throughout."""
        paragraphs = self.report()
        # no two visits of the crawl are of one man to one town
        number = int(name.split()[-1])
        for turn, leader in enumerate((LEADERS[number % 6], LEADERS[(number + 1) % 6], LEADERS[(number + 2) % 6])):
            town = TOWNS[(3 * number + 2 * turn) % 10] if turn else TOWNS[number % 10]
            lead = (
                f"{leader} inspected several units in {town} on March {2 + turn}, the state's agency said. {leader}"
                " went round the shops, asked after the workers' living and called for more goods of better quality."
            )
            text = "\n".join([lead, paragraphs[-1], f"{leader} was accompanied by officials of {town}."])
            spelled = text.replace(leader, leader.replace(" ", "-", 2).replace("-", " ", 1))
            for copy, each in enumerate((text, spelled, self.edited(text))):
                yield Page(
                    outlet=f"north{copy}",
                    story=f"{name} {turn}",
                    hours=start + 24 * turn + copy,
                    title=f"{leader} inspects {town}",
                    text=each,
                )

    def tables(self, name: str, start: float) -> Iterator[Page]:
        """A daily table in one frame, of which the figures alone differ; each day's has a copy in another zone."""
        for day in range(4):
            rows = [
                f"{good.title()}: {self.chance.randint(1000, 9000):,} won a unit at the noon market of {town}, and"
                f" the sellers there say that it was {self.chance.randint(1000, 9000):,} won at {9 + at}"
                f" am{' ET' * (at % 4 == 0)}."
                for at, (good, town) in enumerate(zip(GOODS, TOWNS, strict=True))
            ]
            text = "\n".join(["Prices of the day, gathered by telephone from ten markets.", *rows])
            for copy in range(2):
                yield Page(
                    outlet=f"table{copy}",
                    story=f"{name} {day}",
                    hours=start + 24 * day + copy,
                    title=f"Prices of the day {day}",
                    text=text.replace(" ET", " MT") if copy else text,
                )

    def wrapped(self, name: str, start: float) -> Iterator[Page]:
        """A report with copies that are cut, wrapped, reordered and corrected."""
        own = self.report()
        text = "\n".join(own)
        sentences = re.split(r"(?<=[.]) ", text)
        versions = [
            text,
            self.edited(text),
            " ".join(sentences[: len(sentences) // 2]),
            "\n".join([*FURNITURE, *own, *FURNITURE]),
            "\n".join(self.chance.sample(own, len(own))),
            text.replace("North Korea", "DPRK").replace("percent", "per cent"),
        ]
        for number, version in enumerate(versions):
            yield Page(
                outlet=f"paper{number}", story=name, hours=start + number, title=f"{name} {number}", text=version
            )

    def quoted(self, name: str, start: float) -> Iterator[Page]:
        """Two reports of their own with one long quotation, each with a copy."""
        quote = self.fresh(1)[0].replace('"', "")
        for which in "ab":
            own = self.report()
            own.insert(2, f'"{quote}" he said.')
            text = "\n".join(own)
            for copy in range(2):
                yield Page(
                    outlet=f"own{which}{copy}",
                    story=f"{name} {which}",
                    hours=start + copy,
                    title=f"{name}{which}",
                    text=self.edited(text) if copy else text,
                )

    def live_blog(self, name: str, start: float) -> Iterator[Page]:
        """A live blog of two days, saved every three hours at another address: entries on top, old ones fall off, one
        box stays. A copy of one state of it stands elsewhere.
        """
        box = self.fresh(1)[0]
        for day in range(2):
            entries = [*self.fresh(5)]
            for state in range(6):
                text = "\n".join([*entries[:6], box])
                hours = start + 24 * day + 3 * state
                yield Page(outlet="blog", story=f"{name} {day}", hours=hours, title=f"{name}: as it happens", text=text)
                if state == 3:
                    yield Page(
                        outlet="other", story=f"{name} {day}", hours=hours + 1, title=name, text=self.edited(text)
                    )
                entries[:0] = [f"{8 + 2 * state}:{self.chance.randint(10, 59)} {entry}" for entry in self.fresh(2)]

    def writethru(self, name: str, start: float) -> Iterator[Page]:
        """A wire's report and its four corrected versions, which the wire and papers print: a new lead each time,
        figures put right, paragraphs added and one taken out.
        """
        body, toll = self.report(), self.chance.randint(4, 9)
        town, good = self.chance.choice(TOWNS), self.chance.choice(GOODS)
        for version in range(5):
            toll += self.chance.choice([0, 1, 3])
            lead = (
                f"At least {toll} people were hurt when a {good} store in {town} caught fire, an office said.",
                f"A fire in a {good} store in {town} has hurt {toll} people, officials said on the day.",
                f"The number of those hurt by the fire in {town} went up to {toll}, and the {good} store is closed.",
            )[version % 3]
            if version:
                body.insert(self.chance.randrange(1, 4), self.fresh(1)[0])
            if version == 3:
                body.pop(2)
            text = "\n".join([lead, *body])
            title = f"Fire in {town}" + f" ({version}th Ld-Writethru)" * (version > 0)
            yield Page(outlet="wire", story=name, hours=start + version, title=title, text=text)
            for paper in self.chance.sample(range(6), 2):
                yield Page(
                    outlet=f"daily{paper}",
                    story=name,
                    hours=start + version + 0.5,
                    title=f"Fire in {town}",
                    text=self.edited(text),
                )

    def rewrite(self, name: str, start: float) -> Iterator[Page]:
        """A report, its copies, and the evening's piece by another desk that keeps half of it; another house's own
        piece, which has one quotation with it.
        """
        own, quote = self.report(), self.fresh(1)[0].replace('"', "")
        own.insert(1, f'"{quote}" an official said.')
        text = "\n".join(own)
        yield Page(outlet="morning", story=name, hours=start, title=name, text=text)
        for copy in range(2):
            yield Page(outlet=f"paper{copy}", story=name, hours=start + 2, title=name, text=self.edited(text))
        kept = [own[0], own[1], *own[2 : 2 + len(own) // 2]]
        evening = [*self.fresh(2), *kept[1:], self.fresh(1)[0], kept[0]]
        yield Page(outlet="morning", story=name, hours=start + 9, title=f"Evening: {name}", text="\n".join(evening))
        yield Page(outlet="paper1", story=name, hours=start + 11, title=name, text=self.edited("\n".join(evening)))
        apart = [*self.fresh(3), f'"{quote}" an official said.', *self.fresh(2)]
        for copy in range(2):
            page = "\n".join(apart)
            yield Page(
                outlet=f"own{copy}",
                story=f"{name} own",
                hours=start + 6 + copy,
                title=f"Another: {name}",
                text=self.edited(page) if copy else page,
            )

    def inside(self, name: str, start: float) -> Iterator[Page]:
        """A background piece that stands, whole, inside two moving stories and was published by itself."""
        box = self.fresh(2)
        for copy in range(2):
            text = "\n".join(box)
            yield Page(
                outlet=f"box{copy}",
                story=f"{name} box",
                hours=start + copy,
                title=f"Background: {name}",
                text=self.edited(text) if copy else text,
            )
        for which in "ab":
            for page in self.moving(f"{name} {which}", start + 2):
                lines = page.text.split("\n")
                text = "\n".join([*lines[:3], *box, *lines[3:]])
                yield Page(outlet=page.outlet, story=page.story, hours=page.hours, title=page.title, text=text)


KINDS: dict[str, tuple[int, Callable[[Crawl, str, float], Iterator[Page]]]] = {
    "moving": (8, Crawl.moving),
    "gallery": (6, Crawl.gallery),
    "notice": (4, Crawl.notice),
    "formula": (6, Crawl.formula),
    "names": (6, Crawl.names),
    "tables": (4, Crawl.tables),
    "wrapped": (8, Crawl.wrapped),
    "quoted": (6, Crawl.quoted),
    "live_blog": (5, Crawl.live_blog),
    "writethru": (6, Crawl.writethru),
    "rewrite": (6, Crawl.rewrite),
    "inside": (4, Crawl.inside),
}


def pages_of(seed: int, kinds: list[str]) -> list[Page]:
    """All pages, in the order of publication."""
    crawl = Crawl(seed)
    found = [
        page
        for kind, (count, make) in KINDS.items()
        for number in range(count)
        for page in make(crawl, f"{kind} {number}", crawl.chance.uniform(0, 90))
        if not kinds or kind in kinds
    ]
    return sorted({page.url: page for page in found}.values(), key=lambda page: (page.hours, page.url))
