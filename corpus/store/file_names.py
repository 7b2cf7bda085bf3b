"""The names of the two files, and the last migration of each."""

from __future__ import annotations

CORPUS_FILE = "corpus.db"
PAGES_FILE = "pages.db"
# a file that has this migration and none after it is read as it is
NEWEST = {CORPUS_FILE: "m006_stages", PAGES_FILE: "m002_crawl"}
