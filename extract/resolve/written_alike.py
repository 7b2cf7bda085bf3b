"""Two names as they would stand if one hand had written both: without Korean particles, titles, the county beside
a village's name, a slip in a common word, or a word for "type" that only one of them has.

Nothing here tells whether two names are one thing; it takes away what says nothing of that.
"""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from importlib import resources

from rapidfuzz.distance import OSA

from corpus.names import fold, script_of
from corpus.names.conflicts import compare
from corpus.names.hangul import romanise
from corpus.names.runs import singular
from corpus.names.tsv import read_rows
from corpus.names.vocabulary import DIRECTIONS, HEADS, WEAK, WORDS
from extract.resolve.heard import alike
from extract.resolve.said import place_key

Named = tuple[str, str]  # a name and the sentence that holds it
# Particles of several syllables, which end no name; and those of one, which may.
_PARTICLES = re.compile(
    r"(?<=[가-힣]{2})(?:에서는|에서도|에서의|에서|에게서|에게는|에게|께서는|께서|으로서|으로부터|으로는|으로|까지|부터|에는|이라는|이라고|라는|이란)$"
)
_PARTICLE = re.compile(r"(?<=[가-힣]{2})[은는이가을를의와과도로]$")
_SLIP = 5  # letters that a common word has at least for another to be a slip of it
_LONG = 9  # from here on it may have two wrong letters


@lru_cache(maxsize=1)
def _rewrites() -> dict[str, list[tuple[re.Pattern[str], str]]]:
    """written_as.tsv by label: what a pattern finds stands for what is put."""
    lines = resources.files("extract.resolve").joinpath("written_as.tsv").read_text("utf-8").splitlines()
    found: dict[str, list[tuple[re.Pattern[str], str]]] = {}
    for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
        for label in row["labels"].split("|"):
            found.setdefault(label, []).append((re.compile(row["pattern"]), row["put"]))
    return found


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    """The English words that are no name."""
    found = {word for table in (HEADS, WORDS, WEAK, DIRECTIONS) for word in table if word.isascii()}
    for table in ("common_nouns.tsv", "common_verbs.tsv", "places.tsv"):
        found |= {word for row in read_rows(table) for word in row["english"].split() if word.isascii()}
    return frozenset(word for word in found | {"workers", "worker"} if len(word) >= _SLIP)


def written_alike(a: Named, b: Named, label: str) -> tuple[Named, Named]:
    """The two (name, sentence) with the names in one hand; a sentence changes where it would not hold its name."""
    one, two = names_alike(a[0], b[0], label)
    return _in_sentence(a, one), _in_sentence(b, two)


@lru_cache(maxsize=50_000)
def names_alike(a: str, b: str, label: str) -> tuple[str, str]:
    """The two names in one hand."""
    one, two = rewritten(a, label), rewritten(b, label)
    one, two = _without_particle(one, two), _without_particle(two, one)
    if label == "PLACE":
        one, two = _without_county(one, two)
    if label != "PERSON":
        one, two = _mended(one, two), _mended(two, one)
        one, two = _run_together(one, two), _run_together(two, one)
    if label == "FACTORY":
        one, two = _without_honour(one, two), _without_honour(two, one)
    return one, two


@lru_cache(maxsize=20_000)
def rewritten(name: str, label: str) -> str:
    """A name with what written_as.tsv puts for its parts."""
    for pattern, put in _rewrites().get(label, ()):
        name = pattern.sub(put, name).strip() or name
    return name


def _in_sentence(named: Named, name: str) -> Named:
    was, sentence = named
    return (name, sentence if name in sentence else sentence.replace(was, name, 1))


def _without_particle(name: str, other: str) -> str:
    """A name in Hangul without the particle that a text had joined to it."""
    bare = _PARTICLES.sub("", name)
    short = _PARTICLE.sub("", bare)
    if short == bare:
        return bare
    if script_of(other) == "hangul":
        return short if fold(short) == fold(other) else bare
    latin = "".join(romanise(short))
    whole = "".join(romanise(bare))
    closer = alike([latin], [other]) == 1.0 and alike([whole], [other]) < 1.0
    return short if closer and script_of(other) == "latin" else bare


_COUNTY = re.compile(r"^(?P<own>[^,]{3,}), (?P<where>[A-Z][\w'’-]+)(?: (?:County|City|Province|District))?$")
_COUNTY_FIRST = re.compile(r"^(?P<where>[가-힣]{2,}(?:시|군|도)) ?(?P<own>[가-힣\d]{2,}(?:군|구역|동|리|읍|시))$")


def _without_county(one: str, two: str) -> tuple[str, str]:
    """Two places' names without the county or city beside them, unless each tells another one."""
    found = [_COUNTY.match(name) or _COUNTY_FIRST.match(name) for name in (one, two)]
    if not any(found):
        return one, two
    where = [place_key(match["where"]) if match else "" for match in found]
    if all(where) and where[0] != where[1]:
        return one, two
    for match, other in zip(found, (two, one), strict=True):
        if match and fold(match["where"]) == fold(other):
            return one, two  # a quarter is not its city
    return (found[0]["own"] if found[0] else one), (found[1]["own"] if found[1] else two)


def _mended(name: str, other: str) -> str:
    """A name with the slips in its common words put right, as the other name has them."""
    if script_of(name) != "latin" or script_of(other) != "latin":
        return name
    words, right = name.split(), other.split()
    plain = {word.casefold() for word in right}
    if all(word.casefold() in plain for word in words):
        return name
    for place, word in enumerate(words):
        lower = word.casefold().strip("'’.,")
        if len(lower) < _SLIP - 1 or lower in plain or lower in _common() or not lower.isalpha():
            continue
        for meant in right:
            most = 2 if len(meant) >= _LONG else 1
            bare = meant.casefold().strip("'’.,")
            if singular(bare) == singular(lower):
                break
            if bare in _common() and len(lower) >= _SLIP - 1 and OSA.distance(lower, bare, score_cutoff=most) <= most:
                words[place] = meant
                break
    return " ".join(words)


def _run_together(name: str, other: str) -> str:
    """A name with two words as one where the other name writes them so: corn starch, cornstarch."""
    words, whole = name.split(), {word.casefold(): word for word in other.split() if len(word) > _SLIP}
    for place in range(len(words) - 1):
        joined = "".join(words[place : place + 2])
        if joined.casefold() in whole:
            return " ".join((*words[:place], whole[joined.casefold()], *words[place + 2 :]))
    return name


_HONOUR = re.compile(r"\bYouth (?=(?:\w+ )?Mine\b)|청년(?=광산|탄광)|青年(?=煤矿|铁矿|矿)")


def _without_honour(name: str, other: str) -> str:
    """A mine's name without the word of honour that the other name leaves out, where that is all that parts them."""
    if _HONOUR.search(other) or not _HONOUR.search(name):
        return name
    plain = _HONOUR.sub("", name)
    return plain if compare(plain, other, "FACTORY").relation == "same" else name
