"""`jangmadang_token_splits_v1`: cuts tokens in which a Korean name is stuck to something else. The text stays as it is.

KCNA's web pages drop the spaces around names set in bold: "ComradeKim Jong Unvisited". And the tokenizer takes the full
stop after "Sin Il Jun." or "Ji Chol U." for an abbreviation's, and "U.S.-Japan" for one word.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise

from spacy.language import Language
from spacy.tokens import Doc

from corpus.names.surnames import SURNAMES

_LEADER = r"Kim (?:Jong Un|Jong Il|Il Sung|Jong Suk)"
# Also "--Kim Jong Un" and "HEKim Jong Un".
_GLUED_BEFORE = re.compile(rf"(?<=[\w,;-])(?={_LEADER})")
# "Kim Jong Ung" may be somebody else: what follows must be two letters or more.
_GLUED_AFTER = re.compile(rf"{_LEADER}(?=[A-Za-z]{{2}})")
# "U.S.-Japan" and "ROK-U.S." are one token each; the hyphen parts two names.
_STATE = r"U\.[SKN]\."
_HYPHENED_STATE = re.compile(
    rf"(?<={_STATE})(?=[-–/]\w)|(?<={_STATE}[-–/])(?=\w)|(?<=\w)(?=[-–/]{_STATE})|(?<=\w[-–/])(?={_STATE})"
)
KOREAN_SURNAMES = frozenset(spelled for surname in SURNAMES for spelled in surname.telling)
# Given names that look like a month or an initial, after a surname or after a surname and a syllable.
_SURNAME = f"(?:{'|'.join(sorted(KOREAN_SURNAMES))})"
_FALSE_ABBREVIATION = re.compile(
    rf"\b(?:(?:{_SURNAME}|[A-Z][a-z]{{0,4}} [A-Z][a-z]{{1,5}})[ -](?:U|O|I|Gen|Sun|u|o)|[A-Z][a-z]+ (?:Jun|Jan))"
    r"(?=\.(?:\s+\D|$|[\"”]))"
)


def split_tokens(doc: Doc, offsets: Iterable[int]) -> None:
    """Cuts the tokens of `doc` in place at character offsets; an offset between tokens changes nothing."""
    begins = [token.idx for token in doc]
    cuts: dict[int, set[int]] = defaultdict(set)
    for offset in offsets:
        index = bisect_right(begins, offset) - 1
        inside = offset - begins[index]
        if 0 < inside < len(doc[index]):
            cuts[index].add(inside)
    if not cuts:
        return
    with doc.retokenize() as retokenizer:
        for index, inner in cuts.items():
            text = doc[index].text
            bounds = [0, *sorted(inner), len(text)]
            pieces = [text[start:end] for start, end in pairwise(bounds)]
            # A split needs heads; there is no parse here, so that every piece may hang on the first.
            retokenizer.split(doc[index], pieces, heads=[(doc[index], 0)] * len(pieces))


def glued_name_offsets(text: str) -> list[int]:
    """Character offsets at which a Korean name, or a state's abbreviation, begins or ends inside a token."""
    offsets = [match.end() for match in _FALSE_ABBREVIATION.finditer(text)]
    if "U." in text:
        offsets += [match.start() for match in _HYPHENED_STATE.finditer(text)]
    if "Kim " in text:
        offsets += [match.start() for match in _GLUED_BEFORE.finditer(text)]
        offsets += [match.end() for match in _GLUED_AFTER.finditer(text)]
    return offsets


# Where a space was lost before a leader's name: not after the hyphen of "Kim Il Sung-Kim Jong Il".
_SPACE_BEFORE = re.compile(rf"(?<=[^\W\d_])(?={_LEADER})|(?<=[^\W\d_][.,;:)”])(?={_LEADER})|(?<=--)(?={_LEADER})")


def missing_spaces(text: str) -> list[int]:
    """Character offsets before which a text lost the space beside a leader's name, in order ("theKim Jong Un")."""
    if "Kim " not in text:
        return []
    found = {match.start() for match in _SPACE_BEFORE.finditer(text)}
    return sorted(found | {match.end() for match in _GLUED_AFTER.finditer(text)})


@Language.component("jangmadang_token_splits_v1")
def split_glued_names(doc: Doc) -> Doc:
    """The document with tokens cut around glued names."""
    offsets = glued_name_offsets(doc.text)
    if offsets:
        split_tokens(doc, offsets)
    return doc
