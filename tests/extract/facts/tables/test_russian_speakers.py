"""Who tells a figure in a Russian text: named in the genitive, kept in the nominative."""

from __future__ import annotations

import pytest

from extract.facts.tables.russian_speakers import nominative
from extract.facts.tables.table_context import source_of


@pytest.mark.parametrize(
    ("told", "said_by"),
    [
        ("регионального таможенного управления", "региональное таможенное управление"),
        ("Главного таможенного управления КНР", "Главное таможенное управление КНР"),
        ("китайских таможенников", "китайские таможенники"),
        ("источников в провинции Рянган", "источники в провинции Рянган"),
        ("рабочих завода", "рабочие завода"),
        ("агентства «Синьхуа»", "агентство «Синьхуа»"),
        ("ФТС России", "ФТС России"),
        ("Daily NK", "Daily NK"),
    ],
)
def test_genitive_becomes_nominative(told: str, said_by: str) -> None:
    assert nominative(told) == said_by


def test_source_of_a_table_is_in_the_nominative_where_its_line_says_it_in_the_genitive() -> None:
    assert source_of(["Ввоз в январе, по данным пограничной таможни:"]) == "пограничная таможня"
    assert source_of(["Источник: Дальневосточная таможня"]) == "Дальневосточная таможня"
