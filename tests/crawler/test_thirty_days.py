"""Days of outlets with a fault a day, drawn from twenty kinds: nothing is lost in the end, nothing in silence."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest

from crawler.newsroom.daily_notes import daily_notes
from crawler.newsroom.faults import FAULTS
from crawler.newsroom.press import BASE_DATE

OUTLETS = ("demo_wire", "demo_tumen", "demo_daily", "demo_finance")
KINDS = sorted(FAULTS.keys() - {"gzip-bomb", "slow"})  # the one takes 200 MB, the other costs nothing but time


@dataclass
class Month:
    """What came of the days: each day's fault and what its outlet had lost then and what it said."""

    days: list[dict[str, Any]] = field(default_factory=list)
    silent: list[dict[str, Any]] = field(default_factory=list)


def live_through(make_desk, days: int, seed: int) -> tuple[Any, Month]:
    """Crawl once a day, a fault on one outlet each day, and then two days without any."""
    desk = make_desk(outlets=OUTLETS, stories=daily_notes(OUTLETS, days=days))
    chance = random.Random(seed)
    order = [kind for _ in range(days // len(KINDS) + 1) for kind in chance.sample(KINDS, k=len(KINDS))]
    month = Month()
    for day in range(days + 2):
        now = BASE_DATE + timedelta(days=day, hours=23)
        desk.newsroom.faults.clear()
        struck = None
        if day < days:
            struck = chance.choice(OUTLETS)
            desk.newsroom.faults[struck] = order[day]
        report = desk.crawl(now, "--timeout", "3")
        pages = set(desk.pages())
        for name in OUTLETS:
            found = report["outlets"][name]
            lost = desk.listed(now, name) - pages
            told = found["status"] != "ok" and any(
                line.startswith(f"{name}: ") for line in (*report["broken"], *report["warnings"])
            )
            row = {"day": day, "outlet": name, "fault": desk.newsroom.faults.get(name), "lost": len(lost),
                   "status": found["status"], "told": told}  # fmt: skip
            if name == struck:
                month.days.append(row)
            if lost and not told:
                month.silent.append(row)
    return desk, month


@pytest.mark.slow
def test_ten_days_with_a_fault_each_lose_nothing_and_nothing_in_silence(make_desk):
    desk, month = live_through(make_desk, 10, seed=7)
    assert month.silent == []
    wanted = {desk.newsroom.url(story) for story in desk.newsroom.stories}
    assert wanted <= set(desk.pages())
    assert len([row for row in month.days if row["lost"]]) >= 5, "the faults struck"
    untold = [row for row in month.days if not row["told"]]
    assert untold == [], "a fault is in the report of its day"


@pytest.mark.slow
@pytest.mark.long
def test_thirty_days_with_every_fault_end_with_each_article_once(make_desk):
    desk, month = live_through(make_desk, 30, seed=19)
    assert month.silent == []
    pages = desk.pages()
    assert {desk.newsroom.url(story) for story in desk.newsroom.stories} == set(pages)
    assert {row["fault"] for row in month.days} == set(KINDS), "every kind struck"
    assert [row for row in month.days if not row["told"]] == [], "a fault is in the report of its day"
    figures = {kind: [row["lost"] for row in month.days if row["fault"] == kind] for kind in KINDS}
    print(f"{len(pages)} articles, lost on the day by kind of fault and found since: {figures}")
