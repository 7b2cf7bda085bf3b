"""Score a folder of pages beside what a person says is in them: text, day, authors, title, captions, refusals.

    python bench/trial.py FOLDER [FOLDER…] [--show] [--json] [--fetched 2026-05-31]

Each `NAME.html` has a `NAME.json` beside it: {"url", "kind" ("article", else what other page it is), "title", "text",
"captions", "published" (ISO, a day or a month alone; null for none), "authors", "partial", "noise" (strings that are on
the page and must not be in the text)}; also, where they matter, "http_content_type" and "http_status".

Text is scored as bench/extraction.py does, trafilatura's beside it; a page that is refused has no text. A day is right
where it is the gold's, as stored or in the gold's own zone; where the gold tells a month, the month. Authors, titles
and partial are right or wrong as a whole, a caption where it is kept apart and not in the text. --show tells what falls
short; --fetched says when the pages were fetched, as pages may show that day.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from extraction import Score, score, trafilatura

from corpus.records import Article, RawPage, Skip
from extract.article import extract_article

_SPACE = re.compile(r"\s+")
_QUOTES = str.maketrans("’‘“”", "''\"\"")


@dataclass(frozen=True, kw_only=True, slots=True)
class Tried:
    """A page of the trial: its gold, what was read of it (None where it was refused), and what trafilatura read."""

    name: str
    gold: dict[str, Any]
    article: Article | None
    refused: str
    peer: str

    @property
    def is_article(self) -> bool:
        """Whether the gold calls the page an article."""
        return bool(self.gold["kind"] == "article")

    @property
    def text(self) -> str:
        """The article's text, "" where the page was refused."""
        return self.article.text if self.article else ""


def tried(folder: Path, fetched: datetime) -> Iterator[Tried]:
    """The pages of a folder, each read as fetched at a time."""
    for file in sorted(folder.glob("*.json")):
        page = file.with_suffix(".html")
        if not page.exists():
            continue
        gold = json.loads(file.read_text("utf-8"))
        body = page.read_bytes()
        raw = RawPage(
            url=gold["url"],
            outlet=gold.get("outlet", "trial"),
            fetched_at=fetched,
            body=body,
            status=gold.get("http_status", 200),
            content_type=gold.get("http_content_type") or "text/html",
        )
        article, refused = None, ""
        try:
            article = extract_article(raw)
        except Skip as skip:
            refused = f"{skip.reason} ({skip.detail})" if skip.detail else skip.reason
        peer = trafilatura(body.decode(gold.get("encoding", "utf-8"), "replace"), gold["url"])
        yield Tried(name=file.stem, gold=gold, article=article, refused=refused, peer=peer)


def in_utc(when: datetime) -> datetime:
    """A time in UTC: in its own zone where it tells one, else as it is."""
    return when.astimezone(UTC) if when.tzinfo else when.replace(tzinfo=UTC)


def told(text: str) -> str:
    """A text as it is compared: case, quotation marks and runs of spaces make no difference."""
    return _SPACE.sub(" ", text.translate(_QUOTES)).strip().casefold()


def right_day(published: str | None, article: Article) -> bool:
    """Whether an article's day is the gold's, as it is stored or in the gold's zone; the month, where that is all."""
    if not published or article.published is None:
        return not published and article.published is None
    days = {article.published.date().isoformat()}
    if article.published_precision == "minute" and "T" in published:
        days.add(article.published.astimezone(datetime.fromisoformat(published).tzinfo).date().isoformat())
    return any(day.startswith(published[:10]) for day in days)


def faults(page: Tried) -> Iterator[tuple[str, str]]:
    """What falls short on a page: what of, and how."""
    gold, article = page.gold, page.article
    if not page.is_article:
        if article:
            yield "others", f"{gold['kind']} kept: {article.title!r}"
        return
    if article is None:
        yield "refused", page.refused
        return
    if not right_day(gold["published"], article):
        yield "date", f"{article.published} by {article.published_source}, not {gold['published']}"
    if [told(name) for name in article.authors] != [told(name) for name in gold["authors"]]:
        yield "authors", f"{list(article.authors)}, not {gold['authors']}"
    if told(article.title) != told(gold["title"]):
        yield "title", f"{article.title!r}, not {gold['title']!r}"
    if article.partial != gold.get("partial", False):
        yield "partial", f"{article.partial}, not {gold.get('partial', False)}"
    for caption in gold.get("captions", ()):
        if not is_apart(caption, article):
            yield "caption", f"{'in the text' if told(caption) in told(article.text) else 'lost'}: {caption!r}"
    for noise in gold.get("noise", ()):
        if told(noise) in told(article.text):
            yield "noise", repr(noise)
    for line in gold["text"].split("\n"):
        if told(line) not in told(article.text):
            yield "text lost", repr(line)
    for line in article.text.split("\n"):
        if told(line) not in told(gold["text"]):
            yield "text more", repr(line)


def is_apart(caption: str, article: Article) -> bool:
    """Whether a caption is among the article's, and not in its text."""
    return told(caption) in told(article.caption_text) and told(caption) not in told(article.text)


def figures(pages: Sequence[Tried]) -> dict[str, object]:
    """The figures of the trial, by what they are of."""
    articles = [page for page in pages if page.is_article]
    others = [page for page in pages if not page.is_article]
    golds = [page.gold["text"] for page in articles]
    ours, peer = score(golds, [page.text for page in articles]), score(golds, [page.peer for page in articles])
    of = {page.name: {what for what, _ in faults(page)} for page in articles}
    captions = [(caption, page) for page in articles for caption in page.gold.get("captions", ())]

    def right(what: str) -> str:
        return f"{sum(not found & {what, 'refused'} for found in of.values())} of {len(articles)}"

    return {
        "text": told_score(ours),
        "trafilatura": told_score(peer),
        "articles refused": sum("refused" in found for found in of.values()),
        "dates": right("date"),
        "authors": right("authors"),
        "titles": right("title"),
        "partial": right("partial"),
        "captions apart": f"{sum(bool(p.article and is_apart(c, p.article)) for c, p in captions)} of {len(captions)}",
        "noise in the text": sum(what == "noise" for page in articles for what, _ in faults(page)),
        "others refused": f"{sum(page.article is None for page in others)} of {len(others)}",
    }


def told_score(found: Score) -> str:
    """F1, precision and recall in a line."""
    return f"F1 {found.f1:.4f} P {found.precision:.4f} R {found.recall:.4f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--show", action="store_true", help="what falls short, page by page")
    parser.add_argument("--json", action="store_true")
    parser.add_argument(
        "--fetched", type=datetime.fromisoformat, default=datetime.now(UTC), help="a day; today's if none"
    )
    options = parser.parse_args()
    fetched = in_utc(options.fetched)
    pages = [page for folder in options.folders for page in tried(folder, fetched)]
    if options.show:
        for page in pages:
            for what, how in faults(page):
                print(f"{page.name:20} {what:10} {how}")
    found = figures(pages)
    print(json.dumps(found, indent=1) if options.json else "\n".join(f"{of:18} {value}" for of, value in found.items()))


if __name__ == "__main__":
    main()
