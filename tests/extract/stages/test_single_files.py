"""One saved page or text, read without a store."""

from __future__ import annotations

import gzip
import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.records import Abort, Skip
from corpus.store.unforeseen import processor_time
from extract.stages import single_files
from extract.stages.single_files import article_record, blank_furniture, read_page, text_to_tag
from tests import forked_commands

DUMP = """Advertisement

Wig workshops reopen in Sinuiju

Reading Time:3 minutes
Three wig workshops in Sinuiju have taken on staff again, a trader in Dandong said on Monday.

Hair from Liaoning crosses the bridge twice a week and comes back as wigs and false eyelashes, he said.
Advertisement"""


def entities(*arguments: str | Path, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return forked_commands.run("entities", *arguments, given=stdin, text=False)


def test_blanked_text_keeps_its_length_and_the_article_in_place() -> None:
    blanked = blank_furniture(DUMP)
    assert len(blanked) == len(DUMP)
    assert "Advertisement" not in blanked
    assert blanked.index("Hair from Liaoning") == DUMP.index("Hair from Liaoning")


@given(st.text(alphabet=st.sampled_from("abc .\n\r\u2028Advertisement라"), max_size=200))
def test_blanking_moves_nothing(text: str) -> None:
    blanked = blank_furniture(text)
    assert len(blanked) == len(text)
    assert all(new in (old, " ") for new, old in zip(blanked, text, strict=True))


@pytest.mark.slow
def test_offsets_count_code_points_of_the_file_with_its_bom_and_line_ends(tmp_path: Path) -> None:
    text = "\ufeff" + DUMP.replace("\n", "\r\n")
    file = tmp_path / "dump.txt"
    file.write_bytes(text.encode())
    result = entities(file)
    mentions = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.returncode == 0
    assert {"Sinuiju", "Dandong"} <= {mention["text"] for mention in mentions}
    assert all(text[m["start"] : m["end"]] == m["text"] for m in mentions)
    assert set(mentions[0]) == {"file", "start", "end", "text", "label", "entity", "name", "source", "score"}


@pytest.mark.slow
def test_text_is_read_from_stdin() -> None:
    result = entities("-", stdin=DUMP.encode())
    assert {json.loads(line)["file"] for line in result.stdout.splitlines()} == {"-"}


@pytest.mark.slow
def test_refused_file_is_one_line_and_the_others_go_on(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.txt", tmp_path / "bad.txt"
    good.write_text(DUMP, encoding="utf-8")
    bad.write_bytes("Waren aus Dandong für 6 €".encode("cp1252"))
    result = entities(bad, tmp_path / "missing.txt", good)
    assert result.returncode == 1
    assert len(result.stderr.decode().splitlines()) == 2
    assert {json.loads(line)["file"] for line in result.stdout.splitlines()} == {str(good)}


def test_page_without_an_address_is_known_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<html><body>x</body></html>")
    page = read_page(tmp_path / "page.html")
    assert (page.url, page.content_type) == ("file:page.html", "text/html")


@pytest.mark.parametrize("body", [gzip.compress(b"<html>", mtime=0), b"WARC/1.1\r\nWARC-Type: response\r\n"])
def test_what_an_import_takes_is_said_to_be_for_it(tmp_path: Path, body: bytes) -> None:
    (tmp_path / "page.warc.gz").write_bytes(body)
    with pytest.raises(Abort, match="`jangmadang import` takes it"):
        read_page(tmp_path / "page.warc.gz")


@pytest.mark.parametrize("body", [b"%PDF-1.7\n", bytes(range(256)) * 4, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"])
def test_bytes_that_are_no_text_are_no_page(tmp_path: Path, body: bytes) -> None:
    (tmp_path / "page.html").write_bytes(body)
    with pytest.raises(Skip, match="no text"):
        read_page(tmp_path / "page.html")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-32", "euc-kr", "iso2022_kr", "gb18030"])
def test_text_in_any_encoding_is_one(tmp_path: Path, encoding: str) -> None:
    body = ("<html><body>" + "라선 시장의 쌀값 " * 100).encode(encoding)
    (tmp_path / "page.html").write_bytes(body)
    assert read_page(tmp_path / "page.html").body == body


def test_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(Abort, match=r"cannot read .*none\.html"):
        read_page(tmp_path / "none.html")


@pytest.mark.parametrize("read", [article_record, text_to_tag])
def test_a_page_that_takes_too_long_is_refused_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, read: Callable[..., object]
) -> None:
    (tmp_path / "a.html").write_text("<html><body><p>Coal</p></body></html>", "utf-8")
    monkeypatch.setattr(single_files, "processor_time", lambda: processor_time(0.2))
    monkeypatch.setattr(single_files, "extract_article", lambda *_, **__: re.match("(a+)+b", "a" * 60))
    with pytest.raises(Skip, match="processor time") as raised:
        read(read_page(tmp_path / "a.html"), {})
    assert raised.value.reason == "too-slow" and "\n" not in str(raised.value)
