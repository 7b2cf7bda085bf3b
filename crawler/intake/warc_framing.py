"""A web archive parted into its records, whatever lies between them: one that is damaged costs no other one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from crawler.intake.packed_members import LARGEST_BLOCK, unpacked

_LONGEST_LINE = 1 << 16
_MOST_HEADERS = 500
_VERSION = re.compile(rb"WARC/\d+\.\d+\s*\Z")
_LENGTH = re.compile(rb"(?im)^content-length\s*:\s*(\d{1,18})\s*$")
_PADDING = b"\0\xef\xbb\xbf"  # disks pad with zeros, editors begin with a byte order mark


@dataclass(frozen=True, kw_only=True, slots=True)
class Framed:
    """The bytes of one record, `head` with its version line and blank line, `block` as long as the head says.

    `fault` says why it is no whole record, with the bytes that there were; "" for a whole one.
    """

    head: bytes
    block: bytes = b""
    fault: str = ""
    detail: str = ""


def framed_records(file: BinaryIO) -> Iterator[Framed]:
    """Every record of an archive in order, plain or compressed as a whole or record by record.

    A record that does not end where it says, or is cut, comes as a fault, and reading goes on at the next one that
    begins. What else lies between records is one fault for each stretch of it.
    """
    source = _Source(unpacked(file))
    in_fault = False
    while True:
        line = source.line().lstrip(_PADDING)
        if not line:
            if source.is_empty():
                return
            continue
        if not line.strip():
            continue
        if not _VERSION.match(line):
            if not in_fault:
                yield Framed(head=line, fault="unparsable", detail=f"no record begins with {line[:40]!r}")
            in_fault = True
            continue
        record = _record(line, source)
        in_fault = bool(record.fault)
        yield record


def _record(version: bytes, source: _Source) -> Framed:
    lines = [version]
    while lines[-1].strip():
        lines.append(source.line())
        if _VERSION.match(lines[-1]):
            source.unread(lines.pop())
            return Framed(head=b"".join(lines), fault="unparsable", detail="a record's head without an end")
        if len(lines) > _MOST_HEADERS or not lines[-1]:
            return Framed(head=b"".join(lines), fault="cut-body", detail="a record's head without an end")
    head = b"".join(lines)
    said = _LENGTH.search(head)
    if said is None:
        return Framed(head=head, fault="unparsable", detail="a record without a length")
    length = int(said[1])
    if length > LARGEST_BLOCK:  # a film, or a length that is damaged: what follows is looked through, not believed
        return Framed(head=head, fault="too-large", detail=f"{length} bytes")
    block = source.read(length)
    if len(block) == length and source.at_boundary():
        return Framed(head=head, block=block)
    source.unread(block)  # the length is wrong, and the block may hold the records that follow
    detail = f"{len(block)} of {length} bytes" if len(block) < length else f"does not end after {length} bytes"
    return Framed(head=head, fault="cut-body", detail=detail)


class _Source:
    """Bytes that can be given back."""

    def __init__(self, parts: Iterator[bytes]) -> None:
        self._parts = parts
        self._held = b""
        self._at = 0

    def _more(self) -> bool:
        part = next(self._parts, b"")
        if part:
            self._held = self._held[self._at :] + part
            self._at = 0
        return bool(part)

    def line(self) -> bytes:
        """Up to the next line's end, or so much of a long one; b"" at the end."""
        while True:
            end = self._held.find(b"\n", self._at, self._at + _LONGEST_LINE)
            if end >= 0:
                return self._take(end + 1 - self._at)
            if len(self._held) - self._at >= _LONGEST_LINE or not self._more():
                return self._take(_LONGEST_LINE)

    def is_empty(self) -> bool:
        """Whether there are no more bytes."""
        return self._at >= len(self._held) and not self._more()

    def read(self, size: int) -> bytes:
        """So many bytes, or all that are left."""
        parts = [self._take(size)]
        missing = size - len(parts[0])
        while missing and self._more():
            parts.append(self._take(missing))
            missing -= len(parts[-1])
        return b"".join(parts)

    def _take(self, size: int) -> bytes:
        taken = self._held[self._at : self._at + size]
        self._at += len(taken)
        return taken

    def unread(self, data: bytes) -> None:
        """Give bytes back, to be read again."""
        self._held = data + self._held[self._at :]
        self._at = 0

    def at_boundary(self) -> bool:
        """Whether a record may end here: nothing follows, or two blank lines, or a record at once."""
        lines = [self.line(), self.line()]
        self.unread(b"".join(lines))
        return not b"".join(lines).strip() or any(_VERSION.match(line) for line in lines[: 1 + (not lines[0].strip())])
