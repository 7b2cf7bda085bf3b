"""A search as an address and back: one state, one address."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import parse_qsl, urlencode

from corpus.search.query import FACETS, Query
from corpus.times import parse_time

PAGE = 20
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """What a search page was asked; `since` and `until` are days (both included) or ""."""

    text: str = ""
    filters: tuple[tuple[str, str], ...] = ()
    exclude: tuple[tuple[str, str], ...] = ()
    since: str = ""
    until: str = ""
    sort: str = "date"
    fold: bool = True
    page: int = 1

    @property
    def is_empty(self) -> bool:
        """Whether nothing was asked, so that all articles match."""
        return not (self.text or self.filters or self.exclude or self.since or self.until)

    def query(self, *, limit: int = PAGE, offset: int | None = None, estimate: bool = False) -> Query:
        """The same for the corpus."""
        return Query(
            text=self.text,
            filters=self.filters,
            exclude=self.exclude,
            start=_day(self.since),
            end=_day(self.until, after=1),
            sort=self.sort,
            fold=self.fold,
            names=True,
            estimate=estimate,
            limit=limit,
            offset=(self.page - 1) * PAGE if offset is None else offset,
        )

    def parameters(self) -> str:
        """The query string, in one order whatever order it was asked in; what is as usual is left out."""
        pairs = [
            *(("q", self.text),),
            *sorted(self.filters),
            *sorted((f"not.{facet}", value) for facet, value in self.exclude),
            *(("since", self.since), ("until", self.until)),
            *(("sort", self.sort if self.sort != "date" else ""), ("fold", "" if self.fold else "no")),
            *(("page", str(self.page) if self.page > 1 else ""),),
        ]
        return urlencode([pair for pair in pairs if pair[1]])

    def address(self, suffix: str = "") -> str:
        """The address of this search; `suffix` is ".json", ".csv" or ".atom"."""
        shown = replace(self, page=1) if suffix else self
        parameters = shown.parameters()
        return f"/search{suffix}{'?' + parameters if parameters else ''}"

    def with_filter(self, facet: str, value: str) -> str:
        """The address with one filter more."""
        return replace(
            self, filters=(*self.filters, (facet, value)), exclude=_less(self.exclude, facet, value), page=1
        ).address()

    def without(self, facet: str, value: str) -> str:
        """The address with neither filter nor exclusion of this value."""
        filters, exclude = (_less(pairs, facet, value) for pairs in (self.filters, self.exclude))
        return replace(self, filters=filters, exclude=exclude, page=1).address()

    def excluding(self, facet: str, value: str) -> str:
        """The address that leaves this value out."""
        return replace(
            self, exclude=(*self.exclude, (facet, value)), filters=_less(self.filters, facet, value), page=1
        ).address()

    def changed(self, **changes: object) -> str:
        """The address with other settings."""
        return replace(self, **{"page": 1, **changes}).address()  # type: ignore[arg-type]


def parse_asked(parameters: str) -> Asked:
    """What a query string asks; parameters that are not ours, or make no sense, are left aside."""
    pairs = parse_qsl(parameters.lstrip("?"))
    single = dict(pairs)
    filters = [(facet, value) for facet, value in pairs if facet in FACETS]
    exclude = [(key[4:], value) for key, value in pairs if key.startswith("not.") and key[4:] in FACETS]
    number = single.get("page", "1")
    return Asked(
        text=single.get("q", "").strip()[:500],
        filters=tuple(dict.fromkeys(filters)),
        exclude=tuple(dict.fromkeys(exclude)),
        since=_valid_day(single.get("since", "")),
        until=_valid_day(single.get("until", "")),
        sort="relevance" if single.get("sort") == "relevance" else "date",
        fold=single.get("fold") != "no",
        page=max(1, int(number)) if number.isascii() and number.isdigit() and len(number) < 6 else 1,
    )


def _less(pairs: tuple[tuple[str, str], ...], facet: str, value: str) -> tuple[tuple[str, str], ...]:
    return tuple(pair for pair in pairs if pair != (facet, value))


def _valid_day(text: str) -> str:
    return text if _DAY.fullmatch(text) and _day(text) is not None else ""


def _day(text: str, *, after: int = 0) -> datetime | None:
    try:
        return parse_time(text) + timedelta(days=after) if text else None
    except (ValueError, OverflowError):
        return None
