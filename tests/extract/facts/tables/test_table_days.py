"""Which of the days that a page names is that of its table."""

from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest

from extract.facts.tables.table_context import Around, read_context
from extract.facts.tables.table_days import TimeOption, total
from extract.facts.tables.told_times import bounds

PAGES = [
    (
        Around(
            title="Changers ask for more in the northeast",
            before=(
                "SEOUL, June 14, 2024",
                "Two brokers in Rajin were detained on June 9 and each paid a fine of 300 dollars.",
                "Quotes of June 12, in won for one unit, gathered by the bulletin:",
            ),
            day=date(2024, 6, 14),
        ),
        (date(2024, 6, 12), date(2024, 6, 12)),
    ),
    (
        Around(
            title="장마당 물가",
            before=(
                "서울에서 전해 드립니다. (2021-03-10)",
                "한 소식통은 3월 7일 물건이 없다고 말했습니다. 같은 날 알려온 가격은 아래와 같습니다.",
            ),
            day=date(2021, 3, 10),
        ),
        (date(2021, 3, 7), date(2021, 3, 7)),
    ),
    (Around(title="Rice and corn in three cities", day=date(2024, 6, 14)), None),
]


SPREAD = (date(2024, 6, 12), date(2024, 6, 12))


@pytest.mark.parametrize(("around", "days"), PAGES)
def test_the_day_of_prices(around: Around, days: tuple[date, date] | None) -> None:
    told = read_context(around).time
    assert (bounds(told, around.day) if told else None) == days


def test_trade_is_of_the_year_in_the_title_and_not_of_a_month_in_the_text() -> None:
    around = Around(
        title="Foreign trade of North Korea in 2017, by partner",
        caption="Unit: thousand US dollars",
        before=("Exports fell as coal was barred from August on, our research desk says.",),
        day=date(2018, 7, 19),
    )
    context = read_context(around)
    assert context.period is not None
    assert bounds(context.period, around.day) == (date(2017, 1, 1), date(2017, 12, 31))
    assert context.traded is None


def test_whose_figures_they_are_takes_a_name() -> None:
    named = Around(title="Rice", before=("Prices were collected by Daily NK on 3 May.",), day=date(2024, 5, 6))
    loose = Around(title="Rice", before=("Prices were collected by our partners on 3 May.",), day=date(2024, 5, 6))
    assert read_context(named).said_by == "Daily NK"
    assert read_context(loose).said_by is None


def test_the_order_of_an_options_features_says_nothing() -> None:
    features = {"a": 1.0, "b": 1.0, "c": 1.0}
    weights = {"a": 0.1, "b": 0.2, "c": 0.3}
    told = [TimeOption(told=None, spread=SPREAD, features=dict(each)) for each in permutations(features.items())]
    assert len({total(option, weights) for option in told}) == 1
