"""Whose a ministry or a cabinet is that stands without its country: by what is said at it, in its list, in the article.

"The Foreign Ministry, the Ministry of Justice" after "the Federation Council of Russia" are Russia's. Where nothing
tells, the name decides alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Set
from functools import lru_cache

from extract.resolve.said import COUNTRIES, COUNTRY_WORDS

HOME = "KP"
# What nearly every state has one of, in the words that it is called by.
_BODY = re.compile(
    r"(?:the )?(?:(?:Ministry|Department|Bureau) (?:of|for) (?!.+ (?:of|in) ).+|(?:[A-Z][a-z]+ )?Ministry|"
    r"(?:[A-Z][a-z]+ )?Cabinet|Government|Parliament|National Assembly|State Council|Supreme (?:People's )?Court|"
    r"Supreme People's Procuratorate|Central Bank|Air Force|Navy|General Staff|Coast Guard|Central Military Commission|"
    r"Standing Committee|State Planning Commission)"
)
_COUNTRY = re.compile(rf"(?:{COUNTRY_WORDS})", re.IGNORECASE)
# Between a country and a body of the same list stand names and these words, no verb of what somebody did.
_LISTED = re.compile(
    r"(?:[\s,()/&.'’\"-]|\b(?:[A-Z][\w.'’-]*|the|and|of|for|from|including|officials?|relevant|sectors?|side|were|members?|"
    r"personages|government|political|parties|organi[sz]ations|institutions|delegation|other|departments?|as|well|his|her|"
    r"chairman|vice-chairman|vice-minister|minister|director|secretary|head)\b|\d+)*"
)
_RIGHT_AFTER = re.compile(r",? (?:of|in|from) (?:the )?")
# An article speaks of one country where it names it so often, and so much more often than any other.
_OFTEN, _MORE = 4, 3


@lru_cache(maxsize=50_000)
def is_bare_body(name: str) -> bool:
    """Whether a name is that of a state's body without the state's: "Ministry of Justice", "Cabinet"."""
    return _BODY.fullmatch(name.replace("’", "'")) is not None and not countries_in(name)


def countries_in(text: str) -> list[str]:
    """The codes of the countries that a text names or calls by an adjective, in order."""
    return [code for _, _, code in _named(text)]


def _named(text: str) -> list[tuple[int, int, str]]:
    return [
        (*match.span(), COUNTRIES[match[0].casefold()])
        for match in _COUNTRY.finditer(text)
        if match[0][0].isupper() and match[0] != "Us"
    ]


def country_told(sentence: str, start: int, end: int) -> str:
    """The country that a sentence gives the body which stands at `start` to `end`, or ""."""
    named = _named(sentence)
    if after := _RIGHT_AFTER.match(sentence, end):
        for first, _, code in named:
            if first == after.end():
                return code
    before = [item for item in named if item[1] <= start]
    if not before:
        return ""
    _, last, code = before[-1]
    between = sentence[last:start]
    return code if _LISTED.fullmatch(between) else ""


def country_of_article(title: str, text: str, among: Set[str] = frozenset()) -> str:
    """The one country that an article speaks of, or "".

    Where only those of `among` have such a body, it is enough that one of them is named more often than the others.
    """
    counted = Counter(code for code in countries_in(f"{title}\n{text}") if not among or code in among)
    if not counted:
        return ""
    (code, most), *others = counted.most_common(2)
    second = others[0][1] if others else 0
    return code if (most > second and among) or (most >= _OFTEN and most >= _MORE * second) else ""
