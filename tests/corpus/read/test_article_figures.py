"""What a figure was read as, in words."""

from __future__ import annotations

from typing import Any

import pytest

from corpus.read.article_figures import TOLD


@pytest.mark.parametrize(
    ("kind", "values", "told"),
    [
        ("rates", {"base": "USD", "quote": "KPW", "rate": 8900.0, "place": None}, "USD: 8,900 KPW"),
        ("rates", {"base": "USD", "quote": "KPW", "rate": 8900.0, "rate_high": 9000.0, "place": "Hyesan"},
         "USD in Hyesan: 8,900–9,000 KPW"),
        ("trade", {"flow": "export", "partner": "China", "good": "coal", "amount": 1.5, "unit": "t"},
         "export of coal to China: 1.5 t"),
        ("trade", {"flow": "trade", "partner": "China", "good": None, "amount": 2e8, "unit": "USD"},
         "trade with China: 200,000,000 USD"),
        ("prices", {"commodity": None, "place": None, "price": 5.0, "currency": "KPW", "unit": None, "quantity": None},
         "5 KPW"),
        ("activity", {"plant": "Mill", "kind": "production", "product": "urea", "amount": "3 t", "status": "history"},
         "Mill: production (urea, 3 t), told of the past"),
        ("visits", {"visitor": "A", "place": "B", "companions": [], "status": "now"}, "A at B"),
    ],
)  # fmt: skip
def test_a_figure_is_told_in_words(kind: str, values: dict[str, Any], told: str) -> None:
    assert TOLD[kind](values) == told
