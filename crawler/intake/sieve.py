"""A sieve before the parser: whether a page's bytes name the North anywhere, in any language, encoding or escape.

It is wide by construction: a name counts wherever it stands, in the text, a link, a script or a picture's address, and
short stems stand for whole families of names (`north.tsv`). What it lets through, the stages after it judge; what it
holds back has not been parsed at all. `docs/scale.md` says how fast it is and what it passes.
"""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterator
from functools import cache
from html.entities import codepoint2name
from importlib.resources import files
from urllib.parse import quote

from ahocorasick_rs import BytesAhoCorasick, Implementation

from corpus.records import RawPage

# Every encoding in which pages are met; a word that an encoding cannot write is left out there.
_ENCODINGS = (
    *("utf-8", "utf-16-le", "utf-16-be", "cp949", "johab", "gb18030", "big5", "big5hkscs", "cp932", "euc_jp"),
    *("cp1251", "koi8-r", "iso8859-5", "cp866", "cp1252", "cp1250", "cp1254"),
)
# Pages in seven bits switch their alphabet by this; their letters look like any other text, so all of them pass.
_SWITCHES = (b"\x1b$", b"\x1b(i")
_PIECE = 1 << 14
_SHORTEST = 3  # bytes: shorter ones stand in everything
# The first and the last part of a letter written by its number, between which the number stands in that form.
_ESCAPES = (
    *(("\\u", "04x", ""), ("\\\\u", "04x", ""), ("%u", "04x", ""), ("\\u{", "x", "}"), ("\\", "x", " ")),
    *(("&#", "d", ";"), ("&#x", "x", ";"), ("&#x", "04x", ";"), ("&amp;#", "d", ";"), ("&amp;#x", "x", ";")),
)
_BLANKS = ("-", "_", "+", "%20", "&nbsp;", "\xa0", "\n")
_KNOWN = "known"  # names of the knowledge base that no other word is part of: as they are, without all the escapes


def names_the_north(page: RawPage) -> bool:
    """Whether a page, its address or the listing's title may name North Korea, one of its places or its people."""
    return may_name_the_north(page.body) or may_name_the_north(f"{page.url}\n{page.title or ''}".encode())


def may_name_the_north(data: bytes) -> bool:
    """Whether bytes of any encoding may hold one of the words of `north.tsv`; false only if none stands there.

    It looks at one piece after the other: most pages that hold one hold it early.
    """
    automaton, longest = _automaton()
    return any(
        automaton.find_matches_as_indexes(data[start : start + _PIECE + longest].lower())
        for start in range(0, len(data), _PIECE)
    )


def patterns() -> list[bytes]:
    """The byte strings that are looked for, in small ASCII letters, in order."""
    found = {form.lower() for kind, word in _words() for form in (_plain(word) if kind == _KNOWN else _forms(word))}
    return sorted(form for form in found if len(form) >= _SHORTEST) + list(_SWITCHES)


@cache
def _automaton() -> tuple[BytesAhoCorasick, int]:
    """What finds the patterns, and how long the longest is."""
    every = patterns()
    # a table of all states: four times as large as what it would choose by itself, and twice as fast
    return BytesAhoCorasick(every, implementation=Implementation.DFA), max(map(len, every))


def _words() -> Iterator[tuple[str, str]]:
    """Each word of the table with the kind of its row."""
    lines = (files("crawler.intake") / "north.tsv").read_text("utf-8").splitlines()
    for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
        yield from ((row["kind"], word.replace("_", " ")) for word in row["words"].split())


def _forms(word: str) -> Iterator[bytes]:
    """A word's bytes in each encoding, and as it is escaped in pages, scripts and addresses."""
    for spelt in _parted(word):
        for encoding in _ENCODINGS:
            try:
                encoded = spelt.encode(encoding)
            except UnicodeEncodeError:
                continue
            yield encoded.strip(b"\0")  # of ASCII in UTF-16, so that one form fits both orders of bytes
            if not spelt.isascii():
                yield from _percent(encoded)
        if not spelt.isascii():
            yield from _numbered(spelt)


def _plain(word: str) -> Iterator[bytes]:
    """A word in UTF-8."""
    return (spelt.encode() for spelt in _parted(word))


def _parted(word: str) -> Iterator[str]:
    """A word's spellings, its parts kept apart by whatever pages keep words apart with."""
    for spelt in _spellings(word):
        yield from {spelt, *(spelt.replace(" ", blank) for blank in _BLANKS)}


def _spellings(word: str) -> set[str]:
    """The word as it may be written: small, capital and mixed letters where bytes cannot be folded, and decomposed."""
    cases = {word} if word.isascii() else {word, word.upper(), word.title(), word.capitalize()}
    return {unicodedata.normalize(form, spelt) for spelt in cases for form in ("NFC", "NFD")}


def _percent(encoded: bytes) -> Iterator[bytes]:
    """As in an address: ASCII stands as it is there, or its letters and digits alone."""
    yield b"".join(bytes((byte,)) if byte < 0x80 else b"%%%02x" % byte for byte in encoded)
    yield quote(encoded, safe=" '%+").encode()


def _numbered(word: str) -> Iterator[bytes]:
    for before, form, after in _ESCAPES:
        letters = (each if each.isascii() else f"{before}{ord(each):{form}}{after}" for each in word)
        yield "".join(letters).strip().encode()
    letters = (
        f"&{codepoint2name[ord(each)]};" if each > "\x7f" and ord(each) in codepoint2name else each for each in word
    )
    yield "".join(letters).encode("ascii", "xmlcharrefreplace")
