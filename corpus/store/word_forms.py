"""The forms under which a word of a query is looked for: Korean without its particle, Russian in every case, English as
the British and as the Americans spell it.

A Korean word is searched as a run of characters, so that what stands after it does no harm in the text; in the query it
does: 쌀값 is to find 쌀, 라선에서 라선. Particles that often end a name (김정은, 신의주) stay.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from corpus.names.vocabulary import AMERICAN, BRITISH

if TYPE_CHECKING:
    from pymorphy3 import MorphAnalyzer

_TRADE = re.compile(r"([가-힣]+)(?:값|가격|시세)(?:이|은|을|도)?")
_PARTICLE = re.compile(
    r"([가-힣]{2,})(?:을|를|는|에서|에서는|에선|에서의|에게|에게서|에는|으로|으로는|으로부터|로부터|까지|부터|께서|께서는|이라는|라는|들은|들이|보다)"
)
_RUSSIAN = re.compile(r"[\u0400-\u04ff]{3,}")
_ENGLISH = re.compile(r"[A-Za-z]{3,}")
_MAX_FORMS = 12


@lru_cache(maxsize=10_000)
def word_forms(word: str) -> tuple[str, ...]:
    """The forms to look for in place of a word; the word itself where it has but one."""
    plain = word.lower()
    if other := AMERICAN.get(plain) or BRITISH.get(plain):
        return (word, other)
    if korean := _TRADE.fullmatch(word) or _PARTICLE.fullmatch(word):
        return (korean[1],)
    if _RUSSIAN.fullmatch(word):
        best = _analyser().parse(word)[0]
        if best.is_known and best.tag.POS in ("NOUN", "ADJF", "PRTF"):
            forms = dict.fromkeys([word.lower(), *(form.word for form in best.lexeme)])
            return tuple(forms)[:_MAX_FORMS]
    return (word,)


def phrase_forms(phrase: str) -> tuple[str, ...]:
    """A quoted phrase as it is, then as it would stand in British and in American spelling."""
    return tuple(dict.fromkeys((phrase, _spelled(phrase, BRITISH), _spelled(phrase, AMERICAN))))


def _spelled(phrase: str, table: dict[str, str]) -> str:
    return _ENGLISH.sub(lambda word: table.get(word[0].lower(), word[0]), phrase)


@cache
def _analyser() -> MorphAnalyzer:
    import pymorphy3

    return pymorphy3.MorphAnalyzer(lang="ru")
