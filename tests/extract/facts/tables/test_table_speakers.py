"""Who tells the figures of a table; in Russian a name in the genitive is kept in the nominative."""

from __future__ import annotations

import csv
import hashlib
import json
import re
from importlib import resources
from pathlib import Path

import pytest

from extract.facts.tables.named_speakers import speakers_within
from extract.facts.tables.quantities import plain
from extract.facts.tables.russian_speakers import nominative
from extract.facts.tables.table_days import Texts
from extract.facts.tables.table_sources import named_sources
from extract.facts.tables.table_speakers import likeliest_speaker, speaker_options


def _source_of(line: str) -> str | None:
    return next((words for words, _, _ in named_sources(line)), None)


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
    assert _source_of("Ввоз в январе, по данным пограничной таможни:") == "пограничная таможня"
    assert _source_of("Источник: Дальневосточная таможня") == "Дальневосточная таможня"


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
    assert _source_of(line) == said_by


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
    assert _source_of(line) == said_by


def test_each_row_of_sources_finds_its_example() -> None:
    with resources.files("extract.facts.tables").joinpath("sources.tsv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert [row["example"] for row in rows if not re.search(row["pattern"], plain(row["example"]))] == []


def test_each_row_of_words_finds_somebody_in_its_example() -> None:
    with resources.files("extract.facts.tables").joinpath("speaker_words.tsv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert [row["example"] for row in rows if not re.search(row["pattern"], plain(row["example"]))] == []


def test_each_cue_is_found_in_its_example() -> None:
    with resources.files("extract.facts.tables").joinpath("speaker_cues.tsv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert {row["where"] for row in rows} == {"before", "after", "any"}
    assert [row["example"] for row in rows if not _found(row, plain(row["example"]))] == []


def _found(row: dict[str, str], example: str) -> bool:
    """Whether a cue is in its example, beside somebody named there or between any two words."""
    cuts = range(len(example) + 1)
    parts = {"before": (example[:at] for at in cuts), "after": (example[at:] for at in cuts), "any": [example]}
    return any(re.search(row["pattern"], part) for part in parts[row["where"]])


@pytest.mark.parametrize(
    ("line", "words", "sort"),
    [
        (
            "A resident of Ryanggang province gave RFA the prices.",
            ["resident of Ryanggang province", "RFA"],
            "resident",
        ),
        ("The Far Eastern Customs Directorate says so.", ["Far Eastern Customs Directorate"], "customs"),
        ("увидели сотрудники посольства России в КНДР", ["сотрудники посольства России в КНДР"], "visitor"),
        ("中国税関総署が20日までに発表した", ["中国税関総署"], "customs"),
        ("훈춘의 수산물 업자가 알려준 값", ["훈춘의 수산물 업자"], "trader"),
        ("Our partners told prices to sources.", [], ""),
    ],
)
def test_whom_a_sentence_names(line: str, words: list[str], sort: str) -> None:
    found = speakers_within(line)
    assert [each.words for each in found] == words
    assert not found or found[0].sort == sort


@pytest.mark.parametrize(
    ("near", "before", "after", "trade", "said_by"),
    [
        ((), ("Imports rose, the Far Eastern Customs Directorate says.",),
         ("“We sell more flour,” said a trader in Khasan.",), True, "Far Eastern Customs Directorate"),
        ((), ("Rice rose again. ", "A reporting partner in Hyesan checked prices on May 5:"),
         ("“It is dear,” a resident of Musan complained.",), False, "reporting partner in Hyesan"),
        (("Trade by month",), ("Trade grew.",), ("자료: 중국 해관총서",), True, "중국 해관총서"),
        (("Prices in won",), ("Rice was dearer this week.",), (), False, None),
    ],
)  # fmt: skip
def test_who_tells_a_table(
    near: tuple[str, ...], before: tuple[str, ...], after: tuple[str, ...], trade: bool, said_by: str | None
) -> None:
    texts = Texts(near=near, title="Figures of May", before=before, after=after)
    assert likeliest_speaker(texts, trade=trade) == said_by


@pytest.mark.parametrize(
    "line",
    [
        "The figures could not be confirmed by the Ministry of Unification.",
        "The prices have not been independently verified by the Bank of Korea.",
        "Customs officers at Wonjong detained two drivers.",
        "통일부는 확인하지 않았다.",
        "Photo: a market in Hyesan in May (KCNA)",
    ],
)
def test_who_confirmed_nothing_and_who_is_credited_with_a_picture_tell_no_table(line: str) -> None:
    texts = Texts(near=("Prices in won",), title="Prices of May", before=("Rice was dearer.",), after=(line,))
    assert [option.words for option in speaker_options(texts, trade=False)] == [None]


def test_who_wrote_a_page_is_no_option_and_nobody_always_is() -> None:
    texts = Texts(near=(), title="Prices", before=("2021-09-17. Reported by Ahn Chung-hee.",), after=())
    assert [option.words for option in speaker_options(texts, trade=False)] == [None]


def test_weights_are_of_the_gold_that_the_repository_holds() -> None:
    told = json.loads((resources.files("extract.facts.tables") / "table_speaker_weights.json").read_text("utf-8"))
    paths = sorted((Path(__file__).parent.parent / "gold").glob("tables_*.jsonl"))
    gold = b"".join(path.read_bytes() for path in paths)
    assert told["gold"] == hashlib.sha256(gold).hexdigest(), "train anew: python bench/train_table_speakers.py"
