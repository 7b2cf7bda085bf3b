"""Bodies as a server packed them, unpacked: gzip, deflate, Brotli, zstd, one in another, and in chunks."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable

import brotli
from backports import zstd

from corpus.records import Skip
from crawler.routes.unpacking import is_binary, is_packed, unpack

MAX_BODY = 12_000_000
_CHUNKS = re.compile(rb"[0-9a-fA-F]{1,8}[ \t]*(;[^\r\n]{0,200})?\r\n")
_LAST_CHUNK = re.compile(rb"(?:^|\r\n)0+[ \t]*\r\n(?:[^\r\n]{1,500}\r\n){0,20}\s*\Z")
_ERRORS = (zlib.error, brotli.error, zstd.ZstdError, EOFError)


def unpacked_body(body: bytes, *, coding: str, chunked: bool) -> bytes:
    """The body as a reader sees it. One that says it is packed and is not, as archives keep them, stays as it is.

    Raises:
        Skip: `cut-body` or `too-large`, or `unparsable` for damage and packings that we do not know.
    """
    if chunked:
        if _CHUNKS.match(body) and not _LAST_CHUNK.search(body):
            raise Skip("cut-body", "the last chunk is missing")
        body = _joined(body)
    for name in reversed([part.strip().lower() for part in coding.split(",")]):
        if name in ("", "identity", "none", "utf-8", "binary"):
            continue
        if name not in _UNPACK:
            raise Skip("unparsable", f"packed as {name[:40]!r}")
        try:
            body = _UNPACK[name](body)
        except _ERRORS as error:
            if _is_plain(body):
                continue
            raise Skip("unparsable", f"damaged {name}: {error}") from error
    return body


def opened(body: bytes) -> bytes:
    """A body that is a packed file though nobody said so, unpacked; any other as it is.

    Raises:
        Skip: `cut-body`, `too-large` or `unparsable`, or `not-html` where the bytes are no text.
    """
    if is_packed(body):
        inner = unpack(body, limit=MAX_BODY)
        if inner.cut:
            raise Skip("cut-body", "its packing ends early")
        body = inner.body
    if is_binary(body):
        raise Skip("not-html", "the bytes are no text")
    return body


def _joined(body: bytes) -> bytes:
    """The chunks of a body as one; a body that does not begin with one stays as it is.

    Raises:
        Skip: `cut-body` where a later chunk does not begin where it should.
    """
    parts: list[bytes] = []
    at = 0
    while begins := _CHUNKS.match(body, at):
        size = int(begins[0].split(b";")[0].strip(), 16)
        if size == 0:
            return b"".join(parts)
        parts.append(body[begins.end() : begins.end() + size])
        at = begins.end() + size
        at += 2 if body[at : at + 2] == b"\r\n" else 0
    if at == 0 and not _LAST_CHUNK.search(body[-200:]):
        return body
    raise Skip("cut-body", f"damaged chunks, after {at} bytes")


def _is_plain(body: bytes) -> bool:
    """Whether bytes are a page that is not packed, whatever was said of it."""
    start = body[:1000]
    marks = sum(byte < 9 or 13 < byte < 32 for byte in start)
    return marks == 0 and b"<" in start


def _whole(body: bytes, is_whole: bool) -> bytes:
    if len(body) > MAX_BODY:
        raise Skip("too-large", f"more than {MAX_BODY} bytes once unpacked")
    if not is_whole:
        raise Skip("cut-body", f"the packed body ends early, after {len(body)} bytes")
    return body


def _gunzip(body: bytes) -> bytes:
    parts: list[bytes] = []
    room = MAX_BODY + 1
    while body[:2] == b"\x1f\x8b" and room > 0:
        member = zlib.decompressobj(wbits=31)
        parts.append(member.decompress(body, room))
        room -= len(parts[-1])
        if not member.eof:
            return _whole(b"".join(parts), is_whole=room <= 0)
        body = member.unused_data
    if not parts:
        raise zlib.error("it does not begin as gzip does")
    return _whole(b"".join(parts), is_whole=True)


def _inflate(body: bytes) -> bytes:
    try:
        return _inflated(body, zlib.MAX_WBITS)
    except zlib.error:  # what some servers send under this name
        return _inflated(body, -zlib.MAX_WBITS)


def _inflated(body: bytes, wbits: int) -> bytes:
    stream = zlib.decompressobj(wbits=wbits)
    return _whole(stream.decompress(body, MAX_BODY + 1), stream.eof)


def _unbrotli(body: bytes) -> bytes:
    stream = brotli.Decompressor()
    out = stream.process(body, output_buffer_limit=MAX_BODY + 1)
    return _whole(out, stream.is_finished())


def _unzstd(body: bytes) -> bytes:
    parts: list[bytes] = []
    room = MAX_BODY + 1
    while body and room > 0:
        frame = zstd.ZstdDecompressor()
        parts.append(frame.decompress(body, room))
        room -= len(parts[-1])
        if not frame.eof:
            return _whole(b"".join(parts), is_whole=room <= 0)
        body = frame.unused_data
    return _whole(b"".join(parts), is_whole=True)


_UNPACK: dict[str, Callable[[bytes], bytes]] = {
    "gzip": _gunzip,
    "x-gzip": _gunzip,
    "deflate": _inflate,
    "br": _unbrotli,
    "zstd": _unzstd,
}
