"""What is new in the saved searches since the last pass, and the messages that say so."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from corpus import times
from corpus.data_dir import SEARCHES_SEEN, DataDir
from corpus.files import keep_private, replace_file
from corpus.records import Abort
from corpus.search.address import parse_asked
from corpus.search.hits import Found, Hit, find, read_hits
from corpus.search.saved import SavedSearch, read_searches
from corpus.store.leaving import leaving
from corpus.store.reader import Readable, open_readonly
from corpus.times import shown_day, write_time

# An article can come to match after it was fetched, when its names are resolved: so far back it is looked for again.
LOOK_BACK = timedelta(days=30)
MOST_NEW = 200
_TOLD = 20  # hits in one message


@dataclass(frozen=True, kw_only=True, slots=True)
class News:
    """What a saved search has found since it was last looked at, newest first; `failed` says why it was not sent."""

    search: SavedSearch
    hits: tuple[Hit, ...]
    failed: str = ""

    def as_dict(self) -> dict[str, Any]:
        """The news as JSON values, for a run's report."""
        hits = [{"id": hit.id, "title": hit.title, "outlet": hit.outlet, "url": hit.url} for hit in self.hits]
        return {"search": self.search.name, "new": len(self.hits), "failed": self.failed, "hits": hits[:_TOLD]}


def tell_news(data: Path, *, now: datetime | None = None) -> list[News]:
    """What is new in the saved searches, sent to those who asked for it; a message that cannot be sent is told.

    Raises:
        Abort: a file in the data directory cannot be read or written.
    """
    searches = read_searches(data)
    if not searches:
        return []
    keep_private(DataDir(data).searches)  # the addresses that news go to may hold passwords
    with open_readonly(DataDir(data).corpus) as db:
        news = find_news(db, data, searches, now=now or times.now())
    return [replace(item, failed=_send(item)) if item.search.notify else item for item in news]


def find_news(db: Readable, data: Path, searches: Sequence[SavedSearch], *, now: datetime) -> list[News]:
    """What each search finds that it had not found before; from then on it is known.

    A search looked at for the first time has no news: what it finds is known from the start.
    """
    state = _read_state(data)
    news = []
    for search in searches:
        found = find(db, parse_asked(search.query).query(limit=MOST_NEW, offset=0))
        recent = write_time(now - LOOK_BACK)
        fetched = _fetched_since(db, [row[1] for row in found.rows], recent)
        seen = state.get(search.slug)
        new = [key for key in fetched if seen is not None and key not in seen["articles"]]
        if new:
            hits = read_hits(db, _only(found, set(new[:MOST_NEW])))
            news.append(News(search=search, hits=hits.hits))
        state[search.slug] = {"at": write_time(now), "articles": fetched}
    kept = {search.slug for search in searches}
    replace_file(
        DataDir(data).searches_seen,
        json.dumps({slug: value for slug, value in state.items() if slug in kept}),
        secret=SEARCHES_SEEN.secret,
    )
    return news


def _only(found: Found, keys: set[str]) -> Found:
    rows = tuple(row for row in found.rows if row[1] in keys)
    return replace(found, rows=rows, query=replace(found.query, limit=MOST_NEW, offset=0))


def _fetched_since(db: Readable, ids: list[str], since: str) -> list[str]:
    rows = db.execute(
        "select a.id from json_each(?) j cross join articles a on a.id = j.value where a.fetched_at >= ?",
        [json.dumps(ids), since],
    )
    return [row[0] for row in rows.fetchall()]


def _read_state(data: Path) -> dict[str, dict[str, Any]]:
    path = DataDir(data).searches_seen
    try:
        state: dict[str, dict[str, Any]] = json.loads(path.read_text("utf-8")) if path.exists() else {}
    except (ValueError, OSError) as error:
        raise Abort(f"{path} cannot be read ({error}); delete it to begin anew") from error
    return state


def _send(news: News) -> str:
    """Send a search's news to its addresses; why that failed, or "" when it did not."""
    try:
        import apprise
    except ModuleNotFoundError:
        return "apprise is missing: pip install 'jangmadang[alerts]'"
    notifier = apprise.Apprise()
    unknown = [address for address in news.search.notify.split("|") if not notifier.add(address.strip())]
    if unknown:
        return f"{len(unknown)} of its addresses are none that apprise knows"
    count = len(news.hits)
    title = f"{news.search.name}: {count} new {'article' if count == 1 else 'articles'}"
    return "" if notifier.notify(title=title, body=message(news)) else "the message could not be sent"


def message(news: News) -> str:
    """The news as plain text: date, outlet, title, the first sentence and the address of each hit."""
    parts = []
    for hit in leaving(news.hits[:_TOLD]):
        head = f"{shown_day(hit.published, hit.published_precision)}  {hit.outlet}  {hit.title}"
        parts.append("\n".join([head, *(snippet.text for snippet in hit.snippets[:1]), hit.url]))
    if len(news.hits) > _TOLD:
        parts.append(f"and {len(news.hits) - _TOLD} more")
    return "\n\n".join(parts)
