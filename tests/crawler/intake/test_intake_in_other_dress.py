"""Archives and saved files as they are found: nothing that is cut, packed unsaid or no text is stored as a page."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from crawler.intake.importing import ImportOptions, ImportReport, import_paths
from crawler.intake.record_times import record_time

WORDS = b"<html><title>Kiln</title><body>" + b"".join(b"<p>Stall %d</p>" % n for n in range(400)) + b"</body></html>"
OTHER = b"<html><title>Other</title><body><p>Words.</p></body></html>"


def record(
    number: int, body: bytes, *said: str, status: str = "200 OK", more: str = "", kind: str = "response"
) -> bytes:
    http = "\r\n".join([f"HTTP/1.1 {status}", "Content-Type: text/html", *said]).encode() + b"\r\n\r\n" + body
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://k.example/{number}\r\n"
        f"WARC-Date: 2026-03-02T00:00:00Z\r\n{more}Content-Type: application/http\r\n"
        f"Content-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def take(folder: Path, name: str, data: bytes) -> ImportReport:
    (folder / name).write_bytes(data)
    return import_paths(folder / "data", [folder / name], ImportOptions())


def chunked(body: bytes) -> bytes:
    parts = [body[at : at + 200] for at in range(0, len(body), 200)]
    return b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (record(1, WORDS[:800], more="WARC-Truncated: length\r\n"), "cut-body"),
        (record(1, WORDS[:800], status="206 Partial Content"), "cut-body"),
        (record(1, gzip.compress(WORDS)[:-30]), "cut-body"),
        (record(1, chunked(WORDS).replace(b"\r\nc8\r\n", b"\r\nzz\r\n", 1), "Transfer-Encoding: chunked"), "cut-body"),
        (record(1, bytes(range(1, 32)) * 20), "not-html"),
    ],
)
def test_a_part_of_a_page_or_what_is_no_text_is_counted_and_costs_no_other(
    tmp_path: Path, bad: bytes, reason: str
) -> None:
    report = take(tmp_path, "in.warc", bad + record(2, OTHER))
    assert (report.stored, dict(report.skipped)) == (1, {reason: 1})


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf" + record(1, WORDS),
        bytes(512) + record(1, WORDS),
        record(1, WORDS, kind="RESPONSE"),
        record(1, gzip.compress(WORDS)),
    ],
)
def test_a_mark_padding_capitals_and_packing_that_nobody_named_cost_nothing(tmp_path: Path, data: bytes) -> None:
    report = take(tmp_path, "in.warc", data + record(2, OTHER))
    assert (report.stored, dict(report.skipped)) == (2, {})


def test_a_gzip_whose_last_byte_is_missing_is_said_to_be_damaged(tmp_path: Path) -> None:
    report = take(tmp_path, "in.warc.gz", gzip.compress(record(1, WORDS)) + gzip.compress(record(2, OTHER))[:-1])
    assert (report.stored, report.damaged) == (2, 1)


def test_saved_files_that_are_no_text_are_counted(tmp_path: Path) -> None:
    folder = tmp_path / "saved"
    folder.mkdir()
    files = {"a.html": WORDS, "._a.html": b"\0\5\x16\7", "b.html": gzip.compress(OTHER), "c.html": b"%PDF-1.4 x"}
    for name, data in files.items():
        (folder / name).write_bytes(data)
    report = import_paths(tmp_path / "data", [folder], ImportOptions())
    assert (report.stored, dict(report.skipped), dict(report.ignored)) == (2, {"not-html": 1}, {"._": 1})


def test_lines_with_line_breaks_in_texts_and_zeros_are_read_packed_or_not(tmp_path: Path) -> None:
    first, second = (json.dumps({"url": f"https://k.example/{n}", "text": "Lit@ up."}) for n in (1, 2))
    data = first.replace("@", "\t").encode() + b"\n" + second.replace("@", "\0").encode() + b"\n"
    assert take(tmp_path, "in.ndjson", gzip.compress(data)).stored == 2


def test_a_day_of_the_year_in_the_days_place_is_read() -> None:
    found = record_time("2009-03-65T08:43:19-0800")
    assert found is not None
    assert found.isoformat() == "2009-03-06T16:43:19+00:00"
    assert record_time("2009-03-399T08:43:19-0800") is None
