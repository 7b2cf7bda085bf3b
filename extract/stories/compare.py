"""What two texts have in common, measured exactly: shingles shared, the longest passage, what is quoted."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from extract.stories.spelling import name_words, normal_words, spell_words
from extract.stories.words import Hashes, Words, distinct, hash_words, read_words, shingle, winnow

# a quotation this long (in words) is material that two reports may share without one being made from the other
LONG_QUOTE = 8
# an opening mark and its closing one within a paragraph (straight marks take turns), and who said it
_QUOTED = re.compile(r'"[^"\n]*(?:"[^".!?\n]{0,60}|$)|[«「『][^»」』\n]*[»」』]', re.MULTILINE)

# what stands before is looked at last, since a letter is searched for faster
_CAPITAL = re.compile(r"[A-Z](?<!\w[A-Z])[^\W\d_]+")
_SMALL = re.compile(r"[a-z](?<!\w[a-z])[^\W\d_]+")
# in characters: a shorter line without a full stop is no sentence; less prose than this is no article
_LONG_LINE, _LEAST_PROSE = 60, 200
# every stretch of 10 shingles (14 words) that two texts share is sure to be found; in a short text, every 4
WINDOW, SHORT_WINDOW, SHORT_SIZE = 10, 4, 80
_SENTENCE_END = re.compile(r"""[.!?…。！？]["'”’」』)\]]*\s*$""")


@dataclass(frozen=True, kw_only=True)
class Text:
    """A text with what comparing it takes. `told` are the shingles outside of quotations, sorted."""

    raw: str
    words: Words
    told: Hashes

    def spelled(self) -> list[str]:
        """Its words in the spellings that stand for all styles."""
        return name_words(self.words.spelled)

    @cached_property
    def sketch(self) -> Hashes:
        """The hashes by which it is found, sorted."""
        return _sketch(self.words)

    def names_among(self, words: Iterable[str]) -> list[str]:
        """Those that only stand with a capital: a word that opens a sentence and stands elsewhere too is no name."""
        found = [word for word in words if word in self._capital]
        return [word for word in found if word not in self._small]

    @cached_property
    def _capital(self) -> frozenset[str]:
        return frozenset(normal_words(" ".join(_CAPITAL.findall(self.raw))))

    @cached_property
    def _small(self) -> frozenset[str]:
        return frozenset(normal_words(" ".join(_SMALL.findall(self.raw))))

    @property
    def size(self) -> int:
        """How many different shingles it has."""
        return len(self.words.shingles)


@dataclass(frozen=True, kw_only=True, slots=True)
class Overlap:
    """What two texts share: so many shingles, and shares between 0 and 1.

    `contained` is the share of the shorter text's shingles that the longer has, `told` the same for what stands
    outside of quotations.
    """

    shared: int
    contained: float
    told: float


def read_text(raw: str) -> Text:
    """A text made ready for comparison, without the lines that are menus, bylines and headlines of others."""
    raw = without_furniture(raw)
    words = read_words(raw)
    return Text(raw=raw, words=words, told=_told(raw, words))


def passages_of(raw: str) -> Hashes:
    """The sketch of a text by itself, sorted: quotations need not be told apart for it."""
    return _sketch(read_words(without_furniture(raw)))


def _sketch(words: Words) -> Hashes:
    return winnow(words.ordered, SHORT_WINDOW if len(words.shingles) < SHORT_SIZE else WINDOW)


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
    spoken = []
    for match in _QUOTED.finditer(_plain_quotes(raw)):
        quoted = hash_words(spell_words(match[0]))
        if len(quoted) >= LONG_QUOTE:
            spoken.append(shingle(quoted, words.per_shingle))
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
    contained = told = shared / least if least else 0.0
    told_least = min(len(a.told), len(b.told))
    # a text that is nearly all quotation is compared as a whole
    if told_least >= 12 and (len(a.told) < a.size or len(b.told) < b.size):
        told = common(a.told, b.told) / told_least
    return Overlap(shared=shared, contained=contained, told=told)


def most_in_a_row(a: Text, b: Text, shared: int) -> int:
    """How many words in a row two texts that share so many shingles have in common at most."""
    repeated = max(len(text.words.ordered) - text.size for text in (a, b))
    return shared + repeated + a.words.per_shingle - 1


def longest_run(a: Words, b: Words) -> int:
    """The length, in words, of the longest stretch of shingles of `a` that `b` has too, in whatever order there."""
    if a.per_shingle != b.per_shingle or not len(a.ordered) or not len(b.shingles):
        return 0
    best = min(_longest(_held(a.ordered, b.shingles)), _longest(_held(b.ordered, a.shingles)))
    return best + a.per_shingle - 1 if best else 0


def longest_quoted(a: Text, b: Text) -> int:
    """The length, in words, of the longest stretch of a quotation in either text that the other has too."""
    return max(_longest_quoted(a, b), _longest_quoted(b, a))


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
