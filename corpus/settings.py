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


def alerts() -> tuple[str, ...]:
    """The addresses to tell of broken expectations (`JANGMADANG_ALERTS`, apprise's, separated by blanks)."""
    return tuple(os.environ.get("JANGMADANG_ALERTS", "").split())
