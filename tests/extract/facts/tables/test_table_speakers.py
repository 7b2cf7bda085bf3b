"""Who tells the figures of a table; in Russian a name in the genitive is kept in the nominative."""

from __future__ import annotations

import csv
import re
from importlib import resources

import pytest

from extract.facts.tables.quantities import plain
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


@pytest.mark.parametrize(
    ("line", "said_by"),
    [
        ("According to a source in Ryanggang Province, these were the prices.", "source in Ryanggang Province"),
        ("Prices provided by a Daily NK source in Hyesan.", "Daily NK source in Hyesan"),
        ("According to Chinese customs data, trade was:", "Chinese customs"),
        ("The list comes from a trader in Musan.", "trader in Musan"),
        ("함경북도의 한 주민이 전한 가격", "함경북도의 한 주민"),
        ("По словам источника в Хесане, цены такие:", "источник в Хесане"),
        ("Как сообщил житель Мусана, цены такие", "житель Мусана"),
        ("本刊线人6月8日在惠山抄录", "线人"),
        ("市場価格は現地の住民が伝えた。", "現地の住民"),
        ("Rice was sold by the kilo.", None),
        ("On May 11 our sources reported these prices:", None),
    ],
)
def test_who_says_it_in_a_line_beside_a_table(line: str, said_by: str | None) -> None:
    assert source_of([line]) == said_by


@pytest.mark.parametrize(
    ("line", "said_by"),
    [
        ("Оборот вырос, следует из данных Федеральной таможенной службы (ФТС).", "Федеральная таможенная служба"),
        ("На основе данных министерства торговли:", "министерство торговли"),
        ("Following are its purchases by quarter, from Chinese customs data.", "Chinese customs"),
        ("海关总署近日公布的国别数据显示，贸易平稳。", "海关总署"),
        ("辽宁省商务部门协会20日发布统计。", "辽宁省商务部门协会"),
        ("유엔 안보리 대북제재위원회(1718위원회)는 12일 홈페이지에 보고를 반영했다.", "유엔 안보리 대북제재위원회"),
        ("Комитет обновил данные о поставках топлива в КНДР", None),
        ("据在珲春开店的人讲，价格如下", None),
    ],
)
def test_bodies_whose_data_a_sentence_gives_tell_the_table(line: str, said_by: str | None) -> None:
    assert source_of([line]) == said_by


def test_each_row_of_sources_finds_its_example() -> None:
    with resources.files("extract.facts.tables").joinpath("sources.tsv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert [row["example"] for row in rows if not re.search(row["pattern"], plain(row["example"]))] == []
