"""A body that was cut off is refused before it is unpacked, whatever it was packed with."""

from __future__ import annotations

import gzip
import time
import zlib
from contextlib import suppress

import brotli
import pytest
from backports import zstd
from scrapy import Request
from scrapy.http import Response

from crawler.manners.middlewares import Refused
from crawler.manners.whole_bodies import WholeBodyMiddleware

PAGE = b"<html><body>" + b"".join(b"<p>stall %d sold rice</p>" % number for number in range(4000)) + b"</body></html>"
RAW = zlib.compressobj(wbits=-15)
PACKED = {
    "gzip": gzip.compress(PAGE),
    "deflate": zlib.compress(PAGE),
    "br": brotli.compress(PAGE),
    "zstd": zstd.compress(PAGE),
}


def passed(body: bytes, *, status: int = 200, **headers: str) -> Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    response = Response("https://desk.example/a", status=status, headers=named, body=body)
    return WholeBodyMiddleware().process_response(Request(response.url), response)


@pytest.mark.parametrize("coding", PACKED)
def test_a_whole_body_passes_as_it_is(coding: str) -> None:
    assert passed(PACKED[coding], Content_Encoding=coding).body == PACKED[coding]


@pytest.mark.parametrize("coding", PACKED)
@pytest.mark.parametrize("share", [0.3, 0.9])
def test_a_packed_body_that_ends_early_is_refused_for_now(coding: str, share: float) -> None:
    body = PACKED[coding]
    with pytest.raises(Refused, match="cut-body") as refused:
        passed(body[: int(len(body) * share)], Content_Encoding=coding)
    assert refused.value.retry


def test_a_body_shorter_than_it_was_said_to_be_is_refused() -> None:
    with pytest.raises(Refused, match=r"5 of 9 bytes came"):
        passed(b"<html", Content_Length="9")


def test_gzip_in_several_members_is_whole_only_with_the_last() -> None:
    two = gzip.compress(PAGE[:500]) + gzip.compress(PAGE[500:])
    assert passed(two, Content_Encoding="gzip").body == two
    with pytest.raises(Refused):
        passed(two[:-9], Content_Encoding="gzip")


@pytest.mark.parametrize("status", [200, 404])
def test_a_packing_that_was_only_claimed_is_forgotten(status: int) -> None:
    assert "Content-Encoding" not in passed(b"<html>not found</html>", status=status, Content_Encoding="gzip").headers


@pytest.mark.parametrize("said", ["br", "deflate", "zstd", "gzip"])
def test_what_is_said_to_be_packed_goes_on_as_what_it_is(said: str) -> None:
    assert "Content-Encoding" not in passed(PAGE, Content_Encoding=said).headers
    assert passed(PACKED["zstd"], Content_Encoding=said).headers["Content-Encoding"] == b"zstd"


def test_a_body_packed_twice_is_whole_only_if_the_inner_one_is() -> None:
    whole, cut = gzip.compress(PACKED["br"]), gzip.compress(PACKED["br"][:-20])
    assert passed(whole, Content_Encoding="br, gzip").body == whole
    with pytest.raises(Refused, match="cut-body"):
        passed(cut, Content_Encoding="br, gzip")


def test_a_page_without_a_length_whose_connection_ended_in_a_word_is_refused() -> None:
    def ended(body: bytes) -> Response:
        response = Response("https://desk.example/a", flags=["partial"], body=body)
        return WholeBodyMiddleware().process_response(Request(response.url), response)

    assert ended(PAGE).body == PAGE
    with pytest.raises(Refused, match="cut-body"):
        ended(PAGE[:1000])


KOREAN = (
    "<!DOCTYPE html><html><head><title>혜산</title></head><body><article class='a'>"
    + "<p>장마당에서 쌀이 팔렸다.</p>" * 90
    + "</article></body></html>"
)
LEFT_OPEN = {
    "a length of letters": KOREAN.encode()[: len(KOREAN)],
    "half of it": PAGE.replace(b"<body>", b"<body><div>")[:-5000],
    "in a tag": b"<html><body><p>Rice was sold.</p><p class='le",
    "in a script": b"<html><body><p>Rice was sold.</p><script>var a = 1",
    "in a script, behind a comment": b"<html><body><!-- </script> --><p>Rice</p><script>document.write('</script",
    "in a comment": b"<html><body><p>Rice was sold.</p><!-- <div>old",
    "in a box, behind two empty comments": b"<html><body><!--><div><!---><p>Rice was so",
    "in a sentence, behind a mark": b"\xef\xbb\xbf<html><body><section><p>Rice was so",
}
WHOLE = {
    "end tags left out": b"<!doctype html><title>Rice</title><p>Rice was sold.<p>Corn was not.",
    "a box that is closed": b"<html><body><div>Rice</div><p>5 < 6",
    "words behind the end": b"<html><body><div>Rice</body></html> cached",
    "a length without the mark of three bytes": b"\xef\xbb\xbf<html><body><div>Rice</div></ht",
    "a box that a script writes": b"<html><body><p>Rice.<script>document.write('<div id=ad>')</script> (C) Paper",
    "a box in a comment": b"<html><body><!-- <div class=old> --><p>Rice was sold. (C) Paper",
    "a script in a comment, a comment in a script": b"<html><!-- <script> --><body><script>'<!--'</script>Rice",
    "no page": b"<rss><item><div>Rice",
}


@pytest.mark.parametrize("kind", LEFT_OPEN)
def test_a_page_whose_length_ends_in_its_middle_is_refused_for_now(kind: str) -> None:
    body = LEFT_OPEN[kind]
    with pytest.raises(Refused, match="cut-body") as refused:
        passed(body, Content_Length=str(len(body)))
    assert refused.value.retry


@pytest.mark.parametrize("kind", WHOLE)
def test_a_page_without_its_last_tags_is_whole(kind: str) -> None:
    body = WHOLE[kind]
    assert passed(body, Content_Length=str(len(body))).body == body


PIECES = (
    b"<!--",
    b"<!-- <div> -->",
    b"<!-->",
    b"-",
    b"<script ",
    b"<script>",
    b"<script></script>",
    b"</script",
    b"<div>",
)


@pytest.mark.parametrize("before", [b"", b"<!-- ", b"<script>"])
@pytest.mark.parametrize("piece", PIECES)
def test_looking_for_open_elements_takes_time_in_step_with_the_length(piece: bytes, before: bytes) -> None:
    began = time.process_time()
    with suppress(Refused):
        passed(b"<html><body>" + before + piece * (700_000 // len(piece)) + b"> Rice")
    assert time.process_time() - began < 3
