"""The validator: quiet on the shipped base, and one line for each thing that can be wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.labels import LABELS
from models.kb.validate import find_errors, main

COLUMNS = (
    "id", "name", "kind", "country", "parent", "lat", "lon", "wikidata", "geonames", "hs_code", "maker", "products",
    "aliases", "source", "licence",
)  # fmt: skip
COMMON = {"source": "atlas", "licence": "CC0"}
ROWS: dict[str, list[dict[str, str]]] = {
    "places.tsv": [
        {"id": "place/korea", "name": "Korea", "kind": "country", "country": "KP"},
        {
            "id": "place/rason", "name": "Rason", "kind": "province", "country": "KP", "parent": "place/korea",
            "lat": "42.25", "lon": "130.31", "wikidata": "Q221734", "geonames": "1", "aliases": "Raseon|라선",
        },
        {"id": "place/sokcho", "name": "Sokcho", "kind": "city", "country": "KR"},
    ],
    "factories.tsv": [
        {"id": "factory/brewery", "name": "Rason Brewery", "kind": "food", "parent": "place/rason",
         "products": "product/beer"},
    ],
    "products.tsv": [
        {"id": "product/beer", "name": "beer", "kind": "commodity", "hs_code": "2203"},
        {"id": "product/tumangang", "name": "Tumangang Beer", "kind": "brand", "maker": "factory/brewery"},
    ],
    "people.tsv": [{"id": "person/kim", "name": "Kim Il Gil", "kind": "official"}],
    "orgs.tsv": [{"id": "org/bank", "name": "Korea Bank", "kind": "bank"}],
}  # fmt: skip


def write_base(folder: Path, **other: str) -> None:
    for name, rows in ({label.table: [] for label in LABELS.values()} | ROWS).items():
        cells = ["\t".join(({**COMMON, **row}).get(column, "") for column in COLUMNS) for row in rows]
        folder.joinpath(name).write_text("\n".join(["\t".join(COLUMNS), *cells]) + "\n", encoding="utf-8")
    tables = {
        "names-cc-by-sa": "id\tname\tscript\tsource\tlicence",
        "ambiguous_aliases": "label\talias\tentities\tnote",
        "context_aliases": "label\talias\twhy",
        "countries": "code\tname\tsouth\twest\tnorth\teast\nKP\tNorth\t37.6\t124\t43.1\t131",
        "hs2022": "code\n22\n2203",
        "two_things": "label\ta\tb\twhy",
    }
    tables["countries"] += "\nKR\tSouth\t33\t124\t38.7\t132\nRU\tRussia\t41\t19\t82\t190"
    for table, text in tables.items():
        lines = [text, other[table]] if table in other else [text]
        folder.joinpath(f"{table}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def change(folder: Path, name: str, row: int, **cells: str) -> None:
    """Puts other cells into a row of a table, counted from 0."""
    path = folder / name
    lines = path.read_text(encoding="utf-8").splitlines()
    fields = dict(zip(COLUMNS, lines[row + 1].split("\t"), strict=True)) | cells
    lines[row + 1] = "\t".join(fields[column] for column in COLUMNS)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_shipped_base_has_no_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    printed = capsys.readouterr().out
    assert printed.endswith("0 errors\n")
    assert "PLACE" in printed and "county 143" in printed and "unverified" in printed


def test_small_base_has_no_error(tmp_path: Path) -> None:
    write_base(tmp_path)
    assert find_errors(tmp_path)[1] == []


@pytest.mark.parametrize(
    ("name", "row", "cells", "message"),
    [
        ("places.tsv", 2, {"id": "place/rason"}, "id place/rason is there 2 times"),
        ("places.tsv", 2, {"wikidata": "Q221734"}, "wikidata Q221734 is there 2 times"),
        ("places.tsv", 2, {"wikidata": "221734"}, "wikidata '221734' is malformed"),
        ("places.tsv", 2, {"geonames": "g12"}, "geonames 'g12' is malformed"),
        ("places.tsv", 2, {"aliases": "Raseon"}, "does not list PLACE 'raseon', claimed by place/rason, place/sokcho"),
        ("orgs.tsv", 0, {"aliases": "RASON"}, "does not list * 'rason', claimed by org/bank, place/rason"),
        ("places.tsv", 1, {"aliases": "Raseon|RASEON"}, "place/rason: name 'raseon' is there 2 times"),
        ("places.tsv", 1, {"aliases": "Rason (colonial)"}, "alias 'Rason (colonial)' ends in a note"),
        ("places.tsv", 1, {"aliases": "the North"}, "name 'the North' begins with an article"),
        ("places.tsv", 1, {"aliases": "R"}, "name 'R' is too short"),
        ("places.tsv", 1, {"aliases": "Raseon |라선"}, "name 'Raseon ' has stray spaces or is empty"),
        ("places.tsv", 1, {"lat": "35.1"}, "place/rason: 35.1, 130.31 lies outside KP"),
        ("places.tsv", 1, {"lon": ""}, "place/rason: latitude and longitude come in pairs"),
        ("places.tsv", 1, {"country": ""}, "place/rason: a point without a country"),
        ("places.tsv", 1, {"country": "XX"}, "place/rason: unknown country 'XX'"),
        ("places.tsv", 1, {"parent": "place/none"}, "place/rason: parent place/none does not exist"),
        ("places.tsv", 1, {"parent": "org/bank"}, "place/rason: parent org/bank is a ORG"),
        ("places.tsv", 0, {"parent": "place/rason"}, "place/korea: its parents lead back to it"),
        ("products.tsv", 1, {"maker": "person/kim"}, "maker person/kim is a PERSON"),
        ("factories.tsv", 0, {"products": "product/wine"}, "product product/wine does not exist"),
        ("products.tsv", 0, {"hs_code": "2299"}, "product/beer: unknown HS code '2299'"),
        ("products.tsv", 0, {"hs_code": "220"}, "product/beer: unknown HS code '220'"),
        ("places.tsv", 1, {"kind": "planet"}, "place/rason: unknown kind 'planet'"),
        ("places.tsv", 1, {"source": ""}, "place/rason: no source"),
        ("places.tsv", 1, {"licence": ""}, "place/rason: unknown licence ''"),
    ],
)
def test_broken_row_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, row: int, cells: dict[str, str], message: str
) -> None:
    write_base(tmp_path)
    change(tmp_path, name, row, **cells)
    assert main([str(tmp_path)]) == 1
    assert message in capsys.readouterr().out


@pytest.mark.parametrize(
    ("table", "line", "message"),
    [
        ("ambiguous_aliases", "PLACE\tRason\tplace/rason|place/none\t", "names unknown entity place/none"),
        ("ambiguous_aliases", "PLACE\tRason\tplace/rason|place/sokcho\t", "but it is borne by at most one entity"),
        ("context_aliases", "PLACE\tSatan\tword", "context_aliases.tsv: no PLACE bears 'satan'"),
    ],
)
def test_list_that_does_not_fit_the_base_is_named(tmp_path: Path, table: str, line: str, message: str) -> None:
    write_base(tmp_path, **{table: line})
    assert [error for error in find_errors(tmp_path)[1] if message in error]


def test_a_name_shared_but_for_a_hyphen_or_space_is_named(tmp_path: Path) -> None:
    write_base(tmp_path)
    change(tmp_path, "places.tsv", 2, aliases="Rase-on")
    assert find_errors(tmp_path)[1] == ["PLACE 'rase-on' and 'raseon' are one name of place/rason, place/sokcho"]
    write_base(tmp_path, ambiguous_aliases="PLACE\tRaseon\tplace/rason|place/sokcho\t")
    change(tmp_path, "places.tsv", 2, aliases="Rase-on|Raseon")
    assert find_errors(tmp_path)[1] == []


def test_two_things_in_one_entity_are_named(tmp_path: Path) -> None:
    write_base(tmp_path, two_things="PRODUCT\tlager\tstout\ttwo beers")
    change(tmp_path, "products.tsv", 0, aliases="lager|Stout")
    assert find_errors(tmp_path)[1] == ["product/beer: 'lager' and 'stout' are two things (two_things.tsv)"]


def test_a_brand_named_as_two_goods_is_named(tmp_path: Path) -> None:
    write_base(tmp_path)
    change(tmp_path, "products.tsv", 1, aliases="Tumangang Old Beer")
    assert find_errors(tmp_path)[1] == []
    lines = tmp_path.joinpath("products.tsv").read_text("utf-8").splitlines()
    lines.append(lines[1].replace("product/beer", "product/soju").replace("beer", "soju"))
    tmp_path.joinpath("products.tsv").write_text("\n".join(lines) + "\n", "utf-8")
    change(tmp_path, "products.tsv", 1, aliases="Tumangang Soju")
    assert [e for e in find_errors(tmp_path)[1] if e.endswith("name two goods")] == [
        "product/tumangang: 'tumangang beer' and 'tumangang soju' name two goods"
    ]


def test_listed_shared_name_is_no_error(tmp_path: Path) -> None:
    write_base(tmp_path, ambiguous_aliases="PLACE\tRaseon\tplace/rason|place/sokcho\t")
    change(tmp_path, "places.tsv", 2, aliases="Raseon")
    assert find_errors(tmp_path)[1] == []


def test_six_digits_count_when_their_heading_exists(tmp_path: Path) -> None:
    write_base(tmp_path)
    change(tmp_path, "products.tsv", 0, hs_code="220300")
    assert find_errors(tmp_path)[1] == []


def test_point_on_a_border_may_lie_in_either_country(tmp_path: Path) -> None:
    write_base(tmp_path)
    change(tmp_path, "places.tsv", 1, country="KR|KP")
    assert find_errors(tmp_path)[1] == []


def test_point_beyond_the_date_line_lies_in_its_country(tmp_path: Path) -> None:
    write_base(tmp_path)
    change(tmp_path, "places.tsv", 1, country="RU", lat="66.0", lon="-172.0")
    assert find_errors(tmp_path)[1] == []


def test_unreadable_table_is_one_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_base(tmp_path)
    tmp_path.joinpath("orgs.tsv").write_text("id\tname\n", encoding="utf-8")
    assert main([str(tmp_path)]) == 1
    assert capsys.readouterr().out == "error: orgs.tsv, line 1: column 'kind' is missing\n1 errors\n"
