"""Articles to stories: which pages tell one story, where it came from, and how many outlets report it themselves."""

from extract.stories.run import cluster_pending

__all__ = ["cluster_pending"]
