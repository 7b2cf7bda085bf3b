"""What two texts have in common, measured exactly: shingles shared, the longest passage, what is quoted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from extract.stories.words import Hashes, Words, distinct, normal_text, normal_words, read_words, split_words

# a quotation this long (in words) is material that two reports may share without one being made from the other
LONG_QUOTE = 8
# an opening mark and its closing one within a paragraph (straight marks take turns), and who said it
_QUOTED = re.compile(r'"[^"\n]*(?:"[^".!?\n]{0,60}|$)|[«「『][^»」』\n]*[»」』]', re.MULTILINE)

_CAPITAL = re.compile(r"\b[A-Z][^\W\d_]+")
_SMALL = re.compile(r"\b[a-z][^\W\d_]+")
# in characters: a shorter line without a full stop is no sentence; less prose than this is no article
_LONG_LINE, _LEAST_PROSE = 60, 200
_SENTENCE_END = re.compile(r"""[.!?…。！？]["'”’」』)\]]*\s*$""")


@dataclass(frozen=True, kw_only=True)
class Text:
    """A text with what comparing it takes. `told` are the shingles outside of quotations, sorted."""

    raw: str
    words: Words
    told: Hashes

    @cached_property
    def spelled(self) -> list[str]:
        """Its words in the spellings that stand for all styles."""
        return normal_words(self.raw)

    @cached_property
    def held(self) -> frozenset[str]:
        """The same, each once."""
        return frozenset(self.spelled)

    @cached_property
    def names(self) -> frozenset[str]:
        """Its words that only stand with a capital: one that opens a sentence and stands elsewhere too is no name."""
        capital = frozenset(normal_words(" ".join(_CAPITAL.findall(self.raw))))
        return capital - frozenset(normal_words(" ".join(_SMALL.findall(self.raw))))

    @property
    def size(self) -> int:
        """How many different shingles it has."""
        return len(self.words.shingles)


@dataclass(frozen=True, kw_only=True, slots=True)
class Overlap:
    """What two texts share. Shares are between 0 and 1; `run` and `quoted` are the longest common passages, in words.

    `contained` is the share of the shorter text's shingles that the longer has, `told` the same for what stands
    outside of quotations; `quoted` is a passage within a quotation of either.
    """

    shared: int
    contained: float
    told: float
    run: int
    quoted: int


def read_text(raw: str) -> Text:
    """A text made ready for comparison, without the lines that are menus, bylines and headlines of others."""
    raw = without_furniture(raw)
    words = read_words(raw)
    return Text(raw=raw, words=words, told=_told(raw, words))


def without_furniture(raw: str) -> str:
    """A text's lines that are sentences; all of it when too little would be left."""
    lines = raw.split("\n")
    if len(lines) < 4:
        return raw
    kept = [line for line in lines if len(line) >= _LONG_LINE or _SENTENCE_END.search(line)]
    prose = "\n".join(kept)
    return prose if len(prose) >= _LEAST_PROSE else raw


def _told(raw: str, words: Words) -> Hashes:
    if not _has_quotes(raw):
        return words.shingles
    spoken = [
        read_words(match[0]).ordered
        for match in _QUOTED.finditer(_plain_quotes(raw))
        if len(split_words(normal_text(match[0]))) >= LONG_QUOTE
    ]
    if not spoken:
        return words.shingles
    return words.shingles[~np.isin(words.shingles, distinct(np.concatenate(spoken)))]


def _has_quotes(raw: str) -> bool:
    return any(mark in raw for mark in '"“„«「『')


def _plain_quotes(raw: str) -> str:
    return raw.replace("“", '"').replace("”", '"').replace("„", '"')


def common(a: Hashes, b: Hashes) -> int:
    """How many hashes two sorted sets share."""
    if len(a) > len(b):
        a, b = b, a
    if not len(a):
        return 0
    places = np.searchsorted(b, a)
    places[places == len(b)] = 0
    return int(np.count_nonzero(b[places] == a))


def measure(a: Text, b: Text) -> Overlap:
    """What two texts share, the same whichever comes first."""
    shared = common(a.words.shingles, b.words.shingles)
    least = min(a.size, b.size)
    # a text that is nearly all quotation is compared as a whole
    told_least = min(len(a.told), len(b.told))
    told = common(a.told, b.told) / told_least if told_least >= 12 else (shared / least if least else 0.0)
    return Overlap(
        shared=shared,
        contained=shared / least if least else 0.0,
        told=told,
        run=longest_run(a.words, b.words) if shared else 0,
        quoted=max(_longest_quoted(a, b), _longest_quoted(b, a)) if shared else 0,
    )


def longest_run(a: Words, b: Words) -> int:
    """The length, in words, of the longest stretch of shingles of `a` that `b` has too, in whatever order there."""
    if a.per_shingle != b.per_shingle or not len(a.ordered) or not len(b.shingles):
        return 0
    best = min(_longest(_held(a.ordered, b.shingles)), _longest(_held(b.ordered, a.shingles)))
    return best + a.per_shingle - 1 if best else 0


def _longest_quoted(a: Text, b: Text) -> int:
    """The length, in words, of the longest stretch of a quotation in `a` that `b` has too."""
    if len(a.told) == a.size or a.words.per_shingle != b.words.per_shingle:
        return 0
    held = _held(a.words.ordered, b.words.shingles) & ~_held(a.words.ordered, a.told)
    best = _longest(held)
    return best + a.words.per_shingle - 1 if best else 0


def _held(ordered: Hashes, shingles: Hashes) -> NDArray[np.bool_]:
    if not len(shingles):
        return np.zeros(len(ordered), dtype=bool)
    places = np.searchsorted(shingles, ordered)
    places[places == len(shingles)] = 0
    return np.asarray(shingles[places] == ordered)


def _longest(flags: NDArray[np.bool_]) -> int:
    edges = np.flatnonzero(np.diff(np.concatenate(([False], flags, [False])).astype(np.int8)))
    return int((edges[1::2] - edges[::2]).max()) if len(edges) else 0
