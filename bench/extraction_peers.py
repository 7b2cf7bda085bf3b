"""Run one extractor over pages in its own environment. Called by extraction.py; imports nothing of this project.

Reads JSON Lines of {"url", "html"} from the file named, writes one JSON object: seconds, and the text of each page.
"""

from __future__ import annotations

import json
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path


def readability(html: str, url: str) -> str:
    from lxml import html as parser
    from readability import Document

    return parser.fromstring(Document(html).summary()).text_content()


def newspaper4k(html: str, url: str) -> str:
    from newspaper import Article

    article = Article(url, fetch_images=False)
    article.download(input_html=html)
    article.parse()
    return article.text


def news_please(html: str, url: str) -> str:
    from newsplease import NewsPlease

    return NewsPlease.from_html(html, url=url).maintext or ""


PEERS: dict[str, Callable[[str, str], str]] = {
    "readability-lxml": readability,
    "newspaper4k": newspaper4k,
    "news-please": news_please,
}


def refuse_network(*_: object, **__: object) -> None:
    """Stands in for name resolution: one peer asks the page's site for its date, and would wait for an answer."""
    raise OSError("no network in a comparison")


def main() -> None:
    name, path = sys.argv[1:]
    socket.getaddrinfo = refuse_network  # type: ignore[assignment]
    with Path(path).open(encoding="utf-8") as lines:
        pages = [json.loads(line) for line in lines]
    read = PEERS[name]
    read(pages[0]["html"], pages[0]["url"])  # imports and models are not the extractor's speed
    texts, failures = [], 0
    started = time.process_time()
    for page in pages:
        try:
            texts.append(read(page["html"], page["url"]) or "")
        except Exception:  # a peer's own failure on a page is counted, and its text is empty
            texts.append("")
            failures += 1
    json.dump({"seconds": time.process_time() - started, "failures": failures, "texts": texts}, sys.stdout)


if __name__ == "__main__":
    main()
