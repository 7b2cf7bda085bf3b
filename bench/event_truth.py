"""The labelled pairs and days of press for events, as articles of a corpus: what training and measuring share."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from corpus.records import Article, digest
from corpus.store.articles import Corpus
from corpus.store.stage import StageOptions
from extract.stages.extract_and_tag import tag_pending
from extract.stages.resolve_names import resolve_pending


def read_lines(path: Path) -> list[dict[str, Any]]:
    """The records of a file of JSON Lines."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def address(side: Mapping[str, Any]) -> str:
    """Where an article of the gold lies: the same text on the same day is one article."""
    outlet = digest(side["outlet"])[:8]
    key = digest(f"{side['outlet']} {side['published']} {side['title']} {side['text']}")[:16]
    return f"https://o{outlet}.example/{key}"


def as_article(side: Mapping[str, Any]) -> Article:
    """A side of a pair, or an article of the press."""
    stated = str(side["published"])
    seen = datetime.fromisoformat(stated if "T" in stated else f"{stated}T03:00:00+00:00")
    seen = seen if seen.tzinfo else seen.replace(tzinfo=UTC)
    return Article(
        url=address(side), outlet=f"o{digest(side['outlet'])[:8]}", title=side["title"], text=side["text"],
        published=seen, fetched_at=seen + timedelta(hours=1), method="by hand", language=side["lang"],
        agency=side.get("agency"),
    )  # fmt: skip


def fill(data: Path, sides: Iterable[Mapping[str, Any]]) -> None:
    """Store articles, tagged and resolved as in a pass."""
    written = {address(side): side for side in sides}
    outlets = {digest(side["outlet"])[:8]: side["outlet"] for side in written.values()}
    with Corpus(data) as corpus:
        corpus.save_outlets({"id": f"o{key}", "name": name} for key, name in outlets.items())
        with corpus.atomic():
            for side in written.values():
                corpus.save_article(as_article(side), page_url=address(side))
    tag_pending(data, StageOptions(processes=1))
    resolve_pending(data)


def sides_of(pairs: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Both articles of each pair."""
    return [pair[side] for pair in pairs for side in ("a", "b")]
