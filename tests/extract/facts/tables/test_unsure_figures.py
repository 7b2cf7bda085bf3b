"""How sure figures of tables are, and what becomes of those that are not."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from importlib import resources
from pathlib import Path

import pytest

from corpus.records import Table
from corpus.store.derived import BELOW, ArticleText, PriceQuote
from extract.facts.tables.reading_doubts import load_reading_weights, score_of
from extract.facts.tables.table_figures import explain_tables, read_scored, read_tables
from extract.facts.tables.unsure_figures import held_back, is_sure
from extract.stages.article_facts import read_article

GOLD = Path(__file__).parent.parent / "gold"
SURE = (("Item", "Chongjin", "Hyesan"), ("Rice", "5,600", "5,900"), ("Corn", "2,500", "2,600"))


def article_of(
    cells: tuple[tuple[str, ...], ...], line: str = "Prices of June 11 in North Korean won for 1 kg."
) -> ArticleText:
    text = line + "\n" + "\n".join("\t".join(row) for row in cells)
    table = Table(position=0, kind="table", start=len(line) + 1, end=len(text), cells=cells, head_rows=1,
                  caption="", heading="", spans=())  # fmt: skip
    return ArticleText(id="a", title="Prices in two towns", text=text, caption="", language="en",
                       day=date(2023, 6, 14), tables=[table])  # fmt: skip


def test_weights_are_of_the_gold_that_the_repository_holds() -> None:
    told = json.loads((resources.files("extract.facts.tables") / "reading_weights.json").read_text("utf-8"))
    later = ("sixteenth", "seventeenth", "eighteenth")  # not trained on
    paths = [path for path in sorted(GOLD.glob("tables_*.jsonl")) if path.stem.split("_")[1] not in later]
    gold = b"".join(path.read_bytes() for path in paths)
    assert told["gold"] == hashlib.sha256(gold).hexdigest(), "train anew: python bench/train_table_score.py"


def test_what_labels_and_lines_tell_plainly_is_sure() -> None:
    article = article_of(SURE)
    figures = list(read_tables(article, article["tables"]))
    assert [figure.score is not None and figure.score >= 0.6 for figure in figures] == [True] * 4
    assert list(held_back(figures, 0.6)) == []
    assert {row["verdict"] for row in explain_tables(article, article["tables"])} == {"published"}


def test_what_is_not_sure_waits_with_its_score_and_slots(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JANGMADANG_FIGURE_SCORE", "1")
    article = article_of(SURE)
    facts = read_article(article, [], input="")
    assert facts.figures == ()
    waiting = [(each.kind, each.reason, json.loads(each.slots)) for each in facts.candidates]
    assert [(kind, reason) for kind, reason, _ in waiting] == [("price", BELOW)] * 4
    assert (
        waiting[0][2] | {"commodity": "Rice", "place": "Chongjin", "price": 5600.0, "currency": "KPW"} == waiting[0][2]
    )
    assert {row["verdict"] for row in explain_tables(article, article["tables"])} == {BELOW}


def test_each_figure_tells_what_its_score_is_worked_out_from() -> None:
    article = article_of(SURE)
    for figure, doubts in read_scored(article, article["tables"]):
        assert doubts["of price"] == 1.0
        assert figure.score == pytest.approx(score_of(doubts, load_reading_weights()), abs=0.001)


def test_figures_that_a_rule_told_have_no_score_and_are_sure() -> None:
    quote = PriceQuote(article_id="a", field="text", start=0, end=5, sent_start=0, sent_end=5, mentions=(),
                       date=None, date_end=None, date_source="none", commodity_id=None, commodity="rice",
                       place_id=None, place=None, price=1.0, price_high=None, currency="KPW",
                       quantity=1.0, unit="kg", kind="market", qualifier="")  # fmt: skip
    assert is_sure(quote, 0.9)
