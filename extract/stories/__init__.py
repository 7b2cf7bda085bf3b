"""Articles to stories: which pages tell one story, where it came from, and how many outlets report it themselves."""
