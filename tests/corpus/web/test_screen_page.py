"""Paste and screen: text, files and what cannot be read; nothing is stored."""

from __future__ import annotations

import io
from typing import Any

import pytest

from corpus.store.articles import Corpus

TEXT = "Cranes moved coal in Rason. <script>alert(1)</script> Vasily Petrov watched."


def sent(desk: Any, path: str, **options: Any) -> Any:
    return desk._ask("post", path, **options)


def test_a_text_is_shown_with_its_names_and_escaped(desk: Any) -> None:
    page = sent(desk, "/screen", data={"text": TEXT}).text
    assert '<a class="name place" href="/entity/place/rason">Rason</a>' in page
    assert "Vasily Petrov" in page
    assert "<script>alert(1)" not in page


def test_program_gets_the_same_as_json_and_csv(desk: Any) -> None:
    plain = {"content-type": "text/plain"}
    found = sent(desk, "/screen.json", content=TEXT.encode(), headers=plain).json()
    assert [one["id"] for one in found["known"]] == ["place/rason", "product/coal"]
    assert [one["text"] for one in found["unknown"]] == ["Vasily Petrov"]
    assert "yes,place/rason,PLACE,Rason" in sent(desk, "/screen.csv", content=TEXT.encode(), headers=plain).text


def test_a_file_is_read_like_a_text(desk: Any) -> None:
    docx = pytest.importorskip("docx")
    document, body = docx.Document(), io.BytesIO()
    document.add_paragraph(TEXT)
    document.save(body)
    for content in (TEXT.encode(), body.getvalue(), pdf_of("Cranes moved coal in Rason.")):
        found = sent(desk, "/screen.json", files={"file": ("a", content)}, data={"text": ""}).json()
        assert {one["id"] for one in found["known"]} == {"place/rason", "product/coal"}


@pytest.mark.parametrize(
    ("name", "table"),
    [
        ("list.csv", "name,label\nRason,PLACE\nCoal,PRODUCT\nRasn,PLACE\nVasily Petrov,PERSON\n"),
        ("list.tsv", "id\tname\n1\tRason\n2\tCoal\n3\tRasn\n4\tVasily Petrov\n"),
        ("LIST.CSV", "sep=;\r\nName;Label\r\nRason;place\r\nCoal;product\r\nRasn;place\r\nVasily Petrov;person\r\n"),
    ],
)
def test_a_table_is_read_by_its_columns_as_match_reads_it(desk: Any, name: str, table: str) -> None:
    found = sent(desk, "/screen.json", files={"file": (name, table.encode())}, data={"text": ""}).json()
    assert {one["id"] for one in found["known"]} == {"place/rason", "product/coal"}
    assert {one["text"]: one["meant"] for one in found["unknown"]} == {
        "Rasn": [["place/rason", "Rason"]],
        "Vasily Petrov": [],
    }


def test_a_table_as_body_beside_text_and_with_a_fault(desk: Any) -> None:
    csv = {"content-type": "text/csv"}
    found = sent(desk, "/screen.json", content=b"name,label\nRason,PLACE\n", headers=csv).json()
    assert [one["id"] for one in found["known"]] == ["place/rason"] and found["unknown"] == []
    both = {"files": {"file": ("a.csv", b"name,label\nRason,PLACE\n")}, "data": {"text": "Coal"}}
    assert len(sent(desk, "/screen.json", **both).json()["known"]) == 2
    faulty = sent(desk, "/screen.json", content=b"name,label\nRason,TOWN\n", headers=csv)
    assert faulty.status_code == 400 and "unknown label" in faulty.text


def pdf_of(line: str) -> bytes:
    """A PDF of one line, written by hand."""
    stream = f"BT /F1 12 Tf 72 720 Td ({line}) Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        b" /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
    ]
    body, starts = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        starts.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    tail = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(body))
    return body + head + table + tail


@pytest.mark.parametrize("content", [b"%PDF-1.4 broken", b"\xff\xfe\x00x", b"PK\x03\x04broken"])
def test_a_file_that_cannot_be_read_is_said(desk: Any, content: bytes) -> None:
    assert sent(desk, "/screen", files={"file": ("a", content)}).status_code == 400


def test_nothing_is_stored(desk: Any, hostile: Corpus) -> None:
    before = sorted(path.name for path in hostile.data.rglob("*") if not path.name.endswith(("-shm", "-wal")))
    sent(desk, "/screen", data={"text": TEXT})
    assert sorted(p.name for p in hostile.data.rglob("*") if not p.name.endswith(("-shm", "-wal"))) == before
    assert desk.get("/screen").status_code == 200
    assert desk.get("/screen.json").json() == {}
