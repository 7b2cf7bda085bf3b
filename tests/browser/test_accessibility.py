"""axe-core finds no serious fault on the main pages, light and dark, wide and narrow."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

PAGES = (
    "/",
    "/search?q=coal",
    "/entity/place/rason",
    "/plants",
    "/network/place/rason",
    "ARTICLE",
    "/changes",
    "/saved?q=coal",
    "REVIEW",
)


LESSER = (
    "/entity/factory/musan-mining-complex",
    "/activity/factory/musan-mining-complex",
    "STORY",
    "/events",
    "EVENT",
    "/entities?with=coal",
    "/together?of=product/coal&with=product/anthracite",
    "/plants?makes=fertiliser",
    "/visits",
    "/goods",
    "/storylines",
    "/storyline/product/coal",
    "/notes?about=entity:product/coal",
    "/screen",
    "/entity/place/atlantis",
    "/corpus",
    "/corpus/entities",
)
LOOKS = [(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")]


@pytest.mark.parametrize(
    ("path", "width", "scheme"),
    [
        *((path, *look) for path in PAGES for look in LOOKS),
        *((path, *look) for path in LESSER for look in LOOKS[::3]),
    ],
)
def test_axe_finds_no_serious_fault(
    browser: Browser, served: tuple[str, str], path: str, width: int, scheme: str
) -> None:
    context = browser.new_context(
        base_url=served[0],
        viewport={"width": width, "height": 900},
        color_scheme=scheme,
        bypass_csp=True,  # type: ignore[arg-type]
    )
    page = context.new_page()
    if path == "ARTICLE":
        page.goto("/search?q=coal")
        page.locator(".hit h3 a").first.click()
        page.wait_for_url("**/article/**")
    elif path == "STORY":
        page.goto("/events?stories=2")
        page.locator("main a[href^='/event/']").first.click()
        page.wait_for_url("**/event/**")
        page.locator("main h3 a[href^='/story/']").first.click()
        page.wait_for_url("**/story/**")
    elif path == "EVENT":
        page.goto("/events?stories=2")
        page.locator("main a[href^='/event/']").first.click()
        page.wait_for_url("**/event/**")
    elif path == "REVIEW":
        page.goto(served[1])
        page.goto("/review?a=place/rason&b=place/rajin")
    else:
        page.goto(path)
    found = Axe().run(page).response["violations"]
    context.close()
    serious = [
        (fault["id"], [node["html"][:160] for node in fault["nodes"][:3]])
        for fault in found
        if fault["impact"] in ("serious", "critical")
    ]
    assert serious == []
