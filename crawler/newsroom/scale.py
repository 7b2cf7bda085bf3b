"""Generated pages for benches: thousands of distinct articles made of the stories' own paragraphs, always the same."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta
from functools import cache

from crawler.newsroom.desks import load_desks
from crawler.newsroom.press import BASE_DATE, DAYS, Block, Desk, Edition, Story
from crawler.newsroom.stories import load_stories

OUTLETS = 4
_FILE = """\
name = "{name}"
homepage = "http://newsroom.invalid/"
country = "kr"
language = "en"
kind = "aggregator"
sitemaps = ["http://newsroom.invalid/sitemap.xml.gz"]
article_url = '/item/'
allow_private = true
delay = 0.0

[expect]
min_articles = 1
max_silence = "72h"
"""


def scaled_desks(pages: int) -> tuple[Desk, ...]:
    """The extra outlets that share `pages` generated pages; none for 0. Each lists its pages in one gz sitemap."""
    if not pages:
        return ()
    like = next(desk for desk in load_desks() if desk.id == "demo_basket")
    return tuple(
        replace(
            like,
            id=f"demo_scale_{number}",
            name=f"Scale Model {number}",
            address=f"127.0.0.{100 + number}",
            path="/item/{slug}",
            robots="User-agent: *\nAllow: /\n",
            listings={"/": "front", "/sitemap.xml.gz": "sitemap-gz"},
            outlet_file=_FILE.format(name=f"Scale Model {number}"),
            skin="demo_basket",
            feed_suffix="",
        )
        for number in range(1, OUTLETS + 1)
    )


@cache
def scaled_stories(pages: int) -> tuple[Story, ...]:
    """`pages` stories, each of eight to eleven paragraphs drawn from the written English ones, spread over the days."""
    if not pages:
        return ()
    written = [story for story in load_stories() if story.kind == "article" and story.language == "en"]
    paragraphs = [block for story in written for block in story.editions[0].blocks if block.kind == "p"]
    titles = [story.title for story in written]
    chance = random.Random(5000)
    return tuple(_made(number, pages, paragraphs, titles, chance) for number in range(pages))


def _made(number: int, pages: int, paragraphs: list[Block], titles: list[str], chance: random.Random) -> Story:
    outlet = f"demo_scale_{number % OUTLETS + 1}"
    slug = f"{number:06}"
    published = BASE_DATE + timedelta(days=DAYS) * (number / pages)
    published = published.replace(microsecond=0)
    # The first line is the page's own, so that no two generated articles are the same text.
    first = Block(kind="p", text=f"Report {number} of this series was compiled from earlier dispatches.")
    blocks = (first, *chance.sample(paragraphs, k=chance.randint(8, 11)))
    title = f"{chance.choice(titles)} ({number})"
    edition = Edition(since=published, title=title, blocks=blocks)
    return Story(
        id=f"{outlet}/{slug}",
        outlet=outlet,
        slug=slug,
        path=f"/item/{slug}",
        published=published,
        editions=(edition,),
        section="Markets",
    )
