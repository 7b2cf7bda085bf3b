"""Rows of the tables of figures, each clicked through to the sentence that tells it."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import follow

ROWS = (("/prices", 5), ("/rates", 3), ("/trade", 2))
SENTENCE = "select substr(text, sent_start + 1, sent_end - sent_start), substr(text, start + 1, end - start)"


def sentence_of(data: Path, href: str) -> tuple[str, str]:
    """The sentence that the store has for a link's figure, and the words of the figure in it."""
    found = re.fullmatch(r"/article/(\w+)\?at=text\.(\d+)-\d+#at", href)
    assert found is not None, href
    with closing(sqlite3.connect(data / "corpus.db")) as db:
        for table in ("price_quotes", "exchange_rates", "trade_figures"):
            asked = f"{SENTENCE} from {table} f join articles a on a.id = f.article_id where a.id = ? and f.start = ?"
            row = db.execute(asked, [found[1], int(found[2])]).fetchone()
            if row is not None:
                return row[0], row[1]
    raise AssertionError(f"no figure stands at {href}")


def test_ten_rows_lead_to_their_sentences(tab: Page, newsroom: Path) -> None:
    followed = 0
    for page, rows in ROWS:
        tab.goto(page)
        links = tab.locator("td.num a[href*='at=text']")
        for number in range(rows):
            link = links.nth(number)
            sentence, words = sentence_of(newsroom, link.get_attribute("href") or "")
            follow(link)
            told = tab.locator("#at")
            expect(told).to_be_in_viewport()
            line = " ".join(told.inner_text().split())
            assert " ".join(sentence.split()) in line
            assert words in sentence
            followed += 1
            tab.go_back()
    assert followed == 10
