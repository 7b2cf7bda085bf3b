"""Moving stories, galleries and short texts inside several: a crawl made of the set's texts by seeded rules."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from corpus.records import Article, Mention
from corpus.store.articles import Corpus
from extract.stages.cluster_articles import cluster_pending
from extract.stories.telling import by_size

LEAST_F1 = 0.99
CAPTIONS = (
    "Workers stand beside the new line at the mill, in a picture given out by the state's agency on {day}. The agency"
    " did not say when it was taken, and its content cannot be verified. The hall was built in the spring.",
    "A view of the yard from the gate. Trucks wait for their turn under the banners that were hung for the holiday.",
)


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page of the crawl and the story that it tells."""

    outlet: str
    story: str
    text: str
    hours: int

    @property
    def url(self) -> str:
        return f"https://{self.outlet}.example/{self.story}-{self.hours}"


def versions(paragraphs: list[str], fresh: list[str], chance: random.Random) -> Iterator[str]:
    """A report as it grows over hours: paragraphs come in at the top and in the middle, one goes."""
    kept = paragraphs[:]
    yield "\n".join(kept)
    for paragraph in fresh:
        kept.insert(chance.choice([0, len(kept) // 2]), paragraph)
        if len(kept) > 5:
            kept.pop(chance.randrange(1, len(kept)))
        yield "\n".join(kept)


@pytest.fixture(scope="module")
def crawl(pair_set: Any) -> list[Page]:
    """Twenty moving stories, with copies of their versions elsewhere."""
    chance = random.Random("moving")
    texts = [made.text.split("\n") for made in pair_set.texts.values() if made.name == made.story]
    texts = [paragraphs for paragraphs in texts if len(paragraphs) >= 4 and "formula" not in paragraphs[0]][:40]
    pages = []
    for number in range(20):
        own, other = texts[number], texts[(number + 20) % len(texts)]
        for hour, text in enumerate(versions(own, other[1:3], chance)):
            pages.append(Page(outlet="live", story=f"moving-{number}", text=text, hours=hour))
            pages.append(Page(outlet=f"copy{number % 4}", story=f"moving-{number}", text=text, hours=hour + 1))
    return pages


def f1(pages: list[Page], story_of: dict[str, str]) -> tuple[float, list[tuple[str, str]]]:
    counts: Counter[tuple[bool, bool]] = Counter()
    wrong = []
    for a, b in combinations(pages, 2):
        pair = a.story == b.story, story_of[a.url] == story_of[b.url]
        counts[pair] += 1
        if pair[0] != pair[1]:
            wrong.append((a.url, b.url))
    both = counts[True, True]
    return 2 * both / (2 * both + counts[True, False] + counts[False, True]), wrong


def cluster(pages: list[Page], article: Callable[..., Article], data: Path) -> dict[str, str]:
    with Corpus(data) as corpus:
        with corpus.atomic():
            for page in pages:
                first = article(page.url, page.text)
                made = article(page.url, page.text, published=first.published + timedelta(hours=page.hours))
                corpus.save_article(made, page_url=made.url)
        cluster_pending(data)
        return dict(corpus.db.execute("select url, story_id from articles").fetchall())


def test_versions_and_their_copies_are_one_story_each(
    crawl: list[Page], article: Callable[..., Article], tmp_path: Path
) -> None:
    found, wrong = f1(crawl, cluster(crawl, article, tmp_path))
    assert found >= LEAST_F1, wrong


def test_short_text_inside_two_moving_stories_ties_them_not(
    crawl: list[Page], article: Callable[..., Article], tmp_path: Path
) -> None:
    source = next(page for page in crawl if page.story == "moving-9")
    notice = source.text[: len(source.text) // 2]
    own = [page for page in crawl if page.story in ("moving-1", "moving-2")]
    holding = [Page(outlet=p.outlet, story=p.story, text=f"{p.text}\n{notice}", hours=p.hours) for p in own]
    pages = [*holding, Page(outlet="notice", story="notice", text=notice, hours=0)]
    stories = cluster(pages, article, tmp_path)
    told = {name: {stories[page.url] for page in holding if page.story == name} for name in ("moving-1", "moving-2")}
    assert all(len(found) == 1 for found in told.values())
    assert told["moving-1"] != told["moving-2"]


def test_report_goes_with_its_equals_and_not_with_a_gallery_that_it_holds(
    crawl: list[Page], article: Callable[..., Article], tmp_path: Path
) -> None:
    report = next(page for page in crawl if page.story == "moving-3")
    captions = "\n".join(caption.format(day="Sunday") for caption in CAPTIONS)
    sentences = report.text.split(". ")
    cuts = [". ".join(sentences[:n] + sentences[n + 1 + n % 2 :]) for n in range(1, 5)]
    pages = [Page(outlet=f"paper{n}", story="report", hours=n, text=cut) for n, cut in enumerate(cuts)]
    pages.append(Page(outlet="holder", story="report", text=f"{report.text}\n{captions}", hours=5))
    pages += [Page(outlet=f"gallery{n}", story="gallery", text=captions, hours=n) for n in range(3)]
    found, wrong = f1(pages, cluster(pages, article, tmp_path))
    assert found >= LEAST_F1, wrong


def test_formula_told_in_korean_of_two_places_is_two_stories(article: Callable[..., Article], tmp_path: Path) -> None:
    text = (
        "{}의 농업근로자들이 봄밀, 봄보리심기를 결속하였다. 일군들은 기계수단의 만가동보장에 힘을 넣으면서"
        " 씨뿌리기를 질적으로 하도록 앞장에서 이끌었다. 농장들에서는 높아진 열의밑에 날자별계획을 넘쳐"
        " 수행하고 포전관리를 알심있게 해나가고있다."
    )
    towns = {"남포시": "place/nampho", "사리원시": "place/sariwon"}
    made = []
    with Corpus(tmp_path) as corpus, corpus.atomic():
        for number, (town, key) in enumerate(towns.items()):
            one = article(f"https://kcna.example/{number}", text.format(town), language="ko", title=f"{town}에서 결속")
            corpus.save_article(one, page_url=one.url)
            mention = Mention(
                field="text", start=0, end=len(town), text=town, label="PLACE", sent_start=0, sent_end=40,
                source="by hand", score=1.0, hint=key,
            )  # fmt: skip
            corpus.save_mentions(one.id, [mention], pipeline="by-hand-1")
            made.append(one.id)
    cluster_pending(tmp_path)
    with Corpus(tmp_path) as corpus:
        assert sorted(row[0] for row in corpus.db.execute("select id from stories").fetchall()) == sorted(made)


def test_likeness_is_less_the_smaller_a_part_the_shorter_text_is() -> None:
    assert by_size(1000, 100, 100) == 1000
    assert 600 < by_size(1000, 10, 100) < by_size(1000, 50, 100) < 1000
    assert by_size(-900, 10, 100) == -900


def test_days_live_blog_is_one_story_and_the_next_days_another(
    pair_set: Any, article: Callable[..., Article], tmp_path: Path
) -> None:
    made = [text.text.split("\n") for text in pair_set.texts.values() if text.name == text.story]
    entries = [p for text in made for p in text if len(p) > 120 and p.isascii()]
    box, entries = entries[0], list(dict.fromkeys(entries[1:]))
    pages = [
        Page(
            outlet="blog", story=f"day-{day}", hours=24 * day + 3 * state, text="\n".join([*entries[at : at + 6], box])
        )
        for day in range(2)
        for state, at in enumerate(range(20 + 20 * day, 8 + 20 * day, -2))
    ]
    found, wrong = f1(pages, cluster(pages, article, tmp_path))
    assert found == 1.0, wrong
