"""A packed file as its members give it, one after another: one that is cut or damaged costs no other one."""

from __future__ import annotations

import re
import zlib
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from backports import zstd

LARGEST_BLOCK = 48_000_000
_CHUNK = 1 << 16
_PIECE = 1 << 12
_GZIP = re.compile(rb"\x1f\x8b\x08")
_FRAME, _WORDS = b"\x28\xb5\x2f\xfd", b"\x5d\x2a\x4d\x18"  # of zstd, and the one that holds a dictionary
_ZSTD = re.compile(rb"\x28\xb5\x2f\xfd|[\x50-\x5f]\x2a\x4d\x18")  # a frame, and those to be passed over
_LONGEST_SIGN = 4
_CHECKED = 4  # the bit of a frame's fifth byte that says that a checksum ends it
_HOLE = b"\r\n\r\n(a damaged part)\r\n"  # stands where packed bytes were lost, so that framing counts them
# What follows the cut in a member is unpacked as if it were of it, for as long as a block of zstd or of gzip goes on.
_SWALLOWED = 1 << 18
_BEGINNING = b"WARC/"
_PADDING = b"\0\r\n\xef\xbb\xbf"
_MOST_TRIES = 8


def unpacked(file: BinaryIO) -> Iterator[bytes]:
    """The content of a file that is plain, gzip or zstd, in pieces; `_HOLE` where packed bytes were lost."""
    begin = file.read(_CHUNK)
    if _GZIP.match(begin):
        return _Members(file, begin, _GZIP, _GzipMember).content()
    if begin[:4] in (_FRAME, _WORDS):
        return _unzstd(file)
    return _plain(file, begin)


def _plain(file: BinaryIO, data: bytes) -> Iterator[bytes]:
    while data:
        yield data
        data = file.read(_CHUNK)


def _unzstd(file: BinaryIO) -> Iterator[bytes]:
    """The frames of a zstd file; the dictionary of a .warc.zst stands in its first frame."""
    try:
        words = _dictionary(file)
    except (zstd.ZstdError, ValueError):
        words = None
    file.seek(0)
    return _Members(file, b"", _ZSTD, lambda data: _ZstdFrame(data, words)).content()


class _GzipMember:
    is_checked = True

    def __init__(self, _: bytes) -> None:
        self.packed = zlib.decompressobj(wbits=31)

    def out(self, piece: bytes) -> Iterator[bytes]:
        yield self.packed.decompress(piece)


class _ZstdFrame:
    def __init__(self, data: bytes, words: zstd.ZstdDict | None) -> None:
        self.packed = zstd.ZstdDecompressor(zstd_dict=words)
        self.is_checked = data[:4] != _FRAME or len(data) < 5 or bool(data[4] & _CHECKED)

    def out(self, piece: bytes) -> Iterator[bytes]:
        yield self.packed.decompress(piece, _CHUNK)  # a few bytes may stand for a hundred megabytes
        while not self.packed.eof and not self.packed.needs_input:
            yield self.packed.decompress(b"", _CHUNK)


_FAULTS = (zlib.error, zstd.ZstdError)
_Member = _GzipMember | _ZstdFrame


@dataclass(slots=True)
class _Behind:
    """The last packed bytes of a member, among which one that it swallowed may begin."""

    pieces: deque[bytes] = field(default_factory=deque)
    size: int = 0

    def add(self, piece: bytes) -> None:
        self.pieces.append(piece)
        self.size += len(piece)
        while self.size - len(self.pieces[0]) >= _SWALLOWED:
            self.size -= len(self.pieces.popleft())

    def end(self, left: int, *, is_whole: bool) -> None:
        """The member has ended so many bytes before the last of these; of one that is whole nothing is looked for."""
        if is_whole:
            self.pieces.clear()
        elif left:
            last = self.pieces.pop()
            self.pieces.append(last[: len(last) - left])


class _Members:
    """A packed file: `data` are the bytes at hand, `begins` tells where a member may begin, `opened` unpacks it."""

    def __init__(
        self, file: BinaryIO, data: bytes, begins: re.Pattern[bytes], opened: Callable[[bytes], _Member]
    ) -> None:
        self._file, self._data, self._begins, self._opened = file, data, begins, opened
        self._at = 0  # bytes of the file before those at hand
        self._furthest = -1  # where a member broke or ended without a check
        self._tries = 0  # members that broke no further than that

    def content(self) -> Iterator[bytes]:
        """What the members hold; bytes that are none, or a damaged one, are a hole."""
        behind = _Behind()
        while self._fill():
            if len(self._data) < _LONGEST_SIGN:
                self._data += self._file.read(_CHUNK)
            if self._begins.match(self._data):
                behind = _Behind()
                yield from self._member(behind)
                continue
            if self._data.strip(b"\0"):  # disks pad with zeros
                yield _HOLE
            if not self._look_behind(behind):
                self._look_ahead()
            behind = _Behind()

    def _fill(self) -> bytes:
        self._data = self._data or self._file.read(_CHUNK)
        return self._data

    def _member(self, behind: _Behind) -> Iterator[bytes]:
        """What one member holds, up to where it breaks; `behind` then holds its last bytes, if it may have swallowed
        another one.
        """
        member = self._opened(self._data)
        any_out = ended = False
        while not member.packed.eof:
            # little at a time: of the piece in which a member breaks nothing comes out
            piece, self._data = self._data[:_PIECE], self._data[_PIECE:]
            try:
                for out in member.out(piece):
                    if out:
                        any_out, ended = True, out.endswith(b"\r\n\r\n")
                        yield out
            except _FAULTS:
                yield _HOLE
                self._data = piece + self._data
                if not self._look_behind(behind):
                    self._look_ahead()
                return
            self._at += len(piece)
            behind.add(piece)
            if not self._fill() and not member.packed.eof and not member.packed.unused_data:
                # cut off: the record in it comes out short
                if ended or not any_out:  # its record is whole, the packing is not; or nothing of it is left
                    yield _HOLE
                if self._look_behind(behind) and not (ended or not any_out):
                    yield _HOLE
                return
        left = member.packed.unused_data
        self._data = left + self._data
        self._at -= len(left)
        behind.end(len(left), is_whole=member.is_checked)

    def _look_behind(self, behind: _Behind) -> bool:
        """Go back to where a member begins among the last bytes of the one that was read, if one does."""
        if self._at > self._furthest:
            self._furthest, self._tries = self._at, 0
        self._tries += 1
        if self._tries > _MOST_TRIES or not behind.pieces:
            return False
        read = b"".join(behind.pieces)
        data = read + self._data
        for found in self._begins.finditer(data, 1):
            if found.start() >= len(read):
                break
            if self._begins_record(data[found.start() :]):
                self._at -= len(read) - found.start()
                self._data = data[found.start() :]
                return True
        return False

    def _begins_record(self, data: bytes) -> bool:
        """Whether bytes are a member, as far as they go, and a record begins in it, if anything does so far."""
        member, begun = self._opened(data), b""
        try:
            for start in range(0, len(data), _PIECE):
                for out in member.out(data[start : start + _PIECE]):
                    begun = (begun + out[:_PIECE]).lstrip(_PADDING)
                    if len(begun) >= len(_BEGINNING):
                        return begun.startswith(_BEGINNING)
                if member.packed.eof:
                    return False
        except _FAULTS:
            return False
        return not begun

    def _look_ahead(self) -> None:
        """Go on to where a member begins next, after the first byte at hand."""
        self._go(1)
        while (found := self._begins.search(self._data)) is None:
            more = self._file.read(_CHUNK)
            if not more:
                self._go(len(self._data))
                return
            self._go(max(0, len(self._data) + 1 - _LONGEST_SIGN))
            self._data += more
        self._go(found.start())

    def _go(self, count: int) -> None:
        self._at += count
        self._data = self._data[count:]


def _dictionary(file: BinaryIO) -> zstd.ZstdDict | None:
    file.seek(0)
    begin = file.read(8)
    if begin[:4] != _WORDS:
        return None
    words = file.read(min(int.from_bytes(begin[4:], "little"), LARGEST_BLOCK))
    return zstd.ZstdDict(zstd.decompress(words) if words[:4] == _FRAME else words)
