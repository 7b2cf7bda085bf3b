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
_SEPARATORS = re.compile(r"[\s,()/&\"]+")
_LISTED_NAME = re.compile(r"[A-Z][\w.'’-]*|\d+")
_LISTED_WORDS = frozenset((
    "the", "and", "of", "for", "from", "including", "official", "officials", "relevant", "sector", "sectors", "side",
    "were", "member", "members", "personages", "government", "political", "parties", "organisations", "organizations",
    "institutions", "delegation", "other", "department", "departments", "as", "well", "his", "her", "chairman",
    "vice-chairman", "vice-minister", "minister", "director", "secretary", "head",
))  # fmt: skip
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
    return code if _is_list(between) else ""


def _is_list(between: str) -> bool:
    """Whether nothing but names, numbers and the words of a list stand in a piece of a sentence."""
    parts = (part.strip(".'’-") for part in _SEPARATORS.split(between))
    return all(not part or part in _LISTED_WORDS or _LISTED_NAME.fullmatch(part) for part in parts)


@lru_cache(maxsize=32)  # each body of an article asks for the same
def _countries_counted(title: str, text: str) -> Counter[str]:
    return Counter(countries_in(f"{title}\n{text}"))


def country_of_article(title: str, text: str, among: Set[str] = frozenset()) -> str:
    """The one country that an article speaks of, or "".

    Where only those of `among` have such a body, it is enough that one of them is named more often than the others.
    """
    named = _countries_counted(title, text)
    counted = Counter({code: count for code, count in named.items() if not among or code in among})
    if not counted:
        return ""
    (code, most), *others = counted.most_common(2)
    second = others[0][1] if others else 0
    return code if (most > second and among) or (most >= _OFTEN and most >= _MORE * second) else ""
