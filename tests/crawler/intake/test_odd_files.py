"""Folders and JSON Lines as they really are: foreign names, mirrors, odd dates, half an emoji."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from corpus.records import Abort, RawPage
from corpus.store.page_archive import PageArchive
from corpus.store.unforeseen import IN_A_ROW, Faults
from crawler.cli.crawling import import_pages
from crawler.intake.importing import ImportOptions, ImportReport, import_paths


def take(tmp_path: Path, *paths: Path) -> ImportReport:
    return import_paths(tmp_path / "data", paths, ImportOptions())


def stored(tmp_path: Path) -> dict[str, RawPage]:
    with PageArchive(tmp_path / "data") as archive:
        return {page.url: page for page in archive.latest()}


def page(number: int) -> str:
    return f"<html><body><p>Kiln {number} of Sunchon is lit.</p></body></html>"


def mirror(root: Path, *names: str) -> Path:
    for number, name in enumerate(names):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(page(number))
    return root


def test_a_mirror_of_index_pages_is_a_page_each(tmp_path):
    folder = mirror(tmp_path / "pages", "2026/a/index.html", "2026/b/index.html", "c/Index.htm", "index.html")
    assert take(tmp_path, folder).stored == 4
    assert "file:2026/a/index.html" in stored(tmp_path) and "file:index.html" in stored(tmp_path)
    assert take(tmp_path, folder).known == 4


@pytest.mark.parametrize("given", [("a/index.html", "b/index.html"), ("a", "b")])
def test_files_and_folders_of_one_name_given_side_by_side_are_a_page_each(tmp_path, given):
    folder = mirror(tmp_path / "pages", "a/index.html", "b/index.html")
    report = take(tmp_path, *(folder / name for name in given))
    assert (report.stored, set(stored(tmp_path))) == (2, {"file:a/index.html", "file:b/index.html"})


def test_one_file_given_twice_is_one_page(tmp_path):
    folder = mirror(tmp_path / "pages", "a/index.html")
    assert take(tmp_path, folder / "a" / "index.html", folder / "a" / "index.html", folder).stored == 1


@pytest.mark.parametrize("encoding", ["cp949", "gb18030", "shift_jis", "utf-8"])
def test_names_in_any_encoding_are_read_and_can_be_printed(tmp_path, encoding):
    folder = mirror(tmp_path / "pages", "aa.html")
    name = "平" if encoding != "cp949" else "평양"
    for suffix in (".html", ".zip", f".{name}"):
        (folder / os.fsdecode((name + suffix).encode(encoding))).write_text(page(9))
    (folder / os.fsdecode(f"{name}.jsonl".encode(encoding))).write_text("not JSON\n")
    result = CliRunner().invoke(import_pages, [str(folder), "--data", str(tmp_path / "data")])
    assert result.exit_code == 1 and isinstance(result.exception, SystemExit), result.output
    assert len(stored(tmp_path)) == 2 and "2 pages read" in result.output


def lines(path: Path, *records: object, encoding: str = "utf-8") -> Path:
    text = "".join((item if isinstance(item, str) else json.dumps(item)) + "\n" for item in records)
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("0001-01-01T00:00:00+14:00", None),
        ("9999-12-31T23:59:59-14:00", None),
        ("0001-01-01", None),
        ("yesterday", None),
        (1772445600, datetime(2026, 3, 2, 10, tzinfo=UTC)),
        (1772445600000, datetime(2026, 3, 2, 10, tzinfo=UTC)),
        ("1772445600.0", datetime(2026, 3, 2, 10, tzinfo=UTC)),
        ("Mon, 02 Mar 2026 19:00:00 +0900", datetime(2026, 3, 2, 10, tzinfo=UTC)),
        ("Mon, 02 Mar 2026 10:00:00 GMT", datetime(2026, 3, 2, 10, tzinfo=UTC)),
        ("20260302100000", datetime(2026, 3, 2, 10, tzinfo=UTC)),
        ("2026-03-02T19:00:00+09:00", datetime(2026, 3, 2, 10, tzinfo=UTC)),
        (float("nan"), None),
        (10**300, None),
        (True, None),
        ({"year": 2026}, None),
        ("9" * 5000, None),
    ],
)
def test_times_as_programs_write_them(tmp_path, said, meant):
    path = lines(tmp_path / "in.jsonl", {"url": "https://k.example/1", "text": "Lit.", "published": said})
    assert take(tmp_path, path).stored == 1
    assert stored(tmp_path)["https://k.example/1"].published == meant


@pytest.mark.parametrize("half", ["\ud83d", "\udfff", "a\ude00b", "?q=\ud800", "\ude00\ud83d"])
@pytest.mark.parametrize("array", [False, True])
def test_half_a_character_in_an_address_is_no_other_address(tmp_path, half, array):
    records = [
        {"url": "https://k.example/", "text": "Lit."},
        {"url": f"https://k.example/{half}", "text": "Cold."},
        {"url": "https://k.example/\U0001f600", "text": "Warm."},
    ]
    path = lines(tmp_path / "in.jsonl", *([json.dumps(records)] if array else records))
    report = take(tmp_path, path)
    assert report.stored == 2 and dict(report.skipped) == {"bad-address": 1}
    assert stored(tmp_path)["https://k.example/"].body == b"Lit."
    assert {page.body for page in stored(tmp_path).values()} == {b"Lit.", b"Warm."}


def test_half_an_emoji_in_a_title_or_text_costs_nothing(tmp_path):
    path = lines(
        tmp_path / "in.jsonl",
        {"url": "https://k.example/1", "text": "Lit.", "title": "Kiln \ud83d"},
        {"url": "https://k.example/2", "text": "Lit \ude00 up.", "title": "\x00"},
    )
    assert take(tmp_path, path).stored == 2
    assert {found.title for found in stored(tmp_path).values()} == {"Kiln ?", "\x00"}


@pytest.mark.parametrize(("encoding", "mark"), [("utf-8-sig", ""), ("utf-16-le", "\ufeff"), ("utf-16-be", "\ufeff")])
def test_lines_with_a_byte_order_mark_are_read(tmp_path, encoding, mark):
    first, second = ({"url": f"https://k.example/{n}", "text": "라선"} for n in (1, 2))
    text = mark + json.dumps(first, ensure_ascii=False)
    assert take(tmp_path, lines(tmp_path / "in.jsonl", text, second, encoding=encoding)).stored == 2
    assert stored(tmp_path)["https://k.example/1"].body.decode() == "라선"


def test_a_damaged_line_is_counted_and_said_by_the_exit_code(tmp_path):
    good = [{"url": f"https://k.example/{n}", "text": "Lit."} for n in range(3)]
    path = lines(tmp_path / "in.jsonl", good[0], '{"url": "https://k.ex', good[1], "[" * 100_000, good[2])
    path.write_bytes(path.read_bytes() + '{"url": "https://k.example/9", "text": "평양"}\n'.encode("cp949"))
    result = CliRunner().invoke(import_pages, [str(path), "--data", str(tmp_path / "data")])
    assert result.exit_code == 1 and "3 pages read" in result.output and "bad-line 3" in result.output


@pytest.mark.parametrize("seconds", [0, 315_532_800, 253_402_300_799, -1])
def test_a_file_of_any_time_is_read(tmp_path, seconds):
    folder = mirror(tmp_path / "pages", "a.html")
    os.utime(folder / "a.html", (seconds, seconds))
    assert take(tmp_path, folder).stored == 1


def test_after_many_unforeseen_errors_in_a_row_the_import_ends_with_one_line(tmp_path, monkeypatch):
    from crawler.intake import importing

    monkeypatch.setattr(importing, "json_page", lambda line: 1 / 0)
    path = lines(tmp_path / "in.jsonl", *[{"url": f"https://k.example/{n}", "text": "Lit."} for n in range(99)])
    with pytest.raises(Abort, match=f"{IN_A_ROW} items broke in a row, the last with ZeroDivisionError"):
        take(tmp_path, path)


def test_errors_with_good_items_between_them_never_end_a_stage(tmp_path):
    faults = Faults(tmp_path, "import")
    for number in range(3 * IN_A_ROW):
        assert faults.note(ValueError("\ud83d"), item=str(number)).reason == "internal-error"
        faults.fine()
    assert len(list(tmp_path.glob("faults/import-ValueError-*.txt"))) == 3 * IN_A_ROW


def listed(*numbers: int) -> list[dict[str, str]]:
    return [{"url": f"https://desk.example/{number}", "html": page(number), "title": "[1, {2}]"} for number in numbers]


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_an_array_saved_as_json_lines_is_a_page_an_item(tmp_path, indent, encoding):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.jsonl").write_text(f"\n{json.dumps(listed(1, 2, 3), indent=indent)}\n", encoding)
    report = take(tmp_path, tmp_path / "in")
    assert (report.stored, report.damaged) == (3, 0)
    assert stored(tmp_path)["https://desk.example/2"].title == "[1, {2}]"


@pytest.mark.parametrize(
    ("text", "kept", "damaged"),
    [
        (json.dumps(listed(1, 2))[:-1], 2, 1),  # it has no end
        (json.dumps(listed(1, 2, 3), indent=1).replace('"url": "https://desk.example/2"', '"url": oops'), 2, 1),
        (json.dumps([*listed(1), 7, *listed(2)]), 2, 1),
        ("[1]\n" + "\n".join(map(json.dumps, listed(1, 2))), 2, 1),
        (json.dumps(listed(1)) + json.dumps(listed(2)), 2, 0),
        ("[]", 0, 0),
    ],
)
def test_what_is_broken_in_an_array_is_counted_and_costs_no_other_item(tmp_path, text, kept, damaged):
    (tmp_path / "a.jsonl").write_text(text)
    report = take(tmp_path, tmp_path / "a.jsonl")
    assert (report.stored, report.damaged) == (kept, damaged)
