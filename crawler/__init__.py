"""FETCH: outlets in, raw pages out. Never imports spaCy or trafilatura."""
