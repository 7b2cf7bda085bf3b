"""Which real thing each name means."""
