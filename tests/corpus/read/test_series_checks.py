"""What speaks against a figure: other outlets of its day, its history, and the rate."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlite_utils import Database

from corpus.read.series_checks import with_checks


def price(day: str, value: float, currency: str = "KPW", commodity: str = "rice") -> dict[str, object]:
    return {
        "date": day, "date_end": day, "commodity": commodity, "place": "Hyesan", "price": value, "currency": currency,
        "quantity": 1.0, "unit": "kg", "kind": "market",
    }  # fmt: skip


@pytest.fixture
def rates(tmp_path: Path) -> Database:
    db = Database(memory=True)
    db["exchange_rates"].insert_all([{"base": "CNY", "date": "2026-03-10", "rate": 2000.0, "kind": "market"}])  # type: ignore[union-attr]
    return db


def test_outlets_that_agree_have_no_spread(rates: Database) -> None:
    with rates:
        (row,) = with_checks(rates, "prices", [price("2026-03-10", 8000)])
    assert (row["spread"], row["outlier"]) == (None, "")
    rates.close()


def test_spread_is_how_far_the_highest_is_above_the_lowest(rates: Database) -> None:
    rows = with_checks(rates, "prices", [price("2026-03-10", 8000), price("2026-03-10", 8400)])
    assert [row["spread"] for row in rows] == [0.05, 0.05]
    rates.close()


def test_history_needs_three_others_near_in_time(rates: Database) -> None:
    days = ["2026-02-01", "2026-02-15", "2026-03-01"]
    rows = with_checks(rates, "prices", [*[price(day, 8000) for day in days], price("2026-03-10", 80_000)])
    assert [row["outlier"] for row in rows] == ["", "", "", "history"]
    far = with_checks(rates, "prices", [*[price(day, 8000) for day in days], price("2026-09-10", 80_000)])
    assert [row["outlier"] for row in far] == ["", "", "", ""]
    rates.close()


@pytest.mark.parametrize(("yuan", "outlier"), [(4.0, ""), (5.5, ""), (40.0, "rate"), (0.4, "rate")])
def test_price_in_yuan_is_checked_against_won_at_the_rate(rates: Database, yuan: float, outlier: str) -> None:
    rows = with_checks(rates, "prices", [price("2026-03-10", 8000), price("2026-03-12", yuan, "CNY")])
    assert [row["outlier"] for row in rows] == ["", outlier]
    rates.close()
