"""The figures of a table: a number with its labels and its context is a price, a rate, a figure of trade, or none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from dateutil.relativedelta import relativedelta

from extract.facts.tables.cell_labels import merged_times, own_money, read_label
from extract.facts.tables.cell_measures import lot_of, unit_of
from extract.facts.tables.cell_parts import earlier_of
from extract.facts.tables.cell_readings import Reading, hedge_of, names_something, refused
from extract.facts.tables.cell_refusals import Odd, refusal_of
from extract.facts.tables.columns import Cell, Shape, number_cells, read_shape, side_by_side, whole_head
from extract.facts.tables.flows import Flow, read_flow
from extract.facts.tables.joined_readings import with_ranges
from extract.facts.tables.known import Known
from extract.facts.tables.partner_tables import TURNED, is_of_partners, whose_partners
from extract.facts.tables.reading_doubts import with_scores
from extract.facts.tables.sum_rows import since_january, summed_periods
from extract.facts.tables.table_context import Around, Context, read_context
from extract.facts.tables.table_notes import noted_times
from extract.facts.tables.table_words import meaning
from extract.facts.tables.told_times import Told, bounds
from extract.facts.tables.whole_table import (
    counted_columns,
    days_of,
    goods_of,
    is_other_table,
    lists_goods,
    names_home,
    odd_columns,
    partners_of,
    places_of,
    shared_money,
    summaries,
    tells_won,
    two_ways,
    with_plain_thousands,
    with_whole_days,
    years_of,
)

LEAST_WON = 500  # a figure without a currency is a price in won from here on
_TRADED = ("t", "kg", "L", "barrel", "piece", "pair", "m3", "head", "개", "台", "辆", "件", "台")
_SHIFTS = {
    "-1y": relativedelta(years=1), "-1m": relativedelta(months=1), "-1w": relativedelta(days=7), "0": relativedelta()
}  # fmt: skip


def read_table(cells: Sequence[Sequence[str]], head_rows: int, around: Around) -> list[Reading]:
    """What each number in a table is; those that are no figure have the kind "refused" and a reason."""
    if not cells or len(cells[0]) < 2:
        return []
    cells, head_rows = with_whole_days(cells, head_rows, around.day)
    head_rows = whole_head(cells, head_rows)
    size = side_by_side(cells, head_rows)
    if size < len(cells[0]):
        return [
            replace(reading, column=at + reading.column)
            for at in range(0, len(cells[0]), size)
            for reading in read_table([row[at : at + size] for row in cells], head_rows, around)
        ]
    shape = read_shape(cells, head_rows)
    corner = " ".join(
        dict.fromkeys(cells[row][column] for column in shape.columns("label") for row in range(head_rows))
    )
    said = read_label(corner)
    context = read_context(around, corner if said.times or said.money or said.measures else "")
    if context.money in ("won", "KPW"):
        cells = with_plain_thousands(cells)
    found = list(number_cells(cells, shape, earlier_of((*around.before, around.caption, *around.after), around.day)))
    goods = goods_of(cells, shape)
    said_by = (around.caption, around.title, *around.before)
    third = whose_partners(said_by, around.language) if is_of_partners(cells, shape) else None
    reader = _Reader(shape=shape, context=context, goods=goods,
                     headed=days_of(cells, shape, around.day), two_ways=two_ways(cells, shape),
                     years=years_of(cells, shape),
                     said=Odd(table=is_other_table(cells, shape), summaries=summaries(cells, shape),
                              columns=odd_columns(cells, shape, goods)
                              | (counted_columns(cells, shape) if context.flow and not context.prices else frozenset()),
                              at_home=names_home(cells, shape)),
                     lists_goods=lists_goods(cells, shape),
                     shared=shared_money(cells, shape), places=places_of(cells, shape),
                     partners=partners_of(cells, shape),
                     sums=summed_periods(cells, shape),
                     won_told=tells_won(cells, shape),
                     third=third,
                     notes=noted_times((*around.after, *around.before), around.day))  # fmt: skip
    return with_ranges(with_scores([reader.read(cell) for cell in found], found, context), cells, head_rows)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Reader:
    """What is known of the whole table while its cells are read."""

    shape: Shape
    context: Context
    goods: frozenset[str]
    said: Odd
    lists_goods: bool
    headed: tuple[date, ...] = ()
    two_ways: bool = False
    years: frozenset[int] = frozenset()
    shared: tuple[str, float] | None = None
    places: frozenset[str] = frozenset()
    partners: frozenset[str] = frozenset()
    notes: Mapping[str, Told] = field(default_factory=dict)
    sums: Mapping[int, Told] = field(default_factory=dict)
    third: Known | None = None  # whose trade the table is of, where North Korea is one of the partners
    won_told: bool = False  # by some of the labels, so that others are of other money

    def read(self, cell: Cell) -> Reading:
        """What one number is."""
        why = refusal_of(cell, self.context, self.said)
        if why:
            return refused(cell, why)
        good, good_id = self._good(cell)
        money, scale = self._money(cell)
        base = None if good else self._base(cell, money)
        flow = self._flow(cell)
        if base is not None:
            return self._rate(cell, base)
        if self._is_trade(cell, money, flow is not None):
            return self._trade(cell, good, good_id, money, scale)
        if (
            good is None
            and (self.context.prices or self.context.measures)
            and not any(label.rest and not label.place for label in (*cell.above, *cell.beside))
        ):
            good, good_id = self.context.good, self.context.good_id
        return self._price(cell, good, good_id, money, scale)

    def _good(self, cell: Cell) -> tuple[str | None, str | None]:
        """The good that the labels name: the most telling one, a known one before an unknown."""
        near = (*reversed(cell.beside), *reversed(cell.above))  # a group of goods stands before its goods, or above
        for label in (cell.own, *near, *((cell.section,) if cell.section else ())):
            if label.good:
                return label.good, label.good_id
        for label in near:
            if label.text in self.goods:
                return label.rest, None
        return None, None

    def _money(self, cell: Cell) -> tuple[str | None, float]:
        """The currency that the figure is in, and its scale."""
        scale = 1.0
        money = None
        for label in cell.labels:
            scale *= label.scale
            if label.money and money is None:
                money = label.money[0]
                if money == "元":  # whose, the texts around say
                    money = "won" if self.context.money in ("won", "KPW") and not self.won_told else "CNY"
        if money is None and not any(label.measures for label in (cell.own, *cell.above)):
            money = self.context.money
            scale = scale if scale != 1.0 else self.context.scale
        elif money is None:
            money = self.context.money
        if money is None and self.shared is not None and cell.unit is None and self._flow(cell) is not None:
            return self.shared if not any(label.measures for label in cell.labels) else (None, scale)
        return money, scale

    def _base(self, cell: Cell, money: str | None) -> str | None:
        """The currency whose rate in won the figure is, where it is one."""
        told = [own_money(value) for label in cell.labels for value in label.money]
        foreign = list(dict.fromkeys(value for value in told if value not in ("won", "KPW", "KRW")))
        won = any(value in ("won", "KPW") for value in told) or self.context.money in ("won", "KPW")
        named = any(label.rest or label.good for label in (*cell.above, *cell.beside))
        if len(foreign) == 1 and (won or (self.context.rates and not named)) and not self._flows(cell):
            return foreign[0]
        if not foreign and self.context.pair and not named and money in ("won", "KPW"):
            return self.context.pair
        return None

    def _flow(self, cell: Cell) -> Flow | None:
        """Which way the labels say that goods went; a total beside columns of both ways is of both."""
        flow = next((label.flow for label in cell.labels if label.flow and label.flow.kind), None)
        if flow is not None and not flow.sure and len(cell.above) > 1:  # "China with North Korea" above "exports"
            joined = read_flow(" ".join(label.text for label in cell.above))
            flow = joined if joined is not None and joined.sure and joined.kind else flow
        if flow is not None and self.context.turned and not (flow.sure or flow.partner or self.third):
            flow = replace(flow, kind=TURNED.get(flow.kind or "", flow.kind))
        if flow is None and self.two_ways and any(label.total for label in cell.above):
            return Flow(kind="trade")
        return flow

    def _flows(self, cell: Cell) -> bool:
        return any(label.flow and label.flow.kind for label in cell.labels)

    def _is_trade(self, cell: Cell, money: str | None, flows: bool) -> bool:
        if not flows and (self.context.flow is None or self.context.flow.kind is None):
            return False
        flow_sure = self.context.flow is not None and self.context.flow.sure
        if any(label.money and label.measures for label in cell.labels):
            return False  # "yuan/kg"
        if money in ("won", "KPW") and not cell.own.measures:
            return flows and any(label.measures for label in (*cell.above, *cell.beside))
        return cell.unit is None or (flow_sure and meaning("measure", cell.unit) in _TRADED)

    # the three kinds

    def _rate(self, cell: Cell, base: str) -> Reading:
        if self.context.south or (self.context.abroad and not any(label.place for label in cell.labels)):
            return refused(cell, "won of the South")
        units = lot_of(cell, base, self.context) / self._scale_of_rate(cell)
        high = cell.number.high
        return self._with_time(cell, self._placed(cell, Reading(
            kind="rate", row=cell.row, column=cell.column, value=round(cell.number.value / units, 6),
            high=round(high / units, 6) if high is not None else None, base=base,
            currency="KPW", role="official" if self._role(cell) == "state" else "market",
        )))  # fmt: skip

    def _scale_of_rate(self, cell: Cell) -> float:
        """The 1,000 of rates in thousands of won, as labels or the texts around tell it."""
        scale = next((label.scale for label in cell.labels if label.scale != 1.0), self.context.scale)
        return scale if cell.number.value < LEAST_WON else 1.0

    def _price(self, cell: Cell, good: str | None, good_id: str | None, money: str | None, scale: float) -> Reading:
        if good is None:
            return refused(cell, "no good")
        traded = self.context.flow is not None and money not in ("won", "KPW")
        if traded and any(label.money and label.measures for label in cell.above):
            return refused(cell, "what a unit of trade comes to")
        if money is None and self._is_home_price(cell):
            money = "won"
        if money is None:
            return refused(cell, "no currency")
        if self.context.abroad and not any(label.place for label in cell.labels):
            return refused(cell, "of another country")
        if scale >= 1e6 or money in ("KRW", "JPY") or (money == "won" and self.context.south):
            return refused(cell, "no price in a market of the North")
        quantity, unit = unit_of(cell, self.context)
        if cell.unit is not None and not any(char.isalnum() for char in cell.unit) and good_id is None:
            return refused(cell, "sold by no measure")
        return self._with_time(cell, self._placed(cell, Reading(
            kind="price", row=cell.row, column=cell.column, good=good, good_id=good_id,
            value=round(cell.number.value * scale, 6),
            high=round(cell.number.high * scale, 6) if cell.number.high is not None else None,
            currency="KPW" if money == "won" else money, quantity=quantity, unit=unit,
            role=self._role(cell) or self.context.role or "market",
        )))  # fmt: skip

    def _trade(self, cell: Cell, good: str | None, good_id: str | None, money: str | None, scale: float) -> Reading:
        flow = self._flow(cell) or self.context.flow
        measure = next((label.measures[0][1] for label in cell.labels if label.measures), None)
        own = next((own_money(label.money[0]) for label in cell.labels if label.money), None)
        if own is None and cell.unit is not None:
            measure = meaning("measure", cell.unit)
        weighed = own is None and measure is None and money is None
        if weighed:
            measure = next((unit for _, unit in self.context.measures), None)
        unit = own or measure or money
        at_home = any(known.country == "KP" for label in cell.labels for known in label.countries)
        if (self.context.third and not self._flows(cell)) or (self.third is not None and not at_home):
            return refused(cell, "trade of other countries")
        if flow is None or flow.kind is None or unit is None or unit in ("won", "KPW"):
            return refused(cell, "no unit" if flow else "no flow")
        if measure is not None and own is None and measure not in _TRADED:
            return refused(cell, "no measure of trade")
        total = any(label.total for label in cell.labels) and cell.row not in self.sums
        if good is None and not total and any(names_something(label) for label in cell.beside):
            return refused(cell, "what is traded is not known")
        partner = next((c for label in cell.labels for c in label.countries if c.country != "KP"), None)
        partner = partner or flow.partner or (self.context.partner if len(self.partners) < 2 else None)
        if self.third is not None:
            partner, turned = self.third, self._flow(cell)
            flow = replace(flow, kind=TURNED.get(flow.kind, flow.kind)) if turned and not turned.sure else flow
        if good is None and not (total and self.lists_goods):  # else a sum over months or partners, of the same good
            good, good_id = self.context.traded, self.context.traded_id
        factor = scale if own or measure or self.context.money is None else self.context.scale
        if measure is not None and own is None:
            factor *= next((size for label in cell.labels for size, _ in label.measures), 1.0)
        value = cell.number.value * factor * (self.context.measured if weighed else 1.0)
        return self._with_time(cell, Reading(
            kind="trade", row=cell.row, column=cell.column, value=round(value, 3), flow=flow.kind,
            partner=partner.text if partner else None, partner_id=partner.id if partner else None,
            good=good, good_id=good_id, unit=unit,
        ))  # fmt: skip

    def _is_home_price(self, cell: Cell) -> bool:
        """Whether a figure without a currency is in won: of a measure, in a place of the North, in a text on prices."""
        placed = any(label.place_id for label in cell.labels) or self.context.place_id is not None
        measured = any(label.measures for label in cell.labels) or bool(self.context.measures)
        return self.context.prices and placed and measured and cell.number.value >= LEAST_WON

    # slots

    def _role(self, cell: Cell) -> str | None:
        return next((label.role for label in cell.labels if label.role), None)

    def _placed(self, cell: Cell, reading: Reading) -> Reading:
        label = next((label for label in cell.labels if label.place), None)
        if label is not None:
            return replace(reading, place=label.place, place_id=label.place_id or self.context.place_id)
        unknown = next((label for label in cell.beside if label.text in self.places), None)
        if unknown is not None:
            return replace(reading, place=unknown.rest, place_id=None)
        return replace(reading, place=self.context.place, place_id=self.context.place_id)

    def _with_time(self, cell: Cell, reading: Reading) -> Reading:
        labels = [label for label in cell.labels if label.times]
        shift = next((label.shift for label in cell.labels if label.shift), None)
        if cell.earlier is not None:
            shift = cell.earlier.shift or shift
            labels = [replace(cell.own, times=[cell.earlier.told])] if cell.earlier.told is not None else labels
        elif reading.kind == "trade" and cell.row in self.sums:
            labels = [*labels, replace(cell.own, times=[self.sums[cell.row]])]
        day = self.context.day
        if shift is not None and not labels and self.context.time is None and (own := self._own_day()) is not None:
            day = own
        noted = next((self.notes[mark] for mark in cell.marks if mark in self.notes), None)
        if labels or noted is not None:
            told = merged_times(labels) if labels else noted
            if told is None:
                return refused(cell, "two times")
            if reading.kind == "trade":
                told = since_january(self._of_the_year(told), cell)
            spread = self._spread(told)
            source = "table"
        else:
            told = self.context.period if reading.kind == "trade" else self.context.time
            told = since_january(told, cell) if told and reading.kind == "trade" else told
            spread = self._spread(told) if told else None
            source = "article"
            if spread is None and reading.kind == "trade" and self.context.year:
                spread = (date(self.context.year, 1, 1), date(self.context.year, 12, 31))
        if spread is None and day is not None:
            spread, source = (day, day), "published"
        if reading.kind == "trade" and source == "published":
            return refused(cell, "no period")
        if spread is not None and shift is not None:
            spread = (spread[0] - _SHIFTS[shift], spread[1] - _SHIFTS[shift])
        if spread is not None and day is not None and spread[0] > day:
            return refused(cell, "a time to come")
        said_by = self.context.trade_said_by if reading.kind == "trade" else self.context.said_by
        if spread is None:
            return replace(reading, said_by=said_by)
        return replace(
            reading, first=spread[0], last=spread[1], date_source=source, said_by=said_by,
            qualifier=hedge_of(cell),
        )  # fmt: skip

    def _of_the_year(self, told: Told) -> Told:
        """A year's column in a table of some of its months: "January-February" above, "2025" over a column."""
        period = self.context.part
        if told.whole_year and period is not None and (period.year is None or period.year in self.years):
            return replace(period, year=told.year)
        return told

    def _own_day(self) -> date | None:
        """The one day that the heads of the table tell: "a year ago" counts from it."""
        return self.headed[0] if len(self.headed) == 1 else None

    def _spread(self, told: Told) -> tuple[date, date] | None:
        """The days of a time; the year that stands around the table is taken where it does not lead into the future."""
        day = self.context.day
        if told.month is None and told.day is not None and self.context.time is not None:
            told = told.filled(self.context.time)
        if told.year is None and told.weekday is None and self.context.year is not None:
            spread = bounds(replace(told, year=self.context.year), day)
            if spread is not None and (day is None or spread[0] <= day):
                return spread
        return bounds(told, day)
