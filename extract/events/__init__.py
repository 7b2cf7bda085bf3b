"""Stories to events: which stories tell one happening, in whatever words and language."""
