"""Listings that name ever new listings: a run asks for so many, and says that it left some."""

from __future__ import annotations

from collections import deque
from datetime import UTC, datetime
from pathlib import Path

import pytest
from scrapy.http import XmlResponse

from crawler.health import judge
from crawler.ledger import Ledger
from crawler.outlets import Outlet, load_outlets
from crawler.routes.listings import routes_of
from crawler.spiders.outlets import MAX_LISTINGS, OutletsSpider

NOW = datetime(2026, 3, 2, 6, tzinfo=UTC)
HOME = "https://desk.example"


@pytest.fixture
def outlet(tmp_path: Path) -> Outlet:
    text = f'name = "Desk"\nhomepage = "{HOME}/"\ncountry = "kr"\nlanguage = "en"\nkind = "daily"\n'
    (tmp_path / "desk.toml").write_text(f'{text}sitemaps = ["{HOME}/i.xml"]\n')
    return load_outlets(tmp_path)["desk"]


def index(url: str, children: int) -> bytes:
    rows = (f"<sitemap><loc>{url.removesuffix('.xml')}-{number}.xml</loc></sitemap>" for number in range(children))
    return f"<sitemapindex>{''.join(rows)}</sitemapindex>".encode()


@pytest.mark.parametrize(("children", "status", "most"), [(40, "partly", MAX_LISTINGS), (3, "ok", 1 + 3 + 9 + 27)])
def test_indexes_without_end_are_bounded_by_their_number_and_said(
    outlet: Outlet, tmp_path: Path, children: int, status: str, most: int
) -> None:
    with Ledger(tmp_path, fixed_now=NOW) as ledger:
        spider = OutletsSpider(ledger=ledger, taking_part=[outlet])
        (route,) = routes_of(outlet, at=NOW)
        waiting = deque([spider._listing_request(route)])
        asked = 0
        while waiting:
            request, asked = waiting.popleft(), asked + 1
            answer = XmlResponse(request.url, body=index(request.url, children), request=request)
            waiting.extend(spider.parse_listing(answer, **request.cb_kwargs))
        result = spider.results["desk"]
        judge(ledger, outlet, result)
    assert (asked, result.status) == (most, status)
    assert any("listings were left unread" in line for line in result.warnings) is (status != "ok")
