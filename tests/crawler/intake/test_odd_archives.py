"""Web archives as they really are: packed in every way, damaged anywhere. Each record is a page or a counted reason."""

from __future__ import annotations

import gzip
import random
import time
import zlib
from collections.abc import Callable
from pathlib import Path

import brotli
import pytest
from backports import zstd

from corpus.data_dir import DataDir
from corpus.store.articles import Corpus
from corpus.store.page_archive import PageArchive
from crawler.intake.importing import ImportOptions, ImportReport, import_paths

DATE = "2026-03-02T10:00:00Z"


def html(number: int) -> bytes:
    head = f"<html><head><title>Kiln {number}</title></head>"
    return f"{head}<body><p>Kiln {number} of Sunchon is lit.</p></body></html>".encode()


def record(
    number: int,
    body: bytes | None = None,
    *,
    kind: str = "response",
    date: str | None = DATE,
    uri: str | None = None,
    content_type: str = "text/html; charset=utf-8",
    coding: str = "",
    http: str = "HTTP/1.1 200 OK",
    length: int | None = None,
    more: str = "",
) -> bytes:
    """One record; `coding` names the body's Content-Encoding, `more` are further HTTP header lines."""
    body = html(number) if body is None else body
    block = body
    if kind in ("response", "revisit", "request"):
        lines = [http, f"Content-Type: {content_type}", *([f"Content-Encoding: {coding}"] if coding else [])]
        block = ("\r\n".join(lines) + "\r\n" + more + "\r\n").encode() + body
    head = [
        "WARC/1.0",
        f"WARC-Type: {kind}",
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{number:012}>",
        *([f"WARC-Date: {date}"] if date else []),
        f"WARC-Target-URI: {uri or f'https://kilns.example/{number}'}",
        "Content-Type: " + ("application/http; msgtype=response" if block is not body else content_type),
        f"Content-Length: {len(block) if length is None else length}",
    ]
    return "\r\n".join(head).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def take(tmp_path: Path, content: bytes, name: str = "in.warc") -> ImportReport:
    (tmp_path / name).write_bytes(content)
    return import_paths(tmp_path / "data", [tmp_path / name], ImportOptions())


def stored(tmp_path: Path) -> dict[str, bytes]:
    with PageArchive(tmp_path / "data") as archive:
        return {page.url.removeprefix("https://kilns.example/"): page.body for page in archive.latest()}


def raw_deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


@pytest.mark.parametrize(
    ("coding", "pack"),
    [
        ("br", brotli.compress),
        ("zstd", zstd.compress),
        ("gzip", gzip.compress),
        ("x-gzip", lambda body: gzip.compress(body[:20]) + gzip.compress(body[20:])),
        ("deflate", zlib.compress),
        ("deflate", raw_deflate),
        ("gzip, br", lambda body: brotli.compress(gzip.compress(body))),
        ("br", bytes),  # unpacked by the archiver, which kept the header
        ("zstd", bytes),
    ],
)
def test_packed_bodies_are_unpacked(tmp_path, coding: str, pack: Callable[[bytes], bytes]):
    report = take(tmp_path, record(1, pack(html(1)), coding=coding) + record(2))
    assert (report.stored, report.damaged, report.skipped.total()) == (2, 0, 0)
    assert stored(tmp_path) == {"1": html(1), "2": html(2)}


def test_a_packed_body_in_chunks_is_unpacked_and_a_missing_chunk_is_said(tmp_path):
    packed = brotli.compress(html(1))
    chunks = b"%x\r\n%s\r\n%x\r\n%s\r\n0\r\n\r\n" % (10, packed[:10], len(packed) - 10, packed[10:])
    said = "Transfer-Encoding: chunked\r\n"
    whole = record(1, chunks, coding="br", more=said)
    cut = record(2, chunks[:-9], coding="br", more=said)
    report = take(tmp_path, whole + cut)
    assert stored(tmp_path) == {"1": html(1)}
    assert dict(report.skipped) == {"cut-body": 1} and report.damaged == 1


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (record(9, date=None), "bad-date"),
        (record(9, date="garbage"), "bad-date"),
        (record(9, date="2026-03-02 25:00"), "bad-date"),
        (record(9, date="0000-00-00T00:00:00Z"), "bad-date"),
        (record(9, date="0001-01-01T00:00:00+14:00"), "bad-date"),
        (record(9, uri="http://[::1/"), "bad-address"),
        (record(9, uri="http:///no-host"), "bad-address"),
        (record(9).replace(b"WARC-Target-URI:", b"WARC-Target:"), "bad-address"),
        (record(9).replace(b"WARC-Type:", b"WARC-Typ:"), "unparsable"),
        (record(9, gzip.compress(html(9))[:30], coding="gzip"), "cut-body"),
        (record(9, brotli.compress(html(9))[:-4], coding="br"), "cut-body"),
        (record(9, b"(\xb5/\xfd", coding="zstd"), "cut-body"),
        (record(9, b"\xff\xff\x02 nothing", coding="br"), "unparsable"),
        (record(9, b"\x00\x01\x02 nothing", coding="compress"), "unparsable"),
        (record(9, more="Content-Length: 99999\r\n"), "cut-body"),
        (record(9, length=20), "cut-body"),
        (record(9, length=99_999), "cut-body"),
        (record(9, length=99_999_999_999), "too-large"),
        (record(9).replace(b"Content-Length:", b"Content-Lengt:"), "unparsable"),
        (record(9).replace(b"WARC/1.0", b"WXRC/1.0"), "unparsable"),
        (b"garbage between\r\nthe records\r\n\r\n", "unparsable"),
    ],
)
@pytest.mark.parametrize("packed", [False, True])
def test_a_broken_record_costs_no_other_one(tmp_path, bad: bytes, reason: str, packed: bool):
    parts = [record(1), bad, record(2)]
    content = b"".join(gzip.compress(part) for part in parts) if packed else b"".join(parts)
    report = take(tmp_path, content, "in.warc.gz" if packed else "in.warc")
    assert stored(tmp_path) == {"1": html(1), "2": html(2)}
    assert dict(report.skipped) == {reason: 1}
    assert report.damaged == (reason != "too-large") == len(report.unreadable)


@pytest.mark.parametrize("where", ["header", "middle", "checksum"])
def test_a_damaged_gzip_member_costs_no_other_one(tmp_path, where: str):
    members = [gzip.compress(record(number)) for number in (1, 2, 3)]
    broken = bytearray(members[1])
    broken[{"header": 0, "middle": len(broken) // 2, "checksum": -6}[where]] ^= 0x55
    report = take(tmp_path, members[0] + bytes(broken) + members[2], "in.warc.gz")
    assert {"1", "3"} <= set(stored(tmp_path))
    assert report.damaged >= 1 and report.read + report.damaged >= 3


def test_an_archive_that_ends_in_a_record_says_so(tmp_path):
    report = take(tmp_path, record(1) + record(2)[:-60])
    assert set(stored(tmp_path)) == {"1"} and dict(report.skipped) == {"cut-body": 1}
    packed = gzip.compress(record(3)) + gzip.compress(record(4))[:-40]
    report = take(tmp_path, packed, "cut.warc.gz")
    assert set(stored(tmp_path)) == {"1", "3"} and report.damaged == 1


def flipped(packed: bytes) -> bytes:
    """A frame or member with bytes of its middle damaged, no sign of a beginning among them."""
    middle = len(packed) // 2
    return packed[:middle] + bytes(byte ^ 0x55 for byte in packed[middle : middle + 20]) + packed[middle + 20 :]


def framed(content: bytes) -> bytes:
    return zstd.compress(content, options={zstd.CompressionParameter.checksum_flag: 1})


@pytest.mark.parametrize("pack", [framed, gzip.compress], ids=["zst", "gz"])
@pytest.mark.parametrize(
    ("parts", "kept"),
    [
        (lambda a, b, c: a + b + c[:-40], {"1", "2"}),
        (lambda a, b, c: a + b + c[:9], {"1", "2"}),  # nothing of it comes out
        (lambda a, b, c: a + flipped(b) + c, {"1", "3"}),
        (lambda a, b, c: flipped(a) + b + c, {"2", "3"}),
        (lambda a, b, c: a + b"no frame at all" + b + c, {"1", "2", "3"}),
    ],
    ids=["end cut", "end cut early", "middle damaged", "first damaged", "something between"],
)
def test_a_damaged_frame_costs_no_other_one(tmp_path, pack, parts, kept):
    content = parts(*(pack(record(number)) for number in (1, 2, 3)))
    report = take(tmp_path, content, "in.warc.zst" if pack is framed else "in.warc.gz")
    assert set(stored(tmp_path)) == kept and report.damaged >= 1


def big(number: int, size: int) -> bytes:
    """A page with a body that hardly packs: what follows a cut in it is unpacked as if it were of it."""
    letters = random.Random(number).choices("abcdefghijklmnopqrstuvwxyz0123456789", k=size)
    return f"<html><body><p>Kiln {number} {''.join(letters)}</p></body></html>".encode()


PACKED = {
    "gz": gzip.compress,
    "gz stored": lambda content: gzip.compress(content, 0),
    "gz fast": lambda content: gzip.compress(content, 1),
    "zst": framed,
    "zst unchecked": zstd.compress,
}


@pytest.mark.parametrize("pack", PACKED.values(), ids=PACKED)
@pytest.mark.parametrize("size", [300, 9_000, 60_000, 150_000])
@pytest.mark.parametrize("lost", ["end", "hole", "all but its beginning"])
def test_a_cut_member_swallows_none_of_those_behind_it(tmp_path, pack, size, lost):
    pages = {str(number): big(number, size) for number in (1, 2, 3, 4)}
    members = [pack(record(int(number), page)) for number, page in pages.items()]
    cut = len(members[1]) * 2 // 3
    members[1] = {
        "end": members[1][:cut],
        "hole": members[1][: cut // 2] + members[1][cut:],
        "all but its beginning": members[1][:24],
    }[lost]
    report = take(tmp_path, b"".join(members), "in.warc.zst" if pack in (framed, zstd.compress) else "in.warc.gz")
    kept = stored(tmp_path)
    assert {number: page for number, page in kept.items() if number != "2"} == {
        number: page for number, page in pages.items() if number != "2"
    }
    assert report.damaged >= 1 or "2" in kept  # without a checksum a block may be filled from the next member


def test_a_packed_body_within_a_cut_member_is_no_member(tmp_path):
    inner = record(2, gzip.compress(html(2)) * 9, coding="gzip")
    members = [gzip.compress(record(1)), gzip.compress(inner, 0)[:-70], gzip.compress(record(3))]
    report = take(tmp_path, b"".join(members), "in.warc.gz")
    assert set(stored(tmp_path)) == {"1", "3"} and report.damaged >= 1


def test_a_file_of_beginnings_ends_soon(tmp_path):
    header = b"\x1f\x8b\x08\0\0\0\0\0\0\xff"
    block = header + b"\0" + (60_000).to_bytes(2, "little") + (5_535).to_bytes(2, "little")
    take(tmp_path, gzip.compress(record(1)) + gzip.compress(record(2))[:-30] + gzip.compress(record(3)), "a.warc.gz")
    began = time.process_time()
    take(tmp_path, gzip.compress(record(1)) + block * 40_000 + header * 40_000, "b.warc.gz")
    assert time.process_time() - began < 10
    assert set(stored(tmp_path)) == {"1", "3"}


def test_frames_with_a_dictionary_are_read_up_to_the_cut(tmp_path):
    words = zstd.train_dict([record(number) for number in range(200)], 2_000)
    first = b"\x5d\x2a\x4d\x18" + len(words.dict_content).to_bytes(4, "little") + words.dict_content
    frames = [zstd.compress(record(number), zstd_dict=words) for number in (1, 2, 3)]
    report = take(tmp_path, first + b"".join(frames)[:-30], "in.warc.zst")
    assert set(stored(tmp_path)) == {"1", "2"} and report.damaged == 1


@pytest.mark.parametrize(
    ("name", "pack"),
    [
        ("one.warc.gz", gzip.compress),  # one member over all records
        ("a.warc.zst", zstd.compress),
        ("b.warc", gzip.compress),  # packed, and the name does not say so
    ],
)
def test_an_archive_packed_as_a_whole_is_read(tmp_path, name: str, pack: Callable[[bytes], bytes]):
    report = take(tmp_path, pack(record(1) + record(2)), name)
    assert stored(tmp_path) == {"1": html(1), "2": html(2)} and report.damaged == 0


def test_resources_and_conversions_are_pages_and_other_records_are_counted(tmp_path):
    text = b"Rice sold for 5,800 won in Hyesan."
    report = take(
        tmp_path,
        record(1, kind="resource")
        + record(2, text, kind="conversion", content_type="text/plain")
        + record(3, b"\x89PNG", kind="resource", content_type="image/png")
        + record(4, b"fetched: yes", kind="metadata", content_type="application/warc-fields")
        + record(5, kind="request", http="GET / HTTP/1.1")
        + record(6, b"1.2.3.4", kind="resource", uri="dns:kilns.example", content_type="text/dns")
        + record(7, kind="continuation"),
    )
    assert stored(tmp_path) == {"1": html(1), "2": text}
    assert dict(report.skipped) == {"not-html": 2} and report.damaged == 0
    assert dict(report.ignored) == {"WARC's metadata": 1, "WARC's request": 1, "WARC's continuation": 1}


def test_two_bodies_of_one_address_and_second_are_both_kept(tmp_path):
    again = {"uri": "https://kilns.example/1"}
    report = take(tmp_path, record(1) + record(2, **again) + record(3, **again))
    assert (report.stored, report.known) == (3, 0)
    assert take(tmp_path, record(1) + record(2, **again) + record(3, **again)).known == 3


def test_imports_name_their_outlets(tmp_path):
    take(tmp_path, record(1) + record(2, uri="https://en.yna.co.kr/view/AEN20260302001400315"))
    (tmp_path / "saved.html").write_bytes(html(3))
    import_paths(tmp_path / "data", [tmp_path / "saved.html"], ImportOptions())
    with Corpus(tmp_path / "data") as corpus:
        rows = corpus.db.execute("select id, homepage, country, kind from outlets order by id").fetchall()
    assert [row[0] for row in rows] == ["file", "kilns.example", "yonhap_en"]
    assert rows[1][1] == "https://kilns.example/" and rows[2][2:] == ("kr", "wire")


@pytest.mark.slow
def test_no_mutation_of_an_archive_ends_an_import(tmp_path):
    """Seeded: a byte changed, cut out, doubled or the end cut off, plain and packed."""
    chance = random.Random(20260302)
    whole = record(1) + record(2, brotli.compress(html(2)), coding="br") + record(3, kind="resource") + record(4)
    for number in range(150):
        data = bytearray(gzip.compress(whole) if number % 3 == 0 else whole)
        for _ in range(chance.randint(1, 6)):
            at = chance.randrange(len(data))
            match chance.randrange(4):
                case 0:
                    data[at] = chance.randrange(256)
                case 1:
                    del data[at : at + chance.randint(1, 30)]
                case 2:
                    data[at:at] = data[at : at + chance.randint(1, 200)]
                case _:
                    del data[at + len(data) // 2 :]
        report = take(tmp_path, bytes(data), f"{number}.warc")
        assert report.read + report.skipped.total() + report.ignored.total() > 0
        assert "internal-error" not in report.skipped, report.unreadable


def test_an_error_that_nobody_foresaw_is_the_records_outcome_with_a_sample(tmp_path, monkeypatch):
    from crawler.intake import warc_reader

    known = warc_reader.record_time

    def broken(value: str):
        if value.startswith("2026-03-03"):
            raise LookupError("nobody thought of this")
        return known(value)

    monkeypatch.setattr(warc_reader, "record_time", broken)
    report = take(tmp_path, record(1) + record(2, date="2026-03-03T10:00:00Z") + record(3))
    assert set(stored(tmp_path)) == {"1", "3"}
    assert dict(report.skipped) == {"internal-error": 1} and "LookupError" in report.unreadable[0]
    (sample,) = DataDir(tmp_path / "data").faults.glob("import-LookupError-*.sample")
    assert html(2) in sample.read_bytes() and "nobody thought of this" in sample.with_suffix(".txt").read_text()
