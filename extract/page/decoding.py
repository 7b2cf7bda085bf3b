"""Bytes of a page to text: declared or guessed encoding, twice-encoded text undone, size bounded."""

from __future__ import annotations

import codecs
import re

import ftfy
from charset_normalizer import from_bytes
from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, read_bom, resolve_encoding

from extract.page.bounds import CONTROL, short_blanks

# The largest saved news page we know is 1.7 MB, of which most is script; what follows 6 MB is no article.
MAX_BYTES = 6_000_000
GUESS_BYTES = 64_000
NO_PAGES = frozenset(("idna", "punycode", "raw-unicode-escape", "unicode-escape", "undefined", "utf-7"))  # Python's own
# UTF-8 read as Windows-1252 (or Latin-1) and written as UTF-8 again: the marks that curly quotes, accented letters,
# Hangul and Han leave, as bytes of the page, where counting is cheap.
_LATIN = ("cp1252", "iso8859-1", "latin-1", "ascii")
# Encodings that are declared for one another.
_MISTAKEN = {
    "shift_jis": ("euc_jp",), "cp932": ("euc_jp",), "euc_jp": ("cp932",), "gb18030": ("big5hkscs",),
    "big5hkscs": ("gb18030",), "big5": ("gb18030",), "cp1251": ("koi8-r", "cp866"), "koi8-r": ("cp1251", "cp866"),
    "cp866": ("cp1251", "koi8-r"),
    "cp1252": ("cp949", "gb18030", "cp932", "euc_jp", "cp1251"),
}  # fmt: skip
# Half-width kana, control and private characters, letters that change their case within a word.
_MISREAD = re.compile(
    "[\ufffd\u0080-\u009f\uff61-\uff9f\ue000-\uf8ff]|(?<=[а-я])[А-Я]|(?<=[А-Я])[а-я](?=[А-Я])|[¡-ÿ]{3}"
    "|(?<=[А-яЂ-џ])[¤®¦§©«¬°±µ¶](?=[А-яЂ-џ])"
)
_JIS = re.compile(rb"\x1b\$[@B].{2,400}?\x1b\([BJ]", re.DOTALL)  # seven bits, so it is valid UTF-8, too
FEW_APART = 20  # of so many characters one that is no ASCII is expected
TWICE_ENCODED = tuple(
    mark.encode() for mark in ("Ð¾", "Ð°", "Ð¸", "â€", "Ã©", "Ã¨", "Ã¼", "Â\xa0", "ì—", "ë‹", "å›", "ê°")
)


def decode_page(body: bytes, content_type: str = "text/html", *, fix_twice_encoded: bool = True) -> str:
    """The text of a page, control characters removed (no tree holds them); a wrong or missing encoding never raises.

    The order of belief: byte order mark, the escapes of ISO-2022-JP, valid UTF-8, the HTTP header, the page's own
    declaration, a guess from the bytes. Valid UTF-8 beats the declarations, since text in another encoding is hardly
    ever valid UTF-8.
    """
    body = body[:MAX_BYTES]
    text = short_blanks(CONTROL.sub("", _decode(body, content_type)))
    if fix_twice_encoded and body.count(b"\xc3") > 2 and sum(body.count(mark) for mark in TWICE_ENCODED) > 2:
        text = "".join(ftfy.fix_encoding(line) for line in text.splitlines(keepends=True))
    return text


def _as_declared(body: bytes, declared: list[str]) -> str:
    """The text in the first encoding declared, unless the page, or another encoding of that language, reads better.

    Servers say Latin-1 of pages in any encoding, and Japanese pages in EUC-JP declare Shift_JIS.
    """
    named = sorted(declared, key=lambda encoding: encoding in _LATIN)  # a server's default says least
    candidates = dict.fromkeys([*named, *(other for one in named for other in _MISTAKEN.get(one, ()))])
    sample = body[:GUESS_BYTES]
    best = min(candidates, key=lambda encoding: _misread(sample.decode(encoding, "replace")))
    return body.decode(best, "replace")


def _can_be_a_pages(encoding: str) -> bool:
    """Whether an encoding is one of text, and none that only Python knows."""
    try:
        return codecs.lookup(encoding).name not in NO_PAGES and bool(b" ".decode(encoding))
    except (LookupError, ValueError):  # "base64" is none of text
        return False


def _misread(text: str) -> int:
    """How many characters of a text are such as a wrong encoding leaves, in steps, so that few of them do not count."""
    foreign = sum(character > "\x7f" for character in text)
    return len(_MISREAD.findall(text)) * 50 // max(1, foreign, len(text) // FEW_APART)


def _decode(body: bytes, content_type: str) -> str:
    marked, bom = read_bom(body)
    if marked and bom:
        return body[len(bom) :].decode(marked, "replace")
    if _JIS.search(body):
        return body.decode("iso2022_jp_ext", "replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.end >= len(body) - 3 and len(body) == MAX_BYTES:  # cut in the middle of a character
            return body.decode("utf-8", "ignore")
    named = (http_content_type_encoding(content_type), html_body_declared_encoding(body[:4096]))
    declared = [encoding for name in named if name and (encoding := resolve_encoding(name)) and encoding != "utf-8"]
    declared = [encoding for encoding in declared if _can_be_a_pages(encoding)]
    if declared:
        return _as_declared(body, declared)
    # A page with a few broken bytes is still UTF-8 when its other multi-byte sequences are sound.
    loose = body.decode("utf-8", "replace")
    if loose.count("\ufffd") * 50 < sum(character > "\x7f" for character in loose[:GUESS_BYTES]):
        return loose
    guess = from_bytes(body[:GUESS_BYTES]).best()
    return body.decode(guess.encoding, "replace") if guess else loose
