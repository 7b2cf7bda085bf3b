"""Bytes of a page to text: declared or guessed encoding, twice-encoded text undone, size bounded."""

from __future__ import annotations

import ftfy
from charset_normalizer import from_bytes
from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, read_bom, resolve_encoding

# The largest saved news page we know is 1.7 MB, of which most is script; what follows 6 MB is no article.
MAX_BYTES = 6_000_000
GUESS_BYTES = 64_000
# UTF-8 read as Windows-1252 (or Latin-1) and written as UTF-8 again: the marks that curly quotes, accented letters,
# Hangul and Han leave, as bytes of the page, where counting is cheap.
TWICE_ENCODED = tuple(mark.encode() for mark in ("â€", "Ã©", "Ã¨", "Ã¼", "Â\xa0", "ì—", "ë‹", "å›", "ê°"))


def decode_page(body: bytes, content_type: str = "text/html", *, fix_twice_encoded: bool = True) -> str:
    """The text of a page, null bytes removed; a wrong or missing encoding never raises.

    The order of belief: byte order mark, valid UTF-8, the HTTP header, the page's own declaration, a guess from
    the bytes. Valid UTF-8 beats the declarations, since text in another encoding is hardly ever valid UTF-8.
    """
    body = body[:MAX_BYTES]
    text = _decode(body, content_type).replace("\x00", "")
    if fix_twice_encoded and body.count(b"\xc3") > 2 and sum(body.count(mark) for mark in TWICE_ENCODED) > 2:
        text = "".join(ftfy.fix_encoding(line) for line in text.splitlines(keepends=True))
    return text


def _decode(body: bytes, content_type: str) -> str:
    marked, bom = read_bom(body)
    if marked and bom:
        return body[len(bom) :].decode(marked, "replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.end >= len(body) - 3 and len(body) == MAX_BYTES:  # cut in the middle of a character
            return body.decode("utf-8", "ignore")
    for declared in (http_content_type_encoding(content_type), html_body_declared_encoding(body[:4096])):
        encoding = resolve_encoding(declared) if declared else None
        if encoding and encoding != "utf-8":
            return body.decode(encoding, "replace")
    # A page with a few broken bytes is still UTF-8 when its other multi-byte sequences are sound.
    loose = body.decode("utf-8", "replace")
    if loose.count("\ufffd") * 50 < sum(character > "\x7f" for character in loose[:GUESS_BYTES]):
        return loose
    guess = from_bytes(body[:GUESS_BYTES]).best()
    return body.decode(guess.encoding, "replace") if guess else loose
