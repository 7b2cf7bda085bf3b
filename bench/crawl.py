"""Times the crawl beside a bare Scrapy spider that downloads the same pages and stores nothing.

`python bench/crawl.py --pages 5000` serves a scaled newsroom on loopback from a process of its own, with delays off,
lets both run over it in one go, each in a process of its own, and prints pages a second and peak memory as JSON.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from corpus.data_dir import DataDir

ROUNDS = 2


def serve(pages: int, folder: Path) -> None:
    """Serve the scaled newsroom until stdin closes."""
    from crawler.newsroom.loopback import Newsroom

    newsroom = Newsroom(scale=pages, stories=[])
    newsroom.desks = {name: desk for name, desk in newsroom.desks.items() if name.startswith("demo_scale")}
    with newsroom:
        newsroom.outlets_dir(folder)
        print("ready", flush=True)
        sys.stdin.read()


def crawl(data: Path) -> None:
    """Crawl the outlets of a data directory as `jangmadang crawl` does, delays off."""
    from crawler.one_crawl import crawl_outlets
    from crawler.outlets import load_outlets
    from crawler.plan import CrawlOptions

    names = tuple(name for name in load_outlets(DataDir(data).outlets) if name.startswith("demo_scale"))
    started = time.perf_counter()
    report = crawl_outlets(data, CrawlOptions(outlets=names, limit=1_000_000))
    _print(sum(found["kept"] for found in report["outlets"].values()), started)


def bare(data: Path) -> None:
    """Download the same pages with a spider that does nothing else: one request a host at a time, no delay."""
    from scrapy import Request, Spider
    from scrapy.crawler import AsyncCrawlerProcess
    from scrapy.http import Response

    from crawler.manners.pace import NO_DELAY
    from crawler.outlets import load_outlets
    from crawler.routes.sitemaps import read_sitemap

    outlets = [outlet for name, outlet in load_outlets(DataDir(data).outlets).items() if name.startswith("demo_scale")]
    seen = [0]

    class Bare(Spider):
        name = "bare"

        async def start(self) -> Any:
            for outlet in outlets:
                yield Request(outlet.sitemaps[0], self.parse_sitemap, cb_kwargs={"outlet": outlet})

        def parse_sitemap(self, response: Response, outlet: Any) -> Iterator[Request]:
            for link in read_sitemap(response.body, url=response.url, outlet=outlet).links:
                yield Request(link.url, self.parse_page)

        def parse_page(self, response: Response) -> None:
            seen[0] += 1

    started = time.perf_counter()
    settings = {
        "LOG_LEVEL": "ERROR",
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "DOWNLOAD_DELAY": NO_DELAY,
        "DOWNLOAD_DELAY_JITTER": 0.0,
        "TELNETCONSOLE_ENABLED": False,
        "REMOTE_CONTROL_ENABLED": False,
        "HTTPPROXY_ENABLED": False,
    }
    process = AsyncCrawlerProcess(settings)
    process.crawl(Bare)
    process.start()
    _print(seen[0], started)


def _print(pages: int, started: float) -> None:
    seconds = time.perf_counter() - started
    usage = resource.getrusage(resource.RUSAGE_SELF)
    figures = {"seconds": seconds, "cpu_seconds": usage.ru_utime + usage.ru_stime, "peak_mib": usage.ru_maxrss / 1024}
    print(json.dumps({"pages": pages, **{name: round(value, 2) for name, value in figures.items()}}))


@contextmanager
def serving(pages: int, data: Path) -> Iterator[None]:
    """The newsroom, up while the block runs."""
    command = [sys.executable, __file__, "--serve", str(DataDir(data).outlets), "--pages", str(pages)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdin and server.stdout
        server.stdout.readline()
        yield
        server.stdin.close()


def measure(kind: str, data: Path) -> dict[str, Any]:
    """The figures that a run in a process of its own prints."""
    done = subprocess.run(
        [sys.executable, __file__, f"--{kind}", str(data)], capture_output=True, text=True, check=True
    )
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    figures["pages_per_second"] = round(figures["pages"] / figures["seconds"], 1)
    return figures


def compare(pages: int) -> dict[str, Any]:
    """Both spiders over the same pages, taking turns; each one's best round, and the ratio."""
    rounds: dict[str, list[dict[str, Any]]] = {"bare": [], "crawl": []}
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        with serving(pages, data):
            for number in range(ROUNDS):
                rounds["bare"].append(measure("bare", data))
                target = data.joinpath(f"round-{number}")
                target.mkdir()
                DataDir(target).outlets.symlink_to(DataDir(data).outlets)
                rounds["crawl"].append(measure("crawl", target))
    best = {kind: max(found, key=lambda figures: figures["pages_per_second"]) for kind, found in rounds.items()}
    ratio = best["crawl"]["pages_per_second"] / best["bare"]["pages_per_second"]
    # on a busy machine the clock says little; what a page costs the processor says the same at any load
    cost = {kind: min(f["cpu_seconds"] for f in found) / pages for kind, found in rounds.items()}
    cpu_ratio = round(cost["bare"] / cost["crawl"], 3)
    return {"pages": pages, **best, "ratio": round(ratio, 3), "cpu_ratio": cpu_ratio, "rounds": rounds}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=5000)
    for kind in ("serve", "crawl", "bare"):
        parser.add_argument(f"--{kind}", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.serve:
        serve(given.pages, given.serve)
    elif given.crawl:
        crawl(given.crawl)
    elif given.bare:
        bare(given.bare)
    else:
        print(json.dumps(compare(given.pages), indent=2))


if __name__ == "__main__":
    main()
