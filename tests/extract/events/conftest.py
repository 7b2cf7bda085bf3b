"""A small press of our own: events told by several stories, and formulas told of different plants and days."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from corpus.records import Article, Mention
from corpus.store.articles import Corpus
from extract.stages.cluster_articles import cluster_pending
from extract.stages.group_events import events_pending

MONDAY = datetime(2026, 3, 2, 3, tzinfo=UTC)
OUTLETS = {
    "wire": "Northline Wire",
    "nk": "Daily NK",
    "kcna": "KCNA",
    "daily": "The Daily",
    "korean": "새벽일보",
    "tv": "Border Television",
    "digest": "Northern Notes",
}
# what the tests' texts name: words, entity, label, kind, parent, country
NAMES = (
    ("Hyesan", "place/hyesan", "PLACE", "city", "place/ryanggang-province", "KP"),
    ("혜산", "place/hyesan", "PLACE", "city", "place/ryanggang-province", "KP"),
    ("Ryanggang Province", "place/ryanggang-province", "PLACE", "province", "place/north-korea", "KP"),
    ("양강도", "place/ryanggang-province", "PLACE", "province", "place/north-korea", "KP"),
    ("Chongjin", "place/chongjin", "PLACE", "city", "place/north-hamgyong-province", "KP"),
    ("North Korea", "place/north-korea", "PLACE", "country", None, "KP"),
    ("북한", "place/north-korea", "PLACE", "country", None, "KP"),
    ("Mongolia", "place/mongolia", "PLACE", "country", None, "MN"),
    ("Zamyn-Uud", "place/zamyn-uud", "PLACE", "city", "place/mongolia", "MN"),
    ("Kim Chaek Iron and Steel Complex", "factory/kim-chaek", "FACTORY", "steel", "place/chongjin", "KP"),
    ("Hwanghae Iron and Steel Complex", "factory/hwanghae", "FACTORY", "steel", "place/songnim", "KP"),
    ("Wiyon Sawmill", "factory/wiyon-sawmill", "FACTORY", "timber", "place/hyesan", "KP"),
    ("위연제재공장", "factory/wiyon-sawmill", "FACTORY", "timber", "place/hyesan", "KP"),
    ("rice", "product/rice", "PRODUCT", "commodity", None, ""),
    ("Daily NK", "org/daily-nk", "ORG", "media", None, "KR"),
    ("데일리NK", "org/daily-nk", "ORG", "media", None, "KR"),
    ("KCNA", "org/kcna", "ORG", "media", None, "KP"),
)


@dataclass(frozen=True, kw_only=True)
class Told:
    """A report of the press: its number, who tells it, so many hours after Monday, and which event it tells."""

    id: str
    outlet: str
    hours: int
    title: str
    text: str
    event: str
    language: str = "en"
    agency: str | None = None

    @property
    def url(self) -> str:
        return f"https://{self.outlet}.example/{self.id}"

    def as_article(self) -> Article:
        seen = MONDAY + timedelta(hours=self.hours)
        return Article(
            url=self.url, outlet=self.outlet, title=self.title, text=self.text, published=seen,
            fetched_at=seen + timedelta(hours=1), method="by hand", language=self.language, agency=self.agency,
        )  # fmt: skip


FIRE = (
    "A fire destroyed the drying hall of the Wiyon Sawmill in Hyesan, Ryanggang Province, on Sunday night, a source in"
    " the province said on Monday. Two night watchmen died and 340 cubic meters of larch were lost. The blaze began at"
    " a stove that the watchmen had built out of an oil drum, and the fire engine came without water. Officials of the"
    " provincial party committee took the manager away on Monday morning. Workers were told not to speak of it."
)
PRESS = (
    Told(id="fire", outlet="nk", hours=0, event="fire", title="Fire kills two at Hyesan sawmill", text=FIRE),
    # its copy under another headline, credited
    Told(
        id="copy", outlet="daily", hours=5, event="fire", title="What burned in Ryanggang", text=FIRE,
        agency="Daily NK",
    ),
    # told in other words, and in another language
    Told(
        id="reworded", outlet="wire", hours=20, event="fire",
        title="North Korean timber mill burns, two dead",
        text="Flames gutted part of the Wiyon Sawmill in the border city of Hyesan at the weekend and killed two men"
        " who were on watch, Daily NK reported on Monday. Some 340 cubic meters of wood went up, and the mill's"
        " manager has been detained, it said, quoting a person in Ryanggang Province of North Korea.",
    ),
    Told(
        id="korean", outlet="korean", hours=9, event="fire", language="ko", title="혜산 위연제재공장 화재…2명 숨져",
        text="북한 양강도 혜산시의 위연제재공장에서 1일 밤 화재가 나 야간 경비원 두 명이 숨졌다고"
        " 데일리NK가 2일 보도했다. 이깔나무 340㎥가 불에 탔으며 공장 지배인은 2일 아침 도당에 끌려갔다고 한다.",
    ),
    # its video script, which shares a few sentences, and a digest that quotes a passage
    Told(
        id="video", outlet="tv", hours=12, event="fire", title="VIDEO: The night the Wiyon Sawmill burned",
        text="[Map: Hyesan, on the Yalu] NARRATOR: A stove made of an oil drum. That is how it began. [Archive]"
        " A fire destroyed the drying hall of the Wiyon Sawmill in Hyesan, Ryanggang Province, on Sunday night. Two"
        " night watchmen died. [Caption: 340 cubic meters of larch] NARRATOR: Our source says the fire engine came"
        " without water, and that the manager was taken away in the morning.",
    ),
    Told(
        id="digest", outlet="digest", hours=50, event="fire", title="Northern notes: a sawmill, a lake, a lecture",
        text="Hyesan. Daily NK has it that two watchmen died in a fire at the Wiyon Sawmill on Sunday: \"The blaze"
        " began at a stove that the watchmen had built out of an oil drum, and the fire engine came without"
        " water.\" It puts the loss at 340 cubic meters of larch. Elsewhere, anglers wait for the ice to go, and a"
        " lecture on birds filled a hall in the capital.",
    ),
    # the same formula of two plants, on two days
    Told(
        id="plan-a", outlet="kcna", hours=30, event="plan-a", title="Kim Chaek Iron and Steel Complex Fulfils Plan",
        text="The Kim Chaek Iron and Steel Complex in Chongjin fulfilled its February plan for rolled steel ahead of"
        " schedule. Its officials set the goal high and the workers launched an intense drive day after day.",
    ),
    Told(
        id="plan-b", outlet="kcna", hours=54, event="plan-b", title="Hwanghae Iron and Steel Complex Fulfils Plan",
        text="The Hwanghae Iron and Steel Complex fulfilled its February plan for pig iron ahead of schedule. Its"
        " workers raised the output of the furnaces, and officials went down to the floor to rouse them.",
    ),
    Told(
        id="plan-seen", outlet="wire", hours=33, event="plan-a",
        title="North Korea says steelworks met monthly target early",
        text="North Korea's Kim Chaek Iron and Steel Complex carried out its plan for February before the month was"
        " over, KCNA said on Tuesday, the third such report from the works in Chongjin this year.",
    ),
    # the same price, elsewhere and a week later
    Told(
        id="rice", outlet="nk", hours=60, event="rice", title="Rice in Hyesan passes 6,550 won",
        text="A kilogram of rice cost 6,550 won at a market in Hyesan on Wednesday, up from 5,900 won, a source in"
        " Ryanggang Province said. Grain from the south is taken at the checkpoints.",
    ),
    Told(
        id="rice-elsewhere", outlet="nk", hours=62, event="rice-elsewhere", title="Rice in Zamyn-Uud passes 6,550",
        text="A kilogram of rice cost 6,550 tugrik at a market in Zamyn-Uud, Mongolia, on Wednesday, up from 5,900, a"
        " trader said. Grain from the south is held at the customs yard.",
    ),
    Told(
        id="rice-later", outlet="nk", hours=60 + 8 * 24, event="rice-later",
        title="Rice in Hyesan passes 6,550 won again",
        text="A kilogram of rice cost 6,550 won at a market in Hyesan on Thursday after a week below it, a source in"
        " Ryanggang Province said. The wagons that were expected have not come.",
    ),
    # comment on the fire
    Told(
        id="comment", outlet="daily", hours=40, event="comment", title="Opinion: What the fire in Hyesan should teach",
        text="The two men who died at the Wiyon Sawmill in Hyesan need not have died. I have seen such stoves in every"
        " mill of Ryanggang Province. A fire engine without water is no accident: it is a budget.",
    ),
)  # fmt: skip


@dataclass(kw_only=True)
class Newsroom:
    """Puts reports into a corpus, tags them by the list of names, and runs the stages."""

    data: Path
    stages: Callable[[Path], object] = field(default=events_pending)

    def take(self, reports: Sequence[Told]) -> None:
        with Corpus(self.data) as corpus, corpus.atomic():
            corpus.save_outlets({"id": key, "name": name} for key, name in OUTLETS.items())
            for words, key, label, kind, parent, country in NAMES:
                corpus.db.execute(
                    "insert or ignore into entities(id, label, name, kind, status, country, parent_id)"
                    " values (?, ?, ?, ?, 'known', ?, ?)",
                    [key, label, words, kind, country, parent],
                ).close()
            for report in reports:
                article = report.as_article()
                corpus.save_article(article, page_url=article.url)
                corpus.save_mentions(article.id, _mentions(report), pipeline="by-hand-1")
            for words, key, *_ in NAMES:
                corpus.db.execute("update mentions set entity_id = ? where text = ?", [key, words]).close()

    def run(self) -> None:
        cluster_pending(self.data)
        self.stages(self.data)

    def events(self) -> list[set[str]]:
        """The reports of each event, by their numbers."""
        with Corpus(self.data) as corpus:
            found: dict[str, set[str]] = {}
            rows = corpus.db.execute(
                "select a.url, m.event_id from articles a join event_members m on m.story_id = a.story_id"
            )
            for url, event in rows.fetchall():
                found.setdefault(event, set()).add(url.rpartition("/")[2])
        return sorted(found.values(), key=min)


def _mentions(report: Told) -> Iterator[Mention]:
    for name, whole in (("title", report.title), ("text", report.text)):
        taken: list[tuple[int, int]] = []
        for words, _, label, *_ in sorted(NAMES, key=lambda row: -len(row[0])):
            for match in re.finditer(re.escape(words), whole):
                if any(match.start() < end and start < match.end() for start, end in taken):
                    continue
                taken.append(match.span())
                before = max(whole.rfind(". ", 0, match.start()) + 1, 0)
                after = whole.find(". ", match.end())
                yield Mention(
                    field=name, start=match.start(), end=match.end(), text=words, label=label,
                    sent_start=before, sent_end=after + 1 if after >= 0 else len(whole), source="by hand", score=1.0,
                )  # fmt: skip


@pytest.fixture
def newsroom(tmp_path: Path) -> Callable[[str], Newsroom]:
    """A newsroom in a folder of this name."""
    return lambda name: Newsroom(data=tmp_path / name)


@pytest.fixture
def press() -> tuple[Told, ...]:
    return PRESS
