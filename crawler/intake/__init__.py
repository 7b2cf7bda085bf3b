"""Saved pages into the archive: files, folders, JSON Lines, web archives."""
