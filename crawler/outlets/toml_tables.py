"""A TOML table read strictly: each key is asked for once by its type, and what was never asked for is an error."""

from __future__ import annotations

import re
import tomllib
from datetime import date, datetime, timedelta
from pathlib import PurePath
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

# tomllib copies what it has read of a dotted key for each part more, and walks it for each key below it
_MOST_PARTS = 64
_PART = r"""(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+"""
_LONG_KEY = re.compile(rf"""(?m)(?:^|[\[{{,])[ \t]*+({_PART}(?:\.[ \t]*+{_PART}){{{_MOST_PARTS},}})""")
_UNITS = {"m": "minutes", "h": "hours", "d": "days"}


class Table:
    """The keys of one table of an outlet's file. Every reader raises `ValueError` naming file and key."""

    def __init__(self, file: str, values: dict[str, Any], *, within: str = "") -> None:
        self.file = file
        self.id = PurePath(file).stem
        self.values = values
        self._within = within
        self._asked: list[str] = []

    def over(self, base: Table) -> Table:
        """This table's keys laid over those of `base`; sub-tables are laid key by key."""
        merged = dict(base.values)
        for key, value in self.values.items():
            below = merged.get(key)
            merged[key] = {**below, **value} if isinstance(below, dict) and isinstance(value, dict) else value
        return Table(self.file, merged)

    def part(self, key: str) -> Table:
        """The sub-table [key]; empty when it is missing."""
        value = self._get(key, dict, "a table")
        return Table(self.file, value or {}, within=key)

    def refuse_unknown(self) -> None:
        """Raises ValueError if the table has a key that no reader asked for."""
        unknown = sorted(set(self.values) - set(self._asked))
        if unknown:
            where = f" in [{self._within}]" if self._within else ""
            names = ", ".join(map(repr, unknown))
            raise ValueError(f"{self.file}: unknown key {names}{where}; the known ones are {', '.join(self._asked)}")

    def text(self, key: str) -> str:
        """A text that must be there."""
        value = self.optional_text(key)
        if not value:
            raise ValueError(f"{self.file}: the key {key!r} is missing")
        return value

    def optional_text(self, key: str) -> str | None:
        """A text, or None."""
        value: str | None = self._get(key, str, "a text")
        return value.strip() if value else None

    def pattern_text(self, key: str, pattern: str, meaning: str) -> str:
        """A text that must be there and match."""
        value = self.text(key)
        if not re.fullmatch(pattern, value):
            raise self._wrong(key, meaning)
        return value

    def choice(self, key: str, choices: tuple[str, ...]) -> str:
        """One of the choices."""
        value = self.text(key)
        if value not in choices:
            raise self._wrong(key, f"one of {', '.join(choices)}")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; empty when it is missing."""
        value = self._get(key, list, "a list of texts") or []
        if not all(isinstance(item, str) and item for item in value):
            raise self._wrong(key, "a list of texts")
        return tuple(value)

    def address(self, key: str) -> str:
        """An http or https address that must be there."""
        return self._checked_address(key, self.text(key))

    def optional_address(self, key: str) -> str | None:
        """An http or https address, or None."""
        value = self.optional_text(key)
        return self._checked_address(key, value) if value else None

    def addresses(self, key: str) -> tuple[str, ...]:
        """A list of http or https addresses."""
        return tuple(self._checked_address(key, value) for value in self.texts(key))

    def _checked_address(self, key: str, value: str) -> str:
        try:
            parts = urlsplit(value)
            good = parts.scheme in ("http", "https") and parts.hostname and not parts.username and parts.port != 0
        except ValueError:
            good = False
        if not good:
            raise self._wrong(key, "an http or https address without a user name")
        return value

    def regex(self, key: str) -> re.Pattern[str] | None:
        """A compiled regular expression, or None."""
        value = self.optional_text(key)
        return self._compiled(key, value) if value else None

    def regexes(self, key: str) -> tuple[re.Pattern[str], ...]:
        """A list of compiled regular expressions."""
        return tuple(self._compiled(key, value) for value in self.texts(key))

    def _compiled(self, key: str, value: str) -> re.Pattern[str]:
        try:
            return re.compile(value)
        except re.error as error:
            raise self._wrong(key, f"a regular expression ({error})") from error

    def flag(self, key: str, *, default: bool) -> bool:
        """True or false."""
        value = self._get(key, bool, "true or false")
        return default if value is None else bool(value)

    def number(self, key: str, *, low: float, high: float = float("inf")) -> float | None:
        """A number between low and high, or None."""
        value = self._get(key, (int, float), "a number")
        if value is None:
            return None
        if isinstance(value, bool) or not low <= value <= high:
            raise self._wrong(key, f"a number from {low} to {high}" if high < float("inf") else f"at least {low}")
        return float(value)

    def whole(self, key: str) -> int | None:
        """A whole number, zero or more, or None."""
        value = self._get(key, int, "a whole number")
        if value is not None and (isinstance(value, bool) or value < 0):
            raise self._wrong(key, "a whole number, zero or more")
        return None if value is None else int(value)

    def day(self, key: str) -> date | None:
        """A TOML date, or None."""
        value: date | None = self._get(key, date, "a date such as 2026-06-30")
        return value.date() if isinstance(value, datetime) else value

    def duration(self, key: str) -> timedelta | None:
        """A time span such as "72h", "14d" or "90m", or None."""
        value = self.optional_text(key)
        if value is None:
            return None
        found = re.fullmatch(r"(\d{1,5})([mhd])", value)
        if not found:
            raise self._wrong(key, 'a time span such as "72h" or "14d"')
        return timedelta(**{_UNITS[found[2]]: int(found[1])})

    def timezone(self, key: str) -> str | None:
        """The name of a time zone, or None."""
        value = self.optional_text(key)
        if value is not None:
            try:
                ZoneInfo(value)
            except (ValueError, OSError, LookupError) as error:
                raise self._wrong(key, 'a time zone such as "Asia/Seoul"') from error
        return value

    def _get(self, key: str, kind: type | tuple[type, ...], meaning: str) -> Any:
        self._asked.append(key)
        value = self.values.get(key)
        if value is not None and not isinstance(value, kind):
            raise self._wrong(key, meaning)
        return value

    def _wrong(self, key: str, meaning: str) -> ValueError:
        where = f"{self._within}.{key}" if self._within else key
        return ValueError(f"{self.file}: {where} = {self.values.get(key)!r} should be {meaning}")


def read_table(file: str, text: str) -> Table:
    """The top table of an outlet's file.

    Raises:
        ValueError: the text is not TOML, or the file's stem cannot be an id.
    """
    if found := _LONG_KEY.search(text):
        raise ValueError(f"{file}: not TOML of ours: {found[1][:40]!r} has more than {_MOST_PARTS} parts")
    try:
        table = Table(file, tomllib.loads(text))
    except (ValueError, RecursionError) as error:  # TOMLDecodeError is a ValueError, and so is a number too long
        raise ValueError(f"{file}: not TOML: {error}"[:300]) from error
    if not re.fullmatch(r"[a-z0-9][a-z0-9_]*", table.id):
        raise ValueError(f"{file}: the file's stem is the outlet's id: lower-case letters, digits and _ only")
    return table
