"""The knowledge base: places, factories, products, people and organisations, with their names in every script."""

from models.kb.entries import Alias, KnownEntity, alias_key
from models.kb.loading import ambiguous_aliases, context_aliases, load_base

__all__ = ["Alias", "KnownEntity", "alias_key", "ambiguous_aliases", "context_aliases", "load_base"]
