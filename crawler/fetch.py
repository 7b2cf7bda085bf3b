"""Single pages fetched with the manners of a crawl, for the commands that try an outlet. Nothing is stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from crawler.ledger import Ledger
from crawler.outlets import Outlet
from crawler.plan import CrawlOptions
from crawler.process import run_spider
from crawler.spiders.named_pages import PagesSpider


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What came of an address: a body with its final address and content type, or a `failure` (reason and detail)."""

    url: str
    status: int = 0
    content_type: str = ""
    body: bytes = b""
    failure: str | None = None


def fetch_pages(
    urls: Sequence[str], *, outlets: Mapping[str, Outlet], options: CrawlOptions, private: bool = False
) -> dict[str, Answer]:
    """What each address answered. With `private` their hosts may be on this machine or network."""
    if private:
        hosts = sorted({urlsplit(url).hostname or "" for url in urls})
        options = replace(options, settings=(*options.settings, ("PRIVATE_HOSTS", ",".join(hosts))))
    with TemporaryDirectory() as folder:
        ledger = Ledger(Path(folder))
        try:
            spider, _ = run_spider(PagesSpider, outlets=outlets.values(), options=options, ledger=ledger, urls=urls)
        finally:
            ledger.close()
    found = {url: Answer(url=url, failure=why) for url, why in spider.failures.items()}
    for url, response in spider.responses.items():
        kind = (response.headers.get("Content-Type") or b"").decode("latin-1")
        failure = None if 200 <= response.status < 300 else f"http-{response.status}"
        found[url] = Answer(
            url=response.url, status=response.status, content_type=kind, body=response.body, failure=failure
        )
    return {url: found.get(url, Answer(url=url, failure="stopped")) for url in urls}
