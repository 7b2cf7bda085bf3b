"""What two data directories of a soak hold, as rows that can be compared, and where they differ."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from corpus.data_dir import DataDir

# What of the tables is what was found, without times and numbers. What speaks for a date stands
# on the page of the day on which it was fetched, so dates are counted apart.
FOUND = {
    "articles": "select url, page_url, outlet, title, text, captions, language, authors, agency, partial,"
    " gone_at is not null from articles",
    "mentions": "select url, m.field, m.start, m.end, m.text, m.label, m.source, e.name from mentions m"
    " join articles a on a.id = article_id left join entities e on e.id = entity_id",
    "stories": "select group_concat(url, ' ') from (select story_id, url from articles order by url) group by story_id",
    "prices": "select url, f.start, f.end, f.date, commodity, place, price, price_high, currency, quantity, f.unit from"
    " price_quotes f join articles a on a.id = article_id",
    "outcomes": "select stage, url, reason from outcomes where stage != 'crawl'",
    "pages": "select url, outlet, gone_at is not null, noarchive from archive.pages",
    "links": "select url, outlet, state, page_url from archive.links",
}

DATES = "select url, published from articles"


def found(data: Path) -> dict[str, Counter[tuple[Any, ...]]]:
    """What a data directory holds, as rows without the times and numbers under which they were found."""
    with closing(sqlite3.connect(DataDir(data).corpus)) as db:
        db.execute("attach ? as archive", [str(DataDir(data).pages)])
        return {name: Counter(db.execute(sql).fetchall()) for name, sql in {**FOUND, "dates": DATES}.items()}


def without(rows: dict[str, Counter[tuple[Any, ...]]], named: Mapping[str, Any]) -> dict[str, Counter[tuple[Any, ...]]]:
    """The rows of what was found without those of the named articles; their pages and links stay."""
    kept = {name: found for name, found in rows.items() if name in ("pages", "links")}
    for name in rows.keys() - kept.keys():
        kept[name] = Counter()
        for row, count in rows[name].items():
            if name == "stories":
                row = (" ".join(url for url in row[0].split() if url not in named),)
            if row[0] and not named.keys() & {str(row[0]), str(row[1] if name == "outcomes" else "")}:
                kept[name][row] += count
    return kept


def differences(
    one: Mapping[str, Counter[tuple[Any, ...]]], other: Mapping[str, Counter[tuple[Any, ...]]]
) -> tuple[dict[str, dict[str, int]], dict[str, dict[str, list[str]]]]:
    """By table, the number of rows that the soaked corpus and the quiet one have alone, and a few of them."""
    counts, samples = {}, {}
    for name in FOUND:
        more, fewer = one[name] - other[name], other[name] - one[name]
        if more or fewer:
            counts[name] = {"only soaked": len(more), "only quiet": len(fewer)}
            samples[name] = {"only soaked": _few(more, fewer), "only quiet": _few(fewer, more)}
    return counts, samples


def _few(rows: Counter[tuple[Any, ...]], others: Counter[tuple[Any, ...]]) -> list[str]:
    """Ten rows: of one that the others have in another form, from a little before the first character that differs."""
    told = []
    for row in sorted(rows, key=str)[:10]:
        beside = next((str(other) for other in others if other[0] == row[0]), "")
        start = next((n for n, (a, b) in enumerate(zip(str(row), beside, strict=False)) if a != b), 0)
        told.append(f"{row[0]}: … {str(row)[max(start - 80, 0) : start + 160]}")
    return told
