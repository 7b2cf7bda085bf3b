"""LANGUAGE: labels, the knowledge base and the spaCy pipeline. Knows nothing of the store."""
