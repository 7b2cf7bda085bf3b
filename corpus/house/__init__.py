"""Keeping house: backups, what is dropped with age, what is taken down, and the room that all of it takes."""
