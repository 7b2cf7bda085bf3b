"""A corpus opened for reading."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from corpus.data_dir import CORPUS, DataDir
from corpus.read.entity import SENTENCES, Entity, Profile, Quote, current_profile, find_entity, quotes
from corpus.read.stats import Stats, corpus_stats
from corpus.search.candidates import entities_called
from corpus.search.did_you_mean import search_names
from corpus.search.hits import Query, Results
from corpus.store.reader import Reader, open_readonly
from corpus.store.summary_rows import up_to_date
from jangmadang.figures import Activity, Price, Rate, Trade, read_figures


def open_corpus(path: str | Path) -> OpenCorpus:
    """The corpus of a data directory (or a corpus.db), for reading; close it, or use it in a `with`.

    Raises:
        Abort: there is none, it cannot be read, or its schema is newer than this version's.
    """
    path = Path(path)
    return OpenCorpus(open_readonly(path if path.name == CORPUS.name else DataDir(path).corpus))


class OpenCorpus:
    """Searches and tables of one corpus. Where an entity is asked for, a name in any script or an id will do."""

    def __init__(self, reader: Reader) -> None:
        self._db = reader

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def search(
        self,
        query: str = "",
        *,
        label: str | None = None,
        entity: str | None = None,
        outlet: str | None = None,
        start: datetime | None = None,
        end: datetime | None = None,
        limit: int = 20,
        offset: int = 0,
    ) -> Results:
        """The articles that match, newest first, with the sentences in which they do; `total` counts all of them.

        The query's language is that of `jangmadang search`; `start` and `end` (exclusive) are aware times.

        Raises:
            KeyError: no entity is called so.
        """
        return search_names(
            self._db,
            Query(
                text=query,
                label=label,
                entity=self._ids(entity)[0] if entity else None,
                outlet=outlet,
                start=start,
                end=end,
                limit=limit,
                offset=offset,
            ),
        )

    def entity(self, name: str) -> Profile:
        """The most-mentioned entity of that name: its other names, months, sources, co-mentions, sentences.

        Raises:
            KeyError: no entity is called so.
        """
        return current_profile(self._db, self._entity(name))

    def sentences(self, entity: str, *, limit: int = SENTENCES) -> list[Quote]:
        """What the newest stories say of the entity, newest first: up to two sentences of each.

        Raises:
            KeyError: no entity is called so.
        """
        key = self._entity(entity).id
        with up_to_date(self._db, key):
            return list(quotes(self._db, key, limit=limit))

    def prices(self, commodity: str | None = None, *, place: str | None = None) -> list[Price]:
        """Prices that sentences state, oldest first, of every commodity and place or of one.

        Raises:
            KeyError: no entity is called so.
        """
        return read_figures(self._db, Price, {"commodity_id": self._some(commodity), "place_id": self._some(place)})

    def rates(self, base: str | None = None, *, place: str | None = None) -> list[Rate]:
        """Exchange rates that sentences state, oldest first; `base` is a currency such as "USD".

        Raises:
            KeyError: no place is called so.
        """
        return read_figures(self._db, Rate, {"base": [base] if base else None, "place_id": self._some(place)})

    def trade(self, partner: str | None = None, *, flow: str | None = None) -> list[Trade]:
        """Trade that sentences state, oldest first; `flow` is "export", "import" or "trade" (both).

        Raises:
            KeyError: no partner is called so.
        """
        return read_figures(self._db, Trade, {"partner_id": self._some(partner), "flow": [flow] if flow else None})

    def activity(self, plant: str | None = None, *, kind: str | None = None) -> list[Activity]:
        """What sentences report of plants, oldest first.

        Raises:
            KeyError: no plant is called so.
        """
        return read_figures(self._db, Activity, {"entity_id": self._some(plant), "kind": [kind] if kind else None})

    def stats(self) -> Stats:
        """The counts that `jangmadang stats` prints."""
        return corpus_stats(self._db)

    def query(self, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> Iterator[dict[str, Any]]:
        """The rows of any SQL query on the tables of docs/data-model.md; nothing can be written."""
        return self._db.query(sql, parameters)

    def _entity(self, name: str) -> Entity:
        found = find_entity(self._db, self._ids(name)[0])
        assert found is not None
        return found

    def _ids(self, name: str) -> list[str]:
        found = entities_called(self._db, name)
        if not found:
            raise KeyError(f"no entity is called {name!r}")
        return found

    def _some(self, name: str | None) -> list[str] | None:
        return None if name is None else self._ids(name)
