"""Trade: which sums and weights of a sentence crossed North Korea's border, which way, with whom, when.

The direction is told by the language's `flows`: patterns over masked text (Ⓝ is North Korea, Ⓒ another country), each
with the word that tells it as group `k`. The pattern whose word stands nearest to the quantity decides.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from extract.facts.passage.carried import Carried, is_speech
from extract.facts.passage.figure_candidates import Candidate
from extract.facts.passage.grammar import Grammar
from extract.facts.passage.link_helpers import Gap, gaps_of, pick_measure, pick_time, unlisted_good
from extract.facts.passage.marks import Line, NameMark, Quantity, Time, within
from extract.facts.passage.refusals import clause_bounds, refusal

MONEY = ("USD", "CNY", "EUR", "RUB", "JPY")
GOODS_UNITS = ("t", "kg", "barrel", "L", "pieces", "pairs", "m")
SMALLEST = 3000  # of a money: less is a price
NOT_FOR_TRADE = frozenset({"lot", "cost", "rent", "worth", "order", "make", "conversion", "earnings", "bribe", "fare"})
FAR = 90  # characters between a word of trade and its quantity
NEAR = 3  # sentences over which a direction, a partner and a period are carried


_BRACKET = re.compile(r"\s?[(（][^\d()（）]{0,12}")
OPPOSITE = {"import": "export", "export": "import"}


@dataclass(kw_only=True)
class TradeLinks:
    """Links the sums and weights of one line to goods, partners and periods; `kinds` are what quantities are held for
    by their words, by where they begin: those are not refused.
    """

    line: Line
    carried: Carried
    grammar: Grammar
    kinds: Mapping[int, str] = field(default_factory=dict)

    @cached_property
    def flows(self) -> list[tuple[str, re.Match[str]]]:
        """The directions that the line tells."""
        return told_flows(self.line, self.grammar)

    def candidates(self) -> list[Candidate]:
        """A candidate for each sum and weight of a line that speaks of trade."""
        told = next((each.unit for each in self.line.quantities if each.kind == "money" and each.unit in MONEY), "")
        filled = [self._held(_filled(each, told)) for each in self.line.quantities]
        amounts = [each for each in filled if self._is_held(each) or self._may_be(each)]
        if not amounts:
            return []
        gaps = gaps_of(self.line, amounts)
        found: list[Candidate] = []
        for index, quantity in enumerate(amounts):
            measured = pick_measure(self.line, index, gaps, self.grammar) if quantity.unit in MONEY else None
            held = self._is_held(quantity)
            if measured and measured[1] != "t" and quantity.value < 100_000 and not held:
                continue
            flow, own = self._flow(quantity, gaps[index], found)
            if not flow and held:
                flow = self.carried.flow or self.carried.main_flow or "trade"
            if not flow:
                continue
            found.append(self._candidate(index, quantity, gaps, flow, own=own, before=found))
        return found

    def _is_held(self, quantity: Quantity) -> bool:
        return self.kinds.get(quantity.start) == "trade" and bool(quantity.unit)

    def _held(self, quantity: Quantity) -> Quantity:
        """A bare number that is a figure of trade by its words, in what the amount before it is counted in."""
        if self.kinds.get(quantity.start) != "trade" or quantity.kind != "bare":
            return quantity
        ahead = [each for each in self.line.quantities if each.end <= quantity.start and self._may_be(each)]
        unit = ahead[-1].unit if ahead else self.carried.trade_unit
        return replace(quantity, kind="money" if unit in MONEY else "measure", unit=unit)

    def _may_be(self, quantity: Quantity) -> bool:
        if quantity.kind == "money":
            return quantity.unit in MONEY and quantity.value >= SMALLEST
        least = 1000 if quantity.unit in ("kg", "L", "m") else 2
        return quantity.kind == "measure" and quantity.unit in GOODS_UNITS and quantity.value >= least

    def _flow(self, quantity: Quantity, gap: Gap, before: Sequence[Candidate]) -> tuple[str, bool]:
        """("import", "export" or "trade", whether the line itself says so); "" where nothing does."""
        turned = self._turned(quantity, before)
        if turned:
            return turned, True
        best: tuple[int, int, str] | None = None
        at, end = quantity.start - self.line.start, quantity.end - self.line.start
        for order, (flow, match) in enumerate(self.flows):
            first, last = match.span("k")
            # a word behind the quantity counts for more than its way: it mostly begins another clause
            distance = at - last if last <= at else 2 * (first - end) + 30
            between = self.line.masked[min(last, end) : max(first, at)] if first >= end else self.line.masked[last:at]
            distance += 60 * len(re.findall(r"[;]|, (?:and|while|but) ", between))
            if best is None or (distance, order) < best[:2]:
                best = (distance, order, self._as_seen_from(flow, match))
        if best is not None and best[0] <= FAR:
            return best[2], True
        if before:
            return str(before[-1].slots["flow"]), False
        if self._sums_both():
            return "trade", False
        if self.carried.flow and self.carried.line - self.carried.flow_line <= NEAR and self._goes_on(quantity):
            return self.carried.flow, False
        return "", False

    def _sums_both(self) -> bool:
        """Whether a line without a direction adds up the two of the line before: "the nine-month tally came to"."""
        told = self.carried.both_ways_line == self.carried.line - 1 and not self.flows
        return told and self.grammar.cue("sum_of_both").search(self.line.masked) is not None

    def _turned(self, quantity: Quantity, before: Sequence[Candidate]) -> str:
        """The way opposite to what the text spoke of, where words say so: "$38 million came back"; "" without them."""
        for match in self.grammar.cue("other_way").finditer(self.line.masked):
            start = self.line.start + match.start()
            clause = self.line.between(quantity.end, start) if start > quantity.end else ""
            if len(clause) < 25 and not re.search(r"[,;]", clause):
                ahead = [str(each.slots["flow"]) for each in before if each.mark.end < min(start, quantity.start)]
                told = ahead[-1] if ahead else self.carried.main_flow
                return OPPOSITE.get(told, "")
        return ""

    def _as_seen_from(self, flow: str, match: re.Match[str]) -> str:
        """The direction of a word that stands alone ("imports"), seen from the side that the text speaks from: behind
        "China's exports to the North", imports are what China bought.
        """
        if not _alone(match) or flow not in OPPOSITE:
            return flow
        ahead = [
            side
            for other, earlier in self.flows
            if earlier.end() <= match.start() and (side := abroad_side(other, earlier, self.grammar)) is not None
        ]
        near = self.carried.line - self.carried.flow_line <= NEAR
        names_no_end = "Ⓝ" not in self.line.masked and "Ⓒ" not in self.line.masked
        side = ahead[-1] if ahead else self.carried.abroad and near and names_no_end
        return OPPOSITE[flow] if side else flow

    def _goes_on(self, quantity: Quantity) -> bool:
        """Whether a line without a word of trade goes on with the trade of the line before."""
        if self.grammar.cue("goes_on").search(self.line.masked):
            return True
        if quantity.unit in MONEY:
            return quantity.value >= 100_000
        return bool(self.line.labelled("PRODUCT")) and not self.line.labelled("FACTORY") and quantity.unit == "t"

    def _candidate(
        self, index: int, quantity: Quantity, gaps: Sequence[Gap], flow: str, *, own: bool, before: Sequence[Candidate]
    ) -> Candidate:
        where = next(i for i, each in enumerate(self.line.quantities) if each.start == quantity.start)
        cause = refusal(self.line, where, self.grammar, passed=NOT_FOR_TRADE)
        near = self._clause(quantity)
        partner, time = self._partner(quantity, before), self._time(index, gaps)
        if not cause and self.grammar.cue("third").search(near):
            cause = "another country's trade"
        if cause == "old" and time is not None and time.first is not None:
            cause = ""
        if not cause and not self.carried.north:
            cause = "nothing names the North's trade"
        if self._is_held(quantity):
            cause = ""
        elif not cause and where and self._again(self.line.quantities[where - 1], quantity):
            cause = "conversion"
        good, names, from_line = self._good(index, gaps, before)
        period, source = None, "none"
        if time is not None and time.first is not None and time.last is not None:
            period, source = (time.first, time.last), "sentence"
        elif before and before[-1].period:
            period, source = before[-1].period, before[-1].date_source
        elif self.carried.period is not None:
            period, source = self.carried.period, "article"
        slots = {
            "flow": flow, "partner_id": partner[0], "partner": partner[1],
            "good_id": names[0].entity_id if names else None, "good": good, "amount": quantity.value,
            "unit": quantity.unit, "qualifier": quantity.qualifier,
        }  # fmt: skip
        features = {
            "own_flow": float(own), "own_good": float(from_line), "no_good": float(good is None),
            "no_partner": float(partner[1] is None), f"date_{source}": 1.0, "money": float(quantity.unit in MONEY),
            "title": float(self.line.field == "title"),
        }  # fmt: skip
        return Candidate(
            table="trade", line=self.line, mark=quantity, refused=cause, slots=slots, names=tuple(names),
            period=period, date_source=source, features=features,
            said_by=self.carried.teller(self.line, self.grammar),
        )  # fmt: skip

    def _again(self, earlier: Quantity, quantity: Quantity) -> bool:
        """Whether a sum in brackets says the one before it again in another money."""
        between = self.line.between(earlier.end, quantity.start)
        both = earlier.kind in ("money", "foreign") and quantity.kind == "money" and earlier.unit != quantity.unit
        return both and bool(_BRACKET.fullmatch(between))

    def _time(self, index: int, gaps: Sequence[Gap]) -> Time | None:
        """The time of an amount that its line names: never the day on which it was told."""
        times = [time for time in self.line.times if not self._is_release(time)]
        long = [time for time in times if time.first and time.last and (time.last - time.first).days >= 27]
        told = replace(self.line, times=tuple(long or times))
        return pick_time(told, index, gaps, self.grammar)

    def _is_release(self, time: Time) -> bool:
        """Whether figures came out then: "data released this month showed"."""
        before = self.line.between(self.line.start, time.start)
        released = self.grammar.cue("released_before").search(before) is not None
        return released or is_speech(self.line, time, self.grammar)

    def _clause(self, quantity: Quantity) -> str:
        first, last = clause_bounds(self.line, quantity.start, quantity.end, self.grammar)
        return self.line.between(first, last)

    def _good(
        self, index: int, gaps: Sequence[Gap], before: Sequence[Candidate]
    ) -> tuple[str | None, list[NameMark], bool]:
        """(words, names, whether the line names it) of the good of an amount; all goods is None."""
        gap = gaps[index]
        goods = self.line.labelled("PRODUCT")
        right = gaps[index + 1].start if index + 1 < len(gaps) else self.line.end
        behind = self._behind(gap, goods)
        if len(behind) > 1 and index + 1 < len(gaps) and right - behind[-1].end < 5:
            behind = behind[:-1]  # "21 tons of rice and fertilizer for $6 million": the last is of the next amount
        if behind:
            return self._joined(behind), behind, True
        ahead = list(within(goods, gap.left, gap.start))
        if len(ahead) > 1 and index and self.grammar.cue("of_goods").match(self.line.between(gap.left, gap.start)):
            ahead = ahead[-1:]  # the first is what the amount before weighs
        if not ahead and index and before and self.grammar.cue("worth").search(self.line.between(gap.left, gap.start)):
            return before[-1].slots["good"], list(before[-1].names), True  # type: ignore[return-value]
        if not ahead and self.grammar.language != "en":
            shown = unlisted_good(self.line, gap, self.grammar, cue="trade_good_by_form")
            if shown:
                return shown.text, [shown], True
        if ahead:
            return self._joined(self._run(ahead)), self._run(ahead), True
        weighed = self.line.quantities and any(
            q.kind == "measure" and q.start == gap.start for q in self.line.quantities
        )
        if not weighed and self.grammar.cue("total").search(self._clause_of(gap)):
            return None, [], True
        if before and index and before[-1].slots.get("good"):
            return before[-1].slots["good"], list(before[-1].names), False  # type: ignore[return-value]
        if self.carried.trade_good and (weighed or self.grammar.cue("of_it").search(self.line.masked)):
            return self.carried.trade_words, [self.carried.trade_good], False
        return None, [], False

    def _clause_of(self, gap: Gap) -> str:
        return self.line.between(gap.left, gap.start)

    def _behind(self, gap: Gap, goods: Sequence[NameMark]) -> list[NameMark]:
        """The goods that follow an amount: "1,150 tons of cucumbers and tomatoes"."""
        after = self.line.between(gap.end, gap.right)
        match = self.grammar.cue("of_goods").match(after)
        if match is None:
            return []
        first = [good for good in goods if good.start == gap.end + match.end()]
        return self._run([good for good in goods if good.start >= first[0].start], forward=True) if first else []

    def _run(self, goods: Sequence[NameMark], *, forward: bool = False) -> list[NameMark]:
        """Goods joined by commas and "and", from the last one back or from the first one on."""
        ordered = list(goods) if forward else list(reversed(goods))
        kept = ordered[:1]
        for good in ordered[1:]:
            low, high = (kept[-1], good) if forward else (good, kept[-1])
            if not self.grammar.cue("joint").fullmatch(self.line.between(low.end, high.start)):
                break
            kept.append(good)
        return kept if forward else list(reversed(kept))

    def _joined(self, goods: Sequence[NameMark]) -> str:
        start, end = goods[0].start - self.line.start, goods[-1].end - self.line.start
        return self.line.text[start:end]

    def _partner(self, quantity: Quantity, before: Sequence[Candidate]) -> tuple[str | None, str | None]:
        """(id, name) of the country that the line names, nearest to the quantity; else the one carried."""
        found = []
        where = next(i for i, each in enumerate(self.line.quantities) if each.start == quantity.start)
        right = self.line.quantities[where + 1].start if where + 1 < len(self.line.quantities) else self.line.end
        for key, name, pattern in self.grammar.parties:
            for match in pattern.finditer(self.line.text):
                start = self.line.start + match.start()
                if quantity.end <= start < right and self.grammar.cue("from_or_to").search(
                    self.line.between(quantity.end, start)
                ):
                    distance = 0
                else:
                    distance = quantity.start - start if start < quantity.start else 2 * (start - quantity.end)
                found.append((distance, key, name))
        if found:
            return min(found)[1:]
        if before:
            return before[-1].slots["partner_id"], before[-1].slots["partner"]  # type: ignore[return-value]
        return self.carried.partner or (None, None)


def told_flows(line: Line, grammar: Grammar) -> list[tuple[str, re.Match[str]]]:
    """Every direction that a line tells, with the words that tell it, in the order of the grammar."""
    return [(flow, match) for flow, pattern in grammar.flows for match in pattern.finditer(line.masked)]


def _alone(match: re.Match[str]) -> bool:
    return match.span() == match.span("k") != (-1, -1) and match["k"] != ""


def abroad_side(flow: str, match: re.Match[str], grammar: Grammar) -> bool | None:
    """Whether words that name both ends speak from the other country's side; None where they name no end."""
    if _alone(match) or flow not in OPPOSITE or not match["k"]:
        return None
    for word_flow, pattern in grammar.flows:
        found = pattern.fullmatch(match["k"]) if word_flow in OPPOSITE else None
        if found is not None and _alone(found):
            return word_flow != flow
    return None


def _filled(quantity: Quantity, unit: str) -> Quantity:
    """A sum of millions whose money the sentence leaves out has that of the sums beside it."""
    if quantity.kind == "bare" and unit and quantity.value >= 1_000_000:
        return replace(quantity, kind="money", unit=unit)
    return quantity


def note_trade(line: Line, carried: Carried, grammar: Grammar, found: Sequence[Candidate]) -> None:
    """Keep the partner, the direction, the period and the good of what a line told of trade."""
    for key, name, pattern in grammar.parties:
        if pattern.search(line.text):
            carried.partner = (key, name)
    turned = grammar.cue("other_way").search(line.masked) is not None
    if {str(each.slots["flow"]) for each in found if not each.refused} >= set(OPPOSITE):
        carried.both_ways_line = carried.line
    flows = told_flows(line, grammar) if any(not each.refused for each in found) else []
    for each in found:
        if each.refused:
            continue
        carried.flow, carried.flow_line = str(each.slots["flow"]), carried.line
        carried.trade_unit = str(each.slots["unit"])
        if not turned:
            carried.main_flow = carried.flow
        sides = [abroad_side(flow, match, grammar) for flow, match in flows]
        told = [side for side in sides if side is not None]
        carried.abroad = told[-1] if told else carried.abroad
        if each.date_source == "sentence" and each.period and not _older(each, carried):
            carried.period = each.period
        if each.names:
            carried.trade_good, carried.trade_words = each.names[0], str(each.slots["good"])
        elif grammar.cue("total").search(line.masked):
            carried.trade_good, carried.trade_words = None, None
    if not found and turned:
        carried.flow, carried.flow_line = OPPOSITE.get(carried.main_flow, carried.main_flow), carried.line
    elif not found:
        for flow, pattern in grammar.flows:
            if pattern.search(line.masked):
                carried.flow, carried.flow_line, carried.main_flow = flow, carried.line, flow
                break
        goods = line.labelled("PRODUCT")
        if goods:
            carried.trade_good, carried.trade_words = goods[0], goods[0].text
        for time in line.times:
            compared = time.aside or grammar.cue("back_from_now").search(time.text)
            if time.first and time.last and not compared and (time.last - time.first).days >= 27:
                carried.period = (time.first, time.last)


def _older(candidate: Candidate, carried: Carried) -> bool:
    """Whether a period is of an earlier year than the one carried: what is compared with, and not what is told."""
    return bool(carried.period and candidate.period and candidate.period[1] < carried.period[0])
