"""Words in the case that they have in running text: a headline's capitals and a sentence's first say nothing of names.

"Premier Inspects Port" over a text that has "inspected" and "port" is read as "premier inspects port"; "Tragedy struck"
as "tragedy struck". Only the recognizer sees these words; the text stays as it is.

A word stays as written where the text has it with a capital inside a sentence more often than without. Where the text
has it in no other place, it is taken down only if it is an ordinary word, and in no name by the noun at its end
("Hoeryong Paper Mill").
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence, Set
from itertools import pairwise

from spacy.tokens import Doc

from models.components.sentences import sentence_starts
from models.components.word_lists import word_list

# Nouns with which names end, and which keep the capitals before them.
NAME_ENDS = frozenset(map(str.title, word_list("name_ends")))
# Of so many ordinary words before such a noun none is taken down: "Kumkop General Foodstuff Factory".
_REACH = 4
_MIN_TITLE_WORDS, _MIN_TITLE_SHARE, _LONG = 3, 0.75, 4
_JOINING = word_list("joining")
# The words of the text that a document is the headline of, if it is one.
if not Doc.has_extension("beside"):
    Doc.set_extension("beside", default=())
_QUOTES, _DASHES = frozenset('"“‘'), frozenset(("--", "—", "–", "-"))
_OPENING = frozenset("\"'“”‘’(—–-*•")


def is_title(words: Sequence[str]) -> bool:
    """Whether the words of a line begin with capitals as those of a headline do, but are not all in capitals."""
    long = [word for word in words if len(word) >= _LONG and word.isalpha()]
    upper = sum(word[0].isupper() for word in long)
    return len(long) >= _MIN_TITLE_WORDS and upper >= _MIN_TITLE_SHARE * len(long) and not all(map(str.isupper, long))


def lines(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """First and last (exclusive) index of each line's words."""
    breaks = [-1, *(index for index, word in enumerate(words) if "\n" in word), len(words)]
    return ((before + 1, after) for before, after in pairwise(breaks) if after > before + 1)


def recased(words: Sequence[str], ordinary: frozenset[str], *, beside: Sequence[str] = ()) -> list[str]:
    """The words, those in lower case that have a capital from their position only; `ordinary` is in lower case.

    `beside` are the words of the text that a headline stands over, where it is read apart from it.
    """
    read = list(words)
    titles = [span for span in lines(words) if is_title(words[slice(*span)])]
    in_title = {index for span in titles for index in range(*span)}
    firsts = ({_past_quotes(words, start) for start in sentence_starts(read)} | _inner_firsts(words)) - in_title
    lower, upper = _cases(words, in_title | firsts, beside)
    for index in firsts:
        if index < len(words) and _is_capitalised(words[index]) and not _goes_on(words, index):
            word = words[index].lower()
            if lower[word] > upper[word] or (not upper[word] and _is_ordinary(word, ordinary)):
                read[index] = word
    for span in titles:
        named, noun = _in_names(words, span, ordinary, plain={word for word in lower if lower[word] > upper[word]})
        for index in range(*span):
            word = words[index].lower()
            if index in named or not _is_capitalised(words[index]) or upper[word] > lower[word]:
                continue
            by_itself = _is_ordinary(word, ordinary) and not upper[word] and index not in noun
            if lower[word] > upper[word] or (by_itself and not _touches_name(words, index, ordinary)):
                read[index] = word
    return read


def _cases(words: Sequence[str], passed: set[int], beside: Sequence[str]) -> tuple[Counter[str], Counter[str]]:
    """How often each of the words passed over stands elsewhere in lower case, and how often with a capital."""
    wanted = {words[index].lower() for index in passed if index < len(words)}
    met = [word for index, word in enumerate(words) if index not in passed and word.lower() in wanted]
    if beside:
        firsts = {_past_quotes(beside, start) for start in sentence_starts(list(beside))}
        met += [word for index, word in enumerate(beside) if index not in firsts and word.lower() in wanted]
    return Counter(word for word in met if word.islower()), Counter(word.lower() for word in met if word.istitle())


def _inner_firsts(words: Sequence[str]) -> set[int]:
    """The indices of the words after a dateline's dash, and of those that open a quoted sentence within another one."""
    found = set()
    for index in range(1, len(words) - 1):
        word = words[index]
        if word in _QUOTES and words[index + 1][:1].isupper():
            after = words[index + 2] if index + 2 < len(words) else ""
            if after.islower() and after.isalpha():
                found.add(index + 1)
        elif word in _DASHES and words[index - 1] == ")":
            found.add(index + 1)
    return found


def _past_quotes(words: Sequence[str], index: int) -> int:
    while index < len(words) and (words[index] in _OPENING or words[index].isspace()):
        index += 1
    return index


def _is_capitalised(word: str) -> bool:
    return word.isalpha() and word.istitle()


def _is_ordinary(word: str, ordinary: frozenset[str]) -> bool:
    return word in ordinary or (word.endswith("s") and word[:-1] in ordinary)


def _goes_on(words: Sequence[str], index: int) -> bool:
    """Whether a capitalised word follows with which the first may make one name ("Grace Kelly", "Golden Gate")."""
    following = words[index + 1 : index + 3]
    if not following:
        return False
    after = following[-1] if following[0] == "-" and len(following) > 1 else following[0]
    return after[0].isupper() or after in ("&", "'s", "’s")


def _touches_name(words: Sequence[str], index: int, ordinary: frozenset[str]) -> bool:
    """Whether a headline's word may be part of the name beside it: "Lake Samil", "Sung Kuk Dong", "Shuangyu Crossing".

    Words that join, and what may be a verb after a name ("Seoul Says"), are none.
    """
    word = words[index].lower()
    if word in _JOINING or word.endswith("ing") or (word.endswith("s") and not word.endswith("ss")):
        return False
    return _is_part_of_name(words, index - 1, ordinary) or _is_part_of_name(words, index + 1, ordinary)


def _is_part_of_name(words: Sequence[str], index: int, ordinary: frozenset[str]) -> bool:
    return (
        0 <= index < len(words) and _is_capitalised(words[index]) and not _is_ordinary(words[index].lower(), ordinary)
    )


def _in_names(
    words: Sequence[str], span: tuple[int, int], ordinary: frozenset[str], *, plain: Set[str]
) -> tuple[set[int], set[int]]:
    """The indices of a headline's words before and in a noun with which names end ("Hoeryong Paper Mill").

    The first are those that a word stands before which is no ordinary one; the others may be a name or not, and are
    none where the text has the noun in lower case (it is in `plain`).
    """
    named: set[int] = set()
    noun: set[int] = set()
    for end in range(*span):
        if words[end] in NAME_ENDS:
            first, is_name = _name_before(words, span[0], end, ordinary)
            if first < end and (is_name or words[end].lower() not in plain):
                (named if is_name else noun).update(range(first, end + 1))
    return named, noun


def _name_before(words: Sequence[str], start: int, end: int, ordinary: frozenset[str]) -> tuple[int, bool]:
    """Where a name that ends at a noun begins, and whether a word that is no ordinary one begins it."""
    first = end
    while first > start and _may_be_part(words[first - 1]) and end - first < _REACH:
        first -= 1
        if not _is_ordinary(words[first].lower(), ordinary):
            while (
                first > start
                and _may_be_part(words[first - 1])
                and not _is_ordinary(words[first - 1].lower(), ordinary)
            ):
                first -= 1
            return first, True
    return first, False


def _may_be_part(word: str) -> bool:
    return word[:1].isupper() and word.lower() not in _JOINING


def read_in_case(doc: Doc, ordinary: frozenset[str]) -> Doc:
    """The document with its words as `recased` reads them, token for token; the same one where nothing changes."""
    words = [token.text for token in doc]
    read = recased(words, ordinary, beside=doc._.beside)
    if read == words:
        return doc
    return Doc(doc.vocab, words=read, spaces=[bool(token.whitespace_) for token in doc])
