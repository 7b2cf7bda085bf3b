"""Stories for as many days as wanted, for crawls that go on for longer than the written ones."""

from __future__ import annotations

import random
from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta

from crawler.newsroom.desks import load_desks
from crawler.newsroom.press import BASE_DATE, Block, Edition, Story
from crawler.newsroom.stories import load_stories, story_path

A_DAY = 2
NOUNS = ("harbour", "orchard", "quarry", "tramway", "dairy")


def daily_notes(outlets: Collection[str], *, days: int, edited: int = 0) -> list[Story]:
    """Two new stories a day at each of the outlets, from BASE_DATE on, each with a first line of its own.

    Every so manieth of an outlet's stories (``edited``; 0: none) has a second edition a day later. The same arguments
    give the same stories.
    """
    written = [story for story in load_stories() if story.kind == "article" and story.language == "en"]
    paragraphs = [block for story in written for block in story.editions[0].blocks if block.kind == "p"]
    chance = random.Random(30)
    made = []
    for desk in (desk for desk in load_desks() if desk.id in outlets):
        for number in range(days * A_DAY):
            published = BASE_DATE + timedelta(days=number // A_DAY, hours=3 + 5 * (number % A_DAY))
            slug = f"{NOUNS[number % len(NOUNS)]}-notes-number-{number:03}"
            first = Block(kind="p", text=f"This is report {number} of the desk {desk.name} on the day's market.")
            title = f"{desk.name}: notes of the market, number {number}"
            editions = [Edition(since=published, title=title, blocks=(first, *chance.sample(paragraphs, k=6)))]
            if edited and number % edited == 0:
                longer = (*editions[0].blocks, chance.choice(paragraphs))
                editions.append(replace(editions[0], since=published + timedelta(days=1), blocks=longer))
            made.append(
                Story(id=f"{desk.id}/{slug}", outlet=desk.id, slug=slug, path=story_path(desk, slug, published),
                      published=published, editions=tuple(editions), section="Markets")
            )  # fmt: skip
    return made
