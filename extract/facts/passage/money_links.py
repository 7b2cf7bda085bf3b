"""Prices and rates: which money of a sentence is what one pays for a good, or for a unit of another money."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from extract.facts.passage.carried import Carried
from extract.facts.passage.figure_candidates import Candidate
from extract.facts.passage.grammar import Grammar
from extract.facts.passage.link_helpers import (
    Gap,
    first_part,
    gaps_of,
    is_one_of,
    locating,
    pick_place,
    pick_time,
    speakers_town,
)  # fmt: skip
from extract.facts.passage.marks import Line, NameMark, Quantity, Time, is_home, within
from extract.facts.passage.price_measures import PriceMeasures
from extract.facts.passage.priced_goods import PricedGoods
from extract.facts.passage.refusals import clause_bounds, is_foreign, refusal

WON = ("won", "KPW")
NOT_FOR_RATES = frozenset({"worth", "tax", "cost", "make", "lot"})
PAYMENTS = frozenset({"fine", "bribe", "wage", "fare", "tax", "rent", "loan", "earnings", "cost", "cap", "aid"})
# a rate outside these is a misreading: won for one unit
RATES = {"USD": (80, 90_000), "CNY": (10, 15_000), "EUR": (90, 100_000), "RUB": (1, 1500), "JPY": (0.5, 900)}


@dataclass(kw_only=True)
class MoneyLinks:
    """Links the money of one line. `home` says that the article speaks of the North; `kinds` are what quantities are
    held for by their words, by where they begin: those are not refused.
    """

    line: Line
    carried: Carried
    grammar: Grammar
    home: bool
    kinds: Mapping[int, str] = field(default_factory=dict)
    used: list[Candidate] = field(default_factory=list)

    def candidates(self) -> list[Candidate]:
        """A candidate for each money of the line, refused or not."""
        money = self._money()
        if not money:
            return []
        gaps = gaps_of(self.line, money)
        places = locating(self.line, self.grammar)
        bases = self._bases(money, gaps)
        goods = self._priced().each(gaps)
        found = []
        for index, quantity in enumerate(money):
            kind = self.kinds.get(quantity.start)
            base = self._base_held(quantity, bases[index], kind)
            if base:
                found.append(self._rate(index, quantity, gaps, places, base))
            elif (good := goods[index] or (self._good_held(quantity) if kind == "price" else None)) is not None:
                found.append(self._price(index, quantity, gaps, places, good))
            else:
                found.append(Candidate(table="price", line=self.line, mark=quantity, refused="no good"))
            self.used = found
        return found

    def _base_held(self, quantity: Quantity, base: str, kind: str | None) -> str:
        """The base of a rate, where words do not make the quantity a price; any of the text where they make it one."""
        if base or kind != "rate" or quantity.unit not in WON:
            return "" if kind == "price" else base
        signs = [code for _, _, code in self._currency_signs([quantity])]
        return next(iter((*signs, *self.carried.bases)), "")

    def _good_held(self, quantity: Quantity) -> NameMark | None:
        """The good of a sum that is a price by its words, where no link leads to one: the nearest that was named."""
        goods = self._priced().named()
        ahead = [each for each in goods if each.end <= quantity.start]
        return next(iter((*ahead[::-1], *goods)), self.carried.good or self.carried.title_good)

    def _priced(self) -> PricedGoods:
        return PricedGoods(line=self.line, carried=self.carried, grammar=self.grammar)

    def _money(self) -> list[Quantity]:
        """The line's money, and bare numbers where the money is clear from the line or the ones before."""
        known = [q for q in self.line.quantities if q.kind == "money" and not is_one_of(q)]
        bare = [q for q in self.line.quantities if q.kind == "bare" and q.value >= 100]
        signs = self.grammar.cue("currency").search(self.line.masked) is not None or any(
            is_one_of(q) for q in self.line.quantities
        )
        default = known[0].unit if known else (self.carried.currency or ("won" if signs else ""))
        fresh = signs or self.carried.default_unit is not None or self.carried.line - self.carried.unit_line <= 4
        if not default or not (known or fresh):
            bare = []
        taken = [q for q in self.line.quantities if q.kind in ("money", "foreign") and not is_one_of(q)]
        filled = [
            Quantity(start=q.start, end=q.end, text=q.text, kind="bare", value=q.value, unit=default, high=q.high)
            for q in bare
            if default in WON
        ]
        held = [self._held_bare(q) for q in self.line.quantities if q.kind == "bare" and self.kinds.get(q.start)
                and all(q.start != each.start for each in filled)]  # fmt: skip
        return sorted([*taken, *filled, *held], key=lambda q: q.start)

    def _held_bare(self, quantity: Quantity) -> Quantity:
        """A bare number that is a price or rate by its words, in the money of the sum before it."""
        money = [each for each in self.line.quantities if each.kind == "money" and not is_one_of(each)]
        ahead = [each for each in money if each.end <= quantity.start]
        near = next(iter((*ahead[::-1], *money)), None)
        unit = near.unit if near is not None else self.carried.money or "won"
        return replace(quantity, unit="won" if self.kinds[quantity.start] == "rate" else unit)

    # rates

    def _bases(self, money: Sequence[Quantity], gaps: Sequence[Gap]) -> list[str]:
        """The foreign money that each amount of won buys one unit of; "" where it is no rate."""
        signs = self._currency_signs(money)
        found = [self._base_of(quantity, gap, signs) for quantity, gap in zip(money, gaps, strict=True)]
        has_goods = bool(self._priced().named())
        for index, quantity in enumerate(money):
            if found[index] or quantity.unit not in WON:
                continue
            gap = gaps[index]
            if index and found[index - 1] and not list(within(self._priced().named(), gap.left, gap.start)):
                found[index] = found[index - 1]
            elif (
                index == 0
                and not [each for each in signs if each[1] <= gap.start]
                and not has_goods
                and self.carried.bases
                and self._goes_on()
            ):
                count = sum(1 for each in money if each.unit in WON)
                if count == len(self.carried.bases):
                    return [*self.carried.bases] if len(self.carried.bases) == len(money) else found
                found[index] = self.carried.bases[0]
        return found

    def _goes_on(self) -> bool:
        """Whether the line goes on with the rates of the line before."""
        return self.carried.line - self.carried.base_line <= 1 and self.carried.base_line >= self.carried.good_line

    def _currency_signs(self, money: Sequence[Quantity]) -> list[tuple[int, int, str]]:
        found = []
        for match in self.grammar.cue("currency").finditer(self.line.masked):
            start, end = self.line.start + match.start(), self.line.start + match.end()
            if not any(q.start < end and start < q.end for q in money) and match.lastgroup:
                found.append((start, end, match.lastgroup))
        found += [(q.start, q.end, q.unit) for q in self.line.quantities if is_one_of(q)]
        return sorted(found)

    def _base_of(self, quantity: Quantity, gap: Gap, signs: Sequence[tuple[int, int, str]]) -> str:
        if quantity.unit not in WON or quantity.kind == "foreign":
            return ""
        behind = [
            sign
            for sign in signs
            if gap.end <= sign[0] < gap.right
            and self.grammar.cue("per_money").fullmatch(self.line.between(gap.end, sign[0]))
        ]
        ahead = [sign for sign in signs if gap.left <= sign[0] and sign[1] <= gap.start]
        if behind:
            return behind[0][2]
        if not ahead:
            return ""
        _start, end, code = ahead[-1]
        goods = list(within(self._priced().named(), end, gap.start))
        between = self.line.between(end, gap.start)
        if goods or len(between) > 90 or self.grammar.cue("not_base").search(between):
            return ""
        return code

    def _rate(
        self, index: int, quantity: Quantity, gaps: Sequence[Gap], places: Sequence[NameMark], base: str
    ) -> Candidate:
        place, from_line = self._place(index, gaps, places)
        time, period, source = self._time(index, gaps)
        refused = self._refused(index, quantity, place, time, passed=NOT_FOR_RATES)
        value, high = quantity.value, quantity.high
        near = [q for q in self.line.quantities if is_one_of(q) and q.unit == base]
        beside = [q for q in near if gaps[index].left <= q.start < gaps[index].start] or [
            q for q in near if gaps[index].end <= q.start <= gaps[index].end + 12
        ]
        hundred = bool(beside) and beside[-1].value == 100.0
        if hundred:
            value, high = value / 100, high / 100 if high else None
        low, top = RATES.get(base, (0, 0))
        if not refused and not low <= value <= top:
            refused = "implausible"
        official = self.grammar.cue("official").search(self._near(index, gaps))
        if official and not from_line:
            place = None  # it is one for the whole country
        slots = {
            "base": base, "quote": "KPW", "rate": value, "rate_high": high, "qualifier": quantity.qualifier,
            "kind": "official" if official else "market",
        }  # fmt: skip
        return self._candidate("rate", quantity, refused, slots, (place,), period, source, from_line)

    # prices

    def _implausible(
        self, quantity: Quantity, measure: tuple[float, str] | None, near: str, gap: Gap, good: NameMark
    ) -> str:
        """Why a sum is no price of one measure of a good: it is of a lot, or nothing says that it is asked."""
        if quantity.unit not in WON and quantity.value > 2000 and (measure is None or quantity.value > 100_000):
            return "a sum for a lot"
        if quantity.unit in WON and quantity.value > 1_000_000:
            return "a sum for a lot"
        before = self.line.between(self.line.start, gap.start)
        after = self.line.between(gap.end, gap.right)
        if self.grammar.cue("paid").search(before) and not self.grammar.cue("paid_for").match(after) and not measure:
            return "paid for what is not said"
        close = good.end <= gap.start and gap.start - good.end < 25 and self._owns(good)
        listed = any(each.table == "price" and not each.refused for each in self.used[-1:])
        if self.grammar.cue("price").search(near) or quantity.kind == "bare" or measure or close or listed:
            return ""
        return "no word of a price"

    def _price(
        self, index: int, quantity: Quantity, gaps: Sequence[Gap], places: Sequence[NameMark], good: NameMark
    ) -> Candidate:
        place, from_line = self._place(index, gaps, places)
        time, period, source = self._time(index, gaps)
        refused = self._refused(index, quantity, place, time)
        told = frozenset(str(each.slots.get("commodity")) for each in self.used)
        measures = PriceMeasures(line=self.line, carried=self.carried, grammar=self.grammar, told=told)
        measure, unit_source = measures.of(index, gaps, good)
        near = self._near(index, gaps)
        if not refused and quantity.start not in self.kinds:
            refused = self._implausible(quantity, measure, near, gaps[index], good)
        slots = {
            "commodity_id": good.entity_id, "commodity": good.text, "price": quantity.value,
            "price_high": quantity.high, "currency": "KPW" if quantity.unit == "won" else quantity.unit,
            "quantity": measure[0] if measure else None, "unit": measure[1] if measure else None,
            "kind": self._kind(index, gaps),
            "qualifier": quantity.qualifier,
        }  # fmt: skip
        found = self._candidate("price", quantity, refused, slots, (good, place), period, source, from_line)
        features = {**found.features, "own_good": float(self._owns(good)), f"unit_{unit_source}": 1.0}
        return replace(found, features=features)

    def _kind(self, index: int, gaps: Sequence[Gap]) -> str:
        """Whether a price is asked by the state or on the market, by the words next to it, those behind it first."""
        gap = gaps[index]
        behind = first_part(self._words(gap.end, gap.right))
        if self.grammar.cue("at_market").search(behind):
            return "market"
        ahead = self._words(gap.left, gap.start)
        if index and self.grammar.cue("at_market").search(ahead):
            return "market"
        return "state" if self.grammar.cue("state").search(f"{ahead} ¶ {behind}") else "market"

    def _words(self, start: int, end: int) -> str:
        """The words between two offsets as they stand: a shop's name tells whose shop it is."""
        return self.line.text[start - self.line.start : end - self.line.start]

    def _owns(self, good: NameMark) -> bool:
        return self.line.start <= good.start < self.line.end and any(good is name for name in self.line.names)

    # what both share

    def _near(self, index: int, gaps: Sequence[Gap]) -> str:
        gap = gaps[index]
        return self.line.between(gap.left, gap.start) + " ¶ " + first_part(self.line.between(gap.end, gap.right))

    def _place(self, index: int, gaps: Sequence[Gap], places: Sequence[NameMark]) -> tuple[NameMark | None, bool]:
        own = pick_place(self.line, index, gaps, places, self.grammar)
        if own is not None:
            return own, True
        town = speakers_town(self.line, self.grammar, self.carried.place)
        if town is not None:
            return town, True
        same = self.carried.of_row(index, len(gaps), 1) if not places else None
        if same is not None:
            return same, False
        if self.grammar.cue("there_begins").search(self.line.masked) and self.carried.named_place is not None:
            return self.carried.named_place, False
        near = self.line.between(self.line.start, gaps[index].end)
        if self.carried.city is not None and self.grammar.cue("the_city").search(near):
            return self.carried.city, False
        return self.carried.place, False

    def _time(self, index: int, gaps: Sequence[Gap]) -> tuple[Time | None, tuple[object, object] | None, str]:
        time = pick_time(self.line, index, gaps, self.grammar)
        if time is not None:
            if time.first is None or time.last is None:
                return time, None, "none"
            return time, (time.first, time.last), "sentence"
        carried = self.carried
        if carried.asked is not None:
            return None, carried.asked, "article"
        if carried.present is not None:
            return None, carried.present, carried.present_source
        day = carried.day
        return None, ((day, day) if day else None), "published"

    def _refused(
        self,
        index: int,
        quantity: Quantity,
        place: NameMark | None,
        time: Time | None,
        passed: frozenset[str] = frozenset(),
    ) -> str:
        if is_foreign(quantity):
            return "foreign money"
        if self.kinds.get(quantity.start) == ("rate" if passed else "price"):
            return ""
        where = next(i for i, q in enumerate(self.line.quantities) if q.start == quantity.start)
        cause = refusal(self.line, where, self.grammar, passed=passed) or self._inherited_cause(quantity)
        if cause == "old" and time is not None and time.first is not None:
            cause = ""  # it has a date of its own
        if cause:
            return cause
        left = self.line.quantities[where - 1].end if where else self.line.start
        start, end = left - self.line.start, quantity.start - self.line.start
        if not is_home(place) or self.grammar.cue("abroad").search(self.line.text[start:end]):
            return "abroad"
        old = self.grammar.cue("old_before").search(self.line.between(left, quantity.start))
        placed = self.grammar.cue("elsewhere").match(self.line.between(quantity.end, self.line.end))
        if time is None and old and not placed:  # one of elsewhere is not of old
            return "an old value without a date"
        if place is None and (not self.home or quantity.unit not in WON):
            return "abroad"
        if place is not None and not place.country and quantity.unit in ("USD", "EUR") and place.kind != "market":
            return "abroad"  # nobody knows the place, and the money is the world's
        return ""

    def _inherited_cause(self, quantity: Quantity) -> str:
        """A payment (a fare, a wage) goes on to the next amount of its clause that has no good of its own."""
        last = self.used[-1] if self.used else None
        if last is None or last.refused not in PAYMENTS:
            return ""
        first, _ = clause_bounds(self.line, quantity.start, quantity.end, self.grammar)
        if last.mark.start < first or list(within(self._priced().named(), last.mark.end, quantity.start)):
            return ""
        return last.refused

    def _candidate(
        self,
        table: str,
        quantity: Quantity,
        refused: str,
        slots: Mapping[str, object],
        names: Sequence[NameMark | None],
        period: tuple[object, object] | None,
        source: str,
        own_place: bool,
    ) -> Candidate:
        place = names[-1]
        slots = {**slots, "place_id": place.entity_id if place else None, "place": place.text if place else None}
        features = {
            "own_place": float(own_place), "no_place": float(place is None), f"date_{source}": 1.0,
            "bare": float(quantity.kind == "bare"), "money": float(quantity.unit not in WON),
            "title": float(self.line.field == "title"),
        }  # fmt: skip
        return Candidate(
            table=table, line=self.line, mark=quantity, refused=refused, slots=slots,
            names=tuple(name for name in names if name is not None), period=period,  # type: ignore[arg-type]
            date_source=source, said_by=self.carried.teller(self.line, self.grammar),
            features=features,
        )  # fmt: skip
