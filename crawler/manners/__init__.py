"""How requests behave: what may be fetched, how often, and what an answer means."""
