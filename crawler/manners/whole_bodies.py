"""A body that was cut off is no page: each is checked against its length and the end of its packing."""

from __future__ import annotations

import zlib
from collections.abc import Callable

import brotli
from scrapy import Request
from scrapy.http import Response

from crawler.manners.middlewares import Refused

_GZIP = b"\x1f\x8b"
_BODILESS = frozenset((204, 304))


class WholeBodyMiddleware:
    """Refuses a body that ends before its end; stands between the socket and the unpacking, so it sees the bytes."""

    def process_response(self, request: Request, response: Response) -> Response:
        """The response, if it came whole.

        Raises:
            Refused: `cut-body`, to be asked for again.
        """
        if request.method == "HEAD" or response.status in _BODILESS:
            return response
        coding = (response.headers.get("Content-Encoding") or b"").strip().lower().decode("latin-1")
        if coding in ("gzip", "x-gzip") and response.body[:2] != _GZIP:
            del response.headers["Content-Encoding"]  # said of a body that never was packed: mostly an error page
            return response
        if not 200 <= response.status < 300:
            return response
        said = (response.headers.get("Content-Length") or b"").strip()
        if said.isdigit() and len(response.body) < int(said):
            raise Refused("cut-body", f"{len(response.body)} of {int(said)} bytes came", retry=True)
        ends = _ENDS.get(coding)
        if ends is not None and response.body and not ends(response.body):
            raise Refused("cut-body", f"its {coding} ends early", retry=True)
        return response


def _gzip_ends(body: bytes) -> bool:
    """Whether every member of a gzip body is whole."""
    while body[:2] == _GZIP:
        member = zlib.decompressobj(wbits=31)
        try:
            while body and not member.eof:
                member.decompress(body, 1 << 20)
                body = member.unconsumed_tail or b""
        except zlib.error:
            return False
        if not member.eof:
            return False
        body = member.unused_data
    return True


def _deflate_ends(body: bytes) -> bool:
    for wbits in (zlib.MAX_WBITS, -zlib.MAX_WBITS):
        stream = zlib.decompressobj(wbits=wbits)
        try:
            stream.decompress(body, 1 << 24)
        except zlib.error:
            continue
        return stream.eof or bool(stream.unconsumed_tail)
    return True


def _brotli_ends(body: bytes) -> bool:
    stream = brotli.Decompressor()
    try:
        stream.process(body)
    except brotli.error:
        return True
    return bool(stream.is_finished())


_ENDS: dict[str, Callable[[bytes], bool]] = {
    "gzip": _gzip_ends,
    "x-gzip": _gzip_ends,
    "deflate": _deflate_ends,
    "br": _brotli_ends,
}
