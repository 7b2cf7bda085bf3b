"""The pages: each module tells its addresses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from corpus.web.pages import (
    activity,
    article,
    changes,
    entity,
    factories,
    network,
    reconcile,
    review,
    saved,
    search,
    start,
    story,
)

_MODULES = (start, search, entity, article, story, factories, activity, network, changes, saved, review, reconcile)


def routes() -> list[tuple[str, Callable[..., Any]]]:
    """Every address of ours with its view, the first that fits wins."""
    return [route for module in _MODULES for route in module.ROUTES]
