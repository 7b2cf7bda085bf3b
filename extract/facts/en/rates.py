"""Exchange rates of the North Korean won: "the dollar traded at 8,900 won in Pyongyang"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.store.derived import ExchangeRate
from extract.facts.en.amounts import NUMBER, Amount, currency_of, qualifier_before
from extract.facts.en.figure_guards import (
    all_of_another_time,
    clause,
    denied,
    is_change,
    levels,
    not_yet,
    of_a_moment_past,
    of_an_event,
    of_another_time,
    stated,
    still_to_come,
)
from extract.facts.en.moments import read_moments
from extract.facts.en.slots import Span, abroad, compared_before, dated, moment_for, place_for, segments
from extract.facts.pointer import pointer
from extract.facts.tagged_sentences import Name, Sentence

WON = ("won", "KPW")
_NATION = r"(?:US|U\.S\.|American|Chinese|Russian|Japanese) "
_WORD = r"(?P<word>dollars?|yuan|renminbi|euros?|yen|roubles?|rubles?)"
_FOREIGN = re.compile(rf"(?<![A-Za-z-])(?:{_NATION})?{_WORD}\b")
_OTHER_DOLLAR = re.compile(r"(?:Ⓒ|Hong Kong|Canadian|Australian|Taiwan|Singapore|Ⓛ) $")
_PER = re.compile(
    rf"^\s?(?:\([^)]*\) )?(?:per|to|for|against|a)\s+(?:(?:the|an?|one|1|each|every) )?(?:{_NATION})?{_WORD}\b"
)
# a number that is won without saying so: "the won weakened to 8,700 per dollar", "the yuan-won rate stood at 1,275"
_BARE = re.compile(
    rf"\bwon\b[^.;]{{0,40}}? (?:at|to|was|of) (?:about |around |some |roughly )?(?P<number>{NUMBER})(?= (?:per"
    rf"|to the|for the|against the|to one|to a) )"
    rf"|\b(?:yuan|dollar|euro)-won (?:exchange )?rate[^.;]{{0,30}}? (?:at|to|was"
    rf"|of) (?P<number2>{NUMBER})(?! ?(?:won|percent|%))"
)
_PAIR_WORD = re.compile(r"\b(?:won-(?P<a>dollar|yuan|euro)|(?P<b>dollar|yuan|euro)-won)\b")
_LINK = re.compile(
    r"(?:\b(?:at|for|to|was|were|is|are|stood|stands|cost|costs|fetch\w*|bought|buys|br(?:ought|ings?)|quoted|equal(?:s|ed|led)"
    r"|hover\w*|worth|passed|hit|hits"
    r"|reached|between|topped|crossed|exceeded|averaged|gave|went|now|against|of)|=|,|\band)\s*(?:[a-z]+ ){0,2}$"
)
_SOUTH = re.compile(
    r"\b(?:KOSPI|Kospi|Bank of Korea|South Korean|Seoul|onshore|foreign exchange market|won-denominated|Samsung"
    r"|Hyundai|shares|stocks|exporters)\b"
)
_UNLIKE = re.compile(
    r"\b(?:gap|difference|spread|fine[ds]?|earn\w*|wages?|salar\w+|paid \d|per month|a month|tickets?)\b"
)
_OFFICIAL = re.compile(
    r"\b[Oo]fficial(?:ly\b| (?:\w+ )?(?:rates?|prices?|value|quot\w+|one)\b)|Foreign Trade Bank|[Cc]entral [Bb]ank"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Foreign:
    """A foreign currency named in a sentence: so many units of it."""

    start: int
    end: int
    code: str
    quantity: float


def read_rates(sentence: Sentence) -> list[ExchangeRate]:
    """The rates of the won that a sentence states as traded or quoted."""
    text = sentence.masked
    if "won" not in text and "KPW" not in text and "₩" not in text:
        return []
    if all_of_another_time(text):
        return []
    money = sorted([*levels(text), *_bare(text)], key=lambda amount: amount.start)
    won = [amount for amount in money if amount.unit in WON]
    foreign = _foreign(text, money)
    return _Rates(sentence=sentence, won=won, foreign=foreign).rates() if won and foreign else []


def _bare(text: str) -> list[Amount]:
    found = []
    for match in _BARE.finditer(text):
        group = "number" if match["number"] else "number2"
        start, end = match.span(group)
        if not is_change(text[:start], text[end:]):
            value = float(match[group].replace(",", "").replace(" ", ""))
            found.append(Amount(start=start, end=end, value=value, unit="won", qualifier=qualifier_before(text, start)))
    return found


def _foreign(text: str, money: Sequence[Amount]) -> list[Foreign]:
    """Foreign currencies: amounts of them, their bare words, and "won-dollar"."""
    amounts = [amount for amount in money if amount.unit not in (*WON, "KRW") and not amount.foreign]
    found = [Foreign(start=a.start, end=a.end, code=a.unit, quantity=a.value) for a in amounts if a.high is None]
    for match in (*_FOREIGN.finditer(text), *_PAIR_WORD.finditer(text)):
        if any(match.start() < amount.end and amount.start < match.end() for amount in money):
            continue
        if _OTHER_DOLLAR.search(text[: match.start()]):
            continue
        word = match.groupdict().get("word") or match.groupdict().get("a") or match.groupdict().get("b") or ""
        if not any(other.start < match.end() and match.start() < other.end for other in found):
            found.append(Foreign(start=match.start(), end=match.end(), code=currency_of(word), quantity=1))
    return sorted(found, key=lambda item: item.start)


@dataclass(frozen=True, kw_only=True)
class _Rates:
    sentence: Sentence
    won: Sequence[Amount]
    foreign: Sequence[Foreign]

    def rates(self) -> list[ExchangeRate]:
        text = self.sentence.masked
        gaps = segments([(amount.start, amount.end) for amount in self.won], len(text))
        moments = read_moments(text, self.sentence.day)
        found: list[ExchangeRate] = []
        last: Foreign | None = None
        for index, amount in enumerate(self.won):
            left = gaps[index][0]
            item = self._behind(amount) or self._before(amount, left) or self._listed(last, left)
            place = place_for(self.sentence, index, gaps)
            last = item
            if item is None or not self._holds(amount, gaps[index], place):
                continue
            moment = moment_for(moments, index, gaps)
            if moment is None and (compared_before(moments, left) or of_a_moment_past(text[left.start : left.end])):
                continue
            if moment is not None and of_an_event(text[: moment.start]):
                continue
            found.append(
                ExchangeRate(
                    **pointer(self.sentence, amount, [place]),
                    **dated(self.sentence, moment),
                    base=item.code,
                    quote="KPW",
                    place_id=place.entity_id if place else None,
                    place=place.text if place else None,
                    rate=amount.value / item.quantity,
                    rate_high=None if amount.high is None else amount.high / item.quantity,
                    kind="official" if self._official(gaps[index][0]) else "market",
                    qualifier=amount.qualifier,
                )
            )
        return found

    def _official(self, left: Span) -> bool:
        """Whether a rate is the state's; among several each is told by the words before it."""
        first, last = (0, len(self.sentence.text)) if len(self.won) == 1 else (left.start, left.end)
        return bool(_OFFICIAL.search(self.sentence.text[first:last]))

    def _behind(self, amount: Amount) -> Foreign | None:
        """ "8,900 won to the dollar"."""
        match = _PER.match(self.sentence.masked[amount.end :])
        if match is None:
            return None
        return Foreign(start=amount.end, end=amount.end + match.end(), code=currency_of(match["word"]), quantity=1)

    def _before(self, amount: Amount, left: Span) -> Foreign | None:
        """ "the dollar traded at 8,900 won"; a sum of dollars only where the won follow at once."""
        text = self.sentence.masked
        items = [item for item in self.foreign if left.start <= item.start and item.end <= amount.start]
        if not items:
            return None
        item = items[-1]
        between = text[item.end : amount.start]
        if "Ⓖ" in between or len(between) > 70 or not (_LINK.search(between) or between == " "):
            return None
        if re.search(r"\b(?:before|after|or|plus|than)\b", between):
            return None
        if item.quantity != 1 and not re.fullmatch(
            r" ?(?:=|(?:was|were|is|now|then)? ?(?:br\w+|fetch\w*|bought|worth|exchanged for|traded for|equals?"
            r"|at|for))? ?",
            between,
        ):
            return None
        return None if item.quantity == 1 and re.fullmatch(r" and ", between) else item

    def _listed(self, last: Foreign | None, left: Span) -> Foreign | None:
        """The currency of the amount before, in a list: "8,450 won in A, 8,500 won in B"."""
        between = self.sentence.masked[left.start : left.end]
        listed = re.fullmatch(
            r"(?: (?:in|at) (?:the )?Ⓛ+)?(?:,| and|, and| while)?(?: and (?:sell|buy) them for)?(?: (?:in|at) Ⓛ+)? ",
            between,
        )
        return last if listed else None

    def _holds(self, amount: Amount, gap: tuple[Span, Span], place: Name | None) -> bool:
        text = self.sentence.masked
        first, last = clause(text, amount.start, amount.end)
        before = text[max(first, gap[0].start) : amount.start]
        after = text[amount.end : min(last, gap[1].end)]
        if re.search(r"\bwhen\b", stated(after)):
            return False
        if not_yet(text[first : amount.start]) or still_to_come(after) or denied(before) or _UNLIKE.search(before):
            return False
        if (
            of_another_time(before)
            or of_another_time(stated(after))
            or re.search(r"\bnext (?:week|month|year)\b|\bforecast", after)
        ):
            return False
        if abroad(place):
            return False
        if place is None and "North Korean" not in text and self._like_the_souths(amount):
            return False
        return place is not None or (
            "North Korean" in text or "Ⓝ" in text or (self.sentence.home and not _SOUTH.search(self.sentence.text))
        )

    def _like_the_souths(self, amount: Amount) -> bool:
        """Whether a rate without a place is one that the South's won has had, and the North's market never."""
        dollars = any(item.code in ("USD", "EUR") and item.quantity == 1 for item in self.foreign)
        return dollars and amount.unit == "won" and amount.high is None and 900 <= amount.value <= 1700
