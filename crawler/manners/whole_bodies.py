"""A body that was cut off is no page: each is checked against its length and the end of its packing."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Callable

import brotli
from backports import zstd
from scrapy import Request
from scrapy.http import Response

from crawler.manners.middlewares import Refused

_GZIP, _ZSTD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"
_BODILESS = frozenset((204, 304))
_MOST = 1 << 24  # bytes that are unpacked to see where a body ends
_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype|html|head|body)[\s>]", re.IGNORECASE)
_PAGES_END = re.compile(rb"</(?:html|body)[\s>]")
_IN_TAG = re.compile(rb"<(?:[a-z/!]|\Z)")
# A comment, a script with its tags: what they hold is no element of the page. One without an end goes on to its end.
_NO_ELEMENTS = re.compile(
    rb"<!--(?:-?>|.*?--!?>|(?P<comment>.*))|<script(?=[\s>/])(?:.*?</script(?=[\s>/])|(?P<script>.*))", re.DOTALL
)
_BOXES = re.compile(rb"<(/?)(article|main|section|div|script)(?=[\s>/])")


class WholeBodyMiddleware:
    """Refuses a body that ends before its end; stands between the socket and the unpacking, so it sees the bytes.

    What was said to be packed and is not, or in another way, goes on as what it is.
    """

    def process_response(self, request: Request, response: Response) -> Response:
        """The response, if it came whole.

        Raises:
            Refused: `cut-body`, to be asked for again.
        """
        if request.method == "HEAD" or response.status in _BODILESS:
            return response
        said = (response.headers.get("Content-Encoding") or b"").lower().decode("latin-1")
        codings = [part.strip() for part in said.split(",") if part.strip()]
        if codings and (real := _real_coding(codings[-1], response.body)) != codings[-1]:
            del response.headers["Content-Encoding"]  # mostly an error page, packed never or by another server
            codings = [real] if real else []
            if real:
                response.headers["Content-Encoding"] = real
        if not 200 <= response.status < 300:
            if codings and not _is_whole(response.body, codings):  # what counts is its status
                del response.headers["Content-Encoding"]
                return response.replace(body=b"")
            return response
        if "dataloss" in response.flags:
            raise Refused("cut-body", f"the connection ended behind {len(response.body)} bytes", retry=True)
        length = (response.headers.get("Content-Length") or b"").strip()
        if length.isdigit() and len(response.body) < int(length):
            raise Refused("cut-body", f"{len(response.body)} of {int(length)} bytes came", retry=True)
        if not _is_whole(response.body, codings):
            raise Refused("cut-body", f"its {said} ends early", retry=True)
        if not codings and _breaks_off(response.body):
            if "partial" in response.flags:
                raise Refused("cut-body", "the connection ended in the middle of a page without a length", retry=True)
            if _is_left_open(response.body):
                raise Refused("cut-body", "it ends in the middle of its text, though it has its length", retry=True)
        return response


def _real_coding(said: str, body: bytes) -> str:
    """How a body is packed that is said to be packed as `said`: "" for one that is not."""
    for name, begin in (("gzip", _GZIP), ("zstd", _ZSTD)):
        if body.startswith(begin):
            return said if said == f"x-{name}" else name
    if said in ("gzip", "x-gzip") or _is_plain(body):
        return ""
    return said


def _is_plain(body: bytes) -> bool:
    """Whether bytes are markup that is not packed."""
    start = body[:500]
    return b"<" in start and not any(byte < 9 or 13 < byte < 32 for byte in start)


def _breaks_off(body: bytes) -> bool:
    """Whether a page ends in the middle of words or of a tag."""
    return _MARKUP.match(body[:1000]) is not None and not body.rstrip().endswith(b">")


def _is_left_open(body: bytes) -> bool:
    """Whether a page ends within a tag, or within elements whose end tags may not be left out.

    A length that is too small, of letters instead of bytes or of a page before it grew, is that of the message
    (RFC 9112, 6.3): what comes behind it is no part of it. The HTML standard lets pages end without the end tags of
    html, body and p (13.1.2.4), but not of these.
    """
    text = body.lower()
    if _PAGES_END.search(text):
        return False
    last_tag = text[text.rfind(b"<") :]
    if b">" not in last_tag and _IN_TAG.match(last_tag):
        return not any(len(last_tag) > 2 and end.startswith(last_tag) for end in (b"</html>", b"</body>"))
    opened = Counter(_BOXES.findall(_NO_ELEMENTS.sub(lambda found: found[0] if found.lastgroup else b" ", text)))
    return any(opened[b"", name] > opened[b"/", name] for name in (b"article", b"main", b"section", b"div", b"script"))


def _is_whole(body: bytes, codings: list[str]) -> bool:
    """Whether a body ends where each of its packings does, the outermost being the last."""
    for coding in reversed(codings):
        read = _READ.get(coding)
        if read is None or not body:
            return True
        is_whole, body = read(body)
        if not is_whole:
            return False
    return True


def _gunzip(body: bytes) -> tuple[bool, bytes]:
    """Whether every member of a gzip body is whole, and what is in them; nothing of what is very large."""
    parts: list[bytes] = []
    room = _MOST
    while body[:2] == _GZIP:
        member = zlib.decompressobj(wbits=31)
        try:
            while body and not member.eof:
                part = member.decompress(body, 1 << 20)
                body = member.unconsumed_tail or b""
                room -= len(part)
                if room > 0:
                    parts.append(part)
        except zlib.error:
            return False, b""
        if not member.eof:
            return False, b""
        body = member.unused_data
    return True, b"".join(parts) if room > 0 else b""


def _inflate(body: bytes) -> tuple[bool, bytes]:
    for wbits in (zlib.MAX_WBITS, -zlib.MAX_WBITS):
        stream = zlib.decompressobj(wbits=wbits)
        try:
            plain = stream.decompress(body, _MOST)
        except zlib.error:
            continue
        return stream.eof or bool(stream.unconsumed_tail), plain
    return True, b""


def _unbrotli(body: bytes) -> tuple[bool, bytes]:
    stream = brotli.Decompressor()
    try:
        plain = stream.process(body, output_buffer_limit=_MOST)
    except brotli.error:
        return True, b""
    return bool(stream.is_finished()) or len(plain) >= _MOST, plain


def _unzstd(body: bytes) -> tuple[bool, bytes]:
    frame = zstd.ZstdDecompressor()
    try:
        plain = frame.decompress(body, _MOST)
    except zstd.ZstdError:
        return False, b""
    return frame.eof or len(plain) >= _MOST, plain if frame.eof else b""


_READ: dict[str, Callable[[bytes], tuple[bool, bytes]]] = {
    "gzip": _gunzip,
    "x-gzip": _gunzip,
    "deflate": _inflate,
    "br": _unbrotli,
    "zstd": _unzstd,
}
