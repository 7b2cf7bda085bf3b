"""What a text is about beside the names in it: things and matters of subjects.tsv, the same in five languages."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

import ahocorasick_rs

LANGUAGES = ("en", "ko", "zh", "ja", "ru")
# what an English word may end in beside itself; words with a "*", and all Russian ones, are beginnings
_ENDINGS = ("", "s", "es", "'s", "’s")
_STEM = "*"
# languages whose words have spaces between them: a match begins a word
_SPACED = ("en", "ru")
_LONGEST_ENDING = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Finder:
    """Finds the words of one language: which subject each stands for, and whether it is a beginning."""

    words: ahocorasick_rs.AhoCorasick
    subjects: tuple[str, ...]
    beginnings: tuple[bool, ...]


@cache
def subject_rows() -> tuple[Mapping[str, str], ...]:
    """The rows of the table: `subject`, `weight`, and the words by language."""
    text = (resources.files("extract.events") / "subjects.tsv").read_text("utf-8")
    return tuple(csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))


@cache
def subject_weights() -> Mapping[str, float]:
    """How much sharing each subject says, from 0.1 for what most reports speak of to 1."""
    return {row["subject"]: float(row["weight"]) for row in subject_rows()}


def subjects_in(text: str, language: str) -> frozenset[str]:
    """The subjects that a text speaks of; none in a language without words."""
    if language not in LANGUAGES:
        return frozenset()
    finder, text = _finder(language), text.lower()
    found = set()
    for word, start, end in finder.words.find_matches_as_indexes(text, overlapping=True):
        subject = finder.subjects[word]
        if subject not in found and (
            language not in _SPACED or _is_word(text, start, end, beginning=finder.beginnings[word])
        ):
            found.add(subject)
    return frozenset(found)


def _is_word(text: str, start: int, end: int, *, beginning: bool) -> bool:
    """Whether a match begins a word, and (unless a beginning is all that is asked for) ends one."""
    if start and text[start - 1].isalpha():
        return False
    if beginning:
        return True
    rest = text[end : end + _LONGEST_ENDING]
    return any(rest.startswith(ending) and not rest[len(ending) : len(ending) + 1].isalpha() for ending in _ENDINGS)


@cache
def _finder(language: str) -> Finder:
    words = [(word, row["subject"]) for row in subject_rows() for word in row[language].split("|") if word]
    return Finder(
        words=ahocorasick_rs.AhoCorasick([word.rstrip(_STEM).lower() for word, _ in words]),
        subjects=tuple(subject for _, subject in words),
        beginnings=tuple(language == "ru" or word.endswith(_STEM) for word, _ in words),
    )
