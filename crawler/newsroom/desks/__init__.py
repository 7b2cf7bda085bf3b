"""Reads the newsroom's desks: `<id>.toml` here says how an outlet serves, `../outlets/<id>.toml` is its outlet file."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

from crawler.newsroom.press import Desk

PLACEHOLDER = "http://newsroom.invalid"
"""Stands for the outlet's running address in its outlet file."""
_KEYS = {"address", "path", "robots", "listings", "furniture", "precision", "charset", "feed_suffix", "window"}


@cache
def load_desks() -> tuple[Desk, ...]:
    """All desks, ordered by address.

    Raises: ValueError for an unknown key, naming the known ones.
    """
    here = files("crawler.newsroom")
    names = sorted(item.name for item in (here / "desks").iterdir() if item.name.endswith(".toml"))
    desks = [
        _read_desk(
            name.removesuffix(".toml"),
            desk=(here / "desks" / name).read_text("utf-8"),
            outlet=(here / "outlets" / name).read_text("utf-8"),
        )
        for name in names
    ]
    return tuple(sorted(desks, key=lambda desk: tuple(int(part) for part in desk.address.split("."))))


def _read_desk(name: str, *, desk: str, outlet: str) -> Desk:
    keys: dict[str, Any] = tomllib.loads(desk)
    unknown = sorted(set(keys) - _KEYS)
    if unknown:
        raise ValueError(f"desks/{name}.toml: unknown key {unknown[0]!r}; known are {', '.join(sorted(_KEYS))}")
    facts = tomllib.loads(outlet)
    return Desk(
        id=name,
        name=facts["name"],
        language=facts["language"],
        timezone=ZoneInfo(facts.get("timezone", "UTC")),
        home=facts["homepage"].removeprefix(PLACEHOLDER),
        outlet_file=outlet,
        furniture=tuple(keys.pop("furniture", ())),
        **keys,
    )
