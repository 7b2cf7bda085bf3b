"""What the environment says. The only reader of environment variables."""

from __future__ import annotations

import os
from pathlib import Path


def data_dir() -> Path:
    """The data directory: `JANGMADANG_DATA`, or ./data."""
    return Path(os.environ.get("JANGMADANG_DATA") or "data")


def contact() -> str | None:
    """The address that the crawler gives of itself (`JANGMADANG_CONTACT`), or None."""
    return os.environ.get("JANGMADANG_CONTACT") or None


def figure_score() -> float:
    """The least score of a figure that is published (`JANGMADANG_FIGURE_SCORE`, 0 to 1); 0.6 where it is not set."""
    try:
        return float(os.environ.get("JANGMADANG_FIGURE_SCORE") or 0.6)
    except ValueError:
        return 0.6


def lock_wait() -> float:
    """Seconds to wait for another process that writes (`JANGMADANG_LOCK_WAIT`); ten minutes where it is not set."""
    try:
        return float(os.environ.get("JANGMADANG_LOCK_WAIT") or 600)
    except ValueError:
        return 600.0


def processes() -> int:
    """How many processes read and tag (`JANGMADANG_PROCESSES`, 1 to 16); two where it is not set."""
    told = os.environ.get("JANGMADANG_PROCESSES", "")
    return min(int(told), 16) if told.isascii() and told.isdigit() and int(told) else 2


def alerts() -> tuple[str, ...]:
    """The addresses to tell of broken expectations (`JANGMADANG_ALERTS`, apprise's, separated by blanks)."""
    return tuple(os.environ.get("JANGMADANG_ALERTS", "").split())


def prepare_ray(*, here: bool) -> None:
    """Have Ray tell nobody that it is used, and have one that is started here ask all who come for a token, which it
    makes itself; unless someone said otherwise (`RAY_USAGE_STATS_ENABLED`, `RAY_AUTH_MODE`).
    """
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    if here:
        os.environ.setdefault("RAY_AUTH_MODE", "token")
