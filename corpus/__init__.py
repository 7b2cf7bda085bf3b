"""KEEP and SERVE: the SQLite store, search, export, schedule and command line."""
