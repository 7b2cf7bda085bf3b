"""Listings and pages that are packed files whatever their headers say, unpacked: gzip once, twice or in parts, zstd."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, replace

from backports import zstd
from w3lib.encoding import read_bom

from corpus.records import Skip
from crawler.routes.undeclared import wide_codec

MAX_UNPACKED = 60_000_000
_GZIP, _ZSTD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"
_ESCAPE = 27  # begins the signs of ISO 2022 texts
_PLAIN = bytes(byte for byte in range(256) if byte in (0, 9, 10, 11, 12, 13, _ESCAPE) or byte >= 32)
_PACKED_AT_MOST = 4  # servers that pack a packed file


@dataclass(frozen=True, kw_only=True, slots=True)
class Unpacked:
    """A body without its packing; `cut` where the packed stream ended before its end."""

    body: bytes
    cut: bool = False


def is_packed(body: bytes) -> bool:
    """Whether a body is a packed file, by its first bytes."""
    return body.startswith((_GZIP, _ZSTD))


def is_binary(body: bytes) -> bool:
    """Whether bytes are no text in any encoding: a picture, a document, something packed in an unknown way."""
    if read_bom(body)[0] or wide_codec(body):
        return False
    start = body[:1000]
    odd = len(start.translate(None, _PLAIN))
    return start.startswith(b"%PDF-") or b"\0\0" in start[:100] or odd * 50 > len(start)


def unpack(body: bytes, *, limit: int = MAX_UNPACKED) -> Unpacked:
    """The body, unpacked as often as it was packed, all parts of it.

    Raises:
        Skip: `too-large` if it would unpack to more than `limit` bytes, `unparsable` if it is damaged from the start.
    """
    unpacked = Unpacked(body=body)
    for _ in range(_PACKED_AT_MOST):
        if not is_packed(unpacked.body):
            break
        read = _gunzip if unpacked.body.startswith(_GZIP) else _unzstd
        inner = read(unpacked.body, limit)
        unpacked = replace(inner, cut=inner.cut or unpacked.cut)
    return unpacked


def _gunzip(body: bytes, limit: int) -> Unpacked:
    plain: list[bytes] = []
    size = 0
    rest = body
    while rest[:2] == _GZIP:
        member = zlib.decompressobj(wbits=31)
        try:
            part = member.decompress(rest, limit - size + 1)
        except zlib.error as error:
            if plain:
                return Unpacked(body=b"".join(plain), cut=True)
            raise Skip("unparsable", f"damaged gzip: {error}") from error
        size += len(part)
        if size > limit or member.unconsumed_tail:
            raise Skip("too-large", f"unpacks to more than {limit} bytes")
        plain.append(part)
        if not member.eof:
            return Unpacked(body=b"".join(plain), cut=True)
        rest = member.unused_data.lstrip(b"\x00")
    return Unpacked(body=b"".join(plain))


def _unzstd(body: bytes, limit: int) -> Unpacked:
    frame = zstd.ZstdDecompressor()
    try:
        plain = frame.decompress(body, limit + 1)
    except zstd.ZstdError as error:
        raise Skip("unparsable", f"damaged zstd: {error}") from error
    if len(plain) > limit:
        raise Skip("too-large", f"unpacks to more than {limit} bytes")
    return Unpacked(body=plain, cut=not frame.eof)
