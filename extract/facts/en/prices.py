"""Prices of goods: "a kilogram of rice cost 6,200 won in Hyesan on Friday"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.store.derived import PriceQuote
from extract.facts.en.amounts import Amount, read_measures, unit_of
from extract.facts.en.figure_guards import (
    all_of_another_time,
    clause,
    denied,
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

_OTHER_PAYMENT = re.compile(
    r"\b(?:fine[ds]?|fining|brib\w+|spen[dt]\w*|borrow\w*|earn\w*|wages?|salar\w+|worth|tax\w*|fares?|tickets?"
    r"|household|gap|difference"
    r"|ceiling|caps?|capped|limit\w*|loans?|lent|invest\w*|budget|hand(?:ed)? over|contribut\w+|donat\w+|debts?"
    r"|revenue|profits?|savings"
    r"|futures|subsid\w+|kiln|reward\w*|compensat\w+|rents?|fees?|deposit\w*|remit\w*|capital of|valued|lot of"
    r"|lots of|cargo|consignment|funds?"
    r"|premium|mark-?up|discount|surcharges?|margin|commissions?|tolls?|prizes?|bount(?:y|ies)|ransom|pensions?"
    r"|allowances?|stipends?|transport\w*|shipping|freight|haul(?:ing|age)|leas(?:es?|ed|ing)|let for|repair\w*"
    r"|tuition|punish\w*|customs dut\w+|ow(?:es?|ed|ing)|repa(?:y|id)\w*|damages?|losses|wedding"
    r"|(?:is|are|was|were)(?: each| all)? (?:charged|made to)|each of the|smuggling|net(?:s|ted)"
    r"|br(?:ings?|ought) (?:him|her|them|us)\b|lev(?:y|ies|ied)|collect(?:s|ed|ing)?"
    r"|demand(?:s|ed)?)\b",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"\b(?:cost(?:s|ing)?|pric(?:e|es|ed|ing)|s[eo]ld|sells?|selling|sale|going|goes|went|fetch\w*|trad(?:e|es"
    r"|ed|ing)|quoted|was|were|is|are"
    r"|stood|stands|hit|hits|reach\w*|ask(?:s|ed|ing)?|paid|pays?|averag\w+|bought|buys?|br(?:ings?|ought)"
    r"|dropped|fell|fallen|rose|risen"
    r"|jumped|climbed|slipped|slid|surged|soared|offered|charg\w+|exchanged)\b",
    re.IGNORECASE,
)
_WORLD = re.compile(
    r"\b(?:[Ee]xchange|London|Chicago|Brent|WTI|futures|world|global|international|benchmark|barrel|bushel|ounce"
    r"|stocks?|shares?)\b"
)
# what a good came to as a whole, or what was bought without being named
_TOTAL = re.compile(r"\b(?:imports?|exports?|sales|shipments|total\w*)\b|\b(?:bought|sold|got) (?:it|them)\b")
_PAID = re.compile(r"\bpa(?:id|ys?|ying) (?:about |some )?$")  # what for is not said
# before a good: then it is where something is, not what is sold ("sewn in a new garment workshop")
_WHERE = re.compile(r"\b(?:in|at) (?:an?|the)(?: \w+)? $|Ⓖ for (?:the |their )?$")  # or what it serves
_OURS = re.compile(r"North Korean|Ⓝ|[Tt]he country's")
_SOUTH = re.compile(r"\b(?:KOSPI|Bank of Korea|South Korean|Seoul|Busan)\b")
# behind a good: then the good only says what kind of thing is meant
_MODIFIES = re.compile(
    r"^ (?:sellers?|traders?|merchants?|dealers?|vendors?|stalls?|kilns?|mines?|miners?|fields?|farms?|farmers?"
    r"|shops?|exports?|imports?"
    r"|restaurants?|machine\w*|factor(?:y|ies)|plants?|stations?|trucks?|ships?|buyers?|workers?|smugglers?"
    r"|money|coupons?|vouchers?|cards?|licen[cs]es?|permits?|prices? (?:gap|index))\b"
)
# "45,000 won a month", "3,000 won per household": for no good, or in a measure that we do not know
_OTHER_MEASURE = re.compile(r"^ ?(?:/ ?|(?:per|an?) )(?=[a-z])")
# "8,900 won, or about one dollar": the same price again
_CONVERTED = re.compile(
    r"\b(?:won|yuan|dollars?)(?: (?:per|an?) \w+)?,? (?:or|equivalent to|equal to|about|around|roughly|approximately"
    r"|the equivalent of)(?: about| around| roughly| some)? $"
)
# the value of a lot, what it costs to do something, or pay
_FOR_SOMETHING_ELSE = re.compile(
    r" (?:worth )?of Ⓖ| to (?!buy\b|purchase\b|get\b|the\b|an?\b|\d)"
    r"| ?(?:per|an?|each|every|/) ?(?:hour|day|night|week|month|season|year|term|trip|head|person|family|household"
    r"|hectare|stall|crossing)\b"
)
_ONE = re.compile(r"\b(?:an?|one|each|every|per|single)(?: [\w-]+){0,2} $", re.IGNORECASE)
_DEAR = 50_000  # won; hardly any measure of a good costs more, so more than that is for a lot unless it is "a" thing
_SEVERAL = re.compile(r"Ⓛ, Ⓛ+,? and Ⓛ|^[^,]*Ⓛ and Ⓛ")  # one figure for several places
_STATE = re.compile(
    r"\b(?:[Ss]tate-(?:run|set|owned)|[Oo]fficial (?:\w+ )?(?:prices?|rates?|shops?|stores?)"
    r"|grain shops?|[Rr]ation\w*)\b"
)
# "hand in 3 kilograms of corn or 8,500 won", "700 grams of rice and 2,000 won a day"
_OR = re.compile(r",? (?:or|and|plus) (?:about |some |pay )?")
_PIECES = re.compile(
    r"eggs?|cigarettes?|beers?|soju|liquor|spirits|boots|shoes|sneakers|jackets?|coats?|cloth(?:es|ing)|phones?|panels?"
    r"|bicycles?|bikes?|noodles|bread|briquettes?|batter(?:y|ies)|televisions?|radios?|medicines?|soap|toothpaste"
    r"|shampoo|cosmetics|antibiotics|aspirin|penicillin",
    re.IGNORECASE,
)
_COSTS = re.compile(r" (?:now )?(?:costs?|was|is|(?:sold|sells|went|goes) (?:for|at)) (?:about |around )?$")
_VAGUE = frozenset({"staple", "staples", "goods", "products", "items", "commodities", "food", "foods"})
_WEIGHING = re.compile(r"^ (?:weighing|that weighs?|containing|holding|of) $")
_PER = re.compile(r"^\s?(?:/ ?|(?:[Pp]er|an?|each|for (?:an?|one|each|every|the)|the) )?$")
_EACH = re.compile(r"^ (?:apiece|each)\b")
_HELD = re.compile(
    r"\b([Bb]oxes|[Bb]ags|[Ss]acks|[Bb]ottles|[Cc]artons|[Pp]acks|[Cc]ans|[Bb]undles|[Pp]airs) of (?:\w+ )?$"
)
_FOR_GOOD = re.compile(
    r"^(?: ?(?:per|an?|each|/) ?\w+)?(?: of| for)(?: (?:an?|one|the|half an?|[\d.]+|two|\w*-?\w+ (?:of))){0,4} (?=Ⓖ)"
)
_COUNTED = re.compile(
    r"(?<![\w.,-])(?:(?P<digits>\d+)|(?P<dozen>[Aa] dozen)|(?P<word>[Oo]ne|[Tt]en|[Tt]wo|[Tt]hree|[Ff]ive|[Tt]wenty"
    r"|[Tt]welve)) $"
)
_COUNTS = {"one": 1, "ten": 10, "two": 2, "three": 3, "five": 5, "twenty": 20, "twelve": 12}
# between two amounts of one good in a list of places: "8,400 won a kilo in A, and in B"
_LISTED = re.compile(
    r"(?: (?:per|a|an) \w+)?(?: (?:in|at) (?:the )?Ⓛ+)?(?: (?:in|on) [A-Z][a-z]+(?: \d+)?)?(?:,| and|, and| while)?"
    r"(?: now)?(?: (?:in|at) (?:the )?Ⓛ+,?)?"
    r"(?: (?:it )?(?:was|is|cost|costs|at|for|went for|sold for|stood at))*(?: about| around)? "
)


def read_prices(sentence: Sentence) -> list[PriceQuote]:
    """The prices that a sentence states as paid or asked."""
    goods = [name for name in sentence.labelled("PRODUCT") if name.text.lower() not in _VAGUE]
    if not goods:
        return []
    money = levels(sentence.masked)
    if not money or all_of_another_time(sentence.masked):
        return []
    return _Prices(sentence=sentence, money=money, goods=goods).quotes()


@dataclass(frozen=True, kw_only=True)
class _Prices:
    sentence: Sentence
    money: Sequence[Amount]
    goods: Sequence[Name]

    def quotes(self) -> list[PriceQuote]:
        text = self.sentence.masked
        gaps = segments([(amount.start, amount.end) for amount in self.money], len(text))
        moments = read_moments(text, self.sentence.day)
        measures = list(read_measures(text))
        goods = self._goods(gaps)
        units = [self._unit(index, gaps, goods[index], measures) for index in range(len(self.money))]
        found = []
        for index, amount in enumerate(self.money):
            good = goods[index]
            place = place_for(self.sentence, index, gaps)
            if good is None or not self._holds(amount, gaps[index], place, good):
                continue
            quantity, unit = units[index] or self._shared(units, index, good)
            if unit is None and _OTHER_MEASURE.match(text[amount.end :]):
                continue
            if unit is None and (_TOTAL.search(text[: amount.start]) or _PAID.search(text[good.end : amount.start])):
                continue
            if unit is None and not self._names_a_price(amount, gaps[index][0], good):
                continue
            moment = moment_for(moments, index, gaps)
            left = gaps[index][0]
            if moment is None and (compared_before(moments, left) or of_a_moment_past(text[left.start : left.end])):
                continue
            if moment is not None and of_an_event(text[: moment.start]):
                continue
            low, high = amount.value, amount.high
            found.append(
                PriceQuote(
                    **pointer(self.sentence, amount, [good, place]),
                    **dated(self.sentence, moment),
                    commodity_id=good.entity_id,
                    commodity=self.sentence.text[good.start : good.end],
                    place_id=place.entity_id if place else None,
                    place=place.text if place else None,
                    price=low,
                    price_high=high,
                    currency="KPW" if amount.unit == "won" else amount.unit,
                    quantity=quantity,
                    unit=unit,
                    kind="state" if _STATE.search(text) else "market",
                    qualifier=amount.qualifier,
                )
            )
        return found

    def _holds(self, amount: Amount, gap: tuple[Span, Span], place: Name | None, good: Name) -> bool:
        text = self.sentence.masked
        first, last = clause(text, amount.start, amount.end)
        before = text[max(first, gap[0].start) : amount.start]
        after = text[amount.end : min(last, gap[1].end)]
        if _FOR_SOMETHING_ELSE.match(after) or _SEVERAL.search(after) or re.search(r"\bwhen\b", stated(after)):
            return False
        if amount.foreign or denied(before) or not_yet(text[first : amount.start]) or still_to_come(after):
            return False
        if _CONVERTED.search(text[: amount.start]) or _OR.fullmatch(text[good.end : amount.start]):
            return False
        if _OTHER_PAYMENT.search(before) or of_another_time(before) or of_another_time(stated(after)):
            return False
        if re.search(r"\b(?:next|forecast|predict\w*|expected|(?:and|but) now)\b", after):
            return False
        return self._is_ours(amount, place)

    def _names_a_price(self, amount: Amount, left: Span, good: Name) -> bool:
        """Whether a sum without a measure is what one buys the good for, and not what came of a lot of it."""
        text = self.sentence.masked
        if not _ASKED.search(text[min(left.start, good.end) : amount.start]):
            return False
        return amount.unit not in ("won", "KPW") or amount.value <= _DEAR or bool(_ONE.search(text[: good.start]))

    def _is_ours(self, amount: Amount, place: Name | None) -> bool:
        """Whether the price is one of North Korea: paid there, or for its goods across the border."""
        text = self.sentence.masked
        if amount.unit == "KRW" or (place and "KR" in place.country):
            return False
        if abroad(place):
            return amount.unit not in ("won", "KPW") and bool(_OURS.search(text))
        if place is None:
            # a place that the sentence names may be where the price was paid, in words that we do not know
            if any(name.sign == "Ⓛ" or "KR" in name.country for name in self.sentence.labelled("PLACE")):
                return False
            if _WORLD.search(self.sentence.text) or not (self.sentence.home or amount.unit == "KPW"):
                return False
            if amount.unit not in ("won", "KPW") and not _OURS.search(text):
                return False
        return not (place is None and amount.unit == "won" and _SOUTH.search(self.sentence.text))

    def _goods(self, gaps: Sequence[tuple[Span, Span]]) -> list[Name | None]:
        """The good of each amount: named right behind it, or the last one before it."""
        text = self.sentence.masked
        coordinated = self._coordinated(gaps)
        if coordinated:
            return coordinated
        found: list[Name | None] = []
        for left, right in gaps:
            behind = _FOR_GOOD.match(text[right.start : right.end])
            good = self._at(right.start + behind.end()) if behind else None
            if good is None:
                before = [name for name in self.goods if left.start <= name.start and name.end <= left.end]
                before = [name for name in before if not _WHERE.search(text[: name.start])]
                good = before[-1] if before else self._inherited(found, left)
                if good and len(before) > 1 and self._is_one_of_many(before):
                    good = None
            found.append(good if good and not _MODIFIES.match(text[good.end :]) else None)
        return found

    def _inherited(self, found: Sequence[Name | None], left: Span) -> Name | None:
        """The good of the amount before, in a list of places: "8,400 won in A and 8,500 won in B"."""
        return found[-1] if found and _LISTED.fullmatch(self.sentence.masked[left.start : left.end]) else None

    def _at(self, start: int) -> Name | None:
        return next((name for name in self.goods if name.start == start), None)

    def _is_one_of_many(self, goods: Sequence[Name]) -> bool:
        text = self.sentence.masked
        return bool(re.fullmatch(r",? (?:and|or) ", text[goods[-2].end : goods[-1].start]))

    def _coordinated(self, gaps: Sequence[tuple[Span, Span]]) -> list[Name | None]:
        """ "rice and corn were at 8,600 won and 3,200 won respectively": as many goods as amounts, in their order."""
        if "respectively" not in self.sentence.text:
            return []
        before = [name for name in self.goods if name.end <= gaps[0][0].end]
        return list(before) if len(before) == len(gaps) else [None] * len(gaps)

    def _unit(
        self, index: int, gaps: Sequence[tuple[Span, Span]], good: Name | None, measures: Sequence[Amount]
    ) -> tuple[float | None, str | None] | None:
        """(quantity, unit) that an amount is for; None where it says nothing of it."""
        text = self.sentence.masked
        right = gaps[index][1]
        after = text[right.start : right.end]
        if _EACH.match(after):
            held = good and _HELD.search(text[: good.start])
            return 1, unit_of(held[1]) if held else "piece"
        for measure in measures:
            if right.start <= measure.start < right.end and _PER.match(text[right.start : measure.start]):
                return measure.value, measure.unit
        if good is None:
            return None
        for measure in measures:  # "gasoline fell: a kilogram cost 24,600 won"
            if good.end < measure.start and _COSTS.match(text[measure.end : gaps[index][0].end]):
                return measure.value, measure.unit
        for measure in measures:  # "a bag of fertilizer weighing 50 kilograms"
            if good.end <= measure.start and _WEIGHING.match(text[good.end : measure.start]):
                return measure.value, measure.unit
        before = [
            m
            for m in measures
            if m.end <= good.start and re.fullmatch(r"(?: \w+)? of (?:[\w'-]+ |Ⓛ+ ){0,3}| ", text[m.end : good.start])
        ]
        if before:
            return before[-1].value, before[-1].unit
        counted = _COUNTED.search(text[: good.start])
        if counted and not self._is_time(counted):
            number = float(counted["digits"] or _COUNTS.get((counted["word"] or "").lower(), 12))
            return number, "piece"
        return None

    def _is_time(self, number: re.Match[str]) -> bool:
        """Whether a number before a good belongs to a time: "On March 12 rice", "In 2023 gasoline"."""
        moments = read_moments(self.sentence.masked, self.sentence.day)
        return any(moment.start < number.end() and number.start() < moment.end for moment in moments)

    def _shared(
        self, units: Sequence[tuple[float | None, str | None] | None], index: int, good: Name
    ) -> tuple[float | None, str | None]:
        """The weight or volume that another amount of the list names for all: the next one, else the one before."""
        for other in (*range(index + 1, len(units)), *reversed(range(index))):
            unit = units[other]
            if unit is None:
                continue
            quantity, measure = unit
            same = self.money[other].unit == self.money[index].unit
            if same and measure in ("kg", "g", "t", "L", "mL", "jin") and not _PIECES.search(good.text):
                return quantity, measure
            break
        return None, None
