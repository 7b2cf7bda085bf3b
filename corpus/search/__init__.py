"""Search: a query as SQL, the hits, the facets, the names, and the searches that are kept."""
