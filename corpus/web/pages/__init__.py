"""The pages: each module tells its addresses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from corpus.web import label_styles
from corpus.web.pages import (
    activity_page,
    article_page,
    brief_page,
    changes_page,
    compare_page,
    entities_page,
    entity_page,
    event_page,
    figures_page,
    goods_page,
    network_page,
    notes_page,
    openapi_page,
    plants_page,
    reconcile,
    review_page,
    saved_page,
    screen_page,
    search_page,
    start_page,
    stats_page,
    story_page,
    storyline_page,
    together_page,
)

_MODULES = (
    label_styles,
    start_page,
    brief_page,
    search_page,
    entities_page,
    entity_page,
    article_page,
    story_page,
    event_page,
    storyline_page,
    plants_page,
    activity_page,
    figures_page,
    goods_page,
    compare_page,
    network_page,
    together_page,
    changes_page,
    stats_page,
    saved_page,
    notes_page,
    screen_page,
    openapi_page,
    review_page,
    reconcile,
)


def routes() -> list[tuple[str, Callable[..., Any]]]:
    """Every address of ours with its view, the first that fits wins."""
    return [route for module in _MODULES for route in module.ROUTES]
