"""The names a passage reader links: those that were tagged, and those the language's grammar lists.

The grammar adds goods and places that the tagger does not know in a script, plants by their last word, markets by
theirs. What was tagged wins, except over a number: 이천 is a county and two thousand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from corpus.labels import signs
from extract.facts.passage.grammar import Grammar
from extract.facts.passage.marks import NameMark
from extract.facts.tables.known import whole_name
from extract.facts.tagged_sentences import CONTAINERS, HOME
from models.kb import load_base

_SIGNS = signs()
_VAGUE = frozenset({
    "staple", "staples", "goods", "products", "items", "commodities", "food", "foods", "harvest", "crops",
    "물품", "상품", "제품", "物资", "商品",
})  # fmt: skip
_TOWNS = ("city", "county", "zone", "town")
_MARKET = re.compile(r"(?:[Mm]arket|시장|장마당|市场|市場|рынок|рынке)$")
_NUMERAL = re.compile(r"[일이삼사오육칠팔구]?[십백천만]+ ?(?:원|위안|달러|톤)")


def find_names(text: str, mentions: Iterable[Mapping[str, Any]], grammar: Grammar) -> list[NameMark]:
    """All names of a text, in order, none inside another."""
    found = [mark for row in mentions if (mark := _tagged(text, row, grammar)) is not None]
    listed = [*_plants(text, grammar, found), *_markets(text, grammar), *_listed(text, grammar)]
    markets = list(_town_markets(text, [*found, *listed], grammar))
    found = [mark for mark in found if not any(_holds(other, mark) for other in listed)]
    listed = [*[each for each in listed if not any(_overlap(each, other) for other in markets)], *markets]
    kept = _apart(found, listed)
    return [_in_town(mark, kept, grammar) for mark in kept]


def _apart(found: Sequence[NameMark], listed: Sequence[NameMark]) -> list[NameMark]:
    """The names in order, none inside another."""
    kept: list[NameMark] = []
    # a market or plant named in full holds the town that the tagger saw in it
    whole = [mark for mark in listed if mark.label in ("FACTORY",) or mark.kind == "market"]
    rest = [mark for mark in listed if mark not in whole]
    for mark in [*[each for each in found if each.label == "FACTORY"], *whole, *found, *rest]:
        if not any(mark.start < other.end and other.start < mark.end for other in kept):
            kept.append(mark)
    return sorted(kept, key=lambda mark: mark.start)


def _overlap(one: NameMark, other: NameMark) -> bool:
    return one.label == other.label and one.start < other.end and other.start < one.end


def _holds(longer: NameMark, mark: NameMark) -> bool:
    """Whether a listed name is a longer one of the same kind around a tagged one."""
    inside = longer.start <= mark.start and mark.end <= longer.end
    alike = longer.label == mark.label or (longer.label == "PRODUCT" and mark.kind == "country")
    return inside and alike and longer.end - longer.start > mark.end - mark.start


def sign_of(name: NameMark) -> str:
    """The sign that masks a name."""
    if name.label == "PLACE" and name.country and HOME not in name.country.split("|"):
        return "Ⓒ"
    if name.label == "PLACE" and (name.kind == "country" or name.text in ("North", "DPRK", "NK")):
        return "Ⓝ"
    return _SIGNS[name.label]


def _tagged(text: str, row: Mapping[str, Any], grammar: Grammar) -> NameMark | None:
    words = row["text"]
    if row["label"] == "PRODUCT" and (words.lower() in _VAGUE or words.lower() in CONTAINERS):
        return None
    if row["label"] == "PRODUCT" and (not_a_good(words, grammar) or grammar.cue("no_product").fullmatch(words)):
        return None
    if row["label"] == "FACTORY" and grammar.cue("generic_plant").fullmatch(words):
        return None
    if row["label"] == "PRODUCT" and (tail := grammar.cue("price_tail").search(words)):
        words = words[: tail.start()]
    if grammar.language == "ko" and _NUMERAL.match(text, row["start"]):
        return None
    start = row["start"]
    if row["label"] == "FACTORY" and (headline := grammar.cue("headline_verb").search(words)):
        start, words = start + headline.end(), words[headline.end() :]
    if row["label"] == "FACTORY" and words[:1].isdigit() and text[max(0, start - 4) : start] == "No. ":
        start, words = start - 4, "No. " + words
    if grammar.language == "zh" and words.endswith("市") and text.startswith("场", start + len(words)):
        words = words[:-1]  # "罗津市场"
    known = None if _is_known(row["entity_id"]) else known_id(words, row["label"], grammar)
    country, kind, hs = entity_facts()[known] if known else (row["country"], row["kind"], row.get("hs_code"))
    return NameMark(
        start=start, end=start + len(words), text=words, label=row["label"], entity_id=known or row["entity_id"],
        mention=row["id"], country=country or "", kind=kind or "", hs=hs or "",
    )  # fmt: skip


def _is_known(entity_id: str | None) -> bool:
    return bool(entity_id) and "/x." not in (entity_id or "")


def known_id(words: str, label: str, grammar: Grammar) -> str | None:
    """The known place or good that words name which resolution took for a new one: "муки", "Северной Кореи"."""
    if label not in ("PLACE", "PRODUCT"):
        return None
    pattern, ids = (grammar.goods, grammar.good_ids) if label == "PRODUCT" else (grammar.places, grammar.place_ids)
    match = pattern.search(words + " ") if pattern else None
    if match is not None and match.span() == (0, len(words)) and ids[match.lastgroup or ""] in entity_facts():
        return ids[match.lastgroup or ""]
    market = grammar.cue("market_word").search(words + " ") if label == "PLACE" else None
    town = words[: market.start()] if market and market.start() and market.end() >= len(words) else words
    known = whole_name(town, label)
    return known.id if known is not None and known.id in entity_facts() else None


def _in_town(mark: NameMark, names: Sequence[NameMark], grammar: Grammar) -> NameMark:
    """A market with the identity of its town, by which prices are told: the one that the knowledge base knows, else the
    one that the text named last before it, or right behind it.
    """
    if mark.label != "PLACE" or not (mark.kind == "market" or _MARKET.search(mark.text)):
        return mark
    if _is_known(mark.entity_id):
        return replace(mark, entity_id=market_towns().get(mark.entity_id or "", mark.entity_id))
    own = known_id(mark.text.split()[0], "PLACE", grammar) if " " in mark.text else None
    if own and entity_facts()[own][1] in _TOWNS:
        return replace(mark, entity_id=own, country=HOME, kind="market")
    towns = [
        name
        for name in names
        if name.label == "PLACE"
        and name.kind in _TOWNS
        and _is_known(name.entity_id)
        and HOME in name.country.split("|")
    ]
    before = [town for town in towns if town.end <= mark.start]
    behind = [town for town in towns if 0 <= town.start - mark.end < 12]
    town = next(iter(behind or before[-1:]), None)
    return mark if town is None else replace(mark, entity_id=town.entity_id, country=town.country, kind="market")


@cache
def market_towns() -> dict[str, str]:
    """The town of every known market, by their identities."""
    return {each.id: each.parent_id for each in load_base() if each.kind == "market" and each.parent_id}


def _plants(text: str, grammar: Grammar, tagged: Sequence[NameMark]) -> Iterator[NameMark]:
    for match in grammar.cue("generic_plant_name").finditer(text):  # "an artillery plant": what it is for its name
        group = "name" if match["name"] else "name2"
        start, end = match.span(group)
        if not any(name.start < end and start < name.end for name in tagged if name.label == "FACTORY"):
            yield NameMark(start=start, end=end, text=match[group], label="FACTORY", country=HOME)
    for match in grammar.cue("plant_name").finditer(text):
        name = match.group("name") if "name" in match.groupdict() else match[0]
        start = match.start("name") if "name" in match.groupdict() else match.start()
        known = plants_by_name().get(name)
        if grammar.cue("generic_plant").fullmatch(name):
            continue
        yield NameMark(
            start=start, end=start + len(name), text=name, label="FACTORY", entity_id=known, country=HOME,
            kind="plant" if known else "",
        )  # fmt: skip


def _markets(text: str, grammar: Grammar) -> Iterator[NameMark]:
    for match in grammar.cue("market_name").finditer(text):  # those that a town's name calls are found by it
        start = match.start("name")
        yield NameMark(
            start=start, end=match.end("name"), text=match["name"], label="PLACE", country=HOME, kind="market"
        )


def _town_markets(text: str, names: Sequence[NameMark], grammar: Grammar) -> Iterator[NameMark]:
    """The markets that are called by a town ("혜산장마당", "Rajin market"): places of the town's identity."""
    for name in names:
        match = grammar.cue("market_word").match(text, name.end) if name.label == "PLACE" else None
        if match is None or name.kind in ("country", "market", "province"):
            continue
        yield NameMark(
            start=name.start, end=match.end(), text=text[name.start : match.end()], label="PLACE",
            entity_id=name.entity_id, mention=name.mention, country=name.country or HOME, kind="market",
        )  # fmt: skip


def not_a_good(words: str, grammar: Grammar) -> bool:
    """Whether words that were tagged as a good are a currency: "1米ドル"."""
    return any(match[0] == words.lstrip("0123456789") for match in grammar.cue("currency").finditer(words))


def _listed(text: str, grammar: Grammar) -> Iterator[NameMark]:
    facts = entity_facts()
    for label, pattern, ids in (
        ("PLACE", grammar.places, grammar.place_ids),
        ("PRODUCT", grammar.goods, grammar.good_ids),
    ):
        if pattern is None:
            continue
        for match in pattern.finditer(text):
            key = ids[match.lastgroup or ""]
            country, kind, hs = facts.get(key, ("", "", ""))
            yield NameMark(
                start=match.start(match.lastgroup or 0), end=match.end(match.lastgroup or 0),
                text=_told_as(match[match.lastgroup or 0], key), label=label, entity_id=key if key in facts else None,
                country=country, kind=kind, hs=hs,
            )  # fmt: skip


def _told_as(text: str, key: str) -> str:
    """A place that is named by what it is ("the capital") by its name, all else as it is written."""
    if key == "place/pyongyang" and text.lower() == "capital":
        return "Pyongyang"
    return "Пхеньян" if key == "place/pyongyang" and text.startswith("столиц") else text


@cache
def entity_facts() -> dict[str, tuple[str, str, str]]:
    """(country, kind, HS code) of every known entity."""
    return {entity.id: (entity.country or "", entity.kind or "", entity.hs_code or "") for entity in load_base()}


@cache
def plants_by_name() -> dict[str, str]:
    """The known plants by every spelling."""
    found: dict[str, str] = {}
    for entity in load_base():
        if entity.label == "FACTORY":
            for name in (entity.name, *(alias.text for alias in entity.aliases)):
                found.setdefault(name, entity.id)
    return found
