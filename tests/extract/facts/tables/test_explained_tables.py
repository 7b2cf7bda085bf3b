"""Why a number in a table is no figure, as `facts --explain` says it: ten refusals beside two prices."""

from __future__ import annotations

from datetime import date

from corpus.records import Table
from corpus.store.derived import ArticleText
from extract.facts.tables.table_figures import explain_tables

CELLS = (
    ("Item", "Unit", "Hyesan", "Seoul", "Change, %", "Forecast", "Gap"),
    ("Rice", "1 kg", "25,300 won", "3,100 won", "2.1", "26,000", "7"),
    ("Corn", "1 kg", "6,600 won", "-", "-1.0", "6,900", "9"),
    ("Bus to Samjiyon", "1", "9,000 won", "", "", "", ""),
    ("Fine for trading", "1", "50,000 won", "", "", "", ""),
    ("Monthly wage", "1", "3,000 won", "", "", "", ""),
)
REFUSED = {
    ("1", "3,100 won"): "of the South",
    ("1", "2.1"): "change",
    ("1", "26,000"): "forecast",
    ("1", "7"): "ratio",
    ("2", "-1.0"): "change",
    ("2", "6,900"): "forecast",
    ("2", "9"): "ratio",
    ("3", "9,000 won"): "pay",
    ("4", "50,000 won"): "pay",
    ("5", "3,000 won"): "pay",
}


def test_refused_cells_say_why_and_lead_to_their_line() -> None:
    lines = ["\t".join(row).rstrip() for row in CELLS]
    text = "\n".join(["Prices of May 10, 2026.", *lines])
    table = Table(
        position=0, kind="table", caption="", heading="", head_rows=1, cells=CELLS, spans=(),
        start=text.index("Item"), end=len(text),
    )  # fmt: skip
    article = ArticleText(id="a", title="Prices", text=text, caption="", language="en", day=date(2026, 5, 13))
    rows = list(explain_tables(article, (table,)))
    told = {(str(lines.index(row["sentence"])), row["words"]): row["verdict"] for row in rows}
    assert told == {("1", "25,300 won"): "published", ("2", "6,600 won"): "published", **REFUSED}
    assert all((0.6 <= row["score"] < 1.0) == (row["verdict"] == "published") for row in rows)
    assert rows[0]["slots"] == {"good": "Rice", "place": "Hyesan", "currency": "KPW", "unit": "kg"}
