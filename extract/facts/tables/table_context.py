"""What stands around a table: currency and measure of its figures, its time, place, flow of trade, and its source.

The parts are asked in an order: the caption first, then the heading, the corner of the head, the title and the lines
near it, those before it before those after.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from extract.facts.tables.cell_labels import SETTLED, read_label
from extract.facts.tables.flows import Flow, read_flow
from extract.facts.tables.known import Known, country_of, names_within
from extract.facts.tables.quantities import plain
from extract.facts.tables.table_asides import is_aside
from extract.facts.tables.table_days import LONG_AGO, PRICE_WORDS, RATE_WORDS, Texts, likeliest_time
from extract.facts.tables.table_money import (
    AFTER_NUMBER,
    ONE,
    UNIT_CUE,
    goods_within,
    is_of_south_money,
    money_of,
    power_of,
)
from extract.facts.tables.table_speakers import likeliest_speaker
from extract.facts.tables.table_words import Token, meaning, scan, without
from extract.facts.tables.told_times import Told, bounds, read_times
from extract.facts.tables.viewpoints import is_of_the_other, who_trades

LONGEST_LABEL = 6  # words of a text that is no sentence
_WORDS = ("set", "head", "can", "bar", "block", "string", "sheet", "bowl", "tray", "box", "pack", "bag", "roll", "pair",
          "piece", "bunch", "bottle", "bucket", "jar")  # fmt: skip
_HOME = re.compile(r"\bthe North\b|\bDPRK\b|\bNorth Korea|북한|북측|조선|朝鲜|朝鮮|КНДР|장마당")
_PARTNERS = re.compile(
    r"\bpartners?\b|\bcountr(?:y|ies)\b|[Ff]oreign trade|나라별|국가별|상대국|대외무역"
    r"|国别|伙伴|対外貿易|对外贸易|相手国|国別|по странам|партн[её]р|внешн\w+ торговл"
)
_LIKE_TOWNS = ("place/rason",)  # towns of a province's rank
_TOWNS = ("city", "county", "sez", "town", "port", "border_crossing")
_SHIPPED = ("t", "barrel", "piece", "pair", "m3", "개", "台", "辆", "件")
_ALL_PRICES = re.compile(
    r"\ball (?:prices|quotes|figures)\b|\bprices (?:are|below are) (?:all )?(?:wholesale|retail|state)"
    r"|모두|전부|均为|均是|都是|全部为|すべて|全て|いずれも|\bвсе цены\b|\bцены (?:оптов|розничн|государственн)ые\b",
    re.IGNORECASE,
)
_AID = re.compile(r"\b(?:aid|donors?|assistance|donations?)\b|원조|援助|помощ", re.IGNORECASE)
_PAY = re.compile(
    r"\b(?:wages?|salar(?:y|ies)|monthly pay|pay (?:scales?|rates?)|earns? what|pensions?"
    r"|penalt(?:y|ies)|fines|fees|fares|tolls)\b"
    r"|월급|로임|임금|벌금|요금표|工资|薪|罚款|収费|給料|賃金|罰金|зарплат|оклад|штраф",
    re.IGNORECASE,
)
_OUTPUT = re.compile(
    r"\boutput\b|\bproduction\b|생산량|생산실적|产量|生产量|生産量|生産高|выпуск|производств", re.IGNORECASE
)
_SCENARIO = re.compile(r"\bscenarios?\b|시나리오|情景|シナリオ|сценари", re.IGNORECASE)
_BETWEEN = re.compile(
    r"(?<=[.!?。！？])(?<![A-Z]\.)(?<!\bст\.)(?<!\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\.)(?<!\bSept\.)(?<!\bNo\.)"
    r"(?<!\b(?:тыс|млн|руб)\.)(?<!\b(?:млрд|долл)\.)"
    r"(?<!\b(?:янв|фев|мар|апр|июн|июл|авг|сен|окт|ноя|дек)\.)\s+|(?<=[。！？])"
)
_PLACE_NOTE = re.compile(
    r"(?:^|[.;(,，、。] ?)(?:Place|Location|Town|City|Market|Where"
    r"|(?:조사 ?)?(?:장소|지점|지역|시장)|地点|场所|市场|場所|地域|市場|Место|Город|Рынок)"
    r"\s?[:：]\s?(?P<place>[^,.;，、。()]{2,40})"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Around:
    """The texts around a table: its caption and heading, the article's title, the lines before and after it."""

    title: str = ""
    caption: str = ""
    heading: str = ""
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    day: date | None = None
    language: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Context:
    """What the texts around a table say of all its figures. `pair` is the currency whose rate they say it gives."""

    money: str | None = None
    scale: float = 1.0
    measures: tuple[tuple[float, str], ...] = ()
    measured: float = 1.0
    time: Told | None = None
    period: Told | None = None
    part: Told | None = None  # of a year, as the caption, heading or title tells it
    year: int | None = None
    place: str | None = None
    place_id: str | None = None
    flow: Flow | None = None
    partner: Known | None = None
    third: bool = False
    turned: bool = False  # exports are those of the partner
    good: str | None = None
    good_id: str | None = None
    traded: str | None = None
    traded_id: str | None = None
    pair: str | None = None
    units: float = 1.0  # of the pair's currency: 100 in "won for 100 yuan"
    rates: bool = False
    prices: bool = False
    output: bool = False
    role: str | None = None
    said_by: str | None = None
    trade_said_by: str | None = None
    south: bool = False
    abroad: bool = False
    aid: bool = False
    pay: bool = False
    scenario: bool = False
    day: date | None = None


def read_context(around: Around, corner: str = "") -> Context:
    """What the texts around a table say."""
    around_it = texts_of(around, corner)
    near, title, before, after = around_it.near, around_it.title, around_it.before, around_it.after
    texts = [*near, *before, title, *after]
    money, scale, pair, units = money_of(near, [*before, title, *after])
    flow, third, partner = _flow([*near, *before, title, *after], [title, *before, *after])
    flow = next((own for text in near if (own := read_flow(text)) and own.kind and _PARTNERS.search(text)), flow)
    measures, measured = _measures(texts)
    if flow is not None and _measures(near)[0] and money_of(near)[0] is None:
        money, scale, pair, units = None, 1.0, None, 1.0  # "Shipments, tons": what buyers pay in is another matter
    place = _noted_place([*near, *before, *after]) or _place([near, [title], before, after])
    good = _good([*near, title, *before])
    traded = _traded([*near, title, *before])
    everything = " ".join(texts)
    return Context(
        money=money,
        scale=scale,
        measures=measures,
        measured=measured,
        time=likeliest_time(around_it, around.day, trade=False),
        period=likeliest_time(around_it, around.day, trade=True),
        part=_part([*near, title], around.day),
        year=_year([*near, title], around.day),
        place=place.text if place else None,
        place_id=place.id if place else None,
        flow=flow,
        third=third,
        turned=is_of_the_other([*near, title, *before, *after]),
        partner=partner,
        good=good[0],
        good_id=good[1],
        traded=traded[0],
        traded_id=traded[1],
        pair=pair,
        units=units,
        rates=RATE_WORDS.search(everything) is not None,
        prices=PRICE_WORDS.search(" ".join([*near, title, *before])) is not None,
        output=_OUTPUT.search(" ".join([*near, title, *before])) is not None,
        role=_role([*near, *before, *after]),
        said_by=likeliest_speaker(around_it, trade=False),
        trade_said_by=likeliest_speaker(around_it, trade=True),
        abroad=_abroad([*near, title, *before, *after]),
        pay=_is_pay(" ".join(near), title),
        scenario=_SCENARIO.search(" ".join([*near, title])) is not None,
        aid=_AID.search(" ".join([*near, title])) is not None,
        south=is_of_south_money([*near, title, *before]),
        day=around.day,
    )


def _role(texts: Sequence[str]) -> str | None:
    """What all prices are, where a text says so ("以下均为批发价"), and no other way of selling besides."""
    for text in texts:
        roles = {token.value for token in scan(text, ("role",))}
        if len(roles) == 1 and _ALL_PRICES.search(text):
            return next(iter(roles))
    return None


def _is_pay(near: str, title: str) -> bool:
    """Whether a table is of wages, fines or fares: its caption says so, or a title that speaks of no prices besides."""
    if _PAY.search(near):
        return True
    told = f"{near} {title}"
    return _PAY.search(title) is not None and not (PRICE_WORDS.search(told) or goods_within(told))


def texts_of(around: Around, corner: str = "") -> Texts:
    """The sentences around a table, with the corner of its head where that says something."""
    return Texts(
        near=tuple(plain(text) for text in (around.caption, around.heading, corner) if text),
        title=plain(around.title),
        before=tuple(plain(part) for line in around.before for part in sentences(line) if not is_aside(part)),
        after=tuple(plain(part) for line in around.after for part in sentences(line) if not is_aside(part)),
    )


def _abroad(texts: Sequence[str]) -> bool:
    """Whether the texts name another country, and nothing in the North."""
    named = [known for text in texts for known in names_within(text, "PLACE")]
    return bool(named) and not any("KP" in known.country for known in named) and not any(map(_HOME.search, texts))


def sentences(line: str) -> list[str]:
    """A line's sentences, by their full stops."""
    return [part.strip() for part in _BETWEEN.split(line) if part.strip()]


def _measures(texts: Sequence[str]) -> tuple[tuple[tuple[float, str], ...], float]:
    """What the figures are for or in, and the scale of that ("thousand tonnes")."""
    for text in texts:
        found = []
        scale = 1.0
        for token in scan(text, ("money", "veto", "measure")):
            if token.kind != "measure":
                continue
            before = text[: token.start]
            if UNIT_CUE.search(text) and token.value in _SHIPPED and (power := power_of(text, token)) != 1.0:
                found.append((1.0, token.value))
                scale = power
            elif ONE.search(before) or (not AFTER_NUMBER.search(before) and not _is_word(token, text)):
                found.append((1.0, token.value))
                scales = [other for other in scan(before, ("scale",)) if not before[other.end :].strip()]
                scale = float(scales[0].value) if scales else scale
            elif re.search(r"(?:\bfor|\bper|/|за)\s?\d[\d.,]*\s?$", before):
                found.append((float(re.findall(r"\d[\d.,]*", before)[-1].rstrip(".,").replace(",", "")), token.value))
        if found:
            return tuple(found), scale
    return (), 1.0


def _is_word(token: Token, text: str) -> bool:
    """Whether a measure is an English word that a sentence has in another sense, as "The council set a ceiling"."""
    return token.text.isascii() and token.text.isalpha() and token.value in _WORDS and len(text.split()) > LONGEST_LABEL


def _part(texts: Sequence[str], day: date | None) -> Told | None:
    """The months that a caption, heading or title tells."""
    for told in (told for text in texts for told in read_times(text)):
        spread = bounds(told, day)
        if told.month and told.day is None and spread is not None and (day is None or spread[0] <= day):
            return told
    return None


def _year(texts: Sequence[str], day: date | None) -> int | None:
    for text in texts:
        for told in read_times(text):
            bare = told.whole_year and text[told.start : told.end].isdigit()  # "2000 a day" is no year
            if told.year is not None and (
                day is None or (told.year <= day.year and (not bare or told.year > day.year - LONG_AGO))
            ):
                return told.year
    return None


def _noted_place(texts: Sequence[str]) -> Known | None:
    """The place that a note names as such ("Place: Kanggu market, Hyesan"), a market by its own name."""
    for text in texts:
        for note in _PLACE_NOTE.finditer(text):
            label = read_label(note["place"].strip())
            if label.place and label.place_id:
                return Known(id=label.place_id, label="PLACE", kind="market", country="KP", text=label.place,
                             start=note.start("place"), end=note.end("place"))  # fmt: skip
    return None


def _place(groups: Sequence[Sequence[str]]) -> Known | None:
    """The one place of the North that the nearest text names, None where several are; a town before a province, even
    one that a nearer text names.
    """
    province: Known | None = None
    for group in groups:
        for text in group:
            names = [known for known in names_within(text, "PLACE") if not meaning("role", known.text)]
            found = [known for known in names if known.country == "KP" and known.kind in SETTLED]
            towns = [known for known in found if known.kind in _TOWNS or known.id in _LIKE_TOWNS]
            towns = towns or [known for known in found if known.kind != "province"] or found
            if len({known.id for known in towns}) == 1 and (towns[0].kind != "province" or towns[0].id in _LIKE_TOWNS):
                return towns[0]
            if len({known.id for known in towns}) > 1:
                return province
            province = province or next(iter(towns), None)
    return province


def _flow(texts: Sequence[str], all_texts: Sequence[str]) -> tuple[Flow | None, bool, Known | None]:
    flows = [flow for text in texts if (flow := read_flow(text)) is not None]
    third = any(flow.third for flow in flows) and not any(flow.sure for flow in flows)
    sure = [flow for flow in flows if flow.sure and flow.kind is not None]
    told = next((flow for flow in sure if flow.kind != "trade"), None) or next(iter(sure), None)
    told = told or next((flow for flow in flows if flow.kind is not None), None)
    partner = who_trades(all_texts)
    partner = partner or next((flow.partner for flow in flows if flow.partner is not None and flow.sure), None)
    partner = partner or next((flow.partner for flow in flows if flow.partner is not None), None)
    all_texts = [without(text, ("money",)) for text in all_texts]
    if partner is None:
        countries = [
            k for text in all_texts for k in names_within(text, "PLACE") if k.kind == "country" and k.country != "KP"
        ]
        if len({known.id for known in countries}) == 1:
            partner = countries[0]
    if partner is None:  # "through Khasan"
        abroad = {k.country for text in all_texts for k in names_within(text, "PLACE") if "KP" not in k.country}
        partner = country_of(abroad.pop(), " ".join(all_texts)) if len(abroad) == 1 else None
    return told, third, partner


def _good(texts: Sequence[str]) -> tuple[str | None, str | None]:
    for text in texts:
        found = {known.id: known for known in goods_within(text)}
        if len(found) == 1:
            known = next(iter(found.values()))
            return known.text, known.id
        if found:
            return None, None
    return None, None


def _traded(texts: Sequence[str]) -> tuple[str | None, str | None]:
    """The good that all figures of trade are of: the first text that says with whom goods were traded names it."""
    for text in texts:
        flow = read_flow(text)
        if flow is not None and (flow.sure or flow.partner is not None or _PARTNERS.search(text)):
            return _good([text])
    return _good(texts)


__all__ = ("Around", "Context", "read_context", "read_label", "sentences")
