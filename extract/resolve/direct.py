"""The entity of one mention outside any corpus."""

from __future__ import annotations

from corpus.records import Mention
from extract.resolve.base import base_index
from extract.resolve.name_blocks import read_natural


def entity_of(mention: Mention) -> tuple[str | None, str | None]:
    """The known entity that a mention means by its own name, as (id, name); (None, None) when the base has none or
    several.
    """
    base = base_index()
    found = read_natural(mention.text, mention.label, base)
    if len(found.ids) != 1:
        return None, None
    return found.ids[0], base.entities[found.ids[0]].name
