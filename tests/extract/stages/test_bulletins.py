"""A year's price bulletins of one outlet, in one wording, as tables and as text: no row is learned as furniture."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from corpus.store.articles import Corpus
from crawler.intake.importing import ImportOptions, import_paths
from extract.stages.extract_and_tag import extract_pending

WEEKS = 30
CITIES = ("Pyongyang", "Sinuiju", "Hyesan", "Chongjin")
GOODS = {"Rice": 20_000, "Corn": 5_400, "Petrol": 44_000, "Diesel": 39_500, "Salt": 1_900}


def day_of(week: int) -> date:
    return date(2025, 1, 6) + timedelta(weeks=week)


def rows_of(week: int) -> list[list[str]]:
    """The bulletin's rows: a head, then a good a row with a price for each city."""
    body = [
        [good, *(f"{price + 37 * week + 110 * number:,}" for number in range(len(CITIES)))]
        for good, price in GOODS.items()
    ]
    return [["", *CITIES], *body]


def html_of(week: int) -> str:
    head, *body = rows_of(week)
    cells = "".join(f"<th>{cell}</th>" for cell in head)
    lines = "".join(f"<tr><th>{row[0]}</th>{''.join(f'<td>{c}</td>' for c in row[1:])}</tr>" for row in body)
    return f"""<html><head><title>Market bulletin {week + 1}</title></head><body><nav><a href="/">Home</a></nav>
      <div class="page"><h1>Market bulletin {week + 1}</h1>
      <p>Prices in North Korean won per kilogram, noted on {day_of(week):%B %-d, %Y} by our correspondents.</p>
      <table class="prices"><thead><tr>{cells}</tr></thead><tbody>{lines}</tbody></table>
      <p>A note on method can be had on request.</p></div><footer>Bulletin desk</footer></body></html>"""


def text_of(week: int) -> str:
    table = "\n".join("\t".join(row) for row in rows_of(week))
    return f"Prices in North Korean won per kilogram, noted on {day_of(week):%B %-d, %Y}.\n\n{table}\n"


@pytest.mark.parametrize("form", ["html", "text"])
@pytest.mark.parametrize("at_once", [True, False], ids=["at once", "week by week"])
def test_every_row_of_every_week_is_kept(tmp_path: Path, form: str, at_once: bool) -> None:
    lines = [
        json.dumps(
            {
                "url": f"https://bulletin.example/weekly/{week + 1}",
                "title": f"Market bulletin {week + 1}",
                "published": f"{day_of(week)}T09:00:00Z",
                form: html_of(week) if form == "html" else text_of(week),
            }
        )
        for week in range(WEEKS)
    ]
    for batch in [lines] if at_once else [lines[:5], lines[5:12], lines[12:]]:
        (tmp_path / "in.jsonl").write_text("\n".join(batch), "utf-8")
        import_paths(tmp_path, [tmp_path / "in.jsonl"], ImportOptions())
        extract_pending(tmp_path)
    with Corpus(tmp_path) as corpus:
        articles = {row["url"]: row for row in corpus.db.query("select id, url, text from articles")}
        assert len(articles) == WEEKS
        for week in range(WEEKS):
            article = articles[f"https://bulletin.example/weekly/{week + 1}"]
            kept = article["text"].split("\n")
            assert [line for line in kept if "\t" in line] == ["\t".join(row) for row in rows_of(week)]
            stored = corpus.db.execute(
                "select cells, start, end from article_tables where article_id = ?", [article["id"]]
            )
            ((cells, start, end),) = stored.fetchall()
            assert json.loads(cells) == rows_of(week)
            assert article["text"][start:end] == "\n".join("\t".join(row) for row in rows_of(week))
