"""The words of which names of plants, organisations and goods are made, in English and Korean, as one vocabulary.

lexicon.tsv gives each meaning a role: a `head` says what the thing is, a `word` what it makes or does, a `weak` word
may be missing without making another thing, a `direction` must agree, a `filler` says nothing, a `spelling` is another
spelling of a good, a `split` form holds several meanings, a `phrase` is several words for one, and an `alike` word is
put for those in its row. What is in no row is a proper name.
"""

from __future__ import annotations

import re

from corpus.names.tsv import read_rows

# Heads that a short form may leave out: Kimchaek Steel, Daesong Trading.
OPTIONAL_HEADS = frozenset(("factory", "company", "group"))
HEADS: dict[str, str] = {}
WORDS: dict[str, str] = {}
WEAK: dict[str, str] = {}
DIRECTIONS: dict[str, str] = {}
FILLERS: dict[str, str] = {}
SPELLINGS: dict[str, str] = {}
SPLIT: dict[str, tuple[str, ...]] = {}
PHRASES: dict[str, str] = {}  # several words for what one word says
ALIKE: dict[str, frozenset[str]] = {}  # a word and those that writers put for it: poultry for chicken


def _load() -> None:
    tables = {
        "head": HEADS,
        "word": WORDS,
        "weak": WEAK,
        "direction": DIRECTIONS,
        "filler": FILLERS,
        "spelling": SPELLINGS,
    }
    for row in read_rows("lexicon.tsv"):
        forms = f"{row['english']} {row['korean']}".split()
        if row["role"] == "phrase":
            PHRASES.update(dict.fromkeys(row["english"].split("|"), row["meaning"]))
        elif row["role"] == "alike":
            ALIKE[row["meaning"]] = frozenset(row["english"].split())
        elif row["role"] == "split":
            SPLIT.update(dict.fromkeys(forms, tuple(row["meaning"].split())))
        else:
            tables[row["role"]].update(dict.fromkeys(forms, row["meaning"]))
    for table in (HEADS, WORDS, WEAK):
        table.update({meaning: meaning for meaning in set(table.values())})
    WORDS.setdefault("departmentstore", "departmentstore")


_load()

PHRASE = re.compile(
    rf"\b(?:{'|'.join(re.escape(phrase) for phrase in sorted(PHRASES, key=len, reverse=True))})\b", re.IGNORECASE
)

# legal_forms.tsv: how the law calls a firm, by each of its spellings: a firm that names two of these is two firms.
LEGAL_FORMS = {
    spelled: row["form"]
    for row in read_rows("legal_forms.tsv")
    for spelled in (row["form"], *row["spellings"].split("|"))
}

# spelling.tsv: British spelling -> American, with the plurals and forms of verbs; fertiliser is fertilizer.
AMERICAN = {row["british"]: row["american"] for row in read_rows("spelling.tsv")}
BRITISH = {american: british for british, american in AMERICAN.items()}


def american(word: str) -> str:
    """An English word in lower case as Americans spell it."""
    return AMERICAN.get(word, word)


MONTHS = {
    name: month
    for month, names in enumerate(
        (
            *(("january", "jan"), ("february", "feb"), ("march", "mar"), ("april", "apr"), ("may",), ("june", "jun")),
            *(("july", "jul"), ("august", "aug"), ("september", "sep", "sept"), ("october", "oct")),
            *(("november", "nov"), ("december", "dec")),
        ),
        start=1,
    )
    for name in names
}
ORDINALS = {
    word: number
    for number, word in enumerate(
        ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"), start=1
    )
}
CARDINALS = {
    word: number
    for number, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), start=1
    )
}
# Korean words, longest first, for taking a name without spaces apart from its end.
KOREAN = sorted(
    {form for table in (HEADS, WORDS, WEAK, SPLIT) for form in table if "가" <= form[0] <= "힣"},
    key=lambda form: (-len(form), form),
)
