"""An article to candidates: line by line, with what each line leaves in mind for the next."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from extract.facts.passage.carried import Carried
from extract.facts.passage.doubts import Surroundings
from extract.facts.passage.figure_candidates import Candidate
from extract.facts.passage.figure_tellers import with_day_told, with_teller
from extract.facts.passage.grammar import LANGUAGES, Grammar, load_grammar
from extract.facts.passage.lines import read_lines
from extract.facts.passage.link_helpers import locating, measure_of, speakers_town
from extract.facts.passage.marks import Line, NameMark, is_home
from extract.facts.passage.money_links import WON, MoneyLinks
from extract.facts.passage.option_sources import Article
from extract.facts.passage.plant_links import PlantLinks, note_plant
from extract.facts.passage.plant_pairs import PAIRED, PairReader, PlantPair, of_state_media, title_words
from extract.facts.passage.plant_reports import reports_of
from extract.facts.passage.priced_goods import goods_of
from extract.facts.passage.quantity_kinds import Likely, Place, QuantityKinds, likeliest, likely_kinds
from extract.facts.passage.quantity_kinds import Weights as KindWeights
from extract.facts.passage.sentence_rules import rule_figures, with_rules
from extract.facts.passage.slot_links import LEAST, Weights, linked
from extract.facts.passage.trade_links import TradeLinks, note_trade
from extract.facts.passage.visit_companions import with_companions
from extract.facts.passage.visit_doubts import with_visit_doubts
from extract.facts.passage.visit_links import DEAD, LEADERS, VisitLinks
from extract.facts.passage.visit_pairs import VisitPair, load_visit_weights, pairs_of, told_by_verbs, visits_by_words
from extract.facts.passage.visits_alike import AGAIN, without_headline
from extract.facts.tagged_sentences import HOME

SOUTH = "KR"
ABROAD = "abroad"


@dataclass(frozen=True, kw_only=True)
class ByRules:
    """What the rules find in an article: the candidates for figures, and those for visits."""

    lines: Sequence[Line]
    grammar: Grammar
    day: date | None
    figures: Sequence[Candidate]
    visits: Sequence[Candidate]
    pairs: Sequence[VisitPair]
    plant_pairs: Sequence[PlantPair]

    @property
    def article(self) -> Article:
        """What the options of a figure's slots are taken from."""
        return Article(lines=self.lines, grammar=self.grammar, candidates=self.figures, day=self.day)


def read_candidates(article: Mapping[str, Any], mentions: Sequence[Mapping[str, Any]]) -> list[Candidate]:
    """Every candidate of an article, refused ones with their reason; none in a language without a grammar."""
    found = read_by_rules(article, mentions)
    return link_candidates(found) if found else []


def link_candidates(
    rules: ByRules, weights: Weights | None = None, plant_weights: Weights | None = None
) -> list[Candidate]:
    """The candidates that the rules found, linked by weights (the package's where none are given), with what plants do
    by weights of their own, and with all that their scores are worked out from.
    """
    figures = rules.figures
    if rules.grammar.language in PAIRED:
        figures = [each for each in figures if each.table != "activity"]
        figures += reports_of(rules.plant_pairs, plant_weights)
    figures = [_not_of_the_south(each) for each in figures]
    found = [with_teller(each, rules.article) for each in linked(figures, rules.article, weights)]
    found = [with_day_told(each, rules.article) for each in found]
    found = [_not_twice(each, found) for each in found]
    around = Surroundings.of(rules.lines, rules.grammar)
    found = [replace(each, features={**each.features, **around.doubts(each)}) for each in found]
    visits = told_by_verbs(with_visit_doubts(without_headline(rules.visits, rules.lines), rules.lines))
    return [_with_evidence(each, rules.lines) for each in (*found, *visits)]


def read_by_rules(
    article: Mapping[str, Any],
    mentions: Sequence[Mapping[str, Any]],
    weights: KindWeights | None = None,
    visit_weights: Mapping[str, float] | None = None,
) -> ByRules | None:
    """What the rules find in an article, read again where quantities are something else by their words (by `weights`,
    the package's where none are given), with visits that no rule tells; None in a language without a grammar.
    """
    language = article["language"] or "en"
    if language not in LANGUAGES:
        return None
    grammar = load_grammar(language)
    lines = read_lines(article, mentions, grammar)
    found = _read(article, lines, grammar, {}, visit_weights)
    likely = likely_kinds(QuantityKinds(lines=lines, candidates=found.figures, grammar=grammar), weights)
    kinds = likeliest(likely, found.figures, language)
    live = {(each.line.field, each.mark.start): each.table for each in found.figures if not each.refused}
    if any(live.get(place) != kind for place, kind in kinds.items()):
        found = _read(article, lines, grammar, kinds, visit_weights)
    return replace(found, figures=[_with_kind(each, likely) for each in found.figures])


def _with_kind(candidate: Candidate, likely: Mapping[Place, Likely]) -> Candidate:
    """The candidate with how likely its quantity is of its kind among its features."""
    shares = likely.get((candidate.line.field, candidate.mark.start))
    if shares is None or candidate.table not in shares:
        return candidate
    sure = round(math.log(max(shares[candidate.table], LEAST)), 3)
    return replace(candidate, features={**candidate.features, "sure_kind": sure})


def _read(
    article: Mapping[str, Any],
    lines: Sequence[Line],
    grammar: Grammar,
    kinds: Mapping[Place, str],
    visit_weights: Mapping[str, float] | None,
) -> ByRules:
    """What the rules find in lines whose quantities are held for `kinds`."""
    language = grammar.language
    carried = Carried(day=article["day"])
    home = speaks_of_the_north(lines)
    found: list[Candidate] = []
    for line in lines:
        _note_default_unit(line, carried, grammar)
    visits: list[Candidate] = []
    pairs: list[VisitPair] = []
    plant_pairs: list[PlantPair] = []
    title = title_words(lines)
    state = of_state_media(article["text"] or "")
    for number, line in enumerate(lines):
        carried.line = number
        new = _read_line(line, carried, grammar, _kinds_of(line, kinds), home=home)
        found += new
        reader = PairReader(
            line=line, carried=carried, grammar=grammar, found=new, title=title, before=lines[:number], state=state
        )
        plant_pairs += reader.pairs()
        visits = _read_visits(line, carried, grammar, visits, pairs, visit_weights)
        plants = PlantLinks(line=line, carried=carried, grammar=grammar).plants()
        note_plant(line, carried, plants, [each for each in new if each.table == "activity"])
    if language == "en":
        found = with_rules(found, rule_figures(article, found))
    return ByRules(
        lines=lines,
        grammar=grammar,
        day=article["day"],
        figures=found,
        visits=visits,
        pairs=pairs,
        plant_pairs=plant_pairs,
    )


def _not_of_the_south(candidate: Candidate) -> Candidate:
    """The candidate, refused where its sentence tells won at a place in the South, whatever its words are held for."""
    if candidate.refused or candidate.table not in ("price", "rate") or getattr(candidate.mark, "unit", "") != WON[0]:
        return candidate
    south = any(name.label == "PLACE" and name.country == SOUTH for name in candidate.names)
    return replace(candidate, refused=ABROAD) if south else candidate


def _not_twice(candidate: Candidate, candidates: Sequence[Candidate]) -> Candidate:
    """The candidate, refused where it is a headline's figure of what the text tells itself."""
    if candidate.refused or candidate.line.field != "title":
        return candidate
    told = any(each.table == candidate.table and each.line.field == "text" and not each.refused for each in candidates)
    return replace(candidate, refused=AGAIN) if told else candidate


def _with_evidence(candidate: Candidate, lines: Sequence[Line]) -> Candidate:
    """The candidate with the sentences that it rests on: its own, and those of names that it carried on."""
    own = candidate.line
    found = {(own.field, own.start, own.end)}
    for name in candidate.names:
        inside = (line for line in lines if any(name is other for other in line.names))
        found |= {(line.field, line.start, line.end) for line in inside}
    return replace(candidate, evidence=tuple(sorted(found)))


def speaks_of_the_north(lines: Sequence[Line]) -> bool:
    """Whether the places of an article lie more in the North than in the South."""
    countries = [name.country for line in lines for name in line.labelled("PLACE", "FACTORY")]
    return countries.count(HOME) >= max(1, countries.count("KR"))


def _kinds_of(line: Line, kinds: Mapping[Place, str]) -> dict[int, str]:
    """The kinds of a line's quantities by where they begin."""
    places = ((each.start, kinds.get((line.field, each.start))) for each in line.quantities)
    return {start: kind for start, kind in places if kind}


def _read_line(
    line: Line, carried: Carried, grammar: Grammar, kinds: Mapping[int, str], *, home: bool
) -> list[Candidate]:
    carried.note_times(line, grammar)
    carried.note_north(line, grammar)
    carried.note_speaker(line, grammar)
    found = MoneyLinks(line=line, carried=carried, grammar=grammar, home=home, kinds=kinds).candidates()
    trade = TradeLinks(line=line, carried=carried, grammar=grammar, kinds=kinds).candidates()
    found = [each for each in found if kinds.get(each.mark.start) != "trade"]
    trade = [each for each in trade if kinds.get(each.mark.start) in (None, "trade")]
    carried.note_month(line, grammar)
    _note_places(line, carried, grammar)
    _note_money(line, carried, grammar, found)
    note_trade(line, carried, grammar, trade)
    told = any(each.slots and not each.refused for each in (*found, *trade))
    carried.figures_told = carried.figures_told or (told and line.field == "text")
    activity = PlantLinks(line=line, carried=carried, grammar=grammar).candidates()
    return [*_without(found, trade), *trade, *activity]


def _read_visits(
    line: Line,
    carried: Carried,
    grammar: Grammar,
    before: list[Candidate],
    pairs: list[VisitPair],
    weights: Mapping[str, float] | None,
) -> list[Candidate]:
    """The visits so far with those of the line, and with companions that it names; `pairs` gets what may be visits."""
    plants = PlantLinks(line=line, carried=carried, grammar=grammar).plants()
    reader = VisitLinks(line=line, carried=carried, grammar=grammar, plants=plants)
    found = reader.candidates()
    if not found:
        pairs += pairs_of(reader)
        found = visits_by_words(reader, load_visit_weights() if weights is None else weights)
    if line.field == "text":  # the headline only says them again
        carried.visits += [each for each in found if not each.refused]
    carried.leaders |= {name for _, _, name in reader.people() if name in DEAD}
    for each in found:
        if each.slots["status"] == "now" and line.field == "text" and each.slots["visitor"] not in DEAD:
            carried.visitor = str(each.slots["visitor"])
            carried.visit_line = carried.line
            if each.date_source == "sentence" and each.period:
                carried.visit_day = each.period
    if all(each.refused for each in found) and (days := reader.trip_days()):
        carried.visit_day = days
    people = reader.people()
    carried.leader = next((name for _, _, name in reversed(people) if name in LEADERS.values()), carried.leader)
    beside = any(grammar.cue(name).search(line.masked) for name in ("companions", "greeted"))
    if people and not found and not beside and people[0][2] not in DEAD and people[0][0] - line.start < 40:
        carried.visitor = people[0][2]
    elif not people and not found and (group := reader.delegation_at_start()):
        carried.visitor = group
    if found:
        return [*before, *found]
    return with_companions(line, before, reader, carried)


def _without(prices: Sequence[Candidate], others: Sequence[Candidate]) -> list[Candidate]:
    """The candidates for prices without the refused ones that are something else."""
    taken = {each.mark.start for each in others if not each.refused}
    return [each for each in prices if not (each.refused and each.mark.start in taken)]


def _note_default_unit(line: Line, carried: Carried, grammar: Grammar) -> None:
    match = grammar.cue("default_unit").search(line.masked)
    if match:
        carried.default_unit = measure_of_word(match["unit"], grammar)
        carried.unit_line = carried.line
        if not carried.currency:
            carried.currency = "won"


def measure_of_word(word: str, grammar: Grammar) -> tuple[float, str] | None:
    """One of a unit, by its word."""
    for pattern, unit in grammar.units:
        if unit.kind == "measure" and pattern.fullmatch(word):
            return unit.scale, unit.name
    return None


def _note_places(line: Line, carried: Carried, grammar: Grammar) -> None:
    places = [place for place in locating(line, grammar) if is_home(place)]
    town = speakers_town(line, grammar, carried.place)
    for place in places or ([town] if town else []):
        carried.note_place(place)
    named = [
        place
        for place in line.labelled("PLACE")
        if place.kind != "country"
        and is_home(place)
        and not grammar.cue("made_there").match(line.between(place.end, line.end))
    ]
    carried.named_place = named[-1] if named else carried.named_place


def _note_money(line: Line, carried: Carried, grammar: Grammar, found: Sequence[Candidate]) -> None:
    """Keep goods, unit and money of what the line told."""
    rates = [each for each in found if each.table == "rate"]
    signs = [m.lastgroup for m in grammar.cue("currency").finditer(line.masked) if m.lastgroup]
    if signs and not found and line.field == "text":  # "And the yuan?"
        carried.bases, carried.base_line = (str(signs[-1]),), carried.line
    if rates:
        carried.bases = tuple(str(each.slots["base"]) for each in rates)
        carried.base_line = carried.line
        carried.currency, carried.unit_line = "won", carried.line
    if not found:
        _note_measure(line, carried, grammar)
    goods: list[NameMark] = []
    for each in found:
        if each.table != "price" or not each.slots:
            continue
        unit = each.slots.get("unit")
        if unit and each.features.get("unit_own") and (not each.refused or unit in ("kg", "L", "t", "斤")):
            carried.unit = (float(each.slots["quantity"] or 1), str(unit))  # type: ignore[arg-type]
            if carried.unit[1] in ("kg", "斤"):
                carried.weight = carried.unit
            _note_container(line, each, carried, grammar)
        if not each.refused:
            carried.money = "won" if each.slots["currency"] == "KPW" else str(each.slots["currency"])
        if each.slots["currency"] == "KPW" and not each.refused:
            carried.currency = "won"
            carried.unit_line = carried.line
        goods += [name for name in each.names if name.label == "PRODUCT"]
    _note_row(line, carried, found)
    named = goods_of(line)
    if goods:
        carried.note_good(goods[-1])
    elif named:
        carried.note_good(named[0])
        if line.field == "title":
            carried.title_good = named[0]
    carried.recent_goods = [*carried.recent_goods, *named][-4:]


def _note_row(line: Line, carried: Carried, found: Sequence[Candidate]) -> None:
    """Keep the goods and places of a line's figures in order: the next line may tell "in the same order"."""
    told = [each for each in found if not each.refused and each.slots]
    if told:
        carried.row = tuple((_name_of(each, "PRODUCT"), _name_of(each, "PLACE")) for each in told)
        carried.row_line = carried.line
    question = line.text.rstrip().endswith("?") and not found
    times = [time for time in line.times if time.first and time.last]
    carried.asked = (times[-1].first, times[-1].last) if question and times else None  # type: ignore[assignment]


def _name_of(candidate: Candidate, label: str) -> NameMark | None:
    return next((name for name in candidate.names if name.label == label), None)


def _note_container(line: Line, price: Candidate, carried: Carried, grammar: Grammar) -> None:
    """Keep how much a sack or bottle of a good holds: later in the text "a sack" is one of those."""
    measure = carried.unit
    good = str(price.slots["commodity_id"] or price.slots["commodity"])
    if measure is None or measure[1] not in ("kg", "g", "L", "t"):
        return
    around = line.between(price.mark.start - 40, price.mark.end + 20)
    for pattern, unit in grammar.units:
        if unit.kind == "container" and pattern.search(around):
            carried.containers[good, unit.name] = measure


def _note_measure(line: Line, carried: Carried, grammar: Grammar) -> None:
    """Keep the measure of a line that asks for a price without telling it: "닭 한 마리 값도 물어봤다"."""
    match = grammar.cue("per_before").search(line.masked)
    measure = measure_of(match, grammar) if match and line.labelled("PRODUCT") else None
    if measure:
        carried.unit = measure


__all__ = ("WON", "measure_of", "read_candidates", "speaks_of_the_north")
