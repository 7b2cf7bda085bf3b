"""Which place, time, good and measure of a sentence goes with a quantity of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.facts.passage.carried import told_times
from extract.facts.passage.grammar import Grammar
from extract.facts.passage.marks import Line, Mark, NameMark, Quantity, Time, is_home, is_province, within

_EN_AT = re.compile(
    r"\b(?:in|at|of|around|near|across|inside|[Ff]rom)\s+(?:the |central |downtown |northern |southern |nearby "
    r"|neighbou?ring )*$",
    re.I,
)
_EN_NOT_AT = re.compile(
    r"\b(?:than (?:in|at)|to|between|officials? (?:in|at|of)|analysts in|outside|unlike(?: in)?|towards?|road from|"
    r"heads from|came from|come from|soldiers? (?:in|from)|bound for|embassy in|comes? from|farmers? of|from"
    r"|(?:source|sources|resident|trader|traders|partner|woman|man|person|contact|respondent)s? (?:in|from|of)"
    r"|(?:grown|made|produced|mined|caught|brewed|imported|brought|bought) (?:in|at|from|off)"
    r"|pride of|tractors of|closed? (?:in|at)|firm from|office of|province of)\s+(?:the )?$",
    re.I,
)
_EN_TOLD_FROM = re.compile(
    r"(?:\d|\bwon|\bdollars?|\byuan|\b(?:told|sent|given|reported|quoted) (?:to )?(?:us )?) from (?:the )?$"
)
_EN_SPEAKER = re.compile(
    r"\b(?:sources?|residents?|traders?|partners?|woman|man|person|contacts?|respondents?|merchants?|another|dealers?)"
    r",? (?:in|from|of) (?:the )?$",
    re.I,
)
_EN_HEAD = re.compile(
    r"(?:'s)? (?:money |currency )?"
    r"(?:prices?|markets?|dealers|traders|shops?|rate|dollar|yuan|stalls|told|gave|sold|was|paid)\b|[:,] ?\d"
)


@dataclass(frozen=True, kw_only=True)
class Gap:
    """What lies between a quantity and its neighbours."""

    left: int
    start: int
    end: int
    right: int


def gaps_of(line: Line, quantities: Sequence[Mark]) -> list[Gap]:
    """The gap around each quantity of a line, in order."""
    found = []
    for index, quantity in enumerate(quantities):
        left = quantities[index - 1].end if index else line.start
        right = quantities[index + 1].start if index + 1 < len(quantities) else line.end
        found.append(Gap(left=left, start=quantity.start, end=quantity.end, right=right))
    return found


def locating(line: Line, grammar: Grammar) -> list[NameMark]:
    """The places of a line at which something may be sold: not those that one comes from or goes to."""
    places = [
        name
        for name in line.labelled("PLACE")
        if name.kind != "country"
        and not grammar.cue("no_market_there").search(name.text)
        and not grammar.cue("made_there").match(line.between(name.end, line.end))
    ]
    if grammar.language != "en":
        aside = [place for place in places if _spoken_of(line, place, grammar)]
        return [
            place
            for place in places
            if place not in aside and not any(0 <= other.start - place.end < 2 for other in aside)
        ]
    found = []
    for place in places:
        before = line.between(line.start, place.start)
        after = line.between(place.end, line.end)
        told_from = _EN_TOLD_FROM.search(before) or (
            re.search(r"\bfrom $", before) and re.match(r" (?:only|alone)", after)
        )
        if re.match(r", where\b", after):  # "was Hyesan, where a kilo rose to"
            found.append(place)
            continue
        elsewhere = _EN_NOT_AT.search(before) and not _EN_SPEAKER.search(before) and not told_from
        if elsewhere and not re.search(r"\bFrom (?:the )?$", before):
            continue
        if re.search(r"Ⓛ,? (?:in )?$", before) and is_province(place):
            continue  # "Sariwon, North Hwanghae Province"
        if _EN_SPEAKER.search(before) and is_province(place):
            continue
        at_start = not before.strip("\"“ '") and not after.startswith("'s ")
        if (
            _EN_AT.search(before)
            or told_from
            or at_start
            or _EN_HEAD.match(after)
            or _EN_SPEAKER.search(before)
            or (re.search(r"(?:, |; |: |\band |with |So was |gave )$", before) and re.match(r"[: ,]", after))
        ):
            found.append(place)
    return found


def speakers_town(line: Line, grammar: Grammar, known: NameMark | None) -> NameMark | None:
    """The town of somebody who tells something, unless it is the one of the place that is known: "덕천시의 한 주민"."""
    if grammar.language == "en":
        return None
    towns = [place for place in line.labelled("PLACE") if place.kind in ("city", "county") and is_home(place)]
    town = next((town for town in towns if _spoken_of(line, town, grammar)), None)
    return None if town and known and town.entity_id == known.entity_id else town


def _spoken_of(line: Line, place: NameMark, grammar: Grammar) -> bool:
    before, after = line.between(line.start, place.start), line.between(place.end, line.end)
    return bool(grammar.cue("place_aside").match(after) or grammar.cue("spoken_of_before").search(before))


def pick_place(
    line: Line, index: int, gaps: Sequence[Gap], places: Sequence[NameMark], grammar: Grammar
) -> NameMark | None:
    """The place of the quantity at `index` that its own line names."""
    gap = gaps[index]
    own = each_of(line, index, gaps, places, grammar)
    if own is not None:
        return own
    ahead = list(within(places, gap.left, gap.start))
    if grammar.language in ("en", "ru"):
        follows = (place for place in within(places, gap.end, gap.right) if _follows(line, gap.end, place))
        behind = [place for place in follows if not _begins_next(line, place, gap, alone=index + 1 == len(gaps))]
        last = [place for place in within(places, gaps[-1].end, gaps[-1].right) if _follows(line, gaps[-1].end, place)]
        if behind and (not ahead or _leads_row(line, gaps, places)):
            return behind[0]
        if last and not (ahead and index == 0 and not behind):
            if behind:
                return behind[0]
            if ahead and index:
                return ahead[-1]
            later = [place for place in places if place.start >= gap.end]
            return later[0] if later else None
    if ahead:
        return _most_exact(ahead)
    earlier = [place for place in places if place.end <= gap.start]
    return _most_exact(earlier[-2:]) if earlier else None


def _leads_row(line: Line, gaps: Sequence[Gap], places: Sequence[NameMark]) -> bool:
    """Whether each place of a line stands behind its quantity: "8,400 won in Pyongyang, 8,550 won in Sinuiju"."""
    first = gaps[0]
    return not list(within(places, line.start, first.start)) and any(
        _follows(line, first.end, place) for place in within(places, first.end, first.right)
    )


def each_of(
    line: Line, index: int, gaps: Sequence[Gap], marks: Sequence[NameMark], grammar: Grammar
) -> NameMark | None:
    """The name that goes with the quantity at `index` where a line tells as many quantities as names in a row, each of
    its own: "신의주와 혜산에서는 각각 8600원, 9100원", "7,200 and 7,350 won respectively".
    """
    if len(gaps) < 2 or not grammar.cue("respectively").search(line.masked):
        return None
    start = gaps[index].start
    run: list[NameMark] = []
    for mark in marks:
        if mark.end > start:
            break
        if run and not grammar.cue("joint").fullmatch(line.between(run[-1].end, mark.start)):
            run = []
        run.append(mark)
    if len(run) < 2:
        return None
    later = next((mark.start for mark in marks if mark.start > start), line.end)
    block = [number for number, gap in enumerate(gaps) if run[-1].end <= gap.start < later]
    return run[block.index(index)] if len(block) == len(run) else None


_EN_BETWEEN = re.compile(
    r"\b(?:and|twice|than|as much|where|when|while|but|not|according to|against|compared|versus)\b|[;]"
)


def _follows(line: Line, end: int, place: NameMark) -> bool:
    return not _EN_BETWEEN.search(line.between(end, place.start)) and place.start - end < 60


def _begins_next(line: Line, place: NameMark, gap: Gap, *, alone: bool) -> bool:
    """Whether a place stands right before the next quantity: "36 200 вон, в Синыйджу — 35 900"."""
    if alone or not re.search(r"[,;]|\band\b|\bи\b", line.between(gap.end, place.start)):
        return False
    return re.fullmatch(r"[\s,:—–-]*(?:about |around |some )?", line.between(place.end, gap.right)) is not None


def _most_exact(places: Sequence[NameMark]) -> NameMark:
    """The last place; of a province and a town in it that stand side by side, the town or the market."""
    rank = {"province": 0, "county": 1, "city": 1, "district": 2, "market": 3}
    last = places[-1]
    if len(places) > 1 and last.start - places[-2].end <= 2 and rank.get(places[-2].kind, 1) > rank.get(last.kind, 1):
        return places[-2]
    return last


def pick_time(line: Line, index: int, gaps: Sequence[Gap], grammar: Grammar) -> Time | None:
    """The time of the quantity at `index` that its own line names."""
    gap = gaps[index]
    times = [time for time in told_times(line.times) if not _of_compared(line, index, gaps, time, grammar)]
    spans = [(gap.left, gap.start)]
    if grammar.language in ("en", "ru"):
        spans.insert(0, (gap.end, gap.right))
    for start, end in spans:
        inside = list(within(times, start, end))
        if inside:
            chosen = inside[0] if start == gap.end and len(spans) > 1 else inside[-1]
            if start == gap.end and _leads(line, chosen, gap, grammar, alone=index + 1 == len(gaps)):
                continue  # it opens what is told of the next quantity
            return chosen
    if grammar.language in ("en", "ru"):
        first = list(within(times, line.start, gaps[0].start))
        last = list(within(times, gaps[-1].end, line.end))
        shared = [time for time in last[:1] if not _OF_ANOTHER.search(line.between(gap.end, time.start))]
        return next(iter(first[-1:] or shared), None)
    earlier = [time for time in times if time.end <= gap.start]
    return earlier[-1] if earlier else None


def _of_compared(line: Line, index: int, gaps: Sequence[Gap], time: Time, grammar: Grammar) -> bool:
    """Whether a time is that of a quantity that is only compared with, another one than that at `index`:
    "900 won, compared with 1,100 won a year ago, and radishes were 600 won".
    """
    for other, gap in enumerate(gaps):
        if other == index or not grammar.cue("old_before").search(line.between(gap.left, gap.start)):
            continue
        if gap.end <= time.start and time.end <= gap.right:
            between = line.between(gap.end, time.start)
            return len(between) < 25 and not re.search(r"[,;]", between)
    return False


_OF_ANOTHER = re.compile(
    r"[;(]|\b(?:short of|below|above|against|than|compared|versus)\b|\bfrom (?:about |some )?[$€]?\d"
)


def _leads(line: Line, time: Time, gap: Gap, grammar: Grammar, *, alone: bool) -> bool:
    """Whether a time behind a quantity belongs to what follows: "… won; last Monday it was …"."""
    before = line.between(gap.end, time.start)
    if alone:
        return bool(re.search(r"\b(?:half|twice|more|less|than|not) ", before))
    if grammar.language == "ru":
        return bool(re.search(r"[,;]|\bа\b|\bи\b", before))
    return bool(
        re.search(
            r"[,;:—] ?(?:and |but |by |while |it was )?(?:(?:in|on|of|by|for) )?$|; |, and |, by |\band in $", before
        )
    )


def pick_measure(line: Line, index: int, gaps: Sequence[Gap], grammar: Grammar) -> tuple[float, str] | None:
    """(quantity, unit) that a price is for, where the line says so next to it."""
    gap = gaps[index]
    after = line.between(gap.end, gap.right)
    found = grammar.cue("per_after").match(after)
    if found:
        return measure_of(found, grammar)
    before = line.between(gap.left, gap.start)
    last = None
    for match in grammar.cue("per_before").finditer(before):
        last = match
    return measure_of(last, grammar) if last else None


def measure_of(match: re.Match[str], grammar: Grammar) -> tuple[float, str] | None:
    """(quantity, unit) of a match with groups n (a number or a word, absent for one) and u (the unit's word)."""
    groups = match.groupdict()
    word = groups.get("u") or groups.get("u2") or groups.get("u3") or ""
    if not word:
        return None
    count = groups.get("n") or groups.get("n2")
    unit = _unit_name(word, grammar)
    number = 1.0
    if count:
        number = _count(count, grammar)
    if unit is None or number <= 0:
        return None
    return number * unit[1], unit[0]


def _unit_name(word: str, grammar: Grammar) -> tuple[str, float] | None:
    for pattern, unit in grammar.units:
        if unit.kind in ("measure", "container") and pattern.fullmatch(word.strip()):
            return unit.name, unit.scale
    return None


def _count(text: str, grammar: Grammar) -> float:
    from extract.facts.passage.told_quantities import number_of

    word = text.strip().lower()
    if word in ("half a", "half an", "a half", "polkilo", "пол", "半"):
        return 0.5
    if word in grammar.words.counts:
        return float(grammar.words.counts[word])
    return number_of(word, grammar) or 1.0


def is_one_of(quantity: Quantity) -> bool:
    """Whether a quantity is one unit of a foreign money: what a rate is told for."""
    return quantity.kind == "money" and quantity.value in (1.0, 100.0) and quantity.unit not in ("won", "KPW", "KRW")


def unlisted_good(line: Line, gap: Gap, grammar: Grammar, *, cue: str = "good_by_form") -> NameMark | None:
    """A good that no list names, where the form of the sentence shows it: "만년필은 2만 5천 원"; None without one."""
    found = None
    for match in grammar.cue(cue).finditer(line.between(gap.left, gap.start)):
        name = next((key for key, value in match.groupdict().items() if value), None)
        if name and not grammar.cue("no_good").fullmatch(match[name]):
            start = gap.left + match.start(name)
            found = NameMark(start=start, end=start + len(match[name]), text=match[name], label="PRODUCT")
    return found


def row_of(plant: NameMark, plants: Sequence[NameMark], line: Line, grammar: Grammar) -> list[NameMark]:
    """The plants of a line that stand in one row with one of them, joined by commas and "and"."""
    run: list[NameMark] = []
    for each in sorted(plants, key=lambda mark: mark.start):
        if run and not grammar.cue("plants_joint").fullmatch(line.between(run[-1].end, each.start)):
            if plant in run:
                break
            run = []
        run.append(each)
    return run if plant in run else [plant]


def fits(good: NameMark, unit: str) -> bool:
    """Whether a good may be sold by a unit: no taxi is sold by the litre."""
    machine = good.hs[:2].isdigit() and 84 <= int(good.hs[:2]) <= 92
    return not (machine and unit in ("kg", "g", "L", "t", "斤"))


def first_part(text: str) -> str:
    return re.split(r", (?:and|but|while)|[;]", text)[0][:40]
