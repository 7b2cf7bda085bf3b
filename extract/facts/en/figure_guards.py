"""What makes a sentence's figure none: what has not happened, what only changed, what belongs to another time."""

from __future__ import annotations

import re

from extract.facts.en.amounts import Amount, read_money

_NOT_YET = re.compile(
    r"\b(?:may|(?i:will|would|could(?! be (?:had|bought|found|exchanged)\b)"
    r"|should|might|must|cannot|can only|shall|ought|expect\w*|forecast\w*|foresee\w*"
    r"|predict\w*"
    r"|fears?|feared|hop(?:e[sd]?|ing)|plan(?:s|ned|ning)? to|plans? (?:is|was|for)|aim(?:s|ed|ing)? (?:to|at)"
    r"|target(?:s|ed|ing)?"
    r"|likely|unless|if|whether|(?:is|are|was|were) (?:about |due |set )?to|going to|agreed to|pledg\w*"
    r"|promis\w*|vow\w*"
    r"|intend\w*|propos\w*|wants?|seek(?:s|ing)? to|in order to|set to|about to|asked to|told to|urg\w*"
    r"|called (?:on|for)"
    r"|calls (?:on|for)|order(?:s|ed)|[Aa]s if|supposed to|eager to|ready to|yet to|due to open|see the"
    r"|(?:order|decree|directive|rule|law) (?:sets?|fix(?:es|ed)|puts?)))\b"
)
# "rice at 5,000 won will be the least worry": what is to come stands behind the amount
_STILL_TO_COME = re.compile(
    r"^(?:(?!\b(?:and|but|because|as|so|while|who|which|that|said|says|say|when|where|if)\b)[^,;.])*"
    r"\b(?:will|would|could|might|may|should)\b"
)
_NOT = re.compile(
    r"\b(?:not|never|neither|nor|no longer|den(?:y|ies|ied)|without|instead of|rather than|false|hardly|nobody"
    r"|no one|none|nothing)\b|n't\b"
)
_THEN = re.compile(
    r"\b(?:used to|formerly|previously|once|before (?!\d)|(?:which|that) had (?:been|cost|stood|sold|traded|fetched)"
    r"|(?:years?|months?|weeks?|days?|decades?) (?:ago|earlier|before)|at (?:the|that) time|in the past|in those days"
    r"|back then|at (?:its|their|the) (?:peak|height)|(?:in|on|of) that (?:year|month|week|day|winter|spring|summer"
    r"|autumn)"
    r"|(?:in|on|of|at|for|during) the same (?:day|date|week|month|year|time|period|season)"
    r"|(?:in|on|of|during) the (?:previous|preceding|following|next) (?:year|month|week|day)"
    r"|(?:end|start|beginning|middle|turn) of the (?:year|quarter|month|week|season)"
    r"|(?:in|during|over|by) (?:the )?(?:spring|summer|autumn|winter)(?! of\b|,? (?:19|20)\d\d)|ahead of"
    r"|(?:at|on|over|for|around) (?:the )?(?:Lunar|New Year|Chuseok|holidays?)"
    r"|until (?!\d)|prior to|during the (?!\w* ?(?:week|month|day)))\b",
    re.IGNORECASE,
)
# at the head of a sentence these hold for every figure in it
_THEN_ALL = re.compile(
    r"^\W*(?:Before (?!\d)|In the past|At (?:the|that) time|Back then|In those days|Formerly|Previously|Prior to|Until "
    r"(?!\d)|During the|(?:\w+ ){1,3}(?:years?|months?|weeks?|days?) (?:ago|earlier)\b)"
)
# a time within such a clause is that of another event
_EVENT = re.compile(
    r"\b(?:[Aa]fter|[Ww]hen|[Ff]ollowing|[Bb]ecause|[Ss]ince (?:the|his|her|their|its|a)|who|which|where|whose)\b[^,]*$"
)
_CHANGED_BY = re.compile(
    r"(?:\b(?:by|from|than|versus|against|compared (?:with|to)|difference of|gap of|rise of|increase of|drop of|fall of"
    r"|decline of|up|down|rose|risen|rise|rises|jumped|climbed|gained|added|lost|fell|fallen|dropped|slid|moved"
    r"|cheaper|dearer|increased|decreased|grew|widened|narrowed)\s+(?:by )?)"
    r"(?:about |around |roughly |some |nearly |almost |more than |over |less than |as much as |at least |another |the "
    r"|that )*$",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"^\s?-?\s?(?:(?:per|an?|/|each) ?\w+ )?(?:more\b|less\b|higher|lower|cheaper|dearer|increase"
    r"|rise\b|drop\b|fall\b|gap|difference"
    r"|short of|apart|notes?\b|bills?\b"
    r"|banknotes?|coins?|in (?:fines|bribes|loans|cash|debt)|fines?\b|above|below|off\b|extra|on (?:the"
    r"|a) (?:year|week|month)\b)"
)


def not_yet(text: str) -> bool:
    """Whether a clause speaks of what is planned, feared, ordered or only possible."""
    return bool(_NOT_YET.search(text))


def denied(text: str) -> bool:
    """Whether a clause says that something is not so."""
    return bool(_NOT.search(text.lower()))


def of_another_time(text: str) -> bool:
    """Whether a clause speaks of an earlier time without naming it ("used to", "a year ago")."""
    return bool(_THEN.search(text))


def of_a_moment_past(text: str) -> bool:
    """Whether a clause speaks of what had been so ("had cost"), which needs a time named."""
    return bool(_HAD.search(text))


_HAD = re.compile(r"\bhad (?:been|cost|stood|sold|traded|fetched|gone for|paid)\b")


def stated(text: str) -> str:
    """What follows an amount, up to where something else is compared with it."""
    return _COMPARED.split(text, maxsplit=1)[0]


_COMPARED = re.compile(r",|\b(?:(?:up|down) )?(?:from|compared|against|versus|than)\b")


def still_to_come(text: str) -> bool:
    """Whether what follows an amount says that it is yet to be ("… will be the least worry")."""
    return bool(_STILL_TO_COME.search(text))


def all_of_another_time(text: str) -> bool:
    """Whether a sentence begins with an earlier time that it does not name ("Before the pandemic")."""
    return bool(_THEN_ALL.search(text)) and not re.search(r"\bnow\b", text)


def of_an_event(text: str) -> bool:
    """Whether a time that follows this text is that of another event ("after the border closed in January")."""
    return bool(_EVENT.search(text))


def is_change(before: str, after: str) -> bool:
    """Whether an amount between two texts is a change, a comparison, a value of a lot or a banknote: no level."""
    return bool(_CHANGED_BY.search(before) or _MORE.search(after))


def levels(text: str) -> list[Amount]:
    """The amounts of money in a text that state a level: no change, banknote or conversion in brackets."""
    found = read_money(text)
    ends = [*(amount.start for amount in found[1:]), len(text)][: len(found)]
    return [
        amount
        for amount, end in zip(found, ends, strict=True)
        if not is_change(text[: amount.start], text[amount.end : end]) and not _BRACKET.search(text[: amount.start])
    ]


_BRACKET = re.compile(r"\([^()]*$")
_BOUNDARY = re.compile(r"[;—–]|: (?=[A-Z\"“])|,? (?:but|while|whereas|although|though|yet)\b")


def clause(text: str, start: int, end: int) -> tuple[int, int]:
    """The bounds of the clause that holds `start` to `end`: cut at semicolons, dashes and contrasting words."""
    first = max((match.end() for match in _BOUNDARY.finditer(text, 0, start)), default=0)
    last = min((match.start() for match in _BOUNDARY.finditer(text, end)), default=len(text))
    return first, last
