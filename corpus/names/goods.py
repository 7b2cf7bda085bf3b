"""Names of goods: a brand, which is read as Korean where it can be, and words, which are read as English.

Two goods are one only when every word agrees: coal is not coking coal, and iron is not steel. Across scripts the words
meet in their meanings.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from corpus.names.runs import Run, join_run, joined_keys, singular, split_brackets, take_korean
from corpus.names.syllables import read_latin
from corpus.names.text import fold_words, script_of
from corpus.names.vocabulary import FILLERS, HEADS, PHRASE, PHRASES, SPELLINGS, WEAK, WORDS, american


@dataclass(frozen=True, kw_only=True, slots=True)
class Good:
    """A good's name taken apart: `runs` of brand names, `words` as spelled (none in Korean), their `meanings`, numbers
    as `marks`, what stood in brackets as `qualifiers`.
    """

    runs: tuple[Run, ...]
    words: frozenset[str]
    meanings: frozenset[str]
    marks: frozenset[str]
    qualifiers: frozenset[str]

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the name, best first: with its words as spelled, then with their meanings."""
        brands = joined_keys(self.runs, most=3) if self.runs else [""]
        tails = ["_".join(sorted(words | self.marks)) for words in (self.words, self.meanings) if words]
        joined = [f"{brand}_{tail}".strip("_") for tail in tails or ["_".join(sorted(self.marks))] for brand in brands]
        return tuple(dict.fromkeys(key for key in joined if key))


@lru_cache(maxsize=50_000)
def read_good(name: str) -> Good:
    """A good's name taken apart."""
    text, qualifiers = split_brackets(name)
    if script_of(text) == "hangul":
        return _read_korean(text, qualifiers)
    text = PHRASE.sub(lambda match: PHRASES[match.group().casefold()], text)
    runs: list[list[Run]] = []
    words: set[str] = set()
    meanings: set[str] = set()
    marks: set[str] = set()
    is_open = False
    for token in re.findall(r"[^\W_]+(?:['’][^\W_]+)*", text.replace("-", " ")):
        plain = (
            "".join(fold_words(token)).removesuffix("s") if token.endswith(("'s", "’s")) else "".join(fold_words(token))
        )
        plain = american(plain)
        if plain.isdigit():
            marks.add(str(int(plain)))
        elif plain in FILLERS:
            continue
        elif _is_brand(token, plain):
            if not is_open:
                runs.append([])
            runs[-1].append((plain, read_latin(plain)))
            is_open = True
            continue
        else:
            word = SPELLINGS.get(plain) or SPELLINGS.get(singular(plain)) or singular(plain)
            words.add(word)
            meanings.add(WORDS.get(plain) or WORDS.get(word) or word)
        is_open = False
    return Good(
        runs=tuple(join_run(run) for run in runs),
        words=frozenset(words),
        meanings=frozenset(meanings),
        marks=frozenset(marks),
        qualifiers=qualifiers,
    )


def _is_brand(token: str, plain: str) -> bool:
    """A capitalised word that can be Korean and is no English word we know."""
    if not token[:1].isupper() or any(plain in table or singular(plain) in table for table in (WORDS, HEADS, WEAK)):
        return False
    return bool(read_latin(plain)) or token.isupper() or any(letter.isdigit() for letter in token)


def _read_korean(text: str, qualifiers: frozenset[str]) -> Good:
    runs: list[Run] = []
    meanings: set[str] = set()
    marks: set[str] = set()
    for word in re.findall(r"[가-힣]+|\d+|[A-Za-z]+", text):
        if word.isdigit():
            marks.add(str(int(word)))
            continue
        if word.isascii():
            runs.append((word.casefold(), ()))
            continue
        if word == "형":  # 《HX-20》형: of that model
            continue
        proper, forms = take_korean(word)
        if proper is not None:
            runs.append(proper)
        for form in forms:
            meanings.update(meaning_of(form))
    return Good(
        runs=tuple(runs),
        words=frozenset(),
        meanings=frozenset(meanings),
        marks=frozenset(marks),
        qualifiers=qualifiers,
    )


def meaning_of(form: str) -> tuple[str, ...]:
    """What a Korean word of the vocabulary means."""
    from corpus.names.vocabulary import SPLIT

    if form in SPLIT:
        return tuple(WORDS.get(part, part) for part in SPLIT[form])
    return (WORDS.get(form) or HEADS.get(form) or WEAK.get(form) or form,)
