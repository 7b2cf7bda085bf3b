"""Ordinary English words, whose capital comes from their position: `python -m models.scripts.ordinary_words`.

Written is `assets/ordinary_words.txt`: the words that Webster's Second (1934, public domain; package `english-words`)
has in lower case, as far as GloVe counts them among the most frequent, with their forms in -s, -ed, -ing, -er, -est
and -ly, and those that the training texts have in lower case. Left out is what names somebody or something: Korean
syllables, given names, places and people of the base, and firms that are called by a word.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path

import click

from corpus.names.surnames import SURNAMES
from models.components.word_lists import word_list
from models.kb import load_base
from models.patterns import guard_words
from models.scripts.korean_names import SPELLED
from models.scripts.markup import read_folder
from models.scripts.name_sources import read_lists
from models.scripts.vectors import read_glove

# A word of three letters counts as far as this rank of frequency.
_RARE = 15_000
TRAIN = Path(__file__).parent.parent / "assets" / "train"
ORDINARY = Path(__file__).parent.parent / "assets" / "ordinary_words.txt"
# Firms, brands and months that are words.
_FIRMS = word_list("word_firms")
# Of the guarded names those that begin a name less often than not.
_NO_NAMES = frozenset((
    "new", "nice", "man", "male", "mobile", "reading", "state", "customs", "interior", "defense", "defence", "chairman",
    "peace", "unity", "spring",
))  # fmt: skip
_ENDINGS = (
    ("s", ("",)), ("es", ("",)), ("ies", ("y",)), ("ed", ("", "e")), ("ied", ("y",)), ("ing", ("", "e")),
    ("er", ("", "e")), ("ers", ("", "e")), ("est", ("", "e")), ("ly", ("", "le")), ("ily", ("y",)),
)  # fmt: skip


def _is_form(word: str, known: frozenset[str]) -> bool:
    """Whether a word is in the list, or a regular form of one that is ("delegates", "stopped")."""
    if word in known:
        return True
    for ending, others in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 2:
            doubled = stem[:-1] if stem[-1] == stem[-2] else ""
            if any(stem + other in known for other in others) or (doubled and doubled in known):
                return True
    return False


def names() -> frozenset[str]:
    """Lower-case words that name somebody or something."""
    people = read_lists()["people"]
    found = {word.lower() for key in people for name in people[key] for word in name.split()}
    found |= {syllable.lower() for row in SPELLED for syllable in row} | {
        s.lower() for row in SURNAMES for s in row.telling
    }
    for entity in load_base():
        if entity.label in ("PERSON", "PLACE"):
            found |= {
                word.lower() for name in entity.names if name.isascii() for word in name.split() if name.count(" ") < 1
            }
    return frozenset(found | (guard_words("names") - _NO_NAMES) | _FIRMS)


@cache
def read_ordinary() -> frozenset[str]:
    """The list as it was written."""
    return frozenset(ORDINARY.read_text(encoding="utf-8").split())


def _written() -> frozenset[str]:
    """Words that the training texts have in lower case at least three times."""
    counts = Counter(word for text in read_folder(TRAIN) for word in re.findall(r"(?<![\w'’-])[a-z]{3,}\b", text.text))
    return frozenset(word for word, times in counts.items() if times > 2)


@click.command()
@click.option("--words", default=60000, show_default=True, help="How many of GloVe's most frequent words to look at.")
def main(words: int) -> None:
    """Writes the list."""
    from english_words import get_english_words_set
    from faker.providers.person.en_US import Provider

    given, family = (frozenset(map(str.lower, table)) for table in (Provider.first_names, Provider.last_names))
    known = frozenset(word for word in get_english_words_set(["web2"]) if word.isalpha() and word.islower())
    frequent = [word for word in read_glove()[0][:words] if word.isascii() and word.isalpha()]
    common = {
        word for rank, word in enumerate(frequent) if len(word) > (3 if rank > _RARE else 2) and _is_form(word, known)
    }
    kept = sorted(((common - family) | _written()) - given - names())
    ORDINARY.write_text("\n".join(kept) + "\n", encoding="utf-8")
    click.echo(f"{len(kept)} words -> {ORDINARY}")


if __name__ == "__main__":
    main()
