"""`jangmadang match`: lists and pairs, with and without the base, in the formats that design and docs promise."""

from __future__ import annotations

import csv
import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from extract.cli.name_commands import match
from extract.resolve.name_lists import read_names, read_pairs
from extract.stages.resolve_names import resolve_pending


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., Result]:
    """Runs `match` over a file with this content; the data directory is empty."""

    def run(name: str, content: str, *options: str) -> Result:
        file = tmp_path / name
        file.write_text(content, encoding="utf-8")
        return CliRunner().invoke(match, [str(file), "--data", str(tmp_path / "data"), *options])

    return run


def lines(result: Result) -> list[dict[str, object]]:
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_pairs_give_a_line_each_with_verdict_and_reason(run: Callable[..., Result]) -> None:
    content = "a\tb\tsource\nRason\tRajin-Sonbong\tx\nKim Song Nam\tKim Yong Nam\ty\n"
    found = lines(run("pairs.tsv", content, "--pairs", "--json"))
    assert [line["verdict"] for line in found] == ["same", "different"]
    assert all({"a", "b", "label", "verdict", "why"} <= line.keys() for line in found)


def test_pairs_are_judged_by_the_names_alone_without_the_base(run: Callable[..., Result]) -> None:
    content = "a,b,label\nRason,Rajin-Sonbong,PLACE\nRason,Raseon,place\n"
    found = lines(run("pairs.csv", content, "--pairs", "--no-base", "--json"))
    assert [line["verdict"] for line in found] == ["different", "same"]


def test_a_list_gives_the_known_entity_or_says_that_there_is_none(run: Callable[..., Result]) -> None:
    found = lines(run("names.txt", "Raseon\n\nKim Jeong-eun\nZyx Qwv\n", "--json"))
    assert [(line["verdict"], line["id"]) for line in found] == [
        ("same", "place/rason"),
        ("same", "person/kim-jong-un"),
        ("different", ""),
    ]


def test_a_name_of_several_known_people_is_unsure_and_lists_them(run: Callable[..., Result]) -> None:
    [found] = lines(run("names.csv", "id,name,label\n7,Ri Yong Ho,PERSON\n", "--json"))
    assert found["verdict"] == "unsure"
    assert str(found["why"]).startswith("several bear the name: person/ri-yong-ho")


def test_a_list_is_matched_against_the_corpus_too(
    run: Callable[..., Result], tmp_path: Path, write: Callable[..., None]
) -> None:
    write(tmp_path / "data", ["The [Unha Widget Factory](FACTORY) stands."])
    resolve_pending(tmp_path / "data")
    [found] = lines(run("names.csv", "name,label\nUnha Widget Plant,FACTORY\n", "--json"))
    assert (found["verdict"], found["entity"]) == ("same", "Unha Widget Factory")


@pytest.mark.parametrize(
    ("name", "content", "options", "message"),
    [
        ("pairs.csv", "x,y\n1,2\n", ["--pairs"], "columns a and b are needed; there are x, y"),
        ("pairs.csv", "a,b\nRason,\n", ["--pairs"], "line 2: two names are needed"),
        ("pairs.csv", "a,b,label\nRason,Raseon,CITY\n", ["--pairs"], "line 2: unknown label 'CITY'; known are PLACE"),
        ("names.txt", "Rason\n", ["--no-base"], "--no-base needs --pairs"),
    ],
)
def test_what_cannot_be_read_is_one_clear_line(
    run: Callable[..., Result], name: str, content: str, options: list[str], message: str
) -> None:
    result = run(name, content, *options)
    assert result.exit_code == 2
    assert message in result.stderr
    assert "Traceback" not in result.output


def test_without_json_a_table_is_printed(run: Callable[..., Result]) -> None:
    result = run("names.txt", "Raseon\n")
    assert result.exit_code == 0
    assert "place/rason" in result.stdout


def test_a_mistyped_name_is_unsure_with_the_likeliest_without_a_corpus_too(run: Callable[..., Result]) -> None:
    names = "name,label\nHyesn,PLACE\nAnthrasite,\nKim Chek Iron & Steel Complex,FACTORY\nHyesn,PERSON\nPresidium,\n"
    assert [(line["verdict"], line["id"]) for line in lines(run("names.csv", names, "--json"))] == [
        ("unsure", "place/hyesan"),
        ("unsure", "product/anthracite"),
        ("unsure", "factory/kim-chaek-iron-and-steel-complex"),
        ("different", ""),
        ("different", ""),
    ]


def test_csv_has_the_columns_of_the_table_and_safe_cells(run: Callable[..., Result]) -> None:
    result = run("names.csv", "name\nRason\n=1+1\n", "--csv")
    assert result.exit_code == 0
    found = list(csv.DictReader(result.stdout.splitlines()))
    assert [(row["name"], row["verdict"], row["id"]) for row in found] == [
        ("Rason", "same", "place/rason"),
        ("'=1+1", "different", ""),
    ]


def table(path: Path, text: str, *, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize(
    "text",
    [
        "name;label\nRason;PLACE\nSinuiju;PLACE\n",
        "name\tlabel\nRason\tPLACE\nSinuiju\tPLACE\n",
        "name|label\nRason|PLACE\nSinuiju|PLACE\n",
        '"Name";"Label";"Note"\r\n"Rason";"PLACE";"a, b"\r\n"Sinuiju";"place";"c, d, e"\r\n',
        "\r\nid;name;label\n1;Rason;PLACE\n2;Sinuiju;PLACE\n",
        "Name,label\nRason,PLACE,beyond\nSinuiju,PLACE\n",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_columns_are_parted_as_the_first_line_shows(tmp_path, text, encoding):
    path = table(tmp_path / "names.csv", text, encoding=encoding)
    assert list(read_names(path)) == [("Rason", "PLACE"), ("Sinuiju", "PLACE")]


def test_a_cell_may_be_as_long_as_it_likes(tmp_path):
    long = "x" * 300_000
    before = csv.field_size_limit()
    path = table(tmp_path / "pairs.csv", f'a,b,label\nRason,{long},PLACE\n"{long}","Ra\nson",\n')
    assert [(len(a), len(b)) for (a, _), (b, _), _ in read_pairs(path)] == [(5, 300_000), (300_000, 6)]
    assert csv.field_size_limit() == before  # the limit of the whole process is left as it was


def test_a_short_list_lets_others_read_longer_cells_meanwhile(tmp_path):
    names = read_names(table(tmp_path / "names.csv", "name,label\nRason,PLACE\nSinuiju,PLACE\n"))
    next(names)
    assert list(csv.reader(["x" * 1000])) == [["x" * 1000]]
    assert [name for name, _ in names] == ["Sinuiju"]


@pytest.mark.parametrize("text", [",,\n1,2,3\n", "\n\n;\n;x\n"])
def test_a_table_without_a_named_column_is_said_in_a_line(tmp_path, text):
    with pytest.raises(ValueError, match="no column has a name"):
        list(read_names(table(tmp_path / "names.csv", text)))


def test_a_file_in_another_encoding_is_said_in_a_line(tmp_path):
    for name in ("names.csv", "names.txt"):
        with pytest.raises(ValueError, match="save it as UTF-8"):
            list(read_names(table(tmp_path / name, "name\n라선\n", encoding="cp949")))


@pytest.mark.parametrize("text", ["", "\n\n", "name\n"])
def test_an_empty_table_holds_no_names(tmp_path, text):
    assert list(read_names(table(tmp_path / "names.csv", text))) == []


SHOWN = [("Rason", "PLACE"), ("Kim, Jong Un", "PERSON")]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("semicolons.tsv", "name;label\nRason;PLACE\nKim, Jong Un;PERSON\n"),
        ("bars.tsv", "id|name|label\n1|Rason|PLACE\n2|Kim, Jong Un|PERSON\n"),
        ("quoted.tsv", 'name,label\n"Rason","PLACE"\n"Kim, Jong Un",PERSON\n'),
        ("tabs.tsv", "name\tlabel\nRason\tPLACE\nKim, Jong Un\tPERSON\n"),
        ("sep.csv", "sep=;\nname;label\nRason;PLACE\nKim, Jong Un;PERSON\n"),
        ("sep-bar.csv", "SEP=|\r\nwho|name|label\r\n1|Rason|PLACE\r\n2|Kim, Jong Un|PERSON\r\n"),
        ("sep-quoted.csv", '"sep=,"\n\nname,label\nRason,PLACE\n"Kim, Jong Un",PERSON\n'),
        ("sep-tab.tsv", "sep=\t\nname\tlabel\nRason\tPLACE\nKim, Jong Un\tPERSON\n"),
        ("sep-colon.tsv", "sep=:\rname:label\rRason:PLACE\rKim, Jong Un:PERSON\r"),
        ("single.csv", "'name','label'\n'Rason','PLACE'\n'Kim, Jong Un','PERSON'\n"),
        ("single-below.csv", "name,label\nRason,PLACE\n'Kim, Jong Un',PERSON\n"),
        ("single-spaced.csv", "'name', 'label'\n'Rason', 'PLACE'\n'Kim, Jong Un', 'PERSON'\n"),
        ("double-spaced.csv", 'name, label\nRason, PLACE\n "Kim, Jong Un", "PERSON"\n'),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_odd_tables_are_parted_and_quoted_as_they_show(tmp_path, name, text, encoding):
    assert list(read_names(table(tmp_path / name, text, encoding=encoding))) == SHOWN


@pytest.mark.parametrize(
    ("name", "text", "names"),
    [
        ("one.csv", "name\nKim, Jong Un\nRason\n", ["Kim, Jong Un", "Rason"]),
        ("one.tsv", "name\nKim, Jong Un\nRason; Sonbong\n", ["Kim, Jong Un", "Rason; Sonbong"]),
        ("no-head.tsv", "who;kind\nRason;x\nHyesan;y\n", ["Rason", "Hyesan"]),
        ("apostrophes.csv", "name,note\n'Ali Hasan,x\nWorkers',y\n", ["'Ali Hasan", "Workers'"]),
        ("escaped.csv", "'name','note'\n'O''Brien, Ann','x'\n", ["O'Brien, Ann"]),
        ("both.csv", "name,note\n'Rason',x\n\"Kim, Jong Un\",'y'\n", ["'Rason'", "Kim, Jong Un"]),
        ("two-lines.csv", 'name,context_a\nRason,"It said, so,\nit, was\nsaid."\nHyesan,\n', ["Rason", "Hyesan"]),
    ],
)
def test_what_may_be_a_name_as_it_stands_stays_one(tmp_path, name, text, names):
    assert [name for name, _ in read_names(table(tmp_path / name, text))] == names


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('name,label\nRason,PLACE\n"Hyesan,PLACE\nMusan mine,FACTORY\nSinuiju,PLACE\n', 3),
        ('name,label\n"Hyesan,PLACE\nMusan mine,FACTORY\n"Sinuiju",PLACE\n', 2),
        ('name,label\nRason,PLACE\n"Hyesan,PLACE\nMusan mine,FACTORY\nSinuiju",PLACE\n', 3),
        ('sep=;\nname;label\nRason;"PLACE\nHyesan;PLACE\n', 3),
        ('who\n"Hyesan\nRason', 2),
        ("'name','note'\n'O'Brien, Ann','x'\n", 2),
    ],
)
def test_a_quotation_mark_that_is_not_closed_is_said_with_its_line(tmp_path, text, line):
    with pytest.raises(ValueError, match=f"^line {line}: "):
        list(read_names(table(tmp_path / "names.csv", text)))


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("name,name,label\nRason,Hyesan,PLACE\n", "name"),
        ("Name;id; NAME \nRason;1;Hyesan\n", "name"),
        ("name,label,label\nRason,PLACE,ORG\n", "label"),
        ("a,b,b\nRason,Hyesan,Sinuiju\n", "b"),
    ],
)
def test_a_column_that_stands_there_twice_is_said(tmp_path, text, column):
    with pytest.raises(ValueError, match=f"line 1: column '{column}' stands there twice"):
        list((read_pairs if text.startswith("a,b") else read_names)(table(tmp_path / "names.csv", text)))


def test_two_columns_that_are_not_read_may_have_one_name(tmp_path):
    path = table(tmp_path / "names.csv", "name,note,note,\nRason,1,2,\n")
    assert list(read_names(path)) == [("Rason", "")]


HUGE = {
    "repeated": "Rason " * 60_000,
    "parentheses": "(" * 50_000,
    "Korean": "라선시 " * 20_000,
    "one word": "a" * 100_000,
    "initials": "K." * 40_000,
    "Chinese": "国营工厂" * 12_000,
}


@pytest.mark.parametrize("huge", HUGE.values(), ids=HUGE)
def test_what_is_longer_than_any_name_is_said_to_be_none_at_once(
    run: Callable[..., Result], tmp_path: Path, write: Callable[..., None], huge: str
) -> None:
    write(tmp_path / "data", ["[Rason](PLACE) stands."])
    resolve_pending(tmp_path / "data")
    lines(run("names.csv", "name\nRason\n", "--json"))
    lines(run("pairs.csv", "a,b\nRason,Raseon\n", "--json", "--pairs"))
    began = time.process_time()
    found = lines(run("names.csv", f"name\n{huge}\nRason\n", "--json"))
    pairs = lines(run("pairs.csv", f"a,b\nRason,{huge}\n{huge}x,{huge} x\n", "--pairs", "--json"))
    assert time.process_time() - began < 5
    assert [line["verdict"] for line in found] == ["different", "same"]
    assert [line["verdict"] for line in pairs] == ["different", "same"]
    assert found[0]["name"] == huge.strip() and "longer than any name" in str(found[0]["why"])
