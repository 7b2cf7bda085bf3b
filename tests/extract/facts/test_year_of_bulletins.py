"""A year of invented market bulletins of two outlets in three cities, in sentences and tables, English and Korean: the
series are the numbers that they were made from.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest

from corpus.data_dir import DataDir
from corpus.read.series import read_series
from corpus.store.reader import open_readonly
from crawler.intake.importing import ImportOptions, import_paths
from extract.stages.extract_and_tag import extract_pending, tag_pending
from extract.stages.read_facts import facts_pending
from extract.stages.resolve_names import resolve_pending

CITIES = {"Pyongyang": "평양", "Sinuiju": "신의주", "Hyesan": "혜산"}
GOODS = {"rice": ("쌀", 8000), "corn": ("옥수수", 3200), "gasoline": ("휘발유", 21000), "pork": ("돼지고기", 34000)}
MONEY = {"USD": ("dollar", "달러", 16000), "CNY": ("yuan", "위안", 2200)}
FIRST = date(2025, 1, 5)
WEEKS = 26  # a bulletin every second week
OUTLIER = ("rice", "Hyesan", 11)  # ten times too much: a slip of the pen
ENGLISH, KOREAN = "northmarket.example", "bukjang.example"


@dataclass(frozen=True, slots=True)
class Told:
    """A figure that a bulletin tells: of what, where, on which day, how much, by which outlet."""

    subject: str
    city: str
    day: date
    value: int
    outlet: str


def value_of(subject: str, base: int, city: str, week: int, outlet: str) -> int:
    """A figure that climbs and wavers; the outlets differ by a hundred won in the last city on every third day."""
    place = list(CITIES).index(city)
    value = base + base // 40 * week + base // 100 * 3 * place + (week * 7919 + place * 104729) % 9 * 10
    if (subject, city, week) == OUTLIER:
        value *= 10
    return value + (100 if outlet == KOREAN and city == "Hyesan" and week % 3 == 0 else 0)


def bulletin(outlet: str, week: int) -> list[Told]:
    day = FIRST + timedelta(days=14 * week)
    bases = {**{good: base for good, (_, base) in GOODS.items()}, **{base: told[2] for base, told in MONEY.items()}}
    return [
        Told(subject, city, day, value_of(subject, base, city, week, outlet), outlet)
        for subject, base in bases.items()
        for city in CITIES
    ]


def by(told: list[Told], subject: str) -> dict[str, int]:
    return {each.city: each.value for each in told if each.subject == subject}


def english_text(told: list[Told]) -> str:
    day = f"{told[0].day:%B} {told[0].day.day}"
    lines = [f"North Korean market prices as of {day}, according to sources in the country."]
    for good in GOODS:
        first, second, third = by(told, good).values()
        lines.append(
            f"A kilogram of {good} cost {first:,} won in Pyongyang, {second:,} won in Sinuiju"
            f" and {third:,} won in Hyesan."
        )
    for base, (word, _, _) in MONEY.items():
        first, second, third = by(told, base).values()
        lines.append(
            f"The {word} traded at {first:,} won in Pyongyang, {second:,} won in Sinuiju and {third:,} won in Hyesan."
        )
    return "\n\n".join(lines)


def korean_text(told: list[Told]) -> str:
    day = f"{told[0].day.month}월 {told[0].day.day}일"
    lines = [f"본지가 북한 내부 소식통을 통해 {day} 기준으로 조사한 북한 시장 물가다."]
    for good, (word, _) in GOODS.items():
        first, second, third = by(told, good).values()
        lines.append(f"{word} 1kg은 평양에서 {first}원, 신의주에서 {second}원, 혜산에서 {third}원에 거래됐다.")
    for base, (_, word, _) in MONEY.items():
        first, second, third = by(told, base).values()
        lines.append(f"1{word}는 평양에서 {first}원, 신의주에서 {second}원, 혜산에서 {third}원이었다.")
    return "\n\n".join(lines)


def table(told: list[Told], *, korean: bool) -> str:
    """The same figures as a table: a row for each good and money, a column for each city."""
    day = told[0].day
    heads = CITIES.values() if korean else CITIES.keys()
    caption = f"Prices in North Korean won, {day:%B %-d, %Y}"
    if korean:
        caption = f"북한 시장 물가 (북한 원), {day:%Y년 %-m월 %-d일}"
    rows = []
    for subject in (*GOODS, *MONEY):
        if subject in GOODS:
            label = f"{GOODS[subject][0]} 1kg" if korean else f"{subject.title()} (1 kg)"
        else:
            label = f"환율 (1{MONEY[subject][1]})" if korean else f"Exchange rate (1 {MONEY[subject][0]})"
        cells = "".join(f"<td>{value:,}</td>" for value in by(told, subject).values())
        rows.append(f"<tr><th>{label}</th>{cells}</tr>")
    head = "".join(f"<th>{name}</th>" for name in heads)
    first = "품목" if korean else "Item"
    return f"<table><caption>{caption}</caption><tr><th>{first}</th>{head}</tr>{''.join(rows)}</table>"


def article(outlet: str, week: int) -> dict[str, str]:
    """A bulletin as it is imported: text in even weeks, in odd ones a page with a table."""
    told = bulletin(outlet, week)
    korean = outlet == KOREAN
    published = told[0].day + timedelta(days=1)
    title = "북한 시장 물가 동향" if korean else "North Korea market prices"
    line = {"url": f"https://{outlet}/{week}", "title": title, "published": f"{published}T03:00:00Z"}
    if week % 2 == 0:
        return {**line, "text": korean_text(told) if korean else english_text(told)}
    lead = "북한 내부 소식통이 전해온 시장 물가다." if korean else "Market prices in North Korea, as sources tell them."
    body = f"<h1>{title}</h1><p>{lead}</p>{table(told, korean=korean)}<p>{lead}</p>"
    return {**line, "html": f"<html><head><title>{title}</title></head><body><article>{body}</article></body></html>"}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("year")
    lines = folder / "bulletins.jsonl"
    with lines.open("w", encoding="utf-8") as out:
        for week in range(WEEKS):
            for outlet in (ENGLISH, KOREAN):
                out.write(json.dumps(article(outlet, week), ensure_ascii=False) + "\n")
    import_paths(folder, [lines], ImportOptions())
    for stage in (extract_pending, tag_pending, resolve_pending, facts_pending):
        stage(folder)
    return folder


def expected(subject: str, city: str) -> Iterator[tuple[str, float, int]]:
    """(day, value, outlets that tell it) of a series, by day and value."""
    for week in range(WEEKS):
        values: dict[int, int] = {}
        for outlet in (ENGLISH, KOREAN):
            for each in bulletin(outlet, week):
                if (each.subject, each.city) == (subject, city):
                    values[each.value] = values.get(each.value, 0) + 1
        day = FIRST + timedelta(days=14 * week)
        yield from ((day.isoformat(), float(value), count) for value, count in sorted(values.items()))


@pytest.mark.parametrize("city", CITIES)
@pytest.mark.parametrize("good", GOODS)
def test_prices_are_those_that_the_bulletins_were_made_from(data: Path, good: str, city: str) -> None:
    with open_readonly(DataDir(data).corpus) as db:
        rows = read_series(db, "prices", subject=good, place=city)
    told = [(row["date"], row["price"], row["reports"]) for row in rows]
    assert sorted(told) == sorted(expected(good, city))
    assert {(row["currency"], row["quantity"], row["unit"]) for row in rows} == {("KPW", 1.0, "kg")}


@pytest.mark.parametrize("city", CITIES)
@pytest.mark.parametrize("base", MONEY)
def test_rates_are_those_that_the_bulletins_were_made_from(data: Path, base: str, city: str) -> None:
    with open_readonly(DataDir(data).corpus) as db:
        rows = read_series(db, "rates", subject=base, place=city)
    assert sorted((row["date"], row["rate"], row["reports"]) for row in rows) == sorted(expected(base, city))


def test_outlets_that_differ_over_a_day_are_told_apart_by_their_spread(data: Path) -> None:
    with open_readonly(DataDir(data).corpus) as db:
        rows = read_series(db, "prices", subject="corn", place="Hyesan")
    spread = {row["date"] for row in rows if row["spread"] is not None}
    assert spread == {(FIRST + timedelta(days=14 * week)).isoformat() for week in range(0, WEEKS, 3)}
    first = [row for row in rows if row["date"] == FIRST.isoformat()]
    low, high = sorted(row["price"] for row in first)
    assert {row["spread"] for row in first} == {round(high / low - 1, 3)}
    assert sorted(row["sources"] for row in first) == sorted([[ENGLISH], [KOREAN]])


def test_only_the_slip_of_the_pen_is_far_from_its_history(data: Path) -> None:
    good, city, week = OUTLIER
    day = (FIRST + timedelta(days=14 * week)).isoformat()
    with open_readonly(DataDir(data).corpus) as db:
        found = {
            (kind, row["date"])
            for kind in ("prices", "rates")
            for row in read_series(db, kind)
            if row["outlier"]
        }  # fmt: skip
        slip = [row for row in read_series(db, "prices", subject=good, place=city) if row["outlier"]]
    assert found == {("prices", day)}
    assert [(row["date"], row["outlier"]) for row in slip] == [(day, "history")]
