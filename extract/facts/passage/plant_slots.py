"""What a report of a plant may tell besides its kind: every time it may be of, and every good and amount."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from extract.facts.en.outputs import Output, find_counted, find_outputs
from extract.facts.passage.calendar_forms import Bounds
from extract.facts.passage.carried import Carried, is_speech
from extract.facts.passage.figure_candidates import Candidate
from extract.facts.passage.grammar import Grammar
from extract.facts.passage.marks import Line, NameMark, Time
from extract.facts.passage.plant_times import counted_from
from extract.facts.passage.plant_topic import good_of_name

# A good is told in so many letters at most: a line that goes on saying "making" costs no more than it is long.
_MADE_OF = re.compile(
    r"\b(?:[Pp]roduction|[Oo]utput|[Mm]anufacture|[Mm]aking|supply|harvest|catch|export|shipments?) of "
    r"(?:the |its )?(?P<good>[a-zⒼ][a-zⒼ -]{0,60}?)(?= (?:in|at|by|from|was|were|is|has|have|had|to|for|on|since|stood"
    r"|rose|fell|with|had|that|which|this|last|as)\b|[,.;]|$)"
)
_OBJECT = re.compile(
    r"\b(?:produc\w+|mak(?:es|ing)|made|turn(?:s|ed|ing) out|manufactur\w+|churn\w+ out|weav\w+|wove|bak\w+|brew\w+"
    r"|export(?:s|ed|ing)|ship(?:s|ped|ping)|process\w+|suppl(?:y|ies|ied|ying)|deliver\w+) "
    r"(?:the |its |more |new |various |quality |kinds of ){0,6}(?P<good>[a-zⒼ][a-zⒼ -]{0,60}?)"
    r"(?= (?:in|at|by|from|for|to|on|since|with|that|which|this|last|as|after|using)\b|[,.;]|$)"
)
_PLAN_FOR = re.compile(
    r"\b(?:plans?|quotas?|targets?|assignments?|workshop|line|shop) (?:for|of) "
    r"(?:the )?(?P<good>[a-zⒼ][a-zⒼ-]{0,60}(?: [a-zⒼ][a-zⒼ-]{0,60}){0,2}?)"
    r"(?= (?:by|at|in|on|was|were|is|has|ahead|and|to|with)\b|[,.;]|$)"
)
_TIMES_AS_MUCH = re.compile(r"(?<![\d.])(?P<n>\d+(?:\.\d+)?)(?: times|-fold)\b")
_SUMS = ("production", "plan-fulfilled", "export")  # made in a time rather than on a day
_OVER_BY = re.compile(r"\b(?:overfulfill?\w*|over-fulfill?\w*|exceed\w*|surpass\w*|beat\w*|topp\w*)\b")


@dataclass(frozen=True, kw_only=True, slots=True)
class When:
    """A time that a report may be of, where it is from, and what it is weighed by."""

    period: Bounds | None
    source: str
    features: Mapping[str, float]


@dataclass(frozen=True, kw_only=True, slots=True)
class What:
    """A good and an amount that a report may tell, and what they are weighed by."""

    product: str | None
    amount: str | None
    names: tuple[NameMark, ...]
    features: Mapping[str, float]


def times_of(
    line: Line, plant: NameMark, kind: str, found: Sequence[Candidate], carried: Carried, grammar: Grammar,
    before: Sequence[Line],
) -> list[When]:  # fmt: skip
    """The times that a report of a kind in a line may be of, the day of publication last; `before` are the lines
    before, the nearest first.
    """
    options: dict[tuple[Bounds | None, str], dict[str, float]] = {}
    by_rules = {(each.period, each.date_source) for each in found if not each.refused} or {
        (each.period, each.date_source) for each in found
    }

    def add(period: Bounds | None, source: str, features: Mapping[str, float]) -> None:
        own = options.setdefault((period, source), {})
        own |= features
        if (period, source) in by_rules:
            own["rules"] = own[f"rules {source}"] = 1.0

    usable = [time for time in line.times if time.first is not None and time.last is not None]
    for number, time in enumerate(usable):
        told = dict(_of_time(line, plant, time, kind, carried, grammar))
        told |= {f"number={min(number, 2)} of {min(len(usable), 3)}": 1.0}
        add((time.first, time.last), "sentence", told)  # type: ignore[arg-type]
        counted = counted_from(line, "total" if kind in _SUMS else kind, time, grammar, carried.day)
        if (
            counted is not None
            and counted.first
            and counted.last
            and (counted.first, counted.last) != (time.first, time.last)
        ):
            add((counted.first, counted.last), "sentence", {**told, "counted": 1.0, f"counted {kind}": 1.0})
    for away, other in enumerate(before[:3]):
        for time in other.times:
            if time.first is None or time.last is None or time.aside:
                continue
            features = {
                f"article {min(away, 2)} {bool(usable)}": 1.0,
                f"article {other.paragraph == line.paragraph} {other.field}": 1.0,
                f"article {_length(time)} {kind}": 1.0, f"article {_length(time)}": 1.0, "article": 1.0,
                f"article {_ahead(time, carried.day)}": 1.0,
                f"article spoken={is_speech(other, time, grammar)}": 1.0,
                f"article first={_opens(line)}": 1.0,
            }  # fmt: skip
            if ((time.first, time.last), "sentence") not in options:
                add((time.first, time.last), "article", features)
    if carried.told_day and (carried.told_day, "sentence") not in options:
        add(carried.told_day, "article", {"told day": 1.0, f"told day {min(carried.line - carried.told_line, 4)}": 1.0})
    day = carried.day
    add(
        (day, day) if day else None, "published",
        {"published": 1.0, f"published {kind}": 1.0, f"published {min(len(usable), 2)}": 1.0,
         f"published first={_opens(line)}": 1.0, f"published aside={any(time.aside for time in line.times)}": 1.0},
    )  # fmt: skip
    return [When(period=period, source=source, features=told) for (period, source), told in options.items()]


def _of_time(
    line: Line, plant: NameMark, time: Time, kind: str, carried: Carried, grammar: Grammar
) -> Iterator[tuple[str, float]]:
    word = re.search(r"(\w+) *$", line.between(line.start, time.start))
    yield f"word={word[1].lower() if word else ''}", 1.0
    yield f"word={word[1].lower() if word else ''} {kind}", 1.0
    behind = re.match(r"[ -]*(\w+)", line.between(time.end, line.end))
    yield f"next={behind[1].lower().rstrip('s') if behind else ''} {kind}", 1.0
    start = re.match(r"\w+", time.text.lower())
    yield f"starts={start[0] if start else ''}", 1.0
    yield f"length={_length(time)}", 1.0
    yield f"length={_length(time)} {kind}", 1.0
    yield f"aside={time.aside}", 1.0
    yield f"anchored={time.anchored}", 1.0
    yield f"ahead={_ahead(time, carried.day)}", 1.0
    yield f"spoken={is_speech(line, time, grammar)}", 1.0
    ahead = time.end <= plant.start
    between = line.between(time.end, plant.start) if ahead else line.between(plant.end, time.start)
    yield f"side={'before' if ahead else 'behind'}", 1.0
    yield f"off={min(len(between) // 25, 5)} {ahead}", 1.0
    yield f"comma={'clause' if re.search(grammar.cue('clause').pattern, between) else between.count(',') > 0}", 1.0
    yield f"compared={grammar.cue('compared').search(line.between(time.start - 30, time.start)) is not None}", 1.0


def _length(time: Time) -> str:
    assert time.first is not None and time.last is not None
    days = (time.last - time.first).days
    return "day" if not days else "week" if days < 15 else "month" if days < 32 else "year" if days >= 364 else "months"


def _ahead(time: Time, day: date | None) -> str:
    if day is None or time.last is None or time.first is None:
        return "?"
    off = (day - time.last).days
    return "ahead" if time.first > day else "now" if off < 15 else "months" if off < 200 else "years"


def _opens(line: Line) -> bool:
    return line.field == "text" and line.start == 0


_Options = dict[tuple[str | None, str | None], tuple[dict[str, float], tuple[NameMark, ...]]]
_AMOUNTS = ("percent", "percent with", "over by", "over by with", "times", "times with", "output", "counted")
_PRODUCTS = ("object", "made of", "plan for", "plan", "good", "output", "counted", "own", "made before")


def goods_of(
    line: Line, plant: NameMark, kind: str, found: Sequence[Candidate], carried: Carried, grammar: Grammar
) -> list[What]:
    """The goods and amounts that a report of a kind in a line may tell; none of both first."""
    options: _Options = {}
    by_rules = {(each.slots["product"], each.slots["amount"]) for each in found if not each.refused} or {
        (each.slots["product"], each.slots["amount"]) for each in found
    }

    def add(product: str | None, amount: str | None, how: str, names: Sequence[NameMark] = (), at: int = -1) -> None:
        features, _ = options.setdefault((product, amount), ({}, tuple(names)))
        amounts, goods = amount is not None, product is not None
        for name in (how, f"{how} {kind}", f"told={goods} {amounts} {kind}", f"told={goods} {amounts}"):
            features[name] = 1.0
        if at >= 0:
            ahead = at < plant.start
            off = (plant.start - at) if ahead else (at - plant.end)
            features[f"{how} ahead={ahead}"] = 1.0
            features[f"off={min(max(off, 0) // 30, 4)} {ahead}"] = 1.0
            word = re.search(r"(\w+) *$", line.between(line.start, at))
            features[f"word={word[1].lower() if word else ''}"] = 1.0
        if product is not None and product.lower() in plant.text.lower():
            features["in name"] = features[f"in name {kind}"] = 1.0
        if (product, amount) in by_rules:
            features["rules"] = features[f"rules {kind}"] = 1.0

    add(None, None, "none")
    features = options[None, None][0]
    features[f"none sums={min(len(line.quantities), 2)} {kind}"] = 1.0
    goods = line.labelled("PRODUCT")
    features[f"none goods={min(len(goods), 2)} {kind}"] = 1.0
    for each in found:
        names = [name for name in each.names[1:] if name.label == "PRODUCT"]
        add(each.slots["product"], each.slots["amount"], "by rules", names, each.mark.start)  # type: ignore[arg-type]
    times = [(time.start - line.start, time.end - line.start) for time in line.times]
    outputs: list[Output] = list(find_outputs(line.masked, line.text, times, grammar))
    own = good_of_name(plant.text)
    made = carried.made.get(plant.text)
    for output in outputs:
        product = output.product or made or own
        names = [good for good in goods if output.product and good.text in output.product]
        add(product, output.amount, "output", names, line.start + output.start)
    for counted in find_counted(line.masked, grammar):
        if any(output.start <= counted.start < output.end for output in outputs):
            continue
        if any(start < counted.end and counted.start < end for start, end in times):
            continue
        product = line.text[slice(*counted.what)] if counted.what else made or own
        at = line.start + counted.start
        add(
            product,
            counted.amount,
            "counted",
            [good for good in goods if at <= good.start < line.start + counted.end],
            at,
        )
    told: list[tuple[str, Sequence[NameMark], str, int]] = []
    for run in _runs(goods, line, grammar):
        first, last = run[0], run[-1]
        told.append((line.text[first.start - line.start : last.end - line.start], run, "good", first.start))
    for name, start, end in goods_worded(grammar, line.masked):
        inside = [good for good in goods if start <= good.start - line.start < end]
        told.append((line.text[start:end], inside, name, line.start + start))
    for text, run, how, at in told:
        add(text, None, how, run, at)
    if own:
        add(own, None, "own")
    if made:
        add(made, None, "made before")
    for amount, how, at in _shares(line):
        add(None, amount, how, (), at)
        for text, run, _, place in told[:4]:
            add(text, amount, f"{how} with", run, place)
        if own:
            add(own, amount, f"{how} own", (), at)
    _note_parts(options, kind)
    return [What(product=p, amount=a, names=names, features=told) for (p, a), (told, names) in options.items()]


@lru_cache(maxsize=256)  # a line is asked for every kind, for each of its plants
def goods_worded(grammar: Grammar, masked: str) -> tuple[tuple[str, int, int], ...]:
    """(how it is told, start, end) of each good that a masked line tells by its wording."""
    ways = (
        ("made of", _MADE_OF),
        ("object", _OBJECT),
        ("plan for", _PLAN_FOR),
        ("plan", grammar.cue("plan_product")),
    )
    found: list[tuple[str, int, int]] = []
    for name, pattern in ways:
        for match in pattern.finditer(masked):
            group = next(key for key, value in match.groupdict().items() if value)
            found.append((name, *match.span(group)))
    return tuple(found)


def _note_parts(options: _Options, kind: str) -> None:
    """Tell each option how its amount and its good are told alone, and what it leaves out that others have."""
    amounts: dict[str | None, str] = {None: "none"}
    products: dict[str | None, str] = {None: "none"}
    for (product, amount), (told, _) in options.items():
        for found, value, ways in ((amounts, amount, _AMOUNTS), (products, product, _PRODUCTS)):
            way = next((each for each in ways if each in told), "other")
            if value is not None and (value not in found or way != "other"):
                found.setdefault(value, way)
    for (product, amount), (told, _) in options.items():
        for name, value, found in (("amount", amount, amounts), ("product", product, products)):
            way = found[value]
            told[f"{name}={way}"] = told[f"{name}={way} {kind}"] = 1.0
            if value is None:
                for other in dict.fromkeys(each for each in found.values() if each != "none"):
                    told[f"no {name} of {other} {kind}"] = 1.0
        told[f"both={amounts[amount]} {products[product]}"] = 1.0


def _runs(goods: Sequence[NameMark], line: Line, grammar: Grammar) -> Iterator[Sequence[NameMark]]:
    """Each good, and each row of them: "cucumbers and tomatoes"."""
    run: list[NameMark] = []
    for good in goods:
        yield (good,)
        if run and grammar.cue("joint").fullmatch(line.between(run[-1].end, good.start)):
            run.append(good)
            yield tuple(run)
        else:
            run = [good]


def _shares(line: Line) -> Iterator[tuple[str, str, int]]:
    """(amount, how it is told, where) of shares of a plan and of how many times as much was made."""
    for each in line.quantities:
        if each.kind == "percent":
            if each.value >= 100:
                yield f"{each.value:.10g}%", "percent", each.start
            elif _OVER_BY.search(line.between(line.start, each.start)):
                yield f"{100 + each.value:.10g}%", "over by", each.start
    for match in _TIMES_AS_MUCH.finditer(line.masked):
        yield f"{match['n']} times", "times", line.start + match.start()
